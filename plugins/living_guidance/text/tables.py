"""Read a table: cut each row into its cells, by column."""

import re
from itertools import pairwise

from living_guidance.model.vocabulary import BlockKind
from living_guidance.model.writing import unwrap
from living_guidance.text.inline import pipe_in_code
from living_guidance.text.reader import INLINE_ATTRIBUTES, Reader, line_of

_PIPE = re.compile(r"(?<!\\)\|")


def cut_row(line: str, start: int) -> list[tuple[int, int]] | None:
    """The columns at which the text of each cell begins and ends, or None unless the row is closed on both sides.

    ``start`` is where the row begins in the line. A pipe after a backslash is text.
    """
    end = len(line.rstrip())
    pipes = [match.start() for match in _PIPE.finditer(line, start, end)]
    if len(pipes) < 2 or pipes[0] != start or pipes[-1] != end - 1:
        return None
    cells = []
    for left, right in pairwise(pipes):
        text = line[left + 1 : right]
        begin = left + 1 + len(text) - len(text.lstrip())
        cells.append((begin, begin + len(text.strip())))
    return cells


def read_table(reader: Reader, index: int) -> int:
    """Read a table's rows and cells; return the index after it."""
    if not reader.blocks or reader.blocks[-1].kind is not BlockKind.CAPTION:
        reader.place.captioned = False
    columns = 0
    rule = line_of(reader.tokens[index]) + 1
    if cut_row(reader.lines[rule], len(reader.place.prefix)) is None:
        reader.fault("table-form", rule)
    while (token := reader.tokens[index]).type != "table_close":
        if token.type == "tr_open":
            columns = _read_row(reader, line_of(token), columns)
        index += 1
    if columns == 1 and ">" in reader.place.prefix:
        # With a blank line after it, as a quotation leaves one, Python-Markdown takes it for a paragraph.
        reader.fault("table-form", rule - 1)
    return index + 1


def _read_row(reader: Reader, line: int, columns: int) -> int:
    """Read a row; return how many columns the table has."""
    text = reader.lines[line]
    cells = cut_row(text, len(reader.place.prefix))
    row, reader.rows = reader.rows, reader.rows + 1
    if cells is None or pipe_in_code(text):
        reader.fault("pipe-in-code" if cells else "table-form", line)
        return columns
    if columns and len(cells) != columns:
        reader.fault("row-cells", line, cells=str(len(cells)), expected=str(columns))
    words = [unwrap(text[start:end]) for start, end in cells]
    if any(words):
        reader.add(BlockKind.ROW, line, cells[0][0], cells[-1][1], row=row, text=" | ".join(words))
    for column, (start, end) in enumerate(cells, start=1):
        attributes = INLINE_ATTRIBUTES.search(text, start, end)
        if attributes and "#" in attributes["list"]:
            # A cell's id is its row's with its column.
            reader.fault("id-place", line)
        end = attributes.start() if attributes else end
        if end > start:
            reader.add(BlockKind.CELL, line, start, end, row=row, column=column)
    return columns or len(cells)
