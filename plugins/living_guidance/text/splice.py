"""Put translations in the places of their sources, and leave a mark at the end of each block."""

from collections.abc import Callable, Iterable, Mapping

from living_guidance.model.corpus import Block
from living_guidance.model.marks import mark_for
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.inline import BARE_ADDRESS
from living_guidance.text.targets import fit_target, unsafe_target

__all__ = ["mark_for", "splice", "unsafe_target"]

_WITHOUT_PLACE = frozenset({BlockKind.ROW, BlockKind.TITLE})
"""A row's words are those of its cells; a title stands in the front matter."""


def splice(
    body: str,
    blocks: Iterable[Block],
    targets: Mapping[str, str],
    marker: Callable[[Block], str] | None = None,
) -> str:
    """The body with the targets, by block id, in the places of their sources, and the markers at the ends of blocks.

    Without either, it is the body, byte for byte. A target that may not stand there leaves the source in its place.
    A table row has no mark: it holds those of its cells.
    """
    parts = []
    at = 0
    for block in blocks:
        if block.kind in _WITHOUT_PLACE:
            continue
        text = body[block.start : block.end]
        target = targets.get(block.id, "")
        if target.strip() and target != block.text and not unsafe_target(block, target):
            text = fit_target(block, target)
        mark = marker(block) if marker else ""
        before = block.start
        if mark and block.kind is BlockKind.CODE:
            # Nothing can be marked inside code: its mark is a paragraph of its own.
            before = body.rfind("\n", 0, block.start - 1) + 1
            parts += [body[at:before], f"{block.prefix}{mark}\n{block.prefix.rstrip()}\n"]
            at, mark = before, ""
        # A mark would become part of a bare address.
        gap = " " if mark and BARE_ADDRESS.search(text) else ""
        parts += [body[at : block.start], text, gap, mark]
        at = block.end
    return "".join([*parts, body[at:]])
