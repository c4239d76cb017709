"""The compilation of a round: its contents, and the comments on each chapter in the order of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from living_guidance.model.comments import Comment
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.inline import plain_words
from living_guidance.view.comment import CommentLine, Spot, Tally, lines_of, tally, title_of_part
from living_guidance.view.parts import Link, Name, RoundLine, document_link, round_line
from living_guidance.view.told import Ground, Told


@dataclass(frozen=True, slots=True)
class PartLine:
    """A chapter, or a document as a whole, in the contents of a compilation."""

    key: str
    link: Link
    is_document: bool
    """Whether it is on the document as a whole."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class CompilationContents:
    """Where the comments of a round are read."""

    uri: str
    round: RoundLine
    documents: tuple[tuple[Link, tuple[PartLine, ...]], ...]
    tally: Tally
    is_answered: bool


@dataclass(frozen=True, slots=True)
class CompilationPage:
    """The comments on a chapter, or on a document as a whole; a part of them where they are many."""

    uri: str
    round: RoundLine
    document: Link
    chapter: Name | None
    """None for a document as a whole."""
    told: Told
    ground: Ground
    comments: tuple[Comment, ...]
    """Those of this part."""
    tally: Tally
    """Of all parts."""
    part: int
    parts: tuple[str, ...]
    """The page of each part."""
    before: Link | None
    after: Link | None
    """The neighbours in the compilation."""
    language: str

    @property
    def title(self) -> Name:
        """What the comments are on."""
        return self.chapter or self.document.name


@dataclass(frozen=True, slots=True)
class Group:
    """The comments on one paragraph."""

    spot: Spot | None
    """None for those on the whole, and those whose place nobody could find."""
    lines: tuple[CommentLine, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The comments on one section of a chapter."""

    heading: Name | None
    """None for the chapter as a whole, and for what stands before its first heading."""
    anchor: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many comments there are."""
        return sum(len(group.lines) for group in self.groups)


def contents_view(told: Told, language: str) -> CompilationContents:
    """The contents of a compilation, in a language."""
    corpus = told.states.corpus
    lines = [_part_line(told, key, language) for key in told.parts]
    by_document = groupby(lines, key=lambda line: line.key.partition("/")[0])
    return CompilationContents(
        uri=told.contents_uri,
        round=round_line(corpus, told.record, told.day, language),
        documents=tuple((document_link(corpus, name, language), tuple(found)) for name, found in by_document),
        tally=tally(told, told.comments.values()),
        is_answered=told.is_answered,
    )


def _part_line(told: Told, key: str, language: str) -> PartLine:
    link = Link(told.page_of(key), title_of_part(told, key, language))
    return PartLine(key, link, "/" not in key, tally(told, told.parts[key]))


def compilation_views(told: Told, language: str) -> Iterator[CompilationPage]:
    """The pages of a compilation, in a language."""
    corpus = told.states.corpus
    keys = list(told.parts)
    links = [Link(told.page_of(key), title_of_part(told, key, language)) for key in keys]
    line = round_line(corpus, told.record, told.day, language)
    for place, key in enumerate(keys):
        pages = told.pages_of(key)
        counts = tally(told, told.parts[key])
        document = key.partition("/")[0]
        for part, (uri, comments) in enumerate(pages.items(), start=1):
            yield CompilationPage(
                uri=uri,
                round=line,
                document=document_link(corpus, document, language),
                chapter=links[place].name if "/" in key else None,
                told=told,
                ground=told.ground(key, None),
                comments=comments,
                tally=counts,
                part=part,
                parts=tuple(pages),
                before=links[place - 1] if place else None,
                after=links[place + 1] if place + 1 < len(links) else None,
                language=language,
            )


def sections_of(view: CompilationPage) -> tuple[Section, ...]:
    """All that the comments of a page say, by the sections of the chapter and their paragraphs."""
    lines = lines_of(view.told, view.language)
    described = [lines.line(comment) for comment in view.comments]
    headings = _headings(view)
    found = []

    def section_of(line: CommentLine) -> Section:
        return headings.get(line.spot.id, _WHOLE) if line.spot else _WHOLE

    for section, those in groupby(described, key=section_of):
        found.append(Section(section.heading, section.anchor, tuple(_groups(tuple(those)))))
    return tuple(found)


_WHOLE = Section(None, "s-whole", ())
_BEGIN = Section(None, "s-begin", ())


def _headings(view: CompilationPage) -> dict[str, Section]:
    """The section that each paragraph of the draft stands in, by id; the title is the chapter's as a whole."""
    if not view.ground.draft:
        return {}
    found, current = {}, _BEGIN
    for passage in view.told.states.text(view.ground.draft, view.language).passages:
        block = passage.block
        if block.kind is BlockKind.HEADING and block.level <= 2:
            current = Section(Name(plain_words(passage.text), passage.language), f"s-{block.id}", ())
        if not passage.is_title:
            found[block.id] = current
    return found


def _groups(lines: Sequence[CommentLine]) -> Iterator[Group]:
    for _, those in groupby(lines, key=lambda line: line.spot.id if line.spot else ""):
        together = tuple(those)
        yield Group(together[0].spot, together)
