"""Forms as people fill them in, and tables as other organizations lay them out."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO, StringIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.comments.columns import MEMORY, OF_FILE, OF_ROWS, heading
from living_guidance.exchange.comments.form import CommentForm, comment_form
from living_guidance.exchange.comments.form_json import FORMAT
from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.form_xlsx import write_form_xlsx
from living_guidance.exchange.comments.inert import inert
from living_guidance.exchange.comments.rows import Filled, Row
from living_guidance.exchange.comments.xlsx_text import put_text
from living_guidance.render.messages import load_messages
from tests.exchange.comments.rounds import DAY, record_of, round_corpus

SAYS = (load_messages("en"), load_messages("zh"))
FURNACES = "alpha/furnaces"
Values = Mapping[str, str]
Cells = Sequence[Sequence[object]]


def form(day: date = DAY, **fields: object) -> CommentForm:
    """The form of a small round; fields are those of the round."""
    made = round_corpus(**fields)
    return comment_form(made, record_of(made), day)


@cache
def blank(*, prefilled: bool = False) -> bytes:
    """That form as it goes out."""
    return write_form_xlsx(form(), SAYS, prefilled=prefilled)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def comments_of(book: Workbook) -> Worksheet:
    """The worksheet that comments are written in."""
    return book.worksheets[1]


def answer_cell(book: Workbook, name: str) -> str:
    """Where the form's head is to be filled in."""
    label = heading(name, SAYS)
    row = next(cell.row for cell in book.worksheets[0]["A"] if cell.value == label)
    return f"B{row}"


def filled_xlsx(rows: Iterable[Values], shared: Values | None = None, content: bytes = b"") -> bytes:
    """The form with rows in the cells of their columns."""
    book = opened(content or blank())
    for name, text in (shared or {}).items():
        put_text(book.worksheets[0][answer_cell(book, name)], text)
    for number, values in enumerate(rows, start=2):
        for name, text in values.items():
            put_text(comments_of(book).cell(number, OF_ROWS.index(name) + 1), text)
    return saved(book)


def filled_csv(rows: Iterable[Values], separator: str = ",") -> str:
    """The same as CSV, as a program writes it that knows our way with formulas."""
    text = StringIO()
    table = csv.writer(text, delimiter=separator)
    table.writerow([heading(name, SAYS) for name in OF_FILE])
    table.writerows([inert(values.get(name, "")) for name in OF_FILE] for values in rows)
    return text.getvalue()


def filled_json(rows: Sequence[Values], shared: Values | None = None, **more: object) -> bytes:
    """The same as the pages of the site write it."""
    value = {"format": FORMAT, "round": "first", "shared": shared or {}, "comments": rows, **more}
    return json.dumps(value).encode()


def book_of(*tables: tuple[str, Cells], remembered: bool = False) -> bytes:
    """A spreadsheet with worksheets of these titles and cells."""
    book = Workbook()
    for number, (title, rows) in enumerate(tables):
        page = book.create_sheet(title, number)
        for row in rows:
            page.append(list(row))
    del book["Sheet"]
    if remembered:
        book.create_sheet(MEMORY).append(("#format", "comments/1"))
    return saved(book)


def read_rows(content: bytes, name: str = "form.xlsx") -> list[Row]:
    return list(read_form(content, name, None).rows)


def said(filled: Filled) -> list[dict[str, str]]:
    """What the rows say."""
    return [dict(row.values) for row in filled.rows]


def notes(filled: Filled) -> list[tuple[str, dict[str, str]]]:
    """What is said of the file as a whole."""
    return [(one.code, dict(one.words)) for one in filled.remarks]
