"""Text that no spreadsheet program takes for a formula, and the way back to what somebody wrote.

In a CSV file nothing says that a cell is text, so a text that a program would reckon with gets an apostrophe before
it. A text that begins with an apostrophe gets one more, so that every text comes back to the letter.
"""

import codecs
import csv
from collections.abc import Iterable
from io import StringIO

_LIVE = frozenset("=+-@\t\r\n＝＋－＠")
"""What a cell may begin with that some program takes for a formula; the wide ones count in East Asian settings."""
_MARK = "'"
_MARKED = _LIVE | {_MARK}


def inert(text: str) -> str:
    """The text as it may stand in a cell of a CSV file."""
    return f"{_MARK}{text}" if text[:1] in _MARKED else text


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """A table in UTF-8, with a mark that spreadsheets know it by, in which no cell is a formula to any program."""
    text = StringIO()
    csv.writer(text).writerows([inert(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def restored(text: str) -> str:
    """The text that a cell stands for."""
    return text[1:] if text[:1] == _MARK and text[1:2] in _MARKED else text


def is_live(text: str) -> bool:
    """Whether a program might take a text for a formula once somebody edits it."""
    return text[:1] in _LIVE
