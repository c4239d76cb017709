"""The official form of a round as a spreadsheet: where to begin, the comments, and lists to choose from."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.comments.columns import FORMAT, MEMORY, OF_ROWS, heading
from living_guidance.exchange.comments.form import CommentForm, beside
from living_guidance.exchange.comments.form_choices import HELPERS, Choices, form_rows, sheet_title
from living_guidance.exchange.comments.form_start import put_start
from living_guidance.exchange.comments.steady import steady_zip
from living_guidance.exchange.comments.xlsx_pages import BORDER, HEAD, MORE, fit_height, put_head, set_up_paper
from living_guidance.exchange.comments.xlsx_text import put_text
from living_guidance.render.messages import Messages

_EMPTY_ROWS = 200
_LAST_ROW = 5_000
"""As far as lists to choose from reach, for those who add rows."""
_MAIN = {"chapter": 26, "paragraph": 46, "type": 22, "text": 60, "proposed": 50, "rationale": 38, "references": 30}
"""The columns that most comments fill, with their widths."""
_OTHERS = {
    "quoted": 34,
    "section": 18,
    "page": 9,
    "line": 9,
    "element": 18,
    "document": 16,
    "submitter": 26,
    "category": 26,
    "country": 14,
    "person": 22,
    "email": 26,
    "language": 20,
}


def write_form_xlsx(form: CommentForm, says: Sequence[Messages], *, prefilled: bool = False) -> bytes:
    """The form as a file, with empty rows, and before them one for each paragraph if it is to be prefilled.

    ``says`` is the interface in every language of the site: all of them stand beside each other.
    """
    book = Workbook()
    start = book.active
    assert isinstance(start, Worksheet)
    start.title = sheet_title("start", says)
    comments = book.create_sheet(sheet_title("comments", says))
    choices = Choices(form, says)
    choices.put({name: book.create_sheet(sheet_title(name, says)) for name in HELPERS})
    put_start(start, form, says)
    _put_comments(comments, choices, form_rows(form) if prefilled else [])
    _put_memory(book.create_sheet(MEMORY), form, says)
    book.properties.creator = ""
    book.properties.title = beside(form.record.title.root, form.languages)
    content = BytesIO()
    book.save(content)
    return steady_zip(content.getvalue())


def _put_comments(page: Worksheet, choices: Choices, rows: Sequence[dict[str, str]]) -> None:
    for column, name in enumerate(OF_ROWS, start=1):
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = (_MAIN | _OTHERS)[name]
        # Rows that people add are text, too: "4-7" must not become a day of July.
        page.column_dimensions[letter].number_format = "@"
        put_head(page.cell(1, column), heading(name, choices.says), HEAD if name in _MAIN else MORE)
        choices.offer(page, name, f"{letter}2:{letter}{_LAST_ROW}")
    for number, row in enumerate([*rows, *[{}] * _EMPTY_ROWS], start=2):
        for column, name in enumerate(OF_ROWS, start=1):
            cell = page.cell(number, column)
            put_text(cell, row.get(name, ""))
            cell.border = BORDER
        if row:
            fit_height(page, number, [(row["paragraph"], _MAIN["paragraph"])])
    page.row_dimensions[1].height = 48
    page.freeze_panes = "C2"
    page.auto_filter.ref = page.dimensions
    page.print_title_rows, page.print_title_cols = "1:1", "A:B"
    set_up_paper(page, "landscape", across=2)


def _put_memory(page: Worksheet, form: CommentForm, says: Sequence[Messages]) -> None:
    """Write what the form needs to know of itself when it comes back."""
    page.sheet_state = "veryHidden"
    available = form.record.languages_available
    facts = {
        "#format": FORMAT,
        "#round": form.record.id,
        "#draft": form.draft,
        # In a round with several languages only the sender knows which.
        "#language": available[0] if len(available) == 1 else "",
        "#columns": ",".join(OF_ROWS),
        "#helpers": "\n".join(sheet_title(name, says) for name in HELPERS),
    }
    for fact in facts.items():
        page.append(fact)
