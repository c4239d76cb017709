"""Measure Living Guidance beside plain MkDocs: ``make bench``, or ``python -m tests.bench.bench --help``.

Every figure is of a fresh process that works on a generated project in a temporary folder.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console

from tests.bench.measure import Command, Cost, FailedError, best, look_at, run
from tests.bench.plain import PRUNED, WHOLE
from tests.bench.report import CHECK, COLD, EDITED, PLAIN_PRUNED, PLAIN_WHOLE, Row, numbers, table

SIZES, QUICK = (50, 200, 800), (20, 40)

_BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Options:
    """How thoroughly to measure."""

    runs: int
    plain: bool
    tell: Callable[[str], None]


def measure(size: int, folder: Path, options: Options) -> Iterator[Row]:
    """Everything that is measured at one size."""
    project, site = folder / "project", folder / "site"
    options.tell(f"{size} chapters: writing them")
    run([sys.executable, "-m", "tests.bench.corpus", str(size), project])
    guidance: list[str | Path] = [_BIN / "guidance", "-C", project]

    def cost(name: str, command: Command) -> Cost:
        options.tell(f"{size} chapters: {name}")
        return best(options.runs, command)

    yield Row(size, CHECK, cost(CHECK, [*guidance, "check"]))
    built = cost(COLD, [*guidance, "build", "--to", site])
    yield Row(size, COLD, built, look_at(site))
    _edit(min(project.glob("guidance/*/*.md")))
    yield Row(size, EDITED, cost(EDITED, [*guidance, "build", "--to", site]), look_at(site))
    if options.plain:
        plain = folder / "plain"
        run([sys.executable, "-m", "tests.bench.plain", project, plain])
        for name, settings in ((PLAIN_WHOLE, WHOLE), (PLAIN_PRUNED, PRUNED)):
            to = folder / settings
            mkdocs: Command = [_BIN / "mkdocs", "build", "--quiet", "--config-file", plain / settings, "--site-dir", to]
            yield Row(size, name, cost(name, mkdocs), look_at(to))


def _edit(chapter: Path) -> None:
    """Change one paragraph of a chapter."""
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace("\n\n", "\n\nThis sentence is new.\n", 1), encoding="utf-8")


def parse_sizes(ctx: click.Context, param: click.Parameter, value: str) -> tuple[int, ...]:
    """Read ``--sizes``."""
    try:
        return tuple(int(size) for size in value.split(","))
    except ValueError as error:
        raise click.BadParameter("numbers, with commas between them") from error


def warm_up(folder: Path) -> None:
    """Build once without looking, so that the first size does not pay for compiling and for a cold disk."""
    run([sys.executable, "-m", "tests.bench.corpus", "4", folder / "project"])
    run([_BIN / "guidance", "-C", folder / "project", "build", "--to", folder / "site"])


@click.command()
@click.option(
    "--sizes",
    default=",".join(map(str, SIZES)),
    show_default=True,
    callback=parse_sizes,
    help="How many chapters, with commas between.",
)
@click.option("--quick", is_flag=True, help=f"Only {QUICK[0]} and {QUICK[1]} chapters, to see that the bench works.")
@click.option("--runs", default=1, show_default=True, help="Run everything so often, and keep the least.")
@click.option("--without-plain", is_flag=True, help="Leave out plain MkDocs, which takes minutes at 800 chapters.")
def main(sizes: tuple[int, ...], quick: bool, runs: int, without_plain: bool) -> None:
    """Measure checks and builds of generated guidance, and plain MkDocs on the same pages."""
    progress = Console(stderr=True)
    options = Options(runs, not without_plain, lambda words: progress.print(f"{words} …", style="dim"))
    rows: list[Row] = []
    try:
        with TemporaryDirectory(prefix="guidance-bench-") as scratch:
            warm_up(Path(scratch, "warm-up"))
            for size in QUICK if quick else sizes:
                rows += measure(size, Path(scratch, str(size)), options)
    except FailedError as error:
        raise click.ClickException(str(error)) from error
    # A narrow terminal may break the lines, but no figure may be cut off.
    console = Console(width=max(110, Console().width))
    console.print(table(rows))
    for line in numbers(rows):
        console.print(line)


if __name__ == "__main__":
    main()
