"""What became of each paragraph between two states of a chapter.

Which paragraph is which is never guessed here: an id says it. What is told from the order and the words is whether a
paragraph moved, and whether its words went to another one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.model.writing import unwrap
from living_guidance.text.align import words

Piece = tuple[str, BlockKind, str]
"""A block's id, kind and text."""

NEARLY_ALL = 0.75
"""The share of a paragraph's pairs of neighbouring words that another must have given up, or taken in."""
LONG_ENOUGH = 4
"""How many words or characters it must have, for them to tell anything."""

COMMON, CANDIDATES = 20, 8
"""A pair that more blocks have tells nothing of where words came from; and the most blocks that are looked at for one.

They bound the time that a chapter of one phrase over and over takes.
"""

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.DEFINITION, BlockKind.FOOTNOTE})
"""The kinds whose words go from one block to another."""


@dataclass(frozen=True, slots=True)
class BlockFate:
    """What became of a block."""

    fate: Fate
    kind: BlockKind
    """Today's, or the last one of a block that is gone."""
    moved: bool = False
    """Whether it also stands elsewhere among the blocks that stayed."""
    others: tuple[str, ...] = ()
    """The ids of the blocks that its words came from or went to."""


def fates(old: Sequence[Piece], new: Sequence[Piece]) -> dict[str, BlockFate]:
    """What became of each block of either state, by id: today's in their order, then those that are gone.

    A row is edited if one of its cells is. Cells go where their row goes, so they never move by themselves.
    """
    before, after = _State(old), _State(new)
    staying = _staying(before.heads, after.heads)
    found: dict[str, BlockFate] = {}
    for name, kind in (before.kinds | after.kinds).items():
        if name not in before.kinds:
            found[name] = BlockFate(Fate.ADDED, kind)
        elif name not in after.kinds:
            found[name] = BlockFate(Fate.DELETED, kind)
        else:
            moved = kind is not BlockKind.CELL and name not in staying
            found[name] = BlockFate(_fate(name, before, after, moved), kind, moved)
    for fate, extra, whole in (
        *((Fate.SPLIT, extra, whole) for extra, whole in _parted(after, before, staying)),
        *((Fate.MERGED, extra, whole) for extra, whole in _parted(before, after, staying)),
    ):
        found[extra] = replace(found[extra], fate=fate, others=(whole,))
        found[whole] = replace(found[whole], others=(*found[whole].others, extra))
    # Today's blocks come first, whatever order the old ones brought in.
    return {name: found[name] for name in (*after.kinds, *(name for name in before.kinds if name not in after.kinds))}


def row_of(name: str, kind: BlockKind) -> str:
    """The id of the block, or of the row that it is a cell of."""
    return name.rpartition("-c")[0] if kind is BlockKind.CELL else name


class _State:
    """One state of a text, by id."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.kinds: dict[str, BlockKind] = {}
        self.texts: dict[str, str] = {}
        self.heads: list[str] = []
        """All but the cells, in order."""
        cells: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, kind, text in pieces:
            self.kinds[name] = kind
            self.texts[name] = text if kind is BlockKind.CODE else unwrap(text)
            if kind is BlockKind.CELL:
                cells[row_of(name, kind)].append((name, self.texts[name]))
            else:
                self.heads.append(name)
        self.cells = {row: sorted(found) for row, found in cells.items()}

    def words(self, name: str) -> object:
        """What a block says: a row, what its cells say."""
        return self.cells.get(name) or self.texts[name]


def _fate(name: str, before: _State, after: _State, moved: bool) -> Fate:
    if before.words(name) != after.words(name) or before.kinds[name] is not after.kinds[name]:
        return Fate.EDITED
    return Fate.MOVED if moved else Fate.UNCHANGED


def _staying(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """The ids that did not move: as many as can be in the order of both, and among as many, as much of a run.

    It is the longest increasing subsequence of the old places; of two equally long, the one with more neighbours that
    stayed neighbours, so that a list or a table keeps together.
    """
    places = {name: place for place, name in enumerate(old)}
    common = [name for name in new if name in places]
    ranks = {name: rank for rank, name in enumerate(sorted(common, key=places.__getitem__))}
    sequence = [ranks[name] for name in common]
    if sequence == list(range(len(sequence))):
        return frozenset(common)
    return frozenset(common[at] for at in _longest_rise(sequence))


def _longest_rise(sequence: Sequence[int]) -> Iterator[int]:
    """The places, last first, of the longest increasing subsequence of a permutation."""
    # A Fenwick tree of the best chain that ends below a rank: its length, the neighbours it kept, its last place.
    tree = [(0, 0, -1)] * (len(sequence) + 1)
    before: list[int] = []
    longest = ends = (0, 0, -1)
    for at, rank in enumerate(sequence):
        best, below = (0, 0, -1), rank
        while below:
            best, below = max(best, tree[below]), below & (below - 1)
        if at and rank and sequence[at - 1] == rank - 1:
            best = max(best, (ends[0], ends[1] + 1, at - 1))
        ends = (best[0] + 1, best[1], at)
        before.append(best[2])
        longest = max(longest, ends)
        above = rank + 1
        while above <= len(sequence):
            tree[above] = max(tree[above], ends)
            above += above & -above
    at = longest[2]
    while at >= 0:
        yield at
        at = before[at]


def _parted(here: _State, there: _State, staying: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The blocks that are only here, and whose words another one had there: both ids.

    It stands beside it and has fewer words here; or it is gone from the same place, and left two blocks or more.
    """
    given = dict(_given(here, there, staying))
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for whole, pairs in given.items():
        for pair in pairs:
            owners[pair].append(whole)
    beside_here, beside_there = _beside(here.heads, staying), _beside(there.heads, staying)
    found: dict[str, list[str]] = defaultdict(list)
    for extra in here.heads:
        if extra in there.kinds or here.kinds[extra] not in _PROSE:
            continue
        wanted = _pairs(here.texts[extra])
        if wanted.total() < LONG_ENOUGH - 1:
            continue
        telling = (owners[pair] for pair in wanted if pair in owners and len(owners[pair]) <= COMMON)
        votes = Counter(whole for found_in in telling for whole in found_in)
        for whole, _ in votes.most_common(CANDIDATES):
            before, after = beside_here[extra]
            is_near = whole in {before, after} or before == beside_there[whole][0] or after == beside_there[whole][1]
            if is_near and (wanted & given[whole]).total() >= NEARLY_ALL * wanted.total():
                given[whole] -= wanted
                found[whole].append(extra)
                break
    for whole, extras in found.items():
        if whole in here.kinds or len(extras) > 1:
            yield from ((extra, whole) for extra in extras)


def _given(here: _State, there: _State, staying: frozenset[str]) -> Iterator[tuple[str, Counter[tuple[str, str]]]]:
    """What each block that may have given words to another had there and has no more, as pairs of words."""
    for whole in there.heads:
        if there.kinds[whole] not in _PROSE:
            continue
        if whole not in here.kinds:
            yield whole, _pairs(there.texts[whole])
        elif whole in staying and len(there.texts[whole]) > len(here.texts[whole]):
            yield whole, _pairs(there.texts[whole]) - _pairs(here.texts[whole])


def _pairs(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(words(text)))


def _beside(heads: Sequence[str], staying: frozenset[str]) -> dict[str, tuple[str, str]]:
    """The nearest blocks before and after each one that stayed where they were; empty at either end."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for side, order in ((before, heads), (after, heads[::-1])):
        last = ""
        for name in order:
            side[name] = last
            if name in staying:
                last = name
    return {name: (before[name], after[name]) for name in heads}
