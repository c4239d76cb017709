"""Dress the rendered blocks of a chapter: identity, paragraph number, "edit", and how fresh the translation is.

Called for each block by the Markdown extension that finds the marks (``render/marks.py``).
"""

import posixpath
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, SubElement

from living_guidance.model.addresses import chapter_page
from living_guidance.model.issue import Location
from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.render.messages import Messages
from living_guidance.render.redline_words import redline_paragraph
from living_guidance.render.relink import Resolve, relink
from living_guidance.text.anchors import heading_anchors
from living_guidance.text.fates import row_of
from living_guidance.view.chapter import ChapterPage

_EDITABLE = {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.DEFINITION, BlockKind.FOOTNOTE}
"""Kinds that carry an "edit" link; the cells of a table would drown in them."""


_HOLDERS = {"li", "td", "th", "dd", "dt", "caption"}
"""Elements that may hold a note themselves; beside any other the note follows it."""
_UNSEARCHED = {"data-search-exclude": "true"}
"""Keeps what is said about the text out of what is searched."""


class Decorator:
    """Dresses the blocks of one page after another."""

    def __init__(self) -> None:
        self._page: ChapterPage | None = None
        self._anchors: Mapping[str, str] = {}

    def prepare(
        self, page: ChapterPage | None, edit_url: Callable[[Location], str], messages: Messages, resolve: Resolve | None
    ) -> None:
        """Take the page whose blocks come next; None for a page without any."""
        self._page = page
        self._resolve = resolve
        self._anchors = heading_anchors(passage.block for passage in page.text.passages) if page else {}
        self._edit_url = edit_url
        self._messages = messages

    def __call__(self, number: int, element: Element, parent: Element) -> None:
        """Dress the element that block ``number`` became."""
        # A mark that stands in no block at all, as only refused text can have it, dresses nothing.
        if self._page is None or element is parent:
            return
        passage = self._page.text.passages[number]
        self._identify(passage, element, self._page)
        if passage.block.kind is BlockKind.CELL and parent.tag == "tr" and "id" not in parent.attrib:
            # A row is cited by the id that its cells' ids begin with.
            parent.set("id", passage.block.id.rpartition("-c")[0])
        if passage.freshness is Freshness.MISSING:
            _speak(element, passage.language, self._messages)
        if passage.number is not None:
            self._number(passage, element)
        self._freshness(passage, element, parent, self._page)
        self._tools(passage, element)

    def relink(self, root: Element) -> None:
        """Lead the links of the page's text to where their pages are."""
        if self._page and self._resolve:
            matter = self._page.text.matter
            relink(root, chapter_page(matter.document, matter.id), self._page.uri, self._resolve)

    def _identify(self, passage: Passage, element: Element, page: ChapterPage) -> None:
        fragment = self._anchors.get(passage.block.id, passage.block.id)
        element.set("id", fragment)
        if fragment != passage.block.id:
            # Not an <a>: MkDocs expects every one of those to lead somewhere.
            anchor = Element("span", {"id": passage.block.id, "class": "lg-anchor"})
            anchor.tail, element.text = element.text, None
            element.insert(0, anchor)
        _add_class(element, "lg-block")
        if passage.block.id in page.text.born:
            _add_class(element, "lg-born")
            tag = SubElement(element, "span", {"class": "lg-tag lg-tag--new", "lang": self._messages.language})
            tag.text = self._messages("pages.passage.new")

    def _number(self, passage: Passage, element: Element) -> None:
        words = self._messages("pages.passage.link", number=passage.number)
        link = Element("a", {"class": "lg-number", "href": f"#{passage.block.id}", "aria-label": words, **_UNSEARCHED})
        link.text = str(passage.number)
        link.tail, element.text = element.text, None
        element.insert(0, link)

    def footnote_title(self, number: str) -> str:
        """What the link from a note back into the text says."""
        return self._messages("pages.footnote-back", number=number)

    def _tools(self, passage: Passage, element: Element) -> None:
        self._history(passage, element)
        url = self._edit_url(passage.place)
        if not url or passage.block.kind not in _EDITABLE:
            return
        key = "pages.passage.edit-heading" if passage.block.kind is BlockKind.HEADING else "pages.passage.edit"
        words = self._messages(key)
        SubElement(element, "a", {"class": "lg-edit", "href": url, "title": words, "aria-label": words, "rel": "edit"})

    def _history(self, passage: Passage, element: Element) -> None:
        """The way to what became of the paragraph; a row's stands in its first cell."""
        block = passage.block
        if self._page is None or (block.kind is BlockKind.CELL and block.column != 1):
            return
        if uri := self._page.histories.get(row_of(block.id, block.kind)):
            words = self._messages("pages.passage.history")
            href = posixpath.relpath(uri, posixpath.dirname(self._page.uri))
            link = {"class": "lg-past", "href": href, "title": words, "aria-label": words}
            SubElement(element, "a", {**link, **_UNSEARCHED})

    def _freshness(self, passage: Passage, element: Element, parent: Element, page: ChapterPage) -> None:
        if passage.freshness not in (Freshness.MISSING, Freshness.STALE):
            return
        _add_class(element, f"lg-{passage.freshness}")
        if element.tag == "img":
            # Its words are heard, not seen, and nothing can stand inside it.
            note = Element("span", {"class": "lg-spoken", **_UNSEARCHED})
            note.text = self._messages(_freshness_key(passage))
            note.tail, element.tail = element.tail, None
            parent.insert(list(parent).index(element) + 1, note)
        elif passage.freshness is Freshness.MISSING:
            self._missing_note(passage, element, parent)
        else:
            self._stale_note(passage, element, parent, page)

    def _missing_note(self, passage: Passage, element: Element, parent: Element) -> None:
        """Say in place that there is no translation; below a heading, whose words the table of contents takes."""
        note = Element("span", {"class": "lg-freshness lg-freshness--missing", **_UNSEARCHED})
        note.text = self._messages("pages.passage.missing")
        if passage.block.kind is BlockKind.HEADING:
            note.tag = "p"
            parent.insert(list(parent).index(element) + 1, note)
        else:
            element.append(note)
            _speak(note, self._messages.language, self._messages, inside=passage.language)

    def _stale_note(self, passage: Passage, element: Element, parent: Element, page: ChapterPage) -> None:
        """Say in place that the translation is behind, and what the original changed meanwhile, if it did."""
        note = Element("details", {"class": "lg-freshness lg-freshness--stale", **_UNSEARCHED})
        SubElement(note, "summary").text = self._messages(_freshness_key(passage))
        if passage.is_unconfirmed:
            SubElement(note, "p").text = self._messages("pages.passage.unconfirmed-words")
        else:
            SubElement(note, "p").text = self._messages("pages.passage.stale-words")
            note.append(redline_paragraph(page.redlines[passage.block.id], page.text.matter.language, self._messages))
        if element.tag in _HOLDERS:
            element.append(note)
        else:
            parent.insert(list(parent).index(element) + 1, note)


def _freshness_key(passage: Passage) -> str:
    return "pages.passage.unconfirmed" if passage.is_unconfirmed else f"pages.passage.{passage.freshness}"


def _speak(element: Element, language: str, messages: Messages, inside: str = "") -> None:
    """Say which language an element is in, and how its script runs where that differs from what is around it."""
    element.set("lang", language)
    if messages.direction(language) != messages.direction(inside or messages.language):
        element.set("dir", messages.direction(language))


def _add_class(element: Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())
