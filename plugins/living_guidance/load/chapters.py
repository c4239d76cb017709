"""Chapters: front matter, blocks with their identities, and the catalogues of every language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from living_guidance.load.catalogues import read_catalogue
from living_guidance.load.front_matter import Matter, Parts, read_matter, split_parts
from living_guidance.load.reading import Reading
from living_guidance.model.corpus import Block, Catalogue, Chapter
from living_guidance.model.issue import Issue, Location
from living_guidance.model.snapshot import FOLDER, Snapshot
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.blocks import read_blocks
from living_guidance.text.identity import Elsewhere, Identified, identify, row_of

A = TypeVar("A")
B = TypeVar("B")
AnswersOf = Mapping[str, Mapping[str, str]]
"""Who is who, by ``document/chapter``, then by the id that a paragraph would be born with."""


class Each(Protocol):
    """What ``map`` does, in one process or in several."""

    def __call__(self, function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
        """The function of each item, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class ChapterFiles:
    """The files that a chapter is made of."""

    path: str
    document: str
    id: str
    catalogues: dict[str, str] = field(default_factory=dict)
    """The path of the catalogue of each language; the template's under no language."""

    @property
    def key(self) -> str:
        """``document/chapter``, by the names of folder and file."""
        return f"{self.document}/{self.id}"


@dataclass(frozen=True, slots=True)
class Past:
    """What tells which paragraph is which, beside the templates."""

    answers: AnswersOf = field(default_factory=dict)
    snapshots: tuple[Snapshot, ...] = ()
    """The oldest first."""

    @property
    def chapters(self) -> set[str]:
        """Every chapter that was ever frozen."""
        return {one.key for snapshot in self.snapshots for one in snapshot.record.chapters}

    def memory_of(self, key: str) -> Catalogue | None:
        """The template that was last frozen with a chapter."""
        path = f"catalogues/templates/{key}.pot"
        newest = next((one for one in reversed(self.snapshots) if path in one.files), None)
        return read_catalogue(newest.files[path], f"{FOLDER}/{newest.id}/{path}")[0] if newest else None


@dataclass(slots=True)
class _Draft:
    """A chapter whose blocks have no identities yet."""

    files: ChapterFiles
    matter: Matter
    parts: Parts
    blocks: tuple[Block, ...]
    catalogues: dict[str, Catalogue]

    @property
    def origin(self) -> str | None:
        """The chapter from which it was split, or what it was called before."""
        name = self.matter.located.value.split_from
        return f"{self.files.document}/{name}" if name else None


def load_chapters(
    files: Mapping[str, ChapterFiles], reading: Reading, past: Past, each: Each = map
) -> dict[str, Chapter]:
    """The chapters that can be read, by ``document/chapter``; what was noted goes into the reading."""
    drafts = {}
    for draft, noted in each(partial(_read_chapter, reading.root), files.values()):
        reading.take(noted)
        if draft:
            drafts[draft.files.key] = draft
    found = {key: _identify(draft, past) for key, draft in drafts.items()}
    for document in dict.fromkeys(draft.files.document for key, draft in drafts.items() if found[key].born):
        own = {key: draft for key, draft in drafts.items() if draft.files.document == document}
        lost = {key for key in past.chapters - files.keys() if key.startswith(f"{document}/")}
        found |= _seek_elsewhere(own, found, {key: memory for key in lost if (memory := past.memory_of(key))}, past)
    return {key: _chapter(draft, found[key]) for key, draft in drafts.items()}


def _seek_elsewhere(
    drafts: Mapping[str, _Draft], found: Mapping[str, Identified], lost: Mapping[str, Catalogue], past: Past
) -> dict[str, Identified]:
    """Seek what is new in a document's chapters among what left its others, and what chapters that are no more held."""
    found = {key: found[key] for key in drafts}
    left = {key: one.gone for key, one in found.items()} | {key: memory.entries for key, memory in lost.items()}
    # Who says where it came from comes first: what it finds is found for nobody else.
    for key in sorted((key for key, one in found.items() if one.born), key=lambda key: not drafts[key].origin):
        present = {block.id for one in found.values() for block in one.blocks}
        free = {
            other: Catalogue(other, entries=entries)
            for other, gone in sorted(left.items())
            if other != key and (entries := tuple(entry for entry in gone if row_of(entry) not in present))
        }
        if free:
            origin = free.pop(drafts[key].origin or "", None)
            found[key] = _identify(drafts[key], past, Elsewhere(origin, tuple(free.values())))
    return found


def _read_chapter(root: Path, files: ChapterFiles) -> tuple[_Draft | None, Reading]:
    """A chapter by itself, as far as it can be read, and what was noted of its files."""
    reading = Reading(root)
    catalogues = {}
    for language, path in files.catalogues.items():
        text = reading.text(path)
        if text is None:
            continue
        catalogue, faults = read_catalogue(text, path)
        reading.issues += faults
        if catalogue:
            catalogues[language] = catalogue
    text = reading.text(files.path)
    if text is None:
        return None, reading
    parts, faults = split_parts(text, files.path)
    reading.issues += faults
    if parts is None:
        return None, reading
    matter = read_matter(parts, files.path, files.document, files.id)
    reading.issues += matter.issues
    found = read_blocks(parts.body)
    for problem in found.problems:
        where = Location(files.path, parts.body_line + problem.line, problem.column)
        reading.issues.append(Issue(problem.code, where, words=problem.words))
    return _Draft(files, matter, parts, (*_fronts(matter), *found.blocks), catalogues), reading


def _fronts(matter: Matter) -> Iterator[Block]:
    """The title and the summary as blocks."""
    record = matter.located.value
    if "title" not in matter.doubted:
        yield Block(BlockKind.TITLE, record.title, 0, 0, 0, id="title")
    if record.summary:
        yield Block(BlockKind.TITLE, record.summary, 0, 0, 0, id="summary")


def _identify(draft: _Draft, past: Past, elsewhere: Elsewhere | None = None) -> Identified:
    files = draft.files
    memory = draft.catalogues.get("") if "" in files.catalogues else past.memory_of(files.key)
    return identify(files.document, files.id, draft.blocks, memory, elsewhere, past.answers.get(files.key))


def _chapter(draft: _Draft, identified: Identified) -> Chapter:
    return Chapter(
        matter=draft.matter.located.value,
        source=draft.matter.located.source,
        body=draft.parts.body,
        body_line=draft.parts.body_line,
        blocks=identified.blocks,
        template=draft.catalogues.get(""),
        catalogues={language: catalogue for language, catalogue in draft.catalogues.items() if language},
        doubts=identified.doubts,
        born=identified.born,
        asked=identified.asked,
        misanswered=identified.misanswered,
        doubted=draft.matter.doubted,
    )
