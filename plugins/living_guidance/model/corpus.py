"""The corpus: every record with its place, every chapter with its blocks and catalogues."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Generic, TypeVar

from living_guidance.model.comments import Answer, Comment, Numbered
from living_guidance.model.issue import Location
from living_guidance.model.records import (
    Answers,
    Body,
    ChangeRecord,
    ChapterMatter,
    Chemical,
    Decision,
    DocumentRecord,
    KnownSubmitter,
    Meeting,
    Record,
    Settings,
    SourceCategory,
    Term,
)
from living_guidance.model.release import ReleasePlan
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.snapshot import Snapshot
from living_guidance.model.submissions import Submission
from living_guidance.model.vocabulary import Audience, Authority, BlockKind, BodyKind, Misanswer

T = TypeVar("T", covariant=True)

KeyPath = tuple[str | int, ...]
"""Where a value stands in a YAML file: ``("chemicals", 0)``."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file and where each of its keys stands."""

    path: str
    positions: Mapping[KeyPath, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))

    def at(self, *keys: str | int) -> Location:
        """The place of a value, or of the nearest one that holds it."""
        while keys and keys not in self.positions:
            keys = keys[:-1]
        return Location(self.path, *self.positions.get(keys, (0, 0)))


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A record and the file it was read from."""

    value: T
    source: Source


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text with an identity: a paragraph, heading, item, table cell, note title and so on.

    ``text`` is what an author would call the text: without list marker, heading marks, indentation or pipes.
    """

    kind: BlockKind
    text: str
    start: int
    """Where the text begins in the chapter's body, in characters."""
    end: int
    line: int
    """The line of the body, from zero."""
    prefix: str = ""
    """What stands before each further line of the text: indentation, or the marks of a quotation."""
    level: int = 0
    """The level of a heading; the depth of nesting of anything else."""
    row: int = -1
    """The ordinal of a cell's row in the chapter, the header row included; -1 for anything else."""
    column: int = 0
    """The column of a cell, from one."""
    explicit: str | None = None
    """An id that the author wrote: ``{: #id }``."""
    id: str = ""
    """The identity; empty until it is assigned."""


FRONT_IDS = frozenset({"title", "summary"})
"""The ids of the blocks that stand in the front matter of every chapter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalogue."""

    id: str
    """The block's id, which is the message's context."""
    source: str
    target: str = ""
    fuzzy: bool = False
    previous: str = ""
    """The source text from which a fuzzy translation was made."""
    comment: str = ""
    """The block's kind, for translators."""
    row: str = ""
    """The whole row, on the first entry of each table row: identities are carried by rows."""
    note: str = ""
    """What translators wrote to each other."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A chapter's messages for one language, or its template, which has no targets."""

    path: str
    language: str = ""
    authority: Authority = Authority.COURTESY
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    """Translations of blocks that are gone, kept in case they come back."""
    header: tuple[tuple[str, str], ...] = ()
    """The header's fields, as written."""
    remarks: str = ""
    """The comments at the head of the file: whose it is, under which licence."""

    def by_id(self) -> dict[str, Entry]:
        """The entries by block id."""
        return {entry.id: entry for entry in self.entries}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A block that might be one the catalogue knows, but not surely enough to decide."""

    block: Block
    candidates: tuple[tuple[str, str, float], ...]
    """Id, remembered text and likeness (0–100) of each candidate, best first."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as its authors keep it: the text in one language, and the catalogues of the others."""

    matter: ChapterMatter
    source: Source
    body: str
    body_line: int
    """The line of the file on which the body begins, from one."""
    blocks: tuple[Block, ...]
    """In the order of the text; title and summary first."""
    template: Catalogue | None
    catalogues: Mapping[str, Catalogue]
    """By language."""
    doubts: tuple[Doubt, ...] = ()
    born: frozenset[str] = frozenset()
    """Ids that no catalogue remembers yet."""
    asked: frozenset[str] = frozenset()
    """Ids about which an answer may be given: those that blocks would be born with if there were no answers."""
    misanswered: Mapping[str, Misanswer] = field(default_factory=lambda: MappingProxyType({}))
    """The answers that cannot be carried out, by the id that was asked about."""
    doubted: frozenset[str] = frozenset()
    """Keys of the front matter whose values are stand-ins, because what was written cannot be used."""

    @property
    def key(self) -> str:
        """``document/chapter``."""
        return self.matter.key

    def locate(self, block: Block) -> Location:
        """Where a block stands in the chapter's file."""
        if block.kind is BlockKind.TITLE:
            return self.source.at(block.id)
        return Location(self.source.path, self.body_line + block.line, 1)


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers, each by id."""

    chemicals: Mapping[str, Located[Chemical]] = field(default_factory=dict)
    bodies: Mapping[str, Located[Body]] = field(default_factory=dict)
    meetings: Mapping[str, Located[Meeting]] = field(default_factory=dict)
    decisions: Mapping[str, Located[Decision]] = field(default_factory=dict)
    sources: Mapping[str, Located[SourceCategory]] = field(default_factory=dict)
    glossary: Mapping[str, Located[Term]] = field(default_factory=dict)
    submitters: Mapping[str, Located[KnownSubmitter]] = field(default_factory=dict)

    @property
    def task_teams(self) -> Mapping[str, Located[Body]]:
        """The bodies that are task teams."""
        return {name: body for name, body in self.bodies.items() if body.value.kind is BodyKind.TASK_TEAM}


REGISTERS: Mapping[str, type[Record]] = {
    "chemicals": Chemical,
    "bodies": Body,
    "meetings": Meeting,
    "decisions": Decision,
    "sources": SourceCategory,
    "glossary": Term,
    "submitters": KnownSubmitter,
}
"""What the entries of each register are; a register is a file under ``guidance/registers/``."""


@dataclass(frozen=True)
class RoundComments:
    """All comments of a round and what became of them."""

    comments: Mapping[str, Comment] = field(default_factory=dict)
    """By id, in the order of the files."""
    places: Mapping[str, Location] = field(default_factory=dict)
    """Where each comment stands."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By comment id."""
    answer_sources: Mapping[str, Source] = field(default_factory=dict)
    """The file that holds each answer; a key stands at ``source.at(comment, key)``."""
    numbers: Mapping[str, Numbered] = field(default_factory=dict)
    """The numbers of those that were compiled."""

    def received_by(self, day: date) -> dict[str, Comment]:
        """The comments that came up to a day, by id."""
        return {name: one for name, one in self.comments.items() if one.received <= day}

    def decided_by(self, day: date) -> dict[str, Answer]:
        """The answers that were decided on up to a day, or on no day, by the id of the comment."""
        return {name: one for name, one in self.answers.items() if one.decided_on is None or one.decided_on <= day}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file is known by that is kept as it came."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class RoundSubmissions:
    """All submissions to a call for information."""

    submissions: Mapping[str, Located[Submission]] = field(default_factory=dict)
    """By the names of their files, which are their ids."""
    files: Mapping[str, Mapping[str, FileFacts]] = field(default_factory=dict)
    """The files in the folder of each submission, by their names."""


@dataclass(frozen=True)
class Corpus:
    """All of the living guidance, as it was read; without slots, so that it can keep what is derived from it."""

    settings: Settings
    documents: Mapping[str, Located[DocumentRecord]] = field(default_factory=dict)
    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    """By ``document/chapter``."""
    registers: Registers = field(default_factory=Registers)
    rounds: Mapping[str, Located[RoundRecord]] = field(default_factory=dict)
    changes: Mapping[str, Located[ChangeRecord]] = field(default_factory=dict)
    """By ``document/id``."""
    answers: Mapping[str, Located[Answers]] = field(default_factory=dict)
    """Who is who among the paragraphs of a document, by document."""
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    """By id, the oldest first."""
    comments: Mapping[str, RoundComments] = field(default_factory=dict)
    """By round; those of a round that has none yet are not there."""
    submissions: Mapping[str, RoundSubmissions] = field(default_factory=dict)
    """By round; those of a round that has none yet are not there."""
    releases: Mapping[str, Located[ReleasePlan]] = field(default_factory=dict)
    """What was agreed about the release of a snapshot, by its id."""
    files: frozenset[str] = frozenset()
    """The other files that links may name: images beside the chapters, and the pages of ``docs/``."""
    unread: frozenset[str] = frozenset()
    """The files that could not be read in full, so that what they lack may only be out of sight."""

    def comments_on(self, comment_round: str) -> RoundComments:
        """The comments of a round; none where there are none yet."""
        return self.comments.get(comment_round, RoundComments())

    def submissions_to(self, comment_round: str) -> RoundSubmissions:
        """The submissions to a round; none where there are none yet."""
        return self.submissions.get(comment_round, RoundSubmissions())

    @cached_property
    def changes_by_chapter(self) -> Mapping[str, tuple[ChangeRecord, ...]]:
        """The changes of each chapter, by ``document/chapter``."""
        found: dict[str, tuple[ChangeRecord, ...]] = {}
        for key, located in self.changes.items():
            chapter = f"{key.partition('/')[0]}/{located.value.chapter}"
            found[chapter] = (*found.get(chapter, ()), located.value)
        return found

    @cached_property
    def frozen_chapters(self) -> frozenset[str]:
        """Every chapter that was ever frozen, by ``document/chapter``."""
        chapters = (one for snapshot in self.snapshots.values() for one in snapshot.record.chapters)
        return frozenset(one.key for one in chapters)

    def terms(self, language: str) -> tuple[str, ...]:
        """The glossary's words in a language, which a redline must not cut."""
        words = (located.value.term.get(language) for located in self.registers.glossary.values())
        return tuple(word for word in words if word)

    def published(self, day: date) -> tuple[Snapshot, ...]:
        """The snapshots that the site may show on a day, the oldest first."""
        return tuple(
            one for one in self.snapshots.values() if one.record.audience is Audience.PUBLIC and one.record.date <= day
        )

    @property
    def readable(self) -> "Corpus":
        """The corpus without the chapters that could not be read in full."""
        chapters = {key: one for key, one in self.chapters.items() if one.source.path not in self.unread}
        return replace(self, chapters=chapters)

    @property
    def public_rounds(self) -> Mapping[str, Located[RoundRecord]]:
        """The rounds that the site may show: nothing that is meant for experts only leaves the repository."""
        return {name: one for name, one in self.rounds.items() if one.value.audience is Audience.PUBLIC}

    def chapters_of(self, document: str) -> tuple[Chapter, ...]:
        """A document's chapters in its own order, as far as they exist."""
        record = self.documents.get(document)
        order = record.value.chapters if record else ()
        return tuple(self.chapters[key] for chapter in order if (key := f"{document}/{chapter}") in self.chapters)
