"""Show a chapter in two states and two languages at once: four panes, joined by block."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.render.messages import Messages
from living_guidance.render.redline import DEEPEST_LEVEL, environment, steps
from living_guidance.render.redline_words import Resolve, Side, Writer, nowhere
from living_guidance.text.redline import Compared, Redline


@dataclass(frozen=True, slots=True)
class Pane:
    """A block in one state and one language."""

    passage: Passage
    words: Markup
    level: int
    cells: tuple[tuple[Passage, Markup], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A block in all panes: old and new in the first language, old and new in the second."""

    panes: tuple[Pane | None, Pane | None, Pane | None, Pane | None]
    fates: tuple[Fate | None, Fate | None]
    """In each language."""
    has_changed_numbers: bool
    anchor: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PanesPage:
    """A chapter in two states and two languages."""

    languages: tuple[str, str]
    total: int
    has_changed_numbers: bool
    parts: tuple[Line | tuple[Line, ...], ...]
    """Lines that did not change stand together."""
    labels: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Language:
    """A redline, by id."""

    blocks: Mapping[str, Compared]
    cells: Mapping[str, tuple[Compared, ...]]
    """By row."""


def render_panes(
    first: Redline,
    second: Redline,
    messages: Messages,
    link: Resolve = nowhere,
    labels: tuple[str, str] = ("", ""),
) -> str:
    """Two redlines of one chapter, in two languages, joined by block: four panes side by side."""
    sides = [_Language({block.id: block for block in one.blocks}, one.cells) for one in (first, second)]
    names = [name for name in _joined(first, second) if _is_line(name, sides)]
    changed = [name for name in names if any(name in side.blocks and side.blocks[name].is_changed for side in sides)]
    anchors = {name: f"c{number}" for number, name in enumerate(changed, start=1)}
    around = steps(anchors.values())
    writer = Writer(messages, link)
    lines = [_line(name, sides, writer, anchors.get(name, ""), around) for name in names]
    parts: list[Line | tuple[Line, ...]] = []
    for is_changed, group in groupby(lines, lambda line: bool(line.anchor)):
        together = tuple(group)
        parts += together if is_changed else [together]
    page = PanesPage(
        languages=(first.language, second.language),
        total=len(changed),
        has_changed_numbers=any(line.has_changed_numbers for line in lines),
        parts=tuple(parts),
        labels=labels,
    )
    return environment(messages).get_template("redline-panes.html.j2").render(view=page)


def _joined(first: Redline, second: Redline) -> list[str]:
    """The ids of both, in the order of the first; what only the second has stands after what it follows there."""
    names = {block.id: None for block in first.blocks}
    after: dict[str, list[str]] = {}
    anchor = ""
    for block in second.blocks:
        if block.id in names:
            anchor = block.id
        else:
            after.setdefault(anchor, []).append(block.id)
    return [*after.get("", ()), *(one for name in names for one in (name, *after.get(name, ())))]


def _is_line(name: str, sides: Sequence[_Language]) -> bool:
    return any(name in side.blocks and side.blocks[name].kind is not BlockKind.CELL for side in sides)


def _line(
    name: str,
    sides: Sequence[_Language],
    writer: Writer,
    anchor: str,
    around: Mapping[str, tuple[str, str]],
) -> Line:
    first, second = (side.blocks.get(name) for side in sides)
    panes = [_pane(side, name, which, writer) for side in sides for which in (Side.OLD, Side.NEW)]
    before, after = around.get(anchor, ("", ""))
    return Line(
        panes=(panes[0], panes[1], panes[2], panes[3]),
        fates=(first.fate if first else None, second.fate if second else None),
        has_changed_numbers=any(one and one.numbers for one in (first, second)),
        anchor=anchor,
        before=before,
        after=after,
    )


def _pane(side: _Language, name: str, which: Side, writer: Writer) -> Pane | None:
    block = side.blocks.get(name)
    if block is None:
        return None
    passage = block.old if which is Side.OLD else block.new
    if passage is None:
        return None
    owned = ((cell.old if which is Side.OLD else cell.new, cell) for cell in side.cells.get(name, ()))
    cells = tuple((own, writer.words(cell, which)) for own, cell in owned if own)
    return Pane(passage, writer.words(block, which), min(block.level, DEEPEST_LEVEL), cells)
