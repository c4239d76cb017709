"""Find the table of comments among the cells of a file, by its headings, and read its rows: ours or anybody's."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from openpyxl.utils import get_column_letter

from living_guidance.exchange.comments.columns import OF_FILE, PREFILLED, interface_languages
from living_guidance.exchange.comments.locators import make_row
from living_guidance.exchange.comments.mapping import SAID, Mapping, read_mapping
from living_guidance.exchange.comments.meanings import fold
from living_guidance.exchange.comments.rows import COLUMNS, Row
from living_guidance.exchange.comments.tables import Table, TableRow, tidy
from living_guidance.exchange.guarded import UnreadableError

OFFICIAL, MAPPED = "official", "mapped"
_KNOWN = Path(__file__).parent / "known"
_OTHERS = ("iso", "ippc", "ipcc")
_DEEPEST = 60
"""Within how many rows the headings are looked for."""
_FEWEST = 2
"""How many headings must be known."""
_LONGEST = 300
"""Of a heading; what is longer is none."""
_SHOWN = 80
_ASIDE = re.compile(r"\([^()]*\)|\d")
_BETWEEN = re.compile(r"[·/|\n;,]")
_SCRIPT = re.compile(r"[a-z]+|[^a-z]+")


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


def rows_of_table(
    table: list[list[str]], first_row: int, mapping: Mapping | None
) -> tuple[str, tuple[Row, ...], tuple[str, ...]] | None:
    """The layout, rows and unread columns of a table whose first row has this number; None if it has no comments."""
    rows = (
        TableRow(number, {column: text for column, cell in enumerate(cells) if (text := tidy(cell))})
        for number, cells in enumerate(table, start=first_row)
    )
    found = find_comments(Table("", tuple(row for row in rows if row.cells)), mapping)
    return (found.layout, found.rows, found.unread) if found else None


def find_comments(table: Table, mapping: Mapping | None, order: Sequence[str] = ()) -> Found | None:
    """The comments of a table, by a mapping where there is one, else by the layouts that are known.

    ``order`` is what the form itself remembers of its columns, for headings that were changed.
    """
    layouts = (_mapped(mapping),) if mapping else _layouts()
    choice = _choose(table, layouts, mapping.heading_row if mapping else None)
    if choice is None:
        return None
    layout, place, columns = choice
    if layout.name == OFFICIAL:
        columns = _remembered(columns, order)
    head, body = table.rows[place], table.rows[place + 1 :]
    written = [row for row in body if row.cells != head.cells]
    rows = (_row(row, columns, layout) for row in written)
    kept = tuple(row for row in rows if row and not (layout.name == OFFICIAL and is_untouched(row)))
    return Found(layout.name, kept, tuple(_passed_over(table, place, columns)))


def check_headings(tables: Sequence[Table], mapping: Mapping) -> None:
    """Raise UnreadableError where a mapping names a worksheet or a heading that a file does not have."""
    meant = [table for table in tables if is_meant(table, mapping)]
    if mapping.worksheet and not meant:
        known = _listed(table.title for table in tables)
        raise UnreadableError("mapping.no-worksheet", name=mapping.worksheet, known=known)
    for table in meant:
        if choice := _choose(table, (_mapped(mapping),), mapping.heading_row):
            head = table.rows[choice[1]].cells.values()
            there = {key for text in head for key in _keys(text)}
            missing = next((name for name in mapping.columns if not {_exact(name), _key(name)} & there), None)
            if missing is not None:
                raise UnreadableError("mapping.no-heading", heading=missing, known=_listed(head))


def is_meant(table: Table, mapping: Mapping | None) -> bool:
    """Whether a table is one that a mapping asks for; one that is all of its file has no title."""
    wanted = mapping.worksheet if mapping else None
    return not wanted or not table.title or fold(table.title) == fold(wanted)


# --- headings


def column_of(text: str) -> str:
    """The column of ours that a heading or a label of our own form stands for; empty if it is none."""
    official = _layouts()[0].columns
    return next((official[key] for key in _keys(text) if key in official), "")


def _key(heading: str) -> str:
    """What makes two headings the same: examples in brackets, numbers of footnotes and a plural do not count."""
    plain = fold(_ASIDE.sub("", unicodedata.normalize("NFKC", heading)))
    return plain.removesuffix("s") or _exact(heading)


def _exact(heading: str) -> str:
    return fold(heading) or heading.strip()


def _keys(heading: str) -> Iterator[str]:
    """A heading as it is, then the halves of one in two languages."""
    if len(heading) > _LONGEST:
        return
    yield _exact(heading)
    yield _key(heading)
    yield from map(_key, _BETWEEN.split(heading))
    yield from map(_key, _SCRIPT.findall(_key(heading)))


@cache
def _layouts() -> tuple[Layout, ...]:
    """Our own layout, which comes first where others fit as well, and those of others."""
    says = interface_languages()
    own = {_key(say(f"forms.comment.column.{name}")): name for name in OF_FILE for say in says}
    return (Layout(OFFICIAL, own | {_key(name): name for name in COLUMNS}), *map(_other, _OTHERS))


def _other(name: str) -> Layout:
    mapping, issues = read_mapping((_KNOWN / f"{name}.yml").read_text(encoding="utf-8"), name)
    assert mapping, issues
    return _mapped(mapping, name)


def _mapped(mapping: Mapping, name: str = MAPPED) -> Layout:
    # One that is told from another by its number stands for itself alone.
    loose = {heading: target for heading, target in mapping.columns.items() if not any(map(str.isdigit, heading))}
    columns = {_key(heading): target for heading, target in loose.items()}
    columns |= {_exact(heading): target for heading, target in mapping.columns.items()}
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
        if name := next((layout.columns[key] for key in _keys(text) if key in layout.columns), ""):
            found[column] = name
    return found


def _remembered(columns: dict[int, str], order: Sequence[str]) -> dict[int, str]:
    """The columns with those whose headings were changed, as the form remembers their order."""
    taken = set(columns.values())
    lost = {place: name for place, name in enumerate(order) if place not in columns and name not in taken}
    return columns | {place: name for place, name in lost.items() if name in COLUMNS}


def _passed_over(table: Table, place: int, columns: Lookup[int, str]) -> Iterator[str]:
    """What stands above the headings, and the columns that nobody knows and that say something."""
    title = f"{table.title}: " if table.title else ""
    for row in table.rows[:place]:
        yield title + _shown(" ".join(row.cells.values()))
    head = table.rows[place].cells
    filled = {column for row in table.rows[place + 1 :] for column in row.cells}
    for column in sorted(filled - columns.keys()):
        yield title + (_shown(head[column]) if column in head else get_column_letter(column + 1))


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
