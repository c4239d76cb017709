"""The tables of a Word file as rows of cells."""

from collections.abc import Iterator

from lxml import etree

from living_guidance.exchange.comments.docx_lines import lines_of
from living_guidance.exchange.comments.docx_walk import FALLBACK
from living_guidance.exchange.word import W

_WIDEST = 63
"""The most columns that Word lets a table have."""

Cells = list[list[str]]
"""Rows of texts by column."""


def tables_of(document: etree._Element) -> list[Cells]:
    """Every table, those in others included, each row with as many cells as it has columns.

    A cell over several rows is said in each of them; one over several columns in the first of them.
    """
    tables = document.iter(f"{W}tbl")
    return [_cells(table) for table in tables if next(table.iterancestors(FALLBACK), None) is None]


def _cells(table: etree._Element) -> Cells:
    rows: Cells = []
    for row in _within(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        texts = [""] * _number(row.find(f"{W}trPr/{W}gridBefore"))
        for cell in _within(row, "tc"):
            properties = cell.find(f"{W}tcPr")
            merged = None if properties is None else properties.find(f"{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            above = rows[-1][len(texts) : len(texts) + 1] if rows and goes_on else []
            texts.append(above[0] if above else lines_of(cell, f"{W}tbl"))
            span = None if properties is None else properties.find(f"{W}gridSpan")
            texts += [""] * (_number(span) - 1)
        rows.append(texts[:_WIDEST])
    return rows


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, content controls around them or not, but none of a table inside."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _within(child, name)


def _number(element: etree._Element | None) -> int:
    """How many columns a property says; hostile files say millions."""
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), _WIDEST) if value.isascii() and value.isdigit() and len(value) < 10 else 0
