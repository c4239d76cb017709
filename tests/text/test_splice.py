"""Splicing: nothing given, nothing changed; whatever a translator writes stays text in its place."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.model.corpus import Block
from living_guidance.model.marks import MARK, mark_number
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.blocks import read_blocks
from living_guidance.text.problems import Problem
from living_guidance.text.splice import mark_for, splice, unsafe_target
from tests.counts import cases
from tests.text.documents import bodies

SPECIMEN = (Path(__file__).parent / "specimen.md").read_text(encoding="utf-8")
HOSTILE = st.text(
    st.one_of(st.sampled_from("#-*+>|`~:!?=[]{}()<&\\_\"'1. \n\t^"), st.sampled_from("ab汉字。，“”é1")), max_size=40
)
STARTS = st.sampled_from(
    [
        *("", "# ", "- ", "1. ", "> ", "```\n", ":   ", '!!! note "x"\n    ', "Table: ", "| a | b |\n|---|---|\n"),
        *("[^n]: ", "[x]: y", "    ", "===\n", "{: #x }", '??? x "y"', "---\n", "*[A]: b", "[TOC]", "--8<-- ", "\n\n"),
        *("~~~", "Setext\n---"),
    ]
)


def numbered(body: str) -> list[Block]:
    return [replace(block, id=str(number)) for number, block in enumerate(read_blocks(body).blocks)]


@given(bodies(faults=3))
@settings(max_examples=cases(500), deadline=None)
def test_without_targets_and_marks_the_body_is_returned_byte_for_byte(body):
    assert splice(body, numbered(body), {}) == body


def test_the_specimen_is_returned_byte_for_byte():
    assert read_blocks(SPECIMEN).problems == ()
    assert splice(SPECIMEN, numbered(SPECIMEN), {}) == SPECIMEN


@given(st.text(st.sampled_from("#-*+>|`~:!?=[]{}()<&\\_\"'1. \n\tab汉^"), max_size=200))
@settings(max_examples=cases(1000), deadline=None)
def test_any_text_is_returned_byte_for_byte(body):
    assert splice(body, numbered(body), {}) == body


@given(bodies())
@settings(max_examples=cases(300), deadline=None)
def test_taking_the_marks_out_again_gives_the_body(body):
    blocks = [block for block in numbered(body) if block.kind is not BlockKind.CODE]
    marked = splice(body, blocks, {}, lambda block: mark_for(int(block.id)))
    assert MARK.sub("", marked) == body
    found = [mark_number(match) for match in MARK.finditer(marked)]
    assert found == [int(block.id) for block in blocks if block.kind is not BlockKind.ROW]


@given(bodies(), st.data())
@settings(max_examples=cases(1000), deadline=None)
def test_a_target_stays_text_in_its_place(body, data):
    reading = read_blocks(body)
    blocks = numbered(body)
    if reading.problems or not blocks:
        return
    targets = {}
    for block in data.draw(st.lists(st.sampled_from(blocks), max_size=4)):
        target = data.draw(STARTS) + data.draw(HOSTILE)
        targets[block.id] = target
    spliced = splice(body, blocks, targets)
    after = read_blocks(spliced)
    assert after.problems == ()
    assert [(block.kind, block.level, block.explicit) for block in after.blocks] == [
        (block.kind, block.level, block.explicit) for block in blocks
    ]


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        (BlockKind.PARAGRAPH, "text with <b>tag</b>", "po.html"),
        (BlockKind.PARAGRAPH, "<script>alert(1)</script>", "po.html"),
        (BlockKind.PARAGRAPH, "<!-- hidden", "po.html"),
        (BlockKind.PARAGRAPH, "5 < 6, `<b>` and <https://example.org/>", None),
        (BlockKind.PARAGRAPH, "a \ue000 mark", "po.character"),
        (BlockKind.PARAGRAPH, "a\x02stash\x03", "po.character"),
        (BlockKind.PARAGRAPH, "a\u2028b", "po.character"),
        (BlockKind.PARAGRAPH, "[" * 600, "po.too-long"),
        (BlockKind.CELL, "`a | b`", "po.pipe-in-code"),
        (BlockKind.CELL, "a | b", None),
        (BlockKind.CODE, "```\nout", "po.fence"),
        (BlockKind.CODE, "<b>", None),
    ],
)
def test_what_cannot_be_made_harmless_is_refused(kind, target, code):
    problem = unsafe_target(Block(kind, "source", 0, 6, 0), target)
    assert (problem and problem.code) == code


def test_a_refused_target_leaves_the_source():
    blocks = numbered("Some text.\n")
    assert unsafe_target(blocks[0], "<b>") == Problem("po.html", words={"found": "<b>"})
    assert splice("Some text.\n", blocks, {"0": "<b>"}) == "Some text.\n"


@pytest.mark.parametrize(
    ("body", "target", "expected"),
    [
        ("One.\nTwo.\n", "一。\n二。", "一。\n二。\n"),
        ("One.\n", "一。\n\n二。", "一。\n二。\n"),
        ("- One.\n  Two.\n", "一。\n二。", "- 一。\n  二。\n"),
        ("10. One.\n", "一。\n二。", "10. 一。\n    二。\n"),
        ("## One ##\n", "一\n二", "## 一二 ##\n"),
        ("## One {#x}\n", "C#", "## C\\# {#x}\n"),
        ('!!! note "One"\n    Two.\n', '一"二"', '!!! note "一"二""\n    Two.\n'),
        ("> One.\n", "一。\n二。", "> 一。\n> 二。\n"),
        ("[^n]: One[^n].\n", "一[^n]。\n二。", "[^n]: 一[^n]。\n    二。\n"),
        ("One.\n", "# 一", "\\# 一\n"),
        ("One.\n", "1. 一", "1\\. 一\n"),
        ("One.\n", "Table: 一", "Table&#58; 一\n"),
        ("One.\n", "一 {: onclick=x }", "一 \\{: onclick=x }\n"),
        ("![One](x.png)\n", "一[二]", "![一\\[二\\]](x.png)\n"),
        # What an older translation still refers to, and the source does not, is left out.
        ("One.\n", "一[旧](gone.md)。[^gone]", "一旧。\n"),
        (
            "One [a](x.md).\n",
            "一[甲](x.md)、[乙](https://example.org/)。",
            "一[甲](x.md)、[乙](https://example.org/)。\n",
        ),
        # The same text is not laid out anew.
        ("- One.\n    Two.\n", "One.\nTwo.", "- One.\n    Two.\n"),
    ],
)
def test_a_target_takes_the_layout_of_its_place(body, target, expected):
    assert splice(body, numbered(body)[:1], {"0": target}) == expected


def test_a_cell_cannot_open_another():
    body = "| a | b |\n|---|---|\n"
    blocks = numbered(body)
    assert splice(body, blocks, {"1": "一|二\n三", "2": "四\\"}) == "| 一&#124;二三 | 四\\\\ |\n|---|---|\n"


def test_a_caption_keeps_its_word_of_markup():
    body = "Table: Limits\n\n| a |\n|---|\n| b |\n"
    assert splice(body, numbered(body)[:1], {"0": "- 限值"}).startswith("Table: - 限值\n\n")


def test_the_mark_of_code_stands_above_it_and_that_of_an_address_apart():
    body = "See https://example.org/\n\n```\ncode\n```\n"
    marked = splice(body, numbered(body), {}, lambda block: mark_for(int(block.id)))
    assert marked == f"See https://example.org/ {mark_for(0)}\n\n{mark_for(1)}\n\n```\ncode\n```\n"
