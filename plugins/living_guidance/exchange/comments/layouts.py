"""Find the table of comments among the cells of a file, by its headings, and read its rows: ours or anybody's."""

from collections.abc import Iterable, Iterator, Sequence, Set
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path

from openpyxl.utils import get_column_letter

from living_guidance.exchange.comments.columns import OF_FILE, PREFILLED
from living_guidance.exchange.comments.headings import (
    exact_key,
    in_every_language,
    is_former,
    keys_of,
    loose_key,
    near_column,
    official_headings,
)
from living_guidance.exchange.comments.locators import make_row
from living_guidance.exchange.comments.mapping import SAID, Mapping, read_mapping
from living_guidance.exchange.comments.meanings import fold
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.exchange.comments.rows import Row
from living_guidance.exchange.comments.tables import Table, TableRow, tidy
from living_guidance.exchange.guarded import UnreadableError

OFFICIAL, MAPPED = "official", "mapped"
_KNOWN = Path(__file__).parent / "known"
_OTHERS = ("iso", "ippc", "ipcc")
_DEEPEST = 60
"""Within how many rows the headings are looked for."""
_FEWEST = 2
"""How many headings must be known."""
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to lay out a table of comments."""

    name: str
    columns: Lookup[str, str]
    """Their headings, folded, with the columns of ours that they stand for."""
    types: Lookup[str, str] = field(default_factory=dict)
    """Their words for types, folded, with ours."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table of comments."""

    layout: str
    rows: tuple[Row, ...]
    unread: tuple[str, ...]
    """What was passed over."""
    columns: tuple[str, ...] = ()
    """Those of ours that it has."""
    remarks: tuple[Remark, ...] = ()
    """What is to be said of its headings."""


def rows_of_table(table: list[list[str]], first_row: int, mapping: Mapping | None) -> Found | None:
    """The comments of a table whose first row has this number in the file; None if it has none."""
    rows = (
        TableRow(number, {column: text for column, cell in enumerate(cells) if (text := tidy(cell))})
        # A mapping counts the rows of each table by itself, as does whoever looks at it.
        for number, cells in enumerate(table, start=1)
    )
    found = find_comments(Table("", tuple(row for row in rows if row.cells)), mapping)
    if found is None:
        return None
    return replace(found, rows=tuple(replace(row, number=row.number + first_row - 1) for row in found.rows))


def find_comments(table: Table, mapping: Mapping | None, order: Sequence[str] = ()) -> Found | None:
    """The comments of a table, by a mapping where there is one, else by the layouts that are known.

    ``order`` is what the form itself remembers of its columns, for headings that were changed.
    """
    layouts = (_mapped(mapping),) if mapping else _layouts()
    choice = _choose(table, layouts, mapping.heading_row if mapping else None)
    if choice is None:
        return None
    layout, place, columns = choice
    told: dict[int, Remark] = {}
    former: set[int] = set()
    head, body = table.rows[place], table.rows[place + 1 :]
    if layout.name == OFFICIAL:
        columns, told = _mended(table, place, columns, order)
        former = {column for column, text in head.cells.items() if is_former(text)}
    written = [row for row in body if row.cells != head.cells]
    rows = (_row(row, columns, layout) for row in written)
    kept = tuple(row for row in rows if row and not (layout.name == OFFICIAL and is_untouched(row)))
    unread = tuple(_passed_over(table, place, columns.keys() | told.keys() | former))
    return Found(layout.name, kept, unread, tuple(columns.values()), tuple(told.values()))


def check_headings(tables: Sequence[Table], mapping: Mapping) -> None:
    """Raise UnreadableError where a mapping names a worksheet or a heading that a file does not have."""
    meant = [table for table in tables if is_meant(table, mapping)]
    if mapping.worksheet and not meant:
        known = _listed(table.title for table in tables)
        raise UnreadableError("mapping.no-worksheet", name=mapping.worksheet, known=known)
    for table in meant:
        if choice := _choose(table, (_mapped(mapping),), mapping.heading_row):
            head = table.rows[choice[1]].cells.values()
            there = {key for text in head for key in keys_of(text)}
            missing = next((name for name in mapping.columns if not {exact_key(name), loose_key(name)} & there), None)
            if missing is not None:
                raise UnreadableError("mapping.no-heading", heading=missing, known=_listed(head))


def is_meant(table: Table, mapping: Mapping | None) -> bool:
    """Whether a table is one that a mapping asks for; one that is all of its file has no title."""
    wanted = mapping.worksheet if mapping else None
    return not wanted or not table.title or fold(table.title) == fold(wanted)


# --- headings


@cache
def _layouts() -> tuple[Layout, ...]:
    """Our own layout, which comes first where others fit as well, and those of others."""
    return (Layout(OFFICIAL, official_headings()), *map(_other, _OTHERS))


def _other(name: str) -> Layout:
    mapping, issues = read_mapping((_KNOWN / f"{name}.yml").read_text(encoding="utf-8"), name)
    assert mapping, issues
    return _mapped(mapping, name)


def _mapped(mapping: Mapping, name: str = MAPPED) -> Layout:
    # One that is told from another by its number stands for itself alone.
    loose = {heading: target for heading, target in mapping.columns.items() if not any(map(str.isdigit, heading))}
    columns = {loose_key(heading): target for heading, target in loose.items()}
    columns |= {exact_key(heading): target for heading, target in mapping.columns.items()}
    return Layout(name, columns, {fold(word): kind.value for word, kind in mapping.types.items()})


def _choose(
    table: Table, layouts: Sequence[Layout], heading_row: int | None
) -> tuple[Layout, int, dict[int, str]] | None:
    """The layout that most headings of a row are known to, the place of that row, and what its columns are."""
    best: tuple[Layout, int, dict[int, str]] | None = None
    for place, row in enumerate(islice(table.rows, None if heading_row else _DEEPEST)):
        if heading_row and row.number != heading_row:
            continue
        for layout in layouts:
            columns = _columns(row, layout)
            is_enough = bool(SAID & set(columns.values())) and (len(columns) >= _FEWEST or layout.name == MAPPED)
            if is_enough and (best is None or len(columns) > len(best[2])):
                best = (layout, place, columns)
    return best


def _columns(row: TableRow, layout: Layout) -> dict[int, str]:
    found = {}
    for column, text in row.cells.items():
        if name := next((layout.columns[key] for key in keys_of(text) if key in layout.columns), ""):
            found[column] = name
    return found


def _mended(
    table: Table, place: int, columns: dict[int, str], order: Sequence[str]
) -> tuple[dict[int, str], dict[int, Remark]]:
    """The columns with those whose headings were changed, and what is said of any that are not as they went out."""
    head = table.rows[place].cells
    filled = _filled(table, place)
    remembered = _remembered(columns, order, filled | head.keys())
    lacking = set(OF_FILE) - {*columns.values(), *remembered.values()}
    told = {}
    for column in sorted(filled - columns.keys()):
        if name := remembered.get(column):
            told[column] = _remark("column-by-place", head, column, name)
        elif name := near_column(head.get(column, ""), lacking):
            told[column] = _remark("column-near", head, column, name)
    return columns | remembered, told


def _remembered(columns: Lookup[int, str], order: Sequence[str], there: Set[int]) -> dict[int, str]:
    """The columns whose headings were changed, as the form remembers their order; none where any was moved."""
    if any(order[place : place + 1] != [name] for place, name in columns.items()):
        return {}
    return {place: name for place, name in enumerate(order) if place in there - columns.keys() and name in OF_FILE}


def _remark(code: str, head: Lookup[int, str], column: int, name: str) -> Remark:
    return Remark(code, {"heading": _called(head, column), "column": in_every_language(name)})


def _filled(table: Table, place: int) -> set[int]:
    """The columns that say something below the headings."""
    return {column for row in table.rows[place + 1 :] for column in row.cells}


def _called(head: Lookup[int, str], column: int) -> str:
    """A column by its heading, else by its letter."""
    return _shown(head[column]) if column in head else get_column_letter(column + 1)


def _passed_over(table: Table, place: int, known: Set[int]) -> Iterator[str]:
    """What stands above the headings, and the columns that nobody knows and that say something."""
    title = f"{table.title}: " if table.title else ""
    for row in table.rows[:place]:
        yield title + _shown(" ".join(row.cells.values()))
    for column in sorted(_filled(table, place) - known):
        yield title + _called(table.rows[place].cells, column)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_shown, names))


# --- rows


def is_untouched(row: Row) -> bool:
    """Whether a row says no more than what the form is filled with before it goes out."""
    return not row.fault and row.values.keys() <= PREFILLED


def _row(row: TableRow, columns: Lookup[int, str], layout: Layout) -> Row | None:
    """A row of the table in our columns; None where those are empty."""
    given: dict[str, str] = {}
    for column, name in columns.items():
        if text := row.cells.get(column):
            # Of two columns with the same meaning neither is lost.
            given[name] = f"{given[name]}\n{text}" if name in given else text
    fault = next((row.faults[column] for column in columns if column in row.faults), "")
    if not given and not fault:
        return None
    if kind := given.get("type"):
        given["type"] = layout.types.get(fold(kind)) or kind
    return make_row(row.number, given, fault)
