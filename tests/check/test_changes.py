"""Snapshots and change records tell the same story, or the check says where they part."""

from dataclasses import replace
from datetime import date

import pytest

from living_guidance.check.changes import check_changes
from living_guidance.model.corpus import Corpus, Located, Source
from living_guidance.model.issue import Issue
from living_guidance.model.records import ChangeRecord
from tests.corpora import change
from tests.text.snapshots import ASH, FILTER, KILN, OIL, frozen, working, written

DAY = date(2018, 10, 8)
OLD = written("furnaces", KILN, FILTER, ASH)
COP8 = frozen("cop-8", "2017-05-01", OLD)
LONGER = KILN.replace("dry wood", "dry wood and never with rubbish")
NEW = written("furnaces", LONGER, FILTER, OIL, before=[OLD])
KILN_ID, FILTER_ID, ASH_ID = (block.id for block in OLD.blocks[1:])
OIL_ID = NEW.blocks[3].id


def told(corpus: Corpus, *records: ChangeRecord, day: date = DAY) -> list[Issue]:
    located = {f"alpha/{one.id}": Located(one, Source(f"guidance/alpha/changes/{one.id}.yml")) for one in records}
    issues = check_changes(replace(corpus, changes=located), day)
    return [issue for issue in issues if issue.code != "change.later-than-chapter"]


def codes(issues: list[Issue]) -> list[tuple[str, str]]:
    return [(issue.code, issue.words.get("paragraph", issue.words.get("paragraphs", ""))) for issue in issues]


def test_a_change_of_the_working_text_wants_a_record() -> None:
    corpus = working(NEW, snapshots=[COP8])
    assert sorted(codes(told(corpus))) == [
        ("change.unexplained-added", OIL_ID),
        ("change.unexplained-deleted", ASH_ID),
        ("change.unexplained-edited", KILN_ID),
    ]
    assert told(corpus, change(paragraphs=(KILN_ID, ASH_ID, OIL_ID))) == []
    assert told(corpus, change(paragraphs=())) == []


def test_an_issue_stands_where_the_paragraph_does() -> None:
    (issue,) = [one for one in told(working(NEW, snapshots=[COP8])) if one.code == "change.unexplained-added"]
    assert issue.where == NEW.locate(NEW.blocks[3])


def test_a_change_between_snapshots_wants_a_record_of_that_time() -> None:
    june = frozen("june", "2018-06-29", NEW, after=[COP8])
    corpus = working(NEW, snapshots=[COP8, june])
    ((code, paragraphs),) = codes(told(corpus))
    assert (code, set(paragraphs.split(", "))) == ("change.unexplained-in-snapshot", {KILN_ID, OIL_ID, ASH_ID})
    whole = (KILN_ID, OIL_ID, ASH_ID)
    assert told(corpus, change(date="2018-06-29", paragraphs=whole)) == []
    assert [code for code, _ in codes(told(corpus, change(date="2017-05-01", paragraphs=whole)))] == [
        "change.unexplained-in-snapshot"
    ]


def test_a_record_whose_paragraphs_did_not_change_is_told() -> None:
    corpus = working(NEW, snapshots=[COP8])
    record = change(paragraphs=(KILN_ID, ASH_ID, OIL_ID, FILTER_ID))
    assert codes(told(corpus, record)) == [("change.idle", FILTER_ID)]


def test_a_record_of_a_chapter_that_was_split_is_told_of_neither_half_alone() -> None:
    rest, ash = written("furnaces", LONGER, FILTER, before=[OLD]), written("ash", ASH + " All of it.", before=[OLD])
    corpus = working(rest, ash, snapshots=[COP8])
    records = [change(id="longer", paragraphs=(KILN_ID,)), change(id="ash", chapter="ash", paragraphs=(ASH_ID,))]
    assert [code for code, _ in codes(told(corpus, *records)) if code == "change.idle"] == []
    idle = change(id="filter", paragraphs=(FILTER_ID,))
    assert [one for one in codes(told(corpus, *records, idle)) if one[0] == "change.idle"] == [
        ("change.idle", FILTER_ID)
    ]


def test_of_things_in_a_new_order_some_stay_where_they_are() -> None:
    turned = written("furnaces", FILTER, ASH, KILN, before=[OLD])
    corpus = working(turned, snapshots=[COP8])
    assert told(corpus, change(kind="move", paragraphs=(KILN_ID, FILTER_ID, ASH_ID))) == []
    assert told(corpus) == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ((f"{KILN}\n{FILTER}", ASH), (KILN, FILTER, ASH), "change.unexplained-split"),
        ((KILN, FILTER, ASH), (f"{KILN}\n{FILTER}", ASH), "change.unexplained-merged"),
    ],
)
def test_what_was_split_or_merged_wants_a_record_too(
    before: tuple[str, ...], after: tuple[str, ...], code: str
) -> None:
    old = written("furnaces", *before)
    corpus = working(written("furnaces", *after, before=[old]), snapshots=[frozen("cop-8", "2017-05-01", old)])
    assert code in [issue.code for issue in told(corpus)]


def test_a_later_snapshot_is_checked_by_itself() -> None:
    cop9 = frozen("cop-9", "2019-05-01", NEW, after=[COP8])
    corpus = working(OLD, snapshots=[COP8, cop9])
    assert [issue.code for issue in told(corpus)] == ["change.unexplained-in-snapshot"]
    assert told(corpus, change(date="2019-04-01", paragraphs=(KILN_ID, ASH_ID, OIL_ID))) == []
