"""The text of a chapter for a review edition, where all chapters of a document stand in one file.

It goes the way of the site's pages: the same Markdown, the same marks, the same cleaning. What differs is that
addresses lead inside the file, and that nothing is loaded from elsewhere.
"""

import posixpath
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from types import MappingProxyType
from xml.etree.ElementTree import Element

from markdown import Markdown

from living_guidance.model.addresses import chapter_page
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.render.clean import clean
from living_guidance.render.footnotes import FootnoteLinksExtension
from living_guidance.render.marks import MarksExtension
from living_guidance.render.messages import Messages
from living_guidance.text.anchors import heading_anchors
from living_guidance.text.fates import row_of
from living_guidance.text.inline import is_external

EXTENSIONS = (
    *("admonition", "attr_list", "def_list", "footnotes", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences"),
)
"""The Markdown that chapters are written in, as ``mkdocs.yml`` has it for the site."""
CONFIGS = {"tables": {"use_align_attribute": True}}

Follow = Callable[[str, str], str | None]
"""From a page of the site, named from the root as links in Markdown name it, and a fragment of it or nothing, to its
full address; None where it has none."""

_ADDRESS = re.compile(r'(<(?:a|img)(?:\s[a-z-]+="[^"]*")*?)\s(href|src)="([^"]*)"')
"""What a cleaned text leads to, or shows: in it whatever looks like an element is one."""
_ABROAD = ("https://", "http://", "mailto:")
_MEDIA = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
_INNER = frozenset({"ul", "ol", "dl", "p", "div", "table", "blockquote", "pre", "details"})
"""What an item of a list may hold beside its own words."""
_NOTE = re.compile(r"fn(?:ref)?\d*:")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the chapters of an edition lead to: each other, the site, and pictures."""

    places: Mapping[str, Mapping[str, str]]
    """By the page that links name, the place in the file of each of its fragments; that of the chapter for none."""
    follow: Follow
    pictures: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """By their paths from ``guidance/``."""


def surroundings(texts: Sequence[Text], follow: Follow, pictures: Mapping[str, bytes]) -> Surroundings:
    """The places of an edition of these texts."""
    places = {}
    for text in texts:
        own = {"": chapter_place(text)}
        for passage in text.passages:
            own[passage.block.id] = block_place(text, passage)
        for block, fragment in heading_anchors(passage.block for passage in text.passages).items():
            own.setdefault(fragment, block)
        places[chapter_page(text.matter.document, text.matter.id)] = own
    return Surroundings(places, follow, pictures)


def chapter_place(text: Text) -> str:
    """The place of a chapter in the file; the full stop keeps it apart from the ids of paragraphs."""
    return f"{text.matter.id}.chapter"


def block_place(text: Text, passage: Passage) -> str:
    """The place of a paragraph: its id. Title and summary, which every chapter has, bear the chapter's name as well."""
    return f"{text.matter.id}.{passage.block.id}" if passage.is_title else passage.block.id


def is_untranslated(text: Text) -> bool:
    """Whether not one paragraph of a translation is there, so that it need not be said of each."""
    return not text.is_original and not text.coverage.current and not text.coverage.stale


def freshness_words(passage: Passage, text: Text, messages: Messages) -> str:
    """What is said of a paragraph whose translation is missing or behind; nothing of any other."""
    if passage.freshness is Freshness.STALE:
        return messages("pages.passage.unconfirmed" if passage.is_unconfirmed else "pages.passage.stale")
    if passage.freshness is Freshness.MISSING and not is_untranslated(text):
        return messages("pages.passage.missing")
    return ""


def render_text(text: Text, around: Surroundings, messages: Messages) -> str:
    """The HTML of a chapter's body, cleaned; each block bears its id and each numbered paragraph its number."""
    dresser = _Dresser(text, around, messages)
    markdown = Markdown(
        extensions=[
            *EXTENSIONS,
            MarksExtension(dresser.dress, dresser.rewrite),
            FootnoteLinksExtension(lambda number: messages("pages.footnote-back", number=number)),
        ],
        extension_configs=CONFIGS,
    )
    return _ADDRESS.sub(lambda match: _within(match, around.pictures), clean(markdown.convert(text.marked)))


def _within(match: re.Match[str], pictures: Mapping[str, bytes]) -> str:
    """An element with an address in the file or on the web: a picture has its content for one.

    Nothing else is left to stand, for the file may be opened anywhere; then words must do.
    """
    element, name, address = match[1], match[2], unescape(match[3])
    if name == "href":
        return match[0] if address.startswith(("#", *_ABROAD)) else element
    media = _MEDIA.get(PurePosixPath(address).suffix.lower())
    if address not in pictures or not media:
        return element
    return f'{element} src="data:{media};base64,{b64encode(pictures[address]).decode()}"'


class _Dresser:
    def __init__(self, text: Text, around: Surroundings, messages: Messages) -> None:
        self.text = text
        self.around = around
        self.messages = messages
        self.home = chapter_page(text.matter.document, text.matter.id)
        self.prefix = f"{text.matter.id}."
        self.said: set[tuple[str, str]] = set()

    def rewrite(self, root: Element) -> None:
        """Give every address and name its meaning in the file."""
        ids = self.around.places[self.home]
        for element in root.iter():
            if (name := element.get("id")) is not None and name not in ids:
                element.set("id", self.prefix + name)
            if element.tag == "a" and "href" in element.attrib:
                self._lead(element, element.attrib["href"])
            elif element.tag == "img" and "src" in element.attrib:
                element.set("src", self._page(element.attrib["src"]))
            elif element.tag == "details":
                # What is folded on a page is read as well, and nothing unfolds on paper.
                element.set("open", "open")

    def _page(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.home), path)) if path else self.home

    def _lead(self, element: Element, target: str) -> None:
        if is_external(target):
            return
        path, _, fragment = target.partition("#")
        page = self._page(path)
        places = self.around.places.get(page)
        if places is None:
            found = self.around.follow(page, fragment)
        elif not path and _NOTE.match(fragment):
            found = f"#{self.prefix}{fragment}"
        else:
            found = f"#{places.get(fragment) or places['']}"
        if found:
            element.set("href", found)
        else:
            element.tag = "span"
            del element.attrib["href"]

    def dress(self, number: int, element: Element, parent: Element) -> None:
        """Dress the element that a block became."""
        # A mark that stands in no block at all, as only refused text can have it, dresses nothing.
        if element is parent:
            return
        passage = self.text.passages[number]
        element.set("id", passage.block.id)
        element.set("class", f"{element.get('class', '')} lg-block".strip())
        if passage.block.kind is BlockKind.CELL and parent.tag == "tr":
            parent.set("id", row_of(passage.block.id, BlockKind.CELL))
        if passage.language != self.messages.language:
            element.set("lang", passage.language)
            element.set("dir", self.messages.direction(passage.language))
        if passage.number is not None:
            link = Element("a", {"class": "lg-number", "href": f"#{passage.block.id}"})
            link.set("aria-label", self.messages("pages.passage.link", number=passage.number))
            link.text, link.tail, element.text = str(passage.number), element.text, None
            element.insert(0, link)
        words = freshness_words(passage, self.text, self.messages)
        if words and element.tag != "img" and self._is_first(passage, words):
            self._note(element, words)

    def _note(self, element: Element, words: str) -> None:
        """Say something at the end of a block's own words, before what it holds besides."""
        note = Element("span", {"class": "lg-tag", "lang": self.messages.language})
        note.set("dir", self.messages.direction(self.messages.language))
        note.text = words
        inner = (index for index, child in enumerate(element) if child.tag in _INNER and element.tag != "div")
        own = next(inner, len(element))
        if own:
            before = element[own - 1]
            before.tail = f"{(before.tail or '').rstrip()} "
        else:
            element.text = f"{(element.text or '').rstrip()} "
        element.insert(own, note)

    def _is_first(self, passage: Passage, words: str) -> bool:
        """Whether something is said of a paragraph for the first time: of the cells of a row it is said once."""
        said = (row_of(passage.block.id, passage.block.kind), words)
        is_first = said not in self.said
        self.said.add(said)
        return is_first
