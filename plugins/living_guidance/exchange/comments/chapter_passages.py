"""One passage as one paragraph of a Word file, its words between the ends of its bookmark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from markdown_it.token import Token

from living_guidance.exchange.comments.chapter_inlines import InlineWriter, Story
from living_guidance.exchange.comments.review_facts import bookmark_names
from living_guidance.exchange.comments.wml import text, w
from living_guidance.model.marks import MARK, mark_number
from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import BlockKind, Freshness


def marked(token: Token) -> list[int]:
    """The ordinals of the passages that end in a token's content."""
    return [mark_number(match) for match in MARK.finditer(token.content)]


@dataclass(frozen=True, slots=True)
class PassageWriter:
    """Writes the passages of a chapter, whichever part of the file they stand in."""

    passages: tuple[Passage, ...]
    inlines: InlineWriter
    picture: str
    """What stands before the words of a picture, which itself stays out."""

    def paragraph(
        self, number: int, story: Story, style: str, properties: Sequence[etree._Element] = (), *looks: str
    ) -> etree._Element:
        """The paragraph of a passage; the number in the margin stands outside the bookmark."""
        passage = self.passages[number]
        words = _code(passage.text) if passage.block.kind is BlockKind.CODE else ()
        words = words or self.inlines.words(passage, story, *looks)
        names = bookmark_names(passage.block.id, number)
        return w(
            "p",
            w("pPr", w("pStyle", val=style), *properties),
            *self._label(passage),
            *self.inlines.bookmarks.around(names, words),
        )

    def _label(self, passage: Passage) -> Iterator[etree._Element]:
        if passage.number is not None:
            yield w("r", w("rPr", w("rStyle", val="ParagraphNumber")), text(str(passage.number)), w("tab"))
        elif passage.block.kind is BlockKind.IMAGE:
            yield self.inlines.run(self.picture, self.inlines.language)

    def is_behind(self, number: int) -> bool:
        """Whether the translation of a passage is behind the original."""
        return self.passages[number].freshness is Freshness.STALE


def bar(colour: str) -> etree._Element:
    """A bar at the left of a paragraph."""
    return w("pBdr", w("left", val="single", sz=24, space=6, color=colour))


BEHIND = "B06A00"
"""The colour of the bar beside a translation that is behind."""


def _code(words: str) -> list[etree._Element]:
    """A run of lines as they stand."""
    run = w("r")
    for number, line in enumerate(words.split("\n")):
        if number:
            run.append(w("br"))
        run.append(text(line))
    return [run]
