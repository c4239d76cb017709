"""Snapshots follow each other in one line."""

from dataclasses import replace
from datetime import date
from typing import Any

from living_guidance.check.snapshots import check_snapshots
from living_guidance.model.issue import Issue
from living_guidance.model.snapshot import Predecessor, Snapshot
from tests.text.snapshots import ASH, FILTER, KILN, OIL, frozen, working, written

DAY = date(2018, 10, 8)
FURNACES, FILTERS = written("furnaces", KILN, FILTER, ASH), written("filters", OIL)
COP8 = frozen("cop-8", "2017-05-01", FURNACES, FILTERS)
JUNE = frozen("june", "2018-06-29", FURNACES, FILTERS, after=[COP8])


def issues(*snapshots: Snapshot, **more: Any) -> list[Issue]:
    corpus = replace(working(FURNACES, FILTERS, snapshots=snapshots), **more)
    # That a version must rise is another matter.
    return [issue for issue in check_snapshots(corpus, DAY) if issue.code != "snapshot.version"]


def following(snapshot: Snapshot, previous: str | None) -> Snapshot:
    """The same snapshot, with another predecessor of every chapter."""
    chapters = tuple(
        one.model_copy(update={"previous": previous and Predecessor(snapshot=previous, chapter=f"alpha/{one.id}")})
        for one in snapshot.record.chapters
    )
    return Snapshot(snapshot.record.model_copy(update={"chapters": chapters}), snapshot.files)


def told(*snapshots: Snapshot, **more: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.where.path, one.words["chapter"]) for one in issues(*snapshots, **more)]


def test_one_line_is_sound() -> None:
    september = frozen("september", "2018-09-28", FURNACES, FILTERS, after=[COP8, JUNE])
    assert issues(COP8, JUNE, september) == []


def test_two_snapshots_that_follow_the_same_are_named() -> None:
    other = frozen("other", "2018-07-01", FURNACES, FILTERS, after=[COP8])
    path = "guidance/snapshots/other/manifest.yml"
    assert told(COP8, JUNE, other) == [
        ("snapshot.same-predecessor", path, "alpha/furnaces"),
        ("snapshot.same-predecessor", path, "alpha/filters"),
    ]
    words = issues(COP8, JUNE, other)[0].words
    assert (words["one"], words["other"], words["previous"]) == ("june", "other", "cop-8")


def test_two_first_snapshots_of_a_chapter_are_named() -> None:
    other = frozen("other", "2018-07-01", FURNACES, FILTERS)
    assert [code for code, _, _ in told(COP8, other)] == ["snapshot.two-first", "snapshot.two-first"]


def test_snapshots_of_other_chapters_may_follow_the_same() -> None:
    one = frozen("one", "2018-07-01", FURNACES, after=[COP8])
    other = frozen("other", "2018-08-01", FILTERS, after=[COP8])
    assert issues(COP8, one, other) == []


def test_both_halves_of_a_split_chapter_may_follow_the_whole() -> None:
    rest, ash = written("furnaces", KILN, before=[FURNACES]), written("ash", FILTER, ASH, before=[FURNACES])
    assert issues(COP8, frozen("split", "2018-07-01", rest, ash, FILTERS, after=[COP8])) == []


def test_a_missing_predecessor_is_named() -> None:
    assert told(JUNE) == [
        ("snapshot.no-predecessor", "guidance/snapshots/june/manifest.yml", "alpha/furnaces"),
        ("snapshot.no-predecessor", "guidance/snapshots/june/manifest.yml", "alpha/filters"),
    ]


def test_a_predecessor_that_was_edited_is_told_of_by_itself() -> None:
    assert issues(JUNE, unread=frozenset({"guidance/snapshots/cop-8/ledger.jsonl"})) == []


def test_a_predecessor_must_be_older() -> None:
    later = following(COP8, "june")
    assert {code for code, _, _ in told(later, following(JUNE, None))} == {"snapshot.order"}
    same_day = following(frozen("twin", "2017-05-01", FURNACES, FILTERS), "cop-8")
    assert {code for code, _, _ in told(COP8, same_day)} == {"snapshot.order"}
    assert {code for code, _, _ in told(following(COP8, "cop-8"))} == {"snapshot.order"}
