"""Translators' sheets go out and come back, whatever office programs and translators do to them in between."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.guarded import UnreadableError
from living_guidance.exchange.sheet_docx import read_docx, write_docx
from living_guidance.exchange.sheet_xlsx import MEMORY, read_xlsx, write_xlsx
from living_guidance.exchange.sheets import ReturnedRow, ReturnedSheet, Sheet, make_sheet, remember
from living_guidance.model.corpus import Chapter
from living_guidance.model.vocabulary import Freshness
from living_guidance.render.messages import load_messages
from tests.corpora import chapter
from tests.exchange.office import deleted, inserted, saved

BODY = """\
## Heat

First sentence.
Second, with [a link](filters.md).[^a]

=1+1 is no formula.

| Gas | 0.1 |
| --- | --- |
| Air | 12 |

[^a]: A note.
"""
TARGETS = {
    "First sentence.\nSecond, with [a link](filters.md).[^a]": "第一句。\n第二句，含[链接](filters.md)。[^a]",
    "=1+1 is no formula.": "=1+1并非公式。",
    "Gas": "气体",
}
SAY = load_messages("en")
FORMS: dict[str, tuple[Callable[..., bytes], Callable[[bytes], ReturnedSheet]]] = {
    "xlsx": (write_xlsx, read_xlsx),
    "docx": (write_docx, read_docx),
}


def furnaces() -> Chapter:
    """A chapter with a translation that is behind."""
    made = chapter(BODY, {"zh": TARGETS}, summary="How to *fire*.")
    entries = tuple(
        replace(entry, fuzzy=True, previous="Gasses", note="See glossary") if entry.source == "Gas" else entry
        for entry in made.catalogues["zh"].entries
    )
    return replace(made, catalogues={"zh": replace(made.catalogues["zh"], entries=entries)})


def sheet() -> Sheet:
    return make_sheet(furnaces(), "zh")


def test_a_sheet_has_a_row_for_all_that_is_to_be_translated() -> None:
    rows = [(row.kind.value, row.source.split("\n")[0], row.state.value) for row in sheet().rows]
    assert rows == [
        ("heading", "Heat", "missing"),
        ("paragraph", "First sentence.", "current"),
        ("paragraph", "=1+1 is no formula.", "current"),
        ("cell", "Gas", "stale"),
        ("cell", "Air", "missing"),
        ("footnote", "A note.", "missing"),
    ]


def test_only_some_states() -> None:
    some = make_sheet(furnaces(), "zh", (Freshness.STALE,))
    assert [(row.source, row.target, row.previous, row.note) for row in some.rows] == [
        ("Gas", "气体", "Gasses", "See glossary")
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_comes_back_as_it_went(form: str, language: str) -> None:
    write, read = FORMS[form]
    sent = sheet()
    back = read(write(sent, load_messages(language), right_to_left=True))
    assert (back.chapter, back.language) == ("alpha/furnaces", "zh")
    expected = [(row.id, row.source, row.target, row.remembered, "") for row in sent.rows]
    assert [(row.id, row.source, row.target, row.remembered, row.fault) for row in back.rows] == expected


def test_an_entry_is_remembered_with_its_state_and_note() -> None:
    entry = furnaces().catalogues["zh"].entries[3]
    digests = {remember(one) for one in (entry, replace(entry, fuzzy=False), replace(entry, note=""))}
    assert len(digests) == 3
    assert remember(replace(entry, target="气 \n 体".replace(" ", "").replace("\n", ""))) == remember(entry)


# --- spreadsheets


def edited_xlsx(edit: Callable[[Worksheet], Any]) -> list[ReturnedRow]:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(sheet(), SAY)))
    edit(book.worksheets[0])
    content = BytesIO()
    book.save(content)
    return list(read_xlsx(content.getvalue()).rows)


def test_a_spreadsheet_is_ready_for_work() -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(sheet(), SAY, right_to_left=True)))
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [
        *("Id", "Kind", "Original (English)", "Translation (Chinese)", "State", "Note"),
        "Original as it was when translated",
    ]
    assert page.freeze_panes == "D2"
    assert page.protection.sheet
    assert [cell.protection.locked for cell in page[2]] == [True, True, True, False, False, False, True]
    assert all(cell.alignment.wrap_text for cell in page[2])
    assert page["D2"].alignment.readingOrder == 2
    assert book[MEMORY].sheet_state == "veryHidden"
    assert book.properties.creator in ("", None)


def test_no_text_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(sheet(), SAY)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert [cell.quotePrefix for cell in book.worksheets[0][4][2:4]] == [True, True]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("D", "=1+1", "sheet.formula"),
        ("F", "=HYPERLINK(1)", "sheet.formula"),
        ("D", True, "sheet.not-text"),
        ("D", 12, ""),
        ("D", "十二", ""),
    ],
)
def test_what_a_translator_may_type(column: str, value: object, fault: str) -> None:
    def edit(page: Worksheet) -> None:
        page[f"{column}2"].number_format = "General"
        page[f"{column}2"] = value

    assert edited_xlsx(edit)[0].fault == fault


def test_rows_may_be_sorted_and_deleted() -> None:
    def edit(page: Worksheet) -> None:
        page.delete_rows(3)
        page.move_range("A2:G2", rows=8)

    ids = [row.id for row in sheet().rows]
    back = [row for row in edited_xlsx(edit) if row.id]
    assert [(row.id, row.number) for row in back] == [(ids[2], 3), (ids[3], 4), (ids[4], 5), (ids[5], 6), (ids[0], 10)]
    assert [row.remembered for row in back] == [sheet().rows[place].remembered for place in (2, 3, 4, 5, 0)]


def test_carriage_returns_are_line_breaks() -> None:
    rows = edited_xlsx(lambda page: page.__setitem__("D2", "一。_x000D_\n二。"))
    assert rows[0].target == "一。\n二。"


@pytest.mark.parametrize("edit", [lambda book: book.remove(book[MEMORY]), lambda book: book[MEMORY].delete_rows(1)])
def test_a_spreadsheet_without_its_memory_is_refused(edit: Callable[[openpyxl.Workbook], None]) -> None:
    book = openpyxl.load_workbook(BytesIO(write_xlsx(sheet(), SAY)))
    edit(book)
    content = BytesIO()
    book.save(content)
    with pytest.raises(UnreadableError) as caught:
        read_xlsx(content.getvalue())
    assert caught.value.code == "sheet.no-memory"


# --- Word


def edited_docx(edit: Callable[[Any], Any]) -> list[ReturnedRow]:
    document = docx.Document(BytesIO(write_docx(sheet(), SAY)))
    edit(document.tables[0])
    return list(read_docx(saved(document)).rows)


def test_a_word_sheet_is_ready_for_work() -> None:
    document = docx.Document(BytesIO(write_docx(sheet(), SAY)))
    head, first = document.tables[0].rows[0], document.tables[0].rows[1]
    assert [cell.text for cell in head.cells] == ["Id", "Original (English)", "Translation (Chinese)"]
    assert head._tr.xpath("w:trPr/w:tblHeader")
    assert first._tr.xpath(".//w:shd/@w:fill") == ["EDEFF1"] * 3
    assert first.cells[0].text.split("\n")[1:] == ["heading", "missing"]
    assert document.core_properties.author == ""


def test_tracked_changes_count_as_accepted() -> None:
    def edit(table: Any) -> None:
        paragraph = table.rows[1].cells[2].paragraphs[0]._p
        paragraph.append(parse_xml(deleted("旧")))
        paragraph.append(parse_xml(inserted("高温")))

    assert edited_docx(edit)[0].target == "高温"


def test_paragraphs_are_lines() -> None:
    assert edited_docx(lambda table: table.rows[1].cells[2].add_paragraph("二。"))[0].target == "二。"


def test_a_row_with_other_cells_is_told() -> None:
    def edit(table: Any) -> None:
        row = table.rows[1]
        row.cells[1].merge(row.cells[2])

    assert [row.fault for row in edited_docx(edit)][:2] == ["sheet.cells", ""]


def test_a_word_sheet_without_its_subject_is_refused() -> None:
    document = docx.Document(BytesIO(write_docx(sheet(), SAY)))
    document.paragraphs[0].clear()
    with pytest.raises(UnreadableError) as caught:
        read_docx(saved(document))
    assert caught.value.code == "sheet.no-subject"


def test_without_bookmarks_nothing_is_remembered() -> None:
    def edit(table: Any) -> None:
        for mark in table._tbl.xpath(".//w:bookmarkStart"):
            mark.getparent().remove(mark)

    assert {row.remembered for row in edited_docx(edit)} == {""}
