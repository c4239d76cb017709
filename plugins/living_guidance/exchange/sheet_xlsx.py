"""Translators' sheets as spreadsheets."""

from collections.abc import Iterable
from dataclasses import asdict
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.archive import open_archive
from living_guidance.exchange.guarded import UnreadableError, call_guarded
from living_guidance.exchange.sheets import FORMAT, ReturnedRow, ReturnedSheet, Sheet, language_name
from living_guidance.render.messages import Messages

MEMORY = "guidance"
"""The name of the hidden worksheet."""
_MAX_ROWS = 20_000
_COLUMNS = (("id", 17), ("kind", 12), ("source", 58), ("target", 58), ("state", 13), ("note", 30), ("previous", 44))
_OPEN = frozenset({"target", "state", "note"})
"""The columns that a translator writes in."""
_HEAD = PatternFill("solid", fgColor="1F4E79")
_GREY = PatternFill("solid", fgColor="EDEFF1")
_STATES = {"stale": PatternFill("solid", fgColor="FFF1CC"), "missing": PatternFill("solid", fgColor="FBE3DF")}
_EDGE = Side("thin", color="C9CFD6")
_BORDER = Border(_EDGE, _EDGE, _EDGE, _EDGE)


def write_xlsx(sheet: Sheet, say: Messages, *, right_to_left: bool = False) -> bytes:
    """The sheet as a file; its words are those of the reader at the screen."""
    book = Workbook()
    book.properties.creator = ""
    book.properties.title = f"{sheet.chapter} {sheet.original} → {sheet.language}"
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = say("forms.sheet.title")
    for column, (name, width) in enumerate(_COLUMNS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        _put_head(page.cell(1, column), _heading(name, sheet, say))
    for number, row in enumerate(sheet.rows, start=2):
        texts = asdict(row) | {"kind": say(f"forms.kind.{row.kind}"), "state": say(f"freshness.{row.state}")}
        for column, (name, _) in enumerate(_COLUMNS, start=1):
            _put(page.cell(number, column), texts[name], is_open=name in _OPEN)
        page.cell(number, 4).alignment = Alignment(wrap_text=True, vertical="top", readingOrder=2 * right_to_left)
        page.cell(number, 5).fill = _STATES.get(row.state, PatternFill())
    _protect(page)
    _put_memory(book.create_sheet(MEMORY), sheet)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _heading(name: str, sheet: Sheet, say: Messages) -> str:
    languages = {"source": sheet.original, "target": sheet.language}
    return say(f"forms.column.{name}", language=language_name(say, languages.get(name, "")))


def _put_head(cell: Cell | Any, text: str) -> None:
    _put(cell, text, is_open=False)
    cell.font = Font(bold=True, color="FFFFFF")
    cell.fill = _HEAD


def _put(cell: Cell | Any, text: str, *, is_open: bool) -> None:
    """Write a text that no program takes for a formula, whatever it begins with, now or when it is edited."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.quotePrefix = text[:1] in {*"=+-@\t"}
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = _BORDER
    cell.protection = Protection(locked=not is_open)
    if not is_open:
        cell.fill = _GREY


def _protect(page: Worksheet) -> None:
    """Lock what a translator does not write, without a password: it is a help and no lock."""
    page.freeze_panes = "D2"
    page.protection.sheet = True
    # These say what is forbidden.
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    page.protection.sort = page.protection.autoFilter = False
    page.auto_filter.ref = page.dimensions
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put_memory(page: Worksheet, sheet: Sheet) -> None:
    page.sheet_state = "veryHidden"
    # No block can have an id that begins like these.
    facts = [("#format", FORMAT), ("#chapter", sheet.chapter), ("#original", sheet.original)]
    facts += [("#language", sheet.language), ("#sources", sheet.digest)]
    for fact in [*facts, *((row.id, row.remembered) for row in sheet.rows)]:
        page.append(fact)


def read_xlsx(content: bytes) -> ReturnedSheet:
    """The sheet that a file holds; raises UnreadableError. The file is opened in a confined child."""
    found = call_guarded("sheet_xlsx:extract", content)
    return ReturnedSheet(found["chapter"], found["language"], tuple(ReturnedRow(**row) for row in found["rows"]))


def extract(content: bytes) -> dict[str, Any]:
    """What the file says, as plain values; runs in the child."""
    open_archive(content, "xl/workbook.xml")
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        pages = book.worksheets
        memory = next((page for page in pages if page.title == MEMORY), None)
        if memory is None or len(pages) < 2:
            raise UnreadableError("sheet.no-memory")
        facts = {_text(one): _text(two) for one, two in _rows(memory, 2)}
        if facts.get("#format") != FORMAT:
            raise UnreadableError("sheet.no-memory")
        page = next(page for page in pages if page is not memory)
        rows = [_row(number, cells, facts) for number, cells in enumerate(_rows(page, 6), start=1) if number > 1]
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its readers trip over
        raise UnreadableError("import.damaged", part=type(error).__name__) from None
    return {"chapter": facts.get("#chapter", ""), "language": facts.get("#language", ""), "rows": rows}


def _rows(page: Any, columns: int) -> Iterable[Any]:
    # What the file says about its own size may be out of date, and rows would be missed.
    page.reset_dimensions()
    for number, cells in enumerate(page.iter_rows(max_col=columns)):
        if number > _MAX_ROWS:
            raise UnreadableError("sheet.too-many-rows", limit=str(_MAX_ROWS))
        yield cells


def _row(number: int, cells: Any, facts: dict[str, str]) -> dict[str, Any]:
    name, _, source, target, state, note = map(_text, cells)
    values = (cells[3].value, cells[5].value)
    fault = ""
    if any(getattr(cell, "data_type", "") == "f" for cell in cells):
        fault = "sheet.formula"
    elif not all(isinstance(value, str | int | float | None) and not isinstance(value, bool) for value in values):
        fault = "sheet.not-text"
    return {
        "number": number,
        "id": name,
        "source": source,
        "target": target,
        "state": state,
        "note": note,
        "remembered": facts.get(name, ""),
        "fault": fault,
    }


def _text(cell: Any) -> str:
    value = cell.value
    return "" if value is None else str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
