"""Measure a round of 30,000 comments: ``python -m tests.bench.comments``; part of ``make bench``."""

import json
import random
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.table import Table

from living_guidance.load.corpus import load_corpus
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.frozen import ledger
from tests.bench.measure import Command, Cost, run

ROUND = "2018-first-draft"
MANY = 30_000
_ROOT = Path(__file__).parents[2]
_PARTS = ("mkdocs.yml", "docs", "guidance", "hooks", "translations")
_BIN = Path(sys.executable).parent
_WORDS = (
    "limit",
    "value",
    "emission",
    "of",
    "the",
    "furnace",
    "waste",
    "should",
    "be",
    "given",
    "with",
    "its",
    "source",
)
LIMITS = {"import": (60, 500), "compile": (60, None), "pages of the round": (90, None)}
"""The most seconds and megabytes."""


def copy_project(to: Path) -> Path:
    """The example, whose round has two hundred comments already."""
    to.mkdir()
    for part in _PARTS:
        source = _ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, to / part)
    return to


def write_form(project: Path, path: Path, count: int) -> None:
    """A filled-in form with so many comments, spread over all paragraphs of the draft."""
    chance = random.Random(count)
    corpus = load_corpus(project).corpus
    assert corpus
    draft = corpus.snapshots[corpus.rounds[ROUND].value.draft or ""]
    places = [
        (key, entry.id)
        for key, entries in ledger(draft).items()
        for entry in entries
        if entry.stands and entry.kind is not BlockKind.TITLE
    ]
    kinds = ("technical", "substantive", "editorial", "translation", "question")
    rows = []
    for number in range(count):
        key, paragraph = chance.choice(places)
        text = f"Comment {number}: {' '.join(chance.choices(_WORDS, k=30))}."
        sender = f"Party {chance.choice('ABCDEFGH')}"
        kind = chance.choice(kinds)
        rows.append({"chapter": key, "paragraph": paragraph, "type": kind, "text": text, "submitter": sender})
    content = {"format": "living-guidance-comments/1", "round": ROUND, "shared": {}, "comments": rows}
    path.write_text(json.dumps(content), encoding="utf-8")


def answer_all(project: Path) -> None:
    """An answer to every comment that has none, as the teams write them."""
    folder = project / "guidance" / "rounds" / ROUND
    answered = "".join(path.read_text(encoding="utf-8") for path in (folder / "answers").rglob("*.yml"))
    lines: dict[Path, list[str]] = defaultdict(list)
    for path in (folder / "comments").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            comment = json.loads(line)
            if comment["id"] in answered:
                continue
            place = folder / "answers" / comment["document"] / f"{comment['chapter']}.yml"
            lines[place].append(
                f"{comment['id']}:\n  disposition: noted\n  reason: already_covered\n  response:\n"
                "    en: The paragraph says so already.\n    zh: 该段已有说明。\n  decided_on: 2018-09-03\n"
            )
    for place, texts in lines.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("a", encoding="utf-8") as file:
            file.write("".join(texts))


def measure(count: int, folder: Path) -> Iterator[tuple[str, Cost]]:
    """Everything that is measured."""
    project = copy_project(folder / "project")
    form, site = folder / "form.json", folder / "site"
    guidance: list[str | Path] = [_BIN / "guidance", "-C", project]

    def build(*more: str) -> Command:
        return [*guidance, "build", "--to", site, *more]

    yield "build before", run(build("--no-cache"))
    yield "the same, warm", _warm(build())
    write_form(project, form, count)
    yield "import", run([*guidance, "comments", "import", ROUND, form, "--received", "2018-07-20"])
    to = folder / "compilation"
    yield "compile", run([*guidance, "comments", "compile", ROUND, "--to", to, "--date", "2018-08-05"])
    answer_all(project)
    yield "check", run([*guidance, "check"])
    yield "build after", run(build("--no-cache"))
    yield "the same, warm", _warm(build())


def _warm(command: Command) -> Cost:
    """The second of two builds: the first fills the cache."""
    run(command)
    return run(command)


def report(count: int, costs: list[tuple[str, Cost]]) -> tuple[Table, list[str]]:
    """The table, and the lines that say whether the limits hold."""
    found = Table(title=f"A round of {count:,} comments on the example, all answered; every line is a fresh process")
    for name in ("", "wall s", "CPU s", "peak MB"):
        found.add_column(name, justify="right" if name else "left")
    for name, cost in costs:
        found.add_row(name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak / 1e6:.0f}")
    by_name = dict(costs[2:])
    pages = by_name["build after"].wall - costs[0][1].wall
    walls = {"import": by_name["import"].wall, "compile": by_name["compile"].wall, "pages of the round": pages}
    lines = []
    for name, (seconds, megabytes) in LIMITS.items():
        holds = walls[name] < seconds and (megabytes is None or by_name[name].peak < megabytes * 1e6)
        limit = f"under {seconds} s" + (f" and {megabytes} MB" if megabytes else "")
        lines.append(f"{name}: {walls[name]:.1f} s; {limit}: {'holds' if holds else 'DOES NOT HOLD'}")
    lines.append(f"warm build: {costs[-1][1].wall:.1f} s, where without them it took {costs[1][1].wall:.1f} s")
    return found, lines


@click.command()
@click.option("--count", default=MANY, show_default=True, help="How many comments.")
def main(count: int) -> None:
    """Measure a round of many comments."""
    with TemporaryDirectory() as folder:
        costs = []
        for name, cost in measure(count, Path(folder)):
            click.echo(f"{name}: {cost.wall:.1f} s", err=True)
            costs.append((name, cost))
    found, lines = report(count, costs)
    Console(width=100).print(found)
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main()
