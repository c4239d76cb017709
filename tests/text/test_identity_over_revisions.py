"""The measure of identity: no paragraph is ever taken for another, and nearly all keep their ids."""

import random

import pytest

from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.catalogues import make_template
from living_guidance.text.identity import identify
from tests.counts import cases, fresh_random
from tests.text.revisions import Author, Paragraph, blocks_of

REVISIONS = 4


def ids_of(text: list[Paragraph], memory):
    identified = identify("pfos", "foams", blocks_of(text), memory)
    units = [block for block in identified.blocks if block.kind is not BlockKind.CELL]
    return make_template("pfos/foams", identified.blocks), [block.id for block in units], identified


def measure(author: Author) -> tuple[int, int, int]:
    """How many paragraphs survived four revisions, how many of them kept their ids, and how many matches were wrong."""
    text = author.write()
    memory, ids, _ = ids_of(text, None)
    first = dict(zip((paragraph.truth for paragraph in text), ids, strict=True))
    wrong = 0
    for _ in range(REVISIONS):
        owner = dict(zip(ids, (paragraph.truth for paragraph in text), strict=True))
        text = author.revise(text)
        memory, ids, identified = ids_of(text, memory)
        for paragraph, name in zip(text, ids, strict=True):
            wrong += name not in identified.born and owner[name] != paragraph.truth
    survivors = [(paragraph, name) for paragraph, name in zip(text, ids, strict=True) if paragraph.truth in first]
    kept = sum(first[paragraph.truth] == name for paragraph, name in survivors)
    return len(survivors), kept, wrong


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("mixed", "least"), [(False, 0.97), (True, 0.93)], ids=["prose", "mix"])
def test_over_four_revisions_none_is_taken_for_another_and_nearly_all_keep_their_ids(language, mixed, least):
    seeds = fresh_random()
    survivors = kept = wrong = 0
    for _ in range(cases(50)):
        author = Author(random.Random(seeds.randrange(2**32)), language, mixed)
        result = measure(author)
        survivors, kept, wrong = survivors + result[0], kept + result[1], wrong + result[2]
    assert wrong == 0
    assert kept / survivors >= least
