"""Put translations in the places of their sources, and leave a mark at the end of each block."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from living_guidance.model.corpus import Block
from living_guidance.model.marks import mark_for
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.inline import BARE_ADDRESS
from living_guidance.text.targets import fit_target, unsafe_target

__all__ = ["mark_blocks", "mark_for", "replace_texts", "splice", "standing_text", "unsafe_target"]

WITHOUT_PLACE = frozenset({BlockKind.ROW, BlockKind.TITLE})
"""A row's words are those of its cells; a title stands in the front matter."""


def splice(
    body: str,
    blocks: Iterable[Block],
    targets: Mapping[str, str],
    marker: Callable[[Block], str] | None = None,
) -> str:
    """The body with the targets, by block id, in the places of their sources, and the markers at the ends of blocks.

    Without either, it is the body, byte for byte. A target that may not stand there leaves the source in its place.
    """
    body, blocks = replace_texts(body, blocks, targets)
    return mark_blocks(body, blocks, marker) if marker else body


def replace_texts(body: str, blocks: Iterable[Block], targets: Mapping[str, str]) -> tuple[str, tuple[Block, ...]]:
    """The body with the targets in the places of their sources, and the blocks with their places in it."""
    parts, moved = [], []
    at = shift = 0
    for block in blocks:
        if block.kind in WITHOUT_PLACE:
            moved.append(block)
            continue
        text = body[block.start : block.end]
        target = targets.get(block.id, "")
        if target.strip() and target != block.text and not unsafe_target(block, target):
            text = fit_target(block, target)
        parts += [body[at : block.start], text]
        at = block.end
        start = block.start + shift
        shift += len(text) - (block.end - block.start)
        moved.append(replace(block, start=start, end=start + len(text)))
    return "".join([*parts, body[at:]]), tuple(moved)


def mark_blocks(body: str, blocks: Iterable[Block], marker: Callable[[Block], str]) -> str:
    """The body with a mark at the end of each block; a table row has none, it holds those of its cells."""
    return "".join(_marked(body, blocks, marker))


def _marked(body: str, blocks: Iterable[Block], marker: Callable[[Block], str]) -> Iterator[str]:
    at = 0
    for block in blocks:
        if block.kind in WITHOUT_PLACE:
            continue
        mark = marker(block)
        if block.kind is BlockKind.CODE:
            # Nothing can be marked inside code: its mark is a paragraph of its own.
            before = body.rfind("\n", 0, block.start - 1) + 1
            yield from (body[at:before], f"{block.prefix}{mark}\n{block.prefix.rstrip()}\n")
            at = before
        else:
            # A mark would become part of a bare address.
            gap = " " if BARE_ADDRESS.search(body, block.start, block.end) else ""
            yield from (body[at : block.end], gap, mark)
            at = block.end
    yield body[at:]


def standing_text(body: str, block: Block) -> str:
    """A block's text as it stands in a body, without the indentation and marks that its place asks for."""
    first, *rest = body[block.start : block.end].split("\n")
    if block.kind is BlockKind.CODE:
        return "\n".join(line[len(block.prefix) :] for line in (first, *rest))
    marks = block.prefix.strip()
    return "\n".join([first, *(line.lstrip().removeprefix(marks).lstrip() for line in rest)])
