"""Rows in are rows out, to the letter, whichever form they were written in."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from living_guidance.exchange.comments.columns import OF_FILE, OF_ROWS, PREFILLED
from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.tables import tidy
from living_guidance.model.vocabulary import CommentType, Element, SubmitterCategory
from tests.counts import cases
from tests.exchange.comments.forms import Values, filled_csv, filled_json, filled_xlsx

pytestmark = pytest.mark.usefixtures("at_once")

Rows = list[dict[str, str]]
# A zero byte is no part of a text, and a CSV file with one is refused.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
HARD = st.sampled_from(
    ["=1+1", "'=1", "''", "'", "＝1", "@a", "\t-", "a;b,c\td", 'a"b', "a\nb", "_x0041_", "限值", "#N/A", "TRUE"]
)
LINES = st.integers(1, 999).map(str)
WORDS = {
    "type": st.sampled_from([one.value for one in CommentType]),
    "category": st.sampled_from([one.value for one in SubmitterCategory]),
    "element": st.sampled_from([one.value for one in Element]),
    "language": st.sampled_from(["en", "zh"]),
    "page": LINES,
    "line": LINES | st.builds("{}–{}".format, LINES, LINES),
}


def rows_of(names: Sequence[str]) -> st.SearchStrategy[Rows]:
    columns = {
        name: WORDS.get(name, HARD | HARD.flatmap(lambda first: TEXT.map(first.__add__)) | TEXT) for name in names
    }
    return st.lists(st.fixed_dictionaries({}, optional=columns), max_size=12)


def expected(rows: Rows) -> list[dict[str, str]]:
    """What should come back: no row that is empty, or as it would have gone out."""
    tidied = ({name: text for name, given in row.items() if (text := tidy(given))} for row in rows)
    return [row for row in tidied if row.keys() - PREFILLED]


def same(rows: Rows, write: Callable[[Sequence[Values]], bytes], first: int) -> None:
    filled = read_form(write(rows), "form", None)
    assert [dict(row.values) for row in filled.rows] == expected(rows)
    assert [row.fault for row in filled.rows] == [""] * len(filled.rows)
    places = [number for number, row in enumerate(rows, start=first) if expected([row])]
    assert [row.number for row in filled.rows] == places
    assert filled.unread == ()


@settings(max_examples=cases(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows_of(OF_ROWS))
@example([{"text": "\x0b", "rationale": "a\x0bb\x07"}, {"text": "_x000D_"}])
def test_a_spreadsheet(rows: Rows) -> None:
    same(rows, filled_xlsx, 2)


@settings(max_examples=cases(2_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows_of(OF_FILE), st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@example([{"text": "'"}, {"text": "'\n"}, {"text": "\r=1"}], ",", "utf-8")
def test_csv(rows: Rows, separator: str, encoding: str) -> None:
    same(rows, lambda given: filled_csv(given, separator).encode(encoding), 2)


@settings(max_examples=cases(2_000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows_of(OF_FILE))
def test_json(rows: Rows) -> None:
    same(rows, filled_json, 1)
