"""Find the lines on laid-out pages: which of them hold the draft's own words, at which height, and of which paragraph.

What has no paragraph has no number: the cover, the contents, what is said about a chapter, and the head of a table
where it is repeated on the next page. Cells that stand beside each other share their lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from living_guidance.text.lines import LineMap, Lines

_BESIDE = 0.5
"""How much of their height two lines have in common that are read as one."""


@dataclass(frozen=True, slots=True)
class Run:
    """A line of one block, as it was laid out; all lengths in pixels of CSS."""

    chapter: str
    paragraph: str
    top: float
    height: float
    baseline: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A numbered line of a page: the runs that stand beside each other."""

    number: int
    runs: tuple[Run, ...]

    @property
    def baseline(self) -> float:
        """Where its number stands."""
        return self.runs[0].baseline


def number_lines(pages: Iterable[Any]) -> list[tuple[PrintedLine, ...]]:
    """The numbered lines of each page box, from the top; the numbers begin anew on every page."""
    heads: set[int] = set()
    return [tuple(_numbered(_Walk(heads).runs(page))) for page in pages]


def map_lines(pages: Sequence[Sequence[PrintedLine]]) -> LineMap:
    """From where to where each paragraph is printed, in the order in which they begin."""
    found: dict[tuple[str, str], Lines] = {}
    for page, lines in enumerate(pages, start=1):
        for line in lines:
            place = (page, line.number)
            for run in line.runs:
                key = (run.chapter, run.paragraph)
                start = found[key].start if key in found else place
                found[key] = Lines(*key, start, place)
    return tuple(found.values())


def wide_rows(pages: Iterable[Any]) -> tuple[str, ...]:
    """The ids of the rows of tables that are wider than the text of their pages, in which words would be lost."""
    found: dict[str, None] = {}
    for page in pages:
        left, right = page.content_box_x(), page.content_box_x() + page.width
        for box in page.children[0].descendants():
            if type(box).__name__ == "TableBox" and not (
                left - 1 < box.position_x and box.position_x + box.border_width() < right + 1
            ):
                elements = (inner.element for inner in box.descendants() if inner.element is not None)
                found |= dict.fromkeys(one.get("id", "") for one in elements if one.tag == "tr")
    return tuple(found)


def _numbered(runs: Iterable[Run]) -> Iterator[PrintedLine]:
    number, beside = 0, list[Run]()
    for run in sorted(runs, key=lambda run: run.baseline):
        if beside and run.top + run.height * _BESIDE >= beside[0].top + beside[0].height:
            number += 1
            yield PrintedLine(number, tuple(beside))
            beside = []
        beside.append(run)
    if beside:
        yield PrintedLine(number + 1, tuple(beside))


class _Walk:
    """Goes through the boxes of a page; ``heads`` are the heads of tables that earlier pages have shown."""

    def __init__(self, heads: set[int]) -> None:
        self.heads = heads

    def runs(self, page: Any) -> Iterator[Run]:
        # Beside the root there are the boxes of the margins and of footnotes, which hold no text of the draft.
        yield from self._block(page.children[0], "", "")

    def _block(self, box: Any, chapter: str, paragraph: str) -> Iterator[Run]:
        if not hasattr(box, "children") or self._is_repeated(box):
            return
        chapter, paragraph = _place(box, chapter, paragraph)
        for child in box.children:
            if type(child).__name__ == "LineBox":
                yield from _run(child, chapter, paragraph)
            elif type(child).__name__ != "AbsolutePlaceholder":
                yield from self._block(child, chapter, paragraph)

    def _is_repeated(self, box: Any) -> bool:
        if not getattr(box, "is_header", False):
            return False
        is_known = id(box.element) in self.heads
        self.heads.add(id(box.element))
        return is_known


def _place(box: Any, chapter: str, paragraph: str) -> tuple[str, str]:
    """The chapter and the paragraph of a block: its own, or those of what it stands in."""
    element = box.element
    if element is None:
        return chapter, paragraph
    if own := element.get("data-chapter"):
        return own, ""
    name = element.get("id", "")
    is_row = element.tag == "tr" and name
    is_block = "lg-block" in element.get("class", "").split() and element.tag not in ("td", "th")
    # Title and summary bear the name of their chapter.
    return chapter, name.rpartition(".")[2] if is_row or is_block else paragraph


def _run(line: Any, chapter: str, paragraph: str) -> Iterator[Run]:
    shown = False
    for box in line.descendants():
        if box.element is not None and box.element.tag == "img":
            # A picture is a block of its own, in the paragraph that Markdown puts around it.
            shown, paragraph = True, _place(box, chapter, paragraph)[1]
        shown = shown or (type(box).__name__ == "TextBox" and bool(box.text.strip()))
    if shown and paragraph:
        yield Run(chapter, paragraph, line.position_y, line.height, line.position_y + line.baseline)
