"""Which paragraph of ours is which in a Word file that came back: joined, cut and inserted ones included."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from living_guidance.exchange.comments.docx_story import Piece, Row, Span, Story
from living_guidance.exchange.comments.review_facts import read_names

_MARGIN_NUMBER = re.compile(r"\s*([0-9]{1,4})\.?\t\s*")
"""The number of a paragraph, as our files have it before its words."""
_CELL = re.compile(r"(.+)-c[0-9]+")
_SAID = 60
"""How many characters of a paragraph are enough to find it."""


@dataclass(slots=True, eq=False)
class Group:
    """What was one paragraph before anybody cut it, or put another before its end."""

    ordinal: int
    paragraphs: range
    pieces: list[Piece]
    """The last is its end."""
    row: Row | None
    container: int
    id: str = ""
    """Of ours; of a cell without words that of its row."""
    number: str = ""
    """The one in the margin, which is no part of its words."""

    @property
    def words(self) -> str:
        """The words as they were."""
        return one_line(piece.text for piece in self.pieces if piece.inserted is None)

    @property
    def name(self) -> str:
        """What people find it by."""
        words = self.words
        return f"{self.number} {words if len(words) <= _SAID else f'{words[:_SAID].rstrip()}…'}".strip()


def one_line(texts: Iterable[str]) -> str:
    """Words on one line, with single spaces."""
    return " ".join("".join(texts).split())


class Places:
    """The paragraphs of a story as they were, with their ids."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.groups = [_group(story, number, run) for number, run in enumerate(_runs(story))]
        self._group_of = [group for group in self.groups for _ in group.paragraphs]
        named = ((story.bookmarks[mark], name) for mark, name in read_names(story.bookmarks).items())
        self._spans = sorted(named, key=lambda one: (one[0].start, -one[0].end))
        self._rows: dict[int, str] = {}
        """The ids of rows by their identity."""
        self._name_groups()

    def _name_groups(self) -> None:
        for span, name in self._spans:
            group = self.group_at(span)
            if group is None:
                continue
            cell = _CELL.fullmatch(name) if group.row else None
            if group.row:
                self._rows.setdefault(id(group.row), cell[1] if cell else name)
            # The first cell of a row has the bookmark of the row, too.
            if not group.id or (cell and not _CELL.fullmatch(group.id)):
                group.id = name
        anchor: Group | None = None
        self._before: list[Group | None] = []
        for group in self.groups:
            group.id = group.id or self.row_id(group.row)
            self._before.append(anchor)
            if group.id if self._spans else group.words:
                anchor = group

    @property
    def ids(self) -> list[str]:
        """The ids of all paragraphs and rows that have a bookmark."""
        return [name for _, name in self._spans]

    def row_id(self, row: Row | None) -> str:
        """The id of a row; empty where it is none of ours."""
        return self._rows.get(id(row), "")

    def group_of(self, paragraph: int) -> Group:
        """The group of a paragraph."""
        return self._group_of[paragraph]

    def group_at(self, span: Span) -> Group | None:
        """The group that a span begins in; none behind the last."""
        return self._group_of[span.paragraph] if span.paragraph < len(self._group_of) else None

    def before(self, group: Group) -> Group | None:
        """The nearest paragraph of ours before a group; among strangers' the nearest that says anything."""
        return self._before[group.ordinal]

    def id_at(self, span: Span) -> str:
        """The id of the paragraph that a comment is on: of the innermost bookmark around its first words."""
        words = (number for number in range(span.start, span.end) if self.story.pieces[number].text.strip())
        at = next(words, None)
        here = span.start if at is None else at
        around = [(one.end - one.start, name) for one, name in self._spans if one.start <= here < one.end]
        if around:
            return min(around)[1]
        group = self.group_at(span) if at is None else self.group_of(self.story.pieces[at].paragraph)
        if group is None or group.id:
            return group.id if group else ""
        # It was put in by somebody, without a trace.
        before = self.before(group)
        return before.id if before else ""


def _runs(story: Story) -> Iterator[range]:
    """The numbers of paragraphs that were one: of all but the last somebody put in the end."""
    first = 0
    for number, paragraph in enumerate(story.paragraphs):
        following = story.paragraphs[number + 1 : number + 2]
        is_cut = paragraph.pieces[-1].inserted is not None
        if not (is_cut and following and following[0].container == paragraph.container):
            yield range(first, number + 1)
            first = number + 1


def _group(story: Story, ordinal: int, run: range) -> Group:
    first = story.paragraphs[run[0]]
    pieces = [piece for number in run for piece in story.paragraphs[number].pieces]
    group = Group(ordinal, run, pieces, first.row, first.container)
    if found := _MARGIN_NUMBER.match("".join(piece.text for piece in pieces[:-1] if piece.inserted is None)):
        group.number = found[1]
        _drop(pieces, found.end())
    return group


def _drop(pieces: Iterable[Piece], count: int) -> None:
    """Take characters away from the beginning of what was there before."""
    for piece in pieces:
        if count and piece.inserted is None:
            taken = min(count, len(piece.text))
            piece.text, count = piece.text[taken:], count - taken
