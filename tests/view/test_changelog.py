"""Changelogs say what the ledger says, and every record once."""

from collections import Counter
from datetime import date, timedelta

import pytest

from living_guidance.model.corpus import Corpus
from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.text.frozen import ledger
from living_guidance.text.states import States
from living_guidance.view.changelog import ChangelogPage, changelog_view, chapter_changelog_view, ways_of
from tests.corpora import change, chapter, corpus
from tests.counts import cases
from tests.pasts import FIRST, chance_past, day_of, past

OLD = {
    "pone": "The furnace burns at 850 degrees.",
    "ptwo": "Cool the gas at once.",
    "psix": "Keep records.",
}
NEW = {"pone": "The furnace burns at 900 degrees.", "pnew": "Take samples twice a year.", "psix": "Keep records."}
KEY = "alpha/furnaces"
LATER = FIRST + timedelta(days=450)


def two_states(*records, **options) -> Corpus:
    return past({"furnaces": OLD}, {"furnaces": NEW}, {"furnaces": NEW}, records=records, **options)


def page_of(whole: Corpus, day: date = LATER, language: str = "en") -> ChangelogPage:
    states = States(whole, day)
    return chapter_changelog_view(states, ways_of(states), KEY, language)


def record_ids(page: ChangelogPage) -> list[str]:
    return [record.record.id for state in page.states for record in state.records]


def test_states_come_latest_first_with_their_records() -> None:
    page = page_of(
        two_states(
            change(id="before", date="2018-01-20"),
            change(id="between", date="2018-03-01"),
            change(id="on-the-day", date=day_of(1).isoformat()),
            change(id="after", date="2018-06-01"),
        )
    )
    assert [(state.state.id, [one.record.id for one in state.records]) for state in page.states] == [
        ("working", ["after"]),
        ("s1", ["on-the-day", "between"]),
        ("s0", ["before"]),
    ]
    assert page.states[0].is_since
    assert [chapter.since and chapter.since.id for state in page.states for chapter in state.chapters] == [
        "s1",
        "s0",
        None,
    ]
    assert dict(page.states[1].counts) == {Fate.EDITED: 1, Fate.ADDED: 1, Fate.DELETED: 1}


def test_nothing_later_than_the_day_is_shown() -> None:
    whole = two_states(change(id="now", date="2018-03-01"), change(id="later", date="2018-05-01"))
    page = page_of(whole, date(2018, 4, 1))
    assert record_ids(page) == ["now"]
    assert [state.state.id for state in page.states] == ["working", "s0"]
    assert [state.state.id for state in page_of(whole).states] == ["working", "s1", "s0"]


def test_where_the_working_text_is_not_shown_its_changes_are_not_either() -> None:
    whole = two_states(change(id="after", date="2018-06-01"), publish_working=False)
    assert record_ids(page_of(whole)) == []
    assert [state.state.id for state in page_of(whole).states] == ["s1", "s0"]


def test_a_snapshot_for_experts_is_passed_over() -> None:
    page = page_of(two_states(change(id="between", date="2018-03-01"), inside=[1]))
    assert [state.state.id for state in page.states] == ["working", "s0"]
    assert record_ids(page) == ["between"]
    assert dict(page.states[0].counts) == {Fate.EDITED: 1, Fate.ADDED: 1, Fate.DELETED: 1}


def test_a_text_without_snapshots_has_records_and_no_beginning() -> None:
    whole = corpus(chapter("Words.\n"), changes=(change(),))
    page = page_of(whole)
    assert record_ids(page) == ["2018-09-01-x"]
    assert [state.begun for state in page.states] == [()]
    assert page.histories == ()
    assert page.feed_uri == ""
    assert page_of(corpus(chapter("Words.\n"))).states == ()


def test_a_chapter_that_begins_says_so() -> None:
    whole = past({"furnaces": OLD}, {"furnaces": OLD, "ovens": {"povn": "Ovens are new here."}}, {"furnaces": OLD})
    states = States(whole, LATER)
    page = changelog_view(states, ways_of(states), "en")
    assert [(state.state.id, [link.uri for link in state.begun]) for state in page.states] == [
        ("s0", ["alpha/furnaces/at/s0.md"]),
    ]
    grown = past(
        {"furnaces": OLD},
        {"furnaces": OLD, "ovens": {"povn": "Ovens are new."}},
        *[{"furnaces": OLD, "ovens": {"povn": "Ovens are new."}}],
    )
    states = States(grown, LATER)
    page = changelog_view(states, ways_of(states), "en")
    assert [(state.state.id, [link.name.text for link in state.begun]) for state in page.states] == [
        ("s1", ["Ovens"]),
        ("s0", ["Furnaces"]),
    ]


def test_paragraphs_are_linked_where_they_are_read_and_those_that_are_gone_to_their_history() -> None:
    record = change(date="2018-03-01", paragraphs=("pone", "pnew", "ptwo", "title", "pneverwas"))
    (line,) = page_of(two_states(record)).states[1].records
    assert [(place.id, place.uri, place.number) for place in line.places] == [
        ("pone", "alpha/furnaces/at/s1.md#pone", 1),
        ("pnew", "alpha/furnaces/at/s1.md#pnew", 2),
        ("ptwo", "alpha/furnaces/changes.md#h-ptwo", 2),
        ("title", "alpha/furnaces/at/s1.md", None),
    ]
    assert (line.uri, line.anchor) == ("alpha/furnaces/changes.md#r-2018-09-01-x", "r-2018-09-01-x")


def test_a_paragraph_has_its_whole_history() -> None:
    newest = {**NEW, "pone": "The furnace burns at 950 degrees."}
    whole = past(
        {"furnaces": OLD}, {"furnaces": NEW}, {"furnaces": newest},
        records=(change(id="why", date="2018-03-01", paragraphs=("pone",)),),
    )  # fmt: skip
    page = page_of(whole)
    told = {
        one.place.id: (
            one.place.uri,
            [(event.state.id, event.fate.fate.value, event.uri) for event in one.events],
            one.first and one.first.id,
        )
        for one in page.histories
    }
    at = "alpha/furnaces/at/s1.md"
    now = "alpha/furnaces/working.md#pone"
    assert told == {
        "pone": (now, [("working", "edited", now), ("s1", "edited", f"{at}#pone")], "s0"),
        "pnew": ("alpha/furnaces/working.md#pnew", [("s1", "added", f"{at}#pnew")], None),
        "ptwo": ("", [("s1", "deleted", "")], "s0"),
    }
    assert [list(told), page.histories[0].anchor] == [["pone", "pnew", "ptwo"], "h-pone"]
    assert [record.record.id for record in page.histories[0].events[1].records] == ["why"]


def test_a_split_chapter_shares_its_past_but_nothing_is_told_twice() -> None:
    half = {"ptwo": OLD["ptwo"], "psix": OLD["psix"]}
    states = [
        {"furnaces": OLD},
        {"furnaces": {**OLD, "pone": "It burns at 900 degrees."}},
        {"furnaces": {"pone": "It burns at 900 degrees."}, "ovens": half},
        {"furnaces": {"pone": "It burns at 900 degrees."}, "ovens": half},
    ]
    whole = past(*states, records=(change(id="hotter", date="2018-03-01"), change(id="cut", date="2018-07-01")))
    days = States(whole, LATER)
    ways = ways_of(days)
    ovens = chapter_changelog_view(days, ways, "alpha/ovens", "en")
    assert record_ids(ovens) == ["cut", "hotter"]
    site = changelog_view(days, ways, "en")
    assert sorted(record_ids(site)) == ["cut", "hotter"]
    told = [(state.state.id, chapter.key, chapter.total) for state in site.states for chapter in state.chapters]
    assert told == [("s2", "alpha/furnaces", 2), ("s2", "alpha/ovens", 1), ("s1", "alpha/furnaces", 1)]


@pytest.mark.parametrize("seed", range(cases(300)))
def test_what_a_changelog_lists_is_what_the_ledger_says_and_every_record_is_there_once(seed: int) -> None:
    whole = chance_past(seed)
    for day in (day_of(1) + timedelta(days=3), LATER):
        states = States(whole, day)
        ways = ways_of(states)
        reach = {key: (states.of(key)[-1].day or day) for key in ways}
        due = Counter(
            record.id for key in ways for record in whole.changes_by_chapter.get(key, ()) if record.date <= reach[key]
        )
        assert set(due.values()) <= {1}
        for page in (changelog_view(states, ways, "en"), changelog_view(states, ways, "zh", "alpha")):
            assert Counter(record_ids(page)) == due
        for key in ways:
            page = chapter_changelog_view(states, ways, key, "zh")
            assert set(record_ids(page)) == {one for one in due if whole.changes[f"alpha/{one}"].value.chapter in key}
            for state in page.states:
                told = {one.place.id for one in page.histories for event in one.events if event.state == state.state}
                (way,) = [way for way in ways[key] if way.new.id == state.state.id]
                assert told == set(way.changed)
                assert sum(chapter.total for chapter in state.chapters) == len(told)
                if (
                    not whole.snapshots.keys() - {one.id for one in whole.published(day)}
                    and way.old
                    and way.new.snapshot
                ):
                    entries = ledger(way.new.snapshot)[key]
                    assert told == {one.id for one in entries if one.fate is not Fate.UNCHANGED or one.moved}
                    assert all(one.kind is not BlockKind.CELL for one in entries)
                explained = {
                    one.place.id
                    for one in page.histories
                    for event in one.events
                    if event.state == state.state and event.records
                }
                assert sum(chapter.unexplained for chapter in state.chapters) == len(told - explained)


def test_an_id_that_only_looks_like_a_cells_is_the_paragraphs_own() -> None:
    """Whoever writes about Annex C may write ``{: #annex-c2 }``."""
    old, new = {"annex-c2": "The list has two parts.", **OLD}, {"annex-c2": "The list has three parts.", **OLD}
    record = change(id="three", date="2018-03-01", paragraphs=("annex-c2",))
    page = page_of(past({"furnaces": old}, {"furnaces": new}, {"furnaces": new}, records=[record]))
    assert [one.unexplained for state in page.states for one in state.chapters] == [0, 0]
    (history,) = page.histories
    assert (history.anchor, [one.record.id for one in history.events[0].records]) == ("h-annex-c2", ["three"])
    gone = page_of(past({"furnaces": old}, {"furnaces": OLD}, {"furnaces": OLD}, records=[record]))
    places = [place for state in gone.states for one in state.records for place in one.places]
    assert [place.uri for place in places] == ["alpha/furnaces/changes.md#h-annex-c2"]
