"""The line map of a review edition is read as it was written, and its faults are named."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.load.lines import line_map_file, line_map_text, load_line_map
from living_guidance.model.issue import Issue, Location
from living_guidance.render.issues import message, remedy
from living_guidance.render.messages import load_messages
from living_guidance.text.lines import LineMap, Lines
from tests.counts import cases

PATH = line_map_file("first", "pfos", "zh")
PLACES = st.tuples(*[st.tuples(st.integers(1, 999), st.integers(1, 99))] * 2).map(sorted)
NAMES = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True)


def read(root: Path, text: str) -> tuple[LineMap, list[Issue]]:
    (root / PATH).parent.mkdir(parents=True, exist_ok=True)
    (root / PATH).write_text(text, encoding="utf-8", newline="")
    issues: list[Issue] = []
    return load_line_map(root, PATH, issues), issues


def test_it_has_a_file_for_each_document_and_language() -> None:
    assert PATH == "guidance/rounds/first/lines/pfos.zh.jsonl"


def test_a_line_says_where_a_paragraph_is() -> None:
    text = line_map_text((Lines("metal-plating", "p3hk7q2zd", (4, 12), (5, 1)),))
    assert text == '{"chapter": "metal-plating", "paragraph": "p3hk7q2zd", "from": [4, 12], "to": [5, 1]}\n'


@settings(max_examples=cases(300), deadline=None)
@given(st.lists(st.builds(lambda *names, places: Lines(*names, *places), NAMES, NAMES, places=PLACES)).map(tuple))
def test_it_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, line_map: LineMap) -> None:
    assert read(tmp_path_factory.getbasetemp(), line_map_text(line_map)) == (line_map, [])


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[]",
        '{"chapter": "a", "paragraph": "p", "from": [1, 1]}',
        '{"chapter": "a", "paragraph": "p", "from": [1, 0], "to": [1, 1]}',
        '{"chapter": "a", "paragraph": "p", "from": ["1", 1], "to": [1, 1]}',
        '{"chapter": "a", "paragraph": "p", "from": [2, 1], "to": [1, 1]}',
        '{"chapter": "../a", "paragraph": "p", "from": [1, 1], "to": [1, 1]}',
        '{"chapter": "a", "paragraph": "p", "from": [1, 1], "to": [1, 1], "more": 1}',
        "[" * 100_000,
    ],
)
def test_a_broken_line_is_named_with_what_to_do(tmp_path: Path, line: str) -> None:
    good = '{"chapter": "a", "paragraph": "p", "from": [1, 1], "to": [1, 1]}\n'
    line_map, issues = read(tmp_path, f"{good}{line}\n{good}")
    assert line_map == (Lines("a", "p", (1, 1), (1, 1)),)
    assert [(issue.code, issue.where) for issue in issues] == [("lines.broken", Location(PATH, 2, 1))]
    for language in ("en", "zh"):
        messages = load_messages(language)
        assert message(issues[0], messages)
        assert remedy(issues[0], messages)


def test_a_map_that_is_not_there_is_told(tmp_path: Path) -> None:
    issues: list[Issue] = []
    assert load_line_map(tmp_path, PATH, issues) == ()
    assert [issue.code for issue in issues] == ["file.missing"]
