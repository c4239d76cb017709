"""What happened to a chapter from state to state: which paragraphs changed, and which change records say why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from living_guidance.model.records import ChangeRecord
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.text.frozen import ledger
from living_guidance.text.redline import BlockFate, fates
from living_guidance.text.states import State, States


@dataclass(frozen=True)
class Interval:
    """The way from one state of a chapter to the next."""

    chapter: str
    """``document/chapter``, as it is called today."""
    old: State | None
    """None where the chapter begins."""
    new: State
    fates: Mapping[str, BlockFate]
    """Of every paragraph, in the order of the text, those that were deleted last."""
    records: tuple[ChangeRecord, ...]
    """The change records of the interval, the latest first."""

    @cached_property
    def changed(self) -> Mapping[str, BlockFate]:
        """The paragraphs that did change; a table row stands for its cells. Nothing changes where a chapter begins."""
        if self.old is None:
            return {}
        return {
            name: fate
            for name, fate in self.fates.items()
            if fate.kind is not BlockKind.CELL and (fate.fate is not Fate.UNCHANGED or fate.moved)
        }

    @cached_property
    def explained(self) -> Mapping[str, tuple[ChangeRecord, ...]]:
        """The records that speak of each changed paragraph; one that names none speaks of all."""
        found: dict[str, tuple[ChangeRecord, ...]] = {}
        for record in self.records:
            for name in dict.fromkeys(map(self.head_of, record.paragraphs)) if record.paragraphs else self.changed:
                found[name] = (*found.get(name, ()), record)
        return found

    def did_change(self, name: str) -> bool:
        """Whether a paragraph changed, a cell with its row."""
        return self.head_of(name) in self.changed

    def head_of(self, name: str) -> str:
        """The id of the row that a cell's id belongs to; any other as it is, though an author made it look like one."""
        fate = self.fates.get(name)
        return row_of(name) if fate is None or fate.kind is BlockKind.CELL else name

    @property
    def unexplained(self) -> tuple[str, ...]:
        """The paragraphs that changed without a record that speaks of them."""
        return tuple(name for name in self.changed if name not in self.explained)


def row_of(name: str) -> str:
    """The id of the row that an id belongs to if it is a cell's, going by its form alone."""
    row, mark, column = name.rpartition("-c")
    return row if mark and column.isdigit() else name


def intervals(states: States, key: str) -> tuple[Interval, ...]:
    """The intervals of a chapter up to the day, the oldest first; the first is its beginning."""
    every = states.of(key)
    pairs = [(None, every[0]), *pairwise(every)] if every else []
    return tuple(interval(states, key, old, new) for old, new in pairs)


def changed_ids(ways: Iterable[Interval]) -> frozenset[str]:
    """The paragraphs that ever changed in these intervals, and so have a history."""
    return frozenset(name for way in ways for name in way.changed)


def interval(states: States, key: str, old: State | None, new: State) -> Interval:
    """The interval between any two states of a chapter."""
    return Interval(key, old, new, _fates(states, old, new), _records(states, key, old, new))


def _fates(states: States, old: State | None, new: State) -> Mapping[str, BlockFate]:
    frozen = new.snapshot.chapter(new.chapter) if new.snapshot else None
    if frozen and new.snapshot:
        previous = (frozen.previous.snapshot, frozen.previous.chapter) if frozen.previous else None
        if previous == (old and (old.id, old.chapter)):
            entries = ledger(new.snapshot)[new.chapter]
            return {one.id: BlockFate(one.fate, one.kind, one.moved, one.others) for one in entries}
    before, after = _pieces(states, old), _pieces(states, new)
    if old and old.chapter != new.chapter:
        # What stayed in the chapter that this one was split off from is not deleted here.
        here = {name for name, _, _ in after}
        before = [piece for piece in before if piece[0] in here]
    return fates(before, after)


def _pieces(states: States, state: State | None) -> list[tuple[str, BlockKind, str]]:
    """The paragraphs of the original."""
    if state is None:
        return []
    text: Text = states.original(state)
    return [(passage.block.id, passage.block.kind, passage.text) for passage in text.passages]


def _records(states: States, key: str, old: State | None, new: State) -> tuple[ChangeRecord, ...]:
    names = dict.fromkeys((key, new.chapter, *((old.chapter,) if old else ())))
    after, until = old.day if old else None, new.day or states.day
    found = [
        record
        for name in names
        for record in states.corpus.changes_by_chapter.get(name, ())
        if (after or date.min) < record.date <= min(until, states.day)
    ]
    return tuple(sorted(found, key=lambda record: (record.date, record.id), reverse=True))
