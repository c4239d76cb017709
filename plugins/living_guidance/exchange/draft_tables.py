"""Read a table of pandoc's as rows of cells of equal number, and tell what a plain table cannot keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from living_guidance.exchange.draft_inlines import Node

Cell = Sequence[Node]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its header row first."""

    caption: Sequence[Node]
    rows: tuple[tuple[Cell, ...], ...]
    losses: tuple[str, ...]


def read_grid(content: Any) -> Grid:
    """The grid of a table; what was one cell over several places stands in each of them."""
    _, (_, caption), columns, (_, head), bodies, (_, foot) = content
    rows = [*head, *chain.from_iterable([*between, *body] for _, _, between, body in bodies), *foot]
    losses = []
    if len(head) != 1:
        losses.append("table-head")
    width = len(columns)
    grid: list[list[Cell | None]] = [[None] * width for _ in rows]
    for number, (_, cells) in enumerate(rows):
        for _, _, down, across, blocks in cells:
            column = next((place for place, cell in enumerate(grid[number]) if cell is None), None)
            if column is None:
                break
            if down > 1 or across > 1:
                losses.append("merged-cells")
            for row in grid[number : number + down]:
                row[column : min(column + across, width)] = [blocks] * (min(column + across, width) - column)
    filled = tuple(tuple(cell or [] for cell in row) for row in grid)
    return Grid(caption, filled, tuple(losses))
