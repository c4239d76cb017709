"""The blocks of a chapter as paragraphs and tables of a Word file.

The structure is read from the text with its marks, as pages are made of it: which paragraph is which is nothing that
has to be found again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree
from markdown_it.token import Token

from living_guidance.exchange.comments.chapter_inlines import Story
from living_guidance.exchange.comments.chapter_passages import BEHIND, PassageWriter, bar, marked
from living_guidance.exchange.comments.chapter_tables import write_table
from living_guidance.exchange.comments.wml import w
from living_guidance.model.vocabulary import BlockKind

BULLETS = 1
"""The numbering of all bullets; those of numbered lists come after it."""
LEVELS = 9
"""How deep Word's lists go."""
INDENT = 400
"""Of each level of a list, in twentieths of a point."""
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_CONTAINERS: Mapping[str, str] = {
    "dd_open": "Definition",
    "blockquote_open": "Quote",
    "admonition_open": "NoteText",
    "list_item_open": "",
}
"""What the paragraphs in each are styled as, unless they are in a list; the first that is open counts."""
_STYLES: Mapping[BlockKind, str] = {
    BlockKind.CAPTION: "Caption",
    BlockKind.NOTE_TITLE: "NoteTitle",
    BlockKind.TERM: "DefinitionTerm",
    BlockKind.CODE: "SourceCode",
}
_NOTE_FILL, _NOTE_BAR, _RULE = "EAF1F8", "5B8DB8", "9AA5B1"


@dataclass(slots=True)
class _Frame:
    """A container that is open."""

    kind: str
    numbering: int = 0
    """Of a list."""
    is_fresh: bool = True
    """Of an item: whether its first paragraph is still to come."""


@dataclass(slots=True)
class BlockWriter:
    """Writes the blocks of one chapter, one after another."""

    writer: PassageWriter
    story: Story = field(default_factory=Story)
    blocks: list[etree._Element] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """The number that each numbered list begins with."""
    _open: list[_Frame] = field(default_factory=list)

    def write(self, tokens: Sequence[Token]) -> None:
        """Write what the tokens of a marked text stand for, but its footnotes."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type in _WHOLE:
                end = _end(tokens, index)
                if token.type == "table_open":
                    # What follows keeps its distance, and another table apart.
                    self.blocks += [write_table(tokens[index:end], self.writer, self.story), _spacer()]
                index = end
            elif token.type == "inline":
                for number in marked(token):
                    self._block(number, tokens[index - 1], tokens[index + 2 : index + 3])
            elif token.type == "hr":
                self.blocks.append(w("p", w("pPr", w("pBdr", w("bottom", val="single", sz=6, space=1, color=_RULE)))))
            else:
                self._enter(token)
            index += 1

    def _enter(self, token: Token) -> None:
        """Note that a container opens, or closes."""
        if token.type == "ordered_list_open":
            self.starts.append(int(token.attrs.get("start", 1)))
            self._open.append(_Frame(token.type, BULLETS + len(self.starts)))
        elif token.type in _LISTS or token.type in _CONTAINERS:
            self._open.append(_Frame(token.type, BULLETS))
        elif (opening := token.type.removesuffix("close") + "open") in _LISTS or opening in _CONTAINERS:
            self._open.pop()

    def _block(self, number: int, opening: Token, following: Sequence[Token]) -> None:
        """Write the paragraph of a passage, with its place."""
        passage = self.writer.passages[number]
        lists = [frame for frame in self._open if frame.kind in _LISTS]
        items = [frame for frame in self._open if frame.kind == "list_item_open"]
        begins = bool(items) and items[-1].is_fresh
        if opening.type == "heading_open":
            style = f"Heading{min(int(opening.tag[1]) - 1, 4)}"
        elif passage.block.kind in _STYLES:
            style = _STYLES[passage.block.kind]
        elif lists:
            style = ("ListBullet" if lists[-1].numbering == BULLETS else "ListNumber") if begins else "ListContinue"
        else:
            kinds = {frame.kind for frame in self._open}
            plain = "Normal" if passage.number is None else "NumberedParagraph"
            style = next((style for kind, style in _CONTAINERS.items() if style and kind in kinds), plain)
        keeps = passage.block.kind is BlockKind.CAPTION and any(token.type == "table_open" for token in following)
        properties = [*([w("keepNext")] if keeps else ()), *self._place(number, lists, begins=begins)]
        self.blocks.append(self.writer.paragraph(number, self.story, style, properties))
        if begins:
            items[-1].is_fresh = False

    def _place(self, number: int, lists: Sequence[_Frame], *, begins: bool) -> Iterator[etree._Element]:
        """The properties of a paragraph that come from where it stands, in the order that Word wants."""
        level = min(len(lists), LEVELS)
        if begins:
            yield w("numPr", w("ilvl", val=level - 1), w("numId", val=lists[-1].numbering))
        is_note = any(frame.kind == "admonition_open" for frame in self._open)
        if self.writer.is_behind(number):
            yield bar(BEHIND)
        elif is_note:
            yield bar(_NOTE_BAR)
        if is_note:
            yield w("shd", val="clear", color="auto", fill=_NOTE_FILL)
        if lists and not begins:
            yield w("ind", left=INDENT * level)


_WHOLE = frozenset({"table_open", "footnote_reference_open"})


def _end(tokens: Sequence[Token], index: int) -> int:
    """The index of the token that closes what one opens."""
    closing = tokens[index].type.removesuffix("open") + "close"
    return next(at for at in range(index, len(tokens)) if tokens[at].type == closing)


def _spacer() -> etree._Element:
    return w("p", w("pPr", w("spacing", after=0, line=120, lineRule="exact")))


def find_notes(tokens: Sequence[Token]) -> dict[str, int]:
    """The ordinals of the footnotes' passages by the keys they are called with."""
    found: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == "footnote_reference_open":
            numbers = [number for one in tokens[index : _end(tokens, index)] for number in marked(one)]
            if numbers:
                found[token.meta["label"]] = numbers[0]
    return found
