"""Corpora with a past: chapters that were frozen again and again while they changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from living_guidance.model.corpus import Block, Chapter, Corpus
from living_guidance.model.records import ChangeRecord, Words
from living_guidance.model.snapshot import Snapshot
from living_guidance.model.vocabulary import Audience, BlockKind, SnapshotType
from living_guidance.release.freeze import Order, freeze
from tests.corpora import SETTINGS, change, chapter, corpus, document

ADDRESS = SETTINGS.model_copy(update={"site_url": "https://guidance.example/"})
FIRST = date(2018, 1, 31)
"""The day of the first snapshot; each further one follows after a hundred days."""
Lines = Mapping[str, str]
"""A chapter's paragraphs by id, in order."""


def written(lines: Lines, **fields: str) -> Chapter:
    """A chapter of paragraphs whose ids are given, with its title."""
    one = chapter("\n\n".join(lines.values()), **fields)
    title = Block(BlockKind.TITLE, one.matter.title, 0, 0, 0, id="title")
    named = (replace(block, id=name) for block, name in zip(one.blocks, lines, strict=True))
    return replace(one, blocks=(title, *named))


def day_of(number: int) -> date:
    """The day of a snapshot, counted from zero."""
    return FIRST + timedelta(days=100 * number)


def past(
    *states: Mapping[str, Lines],
    records: Sequence[ChangeRecord] = (),
    publish_working: bool = True,
    inside: Sequence[int] = (),
) -> Corpus:
    """Chapters by name as they read in ``s0``, ``s1`` …, the last of which is the working text.

    Those snapshots whose numbers are ``inside`` are for experts only.
    """
    made: dict[str, Snapshot] = {}
    for number, state in enumerate(states):
        titles = {name: name.capitalize() for name in state}
        whole = corpus(
            *(written(lines, id=name, title=titles[name]) for name, lines in state.items()),
            documents=(document(chapters=tuple(state), publish_working=publish_working),),
            settings=ADDRESS,
            changes=records,
            snapshots=dict(made),
        )
        if number == len(states) - 1:
            break
        order = Order(
            id=f"s{number}",
            type=SnapshotType.COMMENT_DRAFT,
            audience=Audience.EXPERTS if number in inside else Audience.PUBLIC,
            date=day_of(number),
            title=Words({"en": f"Draft {number}", "zh": f"草案{number}"}),
            documents=("alpha",),
        )
        state_of = freeze(whole, order)
        made[f"s{number}"] = Snapshot(state_of.record, state_of.files)
    return whole


def chance_past(seed: int) -> Corpus:
    """Two chapters that change by chance through three snapshots, with records that speak of some of it."""
    chance = Random(seed)
    chapters = {name: {f"p{name[0]}aaaaaa{at}": _words(chance) for at in range(2, 8)} for name in ("kilns", "ovens")}
    states = [dict(chapters)]
    for _ in range(3):
        chapters = {name: _edited(lines, chance) for name, lines in chapters.items()}
        states.append(dict(chapters))
    ids = {name: sorted({one for state in states for one in state[name]}) for name in chapters}
    records = [
        change(
            id=f"record-{number}",
            chapter=(name := chance.choice(list(ids))),
            date=(FIRST + timedelta(days=chance.randrange(-50, 420))).isoformat(),
            paragraphs=tuple(chance.sample(ids[name], chance.randrange(3))),
            **{"class": chance.choice(["editorial", "substantive", "correction", "new_information"])},
        )
        for number in range(20)
    ]
    return past(*states, records=records, publish_working=chance.random() < 0.7, inside=[1] if seed % 3 == 0 else [])


_LEXICON = ("furnace", "dioxin", "residue", "limit", "measure", "sample", "plant", "filter")


def _words(chance: Random) -> str:
    return " ".join(chance.choice(_LEXICON) for _ in range(9))


def _edited(lines: Lines, chance: Random) -> Lines:
    found = {}
    for name, words in lines.items():
        fate = chance.random()
        if fate > 0.15:
            found[name] = _words(chance) if fate < 0.4 else words
        if fate > 0.85:
            found[f"p{''.join(chance.choice('abcdefghij') for _ in range(8))}"] = _words(chance)
    order = list(found)
    if len(order) > 2 and chance.random() < 0.5:
        order.append(order.pop(chance.randrange(len(order))))
    return {name: found[name] for name in order} or dict(lines)
