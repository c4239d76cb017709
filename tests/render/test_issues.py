"""Issues in words and for machines."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.render.issues import issues_github, issues_json, issues_text
from living_guidance.render.messages import load_messages, sources

ISSUES = (
    Issue(
        "record.word",
        Location("guidance/pfos/foams.md", 13, 1),
        words={"key": "status", "found": "Draft", "nearest": "draft", "known": "outline, draft"},
    ),
    Issue("front.unclosed", Location("guidance/pfos/foams, old.md", 1, 1)),
    Issue(
        "sentence.several", Location("guidance/pfos/foams.md", 20, 15), Severity.WARNING, {"text": "100 % safe: yes"}
    ),
    Issue("corpus.no-document", Location("guidance/pfos"), Severity.WARNING),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_text(language: str, golden: Callable[[Path, str], None]) -> None:
    path = Path(__file__).parent / "golden" / f"issues.{language}.txt"
    golden(path, issues_text(ISSUES, load_messages(language)))


def test_github_commands(golden: Callable[[Path, str], None]) -> None:
    path = Path(__file__).parent / "golden" / "issues.github.txt"
    golden(path, issues_github(ISSUES, load_messages("en")))


@pytest.mark.parametrize(
    ("issues", "language", "expected"),
    [
        ((), "en", "No issues.\n"),
        ((), "zh", "未发现问题。\n"),
        (ISSUES[:1], "en", "1 error, 0 warnings in 1 file.\n"),
        (ISSUES, "en", "2 errors, 2 warnings in 3 files.\n"),
        (ISSUES, "zh", "3个文件中有2处错误、2处警告。\n"),
    ],
)
def test_the_totals_come_last(issues: tuple[Issue, ...], language: str, expected: str) -> None:
    assert issues_text(issues, load_messages(language)).splitlines(keepends=True)[-1] == expected


def test_json_has_the_same_keys_in_every_language() -> None:
    english, chinese = (json.loads(issues_json(ISSUES, load_messages(code))) for code in ("en", "zh"))
    assert english[0] == {
        "path": "guidance/pfos/foams.md",
        "line": 13,
        "column": 1,
        "severity": "error",
        "code": "record.word",
        "message": "“status” is “Draft”, which is not one of its words; the nearest is draft.",
        "remedy": "Write one of: outline, draft.",
        "words": {"key": "status", "found": "Draft", "nearest": "draft", "known": "outline, draft"},
    }
    assert [set(entry) for entry in chinese] == [set(entry) for entry in english]
    assert chinese[0]["message"] == "“status”的值“Draft”不在规定的词之列；最接近的是draft。"


def test_every_message_has_a_remedy() -> None:
    check = {key for key in sources() if key.startswith("check.") and key.count(".") >= 2}
    messages = {key for key in check if not key.endswith(".remedy") and not key.startswith("check.severity.")}
    assert {key for key in messages if f"{key}.remedy" not in check} == set()
