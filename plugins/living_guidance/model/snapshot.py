"""Snapshots: frozen states of the text, each with its manifest and its ledger of paragraphs.

On the disk a snapshot is a plain folder, ``guidance/snapshots/<id>/``. It is read whole when the project is loaded,
so that nothing that was done to it goes unseen; its texts are taken apart only when somebody asks for one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, StringConstraints

from living_guidance.model.records import ChapterMatter, Day, DocumentRecord, Id, Language, Record, Sha256, Words
from living_guidance.model.vocabulary import Audience, Authority, BlockKind, Fate, Freshness, SnapshotType

FORMAT = "1"
"""The layout that this code writes; a later one is read by later code."""
FOLDER = "guidance/snapshots"
MANIFEST, LEDGER = "manifest.yml", "ledger.jsonl"

IN_EFFECT = frozenset({SnapshotType.ADOPTED, SnapshotType.MAINTENANCE, SnapshotType.CORRIGENDUM})
"""The types whose text is in effect from their day."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""``document/chapter``."""


class Predecessor(Record):
    """The frozen text that a chapter follows."""

    snapshot: Id
    chapter: Key
    """Another than its own where it was renamed or split since."""


class FrozenChapter(ChapterMatter):
    """A chapter as it was frozen: its front matter, and the digest of its file in each language."""

    previous: Predecessor | None = None
    """None where the chapter is new."""
    digests: Mapping[Language, Sha256]
    """By language; the file is ``<document>/<chapter>.<language>.md``."""
    authority: Mapping[Language, Authority] = Field(default_factory=dict)
    """What each translation may be relied on for."""


class FrozenFile(Record):
    """A file of a snapshot."""

    path: str
    """Relative to the snapshot's folder."""
    bytes: Annotated[int, Field(ge=0)]
    sha256: Sha256


class SnapshotRecord(Record):
    """``manifest.yml``: what a snapshot is and what it consists of."""

    format: str
    id: Id
    """The same as the folder's name."""
    type: SnapshotType
    audience: Audience
    date: Day
    meeting: Id | None = None
    """The meeting it was made for or adopted by, from the register of meetings."""
    title: Words
    documents: tuple[DocumentRecord, ...]
    chapters: tuple[FrozenChapter, ...]
    decisions: tuple[Id, ...] = ()
    """Those of the decisions register that speak of these documents."""
    rounds: tuple[Id, ...] = ()
    """The comment rounds whose answers are in the text."""
    files: tuple[FrozenFile, ...]
    """All but the manifest, whose own digest is its last line."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A paragraph in a snapshot; one line of ``ledger.jsonl``."""

    id: str
    kind: BlockKind
    fate: Fate
    """Since the previous snapshot of the chapter."""
    moved: bool = False
    """Whether it also stands elsewhere than before."""
    others: tuple[str, ...] = ()
    """The paragraphs it was split from or merged with."""
    digest: Mapping[str, str] = field(default_factory=dict)
    """Of its text in each language; empty for one that is no more."""
    at: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where its text begins and ends in the body of each language's file, in characters; none for rows and titles."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Those of a title or summary, which stands in no body, in each language."""
    freshness: Mapping[str, Freshness | None] = field(default_factory=dict)
    """Of each translation that was not current; none where there was nothing to translate."""
    made_from: Mapping[str, str] = field(default_factory=dict)
    """The source text of each translation that was stale."""
    prefix: str = ""
    level: int = 0
    row: int = -1
    column: int = 0
    explicit: bool = False
    """Whether its author wrote its id, though it looks like one that was made at birth."""

    @property
    def stands(self) -> bool:
        """Whether it is in the text: it was neither deleted nor merged into another."""
        return bool(self.digest)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A snapshot as it was read: the manifest, and the content of each file.

    Compared by identity, so that what is derived from one can be kept with it.
    """

    record: SnapshotRecord
    files: Mapping[str, str]
    """By path, relative to the snapshot's folder."""

    @property
    def id(self) -> str:
        """The snapshot's id."""
        return self.record.id

    @property
    def manifest(self) -> str:
        """The path of the manifest."""
        return f"{FOLDER}/{self.id}/{MANIFEST}"

    def chapter(self, key: str) -> FrozenChapter | None:
        """A chapter of it, by ``document/chapter``."""
        return next((one for one in self.record.chapters if one.key == key), None)
