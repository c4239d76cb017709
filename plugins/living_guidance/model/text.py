"""A text as readers meet it in one language: the value that pages are rendered from.

The same value serves the working text and a frozen snapshot; a page never reads a folder.
"""

from dataclasses import dataclass

from living_guidance.model.corpus import Block
from living_guidance.model.issue import Location
from living_guidance.model.records import ChapterMatter
from living_guidance.model.snapshot import SnapshotRecord
from living_guidance.model.vocabulary import Authority, BlockKind, Freshness


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as it is read in one language."""

    block: Block
    text: str
    """In the language of the text where there is a translation, else in the original language."""
    language: str
    """The language that ``text`` is in."""
    freshness: Freshness | None
    """None in the original language, and where there is nothing to translate."""
    previous: str
    """The source that a stale translation was made from, where it is another than today's; empty otherwise."""
    number: int | None
    """The number of a numbered paragraph."""
    place: Location
    """Where the text is written: in the chapter, or in the catalogue."""

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a translator marked the translation as not sure, though the original has not changed."""
        return self.freshness is Freshness.STALE and not self.previous

    @property
    def is_title(self) -> bool:
        """Whether it stands in the front matter."""
        return self.block.kind is BlockKind.TITLE


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text has been translated, in blocks."""

    current: int = 0
    stale: int = 0
    missing: int = 0

    @property
    def total(self) -> int:
        """All blocks that want a translation."""
        return self.current + self.stale + self.missing

    @property
    def percent(self) -> int:
        """Current blocks in a hundred, rounded down so that 100 means all."""
        return 100 * self.current // self.total if self.total else 100

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(self.current + other.current, self.stale + other.stale, self.missing + other.missing)


@dataclass(frozen=True, slots=True)
class Text:
    """A chapter in one language."""

    matter: ChapterMatter
    language: str
    body: str
    """The Markdown body in this language."""
    marked: str
    """The same with marks; mark ``n`` stands at the end of passage ``n``."""
    passages: tuple[Passage, ...]
    places: tuple[tuple[int, int], ...]
    """Where the words of each passage begin and end in the body; those of rows and titles mean nothing."""
    coverage: Coverage
    authority: Authority | None
    """What the translation may be relied on for; None in the original language."""
    born: frozenset[str] = frozenset()
    """Ids that no catalogue remembers yet: shown as new, without a permanent link."""
    snapshot: SnapshotRecord | None = None
    """The snapshot the text was frozen in; None for the working text."""

    @property
    def key(self) -> str:
        """``document/chapter``."""
        return f"{self.matter.document}/{self.matter.id}"

    @property
    def is_original(self) -> bool:
        """Whether this is the language the chapter was written in."""
        return self.language == self.matter.language

    def front(self, name: str) -> Passage | None:
        """The passage of the title or the summary."""
        return next((passage for passage in self.passages if passage.block.id == name), None)
