"""Which states of a chapter there are on a day, and which of them stands."""

from dataclasses import replace
from datetime import date

import pytest

from living_guidance.model.corpus import Corpus, Located, Source
from living_guidance.model.vocabulary import Audience, SnapshotType
from living_guidance.text.states import States
from tests.corpora import change
from tests.text.snapshots import ASH, FILTER, KILN, OIL, frozen, working, written

DAY = date(2018, 10, 8)
DRAFT = SnapshotType.COMMENT_DRAFT
FURNACES, FILTERS = written("furnaces", KILN, FILTER, ASH), written("filters", OIL)
COP8 = frozen("cop-8", "2017-05-01", FURNACES, FILTERS)
JUNE = frozen("june", "2018-06-29", FURNACES, FILTERS, after=[COP8], kind=DRAFT)
EXPERTS = frozen("team", "2018-08-01", FURNACES, FILTERS, after=[COP8, JUNE], kind=DRAFT, audience=Audience.EXPERTS)
SEPTEMBER = frozen("september", "2018-09-28", FURNACES, FILTERS, after=[COP8, JUNE, EXPERTS], kind=DRAFT)
COP9 = frozen("cop-9", "2019-04-29", FURNACES, FILTERS, after=[COP8, JUNE, EXPERTS, SEPTEMBER])
ALL = (COP8, JUNE, EXPERTS, SEPTEMBER, COP9)
KEY = "alpha/furnaces"


def ids(corpus: Corpus, key: str = KEY, day: date = DAY) -> list[tuple[str, str]]:
    return [(state.id, state.chapter) for state in States(corpus, day).of(key)]


def names(corpus: Corpus, day: date) -> list[str]:
    return [name for name, _ in ids(corpus, day=day)]


@pytest.mark.parametrize(
    ("day", "expected", "standing"),
    [
        (date(2017, 4, 30), ["working"], "working"),
        (date(2017, 5, 1), ["cop-8"], "cop-8"),
        (date(2018, 6, 28), ["cop-8"], "cop-8"),
        (date(2018, 6, 29), ["cop-8", "june"], "cop-8"),
        (date(2018, 9, 27), ["cop-8", "june"], "cop-8"),
        (date(2018, 10, 8), ["cop-8", "june", "september"], "cop-8"),
        (date(2019, 4, 28), ["cop-8", "june", "september"], "cop-8"),
        (date(2019, 4, 29), ["cop-8", "june", "september", "cop-9"], "cop-9"),
    ],
    ids=str,
)
def test_nothing_later_than_the_day_and_nothing_for_experts_is_shown(
    day: date, expected: list[str], standing: str
) -> None:
    corpus = working(FURNACES, FILTERS, snapshots=ALL)
    assert names(corpus, day) == expected
    assert States(corpus, day).standing(KEY).id == standing


def test_pairs_go_over_what_is_for_experts() -> None:
    corpus = working(FURNACES, FILTERS, snapshots=ALL)
    for day in (DAY, date(2020, 1, 1)):
        pairs = {(old.id, new.id) for old, new in States(corpus, day).usual_pairs(KEY)}
        assert ("june", "september") in pairs
        assert not {"team"} & {name for pair in pairs for name in pair}


def test_todays_text_has_a_page_only_where_the_document_says_so() -> None:
    corpus = working(FURNACES, FILTERS, snapshots=ALL, publish_working=True)
    assert names(corpus, DAY) == ["cop-8", "june", "september", "working"]
    assert States(corpus, DAY).standing(KEY).id == "cop-8"


def test_without_anything_in_effect_the_newest_draft_stands() -> None:
    june = frozen("june", "2018-06-29", FURNACES, kind=DRAFT)
    september = frozen("september", "2018-09-28", FURNACES, after=[june], kind=DRAFT)
    corpus = working(FURNACES, snapshots=(june, september))
    assert States(corpus, DAY).standing(KEY).id == "september"
    assert not States(corpus, DAY).standing(KEY).is_in_effect


def test_only_for_experts_is_as_if_never_frozen() -> None:
    team = frozen("team", "2018-08-01", FURNACES, audience=Audience.EXPERTS)
    corpus = working(FURNACES, snapshots=(team,))
    assert names(corpus, DAY) == ["working"]
    assert States(corpus, DAY).standing(KEY).id == "working"


@pytest.mark.parametrize("publish_working", [False, True])
def test_a_new_chapter_is_no_other_though_both_have_a_title(publish_working: bool) -> None:
    new = written("new", "Nothing of this was ever there before today.")
    states = States(working(FURNACES, FILTERS, new, snapshots=ALL, publish_working=publish_working), DAY)
    assert [state.id for state in states.of("alpha/new")] == ["working"]
    assert states.standing("alpha/new").snapshot is None


def test_a_renamed_chapter_is_followed_back_under_its_old_name() -> None:
    ovens = written("ovens", KILN, FILTER, ASH, before=[FURNACES])
    draft = frozen("september", "2018-09-28", ovens, FILTERS, after=[COP8, JUNE], kind=DRAFT)
    corpus = working(ovens, FILTERS, snapshots=(COP8, JUNE, draft))
    assert ids(corpus, "alpha/ovens") == [("cop-8", KEY), ("june", KEY), ("september", "alpha/ovens")]
    text = States(corpus, DAY).text(States(corpus, DAY).of("alpha/ovens")[0], "en")
    assert text.key == KEY


def test_a_chapter_without_a_decision_of_its_own_goes_back_to_what_it_was() -> None:
    ovens = written("ovens", KILN, FILTER, ASH, before=[FURNACES])
    drafts = [frozen("april", "2018-04-01", ovens, FILTERS, after=[COP8], kind=DRAFT)]
    drafts.append(frozen("june", "2018-06-29", ovens, FILTERS, after=[COP8, *drafts], kind=DRAFT))
    states = States(working(ovens, FILTERS, snapshots=(COP8, *drafts), publish_working=True), DAY)
    assert states.in_effect("alpha/ovens") is None
    assert states.going_back_to("alpha/ovens") == states.in_effect(KEY) == states.going_back_to(KEY)
    pairs = [(old.id, new.id) for old, new in states.usual_pairs("alpha/ovens")]
    assert pairs == [
        ("cop-8", "april"),
        ("april", "june"),
        ("june", "working"),
        ("cop-8", "june"),
        ("cop-8", "working"),
    ]
    before = States(working(ovens, FILTERS, snapshots=drafts), DAY)
    assert before.going_back_to("alpha/ovens") is None


def test_a_split_chapter_is_followed_back_to_the_whole() -> None:
    rest, ash = written("furnaces", KILN, FILTER, before=[FURNACES]), written("ash", ASH, before=[FURNACES])
    draft = frozen("september", "2018-09-28", rest, ash, FILTERS, after=[COP8, JUNE], kind=DRAFT)
    corpus = working(rest, ash, FILTERS, snapshots=(COP8, JUNE, draft))
    assert ids(corpus, "alpha/ash") == [("cop-8", KEY), ("june", KEY), ("september", "alpha/ash")]
    assert ids(corpus) == [("cop-8", KEY), ("june", KEY), ("september", KEY)]


def test_a_chapter_that_the_working_text_lost_stays_while_it_is_in_effect() -> None:
    corpus = working(FILTERS, snapshots=(COP8, JUNE))
    states = States(corpus, DAY)
    assert states.chapters == ("alpha/filters", KEY)
    assert states.standing(KEY).id == "cop-8"
    assert names(corpus, DAY) == ["cop-8", "june"]


def test_a_draft_that_was_dropped_before_it_took_effect_is_in_no_list() -> None:
    draft = frozen("june", "2018-06-29", FURNACES, FILTERS, kind=DRAFT)
    states = States(working(FILTERS, snapshots=(draft,)), DAY)
    assert (states.chapters, states.former_chapters_of("alpha")) == (("alpha/filters",), (KEY,))


def test_a_language_that_a_snapshot_does_not_know_is_read_in_the_original() -> None:
    states = States(working(FURNACES, FILTERS, snapshots=(COP8,)), DAY)
    text = states.text(states.standing(KEY), "ar")
    assert (text.language, text.body) == ("en", states.text(states.standing(KEY), "en").body)


def test_a_chapter_that_a_later_decision_left_out_is_not_in_effect_any_more() -> None:
    cop9 = frozen("cop-9", "2019-04-29", FILTERS, after=[COP8, JUNE])
    states = States(working(FILTERS, snapshots=(COP8, JUNE, cop9)), date(2019, 5, 1))
    assert (states.chapters, states.former_chapters_of("alpha")) == (("alpha/filters",), (KEY,))
    assert (states.in_effect(KEY), states.standing(KEY).id) == (None, "june")


@pytest.mark.parametrize(("is_shown", "told"), [(True, {"before", "after"}), (False, {"before"})])
def test_changes_of_a_working_text_that_is_not_shown_are_not_told(is_shown: bool, told: set[str]) -> None:
    corpus = working(FURNACES, FILTERS, snapshots=(COP8, JUNE), publish_working=is_shown)
    records = {
        name: Located(change(id=name, date=day), Source(""))
        for name, day in (("before", "2018-06-01"), ("after", "2018-08-01"))
    }
    changes = {f"alpha/{name}": record for name, record in records.items()}
    found = States(replace(corpus, changes=changes), DAY).told.changes
    assert {one.value.id for one in found.values()} == told
