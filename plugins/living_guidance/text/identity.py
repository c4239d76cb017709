"""Give every block its identity: the one it had, or a new one.

An id is made at birth from what the block says then; afterwards it is carried along as the text changes, by
alignment with what the chapter's template remembers.
"""

import re
from base64 import b32encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from living_guidance.model.corpus import Block, Catalogue, Doubt, Entry
from living_guidance.model.vocabulary import BlockKind
from living_guidance.model.writing import normalise
from living_guidance.text.align import Alignment, Unit, align, words

COPIED = 0.95
"""How near a text must be to one that left another chapter to be taken for it."""
LONG_ENOUGH = 8
"""How many words or characters it must have for that."""

_CELL_ID = re.compile(r"(?P<row>.+)-c\d+$")


@dataclass(frozen=True, slots=True)
class Identified:
    """A chapter's blocks with their ids."""

    blocks: tuple[Block, ...]
    born: frozenset[str] = frozenset()
    """The ids that are new."""
    doubts: tuple[Doubt, ...] = ()
    gone: tuple[Entry, ...] = ()
    """What the memory holds of blocks that are no more: they may have moved to another chapter."""


def birth_id(document: str, chapter: str, kind: BlockKind, text: str, ordinal: int) -> str:
    """The id of a block born with this text, the ordinal-th of the chapter with the same kind and text."""
    parts = (document, chapter, kind.value, normalise(text), str(ordinal))
    digest = sha256("\0".join(parts).encode()).digest()
    return f"p{b32encode(digest)[:8].decode().lower()}"


def identify(
    document: str,
    chapter: str,
    blocks: Sequence[Block],
    memory: Catalogue | None,
    elsewhere: Mapping[str, Catalogue] | None = None,
) -> Identified:
    """Give the blocks their ids.

    ``memory`` is the chapter's template. ``elsewhere`` holds, by chapter, what left other chapters of the document:
    a block that reads almost the same as one of those, and has no near rival, is that block.
    """
    places = [index for index, block in enumerate(blocks) if block.kind not in {BlockKind.CELL, BlockKind.TITLE}]
    new = [Unit(blocks[index].kind, blocks[index].text) for index in places]
    names = [blocks[index].explicit for index in places]
    old = remembered(memory) if memory else []
    if _is_unchanged(old, new, names):
        return Identified(_with_ids(blocks, dict(zip(places, (unit.id for unit in old), strict=True))))
    known = {unit.id: index for index, unit in enumerate(old)}
    forced = {index: known[name] for index, name in enumerate(names) if name and name in known}
    alignment = align(old, new, forced)
    ids = {index: old[older].id for index, older in alignment.matches.items()}
    ids |= {index: name for index, name in enumerate(names) if name}
    ids |= _from_elsewhere(new, ids, elsewhere or {})
    born = _births(document, chapter, new, ids)
    by_place = {places[index]: name for index, name in (ids | born).items()}
    named = _with_ids(blocks, by_place)
    fresh = {name for index, name in (ids | born).items() if index in born or (names[index] and name not in known)}
    return Identified(
        blocks=named,
        born=frozenset(block.id for block in named if _row_of(block) in fresh),
        doubts=_doubts(alignment, born, [named[place] for place in places], old),
        gone=_gone(memory, {block.id for block in named}),
    )


def remembered(memory: Catalogue) -> list[Unit]:
    """What a template remembers, rows as a whole."""
    units: list[Unit] = []
    for entry in memory.entries:
        if entry.comment == BlockKind.TITLE:
            continue
        cell = _CELL_ID.match(entry.id) if entry.comment == BlockKind.CELL else None
        if cell is None:
            units.append(Unit(entry.comment, entry.source, entry.id))
        elif not units or units[-1].id != cell["row"]:
            units.append(Unit(BlockKind.ROW, entry.row or entry.source, cell["row"]))
    return units


def _row_of(block: Block) -> str:
    """The id of the block, or of the row it is a cell of."""
    return block.id.rpartition("-c")[0] if block.kind is BlockKind.CELL else block.id


def _is_unchanged(old: Sequence[Unit], new: Sequence[Unit], names: Sequence[str | None]) -> bool:
    return len(old) == len(new) and all(
        before.text == after.text and before.kind == after.kind and (not name or name == before.id)
        for before, after, name in zip(old, new, names, strict=True)
    )


def _with_ids(blocks: Sequence[Block], ids: Mapping[int, str]) -> tuple[Block, ...]:
    named: list[Block] = []
    row = ""
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.CELL:
            named.append(replace(block, id=f"{row}-c{block.column}"))
        elif block.kind is BlockKind.TITLE:
            named.append(block)
        else:
            row = ids[index]
            named.append(replace(block, id=row))
    return tuple(named)


def _births(document: str, chapter: str, new: Sequence[Unit], ids: Mapping[int, str]) -> dict[int, str]:
    taken = set(ids.values())
    born: dict[int, str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for index, unit in enumerate(new):
        if index in ids:
            continue
        equal = (unit.kind, normalise(unit.text))
        name = ""
        # The id of a block that was born with this text and reads otherwise now is not free.
        while not name or name in taken:
            name = birth_id(document, chapter, BlockKind(unit.kind), unit.text, seen[equal])
            seen[equal] += 1
        taken.add(name)
        born[index] = name
    return born


def _from_elsewhere(new: Sequence[Unit], ids: Mapping[int, str], elsewhere: Mapping[str, Catalogue]) -> dict[int, str]:
    candidates = [unit for _, catalogue in sorted(elsewhere.items()) for unit in remembered(catalogue)]
    candidates = [unit for unit in candidates if len(words(unit.text)) >= LONG_ENOUGH]
    here = [index for index in range(len(new)) if index not in ids]
    if not candidates or not here:
        return {}
    found = align(candidates, [new[index] for index in here], needed=COPIED)
    taken = set(ids.values())
    return {
        here[index]: candidates[older].id for index, older in found.matches.items() if candidates[older].id not in taken
    }


def _doubts(
    alignment: Alignment, born: Mapping[int, str], blocks: Sequence[Block], old: Sequence[Unit]
) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(blocks[index], tuple((old[older].id, old[older].text, round(100 * score, 1)) for older, score in found))
        for index, found in alignment.doubts.items()
        if index in born
    )


def _gone(memory: Catalogue | None, present: set[str]) -> tuple[Entry, ...]:
    if memory is None:
        return ()
    rows = {name.rpartition("-c")[0] for name in present}
    return tuple(
        entry
        for entry in memory.entries
        if entry.id not in present and not (entry.comment == BlockKind.CELL and entry.id.rpartition("-c")[0] in rows)
    )
