"""Identities: how they are born, what keeps them, and what is left for people to decide."""

from dataclasses import replace

import pytest

from living_guidance.model.corpus import Block, Catalogue
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.blocks import read_blocks
from living_guidance.text.catalogues import make_template
from living_guidance.text.identity import Elsewhere, Identified, birth_id, identify

DOCUMENT, CHAPTER = "pfos", "foams"
FOAM = "Foam is an open application: it ends up on the ground or in a drain."
WATER = "Separate floating fuel and solids first, then treat the water on activated carbon."
DESTROY = "Concentrate and spent carbon go to a facility that destroys the substance."


def named(body: str, memory: Catalogue | None = None, **more) -> Identified:
    return identify(DOCUMENT, CHAPTER, read_blocks(body).blocks, memory, **more)


def template(body: str) -> Catalogue:
    return make_template(f"{DOCUMENT}/{CHAPTER}", named(body).blocks)


def ids(found: Identified) -> dict[str, str]:
    return {block.text: block.id for block in found.blocks}


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def test_a_birth_id_never_changes():
    assert birth_id("pfos", "foams", BlockKind.PARAGRAPH, "Foam  is\nopen.", 0) == "panuheqyb"
    assert birth_id("pfos", "foams", BlockKind.PARAGRAPH, "Foam is open.", 0) == "panuheqyb"
    assert birth_id("pfos", "foams", BlockKind.ITEM, "Foam is open.", 0) != "panuheqyb"
    assert birth_id("pfos", "foams", BlockKind.PARAGRAPH, "Foam is open.", 1) != "panuheqyb"


def test_without_a_memory_every_block_is_born_and_equals_are_told_apart():
    found = named(paragraphs("Same.", "Same.", "Other."))
    names = [block.id for block in found.blocks]
    assert names == [
        birth_id(DOCUMENT, CHAPTER, BlockKind.PARAGRAPH, *text) for text in (("Same.", 0), ("Same.", 1), ("Other.", 0))
    ]
    assert found.born == set(names)


def test_cells_are_named_after_their_row_and_front_matter_keeps_its_names():
    blocks = read_blocks("| a | b |\n|---|---|\n| 1 |  |\n").blocks
    title = Block(BlockKind.TITLE, "Foams", 0, 0, 0, id="title")
    found = identify(DOCUMENT, CHAPTER, (title, *blocks), None)
    kinds = [(block.kind, block.id) for block in found.blocks]
    head, row = (name for kind, name in kinds if kind is BlockKind.ROW)
    assert kinds == [
        (BlockKind.TITLE, "title"),
        (BlockKind.ROW, head),
        (BlockKind.CELL, f"{head}-c1"),
        (BlockKind.CELL, f"{head}-c2"),
        (BlockKind.ROW, row),
        (BlockKind.CELL, f"{row}-c1"),
    ]
    assert found.born == {name for _, name in kinds} - {"title"}


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ((FOAM, WATER), (FOAM, WATER), {FOAM: FOAM, WATER: WATER}),
        ((FOAM, WATER), (WATER, FOAM), {FOAM: FOAM, WATER: WATER}),
        ((FOAM, WATER), (FOAM.replace("open", "wide open"), WATER), {FOAM.replace("open", "wide open"): FOAM}),
        # Laid out anew, it is the same text.
        ((FOAM,), (FOAM.replace(" it", "\nit"),), {FOAM.replace(" it", "\nit"): FOAM}),
        # A sentence is added in the midst of others.
        ((FOAM, WATER, DESTROY), (FOAM, f"{WATER}\n{DESTROY[:30]}.", DESTROY), {f"{WATER}\n{DESTROY[:30]}.": WATER}),
        # Something else stands in its place.
        (
            (FOAM, WATER, DESTROY),
            (FOAM, "Label every tank.", DESTROY),
            {"Label every tank.": None},
        ),
        # The kinds must match.
        ((FOAM, WATER), (FOAM, f"- {WATER}"), {WATER: None}),
        ((FOAM, WATER), (f"## {FOAM}", WATER), {FOAM: None}),
        # Equal texts are told apart by their neighbours.
        (("Same.", FOAM, "Same.", WATER), (FOAM, "Same.", WATER), {FOAM: FOAM}),
    ],
)
def test_what_keeps_its_identity(before, after, kept):
    memory = template(paragraphs(*before))
    found = named(paragraphs(*after), memory)
    old = ids(named(paragraphs(*before)))
    new = ids(found)
    for text, origin in kept.items():
        assert (new[text] == old[origin]) if origin else (new[text] in found.born)


def test_of_equal_texts_the_right_one_stays():
    before = named(paragraphs("Same.", FOAM, "Same.", WATER))
    found = named(paragraphs(FOAM, "Same.", WATER), template(paragraphs("Same.", FOAM, "Same.", WATER)))
    assert [block.id for block in found.blocks] == [block.id for block in before.blocks][1:]
    assert found.born == frozenset()


def test_a_doubtful_match_is_never_decided_silently():
    twins = (
        "The north kiln is checked for dust and leaks each month.",
        "The south kiln is checked for dust and leaks each month.",
    )
    memory = template(paragraphs(FOAM, *twins, WATER))
    found = named(paragraphs(FOAM, "The west kiln is checked for dust and leaks each month.", WATER), memory)
    block = found.blocks[1]
    old = ids(named(paragraphs(FOAM, *twins, WATER)))
    assert block.id in found.born
    assert [(doubt.block, [(name, text) for name, text, _ in doubt.candidates]) for doubt in found.doubts] == [
        (block, [(old[text], text) for text in twins])
    ]


def table(*rows: str) -> str:
    return "\n".join(("| Source | Limit |", "|---|---|", *rows)) + "\n"


def test_a_row_keeps_its_identity_while_it_is_about_the_same_thing():
    memory = template(table("| Kiln | 10 mg/kg |", "| Boiler | 10 mg/kg |"))
    found = named(table("| Kiln[^n] | 50 mg/kg |", "| Boiler | 10 mg/kg |") + "\n[^n]: Note.\n", memory)
    assert {block.kind for block in found.blocks if block.id in found.born} == {BlockKind.FOOTNOTE}


def test_a_row_whose_first_cell_changed_is_a_doubt():
    memory = template(table("| Cement kiln | 10 mg/kg in new plants |"))
    found = named(table("| Lime kiln | 10 mg/kg in new plants |"), memory)
    rows = [block for block in found.blocks if block.kind is BlockKind.ROW]
    assert rows[1].id in found.born
    assert f"{rows[1].id}-c2" in found.born
    assert [(doubt.block, doubt.candidates[0][1]) for doubt in found.doubts] == [
        (rows[1], "Cement kiln | 10 mg/kg in new plants")
    ]


def test_a_row_of_numbers_is_remembered_too():
    memory = template(table("| 1 | 2 |", "| 3 | 4 |"))
    found = named(table("| 1 | 5 |", "| 3 | 4 |"), memory)
    assert found.born == frozenset()


def test_an_explicit_id_wins_and_an_id_already_known_is_not_born_again():
    memory = template(paragraphs(FOAM, "## Why {#why}"))
    found = named(paragraphs(f"{FOAM}\n{{: #foam }}", "## For what reason {#why}"), memory)
    assert [block.id for block in found.blocks] == ["foam", "why"]
    assert found.born == {"foam"}


def test_a_text_born_again_does_not_take_the_id_of_the_one_that_was_edited():
    memory = template(paragraphs(FOAM))
    edited = FOAM.replace("open", "wide open")
    found = named(paragraphs(edited, WATER, DESTROY, FOAM), template(paragraphs(FOAM)))
    assert len({block.id for block in found.blocks}) == 4
    again = make_template("pfos/foams", named(paragraphs(edited), memory).blocks)
    both = named(paragraphs(edited, WATER, FOAM), again)
    assert both.blocks[0].id == memory.entries[0].id
    assert both.blocks[2].id == birth_id(DOCUMENT, CHAPTER, BlockKind.PARAGRAPH, FOAM, 1)


def test_what_left_another_chapter_is_found_by_almost_the_same_words_only():
    other = template(paragraphs(FOAM, WATER))
    gone = named(paragraphs(WATER), other).gone
    assert [entry.source for entry in gone] == [FOAM]
    elsewhere = {"pfos/other": Catalogue("other.pot", entries=gone)}
    assert named(paragraphs(FOAM), elsewhere=Elsewhere(others=(elsewhere["pfos/other"],))).blocks[0].id == gone[0].id
    assert named(paragraphs(FOAM), elsewhere=Elsewhere(others=(elsewhere["pfos/other"],))).born == frozenset()
    changed = named(
        paragraphs("Foam was a closed application: nothing ends up in a drain."),
        elsewhere=Elsewhere(others=(elsewhere["pfos/other"],)),
    )
    assert changed.born == {changed.blocks[0].id}


def test_unchanged_text_is_not_aligned(monkeypatch):
    body = paragraphs(*(f"Paragraph number {number} says so." for number in range(300)))
    blocks = read_blocks(body).blocks
    memory = make_template("pfos/foams", identify(DOCUMENT, CHAPTER, blocks, None).blocks)
    monkeypatch.setattr("living_guidance.text.identity.align", None)
    assert identify(DOCUMENT, CHAPTER, blocks, memory).born == frozenset()


def test_identifying_again_changes_nothing():
    first = named(paragraphs(FOAM, "- item", "## Head"))
    memory = make_template("pfos/foams", first.blocks)
    bare = tuple(replace(block, id="") for block in first.blocks)
    assert identify(DOCUMENT, CHAPTER, bare, memory).blocks == first.blocks
