"""The redline of a chapter: what became of each paragraph, in which order it is read, and that no word is lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.model.writing import unwrap
from living_guidance.text.fates import BlockFate, fates
from living_guidance.text.numbers import changed
from living_guidance.text.redline import Compared, Departed, Redline, changed_numbers, compare
from living_guidance.text.words import Op
from tests.counts import cases
from tests.text.documents import bodies
from tests.text.states import paragraphs, spoken, text_of, texts

GOLDEN = Path(__file__).parent / "golden"
MARKS = {Op.EQUAL: ("", ""), Op.INSERT: ("{+", "+}"), Op.DELETE: ("[-", "-]")}

FATES = (
    ("nothing", "a: One.", "a: One.", "a unchanged"),
    ("edited", "a: One.", "a: Two.", "a edited"),
    ("lines joined", "a: One  two.", "a: One two.", "a unchanged"),
    ("added", "a: One.", "a: One.|b: Two.", "a unchanged|b added"),
    ("deleted", "a: One.|b: Two.", "a: One.", "a unchanged|b deleted"),
    ("a swap moves one", "a: One.|b: Two.", "b: Two.|a: One.", "b moved|a unchanged"),
    (
        "moved down past three",
        "x: X|a: A|b: B|c: C",
        "a: A|b: B|c: C|x: X",
        "a unchanged|b unchanged|c unchanged|x moved",
    ),
    ("moved and edited", "x: X|a: A|b: B", "a: A|b: B|x: Y", "a unchanged|b unchanged|x edited+"),
    (
        "a list keeps together",
        "p: P|a*: A|b*: B|c*: C",
        "a*: A|b*: B|c*: C|p: P",
        "a unchanged|b unchanged|c unchanged|p moved",
    ),
    ("another kind", "a: One.", "a*: One.", "a edited"),
    ("a number alone", "a: Below 0.1.", "a: Below 0.10.", "a edited"),
    ("code keeps its spaces", "a!: x = 1", "a!: x  = 1", "a edited"),
    (
        "split",
        "a: Use dry filters in the plant. Keep water away from the drums.",
        "a: Use dry filters in the plant.|b: Keep water away from the drums.",
        "a edited <b|b split <a",
    ),
    (
        "split, and the second part kept the id",
        "a: Use dry filters in the plant. Keep water away from the drums.",
        "b: Use dry filters in the plant.|a: Keep water away from the drums.",
        "b split <a|a edited <b",
    ),
    (
        "split in three",
        "a: Use dry filters in the plant. Keep water away from the drums. Measure the flow twice a day.",
        "a: Use dry filters in the plant.|b: Keep water away from the drums.|c: Measure the flow twice a day.",
        "a edited <b,c|b split <a|c split <a",
    ),
    (
        "split into items",
        "a: Use dry filters in the plant; keep water away from the drums.",
        "a: Use dry filters in the plant:|b*: keep water away from the drums.",
        "a edited <b|b split <a",
    ),
    (
        "split in Chinese",
        "a: 工厂应采用干式过滤器。药桶应与水保持距离。",
        "a: 工厂应采用干式过滤器。|b: 药桶应与水保持距离。",
        "a edited <b|b split <a",
    ),
    (
        "merged",
        "a: Use dry filters in the plant.|b: Keep water away from the drums.",
        "a: Use dry filters in the plant. Keep water away from the drums.",
        "a edited <b|b merged <a",
    ),
    (
        "a copy is no split: the old paragraph has kept its words",
        "a: Use dry filters in the plant. Keep water away from the drums.",
        "a: Use dry filters in the plant. Keep water away from the drums.|b: Keep water away from the drums.",
        "a unchanged|b added",
    ),
    (
        "split, and neither part kept the id",
        "x: X|a: Use dry filters in the plant. Keep water away from the drums.|y: Y",
        "x: X|b: Use dry filters in the plant.|c: Keep water away from the drums.|y: Y",
        "x unchanged|b split <a|c split <a|y unchanged|a deleted <b,c",
    ),
    (
        "merged into a new one",
        "b: Use dry filters in the plant.|c: Keep water away from the drums.",
        "a: Use dry filters in the plant. Keep water away from the drums.",
        "a added <b,c|b merged <a|c merged <a",
    ),
    (
        "cut down and taken for another is no split",
        "x: X|a: Use dry filters in the plant. Keep water away from the drums.|y: Y",
        "x: X|b: Use dry filters in the plant.|y: Y",
        "x unchanged|b added|y unchanged|a deleted",
    ),
    (
        "the same words elsewhere are no split",
        "a: Use dry filters in the plant. Keep water away from the drums.|x: X|y: Y",
        "x: X|y: Y|b: Use dry filters in the plant.|c: Keep water away from the drums.",
        "x unchanged|y unchanged|b added|c added|a deleted",
    ),
    ("too short to tell", "a: Yes. No way.", "a: Yes.|b: No way.", "a edited|b added"),
    (
        "other words are no split",
        "a: Use dry filters in the plant. Keep water away from the drums.",
        "a: Use dry filters in the plant.|b: Drums are to be labelled in two languages.",
        "a edited|b added",
    ),
)


def show(found: dict[str, BlockFate]) -> str:
    return "|".join(
        f"{name} {fate.fate}{'+' if fate.moved and fate.fate is Fate.EDITED else ''}"
        f"{' <' + ','.join(fate.others) if fate.others else ''}"
        for name, fate in found.items()
    )


def state(lines: str):
    return paragraphs(lines.replace("|", "\n"))


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in FATES], ids=[case[0] for case in FATES])
def test_the_fate_of_each_paragraph(old: str, new: str, expected: str) -> None:
    assert show(fates(state(old), state(new))) == expected


def test_a_row_is_edited_if_a_cell_is_and_its_other_cells_are_not() -> None:
    found = fates(paragraphs("r|: PFOS | 10 | mg/l"), paragraphs("r|: PFOS | 5 | mg/l"))
    assert show(found) == "r edited|r-c1 unchanged|r-c2 edited|r-c3 unchanged"


def test_a_row_moves_with_its_cells_as_one() -> None:
    old, new = "h|: A | B\nr|: 1 | 2\ns|: 3 | 4\nt|: 5 | 6", "h|: A | B\ns|: 3 | 4\nt|: 5 | 6\nr|: 1 | 2"
    found = fates(paragraphs(old), paragraphs(new))
    assert {name: fate.moved for name, fate in found.items() if fate.moved} == {"r": True}
    assert [entry.id for entry in compare(text_of(paragraphs(old)), text_of(paragraphs(new))).blocks][-3:] == [
        *("r", "r-c1", "r-c2"),
    ]


def test_rows_whose_cells_another_language_has_are_judged_by_their_cells() -> None:
    old = [("r", BlockKind.ROW, "PFOS | 10"), ("r-c1", BlockKind.CELL, "全氟辛烷磺酸"), ("r-c2", BlockKind.CELL, "10")]
    new = [("r", BlockKind.ROW, "PFOS | ten"), *old[1:]]
    assert fates(old, new)["r"].fate is Fate.UNCHANGED


def ids(redline: Redline) -> list[str]:
    return [
        entry.id if isinstance(entry, Compared) else f"({' '.join(entry.ids)})"
        for entry in redline.entries
        if not (isinstance(entry, Compared) and entry.kind is BlockKind.CELL)
    ]


ORDERS = (
    ("what is gone stands after what it followed", "a: A|x: X|b: B", "a: A|b: B", "a x b"),
    ("what is gone stands before what came in its place", "a: A|x: X|b: B", "a: A|y: Y|b: B", "a x y b"),
    ("the first of all", "x: X|a: A", "a: A", "x a"),
    ("a move leaves a mark", "x: X|a: A|b: B", "a: A|b: B|x: X", "(x) a b x"),
    ("what moves together leaves one", "x: X|y: Y|a: A|b: B|c: C", "a: A|b: B|c: C|x: X|y: Y", "(x y) a b c x y"),
    ("what parts on the way leaves two", "x: X|y: Y|a: A|b: B|c: C", "a: A|b: B|y: Y|c: C|x: X", "(x) (y) a b y c x"),
    ("gone between two that moved", "x: X|z: Z|a: A|b: B", "a: A|b: B|x: X", "(x) z a b x"),
)


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in ORDERS], ids=[case[0] for case in ORDERS])
def test_the_reading_order(old: str, new: str, expected: str) -> None:
    redline = compare(text_of(state(old)), text_of(state(new)))
    assert " ".join(ids(redline)) == expected


def test_what_is_gone_from_below_a_table_does_not_cut_its_new_rows_off() -> None:
    old = paragraphs("h|: A | B\nr|: 1 | 2\np: Below.")
    new = paragraphs("h|: A | B\nr|: 1 | 2\ns|: 3 | 4")
    redline = compare(text_of(old), text_of(new))
    assert ids(redline) == ["h", "r", "s", "p"]
    assert [block.id for block in redline.blocks if block.begins_table] == ["h"]


def test_two_tables_in_a_row_are_two() -> None:
    body = "| A | B |\n| --- | --- |\n| 1 | 2 |\n\n| C | D |\n| --- | --- |\n| 3 | 4 |\n"
    old, new = texts(body, body)
    assert [row.passage.text for row in compare(old, new).blocks if row.begins_table] == ["A | B", "C | D"]


def test_a_new_chapter_is_all_added_and_one_that_is_gone_all_deleted() -> None:
    text = text_of(paragraphs("a: One.\nr|: 1 | 2"))
    assert {block.fate for block in compare(None, text).blocks} == {Fate.ADDED}
    assert {block.fate for block in compare(text, None).blocks} == {Fate.DELETED}
    assert compare(None, None).entries == ()
    assert compare(None, text).counts == {Fate.ADDED: 2}


def test_a_heading_on_another_level_has_changed() -> None:
    heading = [("a", BlockKind.HEADING, "Limits")]
    block = compare(text_of(heading), text_of(heading, levels={"a": 3})).blocks[0]
    assert (block.fate, block.is_reformed) == (Fate.EDITED, True)


def test_a_paragraph_that_was_translated_meanwhile_has_no_word_in_common_with_what_stood_there() -> None:
    old, new = text_of(paragraphs("a: PFOS in foams."), "en"), text_of(paragraphs("a: 泡沫中的PFOS。"), "zh")
    assert [(run.op, run.text) for run in compare(old, new).blocks[0].runs] == [
        (Op.DELETE, "PFOS in foams."),
        (Op.INSERT, "泡沫中的PFOS。"),
    ]


def test_code_is_compared_line_by_line_with_its_spaces() -> None:
    old = text_of([("a", BlockKind.CODE, "if x:\n    y = 1\nend")])
    new = text_of([("a", BlockKind.CODE, "if x:\n    y = 2\nend")])
    assert [(run.op, run.text) for run in compare(old, new).blocks[0].runs] == [
        (Op.EQUAL, "if x:\n"),
        (Op.DELETE, "    y = 1\n"),
        (Op.INSERT, "    y = 2\n"),
        (Op.EQUAL, "end"),
    ]


NUMBERS = (
    ("the same", "5 mg", "5 mg", "", ""),
    ("words only", "5 plants", "5 facilities", "", ""),
    ("more digits promise more", "0.1 mg/kg", "0.10 mg/kg", "0.1 mg/kg", "0.10 mg/kg"),
    ("grouping", "1,000 t", "1 000 t", "", ""),
    ("grouping and more", "1,000 t", "10,000 t", "1,000 t", "10,000 t"),
    ("a space before the sign", "5 %", "5%", "", ""),
    ("spelt out", "5 per cent", "5 %", "", ""),
    ("full width", "５％", "5%", "", ""),
    ("percent", "5 %", "6 %", "5 %", "6 %"),
    ("unit", "0.1 ng TEQ/Nm³", "0.1 ng TEQ/m³", "0.1 ng TEQ/Nm³", "0.1 ng TEQ/m³"),
    ("prefix of a unit", "5 mg", "5 µg", "5 mg", "5 µg"),
    ("two code points for micro", "5 μg", "5 µg", "", ""),
    ("power", "10⁻³ g", "10⁻⁴ g", "10⁻³ g", "10⁻⁴ g"),
    ("comparison", "< 5 mg", "> 5 mg", "< 5 mg", "> 5 mg"),
    ("entity", "&lt; 5 mg", "< 5 mg", "", ""),
    ("sign", "-5 °C", "5 °C", "-5 °C", "5 °C"),
    ("range", "10–20 t", "10–25 t", "20 t", "25 t"),
    ("date", "by 29 June 2018", "by 29 July 2018", "29 June 2018", "29 July 2018"),
    ("month", "in May 2018", "in May 2019", "May 2018", "May 2019"),
    ("Chinese date", "2018年6月29日", "2018年6月30日", "2018年6月29日", "2018年6月30日"),
    ("Chinese unit", "0.5毫克/千克", "0.5微克/千克", "0.5毫克/千克", "0.5微克/千克"),
    ("full-width stroke", "0.5毫克/千克", "0.5毫克／千克", "", ""),
    ("ten thousands", "5万吨", "5吨", "5万吨", "5吨"),
    ("Chinese numerals", "五年内", "十年内", "五年", "十年"),
    ("Chinese hundredths", "百分之五", "百分之十", "百分之五", "百分之十"),
    ("English words", "within five years", "within ten years", "five years", "ten years"),
    ("two that changed places", "5 mg, 10 kg", "10 kg, 5 mg", "10 kg", "10 kg"),
    ("stress", "**5** mg", "5 mg", "", ""),
    (
        "addresses and notes",
        "[x](page-2.md)[^3] <https://a.example/1>",
        "[x](page-3.md)[^4] <https://a.example/2>",
        "",
        "",
    ),
    ("decision", "SC-4/17", "SC-4/18", "17", "18"),
    ("subscripts are names", "CO₂", "CO₃", "", ""),
    ("none", "text", "", "", ""),
)


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"), [case[1:] for case in NUMBERS], ids=[one[0] for one in NUMBERS]
)
def test_which_numbers_changed(old: str, new: str, gone: str, come: str) -> None:
    found = changed(old, new)
    assert (" | ".join(found.gone), " | ".join(found.come)) == (gone, come)
    assert bool(found) is bool(gone or come)


def test_a_number_in_a_cell_is_told_of_its_row() -> None:
    redline = compare(text_of(paragraphs("r|: PFOS | 10 mg")), text_of(paragraphs("r|: PFOS | 5 mg")))
    assert [block.id for block in redline.blocks if changed_numbers(block)] == ["r", "r-c2"]
    assert (redline.blocks[0].numbers.gone, redline.blocks[0].numbers.come) == (("10 mg",), ("5 mg",))


def test_a_number_that_went_along_with_its_words_has_not_changed() -> None:
    old = "a: Use 2 dry filters in the plant. Keep 5 metres from the drums."
    new = "a: Use 3 dry filters in the plant.\nb: Keep 5 metres from the drums."
    redline = compare(text_of(paragraphs(old)), text_of(paragraphs(new)))
    assert {block.id: (block.numbers.gone, block.numbers.come) for block in redline.blocks} == {
        "a": (("2",), ("3",)),
        "b": ((), ()),
    }


def shown(redline: Redline) -> str:
    """The redline as a golden file has it."""
    lines = []
    for entry in redline.entries:
        if isinstance(entry, Departed):
            lines.append(f"  ⇢ {len(entry.ids)}")
            continue
        words = "".join(f"{MARKS[run.op][0]}{run.text}{MARKS[run.op][1]}" for run in entry.runs)
        names = [entry.kind, entry.fate, *(["moved"] if entry.moved else []), *(["number"] if entry.numbers else [])]
        lines.append(f"{', '.join(names)}: {words}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_chapter_that_was_revised(language: str, golden) -> None:
    old, new = ((GOLDEN / f"chapter-{language}-{name}.md").read_text(encoding="utf-8") for name in ("old", "new"))
    redline = compare(*(spoken(text, language) for text in texts(old, new)), ("最佳可得技术",))
    golden(GOLDEN / f"chapter-{language}.redline", shown(redline))


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
KINDS = st.sampled_from(
    [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW, BlockKind.HEADING, BlockKind.FOOTNOTE, BlockKind.CODE]
)
WORDS = st.text("ab *_[](.md)^！，。汉字限值 \n0", max_size=20) | st.sampled_from(
    ["Use dry filters here. Keep water away from it.", "Use dry filters here.", "Keep water away from it.", "0.1 mg"]
)


@st.composite
def states(draw):
    kinds = {name: draw(KINDS) for name in "abcdefgh"}

    def one():
        blocks = []
        for name in draw(NAMES):
            blocks.append((name, kinds[name], draw(WORDS)))
            if kinds[name] is BlockKind.ROW:
                columns = draw(st.lists(st.integers(1, 3), unique=True, max_size=3))
                blocks += [(f"{name}-c{at}", BlockKind.CELL, draw(WORDS)) for at in sorted(columns)]
        return text_of(blocks)

    return one(), one()


def check_whole(old, new, redline: Redline) -> None:
    blocks = {block.id: block for block in redline.blocks}
    assert len(blocks) == len(redline.blocks)
    before, after = ({one.block.id: one for one in text.passages} for text in (old, new))
    assert set(blocks) == set(before) | set(after)
    for block in blocks.values():
        assert (block.old, block.new) == (before.get(block.id), after.get(block.id))
        if block.kind is BlockKind.ROW:
            continue
        same = unwrap if block.kind is not BlockKind.CODE else str
        for passage, but in ((block.old, Op.INSERT), (block.new, Op.DELETE)):
            words = "".join(run.text for run in block.runs if run.op is not but)
            assert words == (same(passage.text) if passage else "")
        if block.fate in {Fate.UNCHANGED, Fate.MOVED}:
            assert all(run.op is Op.EQUAL for run in block.runs)
    stood = [name for name in after if blocks[name].kind is not BlockKind.CELL]
    assert [block.id for block in redline.blocks if block.id in stood] == stood
    left = [name for entry in redline.entries if isinstance(entry, Departed) for name in entry.ids]
    assert sorted(left) == sorted(block.id for block in redline.blocks if block.moved)


@given(states())
@settings(max_examples=cases(2000), deadline=None)
def test_no_word_is_lost_and_nothing_that_differs_is_unmarked(pair) -> None:
    check_whole(*pair, compare(*pair))


@given(bodies(), bodies())
@settings(max_examples=cases(300), deadline=None)
def test_the_same_holds_for_whole_documents(old: str, new: str) -> None:
    before, after = texts(old, new)
    check_whole(before, after, compare(before, after))


@given(st.permutations("abcdefg"))
@settings(max_examples=cases(1000), deadline=None)
def test_as_few_as_can_be_are_moved(order: list[str]) -> None:
    old, new = ([(name, BlockKind.PARAGRAPH, name) for name in names] for names in ("abcdefg", order))
    staying = [name for name, fate in fates(old, new).items() if not fate.moved]
    assert staying == sorted(staying)
    assert len(staying) == max(
        len(chain)
        for bits in range(2**7)
        if (chain := [name for at, name in enumerate(order) if bits >> at & 1]) == sorted(chain)
    )
