"""Read a form that came back: a spreadsheet, CSV or JSON, in our own layout or in anybody's."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Lookup
from typing import Any, NamedTuple

from living_guidance.exchange.comments.columns import FORMAT, MEMORY, OF_FILE, SHARED
from living_guidance.exchange.comments.headings import column_of, in_every_language
from living_guidance.exchange.comments.layouts import (
    OFFICIAL,
    Found,
    check_headings,
    find_comments,
    is_meant,
    is_untouched,
)
from living_guidance.exchange.comments.locators import MOST, in_our_columns, make_row
from living_guidance.exchange.comments.mapping import Mapping
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.exchange.comments.rows import COLUMNS, COMPILED, Filled, Row
from living_guidance.exchange.comments.tables import Table, TableRow, table_of, unpack
from living_guidance.exchange.guarded import Limits, UnreadableError, call_guarded
from living_guidance.model.vocabulary import Channel

_LIMITS = Limits()
"""Thirty thousand comments need more than a translator's sheet."""
_COMPILED = {"id", "similar", "disposition"}
"""What stands over the columns of a compilation and of no form."""
_ARCHIVES = (b"PK", b"\xd0\xcf\x11\xe0")
"""How spreadsheets begin, those with a password among them."""


def read_form(content: bytes, name: str, mapping: Mapping | None) -> Filled:
    """The comments that a file holds, by what it is and not by its name; raises UnreadableError.

    The name says only whether a text without a clear beginning is JSON. Files are opened in a confined child.
    """
    if content.startswith(b"%PDF"):
        raise UnreadableError("form.pdf")
    if content.startswith(_ARCHIVES):
        sheets = unpack(call_guarded("comments.workbook:extract", content, _LIMITS))
        return _from_tables([table_of(title, rows) for title, rows in sheets], mapping)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") or name.lower().endswith(".json"):
        return _from_json(unpack(call_guarded("comments.form_json:extract", content, _LIMITS)))
    found = unpack(call_guarded("comments.form_csv:extract", content, _LIMITS))
    return _from_tables([table_of("", found["rows"])], mapping, found["encoding"])


def _from_tables(tables: Sequence[Table], mapping: Mapping | None, *told: str) -> Filled:
    """The comments of all tables of a file, and what it says of them elsewhere."""
    if any(_is_compiled(table) for table in tables):
        raise UnreadableError(COMPILED)
    memory = _memory(next((table for table in tables if table.title == MEMORY), None))
    helpers = {MEMORY, *filter(None, memory.get("#helpers", "").split("\n"))}
    others = [table for table in tables if table.title not in helpers]
    if mapping:
        check_headings(others, mapping)
    rows: list[Row] = []
    unread = [one for one in told if one]
    shared = {"draft": memory.get("#draft", ""), "language": memory.get("#language", "")}
    tables_found: list[Found] = []
    order = [name for name in memory.get("#columns", "").split(",") if name]
    for table in others:
        found = find_comments(table, mapping, order) if is_meant(table, mapping) else None
        if found:
            tables_found.append(found)
            rows += found.rows
            unread += found.unread
        elif memory and (head := tuple(_head(table.rows))):
            shared |= in_our_columns({one.name: one.text for one in head if one.is_fit})
            unread += [f"{table.title}: {one.label}" for one in head if not one.is_fit]
        elif table.rows:
            unread.append(table.title)
    if not tables_found:
        raise UnreadableError("form.no-table")
    shared |= dict(mapping.fixed) if mapping else {}
    given = {name: text for name, text in shared.items() if text}
    remarks = [remark for found in tables_found for remark in found.remarks]
    if missing := _missing(tables_found, order, given):
        remarks.append(Remark("columns-missing", {"columns": ", ".join(map(in_every_language, missing))}))
    layout, name = tables_found[0].layout, memory.get("#round", "")
    return Filled(Channel.SPREADSHEET, layout, tuple(rows), given, name, tuple(unread), tuple(remarks))


def _missing(tables: Iterable[Found], order: Sequence[str], given: Lookup[str, str]) -> list[str]:
    """The columns of the official form that were taken out of it and that its head does not make up for."""
    there = {name for found in tables if found.layout == OFFICIAL for name in found.columns}
    # A table that shares a few headings with the form need not be one.
    expected = order or (OF_FILE if len(there) * 2 >= len(OF_FILE) else ())
    return [name for name in expected if name in OF_FILE and name not in there and name not in given]


def _is_compiled(table: Table) -> bool:
    """Whether it is a compilation as our own CSV has it: taken for a form it would bring every comment once more."""
    return bool(table.rows) and set(table.rows[0].cells.values()) >= _COMPILED


def _memory(table: Table | None) -> dict[str, str]:
    """What a form remembers of itself."""
    if table is None:
        return {}
    facts = {row.cells.get(0, ""): row.cells.get(1, "") for row in table.rows}
    if facts.get("#format", "").startswith("compilation/"):
        raise UnreadableError(COMPILED)
    if (found := facts.get("#format", "")) != FORMAT:
        raise UnreadableError("form.format", found=found[:80], expected=FORMAT)
    return facts


class _Said(NamedTuple):
    """What a form's head says of all rows."""

    name: str
    label: str
    text: str
    fault: str

    @property
    def is_fit(self) -> bool:
        """Whether it can be used."""
        return not self.fault and len(self.text) <= MOST


def _head(rows: Sequence[TableRow]) -> Iterator[_Said]:
    """The labels of a form's head and what stands beside them."""
    told = set()
    for row in rows:
        label = row.cells.get(0, "")
        name = column_of(label)
        if name in SHARED and name not in told:
            told.add(name)
            yield _Said(name, label, row.cells.get(1, ""), row.faults.get(1, ""))


def _from_json(found: Lookup[str, Any]) -> Filled:
    rows = tuple(_row(row) for row in table_of("", found["rows"]).rows)
    kept = tuple(row for row in rows if not is_untouched(row))
    head = [_Said(COLUMNS[place], COLUMNS[place], text, "".join(fault)) for place, text, *fault in found["shared"]]
    shared = in_our_columns({one.name: one.text for one in head if one.is_fit})
    unread = (*found["unread"], *(one.label for one in head if not one.is_fit))
    return Filled(Channel.WEB, OFFICIAL, kept, shared, found["round"], unread)


def _row(row: TableRow) -> Row:
    values = {COLUMNS[place]: text for place, text in row.cells.items() if text}
    return make_row(row.number, values, next(iter(row.faults.values()), ""))
