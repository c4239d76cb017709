"""A compilation as plain rows for programs: UTF-8 with a mark that spreadsheets know it by."""

import csv
from collections.abc import Mapping
from io import StringIO

from living_guidance.exchange.comments.compilation import Compilation
from living_guidance.exchange.comments.compiled_columns import cells, columns
from living_guidance.exchange.comments.inert import inert
from living_guidance.render.messages import Messages


def write_compiled_csv(compilation: Compilation, says: tuple[Messages, ...], numbers: Mapping[str, int]) -> bytes:
    """The compilation with a heading row of the columns' own names; no cell is a formula to any program."""
    languages = tuple(say.language for say in says)
    names = columns(languages)
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(names)
    for row in compilation.rows:
        values = cells(row, languages, numbers, says[0])
        table.writerow([inert(values[name]) for name in names])
    return f"\ufeff{text.getvalue()}".encode()
