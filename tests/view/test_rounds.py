"""Where a comment round stands is told from its dates, in its own zone."""

from datetime import date

import pytest

from living_guidance.model.rounds import RoundRecord
from living_guidance.model.vocabulary import RoundState
from living_guidance.view.parts import round_line, round_state
from tests.corpora import comment_round, corpus

EXCLUSIVE = comment_round(closes_exclusive=True)
INCLUSIVE = comment_round()
EXTENDED = comment_round(
    extensions=({"old": "2018-07-31", "new": "2018-08-10", "reason": {"en": "Holidays"}, "announced": "2018-07-20"},)
)
ANSWERED = comment_round(compiled="2018-08-05", sent_to_teams="2018-08-06", responses_published="2018-09-28")
CANCELLED = comment_round(cancelled="2018-07-10")


@pytest.mark.parametrize(
    ("record", "day", "state"),
    [
        (EXCLUSIVE, "2018-06-28", RoundState.PLANNED),
        (EXCLUSIVE, "2018-06-29", RoundState.OPEN),
        (EXCLUSIVE, "2018-07-30", RoundState.OPEN),
        (EXCLUSIVE, "2018-07-31", RoundState.CLOSED),  # "prior to 31 July": that day is late
        (INCLUSIVE, "2018-07-31", RoundState.OPEN),
        (INCLUSIVE, "2018-08-01", RoundState.CLOSED),
        (EXTENDED, "2018-08-10", RoundState.OPEN),
        (EXTENDED, "2018-08-11", RoundState.CLOSED),
        (ANSWERED, "2018-08-04", RoundState.CLOSED),
        (ANSWERED, "2018-08-05", RoundState.COMPILED),
        (ANSWERED, "2018-08-06", RoundState.UNDER_REVIEW),
        (ANSWERED, "2018-09-28", RoundState.RESPONSES_PUBLISHED),
        (CANCELLED, "2018-07-09", RoundState.OPEN),
        (CANCELLED, "2018-07-10", RoundState.CANCELLED),
    ],
)
def test_state(record: RoundRecord, day: str, state: RoundState) -> None:
    assert round_state(record, date.fromisoformat(day)) is state


@pytest.mark.parametrize(
    ("record", "day", "last", "left"),
    [
        (EXCLUSIVE, "2018-07-28", "2018-07-30", 2),
        (EXCLUSIVE, "2018-07-30", "2018-07-30", 0),
        (INCLUSIVE, "2018-07-28", "2018-07-31", 3),
        (INCLUSIVE, "2018-08-28", "2018-07-31", 0),
        (EXTENDED, "2018-07-19", "2018-07-31", 12),  # not announced yet
        (EXTENDED, "2018-07-20", "2018-08-10", 21),
    ],
)
def test_days_left(record: RoundRecord, day: str, last: str, left: int) -> None:
    line = round_line(corpus(rounds=(record,)), record, date.fromisoformat(day), "en")
    assert (line.last_day, line.days_left) == (date.fromisoformat(last), left)


def test_a_zone_that_changes_its_clock_does_not_change_the_last_day() -> None:
    record = comment_round(opens="2018-10-01", closes="2018-10-28", zone="Europe/Zurich")
    line = round_line(corpus(rounds=(record,)), record, date(2018, 10, 28), "en")
    assert (line.state, line.last_day) == (RoundState.OPEN, date(2018, 10, 28))
