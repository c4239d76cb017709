"""What people call CSV is read in whatever way their program writes it, within bounds."""

import codecs

import pytest

from living_guidance.exchange.comments import tables
from living_guidance.exchange.comments.form_csv import MAX_BYTES
from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.tables import MAX_ROWS
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.model.comments import LONGEST
from tests.exchange.comments.forms import filled_csv, read_rows, said

pytestmark = pytest.mark.usefixtures("at_once")

ROWS = [
    {"chapter": "alpha/furnaces", "text": "该段的限值过高，应予以降低。", "proposed": "0.05; not 0.1, as before"},
    {"chapter": "alpha/furnaces", "text": "=1+1\nis no sum", "rationale": "'quoted' by us"},
]
HEAD = "Chapter,Comment\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", ()), ("utf-8-sig", ()), ("utf-16", ()), ("gb18030", ("GB18030",))],
)
def test_encodings_and_separators(separator: str, encoding: str, told: tuple[str, ...]) -> None:
    filled = read_form(filled_csv(ROWS, separator).encode(encoding), "form.csv", None)
    assert said(filled) == ROWS
    assert (filled.layout, filled.unread) == ("official", told)


def test_gb18030_may_say_so_itself() -> None:
    content = "\ufeff".encode("gb18030") + filled_csv(ROWS).encode("gb18030")
    assert said(read_form(content, "form.csv", None)) == ROWS


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(end: str) -> None:
    rows = read_rows(f"Chapter,Comment{end}a,One{end}{end}b,Two{end}".encode())
    # A spreadsheet program counts empty rows as well.
    assert [(row.number, row.values["text"]) for row in rows] == [(2, "One"), (4, "Two")]


def test_excel_may_say_itself_what_stands_between_cells() -> None:
    rows = read_rows(b"sep=;\nChapter;Comment\na;One, two, three\nb;Four, five, six\n")
    assert [(row.number, row.values["text"]) for row in rows] == [(3, "One, two, three"), (4, "Four, five, six")]


def test_commas_in_a_text_do_not_cut_it() -> None:
    rows = read_rows(b"Chapter;Comment\na;One, two, three, four\nb;Five, six\n")
    assert [row.values["text"] for row in rows] == ["One, two, three, four", "Five, six"]


def test_too_long_a_cell_is_a_fault_of_its_row() -> None:
    first, second = read_rows(f"{HEAD}a,{'x' * (LONGEST + 1)}\nb,Short\n".encode())
    assert (first.fault, len(first.values["text"])) == ("form.cell-too-long", LONGEST)
    assert (second.fault, second.values["text"]) == ("", "Short")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "form.no-table"),
        (b"Dear Secretariat,\nwe have no comments.\n", "form.no-table"),
        (HEAD.encode() + b"a,b\0c\n", "file.nul"),
        (codecs.BOM_UTF16_LE + (HEAD + "a,b\0c\n").encode("utf-16-le"), "file.nul"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "file.encoding"),
        ("Chapter,Comment\na,Café à la crème\n".encode("latin-1"), "file.encoding"),
        ("Chapter,Comment\na,Die Größe, die Maßstäbe\n".encode("latin-1"), "file.encoding"),
        ("Chapter,Comment\na,限值過高，應予以降低\n".encode("big5"), "file.encoding"),
        (HEAD.encode() + b'a,"' + b"x" * 200_000, "form.open-cell"),
        (HEAD.encode() + b"a,b\n" * MAX_ROWS, "form.too-many-rows"),
        (HEAD.encode() + b"a" + b",b" * 600 + b"\n", "form.too-many-columns"),
        (HEAD.encode() + b" " * MAX_BYTES, "import.too-large"),
    ],
    ids=["nothing", "prose", "nul", "wide-nul", "half", "latin", "umlauts", "big5", "open", "rows", "columns", "bytes"],
)
def test_what_is_not_read_is_refused_with_the_reason(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_form(content, "form.csv", None)
    assert caught.value.code == code


@pytest.mark.parametrize("limit", ["_MAX_CELLS", "_MAX_CHARACTERS"])
def test_a_file_may_not_hold_more_than_can_be_judged(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = HEAD.encode() + b"a,b\n" * 100
    assert len(read_rows(content)) == 100
    monkeypatch.setattr(tables, limit, 150)
    with pytest.raises(UnreadableError) as caught:
        read_rows(content)
    assert caught.value.code == "form.too-much"


def test_a_cell_without_end_swallows_no_rows() -> None:
    text = 'Submitter,Category,Comment,Type\nParty A,party,"An open cell,te\nParty A,party,second,te\n'
    with pytest.raises(UnreadableError, match="open-cell"):
        read_form(text.encode(), "form.csv", None)
    closed = 'Submitter,Category,Comment,Type\nParty A,party,"A ""good"" one",te\nParty A,party,a 12" pipe,te\n'
    assert len(read_form(closed.encode(), "form.csv", None).rows) == 2
