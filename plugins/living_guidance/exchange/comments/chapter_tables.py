"""The tables of a chapter as tables of a Word file: a bookmark for each cell, and one around each row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from markdown_it.token import Token

from living_guidance.exchange.comments.chapter_inlines import Story
from living_guidance.exchange.comments.chapter_passages import BEHIND, PassageWriter, bar, marked
from living_guidance.exchange.comments.review_facts import bookmark_names
from living_guidance.exchange.comments.wml import w
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.fates import row_of

_WIDTH = 9070
"""Of the text, in twentieths of a point."""
_HEAD_FILL = "E3E9EF"
_ALIGNED = re.compile(r"text-align:\s*(left|center|right)")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell, and the ordinal of its passage, if it says anything."""

    is_head: bool
    alignment: str
    number: int | None


def write_table(tokens: Sequence[Token], writer: PassageWriter, story: Story) -> etree._Element:
    """The table that tokens stand for."""
    rows = _rows(tokens)
    columns = max(map(len, rows))
    properties = w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=5000, type="pct"),
        w("tblLook", val="0020", firstRow=1),
    )
    grid = w("tblGrid", *(w("gridCol", w=_WIDTH // columns) for _ in range(columns)))
    ordinals = {one.block.id: number for number, one in enumerate(writer.passages) if one.block.kind is BlockKind.ROW}
    return w("tbl", properties, grid, *(_row(row, writer, story, ordinals) for row in rows))


def _rows(tokens: Sequence[Token]) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            aligned = _ALIGNED.search(str(token.attrs.get("style", "")))
            number = next(iter(marked(tokens[index + 1])), None)
            rows[-1].append(_Cell(token.type == "th_open", aligned[1] if aligned else "", number))
    return rows


def _row(row: Sequence[_Cell], writer: PassageWriter, story: Story, ordinals: Mapping[str, int]) -> etree._Element:
    cells = [_cell(cell, writer, story) for cell in row]
    first = next((cell.number for cell in row if cell.number is not None), None)
    if first is not None:
        name = row_of(writer.passages[first].block.id, BlockKind.CELL)
        starts, ends = writer.inlines.bookmarks.ends(bookmark_names(name, ordinals[name]))
        for place, start in enumerate(starts, start=1):
            cells[0][-1].insert(place, start)
        cells[-1][-1].extend(ends)
    head = w("tblHeader") if row[0].is_head else None
    return w("tr", w("trPr", w("cantSplit"), head), *cells)


def _cell(cell: _Cell, writer: PassageWriter, story: Story) -> etree._Element:
    shade = w("shd", val="clear", color="auto", fill=_HEAD_FILL) if cell.is_head else None
    aligned = w("jc", val=cell.alignment) if cell.alignment else None
    if cell.number is None:
        paragraph = w("p", w("pPr", w("pStyle", val="TableText"), aligned))
    else:
        behind = bar(BEHIND) if writer.is_behind(cell.number) else None
        properties = [one for one in (behind, aligned) if one is not None]
        looks = ("strong_open",) if cell.is_head else ()
        paragraph = writer.paragraph(cell.number, story, "TableText", properties, *looks)
    return w("tc", w("tcPr", w("tcW", w=0, type="auto"), shade), paragraph)
