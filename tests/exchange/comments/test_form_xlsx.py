"""The official form is ready to be filled in, in both languages, and is the same whenever it is made."""

import re
from datetime import date

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from living_guidance.exchange.comments.columns import MEMORY, OF_ROWS
from living_guidance.exchange.comments.form import comment_form
from living_guidance.exchange.comments.form_csv import write_form_csv
from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.form_xlsx import write_form_xlsx
from living_guidance.model.vocabulary import CommentType, SubmitterCategory
from living_guidance.render.messages import load_messages
from tests.exchange.comments.forms import (
    FURNACES,
    SAYS,
    answer_cell,
    blank,
    comments_of,
    filled_csv,
    filled_xlsx,
    form,
    opened,
    saved,
)
from tests.exchange.comments.rounds import DAY, record_of, round_corpus

pytestmark = pytest.mark.usefixtures("at_once")


def source_of(page: Worksheet, cell: str) -> str:
    """Where the words stand that a cell can be chosen from."""
    (choice,) = (one for one in page.data_validations.dataValidation if cell in one.sqref)
    return choice.formula1 or ""


def words_of(source: str) -> list[str]:
    match = re.fullmatch(r"'([^']+)'!\$([A-Z])\$(\d+):\$[A-Z]\$(\d+)", source)
    assert match
    page = opened(blank())[match[1]]
    return [str(page[f"{match[2]}{row}"].value) for row in range(int(match[3]), int(match[4]) + 1)]


def test_every_heading_is_in_all_languages_of_the_site() -> None:
    page = comments_of(opened(blank()))
    head = [cell.value for cell in page[1]]
    assert head[:5] == [
        "Chapter · 章",
        "Paragraph · 段落",
        "Type of comment · 意见类型",
        "Comment · 意见",
        "Proposed text · 建议案文",
    ]
    assert len(head) == len(OF_ROWS)
    assert page.freeze_panes == "C2"
    assert page.print_title_rows == "$1:$1"


def test_a_language_without_words_of_its_own_says_nothing_twice() -> None:
    page = comments_of(opened(write_form_xlsx(form(), (load_messages("en"), load_messages("ar")))))
    assert page["A1"].value == "Chapter"


def test_words_are_chosen_from_lists() -> None:
    page = comments_of(opened(blank()))
    types = words_of(source_of(page, "C2"))
    assert types[:2] == ["General · 一般性意见", "Substantive · 实质性意见"]
    assert len(types) == len(CommentType)
    assert words_of(source_of(page, "A200")) == [FURNACES, "alpha/kilns"]
    category = f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[OF_ROWS.index('category')]}9"
    assert len(words_of(source_of(page, category))) == len(SubmitterCategory)


def test_the_list_of_paragraphs_is_that_of_the_chapter_in_the_row() -> None:
    book = opened(blank())
    source = source_of(comments_of(book), "B2")
    assert "MATCH($A2," in source
    assert "COUNTIF(" in source
    (page,) = (page for page in book if page.title.startswith("Paragraphs"))
    keys = [row[0].value for row in page.iter_rows(min_row=2)]
    # The list takes those that stand together.
    assert keys == sorted(keys)
    labels = [str(row[1].value) for row in page.iter_rows(min_row=2)]
    assert re.fullmatch(r"– · Furnaces · 炉窑 #title", labels[0])
    words = "The limit for a furnace is 0.1 ng… · 炉窑限值为每立方米0.1纳克毒性当量。"
    assert re.fullmatch(rf"1 · {words} #p[a-z2-7]{{8}}", labels[2])
    assert any(label.startswith("– · Plant | Limit #") for label in labels)
    assert f"$A${len(keys) + 1}" in source


def test_every_kind_of_list_means_what_it_says() -> None:
    page = comments_of(opened(blank()))
    for name in ("type", "category", "element", "language"):
        words = words_of(source_of(page, page.cell(2, OF_ROWS.index(name) + 1).coordinate))
        rows = read_form(filled_csv([{"text": "x", name: word} for word in words]).encode(), "", None).rows
        assert len({row.values[name] for row in rows}) == len(words)
        assert all(re.fullmatch(r"[a-z_]+", row.values[name]) for row in rows)


def test_the_head_holds_for_all_rows() -> None:
    shared = {"submitter": "Party A; Observer B", "category": "Party · 缔约方"}
    filled = read_form(filled_xlsx([{"text": "x"}, {"text": "y"}], shared), "", None)
    assert filled.shared == {
        "submitter": "Party A; Observer B",
        "category": "party",
        "draft": "draft-2018-06-29",
        "language": "en",
    }
    assert (filled.round, filled.layout, filled.unread) == ("first", "official", ())


def test_a_form_that_still_asks_for_the_date_is_read_without_it() -> None:
    book = opened(filled_xlsx([{"text": "x"}], {"submitter": "Party A"}))
    start, page = book.worksheets[0], comments_of(book)
    last = page.max_column
    start.cell(start.max_row + 1, 1, "Date · 日期")
    start.cell(start.max_row, 2, "2018-07-03")
    page.insert_cols(last)
    page.cell(1, last, "Date · 日期")
    page.cell(2, last, "2018-07-03")
    book[MEMORY]["B5"] = ",".join((*OF_ROWS[:-1], "date", OF_ROWS[-1]))
    filled = read_form(saved(book), "", None)
    assert [dict(row.values) for row in filled.rows] == [{"text": "x"}]
    assert (filled.unread, filled.remarks, "date" in filled.shared) == ((), (), False)


@pytest.mark.parametrize("value", ["=TODAY()", "x" * 3_000, True])
def test_what_cannot_be_used_in_the_head_is_told(value: object) -> None:
    book = opened(filled_xlsx([{"text": "x"}], {"submitter": "Party A"}))
    book.worksheets[0][answer_cell(book, "country")] = value
    filled = read_form(saved(book), "", None)
    assert (filled.shared["submitter"], "country" in filled.shared) == ("Party A", False)
    assert filled.unread == ("Start here · 填写说明: Country code · 国家代码",)


def test_what_can_be_answered_is_open_and_the_rest_locked() -> None:
    book = opened(blank())
    start = book.worksheets[0]
    assert start.protection.sheet
    assert not start[answer_cell(book, "submitter")].protection.locked
    assert start["A1"].protection.locked
    assert not comments_of(book).protection.sheet
    assert not any(page.protection.password for page in book)
    assert [page.sheet_state for page in book] == ["visible", "visible", "visible", "visible", "hidden", "veryHidden"]
    assert book.worksheets[-1].title == MEMORY


def test_the_form_tells_what_a_commenter_should_know() -> None:
    extended = {"old": "2018-07-31", "new": "2018-08-04", "reason": {"en": "x"}, "announced": "2018-07-20"}
    made = form(date(2018, 7, 21), extensions=(extended,), contact="comments@example.org")
    start = opened(write_form_xlsx(made, SAYS)).worksheets[0]
    told = {row[0].value: row[1].value for row in start.iter_rows(max_row=12)}
    assert told["Last day for comments · 提交意见的最后日期"] == "3 August 2018 · 2018年8月3日 (Europe/Zurich)"
    assert told["Send the form to · 表格发送至"] == "comments@example.org"
    assert told["Languages of comments · 意见可用语文"] == "English · 英文\nChinese · 中文"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "with the name of the organization"),
        ({"publication_policy": "anonymised"}, "without names"),
        ({"audience": "experts"}, "are not published"),
    ],
)
def test_the_form_says_what_is_published(fields: dict[str, str], words: str) -> None:
    start = opened(write_form_xlsx(form(**fields), SAYS)).worksheets[0]
    assert any(words in str(cell.value) for cell in start["A"])


def test_no_cell_is_a_formula_and_all_are_text() -> None:
    page = comments_of(opened(blank(prefilled=True)))
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert {cell.number_format for cell in cells} == {"@"}


@pytest.mark.parametrize("prefilled", [False, True])
def test_it_is_the_same_whenever_it_is_made(prefilled: bool) -> None:
    assert write_form_xlsx(form(), SAYS, prefilled=prefilled) == write_form_xlsx(form(), SAYS, prefilled=prefilled)
    assert write_form_csv(form(), SAYS, prefilled=prefilled) == write_form_csv(form(), SAYS, prefilled=prefilled)


@pytest.mark.parametrize("write", [write_form_xlsx, write_form_csv])
def test_rows_that_nobody_has_touched_are_no_comments(write: object) -> None:
    content = write(form(), SAYS, prefilled=True)  # type: ignore[operator]
    filled = read_form(content, "form.csv", None)
    assert (filled.layout, filled.rows, filled.unread) == ("official", (), ())


def test_a_prefilled_row_is_one_once_something_is_written() -> None:
    book = blank(prefilled=True)
    page = comments_of(opened(book))
    place, label = page["A4"].value, page["B4"].value
    assert str(label).startswith("1 · The limit")
    filled = read_form(filled_xlsx([{}, {}, {"proposed": "A stricter limit"}], content=book), "", None)
    assert [(row.number, dict(row.values)) for row in filled.rows] == [
        (4, {"chapter": place, "paragraph": label, "proposed": "A stricter limit"})
    ]


def test_a_round_without_a_draft_is_on_the_working_texts() -> None:
    corpus = round_corpus()
    made = comment_form(corpus, record_of(corpus).model_copy(update={"draft": None}), DAY)
    assert (made.draft, [one.key for one in made.chapters]) == ("", [FURNACES, "alpha/kilns"])
