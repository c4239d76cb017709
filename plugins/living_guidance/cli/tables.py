"""Tables for people: drawn on a terminal, in plain columns where they are piped."""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

_BAR = 10
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a hundred, drawn as a bar where there is room for one."""

    percent: int

    def __str__(self) -> str:
        return f"{self.percent}%"

    def drawn(self) -> Text:
        """The bar: green when it is full, red when there is little."""
        full = self.percent * _BAR // 100
        colour = "green" if self.percent == 100 else "yellow" if self.percent >= 50 else "red"
        bar = Text("━" * full, style=colour) + Text("━" * (_BAR - full), style="bright_black")
        return bar + Text(f" {self.percent:>3}%")


@dataclass(frozen=True, slots=True)
class Styled:
    """Words with a look of their own on a terminal."""

    text: str
    style: str

    def __str__(self) -> str:
        return self.text

    def drawn(self) -> Text:
        """The words in their look."""
        return Text(clean(self.text), style=self.style)


Value = str | int | Share | Styled


def clean(text: str) -> str:
    """A text that cannot do anything to a terminal but stand in it."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def show_table(headings: Sequence[str], rows: Iterable[Sequence[Value]], title: str = "") -> None:
    """Print a table; numbers stand to the right."""
    lines = list(rows)
    numeric = [all(str(line[column]).isdigit() for line in lines) for column in range(len(headings))]
    if sys.stdout.isatty():
        _draw(headings, lines, numeric, title)
    else:
        _print(headings, lines, numeric, title)


def show_title(text: str) -> None:
    """Print a line that stands over what follows."""
    if sys.stdout.isatty():
        Console().print(Text(clean(text), style="bold"))
    else:
        click.echo(clean(text))


def _draw(headings: Sequence[str], rows: Sequence[Sequence[Value]], numeric: list[bool], title: str) -> None:
    table = Table(box=SIMPLE_HEAD, title=Text(title, style="bold") if title else None, title_justify="left")
    for column, (heading, is_number) in enumerate(zip(headings, numeric, strict=True)):
        is_whole = any(isinstance(row[column], Share) for row in rows)
        table.add_column(Text(heading), justify="right" if is_number else "left", overflow="fold", no_wrap=is_whole)
    for row in rows:
        table.add_row(
            *(value.drawn() if isinstance(value, Share | Styled) else Text(clean(str(value))) for value in row)
        )
    Console().print(table)


def _print(headings: Sequence[str], rows: Sequence[Sequence[Value]], numeric: list[bool], title: str) -> None:
    lines = [list(headings), *([clean(str(value)).replace("\n", " ") for value in row] for row in rows)]
    widths = [max(cell_len(line[column]) for line in lines) for column in range(len(headings))]
    if title:
        click.echo(clean(title))
    for line in lines:
        cells = []
        for text, width, is_number in zip(line, widths, numeric, strict=True):
            gap = " " * (width - cell_len(text))
            cells.append(gap + text if is_number else text + gap)
        click.echo("  ".join(cells).rstrip())
