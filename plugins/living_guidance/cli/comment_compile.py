"""``guidance comments compile``: the comments of a round for the task teams, and their answers back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from living_guidance.cli.common import Refused, date_option, progress_bar, read_corpus, root_of, today
from living_guidance.cli.rounds import find_comment_round, interfaces, refuse_others, refuse_published
from living_guidance.cli.tables import Value, show_table
from living_guidance.cli.words import say
from living_guidance.exchange.comments.answers_yaml import write_answers
from living_guidance.exchange.comments.compilation import Compilation, compile_round, number_comments
from living_guidance.exchange.comments.compiled_columns import numbers_of
from living_guidance.exchange.comments.compiled_csv import write_compiled_csv
from living_guidance.exchange.comments.compiled_docx import write_compiled_docx
from living_guidance.exchange.comments.compiled_html import write_compiled_html
from living_guidance.exchange.comments.compiled_xlsx import write_compiled_xlsx
from living_guidance.exchange.save import save_files
from living_guidance.load.comments import number_lines
from living_guidance.model.comments import Answer
from living_guidance.model.corpus import Corpus, RoundComments

_WRITERS = {
    "xlsx": write_compiled_xlsx,
    "docx": write_compiled_docx,
    "html": write_compiled_html,
    "csv": write_compiled_csv,
}


@click.command("compile", help=say("cli.comments.compile.help"), short_help=say("cli.comments.compile.short"))
@click.argument("name", metavar="ROUND")
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=say("cli.comments.compile.to"),
)
@click.option("--team", metavar="ID", help=say("cli.comments.compile.team"))
@click.option(
    "--format", "forms", type=click.Choice([*_WRITERS]), multiple=True, help=say("cli.comments.compile.format")
)
@click.option("--yaml", "with_yaml", is_flag=True, help=say("cli.comments.compile.yaml"))
@click.option("--force", is_flag=True, help=say("cli.comments.compile.force"))
@click.option("--dry-run", is_flag=True, help=say("cli.comments.compile.dry-run"))
@date_option
@click.pass_context
def collect(
    ctx: click.Context,
    name: str,
    to: Path,
    team: str | None,
    forms: tuple[str, ...],
    with_yaml: bool,
    force: bool,
    dry_run: bool,
    day: date | None,
) -> int:
    """Put a round's comments together."""
    root = root_of(ctx)
    refuse_published(root, to)
    corpus = read_corpus(root)
    record = find_comment_round(corpus, name)
    when = today(corpus, day, record.zone)
    found = corpus.comments_on(record.id)
    numbers = number_comments(corpus, record.id, when)
    if not numbers:
        raise Refused("cli.comments.compile.none", round=record.id)
    compilations = compile_round(corpus, record, numbers, when)
    if team is not None and team not in compilations:
        known = ", ".join(filter(None, compilations))
        raise Refused("cli.comments.compile.no-team", found=team, known=known)
    wanted = [compilations[""], compilations[team]] if team else list(compilations.values())
    _tell(wanted)
    if dry_run:
        return 0
    # The numbers of duplicates are those of all comments, also where a team has but some.
    files = _files(wanted[1:] if team else wanted, forms or (*_WRITERS,), to, corpus, numbers_of(compilations[""]))
    refuse_others(files, force)
    new = len(numbers) - len(found.numbers)
    if new:
        # Before the sheets go out, for what they are called by must be kept.
        save_files({root / f"guidance/rounds/{record.id}/numbers.jsonl": number_lines(numbers)}, root)
    save_files(files)
    if with_yaml:
        _begin_answers(root, replace(found, numbers=numbers))
    click.echo(say("cli.comments.compile.done", files=len(files), path=to, new=new))
    return 0


def _tell(compilations: list[Compilation]) -> None:
    headings = ("team", "comments", "new", "answered")
    rows: list[list[Value]] = [
        [
            one.team or say("cli.comments.all"),
            len(one.rows),
            len(one.new),
            sum(row.answer.disposition is not None for row in one.rows),
        ]
        for one in compilations
    ]
    show_table([say(f"cli.comments.column.{heading}") for heading in headings], rows)


def _files(
    compilations: list[Compilation], forms: tuple[str, ...], to: Path, corpus: Corpus, numbers: dict[str, int]
) -> dict[Path, str | bytes]:
    # The words of vocabularies are in the language of the terminal, if the site speaks it.
    says = tuple(sorted(interfaces(corpus), key=lambda one: one.language != say.language))
    files: dict[Path, str | bytes] = {}
    with progress_bar(say("cli.comments.compile.writing")) as progress:
        for one in compilations:
            for form in forms:
                stem = f"{one.record.id}{f'-{one.team}' if one.team else ''}"
                files[to / f"{stem}.{form}"] = _WRITERS[form](one, says, numbers)
                progress(len(files), len(compilations) * len(forms))
    return files


def _begin_answers(root: Path, found: RoundComments) -> None:
    """Put an empty answer into the files for each comment that has none, for teams who write them by hand."""
    new = {key: Answer() for key in found.numbers if key not in found.answers}
    files = write_answers(root, found, new)
    save_files({root / path: text for path, text in files.items()}, root)
    click.echo(say("cli.comments.compile.begun", count=len(new), files=len(files)))
