"""What a translator's sheet holds: one row a block, with enough memory to see later what changed meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from living_guidance.model.corpus import Block, Catalogue, Chapter, Entry
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.model.writing import normalise
from living_guidance.render.messages import Messages
from living_guidance.text.catalogues import freshness, made_from, needs_translation

FORMAT = "1"
"""Of the sheets; another one is not read."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A block as it goes out."""

    id: str
    kind: BlockKind
    source: str
    target: str
    state: Freshness
    note: str
    previous: str
    """The source that a stale translation was made from."""
    remembered: str
    """The digest of the catalogue's entry."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chapter and a language to translate it into."""

    chapter: str
    original: str
    language: str
    rows: tuple[SheetRow, ...]

    @property
    def digest(self) -> str:
        """Of all source texts."""
        return _digest(*(normalise(row.source) for row in self.rows))


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row as it comes back."""

    number: int
    """Of the row in its table, the header row being the first."""
    id: str
    source: str
    target: str
    state: str = ""
    note: str | None = None
    """None in a form that has no notes."""
    remembered: str = ""
    """Empty where the form has lost it."""
    fault: str = ""
    """The code of what makes the row useless, if anything does."""


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet as it comes back."""

    chapter: str
    language: str
    rows: tuple[ReturnedRow, ...]


def make_sheet(chapter: Chapter, language: str, only: Collection[Freshness] = ()) -> Sheet:
    """The sheet of a chapter: all that is to be translated, or what is in one of the given states."""
    catalogue = chapter.catalogues.get(language) or Catalogue(path="", language=language)
    entries = catalogue.by_id()
    rows = (
        _row(block, entries.get(block.id), freshness(entries.get(block.id), block.text, catalogue.authority))
        for block in chapter.blocks
        if needs_translation(block)
    )
    kept = tuple(row for row in rows if not only or row.state in only)
    return Sheet(chapter.key, chapter.matter.language, language, kept)


def _row(block: Block, entry: Entry | None, state: Freshness) -> SheetRow:
    entry = entry or Entry(block.id, block.text)
    return SheetRow(
        id=block.id,
        kind=block.kind,
        source=block.text,
        target=entry.target,
        state=state,
        note=entry.note,
        previous=made_from(entry, block.text) if state is Freshness.STALE else "",
        remembered=remember(entry),
    )


def language_name(say: Messages, code: str) -> str:
    """What a language is called, or its code where nobody has given it a name."""
    return say(f"language.{code}") if say.has(f"language.{code}") else code


def remember(entry: Entry | None) -> str:
    """The digest by which a change of a catalogue's entry is noticed; that of an empty entry where there is none."""
    if entry is None:
        return remember(Entry("", ""))
    return _digest(normalise(entry.target), "fuzzy" if entry.fuzzy and entry.target else "", entry.note)


def _digest(*texts: str) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:12]
