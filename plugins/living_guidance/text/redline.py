"""The redline of a chapter between two states: every paragraph of both, in one reading order, with what changed."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.model.writing import unwrap
from living_guidance.text import numbers
from living_guidance.text.fates import BlockFate, Piece, fates, row_of
from living_guidance.text.numbers import Numbers
from living_guidance.text.words import Op, Run, redline

__all__ = [
    "BlockFate",
    "Compared",
    "Departed",
    "Entry",
    "Piece",
    "Redline",
    "changed_numbers",
    "compare",
    "fates",
    "row_of",
]

_LEVELLED = frozenset({BlockKind.HEADING, BlockKind.ITEM})
"""The kinds that readers see the level of."""
_BLANK = re.compile(r"\n[ \t>]*\n")


@dataclass(frozen=True, slots=True)
class Compared:
    """A block in both states, as far as it is in both."""

    id: str
    kind: BlockKind
    """Today's, or the last one of a block that is gone."""
    level: int
    old: Passage | None
    new: Passage | None
    fate: Fate
    moved: bool = False
    others: tuple[str, ...] = ()
    """The ids of the blocks that its words came from or went to."""
    runs: tuple[Run, ...] = ()
    """What leads from the old words to the new; none for a row, whose words are those of its cells."""
    numbers: Numbers = Numbers()  # noqa: RUF009 - a frozen value
    """The numbers that changed; for a row, those of its cells."""
    begins_table: bool = False
    """Whether it is the first row of a table."""

    @property
    def is_changed(self) -> bool:
        """Whether anything at all became of it."""
        return self.fate is not Fate.UNCHANGED or self.moved

    @property
    def is_reformed(self) -> bool:
        """Whether it is another kind of block now, or stands on another level."""
        if not self.old or not self.new:
            return False
        before, after = self.old.block, self.new.block
        return before.kind is not after.kind or (after.kind in _LEVELLED and before.level != after.level)

    @property
    def passage(self) -> Passage:
        """Today's passage, or the last one of a block that is gone."""
        found = self.new or self.old
        assert found
        return found


@dataclass(frozen=True, slots=True)
class Departed:
    """The place that blocks moved from, which stand together elsewhere now."""

    ids: tuple[str, ...]
    kind: BlockKind
    """Of the first of them."""


Entry = Compared | Departed


@dataclass(frozen=True, slots=True)
class Redline:
    """A chapter between two states, in reading order."""

    language: str
    entries: tuple[Entry, ...] = field(default=())

    @property
    def blocks(self) -> tuple[Compared, ...]:
        """Every block of either state, once: rows before their cells."""
        return tuple(entry for entry in self.entries if isinstance(entry, Compared))

    @property
    def changes(self) -> tuple[Compared, ...]:
        """The blocks that changed; a row stands for its cells."""
        return tuple(block for block in self.blocks if block.is_changed and block.kind is not BlockKind.CELL)

    @property
    def anchors(self) -> Mapping[str, str]:
        """What each block that changed is called on the redline's page: ``c1`` the first."""
        return {block.id: f"c{number}" for number, block in enumerate(self.changes, start=1)}

    @property
    def cells(self) -> Mapping[str, tuple[Compared, ...]]:
        """The cells of each row, by column."""
        found: dict[str, list[Compared]] = defaultdict(list)
        for block in self.blocks:
            if block.kind is BlockKind.CELL:
                found[row_of(block.id, block.kind)].append(block)
        return {row: tuple(cells) for row, cells in found.items()}

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many blocks changed, by fate; a row counts as one."""
        found = Counter(block.fate for block in self.changes)
        return {fate: found[fate] for fate in Fate if found[fate]}


def changed_numbers(block: Compared) -> bool:
    """Whether a number in the text changed; ``block.numbers`` says which."""
    return bool(block.numbers)


def compare(old: Text | None, new: Text | None, terms: Iterable[str] = ()) -> Redline:
    """The redline from one state of a chapter to another, in one language; None where there is no such state.

    Terms are words that must not be cut. What is gone stands after what it followed; what moved stands at its new
    place.
    """
    before, after = _passages(old), _passages(new)
    found = fates(_pieces(old), _pieces(new))
    begin = first_rows(old) | first_rows(new)
    kept = tuple(terms)
    compared: dict[str, Compared] = {}
    for name, fate in found.items():
        block = _compared(name, fate, before.get(name), after.get(name), kept)
        compared[name] = replace(block, begins_table=name in begin)
    _settle_numbers(compared)
    language = new.language if new else old.language if old else ""
    order = _Order(list(before), list(after), compared)
    return Redline(language, tuple(order.entries()))


def _passages(text: Text | None) -> dict[str, Passage]:
    return {passage.block.id: passage for passage in text.passages} if text else {}


def _pieces(text: Text | None) -> list[Piece]:
    return [(one.block.id, one.block.kind, one.text) for one in text.passages] if text else []


def first_rows(text: Text | None) -> frozenset[str]:
    """The ids of the rows that tables begin with: between two tables there is a blank line."""
    found: set[str] = set()
    end, row = 0, -1
    for passage, (start, stop) in zip(text.passages, text.places, strict=True) if text else ():
        if passage.block.kind is not BlockKind.CELL:
            continue
        block = passage.block
        if block.row != row and (row < 0 or (text and _BLANK.search(text.body, end, start))):
            found.add(row_of(block.id, block.kind))
        end, row = stop, block.row
    return frozenset(found)


def _compared(name: str, fate: BlockFate, old: Passage | None, new: Passage | None, terms: tuple[str, ...]) -> Compared:
    level = new.block.level if new else old.block.level if old else 0
    block = Compared(name, fate.kind, level, old, new, fate.fate, fate.moved, fate.others)
    if block.is_reformed and fate.fate in {Fate.UNCHANGED, Fate.MOVED}:
        block = replace(block, fate=Fate.EDITED)
    if block.kind is BlockKind.ROW:
        return block
    block = replace(block, runs=tuple(_runs(old, new, terms)))
    if fate.fate in {Fate.UNCHANGED, Fate.MOVED}:
        return block
    return replace(block, numbers=numbers.changed(old.text if old else "", new.text if new else ""))


def _runs(old: Passage | None, new: Passage | None, terms: tuple[str, ...]) -> Iterable[Run]:
    if old and new and old.language == new.language and BlockKind.CODE not in {old.block.kind, new.block.kind}:
        return redline(old.text, new.text, new.language, terms)
    before, after = _shown(old), _shown(new)
    if before == after:
        return [Run(Op.EQUAL, after)] if after else []
    if old and new and old.block.kind is new.block.kind is BlockKind.CODE:
        return _line_runs(before.splitlines(keepends=True), after.splitlines(keepends=True))
    # In another language there is nothing in common.
    return [run for run in (Run(Op.DELETE, before), Run(Op.INSERT, after)) if run.text]


def _shown(passage: Passage | None) -> str:
    if passage is None:
        return ""
    return passage.text if passage.block.kind is BlockKind.CODE else unwrap(passage.text)


def _line_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """The runs between two pieces of code, line by line: their breaks and indentation are part of what they say."""
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run(Op.EQUAL, "".join(new[c:d]))
            continue
        if a < b:
            yield Run(Op.DELETE, "".join(old[a:b]))
        if c < d:
            yield Run(Op.INSERT, "".join(new[c:d]))


def _settle_numbers(compared: dict[str, Compared]) -> None:
    """Take out numbers that only went to another block with their words, and give rows those of their cells."""
    for block in list(compared.values()):
        if block.others and block.fate not in {Fate.SPLIT, Fate.MERGED}:
            family = [block.id, *block.others]
            settled = numbers.without_moved([compared[name].numbers for name in family])
            for name, found in zip(family, settled, strict=True):
                compared[name] = replace(compared[name], numbers=found)
    for block in list(compared.values()):
        row = row_of(block.id, block.kind)
        if block.kind is BlockKind.CELL and block.numbers and row in compared:
            own = compared[row].numbers
            both = Numbers((*own.gone, *block.numbers.gone), (*own.come, *block.numbers.come))
            compared[row] = replace(compared[row], numbers=both)


class _Order:
    """Brings the blocks of two states into one reading order."""

    def __init__(self, old: Sequence[str], new: Sequence[str], compared: Mapping[str, Compared]) -> None:
        self.compared = compared
        self.new = [name for name in new if self._is_head(name)]
        self.places = {name: place for place, name in enumerate(self.new)}
        self.cells: dict[str, list[str]] = defaultdict(list)
        self.left: dict[str, list[str]] = defaultdict(list)
        """What is gone or moved away, by the block that stayed and that it followed."""
        anchor = ""
        for name in old:
            if not self._is_head(name):
                continue
            if name in self.places and not compared[name].moved:
                anchor = name
            else:
                self.left[anchor].append(name)
        for name, block in compared.items():
            if not self._is_head(name):
                self.cells[row_of(name, block.kind)].append(name)

    def entries(self) -> Iterator[Entry]:
        """All entries in order."""
        waiting = deque(self._left(""))
        for name in self.new:
            block = self.compared[name]
            is_going_on = block.kind is BlockKind.ROW and not block.begins_table
            while waiting and (not is_going_on or waiting[0][0].kind is BlockKind.ROW):
                yield from waiting.popleft()
            yield from self._whole(name)
            if not block.moved:
                # Nothing that stood below a table may come between its rows.
                waiting.extend(self._left(name))
        for entries in waiting:
            yield from entries

    def _is_head(self, name: str) -> bool:
        block = self.compared[name]
        return block.kind is not BlockKind.CELL or row_of(name, block.kind) not in self.compared

    def _left(self, anchor: str) -> Iterator[list[Entry]]:
        """What stood behind a block: each that is gone, and the places of those that moved away together."""
        moved: list[str] = []
        for name in self.left[anchor]:
            is_moved = self.compared[name].moved
            if moved and not (is_moved and self.places[name] == self.places[moved[-1]] + 1):
                yield [self._departed(moved)]
                moved = []
            if is_moved:
                moved.append(name)
            else:
                yield list(self._whole(name))
        if moved:
            yield [self._departed(moved)]

    def _departed(self, ids: Sequence[str]) -> Departed:
        return Departed(tuple(ids), self.compared[ids[0]].kind)

    def _whole(self, name: str) -> Iterator[Compared]:
        """A block, and if it is a row its cells, by column."""
        yield self.compared[name]
        cells = (self.compared[cell] for cell in self.cells[name])
        yield from sorted(cells, key=lambda cell: cell.passage.block.column)
