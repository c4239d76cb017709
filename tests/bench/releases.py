"""Measure releases of the example: ``python -m tests.bench.releases``; part of ``make bench``."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.table import Table

from tests.bench.measure import Cost, run

_ROOT = Path(__file__).parents[2]
_GUIDANCE = Path(sys.executable).parent / "guidance"
LIMITS = {"pack cop-9": 60, "roll back": 1, "roll back the branch": 1}
"""The most seconds."""


def _copy_project(to: Path) -> Path:
    """What is committed, in a repository of its own."""
    for arguments in (
        ("clone", "--quiet", str(_ROOT), str(to)),
        ("-C", str(to), "config", "user.name", "Bench"),
        ("-C", str(to), "config", "user.email", "bench@example.org"),
        ("-C", str(to), "remote", "remove", "origin"),
    ):
        subprocess.run(["git", *arguments], check=True)
    return to


def measure(folder: Path) -> Iterator[tuple[str, Cost]]:
    """Everything that is measured."""
    project, packed = _copy_project(folder / "project"), folder / "releases"

    def guidance(*arguments: str | Path) -> Cost:
        return run([_GUIDANCE, "-C", project, *arguments])

    yield "build", guidance("build", "--quiet")
    for name in ("cop-8", "cop-9"):
        yield f"pack {name}", guidance("release", "pack", name, "--to", packed)
    archives = [packed / "cop-8.zip", packed / "cop-9.zip"]
    yield "verify", guidance("release", "verify", archives[1])
    yield "publish both", guidance("release", "publish", *archives)
    yield "roll back", guidance("release", "publish", "--roll-back")
    yield "build, keeping both", guidance("build", "--quiet")
    branch = ("--branch", "gh-pages")
    yield "publish to a branch", guidance("release", "publish", *branch)
    yield "publish both there", guidance("release", "publish", *archives, *branch)
    yield "roll back the branch", guidance("release", "publish", "--roll-back", *branch)


@click.command()
def main() -> None:
    """Measure packing, proving and publishing."""
    with TemporaryDirectory() as folder:
        costs = {}
        for name, cost in measure(Path(folder)):
            click.echo(f"{name}: {cost.wall:.1f} s", err=True)
            costs[name] = cost
    found = Table(title="Releases of the example, as it was last committed; every line is a fresh process")
    for name in ("", "wall s", "CPU s", "peak MB"):
        found.add_column(name, justify="right" if name else "left")
    for name, cost in costs.items():
        found.add_row(name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak / 1e6:.0f}")
    Console(width=100).print(found)
    for name, limit in LIMITS.items():
        holds = "holds" if costs[name].wall < limit else "DOES NOT HOLD"
        click.echo(f"{name}: {costs[name].wall:.2f} s; under {limit} s: {holds}")


if __name__ == "__main__":
    main()
