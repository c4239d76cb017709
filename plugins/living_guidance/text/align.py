"""Find which paragraph of yesterday's text is which of today's.

Equal texts are anchors. What is left is matched only where the likeness is high, each is the other's best match, and
the second best is far behind; anything less is a doubt for people to settle.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

from living_guidance.model.vocabulary import BlockKind
from living_guidance.model.writing import HAN, normalise
from living_guidance.text.inline import FOOTNOTE

NEAR = 0.5
"""The likeness that is enough where the neighbours are the same."""
ALIKE, LONG_ENOUGH = 0.85, 12
"""The likeness, and the number of words, that are needed anywhere else."""
SENTENCE, SAME_SENTENCE = 6, 0.9
"""How many words make a sentence worth comparing by itself, and what the likeness of one counts for the whole."""
MARGIN = 0.12
"""How far behind the second best must be."""
SUSPECT = 0.6
"""The likeness from which on an unmatched text is put before people."""
_NOBODY = -2
"""The partner of a new unit that has none; no place, nor next to one."""

_TOKEN = re.compile(rf"[{HAN}]|[^\W\d_{HAN}]+(?:['’-][^\W\d_{HAN}]+)*|\d+(?:[.,]\d+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, item, row or other text that keeps its identity as a whole."""

    kind: str
    """The block's kind; empty where it is not known, which fits any."""
    text: str
    id: str = ""


@dataclass(slots=True)
class Alignment:
    """Which old unit each new one is, by index."""

    matches: dict[int, int] = field(default_factory=dict)
    doubts: dict[int, tuple[tuple[int, float], ...]] = field(default_factory=dict)
    """For a new unit that found none: the old ones it may be, with their likeness, best first."""


class _Spelling:
    """Spells each word as one character, which makes comparing words as fast as comparing strings."""

    def __init__(self) -> None:
        self.characters: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return "".join(self.characters.setdefault(word, chr(len(self.characters))) for word in words(text))


@dataclass(slots=True)
class _Side:
    """The units of one side and what is found of them."""

    units: Sequence[Unit]
    texts: list[str]
    spell: _Spelling
    spelled: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    partner: dict[int, int] = field(default_factory=dict)

    def words(self, index: int) -> tuple[str, tuple[str, ...]]:
        """A unit's words, and those of each of its sentences that is long enough to be told from others."""
        if index not in self.spelled:
            lines = [self.spell(line) for line in self.units[index].text.split("\n")]
            self.spelled[index] = "".join(lines), tuple(line for line in lines if len(line) >= SENTENCE)
        return self.spelled[index]

    def free(self) -> list[int]:
        return [index for index in range(len(self.units)) if index not in self.partner]


def words(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text, and its Chinese characters one by one."""
    return tuple(_TOKEN.findall(text.casefold()))


def row_key(text: str) -> str:
    """What a row is about: its first cell, without footnotes."""
    return FOOTNOTE.sub("", text.split(" | ", 1)[0]).strip()


def align(
    old: Sequence[Unit], new: Sequence[Unit], forced: Mapping[int, int | None] | None = None, needed: float = 0.0
) -> Alignment:
    """Align two states of a text.

    ``forced`` are matches, new to old, that are known beforehand, with None for what is known to be new; ``needed``
    is the least likeness of a match.
    """
    spell = _Spelling()
    before = _Side(old, [normalise(unit.text) for unit in old], spell)
    after = _Side(new, [normalise(unit.text) for unit in new], spell)
    for newer, older in (forced or {}).items():
        if older is None:
            after.partner[newer] = _NOBODY
        else:
            _pair(before, after, older, newer)
    _match_equal(before, after)
    _match_alike(before, after, needed)
    matches = {newer: older for newer, older in sorted(after.partner.items()) if older != _NOBODY}
    return Alignment(matches, _find_doubts(before, after))


def _pair(before: _Side, after: _Side, older: int, newer: int) -> None:
    before.partner[older] = newer
    after.partner[newer] = older


def _match_equal(before: _Side, after: _Side) -> None:
    """Match equal texts: those that are alone at once, those that recur by their neighbours, then by their order."""
    groups: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, indices in ((0, before), (1, after)):
        for index in indices.free():
            groups[indices.units[index].kind, indices.texts[index]][side].append(index)
    recurring = []
    for olds, news in groups.values():
        if len(olds) == len(news) == 1 and len(before.words(olds[0])[0]) >= LONG_ENOUGH:
            _pair(before, after, olds[0], news[0])
        elif olds and news:
            recurring.append((olds, news))
    while any(_match_by_neighbours(before, after, olds, news) for olds, news in recurring):
        pass
    for olds, news in recurring:
        _match_by_order(before, after, olds, news)


def _match_by_order(before: _Side, after: _Side, olds: Sequence[int], news: Sequence[int]) -> None:
    """Match equal texts in their order, if both sides have as many left of them.

    Few words that stand alone may stand there again by chance: they wait for what is nearly as like.
    """
    if len(olds) == len(news) == 1:
        return
    left = [older for older in olds if older not in before.partner]
    right = [newer for newer in news if newer not in after.partner]
    if len(left) == len(right):
        for older, newer in zip(left, right, strict=True):
            _pair(before, after, older, newer)


def _match_by_neighbours(before: _Side, after: _Side, olds: Iterable[int], news: Iterable[int]) -> bool:
    """Match those of equal texts whose neighbours are matched with each other; return whether there was one."""
    found = False
    for newer in news:
        if newer in after.partner:
            continue
        here = [older for older in olds if older not in before.partner and _neighbours(before, after, older, newer)]
        if len(here) == 1:
            _pair(before, after, here[0], newer)
            found = True
    return found


def _neighbours(before: _Side, after: _Side, older: int, newer: int) -> int:
    """How many of the two neighbours on either side are each other's match; the edge of the text counts as one."""
    count = 0
    for step, old_edge, new_edge in ((-1, -1, -1), (1, len(before.units), len(after.units))):
        if newer + step == new_edge or older + step == old_edge:
            count += newer + step == new_edge and older + step == old_edge
        else:
            count += after.partner.get(newer + step) == older + step
    return count


class _Likeness:
    """The likeness of every unmatched pair that may match at all."""

    def __init__(self, before: _Side, after: _Side) -> None:
        self.of_new: dict[int, dict[int, float]] = defaultdict(dict)
        """By new unit, then by old."""
        self.of_old: dict[int, dict[int, float]] = defaultdict(dict)
        by_kind: dict[str, list[int]] = defaultdict(list)
        for older in before.free():
            by_kind[before.units[older].kind].append(older)
        for newer in after.free():
            for older in by_kind[after.units[newer].kind]:
                found = _likeness(before.words(older), after.words(newer), NEAR - MARGIN)
                # Two rows that are about different things are never the same row without somebody saying so.
                if found and (after.units[newer].kind != BlockKind.ROW or _same_row(before, after, older, newer)):
                    self.of_new[newer][older] = self.of_old[older][newer] = found

    def pairs(self) -> list[tuple[float, int, int]]:
        """Likeness, new and old, the most alike first."""
        found = [(score, newer, older) for newer, olds in self.of_new.items() for older, score in olds.items()]
        return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))

    def lead(self, newer: int, older: int) -> float:
        """How far a pair is ahead of the next best that either of them has."""
        rivals = [score for other, score in self.of_new[newer].items() if other != older]
        rivals += [score for other, score in self.of_old[older].items() if other != newer]
        return self.of_new[newer][older] - max(rivals, default=0.0)


def _likeness(one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]], least: float) -> float:
    """How alike two texts are, from 0 to 1; a sentence that both have tells even where the others are new."""
    best = Indel.normalized_similarity(one[0], other[0], score_cutoff=least)
    if len(one[1]) > 1 or len(other[1]) > 1:
        for line in one[1]:
            for another in other[1]:
                found = Indel.normalized_similarity(
                    line, another, score_cutoff=min(1.0, max(best, least) / SAME_SENTENCE)
                )
                best = max(best, SAME_SENTENCE * found)
    return best


def _same_row(before: _Side, after: _Side, older: int, newer: int) -> bool:
    return row_key(before.texts[older]) == row_key(after.texts[newer])


def _match_alike(before: _Side, after: _Side, needed: float) -> None:
    """Match what is alike beyond doubt; each match may make neighbours of others."""
    likeness = _Likeness(before, after)
    pairs = likeness.pairs()
    changed = True
    while changed:
        changed = False
        for score, newer, older in pairs:
            if newer in after.partner or older in before.partner:
                continue
            if _neighbours(before, after, older, newer):
                enough = NEAR
            elif score == 1.0:
                enough = score
            elif len(before.words(older)[0]) >= LONG_ENOUGH:
                enough = ALIKE
            else:
                continue
            if score >= max(needed, enough) and likeness.lead(newer, older) >= MARGIN:
                _pair(before, after, older, newer)
                changed = True


def _find_doubts(before: _Side, after: _Side) -> dict[int, tuple[tuple[int, float], ...]]:
    """For each new unit that found none: the old ones left that it may be, the likeliest first."""
    left = before.free()
    doubts = {}
    for newer in after.free():
        found = [
            (older, score)
            for older in left
            if before.units[older].kind == after.units[newer].kind
            and (score := _likeness(before.words(older), after.words(newer), SUSPECT))
        ]
        if found:
            doubts[newer] = tuple(sorted(found, key=lambda item: (-item[1], item[0]))[:3])
    return doubts
