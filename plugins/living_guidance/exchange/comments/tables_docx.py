"""The comments in the tables of a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from living_guidance.exchange.comments.layouts import rows_of_table
from living_guidance.exchange.comments.mapping import Mapping
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.exchange.comments.rows import Row

Cells = list[list[str]]
"""Rows of texts by column."""


@dataclass(slots=True)
class Commented:
    """The comments of all tables of a file."""

    layout: str = ""
    rows: list[Row] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)
    """The ordinals of the tables."""


def read_tables(tables: Sequence[Cells], mapping: Mapping | None) -> Commented:
    """The comments that tables hold; rows are counted through all of them, from one.

    A table without headings that follows one with comments goes on with it, as one does that was cut in two.
    """
    found = Commented()
    first = 1
    head: Cells = []
    for number, table in enumerate(tables):
        read = rows_of_table(table, first, mapping)
        if read is None and head and _width(table) == _width(head):
            read = rows_of_table([*head, *table], first - len(head), mapping)
        elif read:
            start = min((row.number for row in read.rows), default=first + len(table))
            head = table[: start - first]
        else:
            head = []
        if read:
            found.layout = found.layout or read.layout
            found.rows += read.rows
            found.tables.add(number)
            found.unread += [one for one in read.unread if one not in found.unread]
            found.remarks += [one for one in read.remarks if one not in found.remarks]
        first += len(table)
    if mapping and (skipped := [str(number + 1) for number in range(len(tables)) if number not in found.tables]):
        found.remarks.append(Remark("tables-skipped", {"tables": ", ".join(skipped)}))
    return found


def _width(table: Cells) -> int:
    return max(map(len, table), default=0)
