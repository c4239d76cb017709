"""A compilation as plain rows for programs: UTF-8 with a mark that spreadsheets know it by."""

from collections.abc import Mapping

from living_guidance.exchange.comments.compilation import Compilation
from living_guidance.exchange.comments.compiled_columns import cells, columns
from living_guidance.exchange.comments.inert import csv_file
from living_guidance.render.messages import Messages


def write_compiled_csv(compilation: Compilation, says: tuple[Messages, ...], numbers: Mapping[str, int]) -> bytes:
    """The compilation with a heading row of the columns' own names; no cell is a formula to any program."""
    languages = tuple(say.language for say in says)
    names = columns(languages)
    rows = (cells(row, languages, numbers, says[0]) for row in compilation.rows)
    return csv_file((names, *([values[name] for name in names] for values in rows)))
