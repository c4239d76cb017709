"""A Python-Markdown extension that finds the marks of blocks, and sees to tables and Chinese lines on the way.

It runs after attribute lists have been read and before the table of contents is made, so headings are clean when
their slugs and titles are taken.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from living_guidance.model.marks import MARK, mark_number
from living_guidance.model.writing import join_lines, joins

Found = Callable[[int, Element, Element], None]
"""Told of each mark: its number, the element that is the block, and that element's parent."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"p", "li", "td", "th", "dt", "dd", "summary", "caption", "div", "img"}
_VERBATIM = frozenset({"pre", "code", "script", "style"})
_STASHED = re.compile("\x02wzxhzdk:\\d+\x03")
_CAPTION = re.compile(r"\s*Table:\s+")


class MarksExtension(Extension):
    """Find marks, name tables after their captions, join Chinese lines; ``rewrite`` is given the whole text first."""

    def __init__(self, found: Found, rewrite: Callable[[Element], None] | None = None) -> None:
        super().__init__()
        self.found = found
        self.rewrite = rewrite

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register at priority 6: attribute lists have 8, abbreviations 7, the table of contents 5."""
        md.treeprocessors.register(_MarksTreeprocessor(md, self.found, self.rewrite), "living-guidance-marks", 6)
        md.postprocessors.register(_MarksPostprocessor(md), "living-guidance-marks", 1)


class _MarksTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, found: Found, rewrite: Callable[[Element], None] | None) -> None:
        super().__init__(md)
        self.found = found
        self.rewrite = rewrite

    def run(self, root: Element) -> None:
        if self.rewrite:
            # Before the decorations come, which have links of their own.
            self.rewrite(root)
        _caption_tables(root)
        for number, element, parent in _take_marks(root):
            self.found(number, element, parent)
        _join_lines(root)


class _MarksPostprocessor(Postprocessor):
    """Sweeps up what stood in raw HTML and code, which no tree shows."""

    def run(self, text: str) -> str:
        return MARK.sub("", text)


def _caption_tables(root: Element) -> None:
    """Make a paragraph ``Table: …`` next to a table its caption; one before the table goes before one after it."""
    for parent in root.iter():
        if parent.find("table") is None:
            continue
        for index, table in enumerate(list(parent)):
            if table.tag != "table":
                continue
            index = list(parent).index(table)
            for neighbour in (index - 1, index + 1):
                if _is_caption(parent, neighbour):
                    caption = parent[neighbour]
                    parent.remove(caption)
                    caption.tag, caption.tail = "caption", "\n"
                    caption.text = _CAPTION.sub("", caption.text or "", count=1)
                    table.insert(0, caption)
                    break


def _is_caption(parent: Element, index: int) -> bool:
    if not 0 <= index < len(parent):
        return False
    # A paragraph with a class is the title of a note.
    return (
        parent[index].tag == "p"
        and not parent[index].get("class")
        and _CAPTION.match(parent[index].text or "") is not None
    )


def _take_marks(root: Element) -> list[tuple[int, Element, Element]]:
    """Remove every mark from the tree and return, in order, its number, its block and that block's parent."""
    found: list[tuple[int, list[Element]]] = []

    def take(text: str, path: list[Element]) -> str:
        found.extend((mark_number(match), path) for match in MARK.finditer(text))
        return MARK.sub("", text)

    def walk(element: Element, path: list[Element]) -> None:
        if _is_marked(element.text):
            element.text = take(element.text or "", path)
        if element.tag == "img" and _is_marked(element.get("alt")):
            element.set("alt", take(element.get("alt", ""), path))
        for child in element:
            walk(child, [*path, child])
            if _is_marked(child.tail):
                child.tail = take(child.tail or "", path)

    walk(root, [root])
    return [_block_of(root, number, path) for number, path in found]


def _is_marked(text: str | None) -> bool:
    return text is not None and MARK.search(text) is not None


def _block_of(root: Element, number: int, path: list[Element]) -> tuple[int, Element, Element]:
    """The block that the end of a path stands in; a mark alone in a paragraph is that of the code below it."""
    depth = max((depth for depth, element in enumerate(path) if element.tag in _BLOCKS), default=0)
    element, parent = path[depth], path[depth - 1] if depth else root
    if element.tag == "p" and not len(element) and not (element.text or "").strip():
        index = list(parent).index(element)
        if index + 1 < len(parent) and (parent[index + 1].tag in _VERBATIM or _is_stashed(parent[index + 1])):
            code = parent[index + 1]
            parent.remove(code)
            element.tag, element.text = "div", None
            element.append(code)
    return number, element, parent


def _is_stashed(element: Element) -> bool:
    return element.tag == "p" and _STASHED.fullmatch((element.text or "").strip()) is not None


@dataclass(slots=True)
class _Run:
    """The text before, while the lines of a block are joined."""

    owner: Element | None = None
    """The element whose text or tail it is."""
    is_tail: bool = False
    end: str = ""
    """What it ends with, from the last character that shows."""


def _join_lines(element: Element, run: _Run | None = None) -> None:
    """Take out the line breaks between Chinese characters, which browsers would paint as spaces."""
    run = run or _Run()
    if element.tag in _VERBATIM:
        run.owner, run.end = None, "."
        return
    if element.tag == "br":
        run.owner, run.end = None, ""
    is_block = element.tag in _BLOCKS
    inner = _Run() if is_block else run
    element.text = _join_text(element.text, inner, element, is_tail=False)
    for child in element:
        # The number of a note does not part the characters around it.
        _join_lines(child, _Run() if child.tag == "sup" else inner)
        child.tail = _join_text(child.tail, inner, child, is_tail=True)


def _join_text(text: str | None, run: _Run, owner: Element, *, is_tail: bool) -> str | None:
    if not text:
        return text
    text = join_lines(text)
    shown = text.strip()
    if not shown:
        run.end += text
        run.owner = None
        return text
    if run.end and "\n" in run.end + text[: len(text) - len(text.lstrip())] and joins(run.end.strip()[-1:], shown[0]):
        text = text.lstrip()
        if run.owner is not None and run.is_tail:
            run.owner.tail = (run.owner.tail or "").rstrip()
        elif run.owner is not None:
            run.owner.text = (run.owner.text or "").rstrip()
    run.owner, run.is_tail = owner, is_tail
    run.end = text[len(text.rstrip()) - 1 :]
    return text
