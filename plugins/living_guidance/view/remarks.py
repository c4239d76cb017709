"""The comments that rest on the text of a draft's page: its own round's, and those of the round before."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from living_guidance.model.comments import Comment
from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.history import Interval, intervals, row_of
from living_guidance.text.inline import plain_words
from living_guidance.text.resting import resting_place
from living_guidance.text.states import State
from living_guidance.view.parts import Link, Name, name
from living_guidance.view.told import Told

MOST = 150
"""The most comments of a round that are shown beside the paragraphs; of more, only how many there are."""
WHOLE = ""
"""Where comments on the chapter as a whole rest, and those whose place nobody knows."""
_UNSEEN = frozenset({BlockKind.TITLE, BlockKind.CELL})
"""Kinds that have no cell in the map of a chapter: their comments are counted with the whole, and with the row."""


@dataclass(frozen=True, slots=True)
class Remarked:
    """The comments of a round that rest on a text."""

    told: Told
    round: Link
    is_own: bool
    """Whether they are on this very text, and not on the draft before."""
    uri: str
    """The compilation of the chapter."""
    resting: Mapping[str, tuple[Comment, ...]]
    """By the id of the block, a row standing for its cells; those on the whole chapter under no id."""
    gone: tuple[Comment, ...]
    """Those on a paragraph that is no more."""

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(map(len, self.resting.values())) + len(self.gone)

    @property
    def is_full(self) -> bool:
        """Whether the comments themselves are shown."""
        return self.total <= MOST


@dataclass(frozen=True, slots=True)
class Cell:
    """A block in the map of a chapter."""

    id: str
    number: int | None
    kind: BlockKind
    count: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section in the map of a chapter."""

    heading: Name | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Remarks:
    """All comments that rest on the text of a page."""

    rounds: tuple[Remarked, ...]
    stretches: tuple[Stretch, ...]
    language: str

    @property
    def blocks(self) -> tuple[str, ...]:
        """The blocks on which comments rest."""
        return tuple(dict.fromkeys(name for one in self.rounds for name in one.resting))


def remarks_view(rounds: Mapping[str, Told], key: str, state: State, language: str) -> Remarks | None:
    """The comments on a chapter's draft and, carried there, those on the draft before; None where there are none."""
    document = key.partition("/")[0]
    known = [one for one in rounds.values() if document in one.record.documents]
    compiled = [one for one in known if one.is_compiled]
    own = next((one for one in known if state.snapshot and one.record.draft == state.id), None)
    if own is None:
        return None
    states = own.states
    every = states.of(key)
    earlier = {one.id: place for place, one in enumerate(every[: every.index(state)] if state in every else ())}
    before = [one for one in compiled if one.record.draft in earlier]
    last = max(before, key=lambda told: earlier[told.record.draft or ""], default=None)
    passages = states.text(state, language).passages
    found = [_own(own, state, language, passages)] if own in compiled else []
    if last:
        ways = intervals(states, key)[earlier[last.record.draft or ""] + 1 : every.index(state) + 1]
        found.append(_carried(last, state, language, passages, ways))
    with_comments = tuple(one for one in found if one.total)
    return Remarks(with_comments, tuple(_stretches(passages, with_comments)), language) if with_comments else None


def _own(told: Told, state: State, language: str, passages: Sequence[Passage]) -> Remarked:
    resting: dict[str, list[Comment]] = defaultdict(list)
    heads = _heads(passages)
    for comment in _on(told, state):
        resting[heads.get(told.paragraph(comment) or "", WHOLE)].append(comment)
    return _remarked(told, state.chapter, language, resting, [], is_own=True)


def _carried(
    told: Told, state: State, language: str, passages: Sequence[Passage], ways: Sequence[Interval]
) -> Remarked:
    """The comments on an earlier draft, at the paragraphs in which those live on that they speak of."""
    resting: dict[str, list[Comment]] = defaultdict(list)
    gone: list[Comment] = []
    heads = _heads(passages)
    old = ways[0].old
    for comment in _on(told, old) if old else ():
        paragraph = told.paragraph(comment)
        places = resting_place(paragraph, heads, ways) if paragraph else ()
        if places:
            resting[heads[places[0]]].append(comment)
        # What stayed in the chapter that this one was split from is not gone.
        elif old and old.chapter == state.chapter:
            (gone if paragraph else resting[WHOLE]).append(comment)
    chapter = old.chapter if old else state.chapter
    return _remarked(told, chapter, language, resting, gone, is_own=False)


def _remarked(
    told: Told,
    chapter: str,
    language: str,
    resting: Mapping[str, Sequence[Comment]],
    gone: Sequence[Comment],
    *,
    is_own: bool,
) -> Remarked:
    return Remarked(
        told=told,
        round=Link(told.contents_uri, name(told.record.title, language)),
        is_own=is_own,
        uri=told.page_of(chapter),
        resting={block: tuple(comments) for block, comments in resting.items() if comments},
        gone=tuple(gone),
    )


def _on(told: Told, state: State) -> list[Comment]:
    """The comments of a round on a text."""
    return [one for one in told.parts.get(state.chapter, ()) if (one.draft or told.record.draft) == state.id]


def _heads(passages: Sequence[Passage]) -> dict[str, str]:
    """The block that each paragraph's comments rest at: a cell's at its row; the title's on the whole."""
    found = {}
    for passage in passages:
        block = passage.block
        found[block.id] = row_of(block.id) if block.kind is BlockKind.CELL else "" if passage.is_title else block.id
    return found


def _stretches(passages: Sequence[Passage], rounds: Sequence[Remarked]) -> list[Stretch]:
    """The map of a chapter, by its sections."""
    counts: Counter[str] = Counter()
    for one in rounds:
        counts.update({block: len(comments) for block, comments in one.resting.items()})
    found: list[tuple[Name | None, list[Cell]]] = [(None, [])]
    for passage in passages:
        block = passage.block
        if block.kind in _UNSEEN:
            continue
        if block.kind is BlockKind.HEADING and block.level <= 2:
            found.append((Name(plain_words(passage.text), passage.language), []))
        found[-1][1].append(Cell(block.id, passage.number, block.kind, counts[block.id]))
    return [Stretch(heading, tuple(cells)) for heading, cells in found if cells]
