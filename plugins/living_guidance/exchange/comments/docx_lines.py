"""The words of a part of a Word file as they read with all tracked changes accepted, a paragraph on each line."""

from collections.abc import Iterator

from lxml import etree

from living_guidance.exchange.comments.docx_walk import FALLBACK
from living_guidance.exchange.word import W

_GONE = frozenset({FALLBACK, *(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "sdtPr", "rt"))})
"""What is no part of the words."""
_SIGNS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": " ",
    f"{W}noBreakHyphen": "-",
    f"{W}sym": "\N{REPLACEMENT CHARACTER}",
}


def lines_of(element: etree._Element, *without: str) -> str:
    """The lines of an element without those of some others in it, and without the empty ones around them."""
    pieces = _pieces(element, _GONE.union(without))
    return "\n".join(line.strip() for line in "".join(pieces).strip("\n").split("\n"))


def _pieces(element: etree._Element, gone: frozenset[str]) -> Iterator[str]:
    for child in element:
        if child.tag in gone:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _pieces(child, gone)
    if element.tag == f"{W}p":
        yield "\n"
