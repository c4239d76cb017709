"""What became of each row of a file: stored, stored with something to look at, known already, or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from living_guidance.model.comments import Comment


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
