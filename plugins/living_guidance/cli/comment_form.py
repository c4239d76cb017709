"""``guidance comments form``, ``edition`` and ``export``: what goes out to those who comment."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from living_guidance.cli.common import Refused, Unavailable, date_option, progress_bar, read_corpus, root_of, today
from living_guidance.cli.rounds import find_comment_round, ground_of, interfaces, refuse_others, refuse_published
from living_guidance.cli.words import say
from living_guidance.exchange.comments.chapter_docx import ReviewCopy, write_chapter_docx
from living_guidance.exchange.comments.form import comment_form
from living_guidance.exchange.comments.form_csv import write_form_csv
from living_guidance.exchange.comments.form_xlsx import write_form_xlsx
from living_guidance.exchange.comments.outgoing import write_csv, write_json
from living_guidance.exchange.save import save_files
from living_guidance.model.rounds import RoundRecord
from living_guidance.render.messages import Messages, load_messages
from living_guidance.text.comment_order import order_of
from living_guidance.text.states import States

_FORMS = {".xlsx": write_form_xlsx, ".csv": write_form_csv}
_EXPORTS = (".json", ".csv")


@click.command("form", help=say("cli.comments.form.help"), short_help=say("cli.comments.form.short"))
@click.argument("name", metavar="ROUND")
@click.option("--to", required=True, type=click.Path(path_type=Path), metavar="FILE", help=say("cli.comments.form.to"))
@click.option("--prefilled", is_flag=True, help=say("cli.comments.form.prefilled"))
@click.option("--force", is_flag=True, help=say("cli.comments.form.force"))
@date_option
@click.pass_context
def form(ctx: click.Context, name: str, to: Path, prefilled: bool, force: bool, day: date | None) -> int:
    """Write the form of a round."""
    write = _FORMS.get(to.suffix.lower())
    if write is None:
        raise click.UsageError(say("cli.comments.form.kind", path=to, known=", ".join(_FORMS)))
    corpus = read_corpus(root_of(ctx))
    record = find_comment_round(corpus, name)
    ground_of(corpus, record)
    _refuse_existing(to, force)
    filled = comment_form(corpus, record, today(corpus, day, record.zone))
    save_files({to: write(filled, interfaces(corpus), prefilled=prefilled)})
    click.echo(say("cli.comments.form.done", path=to))
    return 0


@click.command("export", help=say("cli.comments.export.help"), short_help=say("cli.comments.export.short"))
@click.argument("name", metavar="ROUND")
@click.option(
    "--to", required=True, type=click.Path(path_type=Path), metavar="FILE", help=say("cli.comments.export.to")
)
@click.option("--force", is_flag=True, help=say("cli.comments.form.force"))
@click.pass_context
def export(ctx: click.Context, name: str, to: Path, force: bool) -> int:
    """Write the comments of a round as a filled-in form."""
    if to.suffix.lower() not in _EXPORTS:
        raise click.UsageError(say("cli.comments.form.kind", path=to, known=", ".join(_EXPORTS)))
    corpus = read_corpus(root_of(ctx))
    record = find_comment_round(corpus, name)
    _refuse_existing(to, force)
    refuse_published(ctx.obj.resolve(), to)
    comments = sorted(corpus.comments_on(record.id).comments.values(), key=order_of(corpus))
    is_json = to.suffix.lower() == ".json"
    save_files({to: write_json(record.id, comments) if is_json else write_csv(comments, interfaces(corpus))})
    click.echo(say.count("cli.comments.export.done", len(comments), path=to))
    return 0


@click.command("edition", help=say("cli.comments.edition.help"), short_help=say("cli.comments.edition.short"))
@click.argument("name", metavar="ROUND")
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=say("cli.comments.edition.to"),
)
@click.option("--document", "documents", multiple=True, metavar="ID", help=say("cli.comments.edition.document"))
@click.option("--language", "languages", multiple=True, metavar="CODE", help=say("cli.comments.edition.language"))
@click.option("--force", is_flag=True, help=say("cli.comments.edition.force"))
@date_option
@click.pass_context
def edition(
    ctx: click.Context,
    name: str,
    to: Path,
    documents: tuple[str, ...],
    languages: tuple[str, ...],
    force: bool,
    day: date | None,
) -> int:
    """Write the review edition of a round's draft, and a Word file of each chapter."""
    from living_guidance.exchange.comments.review_pdf import NO_FONT, NoLayoutError, review_edition

    root = root_of(ctx)
    corpus = read_corpus(root)
    record = find_comment_round(corpus, name)
    ground_of(corpus, record)
    wanted = [(document, code) for document in documents or record.documents for code in _codes(record, languages)]
    if unknown := [document for document, _ in wanted if document not in record.documents]:
        raise Refused("cli.round.no-document", found=unknown[0], near=", ".join(record.documents))
    states = States(corpus, today(corpus, day, record.zone), is_public=False)
    images = (path for path in corpus.files if path.startswith("guidance/"))
    pictures = {path.removeprefix("guidance/"): (root / path).read_bytes() for path in images}
    files: dict[Path, str | bytes] = {}
    maps: dict[Path, str] = {}
    missing: set[str] = set()
    with progress_bar(say("cli.comments.edition.writing")) as progress:
        for number, (document, code) in enumerate(wanted, start=1):
            messages = load_messages(code)
            try:
                made = review_edition(states, record, document, messages, pictures)
            except NoLayoutError as error:
                raise Unavailable(error.key) from error
            files |= {to / path: content for path, content in made.files.items()}
            files |= dict(_word_files(states, record, document, messages, to))
            maps[root / made.line_map_file] = made.line_map
            missing |= set(made.pdf.missing)
            progress(number, len(wanted))
    # Comments name the lines of the edition that was sent out: another one must not take its place unseen.
    if not force and (other := [path for path, text in maps.items() if path.exists() and path.read_text() != text]):
        raise Refused("cli.comments.edition.other", path=other[0].relative_to(root))
    if missing:
        click.echo(say(NO_FONT, characters=" ".join(sorted(missing))), err=True)
    refuse_others(files, force)
    save_files(dict(maps), root)
    save_files(files)
    click.echo(say.count("cli.comments.edition.done", len(files), path=to))
    return 0


def _word_files(
    states: States, record: RoundRecord, document: str, messages: Messages, to: Path
) -> Iterator[tuple[Path, bytes]]:
    draft = states.corpus.snapshots.get(record.draft or "")
    located = states.corpus.documents[document].value
    for text in ground_of(states.corpus, record).texts_of(document, messages.language):
        copy = ReviewCopy(
            round=record.id,
            document=located.short.best(messages.language)[0],
            draft=draft.record.title.best(messages.language)[0] if draft else "",
            day=draft.record.date if draft else states.day,
            contact=record.contact or "",
        )
        yield (
            to / f"{record.id}-{document}-{text.matter.id}-{messages.language}.docx",
            write_chapter_docx(text, messages, copy),
        )


def _codes(record: RoundRecord, wanted: tuple[str, ...]) -> tuple[str, ...]:
    known = record.languages_available
    if unknown := [code for code in wanted if code not in known]:
        raise Refused("cli.no-language", found=unknown[0], known=", ".join(known))
    return wanted or known


def _refuse_existing(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise Refused("cli.file-exists", path=path)
