"""A compilation as a spreadsheet that a team fills in, and what comes back in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from living_guidance.exchange.comments.answer_cells import VOCABULARIES, answer_columns, digest_cells
from living_guidance.exchange.comments.answers import ReturnedAnswer
from living_guidance.exchange.comments.columns import MEMORY
from living_guidance.exchange.comments.compilation import Compilation
from living_guidance.exchange.comments.compiled_columns import FIXED, cells, columns, heading
from living_guidance.exchange.comments.steady import steady_zip
from living_guidance.exchange.comments.tables import table_of, unpack
from living_guidance.exchange.comments.xlsx_text import escaped
from living_guidance.exchange.guarded import Limits, UnreadableError, call_guarded
from living_guidance.render.messages import Messages, in_all

FORMAT = "compilation/1"
_LIMITS = Limits(memory=400, seconds=60, output=64)
"""Thirty thousand rows come back in one file."""
_WIDE = {"text": 52, "proposed": 44, "rationale": 36, "words": 44, "quoted": 26, "references": 24}
_MIDDLE = {"submitter": 20, "category": 16, "document": 10, "chapter": 18, "place": 16, "received": 14, "type": 13}
_NARROW, _ANSWER, _RESPONSE = 9, 17, 48
_BASE = "base"
"""The column with the digest of the answer as it went out, by which a change here meanwhile is noticed."""
_HIDDEN = frozenset({"id", _BASE})
_LONGEST = 32_767
"""The most characters of a cell."""
_EDGE = Side("thin", color="C9CFD6")
_BORDER = Border(_EDGE, _EDGE, _EDGE, _EDGE)
_CENTURY = datetime(2000, 1, 1)


def write_compiled_xlsx(compilation: Compilation, says: tuple[Messages, ...], numbers: Mapping[str, int]) -> bytes:
    """The compilation as a file; headings in all languages, the words of vocabularies in the first."""
    languages = tuple(say.language for say in says)
    names = (*columns(languages), _BASE)
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.created = book.properties.modified = _CENTURY
    for style in _styles():
        book.add_named_style(style)
    page = book.create_sheet(says[0]("forms.compiled.sheet"))
    page.freeze_panes = "C2"
    answered = set(answer_columns(languages))
    for place, name in enumerate(names, start=1):
        column = page.column_dimensions[get_column_letter(place)]
        column.width = _width(name, name in answered)
        column.hidden = name in _HIDDEN
        # For the cells that are empty, which are left out.
        column._style = _pattern(page, "answer" if name in answered else "fixed")
    page.append(_cell(page, heading(name, says), "head-answer" if name in answered else "head") for name in names)
    for row in compilation.rows:
        values = cells(row, languages, numbers, says[0]) | {_BASE: digest_cells(row.answer)}
        page.append(
            _cell(page, values[name], "answer" if name in answered else "fixed") if values[name] else None
            for name in names
        )
    last = len(compilation.rows) + 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(names))}{max(last, 2)}"
    _offer(page, names, last, says[0])
    page.protection.sheet = True
    # These say what is forbidden.
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    page.protection.sort = page.protection.autoFilter = False
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 8, 0
    _put_totals(book.create_sheet(says[0]("forms.compiled.totals")), compilation, says)
    _put_memory(book.create_sheet(MEMORY), compilation, names)
    content = BytesIO()
    book.save(content)
    return steady_zip(content.getvalue())


def _styles() -> Iterable[NamedStyle]:
    top = Alignment(wrap_text=True, vertical="top")
    white = Font(bold=True, color="FFFFFF")
    looks = (
        ("head", white, "1F4E79", True),
        ("head-answer", white, "2F6B3A", True),
        ("fixed", Font(), "F4F5F7", True),
        ("answer", Font(), "", False),
    )
    for name, font, colour, is_locked in looks:
        fill = PatternFill("solid", fgColor=colour) if colour else PatternFill()
        yield NamedStyle(
            f"guidance-{name}",
            font=font,
            fill=fill,
            alignment=top,
            border=_BORDER,
            number_format="@",
            protection=Protection(locked=is_locked),
        )


def _width(name: str, is_answer: bool) -> int:
    if name.startswith("response."):
        return _RESPONSE
    return _WIDE.get(name) or _MIDDLE.get(name) or (_ANSWER if is_answer else _NARROW)


def _cell(page: Any, text: str, style: str) -> Any:
    """A text that no program takes for a formula, whatever it begins with."""
    cell: Any = WriteOnlyCell(page, value=None)
    # Going by the name of a style would take half the time of the whole.
    cell._style = _pattern(page, style)
    text = escaped(text)
    if text:
        # What is cut off here stands in full in the other forms.
        cell._value = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        cell.data_type = "s"
    return cell


@lru_cache(maxsize=16)
def _pattern(page: Any, style: str) -> Any:
    cell: Any = WriteOnlyCell(page, value=None)
    cell.style = f"guidance-{style}"
    return cell._style


def _offer(page: Any, names: tuple[str, ...], last: int, say: Messages) -> None:
    """Lists of the words that a cell may hold."""
    for name, (vocabulary, prefix) in VOCABULARIES.items():
        words = ",".join(say(f"{prefix}.{one}").replace(",", " ") for one in vocabulary)
        offer = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(names.index(name) + 1)
        offer.add(f"{letter}2:{letter}{max(last, 2)}")
        page.data_validations.append(offer)


def _put_totals(page: Any, compilation: Compilation, says: tuple[Messages, ...]) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 48, 12
    prefixes = {"type": "comment-type", "category": "submitter-category", "disposition": "disposition"}
    everything = in_all(says, "forms.compiled.all")
    page.append([_cell(page, everything, "head"), _number(page, len(compilation.rows))])
    if compilation.previous:
        since = in_all(says, "forms.compiled.since", day=compilation.previous)
        page.append([_cell(page, since, "fixed"), _number(page, len(compilation.new))])
    for name, counts in compilation.totals().items():
        page.append([_cell(page, heading(name, says), "head")])
        for value, count in counts.items():
            if name in prefixes:
                key = f"{prefixes[name]}.{value}" if value else "forms.compiled.open"
                label = in_all(says, key)
            else:
                label = compilation.title(value)
            page.append([_cell(page, label, "fixed"), _number(page, count)])


def _number(page: Any, count: int) -> Any:
    cell = WriteOnlyCell(page, value=count)
    cell.border = _BORDER
    return cell


def _put_memory(page: Any, compilation: Compilation, names: tuple[str, ...]) -> None:
    page.sheet_state = "veryHidden"
    for fact in (
        ("#format", FORMAT),
        ("#round", compilation.record.id),
        ("#team", compilation.team),
        ("#columns", ",".join(names)),
    ):
        page.append(fact)


def read_compiled_xlsx(content: bytes) -> tuple[str, tuple[ReturnedAnswer, ...]]:
    """The round and the answers that a compilation holds; raises UnreadableError. It is opened in a confined child."""
    found = unpack(call_guarded("comments.workbook:extract", content, _LIMITS))
    tables = [table_of(title, rows) for title, rows in found]
    memory = next((table for table in tables if table.title == MEMORY), None)
    facts = {row.cells.get(0, ""): row.cells.get(1, "") for row in memory.rows} if memory else {}
    if facts.get("#format") != FORMAT:
        raise UnreadableError("form.no-compilation")
    names = facts["#columns"].split(",")
    answered = [(place, name) for place, name in enumerate(names) if name not in (*FIXED, _BASE)]
    own, base = names.index("id"), names.index(_BASE)
    return facts.get("#round", ""), tuple(
        ReturnedAnswer(
            row.number,
            row.cells[own],
            {name: row.cells.get(place, "") for place, name in answered},
            row.cells.get(base, ""),
        )
        for row in tables[0].rows[1:]
        if row.cells.get(own)
    )
