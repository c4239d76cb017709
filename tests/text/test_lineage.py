"""Which frozen text a chapter follows, whatever it was called then."""

from datetime import date

from living_guidance.model.corpus import Chapter
from living_guidance.model.snapshot import Snapshot
from living_guidance.text.lineage import predecessor_of
from tests.text.snapshots import ASH, FILTER, KILN, OIL, frozen, written

DAY = date(2018, 10, 8)
FURNACES = written("furnaces", KILN, FILTER, ASH)
FILTERS = written("filters", OIL)


def found(snapshots: list[Snapshot], chapter: Chapter, day: date = DAY) -> tuple[str, str] | None:
    ids = {block.id for block in chapter.blocks}
    before = predecessor_of(snapshots, chapter.key, ids, day)
    return (before[0].id, before[1]) if before else None


FIRST = frozen("first", "2017-05-01", FURNACES, FILTERS)
SECOND = frozen("second", "2018-06-29", FURNACES, FILTERS, after=[FIRST])


def test_a_chapter_follows_the_newest_that_has_its_name() -> None:
    assert found([FIRST, SECOND], FURNACES) == ("second", "alpha/furnaces")
    assert found([SECOND, FIRST], FURNACES) == ("second", "alpha/furnaces")


def test_nothing_later_than_the_day_comes_before_it() -> None:
    assert found([FIRST, SECOND], FURNACES, date(2018, 6, 28)) == ("first", "alpha/furnaces")
    assert found([FIRST, SECOND], FURNACES, date(2018, 6, 29)) == ("second", "alpha/furnaces")
    assert found([FIRST, SECOND], FURNACES, date(2017, 4, 30)) is None


def test_a_chapter_that_a_snapshot_left_out_follows_the_one_before() -> None:
    third = frozen("third", "2018-09-01", FILTERS, after=[FIRST, SECOND])
    assert found([FIRST, SECOND, third], FURNACES) == ("second", "alpha/furnaces")


def test_a_renamed_chapter_is_followed_by_its_paragraphs() -> None:
    renamed = written("ovens", KILN, FILTER, ASH, before=[FURNACES])
    assert found([FIRST, SECOND], renamed) == ("second", "alpha/furnaces")
    third = frozen("third", "2018-09-01", renamed, FILTERS, after=[FIRST, SECOND])
    previous = third.record.chapters[0].previous
    assert previous
    assert (previous.snapshot, previous.chapter) == ("second", "alpha/furnaces")
    assert found([FIRST, SECOND, third], renamed) == ("third", "alpha/ovens")


def test_both_halves_of_a_split_chapter_follow_the_whole() -> None:
    rest, part = written("furnaces", KILN, before=[FURNACES]), written("ash", FILTER, ASH, before=[FURNACES])
    assert found([FIRST], rest) == ("first", "alpha/furnaces")
    assert found([FIRST], part) == ("first", "alpha/furnaces")


def test_a_chapter_merged_from_two_follows_the_one_it_has_most_of() -> None:
    merged = written("all", KILN, ASH, OIL, before=[FURNACES, FILTERS])
    assert found([FIRST], merged) == ("first", "alpha/furnaces")


def test_a_new_chapter_follows_nothing() -> None:
    assert found([FIRST, SECOND], written("new", "Nothing of this was ever there before today.")) is None


def test_equal_titles_make_no_kin() -> None:
    """Every chapter has a title, under the same id."""
    assert found([FIRST], written("furnaces-again", "Nothing of this was ever there before today.")) is None


def test_what_was_deleted_then_is_no_kin() -> None:
    gone = frozen("gone", "2018-09-01", written("furnaces", KILN, before=[FURNACES]), after=[FIRST])
    assert found([FIRST, gone], written("ash", ASH, before=[FURNACES])) == ("first", "alpha/furnaces")
