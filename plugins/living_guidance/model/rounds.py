"""Comment rounds: what is announced of one, and when a comment on it is late.

The comments themselves are in :mod:`living_guidance.model.comments`.
"""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from living_guidance.model.records import Day, Id, Language, Line, Record, Words, Zone
from living_guidance.model.vocabulary import Audience, LatePolicy, PublicationPolicy, RoundKind


class Extension(Record):
    """A later closing day for a round; the old one is kept."""

    old: Day
    new: Day
    reason: Words
    announced: Day


class RoundRecord(Record):
    """``round.yml``: a comment round."""

    id: Id
    """The same as the folder's name."""
    title: Words
    documents: tuple[Id, ...] = Field(min_length=1)
    """The ids of the documents that are open for comment."""
    ordinal: Annotated[int, Field(ge=1)]
    """Which round it is: 1 for the first."""
    kind: RoundKind
    audience: Audience
    draft: Line | None = None
    """The snapshot that is commented on."""
    languages_available: tuple[Language, ...] = Field(min_length=1)
    """The languages in which the draft can be read."""
    languages_accepted: tuple[Language, ...] = Field(min_length=1)
    """The languages in which comments may be written."""
    opens: Day
    """The first day for comments."""
    closes: Day
    """The last day for comments, or with ``closes_exclusive`` the day before which they must be in."""
    closes_exclusive: bool = False
    """True where the announcement says "prior to": a comment of the closing day itself is then late."""
    zone: Zone = "UTC"
    """The time zone in which the closing day ends."""
    closing_words: Words
    """The closing words as they were announced."""
    extensions: tuple[Extension, ...] = ()
    late_policy: LatePolicy
    """What happens to comments that come later."""
    who_may_comment: Words | None = None
    questions: tuple[Words, ...] = ()
    contact: Line | None = None
    invitation_symbol: Line | None = None
    publication_policy: PublicationPolicy
    compilation_due: Day | None = None
    compiled: Day | None = None
    sent_to_teams: Day | None = None
    responses_due: Day | None = None
    responses_published: Day | None = None
    cancelled: Day | None = None
    source: Line | None = None

    @property
    def is_call(self) -> bool:
        """Whether it calls for information: then submissions come in, and no comments."""
        return self.kind is RoundKind.CALL_FOR_INFORMATION

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes < self.opens:
            raise PydanticCustomError("closes_before_opens", "closes before it opens")
        return self


def as_known(record: RoundRecord, day: date) -> RoundRecord:
    """A round as it was announced by a day: what happened to it later is left out."""
    happened = ("compiled", "sent_to_teams", "responses_published", "cancelled")
    later = {name: None for name in happened if (found := getattr(record, name)) is not None and found > day}
    extensions = tuple(one for one in record.extensions if one.announced <= day)
    return record.model_copy(update={**later, "extensions": extensions})


def closing_instant(record: RoundRecord, day: date) -> datetime:
    """The first instant at which a comment is late, in the round's own zone, as it was known on a day."""
    announced = [extension.new for extension in record.extensions if extension.announced <= day]
    closes = announced[-1] if announced else record.closes
    if not record.closes_exclusive:
        closes += timedelta(days=1)
    return datetime.combine(closes, time.min, ZoneInfo(record.zone))


def is_late(record: RoundRecord, received: date, day: date) -> bool:
    """Whether a comment that was received on a day, in the round's zone, came after the close known on ``day``."""
    return datetime.combine(received, time.min, ZoneInfo(record.zone)) >= closing_instant(record, day)
