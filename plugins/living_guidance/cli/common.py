"""What several commands share: reading the project, telling issues, dates, progress."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from living_guidance.cli import EXIT_INTERRUPTED, EXIT_SYSTEM
from living_guidance.cli.processes import each_in_processes
from living_guidance.cli.words import say
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Severity
from living_guidance.render.issues import issues_text
from living_guidance.render.messages import load_messages
from living_guidance.site.day import build_day


class Refused(click.ClickException):
    """Ends a command with a sentence from the catalogue."""

    def __init__(self, key: str, **words: object) -> None:
        super().__init__(say(key, **words))

    def show(self, file: object = None) -> None:
        """Print the sentence as it is."""
        click.echo(self.message, err=True)


class Unavailable(Refused):
    """Ends a command because the machine has not what it needs."""

    exit_code = EXIT_SYSTEM


class Interrupted(Refused):
    """Ends a command that a person has broken off, and that has left something."""

    exit_code = EXIT_INTERRUPTED


def root_of(ctx: click.Context) -> Path:
    """The project's folder; refuses one that is no project."""
    root: Path = ctx.obj.resolve()
    if not (root / "mkdocs.yml").is_file():
        raise Refused("cli.no-project", path=root)
    return root


def read_corpus(root: Path, more_answers: Mapping[str, Mapping[str, str]] | None = None) -> Corpus:
    """The corpus; where it cannot be read without error, tell the errors and end."""
    loaded = load_corpus(root, more_answers, each_in_processes)
    errors = [issue for issue in loaded.issues if issue.severity is Severity.ERROR]
    if errors or loaded.corpus is None:
        tell(errors)
        raise Refused("cli.unreadable")
    return loaded.corpus


def tell(issues: Iterable[Issue]) -> None:
    """Print issues as a person reads them."""
    click.echo(issues_text(tuple(issues), load_messages(say.language)), err=True)


def find_chapter(corpus: Corpus, wanted: str, others: Iterable[str] = ()) -> str:
    """The key of a chapter that was named ``document/chapter``, by its id alone, or by its file; readable or not.

    ``others`` are the keys of chapters that only snapshots know.
    """
    name = wanted.removeprefix("guidance/").removesuffix(".md").strip("/")
    unread = (path.removeprefix("guidance/").removesuffix(".md") for path in corpus.unread if path.endswith(".md"))
    keys = dict.fromkeys((*corpus.chapters, *sorted(unread), *others))
    matches = [key for key in keys if name in (key, key.partition("/")[2])]
    if len(matches) == 1:
        return matches[0]
    from rapidfuzz.process import extract

    near = [key for key, score, _ in extract(name, list(keys), limit=3) if score > 50]
    raise Refused("cli.no-chapter", wanted=wanted, near=", ".join(matches or near) or "–")


def parse_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read ``--date``."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(say("cli.date.bad", found=value)) from error


def in_languages(given: Iterable[str], codes: Collection[str], bad: str) -> dict[str, str]:
    """Read what was given as ``CODE=TEXT``, by language; ``bad`` is the message for anything else."""
    found = {}
    for one in given:
        code, mark, text = one.partition("=")
        if not mark or code not in codes or not text.strip():
            raise click.BadParameter(say(bad, found=one, known=", ".join(codes)))
        found[code] = text.strip()
    return found


date_option = click.option("--date", "day", metavar="YYYY-MM-DD", callback=parse_day, help=say("cli.date.help"))


def today(corpus: Corpus, day: date | None, zone: str = "UTC") -> date:
    """The day a command works for: as asked, else as the project says, else the build's or the clock's in a zone."""
    return build_day(day, corpus.settings.as_of, zone=ZoneInfo(zone))


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal; silence elsewhere. Gives a function told (done, in all)."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
