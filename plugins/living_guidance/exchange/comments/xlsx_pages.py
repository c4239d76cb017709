"""How worksheets look that people work in: headings, tables, what is locked, and paper."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.comments.xlsx_text import put_text

HEAD, MORE = PatternFill("solid", fgColor="1F4E79"), PatternFill("solid", fgColor="4A5D70")
"""Behind headings: of the columns that matter most, and of the others."""
_EDGE = Side("thin", color="8A96A3")
BORDER = Border(_EDGE, _EDGE, _EDGE, _EDGE)
FONT = "Calibri"
_WHITE = Font(FONT, bold=True, color="FFFFFF")
_LINE = 15.5
"""The height of a line in points."""
_IN_MIDDLE = Alignment(wrap_text=True, vertical="center")
_A4 = 9


def put_head(cell: Cell | Any, text: str, fill: PatternFill = HEAD) -> None:
    """Write a heading."""
    put_text(cell, text)
    cell.font, cell.fill, cell.border, cell.alignment = _WHITE, fill, BORDER, _IN_MIDDLE


def put_table(page: Worksheet, names: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
    """Write a table that is only looked at."""
    for column, (name, width) in enumerate(zip(names, widths, strict=True), start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        put_head(page.cell(1, column), name)
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row, start=1):
            put_text(page.cell(number, column), text)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    protect(page)
    set_up_paper(page, "landscape")


def fit_height(page: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Make a row as high as its texts need in cells of these widths: not every program does so by itself."""
    page.row_dimensions[row].height = _LINE * max((_lines(text, width) for text, width in texts), default=1)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, a Han character being as wide as two letters."""
    wide = (sum(1 if one < "\u2e80" else 2 for one in line) for line in text.split("\n"))
    return sum(1 + int(one / width) for one in wide)


def protect(page: Worksheet) -> None:
    """Lock what is not to be filled in, without a password: it is a help and no lock."""
    page.protection.sheet = True
    # These say what is forbidden.
    page.protection.formatColumns = page.protection.formatRows = False
    page.protection.sort = page.protection.autoFilter = False


def set_up_paper(page: Worksheet, orientation: Literal["portrait", "landscape"], across: int = 1) -> None:
    """Print all columns on A4, on so many sheets side by side, with the number of each."""
    page.page_setup.orientation = orientation
    page.page_setup.paperSize = _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = across, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = page.oddFooter
    assert footer is not None
    assert footer.center is not None
    footer.center.text = "&P / &N"
