"""Answers settle which paragraph a doubtful one is; they are for exactly one text, and never make one two."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.model.corpus import Block, Catalogue
from living_guidance.model.records import NEW
from living_guidance.model.vocabulary import BlockKind, Misanswer
from living_guidance.text.blocks import read_blocks
from living_guidance.text.catalogues import make_template
from living_guidance.text.identity import Elsewhere, Identified, identify
from tests.counts import cases

KILN = "The {} kiln is checked for dust and leaks each month."
WATER = "Separate floating fuel and solids first, then treat the water on activated carbon."
DESTROY = "Concentrate and spent carbon go to a facility that destroys the substance."


def named(body: str, memory: Catalogue | None = None, answers: dict[str, str] | None = None, **more) -> Identified:
    return identify("pfos", "foams", read_blocks(body).blocks, memory, answers=answers, **more)


def template(body: str) -> Catalogue:
    return make_template("pfos/foams", named(body).blocks)


def body(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


NORTH, SOUTH, WEST, EAST = (KILN.format(name) for name in ("north", "south", "west", "east"))
MEMORY = template(body(WATER, NORTH, SOUTH, DESTROY))
OLD = {entry.source: entry.id for entry in MEMORY.entries}


def west(answers: dict[str, str] | None = None) -> Identified:
    """The north and the south kiln are gone; the west one may be either."""
    return named(body(WATER, WEST, DESTROY), MEMORY, answers)


ASKED = west().doubts[0].block.id


def test_a_doubt_asks_about_the_id_at_birth() -> None:
    assert west().asked == {ASKED}
    assert west().born == {ASKED}


@pytest.mark.parametrize("text", [NORTH, SOUTH])
def test_an_answer_makes_the_paragraph_the_old_one(text: str) -> None:
    found = west({ASKED: OLD[text]})
    assert [block.id for block in found.blocks] == [OLD[WATER], OLD[text], OLD[DESTROY]]
    assert (found.doubts, found.born, found.misanswered, found.asked) == ((), frozenset(), {}, {ASKED})


def test_an_answer_makes_the_paragraph_a_new_one() -> None:
    found = west({ASKED: NEW})
    assert [block.id for block in found.blocks] == [OLD[WATER], ASKED, OLD[DESTROY]]
    assert (found.doubts, found.born) == ((), {ASKED})


def test_an_answer_that_was_carried_out_is_history() -> None:
    after = west({ASKED: OLD[NORTH]})
    again = named(body(WATER, WEST, DESTROY), make_template("pfos/foams", after.blocks), {ASKED: OLD[NORTH]})
    assert (again.blocks, again.asked, again.misanswered) == (after.blocks, frozenset(), {})


def test_an_answer_is_for_exactly_one_text() -> None:
    found = named(body(WATER, KILN.format("western"), DESTROY), MEMORY, {ASKED: OLD[NORTH]})
    assert len(found.doubts) == 1
    assert ASKED not in found.asked


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [("pzzzzzzzz", Misanswer.UNKNOWN), (OLD[WATER], Misanswer.TAKEN), (ASKED, Misanswer.UNKNOWN)],
)
def test_an_answer_that_cannot_be_leaves_the_doubt(answer: str, wrong: Misanswer) -> None:
    found = west({ASKED: answer})
    assert found.misanswered == {ASKED: wrong}
    assert replace(found, misanswered={}) == west()


def test_two_paragraphs_cannot_be_the_same() -> None:
    text = body(WATER, WEST, EAST, DESTROY)
    first, second = (doubt.block.id for doubt in named(text, MEMORY).doubts)
    found = named(text, MEMORY, {first: OLD[NORTH], second: OLD[NORTH]})
    assert found.misanswered == {first: Misanswer.TWICE, second: Misanswer.TWICE}
    assert len(found.doubts) == 2
    both = named(text, MEMORY, {first: OLD[SOUTH], second: OLD[NORTH]})
    assert [block.id for block in both.blocks] == [OLD[WATER], OLD[SOUTH], OLD[NORTH], OLD[DESTROY]]


def test_a_paragraph_rewritten_from_scratch_may_be_answered_too() -> None:
    text = body(WATER, "Nothing of what stood here is left.", DESTROY)
    plain = named(text, MEMORY)
    assert plain.doubts == ()
    (asked,) = plain.asked
    assert named(text, MEMORY, {asked: OLD[SOUTH]}).blocks[1].id == OLD[SOUTH]


def test_a_row_whose_first_cell_changed_keeps_its_id_by_an_answer() -> None:
    head = "| Source | Limit |\n|---|---|\n"
    memory = template(f"{head}| Cement kiln | 10 mg/kg in new plants |\n")
    after = f"{head}| Lime kiln | 10 mg/kg in new plants |\n"
    doubt = named(after, memory).doubts[0]
    old = doubt.candidates[0][0]
    blocks = named(after, memory, {doubt.block.id: old}).blocks
    assert [block.id for block in blocks[3:]] == [old, f"{old}-c1", f"{old}-c2"]


def test_a_new_one_is_not_matched_when_its_neighbour_is_answered() -> None:
    """Where the neighbours are the same, less likeness is enough: but not for what was said to be new."""
    text = body(WATER, WEST, EAST, DESTROY)
    first, second = (doubt.block.id for doubt in named(text, MEMORY).doubts)
    found = named(text, MEMORY, {first: OLD[NORTH], second: NEW})
    assert [block.id for block in found.blocks] == [OLD[WATER], OLD[NORTH], second, OLD[DESTROY]]


def test_what_left_another_chapter_may_be_answered_however_much_it_changed() -> None:
    gone = template(body(NORTH)).entries
    elsewhere = Elsewhere(others=(Catalogue("other.pot", entries=gone),))
    text = body("Quite another text, which came from there all the same.")
    (asked,) = named(text, elsewhere=elsewhere).asked
    assert named(text, None, {asked: gone[0].id}, elsewhere=elsewhere).blocks[0].id == gone[0].id


def test_the_id_at_birth_is_never_that_of_a_candidate() -> None:
    """A text that reads again as some old paragraph did when it was born does not take its id without asking."""
    first = named(body(WATER, NORTH, DESTROY))
    edited = named(body(WATER, f"{NORTH}\n{SOUTH}", DESTROY), make_template("pfos/foams", first.blocks))
    memory = make_template("pfos/foams", edited.blocks)
    assert edited.blocks[1].id == first.blocks[1].id
    text = body(DESTROY, f"# {WATER}", NORTH.replace("month", "month and again"), "# Last", NORTH)
    found = named(text, memory)
    ids = [block.id for block in found.blocks]
    assert len(set(ids)) == len(ids)
    assert not {name for doubt in found.doubts for name, _, _ in doubt.candidates} & set(ids)


def test_an_answer_changes_nothing_that_was_certain() -> None:
    """Of equal texts, the one at the edge is certain; an answer that gives it another neighbour must not move it."""
    same = "north north north."
    memory = template(body(*[same] * 6))
    text = body("north north north north.", same)
    plain = named(text, memory)
    (asked,) = plain.asked
    for old in (entry.id for entry in memory.entries[:5]):
        found = named(text, memory, {asked: old})
        assert [block.id for block in found.blocks] == [old, plain.blocks[1].id]


WORDS = ("north", "south", "west", "kiln", "dust", "leaks", "month", "filter", "water", "ash")


@st.composite
def texts(draw: st.DrawFn) -> list[str]:
    sentence = st.lists(st.sampled_from(WORDS), min_size=3, max_size=14).map(lambda words: " ".join(words) + ".")
    return draw(st.lists(sentence, min_size=1, max_size=8))


@st.composite
def revised(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A text, and the same with words changed and paragraphs moved, dropped or added."""
    before = draw(texts())
    after = []
    for text in draw(st.permutations(before)):
        words = text.split()
        for _ in range(draw(st.integers(0, 3))):
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
        if draw(st.integers(0, 4)):
            after.append(" ".join(words))
    return before, [*after, *draw(texts())]


@settings(max_examples=cases(2000), deadline=None)
@given(revised(), st.data())
def test_whatever_is_answered_every_id_is_one_paragraphs_and_every_answer_is_heard(
    pair: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    before, after = pair
    blocks = [Block(BlockKind.PARAGRAPH, text, 0, 0, 0) for text in after]
    first = identify("pfos", "foams", [Block(BlockKind.PARAGRAPH, text, 0, 0, 0) for text in before], None)
    memory = make_template("pfos/foams", first.blocks)
    plain = identify("pfos", "foams", blocks, memory)
    known = [*(block.id for block in first.blocks), NEW, "pzzzzzzzz"]
    answers = {name: data.draw(st.sampled_from(known)) for name in sorted(plain.asked) if data.draw(st.booleans())}
    found = identify("pfos", "foams", blocks, memory, answers=answers)
    ids = [block.id for block in found.blocks]
    assert len(set(ids)) == len(ids)
    assert found.asked == plain.asked
    kept = {old.id for old in plain.blocks} - plain.asked
    for was, now in zip(plain.blocks, found.blocks, strict=True):
        answer = answers.get(was.id)
        if was.id in kept:
            # What was certain stays so.
            assert now.id == was.id
        elif answer is not None and was.id not in found.misanswered:
            assert now.id == (was.id if answer == NEW else answer)
    assert not {doubt.block.id for doubt in found.doubts} & (answers.keys() - found.misanswered.keys())
    again = identify("pfos", "foams", blocks, make_template("pfos/foams", found.blocks), answers=answers)
    assert (again.blocks, again.doubts, again.misanswered) == (found.blocks, (), {})
