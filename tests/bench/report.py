"""The table of the bench, and the two numbers that have to hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.table import Table

from tests.bench.measure import Cost, Site

CHECK, COLD, EDITED = "guidance check", "cold build", "after one edit"
PLAIN_WHOLE, PLAIN_PRUNED = "plain MkDocs", "plain, pruned"

SMALL, LARGE, GROWTH = 200, 800, 1.15
"""The time of a page at the large size may be so many times that at the small one."""
CHECKED, SECONDS = 200, 3.0
"""How long a check of so many chapters may take."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing measured at one size."""

    size: int
    """In chapters, each in two languages."""
    name: str
    cost: Cost
    site: Site | None = None

    def per_page(self, seconds: float) -> float:
        """Milliseconds a page: a chapter in one language, with all that is built around it."""
        return 1000 * seconds / (2 * self.size)


def table(rows: Sequence[Row]) -> Table:
    """Every figure, and how the processor time stands to that of plain MkDocs at the same size."""
    found = Table(
        title="Chapters of about 13 KB in two languages; every line is a fresh process",
        caption="A page is a chapter in one language, with all that is built around it. × is CPU time against plain.",
    )
    found.add_column("chapters", justify="right")
    found.add_column("", no_wrap=True)
    for heading in ("wall s", "CPU s", "ms/page", "peak MB", "site MB", "files", "× plain", "× pruned"):
        found.add_column(heading, justify="right")
    for number, row in enumerate(rows):
        is_last = number + 1 == len(rows) or rows[number + 1].size != row.size
        found.add_row(*_cells(row, rows), end_section=is_last)
    return found


def _cells(row: Row, rows: Sequence[Row]) -> Iterator[str]:
    cost = row.cost
    yield from (str(row.size), row.name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{row.per_page(cost.cpu):.1f}")
    yield f"{cost.peak / 1e6:.0f}"
    if row.site is None:
        return
    yield from (f"{row.site.size / 1e6:.1f}", str(row.site.pages))
    for name in (PLAIN_WHOLE, PLAIN_PRUNED):
        plain = _find(rows, row.size, name)
        yield f"{row.cost.cpu / plain.cost.cpu:.2f}" if plain else ""


def _find(rows: Sequence[Row], size: int, name: str) -> Row | None:
    return next((row for row in rows if (row.size, row.name) == (size, name)), None)


def numbers(rows: Sequence[Row]) -> Iterator[str]:
    """The two numbers that have to hold, as far as they were measured."""
    small, large = _find(rows, SMALL, COLD), _find(rows, LARGE, COLD)
    if small and large:
        wall = large.per_page(large.cost.wall) / small.per_page(small.cost.wall)
        cpu = large.per_page(large.cost.cpu) / small.per_page(small.cost.cpu)
        yield (
            f"CPU time per page at {LARGE} chapters against {SMALL}: × {cpu:.2f} (wall × {wall:.2f}); "
            f"no more than × {GROWTH}: {_verdict(cpu <= GROWTH)}"
        )
    else:
        yield f"CPU time per page at {LARGE} chapters against {SMALL}: not measured"
    checked = _find(rows, CHECKED, CHECK)
    if checked:
        yield (
            f"guidance check of {CHECKED} chapters: {checked.cost.wall:.2f} s (CPU {checked.cost.cpu:.2f} s); "
            f"under {SECONDS:.0f} s: {_verdict(checked.cost.wall < SECONDS)}"
        )
    else:
        yield f"guidance check of {CHECKED} chapters: not measured"


def _verdict(holds: bool) -> str:
    return "holds" if holds else "DOES NOT HOLD"
