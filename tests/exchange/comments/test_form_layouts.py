"""Tables as other organizations lay them out are recognised by their headings."""

import csv
from datetime import date, datetime

import pytest

from living_guidance.exchange.comments.columns import OF_FILE, heading
from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.layouts import rows_of_table
from living_guidance.exchange.comments.locators import in_our_columns
from living_guidance.exchange.comments.rows import Row
from living_guidance.exchange.guarded import UnreadableError
from tests.exchange.comments.forms import (
    SAYS,
    Cells,
    blank,
    book_of,
    comments_of,
    filled_csv,
    filled_xlsx,
    notes,
    opened,
    said,
    saved,
)

pytestmark = pytest.mark.usefixtures("at_once")

ISO: Cells = [
    ["Template for comments and secretariat observations", None, None, None, "Date: 2018-07-03"],
    [],
    [
        *("MB/NC1", "Line number\n(e.g. 17)", "Clause/ Subclause\n(e.g. 3.1)"),
        "Paragraph/ Figure/ Table/\n(e.g. Table 1)",
        *("Type of comment2", "Comments", "Proposed change", "Observations of the secretariat"),
    ],
    ["Party A", "17-19", 3.1, "Table 1", "te", "The value is too high.", "0.05", None],
    ["Party A", None, "3.2", "Paragraph 3", "ge", "Good.", None, "Noted"],
    ["Party A", 4, 5, None, "ed", "“its”, not “it's”", "its", None],
]
OLD_ISO: Cells = [
    [1, 2, "(3)", 4, 5, "(6)", "(7)"],
    [
        *("MB1", "Clause No./\nSubclause No./\nAnnex\n(e.g. 3.1)"),
        *("Paragraph/\nFigure/Table/Note\n(e.g. Table 1)", "Type of com-\nment2"),
        *("Comment (justification for change) by the MB", "Proposed change by the MB"),
        "Secretariat observations\non each comment submitted",
    ],
    ["Observer B", "3.1", "Figure 2", "TE", "No axis.", "Name it.", None],
]
CHINESE_ISO: Cells = [
    ["标准征求意见稿意见汇总处理表"],
    ["序号", "标准章条编号", "意见内容", "理由", "提出单位", "处理意见"],
    [1, "3.1", "限值过高。", "见附件。", "观察员B", None],
]
IPPC: Cells = [
    ["Section", "Paragraph number", "Country", "Category", "Comment", "Explanation", "Proposed rewording"],
    ["Scope", 12, "Party A", "Editorial", "Typing error.", None, "plants"],
    ["Scope", 13, "Party A", "Substantive", "Not only new ones.", "See the Convention.", "new and old plants"],
    ["Scope", 14, "Party A", "Translation", "炉窑, 不是窑炉。", None, None],
]
IPCC: Cells = [
    [
        *("Comment ID", "Chapter", "From Page", "From Line", "To Page", "To Line", "Comment"),
        *("First Name", "Last Name", "Affiliation", "E-mail"),
    ],
    [1, "alpha/furnaces", 12, 4, 12, 7, "Unclear.", "Jane", "Doe", "Observer B", "jane@example.org"],
    [2, "alpha/furnaces", 12, 30, 13, 2, "Also unclear.", "Jane", "Doe", "Observer B", None],
    [3, "alpha/kilns", 0, 0, 0, 0, "Too long a chapter.", "Jane", "Doe", None, None],
    [4, "alpha/kilns", 3, 5, None, None, "Short.", None, None, None, None],
]


def test_iso() -> None:
    filled = read_form(book_of(("Comments", ISO)), "", None)
    assert filled.layout == "iso"
    assert said(filled) == [
        {
            "submitter": "Party A",
            "line": "17–19",
            "section": "3.1",
            "element": "Table 1",
            "type": "technical",
            "text": "The value is too high.",
            "proposed": "0.05",
        },
        {"submitter": "Party A", "section": "3.2", "paragraph": "3", "type": "general", "text": "Good."},
        {
            "submitter": "Party A",
            "line": "4",
            "section": "5",
            "type": "editorial",
            "text": "“its”, not “it's”",
            "proposed": "its",
        },
    ]
    assert [row.number for row in filled.rows] == [4, 5, 6]
    assert filled.unread == (
        "Comments: Template for comments and secretariat observations Date: 2018-07-03",
        "Comments: Observations of the secretariat",
    )


def test_iso_as_it_was() -> None:
    filled = read_form(book_of(("Sheet1", OLD_ISO)), "", None)
    assert filled.layout == "iso"
    assert said(filled) == [
        {
            "submitter": "Observer B",
            "section": "3.1",
            "element": "Figure 2",
            "type": "technical",
            "text": "No axis.",
            "proposed": "Name it.",
        }
    ]


def test_iso_in_chinese() -> None:
    filled = read_form(book_of(("意见", CHINESE_ISO)), "", None)
    assert filled.layout == "iso"
    assert said(filled) == [{"submitter": "观察员B", "section": "3.1", "text": "限值过高。", "rationale": "见附件。"}]
    assert filled.unread == ("意见: 标准征求意见稿意见汇总处理表", "意见: 序号")


def test_ippc() -> None:
    filled = read_form(book_of(("Comments", IPPC)), "", None)
    assert filled.layout == "ippc"
    assert [(row["paragraph"], row["type"], row.get("rationale"), row.get("proposed")) for row in said(filled)] == [
        ("12", "editorial", None, "plants"),
        ("13", "substantive", "See the Convention.", "new and old plants"),
        ("14", "translation", None, None),
    ]
    assert {row["submitter"] for row in said(filled)} == {"Party A"}


def test_ipcc() -> None:
    filled = read_form(book_of(("Comments", IPCC)), "", None)
    assert filled.layout == "ipcc"
    person = {"person": "Jane Doe", "submitter": "Observer B"}
    furnaces, kilns = {"chapter": "alpha/furnaces"}, {"chapter": "alpha/kilns"}
    assert said(filled) == [
        {**furnaces, **person, "page": "12", "line": "4–7", "text": "Unclear.", "email": "jane@example.org"},
        {**furnaces, **person, "page": "12", "line": "30", "section": "12:30–13:2", "text": "Also unclear."},
        {**kilns, "person": "Jane Doe", "text": "Too long a chapter."},
        {**kilns, "page": "3", "line": "5", "text": "Short."},
    ]
    assert filled.unread == ("Comments: Comment ID",)


@pytest.mark.parametrize(
    "head",
    [
        ["Chapter · 章", "Comment · 意见"],
        ["章", "意见"],
        ["CHAPTER:", " comments "],
        ["chapter", "text"],
        ["Ｃｈａｐｔｅｒ", "意见/Comment"],
        ["Chapter\n章", "Comment 意见"],
    ],
)
def test_headings_may_be_in_any_language_case_and_punctuation(head: list[str]) -> None:
    filled = read_form(book_of(("x", [head, ["alpha/kilns", "Hot."]])), "", None)
    assert (filled.layout, said(filled)) == ("official", [{"chapter": "alpha/kilns", "text": "Hot."}])


def test_tables_of_several_worksheets_and_what_is_passed_over() -> None:
    filled = read_form(
        book_of(
            ("One", [["Chapter", "Comment", "Mood"], ["a", "First", "good"], ["b", "Second", None, "beside"]]),
            ("Notes", [["We thank the Secretariat."]]),
            ("Two", [["To whom it may concern"], ["Chapter", "Comment"], ["c", "Third"]]),
            ("Empty", []),
        ),
        "",
        None,
    )
    assert [(row.number, row.values["text"]) for row in filled.rows] == [(2, "First"), (3, "Second"), (3, "Third")]
    assert filled.unread == ("One: Mood", "One: D", "Notes", "Two: To whom it may concern")


def test_headings_that_are_repeated_are_no_comment() -> None:
    table = [["Chapter", "Comment"], ["a", "First"], ["Chapter", "Comment"], ["b", "Second"]]
    assert [row["text"] for row in said(read_form(book_of(("x", table)), "", None))] == ["First", "Second"]


def test_of_two_columns_with_the_same_meaning_neither_is_lost() -> None:
    table = [["Chapter", "Comment 1", "Comment 2"], ["a", "First", "Second"]]
    assert said(read_form(book_of(("x", table)), "", None)) == [{"chapter": "a", "text": "First\nSecond"}]


@pytest.mark.parametrize(
    ("value", "text", "fault"),
    [
        ("=1+1", "=1+1", "form.formula"),
        ("#REF!", "#REF!", "form.cell-error"),
        (True, "1", "form.not-text"),
        (12, "12", ""),
        (3.1, "3.1", ""),
        (0.1 + 0.2, "0.3", ""),
        (1e20, "1e+20", ""),
        (date(2018, 7, 3), "2018-07-03", ""),
        (datetime(2018, 7, 3, 14, 30), "2018-07-03T14:30:00", ""),
    ],
)
def test_what_a_cell_may_hold(value: object, text: str, fault: str) -> None:
    table = [["Chapter", "Comment", "Proposed text"], ["a", "Words", value]]
    (row,) = read_form(book_of(("x", table)), "", None).rows
    assert row == Row(2, {"chapter": "a", "text": "Words", "proposed": text}, fault)


def test_a_fault_in_a_column_that_nobody_reads_is_none() -> None:
    table = [["Chapter", "Comment", "Sum"], ["a", "Words", "=1+1"]]
    assert [row.fault for row in read_form(book_of(("x", table)), "", None).rows] == [""]


def test_a_row_with_nothing_but_a_fault_is_listed() -> None:
    table = [["Chapter", "Comment"], [None, "#N/A"], [None, None], ["a", "Words"]]
    rows = read_form(book_of(("x", table)), "", None).rows
    assert [(row.number, row.fault) for row in rows] == [(2, "form.cell-error"), (4, "")]


def test_headings_that_were_changed_are_remembered_by_their_place() -> None:
    book = opened(filled_xlsx([{"chapter": "a", "text": "First", "rationale": "So"}]))
    comments_of(book)["F1"] = "Pourquoi ?"
    filled = read_form(saved(book), "", None)
    assert said(filled) == [{"chapter": "a", "text": "First", "rationale": "So"}]
    assert notes(filled) == [("column-by-place", {"heading": "Pourquoi ?", "column": "Reasons · 理由"})]
    assert filled.unread == ()


def test_where_columns_were_moved_their_places_say_nothing() -> None:
    book = opened(filled_xlsx([{"chapter": "a", "text": "First", "rationale": "So"}]))
    page = comments_of(book)
    page["F1"] = "Why"
    page.insert_cols(2)
    page["B1"], page["B2"] = "Our notes", "not for you"
    filled = read_form(saved(book), "", None)
    assert said(filled) == [{"chapter": "a", "text": "First"}]
    assert filled.unread == (f"{page.title}: Our notes", f"{page.title}: Why")
    assert notes(filled) == [("columns-missing", {"columns": "Reasons · 理由"})]


def test_what_was_deleted_or_misspelt_is_told_once() -> None:
    shared = {"submitter": "Party A", "category": "Party · 缔约方"}
    book = opened(filled_xlsx([{"chapter": "a", "text": "First", "rationale": "So"}] * 3, shared))
    page = comments_of(book)
    page["F1"] = "Raesons"
    for name in ("submitter", "chapter"):
        page.delete_cols(next(cell.column for cell in page[1] if cell.value == heading(name, SAYS)))
    filled = read_form(saved(book), "", None)
    assert said(filled) == [{"text": "First"}] * 3
    assert notes(filled) == [
        ("column-near", {"heading": "Raesons", "column": "Reasons · 理由"}),
        ("columns-missing", {"columns": "Chapter · 章, Reasons · 理由"}),
    ]
    assert filled.unread == ()


@pytest.mark.parametrize("gone", [("chapter", "page"), ()])
def test_a_table_without_a_head_is_told_too(gone: tuple[str, ...]) -> None:
    rows = list(csv.reader(filled_csv([{"text": "First", "submitter": "Party A"}]).splitlines()))
    kept = [column for column, name in enumerate(OF_FILE) if name not in gone]
    lines = "\n".join(",".join(row[column] for column in kept) for row in rows)
    missing = ", ".join(heading(name, SAYS) for name in gone)
    assert notes(read_form(lines.encode(), "", None)) == ([("columns-missing", {"columns": missing})] if gone else [])


def test_columns_may_be_moved_and_taken_out() -> None:
    book = opened(filled_xlsx([{"chapter": "a", "text": "First", "proposed": "p", "rationale": "So"}]))
    comments_of(book).move_range("D1:E3", rows=0, cols=30)
    comments_of(book).delete_cols(4, 2)
    assert said(read_form(saved(book), "", None)) == [
        {"chapter": "a", "text": "First", "proposed": "p", "rationale": "So"}
    ]


def test_worksheets_may_be_added_to_a_form_and_rows_sorted() -> None:
    book = opened(filled_xlsx([{"chapter": "a", "text": "First"}]))
    comments_of(book).move_range("A2:T2", rows=150)
    book.create_sheet("Our notes")["A1"] = "For ourselves"
    filled = read_form(saved(book), "", None)
    assert [(row.number, row.values["text"]) for row in filled.rows] == [(152, "First")]
    assert filled.unread == ("Our notes",)


def test_a_compilation_is_no_form() -> None:
    book = opened(blank())
    book["guidance"]["B1"] = "compilation/1"
    with pytest.raises(UnreadableError, match=r"form\.compilation"):
        read_form(saved(book), "", None)


@pytest.mark.parametrize("remembered", ["comments/2", "1", ""])
def test_forms_of_another_kind_are_refused(remembered: str) -> None:
    book = opened(blank())
    book["guidance"]["B1"] = remembered
    with pytest.raises(UnreadableError) as caught:
        read_form(saved(book), "", None)
    assert (caught.value.code, caught.value.words["found"]) == ("form.format", remembered)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"place": "Page 12, lines 4–7"}, {"page": "12", "line": "4–7"}),
        ({"place": "p. 12 l. 4"}, {"page": "12", "line": "4"}),
        ({"place": "12:4-7"}, {"page": "12", "line": "4–7"}),
        ({"place": "第12页第4至7行"}, {"page": "12", "line": "4–7"}),
        ({"place": "第12页"}, {"page": "12"}),
        ({"place": "the second box"}, {"section": "the second box"}),
        ({"page": "page 12, lines 4 to 7"}, {"page": "12", "line": "4–7"}),
        ({"page": "12", "line": "4-7"}, {"page": "12", "line": "4–7"}),
        ({"page": "12, lines 4-7", "line": "9"}, {"page": "12, lines 4-7", "line": "9"}),
        ({"line": "page 12 line 4"}, {"page": "12", "line": "4"}),
        ({"section": "page 12, line 4"}, {"page": "12", "line": "4"}),
        ({"section": "P12"}, {"section": "P12"}),
        ({"paragraph": "p12"}, {"paragraph": "p12"}),
        ({"paragraph": "page 12, lines 4~7"}, {"page": "12", "line": "4–7"}),
        ({"part": "Paragraph 3"}, {"paragraph": "3"}),
        ({"part": "第3段"}, {"paragraph": "3"}),
        ({"part": "Table 1"}, {"element": "Table 1"}),
        ({"part": "Table 1", "element": "figure"}, {"element": "figure", "section": "Table 1"}),
        ({"given_name": "Jane", "family_name": "Doe"}, {"person": "Jane Doe"}),
        ({"type": "技术性意见", "category": "Non-governmental organization"}, {"type": "technical", "category": "ngo"}),
        ({"type": "rant", "language": "Chinese"}, {"type": "rant", "language": "zh"}),
        ({"language": "EN"}, {"language": "en"}),
        ({"language": "Arabic · 阿拉伯语"}, {"language": "ar"}),
        ({"language": "阿拉伯语"}, {"language": "ar"}),
        ({"language": "Klingonese"}, {"language": "Klingonese"}),
    ],
)
def test_what_other_tables_say_in_other_columns(given: dict[str, str], found: dict[str, str]) -> None:
    assert in_our_columns(given) == found


def test_a_table_of_a_word_file() -> None:
    table = [
        ["Comments of Party A", "", ""],
        ["Chapter", "Comment", "Mood"],
        ["a ", "First\r\nline", "x"],
        ["", "", ""],
    ]
    found = rows_of_table(table, 7, None)
    assert found
    assert (found.layout, found.rows) == ("official", (Row(9, {"chapter": "a", "text": "First\nline"}),))
    assert (found.unread, found.columns, found.remarks) == (("Comments of Party A", "Mood"), ("chapter", "text"), ())
    assert rows_of_table([["Name", "Signature"], ["A", "B"]], 1, None) is None


@pytest.mark.parametrize("name", ["Page", "Lines", "Paragraph", "Submitter", "Type of comment"])
def test_a_whole_text_where_a_word_belongs_is_a_fault_and_takes_no_time(name: str) -> None:
    table = [["Chapter", "Comment", name], ["a", "Words", f"page{' ' * 30_000}x"]]
    assert [row.fault for row in read_form(book_of(("x", table)), "", None).rows] == ["form.cell-too-long"]
