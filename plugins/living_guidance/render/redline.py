"""Show what changed between two states of a chapter: a part of a page that needs no script.

Both forms, in one text and side by side, are in the same HTML: what is gone stands in the new column as well, and a
choice made of radio buttons and style sheets hides it there or shows the old column. A reader without style sheets
has the first form.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.render.messages import Messages
from living_guidance.render.redline_words import Resolve, Side, Writer, nowhere, parting
from living_guidance.text.redline import Compared, Departed, Redline, changed_numbers

DEEPEST_LEVEL = 6
"""The deepest level that has a look of its own."""
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Reference:
    """A change that is named at another one."""

    key: str
    """The message that says how they hang together."""
    anchor: str
    number: int | None
    """Of the paragraph, if it has one."""
    is_gone: bool
    """Whether the number is one of the old text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as it is shown."""

    block: Compared
    old: Markup
    both: Markup
    anchor: str = ""
    """``c1`` for the first change; empty for what did not change, and for cells."""
    before: str = ""
    after: str = ""
    """The anchors of the changes before and after it."""
    references: tuple[Reference, ...] = ()
    cells: tuple["Shown | None", ...] = ()
    """Those of a row, one for each column of the table."""

    @property
    def level(self) -> int:
        """The level that it is indented by."""
        return min(self.block.level, DEEPEST_LEVEL)

    @property
    def old_level(self) -> int:
        """The level that its old words are indented by."""
        return min(self.block.old.block.level if self.block.old else 0, DEEPEST_LEVEL)

    @property
    def classes(self) -> str:
        """The classes that style sheets and filters go by."""
        names = [f"lg-fate-{self.block.fate}" if self.block.is_changed else "lg-unchanged"]
        if self.block.numbers:
            names.append("lg-number-change")
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class Left:
    """The place that blocks moved from."""

    count: int
    anchor: str
    """Where the first of them stands now."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together, under their captions."""

    captions: tuple[Shown, ...]
    head: tuple[Shown, ...]
    rows: tuple[Shown | Left, ...]
    width: int

    @property
    def is_changed(self) -> bool:
        """Whether anything in it changed."""
        return any(not isinstance(one, Shown) or one.block.is_changed for one in self.parts)

    @property
    def has_changed_numbers(self) -> bool:
        """Whether a number in it changed."""
        return any(isinstance(one, Shown) and one.block.numbers for one in self.parts)

    @property
    def has_old(self) -> bool:
        """Whether any row of it was in the old text."""
        return any(isinstance(one, Shown) and one.block.old for one in (*self.head, *self.rows))

    @property
    def parts(self) -> tuple[Shown | Left, ...]:
        """All that stands in it."""
        return (*self.captions, *self.head, *self.rows)


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that did not change, between two that did."""

    parts: tuple[Shown | Table, ...]


Part = Shown | Left | Table | Fold


@dataclass(frozen=True, slots=True)
class RedlinePage:
    """All that the redline of a chapter shows."""

    counts: Mapping[Fate, int]
    has_changed_numbers: bool
    parts: tuple[Part, ...]
    labels: tuple[str, str]
    """What the two states are called; empty for "old text" and "new text"."""

    @property
    def total(self) -> int:
        """How many blocks changed."""
        return sum(self.counts.values())


class _Builder:
    """Makes what a page shows of one redline."""

    def __init__(self, redline: Redline, writer: Writer, anchors: Mapping[str, str]) -> None:
        self.redline = redline
        self.writer = writer
        self.blocks = {block.id: block for block in redline.blocks}
        self.cells = redline.cells
        self.anchors = anchors
        self.steps = steps(anchors.values())

    def parts(self) -> Iterator[Part]:
        """What the page shows, in order."""
        for together in self._together():
            if any(isinstance(entry, Compared) and entry.kind is BlockKind.ROW for entry in together):
                yield self._table(together)
            else:
                yield from map(self._alone, together)

    def _alone(self, entry: Compared | Departed) -> Shown | Left:
        return self._shown(entry) if isinstance(entry, Compared) else self._left(entry)

    def _together(self) -> Iterator[list[Compared | Departed]]:
        """The entries one by one, those of a table together with the captions above it."""
        table: list[Compared | Departed] = []
        for entry in self.redline.entries:
            if table and not _goes_on(table, entry):
                yield table
                table = []
            if entry.kind in {BlockKind.ROW, BlockKind.CELL, BlockKind.CAPTION}:
                table.append(entry)
            else:
                yield [entry]
        if table:
            yield table

    def _table(self, entries: Sequence[Compared | Departed]) -> Table:
        rows_cells = {
            entry.id: {cell.passage.block.column: cell for cell in self.cells.get(entry.id, ())}
            for entry in entries
            if isinstance(entry, Compared)
        }
        width = max((column for row in rows_cells.values() for column in row), default=1)
        captions: list[Shown] = []
        head: list[Shown] = []
        rows: list[Shown | Left] = []
        for entry in entries:
            if isinstance(entry, Departed):
                rows.append(self._left(entry))
            elif entry.kind is BlockKind.CAPTION:
                captions.append(self._shown(entry))
            elif entry.kind is BlockKind.ROW:
                row = self._shown(entry, self._cells(rows_cells[entry.id], width))
                if entry.begins_table and not rows:
                    head.append(row)
                else:
                    rows.append(row)
        return Table(tuple(captions), tuple(head), tuple(rows), width)

    def _cells(self, cells: Mapping[int, Compared], width: int) -> tuple[Shown | None, ...]:
        return tuple(self._shown(cells[column]) if column in cells else None for column in range(1, width + 1))

    def _left(self, entry: Departed) -> Left:
        return Left(len(entry.ids), self.anchors.get(entry.ids[0], ""))

    def _shown(self, block: Compared, cells: tuple[Shown | None, ...] = ()) -> Shown:
        anchor = self.anchors.get(block.id, "")
        before, after = self.steps.get(anchor, ("", ""))
        words = self.writer.words
        old, both = words(block, Side.OLD), words(block, Side.BOTH)
        return Shown(block, old, both, anchor, before, after, tuple(self._references(block)), cells)

    def _references(self, block: Compared) -> Iterator[Reference]:
        for name in block.others:
            other = self.blocks[name]
            yield Reference(parting(block, other), self.anchors.get(name, ""), other.passage.number, other.new is None)


def _goes_on(table: Sequence[Compared | Departed], entry: Compared | Departed) -> bool:
    """Whether an entry belongs to the table, or the captions of one, that stand before it."""
    if entry.kind is BlockKind.CAPTION:
        return isinstance(entry, Compared) and all(one.kind is BlockKind.CAPTION for one in table)
    if entry.kind not in {BlockKind.ROW, BlockKind.CELL}:
        return False
    begins = isinstance(entry, Compared) and entry.begins_table
    # Two first rows, one gone and one new, are one head.
    return not begins or not any(_is_body(one) for one in table)


def _is_body(entry: Compared | Departed) -> bool:
    return entry.kind is BlockKind.ROW and not (isinstance(entry, Compared) and entry.begins_table)


def steps(anchors: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The anchors before and after each one."""
    order = ["", *anchors, ""]
    return {here: (before, after) for (before, here), (_, after) in pairwise(pairwise(order))}


def _folded(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with what did not change put away, but for headings, which say where one is."""
    for is_quiet, group in groupby(parts, _is_quiet):
        if is_quiet:
            yield Fold(tuple(part for part in group if isinstance(part, Shown | Table)))
        else:
            yield from group


def _is_quiet(part: Part) -> bool:
    if isinstance(part, Shown):
        return not part.block.is_changed and part.block.kind is not BlockKind.HEADING
    return isinstance(part, Table) and not part.is_changed


def _anchors(redline: Redline, prefix: str = "") -> dict[str, str]:
    return {name: f"{prefix}{anchor}" for name, anchor in redline.anchors.items()}


def render_redline(
    redline: Redline, messages: Messages, link: Resolve = nowhere, labels: tuple[str, str] = ("", "")
) -> str:
    """The redline as a part of a page; labels are what the old and the new state are called."""
    page = redline_page(redline, messages, link, labels)
    return environment(messages).get_template("redline.html.j2").render(view=page)


def redline_page(
    redline: Redline, messages: Messages, link: Resolve = nowhere, labels: tuple[str, str] = ("", ""), prefix: str = ""
) -> RedlinePage:
    """What the redline shows; several on one page need a prefix each for their anchors."""
    builder = _Builder(redline, Writer(messages, link), _anchors(redline, prefix))
    return RedlinePage(
        counts=redline.counts,
        has_changed_numbers=any(map(changed_numbers, redline.blocks)),
        parts=tuple(_folded(builder.parts())),
        labels=labels,
    )


@lru_cache(maxsize=8)
def environment(messages: Messages) -> Environment:
    """The templates of redlines, in the language of the messages."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals.update(t=messages, n=messages.count, day=messages.day, language=messages.language, link=nowhere)
    made.tests.update(
        table=lambda part: isinstance(part, Table),
        fold=lambda part: isinstance(part, Fold),
        left=lambda part: isinstance(part, Left),
        line=lambda part: not isinstance(part, tuple),
    )
    return made
