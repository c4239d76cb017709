"""Chapters: front matter, blocks with their identities, and the catalogues of every language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from living_guidance.load.catalogues import read_catalogue
from living_guidance.load.front_matter import Matter, Sheet, read_matter, split_sheet
from living_guidance.model.corpus import Block, Catalogue, Chapter
from living_guidance.model.issue import Issue, Location
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.blocks import read_blocks
from living_guidance.text.identity import Identified, identify

ReadText = Callable[[str], str | None]


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


@dataclass(slots=True)
class _Draft:
    """A chapter whose blocks have no identities yet."""

    files: ChapterFiles
    matter: Matter
    sheet: Sheet
    blocks: tuple[Block, ...]
    catalogues: dict[str, Catalogue]


def load_chapters(files: Mapping[str, ChapterFiles], read: ReadText, issues: list[Issue]) -> dict[str, Chapter]:
    """The chapters that can be read, by ``document/chapter``; what is wrong with any is added to the issues."""
    drafts = {key: draft for key, one in files.items() if (draft := _read_chapter(one, read, issues))}
    found = {key: _identify(draft, {}) for key, draft in drafts.items()}
    for key, identified in found.items():
        if not identified.born:
            continue
        # What is new here may have moved: it is sought among what left the other chapters of the document.
        document = f"{drafts[key].files.document}/"
        elsewhere = {
            other: Catalogue(drafts[other].files.path, entries=gone)
            for other in drafts
            if other != key and other.startswith(document) and (gone := found[other].gone)
        }
        if elsewhere:
            found[key] = _identify(drafts[key], elsewhere)
    return {key: _chapter(draft, found[key]) for key, draft in drafts.items()}


def _read_chapter(files: ChapterFiles, read: ReadText, issues: list[Issue]) -> _Draft | None:
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
    sheet, faults = split_sheet(text, files.path)
    issues += faults
    if sheet is None:
        return None
    matter = read_matter(sheet, files.path, files.document, files.id)
    issues += matter.issues
    reading = read_blocks(sheet.body)
    for problem in reading.problems:
        where = Location(files.path, sheet.body_line + problem.line, problem.column)
        issues.append(Issue(problem.code, where, words=problem.words))
    return _Draft(files, matter, sheet, (*_fronts(matter), *reading.blocks), catalogues)


def _fronts(matter: Matter) -> Iterator[Block]:
    """The title and the summary as blocks."""
    record = matter.located.value
    if "title" not in matter.doubted:
        yield Block(BlockKind.TITLE, record.title, 0, 0, 0, id="title")
    if record.summary:
        yield Block(BlockKind.TITLE, record.summary, 0, 0, 0, id="summary")


def _identify(draft: _Draft, elsewhere: Mapping[str, Catalogue]) -> Identified:
    return identify(draft.files.document, draft.files.id, draft.blocks, draft.catalogues.get(""), elsewhere)


def _chapter(draft: _Draft, identified: Identified) -> Chapter:
    return Chapter(
        matter=draft.matter.located.value,
        source=draft.matter.located.source,
        body=draft.sheet.body,
        body_line=draft.sheet.body_line,
        blocks=identified.blocks,
        template=draft.catalogues.get(""),
        catalogues={language: catalogue for language, catalogue in draft.catalogues.items() if language},
        doubts=identified.doubts,
        born=identified.born,
        doubted=draft.matter.doubted,
    )
