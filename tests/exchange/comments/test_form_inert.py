"""No text is a formula in what goes out, and every text comes back to the letter."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from living_guidance.exchange.comments.inert import inert, is_live, restored
from living_guidance.exchange.comments.xlsx_text import escaped, unescaped

TEXTS = st.text() | st.builds(str.__add__, st.sampled_from([*"'=+-@\t\r\n＝＋－＠", "''", "'="]), st.text())


@given(TEXTS)
@example("'")
@example("''=1")
def test_a_text_is_inert_and_comes_back(text: str) -> None:
    assert restored(inert(text)) == text
    assert not is_live(inert(text))


@pytest.mark.parametrize("first", "=+-@\t\r\n＝＋－＠")
def test_what_a_program_would_reckon_with_gets_an_apostrophe(first: str) -> None:
    assert inert(f"{first}1+1") == f"'{first}1+1"


@pytest.mark.parametrize("text", ["", "1 = 1", "'tis so", "a@b", " =1"])
def test_what_people_wrote_with_an_apostrophe_of_their_own_is_let_alone(text: str) -> None:
    assert restored(text) == text


@given(st.lists(TEXTS.filter(lambda text: "\0" not in text), min_size=1))
def test_an_inert_row_comes_back_out_of_a_file(row: list[str]) -> None:
    text = StringIO()
    csv.writer(text).writerow(map(inert, row))
    (back,) = csv.reader(StringIO(text.getvalue(), newline=""))
    assert [restored(cell) for cell in back] == row


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.from_regex(r"\A(_x[0-9a-fA-F]{4}_|_){0,3}\Z"))
def test_what_xml_cannot_hold_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not {*escaped(text)} & {*map(chr, range(9)), *"\v\f\r\ufffe\uffff", *map(chr, range(14, 32))}
