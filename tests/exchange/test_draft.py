"""A Word draft becomes a chapter's body, and nothing of it goes missing unsaid."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import docx
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from living_guidance.exchange.draft import read_draft, write_draft
from living_guidance.exchange.draft_inlines import Node
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.blocks import read_blocks
from tests.counts import cases
from tests.exchange.office import rich_draft, saved

GOLDEN = Path(__file__).parent / "golden"
MARKDOWN = """\
## Where it is found

PFOS repels water, e.g. on jackets.[^note-1]
It is also in [leather](https://example.org/leather).

- Stop the use.
  Tell the users.
    - At once.
    - Later on.
- Treat the water.

Then, in this order:

1. Measure.
2. Report.

Table: Limits for water

| What | Limit |
| --- | --- |
| PFOS | 0.1 mg/L |
| **Sum** | 1 mg/L |

### And in Chinese

全氟辛烷磺酸用于纺织品。
应予停止。

[^note-1]: UNEP, 2018, table 3. It was updated.
"""
"""As we write it; pandoc reads it the same way."""


def placeholder(kind: str, text: str) -> str:
    return "Box" if kind == "box" else f"[{kind}: {text}]"


def test_a_draft_with_one_of_everything(golden: Callable[[Path, str], None]) -> None:
    draft = read_draft(rich_draft(), placeholder)
    losses = "".join(f"{kind}: {near}\n" for kind, near in draft.losses)
    golden(GOLDEN / "draft.txt", f"{draft.title}\n\n{draft.body}\n{losses}")
    assert read_blocks(draft.body).problems == ()


def test_markdown_comes_back_from_word_as_it_went(tmp_path: Path) -> None:
    word = tmp_path / "draft.docx"
    pypandoc.convert_text(MARKDOWN, "docx", "markdown+four_space_rule", outputfile=str(word))
    draft = read_draft(word.read_bytes(), placeholder)
    assert (draft.body, draft.losses) == (MARKDOWN, ())


def test_the_only_top_heading_is_the_title() -> None:
    document = docx.Document()
    document.add_heading("Textiles", 1)
    document.add_heading("Uses", 2)
    document.add_heading("Detail", 4)
    draft = read_draft(saved(document), placeholder)
    assert (draft.title, draft.body) == ("Textiles", "## Uses\n\n### Detail\n")


def test_an_empty_draft_is_an_empty_body() -> None:
    draft = read_draft(saved(docx.Document()), placeholder)
    assert (draft.title, draft.body, draft.losses) == ("", "", ())


def node(kind: str, content: object = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}


def words(text: str) -> list[Node]:
    parts = [node("Str", part) if part.strip() else node("Space") for part in re.split("( )", text) if part]
    return parts or [node("Str", "x")]


def tree(*blocks: Node) -> Node:
    return {"meta": {}, "blocks": list(blocks)}


def para(*inlines: Node) -> Node:
    return node("Para", list(inlines))


def cell(*blocks: Node, down: int = 1, across: int = 1) -> list[object]:
    return [["", [], []], node("AlignDefault"), down, across, list(blocks)]


def table(rows: list[list[list[object]]], head: int = 1) -> Node:
    made = [[["", [], []], row] for row in rows]
    attributes: list[object] = ["", [], []]
    width = sum(one[3] for one in rows[0])  # type: ignore[misc]
    columns = [[node("AlignDefault"), node("ColWidthDefault")]] * width
    body = [[attributes, 0, [], made[head:]]]
    return node("Table", [attributes, [None, []], columns, [attributes, made[:head]], body, [attributes, []]])


ITEM = [para(*words("item"))]
TREES = [
    (
        "a list that begins with a list is flattened",
        tree(node("BulletList", [[node("BulletList", [ITEM, ITEM])], ITEM])),
        "- item\n- item\n- item\n",
        [],
    ),
    (
        "lists that follow each other are one",
        tree(node("BulletList", [ITEM]), node("OrderedList", [[1, node("Decimal"), node("Period")], [ITEM]])),
        "- item\n- item\n",
        ["list-style"],
    ),
    (
        "letters and brackets of lists are lost",
        tree(node("OrderedList", [[1, node("LowerAlpha"), node("TwoParens")], [ITEM]])),
        "1. item\n",
        ["list-style"],
    ),
    (
        "an item with a table keeps it",
        tree(node("BulletList", [[*ITEM, table([[cell(*ITEM), cell()]])]])),
        "- item\n\n    | item |  |\n    | --- | --- |\n",
        [],
    ),
    (
        "a merged cell stands in each of its places",
        tree(table([[cell(*ITEM, across=2)], [cell(para(*words("a"))), cell(para(*words("b")))]])),
        "| item | item |\n| --- | --- |\n| a | b |\n",
        ["merged-cells"],
    ),
    (
        "without a header the first row is it",
        tree(table([[cell(*ITEM), cell(*ITEM)], [cell(*ITEM), cell(*ITEM)]], head=0)),
        "| item | item |\n| --- | --- |\n| item | item |\n",
        ["table-head"],
    ),
    (
        "a list in a cell goes on one line",
        tree(table([[cell(node("BulletList", [ITEM, ITEM])), cell(*ITEM)]])),
        "| item item | item |\n| --- | --- |\n",
        ["cell-blocks"],
    ),
    (
        "a table of contents is left out",
        tree(para(node("Link", [["", [], []], words("1 Scope 3"), ["#_Toc123", ""]])), para(*words("Text."))),
        "Text.\n",
        ["contents"],
    ),
    (
        "a reference inside the document keeps its words",
        tree(para(*words("see "), node("Link", [["", [], []], words("Table 1"), ["#_Ref1", ""]]))),
        "see Table 1\n",
        ["cross-reference"],
    ),
    (
        "script addresses are no links",
        tree(para(node("Link", [["", [], []], words("press"), ["javascript:alert(1)", ""]]))),
        "press\n",
        ["cross-reference"],
    ),
    (
        "raised and lowered letters of Unicode are kept",
        tree(para(*words("CO"), node("Subscript", words("2")), *words(" m"), node("Superscript", words("-3")))),
        "CO₂ m⁻³\n",
        [],
    ),
    (
        "others are not",
        tree(para(*words("x"), node("Superscript", words("th?")))),
        "xth?\n",
        ["script"],
    ),
    (
        "a bold line may be a heading",
        tree(para(node("Strong", words("Uses")))),
        "**Uses**\n",
        ["bold-line"],
    ),
    (
        "emphasis stands close to its words",
        tree(para(*words("a"), node("Strong", words(" b ")), *words("c"))),
        "a **b** c\n",
        [],
    ),
    (
        "a definition",
        tree(node("DefinitionList", [[words("BAT"), [[para(*words("The best. By far."))]]]])),
        "BAT\n:   The best.\n    By far.\n",
        [],
    ),
    (
        "no caption without its table",
        tree(para(*words("Table: of nothing"))),
        "Table&#58; of nothing\n",
        [],
    ),
    (
        "what nobody knows is told",
        tree(node("RawBlock", ["html", "<b>"]), para(node("RawInline", ["html", "<b>"]), *words("x"))),
        "x\n",
        ["raw", "raw"],
    ),
]


@pytest.mark.parametrize(
    ("given_tree", "body", "losses"), [case[1:] for case in TREES], ids=[case[0] for case in TREES]
)
def test_blocks(given_tree: Node, body: str, losses: list[str]) -> None:
    draft = write_draft(given_tree, placeholder)
    assert (draft.body, [kind for kind, _ in draft.losses]) == (body, losses)
    assert read_blocks(draft.body).problems == ()


def test_a_document_nested_beyond_reason_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    monkeypatch.setattr("living_guidance.exchange.draft.run_guarded", lambda *_: deep.encode())
    with pytest.raises(UnreadableError) as caught:
        read_draft(saved(docx.Document()), placeholder)
    assert caught.value.code == "import.too-deep"


NASTY = (
    *(
        "word",
        "Word.",
        "etc.",
        " ",
        " ",
        "*",
        "**",
        "_",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "!",
        "{",
        "}",
        "#",
        "##",
        "-",
        "+",
    ),
    *(
        "1.",
        "12)",
        "|",
        "<",
        "<b>",
        "</p>",
        "&amp;",
        "&",
        "\\",
        "~~~",
        "```",
        ":",
        ": ",
        "Table:",
        "!!! note",
        "???",
        "===",
    ),
    *(
        "[^x]",
        "[^x]:",
        "](http://e.org)",
        "{: #id }",
        "{#id}",
        "{{ x }}",
        "--8<--",
        "*[A]:",
        "[TOC]",
        "。",
        "中文",
        "“",
        ">",
    ),
)
PARAGRAPHS = st.lists(st.sampled_from(NASTY), min_size=1, max_size=12).map("".join).filter(lambda text: text.strip())


@settings(max_examples=cases(3_000), deadline=None)
@given(st.lists(PARAGRAPHS, min_size=1, max_size=3))
def test_whatever_is_written_stays_text(texts: list[str]) -> None:
    body = write_draft(tree(*(para(*words(text)) for text in texts)), placeholder).body
    reading = read_blocks(body)
    assert reading.problems == ()
    assert [block.kind for block in reading.blocks] == [BlockKind.PARAGRAPH] * len(texts)
    shown = markdown(body, extensions=["attr_list", "def_list", "footnotes", "tables", "admonition"])
    assert re.findall("<(?!/?p>)", shown) == []
    said = unescape(re.sub("<[^>]*>", "", shown))
    assert "".join(said.split()) == "".join("".join(texts).split())
