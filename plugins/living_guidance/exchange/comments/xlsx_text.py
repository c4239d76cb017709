"""Text in cells of a spreadsheet, which writes as ``_x000B_`` what XML cannot hold."""

import re
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment

from living_guidance.exchange.comments.inert import is_live

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\0-\b\v\f\r\x0e-\x1f\ufffe\uffff]")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """The text as the file has to hold it."""
    return _ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that the file means."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def put_text(cell: Cell | Any, text: str) -> None:
    """Write a text that no program takes for a formula, whatever it begins with, now or when it is edited."""
    cell.value = escaped(text) or None
    if text:
        cell.data_type = "s"
    cell.quotePrefix = is_live(text)
    cell.number_format = "@"
    cell.alignment = _WRAPPED
