"""A submission is as it came, in a call, with the files that it names and no other."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from living_guidance.check.submissions import check_submissions
from living_guidance.load.corpus import load_corpus
from living_guidance.model.issue import Issue
from living_guidance.model.submissions import Submission
from living_guidance.render.messages import load_messages, sources
from tests.calls import CALL, CONFIDENTIAL, STOCKS, make_call, submission
from tests.load.projects import make_project

GOOD = submission()
SECRET = submission(**CONFIDENTIAL)
CHANGE = "guidance/pfos/changes/foams-2018.yml"


def issues(root: Path, *given: Submission, files: Mapping[str, bytes] | None = None) -> list[Issue]:
    make_call(make_project(root), *given, files=files)
    corpus = load_corpus(root).corpus
    assert corpus
    return list(check_submissions(corpus))


@pytest.mark.parametrize(
    ("given", "files", "expected"),
    [
        ((GOOD, SECRET), None, []),
        ((GOOD,), {}, [("no-file", 11)]),
        ((GOOD,), {f"{GOOD.id}/stocks.csv": STOCKS + b"B,2\n"}, [("changed", 11)]),
        ((GOOD,), {f"{GOOD.id}/stocks.csv": STOCKS, f"{GOOD.id}/more.csv": STOCKS}, [("unnamed", 0)]),
        ((SECRET,), {f"{SECRET.id}/stocks.csv": STOCKS}, [("confidential", 0)]),
        ((), {f"{GOOD.id}/stocks.csv": STOCKS}, [("ownerless", 0)]),
        ((submission(id=f"{CALL}-aaaaaaaa"),), None, [("edited", 1)]),
        ((submission(documents=["pfas"]),), None, [("document", 7)]),
        ((submission(area="Ask jane@example.org"),), None, [("personal", 6)]),
        ((submission(title="Ring +41 22 917 81 11"),), None, [("personal", 5)]),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, given: tuple[Submission, ...], files: dict[str, bytes] | None, expected: list[tuple[str, int]]
) -> None:
    found = issues(tmp_path, *given, files=files)
    lines = [(issue.code.removeprefix("submission."), issue.where.line) for issue in found]
    assert lines == expected


def test_a_round_with_a_draft_takes_none(tmp_path: Path) -> None:
    make_call(make_project(tmp_path), GOOD)
    path = tmp_path / f"guidance/rounds/{CALL}/round.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("call_for_information", "first_draft"), encoding="utf-8")
    corpus = load_corpus(tmp_path).corpus
    assert corpus
    assert [issue.code for issue in check_submissions(corpus)] == ["submission.no-call"]


@pytest.mark.parametrize(
    ("reference", "codes"),
    [(GOOD.id, []), (f"{CALL}-zzzzzzzz", ["submission.cause"]), ("UNEP/POPS/COP.9/INF/1", [])],
)
def test_a_change_names_a_submission_that_was_made(tmp_path: Path, reference: str, codes: list[str]) -> None:
    make_call(make_project(tmp_path), GOOD)
    path = tmp_path / CHANGE
    record = path.read_text(encoding="utf-8").partition("caused_by:")[0]
    cause = f"caused_by:\n  kind: submission\n  reference: {reference}\n"
    path.write_text(record + cause, encoding="utf-8")
    corpus = load_corpus(tmp_path).corpus
    assert corpus
    assert [issue.code for issue in check_submissions(corpus)] == codes


def test_every_issue_has_its_words() -> None:
    keys = [key for key in sources() if key.startswith("check.submission.") and not key.endswith(".remedy")]
    assert len(keys) == 10
    words: dict[str, Any] = dict.fromkeys(
        ("id", "round", "expected", "found", "known", "key", "path", "folder", "near"), "x"
    )
    for language in ("en", "zh"):
        say = load_messages(language)
        assert all(say(key, **words) and say(f"{key}.remedy", **words) for key in keys)
