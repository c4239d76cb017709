"""Write the blocks of a Word draft, as pandoc tells them, in our subset of Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from living_guidance.exchange.draft_inlines import InlineWriter, Losses, Node, escape, plain_text
from living_guidance.exchange.draft_tables import read_grid
from living_guidance.model.corpus import Block
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.sentences import split_sentences
from living_guidance.text.targets import fit_target

NEAR = 60
"""How many characters tell where something was."""
_HEADING_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)]|[IVX]{1,5}[.)]|[一二三四五六七八九十]+、)\s*(?=\S)"
)
_TABLE_NUMBER = re.compile(r"(?:Table|表)\s*\d+(?:[.\-–]\d+)*\s*[.:：、—–-]?\s*")
_SHORT = 80
_TEXTS = ("Para", "Plain")
_LISTS: Mapping[str, Callable[[Any], list[list[Node]]]] = {
    "BulletList": lambda content: content,
    "OrderedList": lambda content: content[1],
}
"""Where each kind of list keeps its items."""


@dataclass(slots=True)
class BlockWriter:
    """Writes blocks one after the other and remembers the notes that they call."""

    placeholder: Callable[[str, str], str]
    losses: Losses = field(default_factory=Losses)
    notes: list[str] = field(default_factory=list)
    shift: int = 0
    """How many levels the headings move."""
    level: int = 1
    """The level of the heading before."""

    def write(self, nodes: Sequence[Node]) -> Iterator[str]:
        """The Markdown of blocks, each without indentation."""
        for node in _merge_lists(nodes, self.losses):
            if near := plain_text([node])[:NEAR]:
                self.losses.near = near
            if node["t"] in _WRITERS:
                yield from _WRITERS[node["t"]](self, node.get("c"))
            elif node["t"] != "HorizontalRule":
                self.losses.add("raw")

    def text(self, nodes: Sequence[Node]) -> str:
        """The Markdown of inlines, on one line."""
        return InlineWriter(self.losses, self.note, self.placeholder).write(nodes)

    def note(self, blocks: Sequence[Node]) -> str:
        """The mark of a footnote, whose text is kept for the end."""
        place = len(self.notes)
        self.notes.append("")
        text = self.text(self.run_together(blocks)) or "–"
        self.notes[place] = f"[^note-{place + 1}]: {_fit(text, BlockKind.FOOTNOTE)}"
        return f"[^note-{place + 1}]"

    def run_together(self, blocks: Sequence[Node]) -> list[Node]:
        """The inlines of blocks that have to stand on one line."""
        if any(block["t"] not in _TEXTS for block in blocks):
            self.losses.add("cell-blocks")
        return [node for block in blocks for node in (*_all_inlines(block), {"t": "Space"})]


def inlines_of(block: Node) -> list[Node]:
    """The inlines of a paragraph; none of anything else."""
    content: list[Node] = block["c"] if block["t"] in _TEXTS else []
    return content


def _write_paragraph(writer: BlockWriter, nodes: list[Node]) -> Iterator[str]:
    if [node["t"] for node in nodes] == ["Strong"] and len(plain_text(nodes)) < _SHORT:
        writer.losses.add("bold-line")
    yield _sentences(writer.text(nodes))


def _write_heading(writer: BlockWriter, content: Any) -> Iterator[str]:
    """Write a heading of a level that the chapter allows, without the number that was typed before it."""
    level, _, nodes = content
    while len(nodes) == 1 and nodes[0]["t"] in ("Strong", "Emph"):
        nodes = nodes[0]["c"]
    text = writer.text(nodes)
    if number := _HEADING_NUMBER.match(text):
        writer.losses.add("heading-number")
        text = text[number.end() :]
    if text:
        writer.level = min(level + writer.shift, writer.level + 1, 6)
        yield f"{'#' * writer.level} {_fit(text, BlockKind.HEADING)}"


def _write_bullets(writer: BlockWriter, items: list[list[Node]]) -> Iterator[str]:
    yield _write_list(writer, items, lambda number: "- ")


def _write_numbers(writer: BlockWriter, content: Any) -> Iterator[str]:
    (start, style, delimiter), items = content
    if start != 1 or style["t"] not in ("Decimal", "DefaultStyle") or delimiter["t"] == "TwoParens":
        writer.losses.add("list-style")
    yield _write_list(writer, items, lambda number: f"{number}. ")


def _write_list(writer: BlockWriter, items: list[list[Node]], mark: Callable[[int], str]) -> str:
    """Write a list, its further lines and blocks indented as both parsers want them."""
    written: list[str] = []
    for first, *rest in _with_first_text(items):
        marker = mark(len(written) + 1)
        text = _sentences(writer.text(inlines_of(first)), BlockKind.ITEM, " " * len(marker)) or "–"
        for block in writer.write(rest):
            # A list inside stands close to its item, anything else after a blank line.
            text += ("\n" if block.startswith(("- ", "1. ")) else "\n\n") + _indented(block)
        written.append(marker + text)
    return "\n".join(written)


def _write_quotation(writer: BlockWriter, content: Any) -> Iterator[str]:
    writer.losses.add("quotation")
    yield from writer.write(content)


def _write_table(writer: BlockWriter, content: Any) -> Iterator[str]:
    """Write a table with its caption; one of a single cell is a box, and becomes a note."""
    grid = read_grid(content)
    if not grid.rows:
        return
    if len(grid.rows) == 1 and len(grid.rows[0]) == 1:
        writer.losses.add("box")
        inside = "\n\n".join(_indented(block) for block in writer.write(grid.rows[0][0]))
        yield f'!!! note "{writer.placeholder("box", "")}"\n{inside}'
        return
    for loss in grid.losses:
        writer.losses.add(loss)
    caption = writer.text(writer.run_together(grid.caption))
    if caption := _TABLE_NUMBER.sub("", caption, count=1):
        yield f"Table: {_fit(caption, BlockKind.CAPTION)}"
    rows = [[_fit(writer.text(writer.run_together(cell)), BlockKind.CELL) for cell in row] for row in grid.rows]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    yield "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def _write_inside(writer: BlockWriter, content: Any) -> Iterator[str]:
    yield from writer.write(content[1])


def _write_figure(writer: BlockWriter, content: Any) -> Iterator[str]:
    writer.losses.add("image")
    _, (_, caption), _ = content
    yield _sentences(escape(writer.placeholder("image", plain_text(caption))))


def _write_code(writer: BlockWriter, content: Any) -> Iterator[str]:
    writer.losses.add("code")
    yield _sentences(escape(content[1]))


def _write_verse(writer: BlockWriter, lines: list[list[Node]]) -> Iterator[str]:
    yield from (_sentences(writer.text(line)) for line in lines)


def _write_definitions(writer: BlockWriter, items: list[Any]) -> Iterator[str]:
    for term, texts in items:
        blocks = [_indented(block) for nodes in texts for block in writer.write(nodes)]
        meaning = "\n\n".join(blocks).strip() or "–"
        yield f"{_fit(writer.text(term) or '–', BlockKind.TERM)}\n:   {meaning}"


_WRITERS: Mapping[str, Callable[[BlockWriter, Any], Iterator[str]]] = {
    "Para": _write_paragraph,
    "Plain": _write_paragraph,
    "Header": _write_heading,
    "BulletList": _write_bullets,
    "OrderedList": _write_numbers,
    "BlockQuote": _write_quotation,
    "Table": _write_table,
    "Div": _write_inside,
    "Figure": _write_figure,
    "CodeBlock": _write_code,
    "LineBlock": _write_verse,
    "DefinitionList": _write_definitions,
}
"""What writes each kind of block; of some there comes more than one, of some none."""


def _fit(text: str, kind: BlockKind, prefix: str = "") -> str:
    """A text as it may stand in a block of a kind, where nothing in it begins anything else."""
    return fit_target(Block(kind, text, 0, 0, 0, prefix), text) if text else ""


def _sentences(text: str, kind: BlockKind = BlockKind.PARAGRAPH, prefix: str = "") -> str:
    return _fit("\n".join(split_sentences(text)), kind, prefix)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def _merge_lists(nodes: Sequence[Node], losses: Losses) -> list[Node]:
    """The blocks, with lists that follow each other made one: Markdown cannot keep them apart."""
    kept: list[Node] = []
    for node in nodes:
        before = kept[-1] if kept else None
        if before and before["t"] in _LISTS and node["t"] in _LISTS:
            if before["t"] != node["t"]:
                losses.add("list-style", plain_text([node])[:NEAR])
            items = [*_items(before), *_items(node)]
            kept[-1] = {"t": before["t"], "c": items if before["t"] == "BulletList" else [before["c"][0], items]}
        else:
            kept.append(node)
    return kept


def _items(node: Node) -> list[list[Node]]:
    return _LISTS[node["t"]](node["c"])


def _with_first_text(items: Sequence[list[Node]]) -> Iterator[list[Node]]:
    """The items, each beginning with a text: one that begins with a list is that list's items."""
    for item in items:
        if item and item[0]["t"] in _LISTS:
            yield from _with_first_text(_items(item[0]))
            yield from _with_first_text([item[1:]] if item[1:] else [])
        elif item and item[0]["t"] in _TEXTS:
            yield item
        else:
            yield [{"t": "Plain", "c": []}, *item]


def _all_inlines(block: Node) -> list[Node]:
    """The inlines of a block, or the bare words of one that has other blocks in it."""
    return inlines_of(block) or [{"t": "Str", "c": plain_text([block])}]
