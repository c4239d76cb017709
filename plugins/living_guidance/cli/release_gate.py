"""``guidance release gate``: what keeps a snapshot from being released, and who owes it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, date_option, read_corpus, root_of, today
from living_guidance.cli.releases import find_snapshot
from living_guidance.cli.tables import Value, clean, show_table, show_title
from living_guidance.cli.words import say
from living_guidance.load.git import GitError, open_repository
from living_guidance.model.corpus import Corpus
from living_guidance.model.release import NEVER_ACCEPTED, ReleaseException
from living_guidance.model.snapshot import Snapshot
from living_guidance.release.gate import Open, Tree, Verdict
from living_guidance.release.gate import gate as judge
from living_guidance.release.sources import FILES, FOLDERS, is_packed

MADE_FROM = ("guidance", "translations", *FOLDERS, *FILES)
"""What a release depends on; anything else may lie about."""


@click.command("gate", help=say("cli.release.gate.help"), short_help=say("cli.release.gate.short"))
@click.argument("name", metavar="ID")
@date_option
@click.pass_context
def gate(ctx: click.Context, name: str, day: date | None) -> int:
    """Show every condition."""
    root = root_of(ctx)
    corpus = read_corpus(root)
    snapshot = find_snapshot(corpus, name)
    if day and day < snapshot.record.date:
        raise Refused("cli.release.gate.too-early", id=name, date=say.day(snapshot.record.date))
    verdicts = judged(root, corpus, snapshot, day)
    show_title(snapshot.record.title.best(say.language)[0])
    rows: list[list[Value]] = [[one.condition, say(f"gate.condition.{one.condition}"), _state(one)] for one in verdicts]
    show_table([say(f"cli.release.gate.{name}") for name in ("condition", "meaning", "state")], rows)
    show_open(corpus, verdicts)
    _show_accepted(corpus, verdicts)
    still = {one.condition for one in verdicts if one.open}
    word = "met" if not still else "not-met" if still - NEVER_ACCEPTED else "never-accepted"
    click.echo(say(f"cli.release.gate.{word}", id=name))
    return EXIT_ISSUES if still else 0


def judged(root: Path, corpus: Corpus, snapshot: Snapshot, day: date | None) -> tuple[Verdict, ...]:
    """Every condition, on a day: as asked, else the day of the snapshot or the project's, whichever is later."""
    from living_guidance.check import run_checks

    when = day or max(today(corpus, None), snapshot.record.date)
    return judge(corpus, snapshot, when, run_checks(corpus, when), _tree(root))


def _tree(root: Path) -> Tree:
    try:
        repository = open_repository(root)
        changed = tuple(path for path in repository.changed(MADE_FROM) if is_packed(path))
        return Tree(changed, repository.is_shallow())
    except GitError:
        return Tree(is_known=False)


def _state(verdict: Verdict) -> str:
    if verdict.open:
        return say.count("cli.release.gate.open", len(verdict.open))
    if verdict.accepted:
        return say.count("cli.release.gate.accepted", len(verdict.accepted))
    return say("cli.release.gate.is-met")


def show_open(corpus: Corpus, verdicts: Sequence[Verdict]) -> None:
    """All that is open, with who owes it."""
    rows: list[list[Value]] = [
        [verdict.condition, clean(_what(one)), clean(_body(corpus, one.owes))]
        for verdict in verdicts
        for one in verdict.open
    ]
    if rows:
        click.echo()
        names = ("condition", "what", "owes")
        show_table([say(f"cli.release.gate.{name}") for name in names], rows)


def _show_accepted(corpus: Corpus, verdicts: Sequence[Verdict]) -> None:
    rows: list[list[Value]] = [
        [clean(_what(one)), clean(_body(corpus, exception.accepted_by)), clean(_reason(exception))]
        for verdict in verdicts
        for one, exception in verdict.accepted
    ]
    if rows:
        click.echo()
        names = ("accepted-what", "accepted-by", "reason")
        show_table([say(f"cli.release.gate.{name}") for name in names], rows)


def _what(one: Open) -> str:
    key = f"gate.open.{one.what}"
    number = one.words.get("n")
    others = {name: value for name, value in one.words.items() if name != "n"}
    return say.count(key, number, **others) if isinstance(number, int) else say(key, **others)


def _body(corpus: Corpus, name: str) -> str:
    located = corpus.registers.bodies.get(name)
    return located.value.name.best(say.language)[0] if located else name or say("gate.secretariat")


def _reason(exception: ReleaseException) -> str:
    return say("gate.reason", reason=exception.reason.best(say.language)[0], date=say.day(exception.accepted))
