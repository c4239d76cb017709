"""Give every block its identity: the one it had, or a new one.

An id is made at birth from what the block says then; afterwards it is carried along as the text changes, by
alignment with what the chapter's template remembers.
"""

import re
from base64 import b32encode
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from living_guidance.model.corpus import Block, Catalogue, Doubt, Entry
from living_guidance.model.records import NEW
from living_guidance.model.vocabulary import BlockKind, Misanswer
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
    asked: frozenset[str] = frozenset()
    """The ids that blocks would be born with if there were no answers; an answer is for one of them."""
    misanswered: Mapping[str, Misanswer] = field(default_factory=dict)
    """The answers that cannot be carried out."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where blocks that are new in a chapter may have come from."""

    origin: Catalogue | None = None
    """What left the chapter that this one was split from, or was called before: as good as its own memory."""
    others: tuple[Catalogue, ...] = ()
    """What left other chapters of the document: a block that reads almost the same, and has no near rival, is that."""


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
    elsewhere: Elsewhere | None = None,
    answers: Mapping[str, str] | None = None,
) -> Identified:
    """Give the blocks their ids.

    ``memory`` is the chapter's template. ``answers`` say, by the id that a block would be born with, which block it
    is, or that it is new. What may be asked does not depend on what is answered: an answer never makes another void.
    """
    elsewhere = elsewhere or Elsewhere()
    places = [index for index, block in enumerate(blocks) if block.kind not in {BlockKind.CELL, BlockKind.TITLE}]
    new = [Unit(blocks[index].kind, blocks[index].text) for index in places]
    names = [blocks[index].explicit for index in places]
    old = remembered(memory) if memory else []
    if _is_unchanged(old, new, names):
        return Identified(_with_ids(blocks, dict(zip(places, (unit.id for unit in old), strict=True))))
    old += remembered(elsewhere.origin) if elsewhere.origin else []
    others = [unit for catalogue in elsewhere.others for unit in remembered(catalogue)]
    matching = _Matching(document, chapter, old, new, names, others)
    match = matching.match()
    asked = match.born
    settled, misanswered = _settle(asked, answers or {}, match, matching)
    if settled:
        match = matching.match(settled, match)
    named = _with_ids(blocks, {places[index]: name for index, name in (match.ids | match.born).items()})
    known = {unit.id for unit in old}
    fresh = {*match.born.values(), *(name for name in names if name and name not in known)}
    return Identified(
        blocks=named,
        born=frozenset(block.id for block in named if _row_of(block) in fresh),
        doubts=_doubts(match, [named[place] for place in places], old),
        gone=_gone(memory, {block.id for block in named}),
        asked=frozenset(asked.values()),
        misanswered=misanswered,
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """Which id each unit of today's text has, by index: one it had, or one it is born with."""

    alignment: Alignment
    ids: dict[int, str]
    born: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Matching:
    """What is matched with what."""

    document: str
    chapter: str
    old: Sequence[Unit]
    new: Sequence[Unit]
    names: Sequence[str | None]
    """The ids that authors wrote."""
    others: Sequence[Unit]
    """What left other chapters."""

    def match(self, settled: Mapping[int, str] | None = None, certain: _Match | None = None) -> _Match:
        """Match all that is certain, and give birth to the rest.

        ``settled`` is what people said about units of today: an id, or ``new``. It changes nothing of what was
        ``certain`` without them, nor under which id any other is born.
        """
        settled = settled or {}
        known = {unit.id: index for index, unit in enumerate(self.old)}
        written = {index: name for index, name in enumerate(self.names) if name}
        said = {index: name for index, name in settled.items() if name != NEW}
        forced: dict[int, int | None] = {index: known[name] for index, name in written.items() if name in known}
        forced |= {index: known.get(said.get(index, "")) for index in settled}
        if certain:
            claimed = {*forced.values()}
            matches = certain.alignment.matches
            forced |= {newer: older for newer, older in matches.items() if newer not in forced and older not in claimed}
        alignment = align(self.old, self.new, forced)
        ids = {index: self.old[older].id for index, older in alignment.matches.items()} | written | said
        ids |= self._from_elsewhere({*ids, *settled}, {*ids.values()})
        # An id that a doubtful block may turn out to have is nobody else's.
        reserved = {self.old[older].id for found in alignment.doubts.values() for older, _ in found}
        return _Match(alignment, ids, self._births(ids, certain.born if certain else {}, reserved))

    def _from_elsewhere(self, decided: Collection[int], taken: Collection[str]) -> dict[int, str]:
        here = [index for index in range(len(self.new)) if index not in decided]
        others = [unit for unit in self.others if len(words(unit.text)) >= LONG_ENOUGH]
        if not others or not here:
            return {}
        found = align(others, [self.new[index] for index in here], needed=COPIED)
        pairs = ((here[index], others[older].id) for index, older in found.matches.items())
        return {index: name for index, name in pairs if name not in taken}

    def _births(self, ids: Mapping[int, str], names: Mapping[int, str], reserved: Collection[str]) -> dict[int, str]:
        taken = {*ids.values()}
        born: dict[int, str] = {}
        seen: Counter[tuple[str, str]] = Counter()
        for index, unit in enumerate(self.new):
            if index in ids:
                continue
            equal = (unit.kind, normalise(unit.text))
            name = names.get(index, "")
            # The id of a block that was born with this text and reads otherwise now is not free.
            while not name or name in taken or (name in reserved and index not in names):
                name = birth_id(self.document, self.chapter, BlockKind(unit.kind), unit.text, seen[equal])
                seen[equal] += 1
            taken.add(name)
            born[index] = name
        return born


def _settle(
    asked: Mapping[int, str], answers: Mapping[str, str], match: _Match, matching: _Matching
) -> tuple[dict[int, str], dict[str, Misanswer]]:
    """What the answers settle, and why some cannot."""
    given = {index: answers[name] for index, name in asked.items() if name in answers}
    often = Counter(given.values())
    taken = {*match.ids.values()}
    free = {unit.id for unit in (*matching.old, *matching.others)} - taken
    settled: dict[int, str] = {}
    wrong: dict[str, Misanswer] = {}
    for index, answer in given.items():
        if answer == NEW or (answer in free and often[answer] == 1):
            settled[index] = answer
        elif answer in free:
            wrong[asked[index]] = Misanswer.TWICE
        else:
            wrong[asked[index]] = Misanswer.TAKEN if answer in taken else Misanswer.UNKNOWN
    return settled, wrong


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


def _doubts(match: _Match, blocks: Sequence[Block], old: Sequence[Unit]) -> tuple[Doubt, ...]:
    return tuple(
        Doubt(blocks[index], tuple((old[older].id, old[older].text, round(100 * score, 1)) for older, score in found))
        for index, found in match.alignment.doubts.items()
        if index in match.born
    )


def _gone(memory: Catalogue | None, present: set[str]) -> tuple[Entry, ...]:
    if memory is None:
        return ()
    return tuple(entry for entry in memory.entries if row_of(entry) not in present)


def row_of(entry: Entry) -> str:
    """The id of what an entry is part of: of its row, where it is a cell's."""
    return entry.id.rpartition("-c")[0] if entry.comment == BlockKind.CELL else entry.id
