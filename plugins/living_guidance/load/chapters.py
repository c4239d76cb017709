"""Chapters: front matter, blocks with their identities, and the catalogues of every language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from living_guidance.load.catalogues import read_catalogue
from living_guidance.load.front_matter import Matter, Parts, read_matter, split_parts
from living_guidance.model.corpus import Block, Catalogue, Chapter
from living_guidance.model.issue import Issue, Location
from living_guidance.model.snapshot import FOLDER, Snapshot
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.blocks import read_blocks
from living_guidance.text.identity import Elsewhere, Identified, identify, row_of

ReadText = Callable[[str], str | None]
AnswersOf = Mapping[str, Mapping[str, str]]
"""Who is who, by ``document/chapter``, then by the id that a paragraph would be born with."""


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
        return {f"{one.document}/{one.id}" for snapshot in self.snapshots for one in snapshot.record.chapters}

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
    memory: Catalogue | None
    """Its template, else the one that was last frozen."""

    @property
    def origin(self) -> str | None:
        """The chapter from which it was split, or what it was called before."""
        name = self.matter.located.value.split_from
        return f"{self.files.document}/{name}" if name else None


def load_chapters(
    files: Mapping[str, ChapterFiles], read: ReadText, issues: list[Issue], past: Past
) -> dict[str, Chapter]:
    """The chapters that can be read, by ``document/chapter``; what is wrong with any is added to the issues."""
    drafts = {key: draft for key, one in files.items() if (draft := _read_chapter(one, read, issues, past))}
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


def _read_chapter(files: ChapterFiles, read: ReadText, issues: list[Issue], past: Past) -> _Draft | None:
    catalogues = {}
    for language, path in files.catalogues.items():
        text = read(path)
        if text is None:
            continue
        catalogue, faults = read_catalogue(text, path)
        issues += faults
        if catalogue:
            catalogues[language] = catalogue
    text = read(files.path)
    if text is None:
        return None
    parts, faults = split_parts(text, files.path)
    issues += faults
    if parts is None:
        return None
    matter = read_matter(parts, files.path, files.document, files.id)
    issues += matter.issues
    reading = read_blocks(parts.body)
    for problem in reading.problems:
        where = Location(files.path, parts.body_line + problem.line, problem.column)
        issues.append(Issue(problem.code, where, words=problem.words))
    memory = catalogues.get("") or (None if "" in files.catalogues else past.memory_of(files.key))
    return _Draft(files, matter, parts, (*_fronts(matter), *reading.blocks), catalogues, memory)


def _fronts(matter: Matter) -> Iterator[Block]:
    """The title and the summary as blocks."""
    record = matter.located.value
    if "title" not in matter.doubted:
        yield Block(BlockKind.TITLE, record.title, 0, 0, 0, id="title")
    if record.summary:
        yield Block(BlockKind.TITLE, record.summary, 0, 0, 0, id="summary")


def _identify(draft: _Draft, past: Past, elsewhere: Elsewhere | None = None) -> Identified:
    files = draft.files
    answers = past.answers.get(files.key)
    return identify(files.document, files.id, draft.blocks, draft.memory, elsewhere, answers)


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
