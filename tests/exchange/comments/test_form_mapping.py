"""Any table is read once a small file says which of its columns is which of ours."""

import pytest

from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.layouts import rows_of_table
from living_guidance.exchange.comments.mapping import Mapping, read_mapping
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.model.vocabulary import CommentType
from tests.exchange.comments.forms import Cells, book_of, said

pytestmark = pytest.mark.usefixtures("at_once")

TEXT = """\
worksheet: Input
heading_row: 3
columns:
  Where: place
  Kind: type
  Remark 1: text
  Remark 2: proposed
types:
  wish: substantive
fixed:
  document: alpha
  submitter: Party A
"""
TABLE: Cells = [
    ["Comment", "Chapter"],
    ["not", "this"],
    ["Where", "Kind", "Remark 1", "Remark 2", "By"],
    ["p. 3, l. 4-5", "Wish", "Too high.", "Lower.", "me"],
    [None, "ed", "its", None, None],
]


def mapping(text: str = TEXT) -> Mapping:
    made, issues = read_mapping(text, "map.yml")
    assert issues == ()
    assert made
    return made


def test_a_table_is_read_by_a_mapping() -> None:
    filled = read_form(book_of(("Other", TABLE), ("Input", TABLE)), "", mapping())
    assert filled.layout == "mapped"
    assert filled.shared == {"document": "alpha", "submitter": "Party A"}
    assert said(filled) == [
        {"page": "3", "line": "4–5", "type": "substantive", "text": "Too high.", "proposed": "Lower."},
        {"type": "ed", "text": "its"},
    ]
    assert [row.number for row in filled.rows] == [4, 5]
    assert filled.unread == ("Other", "Input: Comment Chapter", "Input: not this", "Input: By")


def test_one_column_is_enough() -> None:
    made = mapping("columns: {What we think: text}")
    assert (made.worksheet, made.heading_row, made.types, made.fixed) == (None, None, {}, {})
    content = "What we think\nToo high.\nToo long.\n"
    assert [row["text"] for row in said(read_form(content.encode(), "a.csv", made))] == ["Too high.", "Too long."]


def test_a_file_that_is_one_table_has_no_worksheets() -> None:
    made = mapping("worksheet: Input\ncolumns: {What we think: text}")
    assert [row["text"] for row in said(read_form(b"What we think\nToo high.\n", "a.csv", made))] == ["Too high."]


def test_only_the_worksheet_that_is_meant_must_have_the_headings() -> None:
    made = mapping("worksheet: Input\ncolumns: {Where: section, Remark 1: text}")
    other: Cells = [["Remark 1"], ["Not this"]]
    filled = read_form(book_of(("Other", other), ("Input", TABLE)), "", made)
    assert [row["text"] for row in said(filled)] == ["Too high.", "its"]


def test_a_table_of_a_word_file_is_read_by_a_mapping() -> None:
    found = rows_of_table([["What we think"], ["Too high."]], 1, mapping("columns: {What we think: text}"))
    assert found
    assert [row.values["text"] for row in found.rows] == ["Too high."]


def test_types_are_ours() -> None:
    assert mapping().types == {"wish": CommentType.SUBSTANTIVE}


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("worksheet: Inputs\ncolumns: {Remark 1: text}", "mapping.no-worksheet", {"name": "Inputs", "known": "Input"}),
        (
            "heading_row: 3\ncolumns: {Remark 1: text, Author: person}",
            "mapping.no-heading",
            {"heading": "Author", "known": "Where, Kind, Remark 1, Remark 2, By"},
        ),
        ("columns: {Opinion: text}", "form.no-table", {}),
        ("heading_row: 9\ncolumns: {Remark 1: text}", "form.no-table", {}),
    ],
)
def test_what_a_mapping_names_must_be_there(text: str, code: str, words: dict[str, str]) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_form(book_of(("Input", TABLE)), "", mapping(text))
    assert (caught.value.code, dict(caught.value.words)) == (code, words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [("record.mapping", "map.yml")]),
        ("columns: []", [("record.mapping", "map.yml:1:1")]),
        ("columns: {}", [("record.empty", "map.yml:1:1")]),
        ("columns:\n  A: txt", [("record.word", "map.yml:2:3")]),
        ("columns:\n  A: person", [("mapping.no-words", "map.yml:1:1")]),
        ("columns: {A: text}\nheading_row: three", [("record.number", "map.yml:2:1")]),
        ("columns: {A: text}\ntypes:\n  wish: wishful", [("record.word", "map.yml:3:3")]),
        ("columns: {A: text}\nfixed:\n  place: here", [("record.word", "map.yml:3:3")]),
        ("columns: {A: text}\nsheet: Input", [("record.unknown-key", "map.yml:2:1")]),
        ("columns:\n  A: text\n  A: type", [("yaml.duplicate-key", "map.yml:3:3")]),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_with_its_place(text: str, told: list[tuple[str, str]]) -> None:
    made, issues = read_mapping(text, "map.yml")
    assert made is None
    assert [(issue.code, str(issue.where)) for issue in issues] == told
