"""What became of each row of a file: stored, stored with something to look at, known already, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from living_guidance.model.comments import Comment
from living_guidance.model.rounds import RoundRecord, closing_instant, is_late
from living_guidance.model.vocabulary import LatePolicy


class Outcome(StrEnum):
    """What became of a row."""

    ACCEPTED = "accepted"
    ATTENTION = "attention"
    """Stored, and somebody should look at it."""
    KNOWN = "known"
    """It was stored before."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that is said of a row; its words are the message ``forms.intake.<code>``."""

    code: str
    words: Mapping[str, str] = field(default_factory=dict)
    needs_attention: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a row, and why."""

    file: str
    """The name of the file, for the report alone."""
    row: int
    outcome: Outcome
    remarks: tuple[Remark, ...] = ()
    comment: Comment | None = None
    """None where nothing is stored."""
    delivery: int = 0
    """The place of the file among those that were judged together."""


def timing(record: RoundRecord, received: date, day: date) -> Remark | None:
    """What is to be said of what came too late, or before the round opened, as is known on a day."""
    known = max(received, day)
    if is_late(record, received, known):
        last = closing_instant(record, known) - timedelta(days=1)
        words = {"received": received.isoformat(), "last": last.date().isoformat()}
        return Remark("late", words, record.late_policy is not LatePolicy.ACCEPT)
    if received < record.opens:
        return Remark("early", {"received": received.isoformat(), "opens": record.opens.isoformat()})
    return None
