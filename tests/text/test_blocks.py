"""Reading blocks: what is a block and where it stands, what is refused, and that bombs are bounded."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings

from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import sources
from living_guidance.text.blocks import read_blocks
from tests.counts import cases
from tests.text.documents import bodies

SPECIMEN = (Path(__file__).parent / "specimen.md").read_text(encoding="utf-8")


def listing(body: str) -> str:
    """A line for each block: kind, level, row and column, id, continuation, text."""
    lines = []
    for block in read_blocks(body).blocks:
        place = f" {block.row}.{block.column}" if block.row >= 0 else ""
        name = f" #{block.explicit}" if block.explicit else ""
        lines.append(f"{block.line}: {block.kind} {block.level}{place}{name} {block.prefix!r} {block.text!r}")
    return "\n".join(lines) + "\n"


def test_the_blocks_of_the_specimen(golden):
    golden(Path(__file__).parent / "golden" / "specimen.txt", listing(SPECIMEN))


@given(bodies(faults=3))
@settings(max_examples=cases(1000), deadline=None)
def test_a_block_stands_where_it_says(body):
    last = 0
    for block in read_blocks(body).blocks:
        if block.kind is BlockKind.ROW:
            continue
        assert block.start >= last
        last = block.end
        assert body.count("\n", 0, block.start) - (block.kind is BlockKind.CODE) == block.line
        lines = body[block.start : block.end].split("\n")
        if block.kind is not BlockKind.CODE:
            assert lines[0].rstrip() == block.text.split("\n")[0].rstrip()
        assert all(whole.endswith(text) for whole, text in zip(lines, block.text.split("\n"), strict=True))


TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"

REFUSED = [
    ("# Title", "heading-one"),
    ("##Title", "heading-mark"),
    (" ## Title", "indent"),
    ("## C#", "heading-mark"),
    ("####### Seven", "heading-mark"),
    ("##", "heading-empty"),
    ("## {#only}", "heading-empty"),
    ("Title\n---", "blank-line"),
    ("Title\n===", "underline"),
    ("Text\n- item", "blank-line"),
    ("Text\n2. item", "list-after-text"),
    ("1) item", "list-marker"),
    ("-     item", "item-start"),
    ("- item\n  - nested", "indent"),
    ("1. item\n\n   second", "indent"),
    ("- item\nnext line", "lazy-line"),
    ("- item\n\n1. other", "adjacent-lists"),
    ("- - item", "item-start"),
    ("- 2018. Was it", "indent"),
    ("- item\n\n    second\n- next", "blank-line"),
    ("- | a | b |\n  |---|---|\n  | 1 | 2 |", "item-start"),
    (f"Text\n{TABLE}", "blank-line"),
    (f"{TABLE}\nText", "table-form"),
    ("| a | b |\n|---|---|\n| 1 |", "row-cells"),
    ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "row-cells"),
    ("a | b\n--- | ---\n1 | 2", "table-form"),
    ("| a | b |\n| 1 | 2 |", "table-form"),
    (f"{TABLE}\n| `1|2` | 3 |", "pipe-in-code"),
    (f"{TABLE}\n{{: .wide }}", "table-form"),
    ("Table: alone", "caption-alone"),
    ("!!! note\n    Text", "note-form"),
    ("!!! note Title\n    Text", "note-form"),
    ("!!!note\n    Text", "note-form"),
    ('!!! note "- a"\n    Text', "list-after-text"),
    ('Text\n!!! note "T"\n    Text', "blank-line"),
    ('!!! note "T"\n    Text\nNext', "blank-line"),
    ("> quote\nlazy", "lazy-line"),
    (">quote", "quote-form"),
    ("    code", "indented-code"),
    ("```\ncode", "fence-open"),
    ("```\ncode\n ```", "fence-open"),
    ("Text\n```\ncode\n```", "blank-line"),
    ("Term\nOther\n: def", "definition-form"),
    ("Term\n~ def", "definition-form"),
    ('!!! note "T"\n    Term\n    :   def', "definition-place"),
    ("[^n]:\n    text", "footnote-form"),
    ("[^a b]: text", "footnote-form"),
    ("- item\n\n    [^n]: text", "footnote-place"),
    ("[^n]: text\n\n    more", "footnote-content"),
    ("[^n]: one\n[^n]: two", "footnote-twice"),
    ("Text[^n]", "footnote-undefined"),
    ("Text\n[x]: http://y.z", "link-definition"),
    ('=== "Tab"\n    Text', "tabs"),
    ('<div markdown="1">\n\nText\n\n</div>', "html"),
    ("Text<br>more", "html"),
    ("a <b and c", "html"),
    ("<!-- hidden -->", "html"),
    ('--8<-- "file.md"', "snippet"),
    ("*[POP]: pollutant", "abbreviation"),
    ("[TOC]", "toc"),
    ("* * *", "rule"),
    ("![](x.png)", "image-alt"),
    ("{: #x }", "attributes-alone"),
    ("Text\n{: #X }", "id-form"),
    ("## A {#x}\n\n## B {#x}", "id-twice"),
    ("## A {#summary}", "id-reserved"),
    ("| a {#x} |\n|---|\n| b |", "id-place"),
    ("\tText", "tab"),
    ("-\tText", "tab"),
    (" \nText", "indent"),
    ("".join(f"{'    ' * depth}- item\n" for depth in range(24)), "too-deep"),
    ("> " * 22 + "text", "too-deep"),
    ("[" * 501, "too-many-marks"),
    ("x" * 20_001, "long-line"),
    ("x\n" * 10_001, "too-long"),
    (f"{TABLE}\n" + "| 1 | 2 |\n" * 7000, "too-many-marks"),
]


@pytest.mark.parametrize(("body", "code"), REFUSED, ids=[f"{code}-{n}" for n, (_, code) in enumerate(REFUSED)])
def test_what_cannot_be_carried_is_a_problem_with_a_message(body, code):
    problems = {problem.code: problem for problem in read_blocks(body).problems}
    assert f"text.{code}" in problems
    problem = problems[f"text.{code}"]
    for key in (f"check.text.{code}", f"check.text.{code}.remedy"):
        message, _ = sources()[key]
        assert set(re.findall(r"\{(\w+)\}", message)) <= set(problem.words)


def test_every_problem_is_in_the_table_of_refusals():
    known = {code for _, code in REFUSED} | {"unreadable", "fence-form"}
    described = {key.removeprefix("check.text.") for key in sources() if key.startswith("check.text.")}
    assert known == {key for key in described if not key.endswith(".remedy")}


@pytest.mark.parametrize(
    "body",
    [
        "## A\nText right below.\n- not",
        "- 2018\\. Was it\n- `a|b`",
        "- item\n    - nested\n    - nested\n- item",
        "1. item\n\n    second\n\n2. next",
        "5 < 6 and 7 > 3, `<b>`, <https://example.org/>, <a@b.org>, &lt;",
        "[x]: http://y.z",
        "{{ macro }}",
        'Text\n{: .x #good-id }\n\n!!! note "A \\"b\\" c"\n    Text',
        "| a \\| b |\n|---|\n| c |\n\nTable: after",
        "Table: one\n\n| a |\n|---|\n| b |\n\nTable: two\n\n| a |\n|---|\n| b |",
        "Term\n:   one\n:   two\n\nOther\n:   three",
        "> quote\n>\n> - item\n> - item",
    ],
)
def test_what_both_parsers_read_alike_is_fine(body):
    assert [problem for problem in read_blocks(body).problems if "not" not in body] == []


def test_problems_come_in_the_order_of_the_text_each_once():
    problems = read_blocks("##One\n\n<b>\n\n# Two\n").problems
    assert [(problem.code, problem.line) for problem in problems] == [
        ("text.heading-mark", 0),
        ("text.html", 2),
        ("text.heading-one", 4),
    ]


BOMBS = {
    "brackets": "[" * 20_000,
    "brackets on lines": "[\n" * 9_000,
    "link texts": "[a](" * 5_000,
    "stars": "*a **b " * 5_000,
    "backticks": "".join("`" * n + "a" for n in range(200)),
    "quotations": ">" * 5_000 + "x",
    "quotations apart": "> " * 5_000 + "x",
    "items on a line": "- " * 5_000 + "x",
    "items in a staircase": "".join(f"{'    ' * depth}- x\n" for depth in range(480)),
    "numbers in a staircase": "".join(f"{'    ' * depth}1. x\n" for depth in range(480)),
    "notes in a staircase": "".join(f'{"    " * depth}!!! note "x"\n' for depth in range(480)),
    "deep levels": "\n".join(" " * depth + "- x" for depth in range(5_000)),
    "wide table": "|a" * 9_000 + "|\n" + "|-" * 9_000 + "|\n" + "|\n" * 500,
    "long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 6_000,
    "footnotes": "".join(f"[^{n}]: x\n" for n in range(9_999)),
    "footnotes in footnotes": "[^a]: " * 5_000,
    "definitions": "x\n: " * 4_900,
    "fences": "```\n" * 9_999,
    "references": "[a]: b\n" * 9_999,
    "attributes": "{: " * 5_000,
    "paragraphs": "x\n\n" * 4_900,
    "tags": "<a " * 6_000,
    "captions": "Table: x\n\n" * 4_900,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_are_bounded_in_time(bomb):
    # Processor time: another program on the machine must not fail this.
    started = time.process_time()
    read_blocks(bomb)
    assert time.process_time() - started < 2


def test_bombs_are_bounded_in_memory():
    # Not getrusage, which begins with what the parent had.
    script = "from tests.text.test_blocks import *\n"
    script += "peak = lambda: int(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
    script += "start = peak()\n"
    script += "for bomb in BOMBS.values(): read_blocks(bomb)\n"
    script += "print(peak() - start)"
    root = Path(__file__).parent.parent.parent
    used = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=root)
    assert int(used.stdout) < 200_000  # kilobytes
