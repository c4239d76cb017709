"""Inline Markdown as runs of a Word file: emphasis, code, links, and the calls of footnotes."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree
from markdown_it.token import Token

from living_guidance.exchange.comments.wml import Bookmarks, R, text, w
from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import BlockKind
from living_guidance.model.writing import unwrap
from living_guidance.render.redline_words import Resolve, inline_tokens
from living_guidance.text.inline import FOOTNOTE, without_code

LOCALES: Mapping[str, str] = {"en": "en-GB", "zh": "zh-CN"}
"""What Word calls a language, where it is not our own code: English is written as the United Nations do."""
EAST_ASIAN = frozenset({"zh", "ja", "ko"})
_FOREIGN = re.compile(r"https?://|mailto:", re.IGNORECASE)


@dataclass(slots=True)
class Notes:
    """The footnotes of a chapter, numbered as they are first called."""

    keys: frozenset[str]
    """Those that there are."""
    calls: Counter[str]
    """How often each is called."""
    numbers: dict[str, int] = field(default_factory=dict)


def count_calls(passages: Iterable[Passage]) -> Counter[str]:
    """How often each footnote is called in the text."""
    texts = (one.text for one in passages if one.block.kind not in {BlockKind.ROW, BlockKind.CODE})
    return Counter(match["key"] for words in texts for match in FOOTNOTE.finditer(without_code(words)))


@dataclass(slots=True)
class Story:
    """One part of the file with text in it: its links lead out by the id of a relation."""

    has_notes: bool = True
    """Whether footnotes can be called here; none can in a footnote."""
    links: dict[str, str] = field(default_factory=dict)
    """The ids of relations by the addresses they lead to."""


@dataclass(slots=True)
class InlineWriter:
    """Writes the words of passages."""

    language: str
    """Of the whole text."""
    fragments: Mapping[str, str]
    """The bookmarks by the fragments that links within the chapter name."""
    link: Resolve
    notes: Notes
    bookmarks: Bookmarks

    def words(self, passage: Passage, story: Story, *looks: str) -> list[etree._Element]:
        """The runs of a passage."""
        written: list[etree._Element] = []
        opened = list(looks)
        link: etree._Element | None = None
        for token in inline_tokens(unwrap(passage.text)):
            if token.type == "link_open":
                link = self._link(str(token.attrs.get("href", "")), story)
                if link is not None:
                    written.append(link)
            elif token.type == "link_close":
                link = None
            elif token.nesting == 1:
                opened.append(token.type)
            elif token.nesting == -1:
                opened.pop()
            else:
                around = {*opened, "link"} if link is not None else set(opened)
                (written if link is None else link).extend(self._leaf(token, passage.language, around, story))
        return written

    def _leaf(self, token: Token, language: str, looks: set[str], story: Story) -> list[etree._Element]:
        if token.type == "note_reference":
            return self._call(token.content, story)
        words = " " if token.type in ("softbreak", "hardbreak") else token.content
        return [self.run(words, language, *looks, token.type)]

    def run(self, words: str, language: str, *looks: str) -> etree._Element:
        """A run of words in a language; the looks are types of tokens."""
        style = "VerbatimChar" if "code_inline" in looks else "Hyperlink" if "link" in looks else ""
        bold, italic = "strong_open" in looks, "em_open" in looks
        properties = w(
            "rPr",
            w("rStyle", val=style) if style else None,
            # Quotation marks and dashes are to be as wide as the characters around them.
            w("rFonts", hint="eastAsia") if language in EAST_ASIAN and "code_inline" not in looks else None,
            *([w("b"), w("bCs")] if bold else ()),
            *([w("i"), w("iCs")] if italic else ()),
            _tongue(language) if language != self.language else None,
        )
        return w("r", properties if len(properties) else None, text(words))

    def _link(self, target: str, story: Story) -> etree._Element | None:
        """The element of a link; none where it leads nowhere from a file on somebody's disk."""
        if target.startswith("#") and (bookmark := self.fragments.get(target[1:])):
            return w("hyperlink", anchor=bookmark)
        address = target if _FOREIGN.match(target) else self.link(target) or ""
        if not _FOREIGN.match(address):
            return None
        element = w("hyperlink")
        element.set(f"{{{R}}}id", story.links.setdefault(address, f"link{len(story.links) + 1}"))
        return element

    def _call(self, key: str, story: Story) -> list[etree._Element]:
        """The call of a footnote; Word lets a note be called once, and later calls refer to the first."""
        if number := self.notes.numbers.get(key):
            return _refer(number)
        if not story.has_notes or key not in self.notes.keys:
            return []
        number = self.notes.numbers[key] = len(self.notes.numbers) + 1
        call = raised(w("footnoteReference", id=number))
        return self.bookmarks.around([_note(number)] if self.notes.calls[key] > 1 else [], [call])


def _note(number: int) -> str:
    return f"_note_{number}"


def _refer(number: int) -> list[etree._Element]:
    """A field that shows the number of a footnote."""
    return [
        raised(w("fldChar", fldCharType="begin")),
        raised(text(f" NOTEREF {_note(number)} \\f \\h ", "instrText")),
        raised(w("fldChar", fldCharType="separate")),
        raised(text(str(number))),
        raised(w("fldChar", fldCharType="end")),
    ]


def raised(content: etree._Element) -> etree._Element:
    """A run that is raised as the numbers of footnotes are."""
    return w("r", w("rPr", w("rStyle", val="FootnoteReference"), w("vertAlign", val="superscript")), content)


def _tongue(language: str) -> etree._Element:
    name = LOCALES.get(language, language)
    return w("lang", eastAsia=name) if language in EAST_ASIAN else w("lang", val=name)
