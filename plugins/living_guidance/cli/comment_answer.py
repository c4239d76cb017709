"""``guidance comments answer``: what the task teams filled in comes back."""

from collections.abc import Iterable
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, read_corpus, root_of
from living_guidance.cli.files import CannotRead, read_bytes, telling_why
from living_guidance.cli.rounds import find_comment_round, remark_text
from living_guidance.cli.tables import Value, clean, show_table
from living_guidance.cli.words import say
from living_guidance.exchange.comments.answer_cells import changed_fields
from living_guidance.exchange.comments.answers import Proposal, ReturnedAnswer, weigh_answers
from living_guidance.exchange.comments.answers_yaml import write_answers
from living_guidance.exchange.comments.compiled_xlsx import read_compiled_xlsx
from living_guidance.exchange.save import save_files
from living_guidance.model.corpus import Corpus
from living_guidance.model.rounds import RoundRecord


@click.command("answer", help=say("cli.comments.answer.help"), short_help=say("cli.comments.answer.short"))
@click.argument("name", metavar="ROUND")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option("--force", is_flag=True, help=say("cli.comments.answer.force"))
@click.option("--dry-run", is_flag=True, help=say("cli.comments.answer.dry-run"))
@click.pass_context
def answer(ctx: click.Context, name: str, files: tuple[Path, ...], force: bool, dry_run: bool) -> int:
    """Take in the answers of filled-in compilations."""
    root = root_of(ctx)
    corpus = read_corpus(root)
    record = find_comment_round(corpus, name)
    return take_answers(root, corpus, record, files, force=force, dry_run=dry_run)


def take_answers(
    root: Path, corpus: Corpus, record: RoundRecord, files: Iterable[Path], *, force: bool, dry_run: bool
) -> int:
    """Bring the answers of filled-in compilations into the files of the round; tell what changes, and what does not."""
    found = corpus.comments_on(record.id)
    proposals: dict[str, Proposal] = {}
    faults: list[list[Value]] = []
    unchanged = 0
    for path in files:
        weighed = weigh_answers(_read(path, record.id), found, corpus.settings.codes, force=force)
        unchanged += weighed.unchanged
        faults += [[path.name, row, name, remark_text(remark)] for row, name, remark in weighed.faults]
        for proposal in weighed.proposals:
            other = proposals.setdefault(proposal.id, proposal)
            if other.new != proposal.new:
                # Two teams answered the same comment: neither wins unseen.
                raise Refused("cli.comments.answer.two", id=proposal.id, path=path)
    for proposal in proposals.values():
        click.echo(say("cli.comments.answer.row", row=proposal.row, id=proposal.id))
        for field, before, after in changed_fields(proposal.old, proposal.new):
            click.echo(click.style(f"  - {field}: {clean(before)}", fg="red") if before else "", nl=bool(before))
            click.echo(click.style(f"  + {field}: {clean(after)}", fg="green") if after else "", nl=bool(after))
    if faults:
        show_table([say(f"cli.comments.column.{heading}") for heading in ("file", "row", "id", "remarks")], faults)
    if proposals and not dry_run:
        texts = write_answers(root, found, {key: one.new for key, one in proposals.items()})
        save_files({root / path: text for path, text in texts.items()}, root)
    key = "cli.comments.answer.would" if dry_run else "cli.comments.answer.done"
    click.echo(say(key, changed=len(proposals), unchanged=unchanged, left=len(faults)))
    return EXIT_ISSUES if faults else 0


def _read(path: Path, name: str) -> tuple[ReturnedAnswer, ...]:
    with telling_why(path):
        made_for, returned = read_compiled_xlsx(read_bytes(path))
    if made_for != name:
        raise CannotRead("cli.comments.answer.other-round", path=path, found=clean(made_for), round=name)
    return returned
