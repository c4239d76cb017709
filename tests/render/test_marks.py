"""Every block that the reader cuts is found in the rendered page, once, in the right element, and leaves no trace."""

from dataclasses import replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from living_guidance.model.corpus import Block
from living_guidance.model.marks import MARK, mark_for, mark_number
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.marks import MarksExtension
from living_guidance.text.blocks import read_blocks
from living_guidance.text.splice import splice
from tests.counts import cases
from tests.text.documents import bodies
from tests.text.test_splice import HOSTILE, SPECIMEN, STARTS

EXTENSIONS = (
    *("admonition", "attr_list", "def_list", "footnotes", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences"),
)
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
ELEMENTS = {
    BlockKind.PARAGRAPH: {"p"},
    BlockKind.HEADING: HEADINGS,
    BlockKind.ITEM: {"li", "p"},
    BlockKind.CELL: {"td", "th"},
    BlockKind.CAPTION: {"caption"},
    BlockKind.NOTE_TITLE: {"p", "summary"},
    BlockKind.TERM: {"dt"},
    BlockKind.DEFINITION: {"dd", "p"},
    BlockKind.FOOTNOTE: {"p"},
    BlockKind.CODE: {"div"},
    BlockKind.IMAGE: {"img"},
}


class Page(NamedTuple):
    html: str
    seen: list[tuple[int, str, str]]
    """Number, element and parent of each mark."""
    depths: dict[int, int]
    """How many items, notes, quotations and definitions each mark stands in."""
    toc: str


class _Depths(Treeprocessor):
    def __init__(self, depths: dict[int, int]) -> None:
        super().__init__()
        self.depths = depths

    def run(self, root: Element) -> None:
        self.walk(root, 0)

    def walk(self, element: Element, depth: int) -> None:
        classes = (element.get("class") or "").split()
        depth += element.tag in {"li", "dd", "blockquote", "details"} or "admonition" in classes
        own = depth - (element.tag == "summary" or "admonition-title" in classes)
        for text in (element.text, element.get("alt")):
            self.note(text, own)
        for child in element:
            self.walk(child, depth)
            self.note(child.tail, own)

    def note(self, text: str | None, depth: int) -> None:
        self.depths.update({mark_number(match): depth for match in MARK.finditer(text or "")})


def render(text: str, found=None) -> Page:
    seen: list[tuple[int, str, str]] = []
    depths: dict[int, int] = {}
    note = found or (lambda number, element, parent: seen.append((number, element.tag, parent.tag)))
    markdown = Markdown(
        extensions=[*EXTENSIONS, MarksExtension(note)], extension_configs={"tables": {"use_align_attribute": True}}
    )
    markdown.treeprocessors.register(_Depths(depths), "depths", 6.5)
    return Page(markdown.convert(text), seen, depths, str(markdown.toc_tokens))


def mark(body: str, targets=None) -> tuple[list[Block], str]:
    blocks = [replace(block, id=str(number)) for number, block in enumerate(read_blocks(body).blocks)]
    return blocks, splice(body, blocks, targets or {}, lambda block: mark_for(int(block.id)))


def assert_each_block_is_found(blocks: list[Block], page: Page) -> None:
    found = {number: tag for number, tag, _ in page.seen}
    assert len(found) == len(page.seen)
    assert {int(block.id) for block in blocks if block.kind is not BlockKind.ROW} == set(found)
    for block in blocks:
        if block.kind is BlockKind.ROW:
            continue
        assert found[int(block.id)] in ELEMENTS[block.kind], block
        if block.kind is not BlockKind.HEADING:
            assert page.depths[int(block.id)] == block.level, block
    assert not MARK.search(page.html + page.toc)
    assert "\ue000" not in page.html


def test_every_construct_of_the_specimen_is_found():
    blocks, marked = mark(SPECIMEN)
    assert {block.kind for block in blocks} == set(BlockKind) - {BlockKind.TITLE}
    assert_each_block_is_found(blocks, render(marked))


@given(bodies(faults=2))
@settings(max_examples=cases(3000), deadline=None)
def test_in_a_body_without_problems_every_block_is_found_and_nothing_else_changes(body):
    reading = read_blocks(body)
    if reading.problems:
        return
    blocks, marked = mark(body)
    page = render(marked)
    assert_each_block_is_found(blocks, page)
    if all(block.kind is not BlockKind.CODE for block in blocks):
        assert page.html == render(body).html


@given(bodies(), st.data())
@settings(max_examples=cases(1000), deadline=None)
def test_whatever_a_translator_writes_every_block_is_found(body, data):
    reading = read_blocks(body)
    if reading.problems:
        return
    targets = {}
    for number in data.draw(st.lists(st.integers(0, max(0, len(reading.blocks) - 1)), max_size=4)):
        targets[str(number)] = data.draw(STARTS) + data.draw(HOSTILE)
    blocks, marked = mark(body, targets)
    assert_each_block_is_found(blocks, render(marked))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Table: *Limits*\n\n| a |\n|---|\n| b |", "<table>\n<caption><em>Limits</em></caption>\n<thead>"),
        ("| a |\n|---|\n| b |\n\nTable: 限值", "<table>\n<caption>限值</caption>\n<thead>"),
        ("Table: x", "<p>Table: x</p>"),
    ],
)
def test_a_paragraph_next_to_a_table_is_its_caption(body, expected):
    assert render(body).html.startswith(expected)


def test_between_two_tables_a_caption_belongs_to_the_one_below():
    table = "| a |\n|---|\n| b |"
    html = render(f"Table: one\n\n{table}\n\nTable: two\n\n{table}").html
    assert html.index("<caption>one") < html.index("</table>") < html.index("<caption>two")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句。\n二句。", "一句。二句。"),
        ("一句。\n“二句”。", "一句。“二句”。"),
        ("One.\nTwo.", "One.\nTwo."),
        ("一句\nTwo.", "一句\nTwo."),
        ("一句。\n**二**句。", "一句。<strong>二</strong>句。"),
        ("一**句。**\n二句。", "一<strong>句。</strong>二句。"),
        ("一**句。\n二**句。", "一<strong>句。二</strong>句。"),
        ("One **two**\n“three”.", "One <strong>two</strong>\n“three”."),
        ("`一`\n二", "<code>一</code>\n二"),
    ],
)
def test_lines_run_on_between_chinese_characters_only(text, expected):
    assert render(text).html == f"<p>{expected}</p>"


def test_the_number_of_a_note_does_not_part_chinese_lines():
    html = render("一句。[^n]\n二句。\n\n[^n]: 注。\n    再注。").html
    assert "</sup>二句。" in html
    assert "注。再注。" in html
