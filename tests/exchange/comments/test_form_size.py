"""Thirty thousand rows are read in seconds, in the child and within its limits."""

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from living_guidance.exchange.comments.columns import OF_FILE, OF_ROWS, heading
from living_guidance.exchange.comments.form_rows import read_form
from tests.exchange.comments.forms import SAYS, blank, filled_csv

ROWS = 30_000
COMMENT = {
    "chapter": "alpha/furnaces",
    "paragraph": "1 · The limit #pabcdefgh",
    "type": "technical",
    "text": "The limit value is higher than what plants with filters reach in practice. 限值高于实际水平。" * 2,
    "proposed": "0.05 nanograms in each cubic metre, measured as a mean of six hours",
    "rationale": "Measurements in three plants, reported to the Secretariat",
    "page": "12",
    "line": "4–7",
    "submitter": "Party A",
}


def numbered(number: int) -> dict[str, str]:
    return COMMENT | {"text": f"{COMMENT['text']} {number}"}


def spreadsheet() -> bytes:
    """The form with that many rows, in which every text stands by itself."""
    letters = {name: get_column_letter(place) for place, name in enumerate(OF_ROWS, start=1)}

    def row(number: int, values: dict[str, str]) -> str:
        cells = (f'<c r="{letters[name]}{number}" t="inlineStr"><is><t>{values[name]}</t></is></c>' for name in values)
        return f'<row r="{number}">{"".join(cells)}</row>'

    rows = [row(1, {name: heading(name, SAYS) for name in OF_ROWS})]
    rows += [row(number, numbered(number)) for number in range(2, ROWS + 2)]
    sheet = f"<sheetData>{''.join(rows)}</sheetData>"
    packed = BytesIO()
    with ZipFile(BytesIO(blank())) as form, ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name in form.namelist():
            part = form.read(name)
            if name == "xl/worksheets/sheet2.xml":
                root = part[: part.index(b">") + 1].decode()
                part = f"{root}{sheet}</worksheet>".encode()
            archive.writestr(name, part)
    return packed.getvalue()


def test_a_spreadsheet() -> None:
    content = spreadsheet()
    start = time.monotonic()
    filled = read_form(content, "form.xlsx", None)
    seconds = time.monotonic() - start
    assert [dict(row.values) for row in filled.rows] == [numbered(number) for number in range(2, ROWS + 2)]
    assert filled.round == "first"
    assert seconds < 20


def test_csv() -> None:
    content = filled_csv([numbered(number) for number in range(2, ROWS + 2)]).encode()
    start = time.monotonic()
    filled = read_form(content, "form.csv", None)
    seconds = time.monotonic() - start
    assert [row.number for row in filled.rows] == list(range(2, ROWS + 2))
    assert {len(row.values) for row in filled.rows} == {len(set(COMMENT) & set(OF_FILE))}
    assert seconds < 20
