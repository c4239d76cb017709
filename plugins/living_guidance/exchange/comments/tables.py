"""Tables as they stand in files: rows of cells, and what is wrong with any; carried out of the confined child."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zlib import compressobj, decompress

from living_guidance.exchange.guarded import UnreadableError
from living_guidance.model.comments import LONGEST

MAX_ROWS = 50_000
"""The most rows with anything in them."""
_MAX_CELLS, _MAX_CHARACTERS = 1_000_000, 30_000_000

_BREAK = re.compile("\r\n|[\r\v\f]")
_NO_TEXT = re.compile("[\0-\b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no text holds, and what the formats that texts go out in could not carry."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; its cells are by column, from zero, and empty ones are left out."""

    number: int
    """As the program that shows the file counts, from one."""
    cells: Mapping[int, str]
    faults: Mapping[int, str] = field(default_factory=dict)
    """The codes of what is wrong with cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a worksheet, or of the one table that a file is, that have anything in them."""

    title: str
    rows: tuple[TableRow, ...]


def tidy(text: str) -> str:
    """A text with plain line feeds and nothing around it; what no text can hold is shown as a replacement character."""
    return _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", _BREAK.sub("\n", text)).strip()


@dataclass(slots=True)
class Measure:
    """How much a file may hold, rows, cells and characters; what goes beyond makes it unreadable."""

    rows: int = 0
    cells: int = 0
    characters: int = 0

    def take(self, number: int, texts: Iterable[tuple[int, str, str]]) -> list[Any] | None:
        """A row as plain values, from column, text and fault of its cells; None where all of them are empty."""
        cells = []
        for column, given, fault in texts:
            text = tidy(given)
            if not text and not fault:
                continue
            if len(text) > LONGEST:
                text, fault = text[:LONGEST], fault or "form.cell-too-long"
            self.characters += len(text)
            cells.append([column, text, fault] if fault else [column, text])
        if not cells:
            return None
        self.rows += 1
        self.cells += len(cells)
        if self.rows > MAX_ROWS:
            raise UnreadableError("form.too-many-rows", limit=f"{MAX_ROWS:,}")
        if self.cells > _MAX_CELLS or self.characters > _MAX_CHARACTERS:
            raise UnreadableError("form.too-much", cells=f"{_MAX_CELLS:,}", characters=f"{_MAX_CHARACTERS:,}")
        return [number, cells]


def pack(value: object) -> str:
    """A plain value as the child hands it over: much smaller than the JSON that it would be."""
    return _packed([_json(value)])


def pack_sheets(sheets: Iterable[tuple[str, Iterable[Any]]]) -> str:
    """Titles and rows of worksheets, as a list of pairs, without ever holding all of the rows."""
    return _packed(_pieces(sheets))


def _pieces(sheets: Iterable[tuple[str, Iterable[Any]]]) -> Iterator[str]:
    yield "["
    for number, (title, rows) in enumerate(sheets):
        yield f"{',' if number else ''}[{_json(title)},["
        for count, row in enumerate(rows):
            yield f"{',' if count else ''}{_json(row)}"
        yield "]]"
    yield "]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(pieces: Iterable[str]) -> str:
    squeeze = compressobj(1)
    content = [squeeze.compress(piece.encode()) for piece in pieces]
    return b64encode(b"".join((*content, squeeze.flush()))).decode()


def unpack(packed: str) -> Any:
    """The value that was handed over."""
    return json.loads(decompress(b64decode(packed)))


def table_of(title: str, rows: Iterable[Any]) -> Table:
    """The table of rows as ``Measure`` gives them."""
    return Table(title, tuple(_row(number, cells) for number, cells in rows))


def _row(number: int, cells: list[Any]) -> TableRow:
    return TableRow(number, {cell[0]: cell[1] for cell in cells}, {cell[0]: cell[2] for cell in cells if cell[2:]})
