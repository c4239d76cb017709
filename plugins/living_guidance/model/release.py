"""A release: a snapshot with all that a stranger needs to read it, prove it, and make it again."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from living_guidance.model.records import Day, Id, Language, Line, Record, Sha256, Words
from living_guidance.model.snapshot import Key
from living_guidance.model.vocabulary import Audience, Disposition, Freshness, GateCondition, SnapshotType

FORMAT = "1"
"""The layout that this code writes; a later one is read by later code."""
RECORD, SUMS = "release.json", "SHA256SUMS"
SITE = "site"
"""The folder of a release that holds its site."""

Count = Annotated[int, Field(ge=0)]


NEVER_ACCEPTED = frozenset({GateCondition.CHECKS, GateCondition.TREE})
"""The conditions without which nothing else is proved."""


class ReleaseException(Record):
    """Something that is open in a release and was accepted as it is; of what it does not name, it covers all."""

    condition: GateCondition
    document: Id | None = None
    chapter: Key | None = None
    language: Language | None = None
    round: Id | None = None
    reason: Words
    accepted_by: Id
    """The body that accepted it, from the register."""
    accepted: Day


class ReleasePlan(Record):
    """``guidance/releases/<id>.yml``: what was agreed about the release of a snapshot."""

    id: Id
    """That of the snapshot, and the file's name."""
    exceptions: tuple[ReleaseException, ...] = ()


class ReleasedChapter(Record):
    """A chapter of a release."""

    key: Key
    version: Line
    digests: Mapping[Language, Sha256]
    """Of its text in each language."""


class ReleasedComments(Record):
    """What became of the comments of a round, in numbers."""

    received: Count
    answered: Count
    dispositions: Mapping[Disposition, Count]


class Source(Record):
    """What a release was made from."""

    commit: Line | None = None
    """None where the project was in no repository."""


class ReleasedFile(Record):
    """A file of a release."""

    path: str
    media_type: str
    language: Language | None = None
    """None for what is in no language, or in several."""
    bytes: Count
    sha256: Sha256


class ReleaseRecord(Record):
    """``release.json``: what a release is, where it comes from, and what it consists of."""

    format: str
    id: Id
    """That of the snapshot."""
    type: SnapshotType
    audience: Audience
    date: Day
    title: Words
    meeting: Id | None = None
    meeting_name: Words | None = None
    """What the register of meetings called it; whoever holds the record alone can read it."""
    previous: Id | None = None
    """The release before, with which this one is compared."""
    decisions: tuple[Id, ...] = ()
    rounds: tuple[Id, ...] = ()
    chapters: tuple[ReleasedChapter, ...]
    comments: Mapping[Id, ReleasedComments] = Field(default_factory=dict)
    """By the id of the round."""
    translations: Mapping[Language, Mapping[Freshness, Count]] = Field(default_factory=dict)
    """How many paragraphs of each translation are in which state."""
    exceptions: tuple[ReleaseException, ...] = ()
    """What is open and was accepted."""
    trial: bool = False
    """Whether it was packed for practice, with conditions open, and is not to be published."""
    source: Source
    tools: Mapping[str, str]
    """The versions of the programs that made it."""
    licence: Mapping[str, str] = Field(default_factory=dict)
    """The file that says under which licence texts and software may be used."""
    files: tuple[ReleasedFile, ...]
    """All but this one and the list of digests."""
