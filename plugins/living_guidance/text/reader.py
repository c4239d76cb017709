"""The state of one pass over a body: which containers are open, what was read, what is wrong."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from living_guidance.model.corpus import FRONT_IDS, Block
from living_guidance.model.naming import ID_FORM
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text import lint
from living_guidance.text.problems import Problem, shorten

INLINE_ATTRIBUTES = re.compile(r"[ ]+\{:?[ ]*(?P<list>[^}\n ][^}\n]*)\}$")
"""The attribute list that may end a heading, a term or a cell."""

_ID = re.compile(r"(?:^|\s)#([^\s}]+)")


@dataclass(slots=True)
class Place:
    """A container that is open: a list item, a note, a quotation."""

    prefix: str = ""
    """What its lines begin with."""
    kind: BlockKind | None = None
    """The kind of the text that begins on the container's own line."""
    opened: int = -1
    """That line."""
    pending: bool = False
    """Whether that text is still to be read."""
    hanging: str = ""
    """What further lines of that text begin with."""
    last: str = ""
    """The token that opened the block before."""
    captioned: bool = False
    """Whether the table before has its caption."""


@dataclass(slots=True)
class Reader:
    """One pass over the tokens of a body."""

    body: str
    lines: Sequence[str]
    starts: Sequence[int]
    """Where each line begins in the body."""
    tokens: Sequence[Token]
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: list[Place] = field(default_factory=lambda: [Place()])
    rows: int = 0
    heads: set[int] = field(default_factory=set)
    """The lines of items, terms, headings and note titles: below them an item may follow without a blank line."""
    leaf: str = ""
    """The token of the last block that was read, whatever its container."""
    ids: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def place(self) -> Place:
        """The innermost open container."""
        return self.places[-1]

    def fault(self, code: str, line: int, **words: str) -> None:
        """Note a problem; unless told otherwise its message shows the line."""
        words.setdefault("found", shorten(self.lines[line].strip()))
        self.problems.append(Problem(f"text.{code}", line, 1, words))

    def add(self, kind: BlockKind, line: int, start: int, end: int, **more: Any) -> None:
        """Add a block whose text stands between two columns of one line; further fields by name."""
        begin = self.starts[line]
        text = self.lines[line][start:end]
        values = {"text": text, "prefix": self.place.prefix, "level": len(self.places) - 1, **more}
        self.keep(Block(kind, start=begin + start, end=begin + end, line=line, **values))

    def keep(self, block: Block | None) -> None:
        """Keep a block, if it is one."""
        if block is None:
            return
        self.blocks.append(block)
        if block.kind not in {BlockKind.CODE, BlockKind.ROW}:
            self.problems += lint.html(block.text, block.line)

    def named(self, attributes: str | None, line: int) -> str | None:
        """The id in an attribute list."""
        found = _ID.search(attributes or "")
        if not found:
            return None
        name = found[1]
        self.ids[name] += 1
        if not ID_FORM.fullmatch(name):
            self.fault("id-form", line, found=name)
        elif name in FRONT_IDS:
            self.fault("id-reserved", line, found=name)
        elif self.ids[name] > 1:
            self.fault("id-twice", line, found=name)
        return name


def line_of(token: Token) -> int:
    """The line on which a block's opening token stands."""
    assert token.map is not None  # every opening token of a block has its lines
    return token.map[0]
