"""Which page of a chapter is open for comment, on which day, and where the others lead."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from living_guidance.model.rounds import RoundRecord
from living_guidance.text.states import State, States
from living_guidance.view.commenting import ChapterCommenting, chapter_commenting, document_commenting, kits_of
from tests.corpora import comment_round, located
from tests.text.snapshots import ASH, FILTER, KILN, frozen, working, written
from tests.text.test_states import COP8, DAY, DRAFT, EXPERTS, FILTERS, FURNACES, JUNE, KEY, SEPTEMBER

DATES = {"opens": "2018-09-28", "closes": "2018-10-19"}


def states(*rounds: RoundRecord, day: date = DAY) -> States:
    corpus = working(FURNACES, FILTERS, snapshots=(COP8, JUNE, EXPERTS, SEPTEMBER), publish_working=True)
    return States(replace(corpus, rounds=located(*rounds)), day)


def on(name: str, *rounds: RoundRecord, day: date = DAY) -> ChapterCommenting | None:
    """How the furnaces can be commented on where they are shown in a state."""
    found = states(*rounds, day=day)
    state = next(one for one in found.of(KEY) if one.id == name)
    return chapter_commenting(found, document_commenting(found, "alpha", "en"), state)


@pytest.mark.parametrize(
    ("shown", "is_here"), [("september", True), ("cop-8", False), ("june", False), ("working", False)]
)
def test_the_draft_is_open_and_every_other_text_leads_to_it(shown: str, is_here: bool) -> None:
    found = on(shown, comment_round(draft="september", **DATES))
    assert found
    assert (found.is_here, found.draft_uri) == (is_here, "alpha/furnaces/at/september.md")
    assert (found.key, found.round.kit.uri) == (KEY, "assets/kits/first/alpha.en.html")


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": None},
        {"draft": "june-2"},
        {"draft": "team"},  # for experts
        {"draft": "september", "audience": "experts"},
        {"draft": "september", "documents": ("beta",)},
        {"draft": "september", "opens": "2018-10-09"},
        {"draft": "september", "closes": "2018-10-08", "closes_exclusive": True},
        {"draft": "september", "cancelled": "2018-10-08"},
        {"draft": "september", "compiled": "2018-10-08"},
    ],
)
def test_nothing_else_can_be_commented_on(fields: dict[str, Any]) -> None:
    record = comment_round(**(DATES | fields))
    assert on("september", record) is None
    assert kits_of(states(record), record, "en") == ()


def test_a_draft_of_tomorrow_cannot_be_commented_on() -> None:
    early = comment_round(draft="september", opens="2018-09-01", closes="2018-10-19")
    found = states(early, day=date(2018, 9, 27))
    assert [one.id for one in found.of(KEY)] == ["cop-8", "june", "working"]
    assert document_commenting(found, "alpha", "en") is None


def test_the_page_knows_the_chapters_of_its_document_in_their_order() -> None:
    record = comment_round(draft="september", **DATES)
    found = document_commenting(states(record), "alpha", "zh")
    assert found
    assert kits_of(states(record), record, "zh") == (found.kit,)
    assert {key: title.text for key, title in found.chapters.items()} == {KEY: "furnaces", "alpha/filters": "filters"}
    assert {key: title.text for key, title in found.documents.items()} == {"alpha": "词语"}
    assert (found.site, dict(found.prefixes), found.how_uri) == ("", {"en": "", "zh": "zh/"}, "")
    assert found.closes
    assert found.closes.isoformat() == "2018-10-20T00:00:00+02:00"


def test_a_chapter_that_was_renamed_since_leads_to_its_draft() -> None:
    ovens = written("ovens", KILN, FILTER, ASH, before=[FURNACES])
    draft = frozen("september", "2018-09-28", FURNACES, FILTERS, after=[COP8], kind=DRAFT)
    corpus = working(ovens, FILTERS, snapshots=(COP8, draft), publish_working=True)
    found = States(replace(corpus, rounds=located(comment_round(draft="september", **DATES))), DAY)
    commenting = chapter_commenting(found, document_commenting(found, "alpha", "en"), State("alpha/ovens"))
    assert commenting
    assert (commenting.key, commenting.draft_uri) == (KEY, "alpha/furnaces/at/september.md")
