"""``guidance submissions``: what people send to a call for information, taken in and listed."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import click
from pydantic import ValidationError

from living_guidance.cli.common import Refused, date_option, parse_day, read_corpus, root_of, today
from living_guidance.cli.files import CannotRead
from living_guidance.cli.rounds import find_call, private_store, pseudonyms, remark_text
from living_guidance.cli.tables import Value, clean, show_table
from living_guidance.cli.words import say
from living_guidance.exchange.comments.private import PrivateStore
from living_guidance.exchange.comments.remarks import timing
from living_guidance.exchange.comments.senders import find_senders, known_submitters
from living_guidance.exchange.comments.store import file_digest
from living_guidance.exchange.save import save_files
from living_guidance.exchange.submissions import Taken, UnfitFileError, submission_files, submitted_files, take_file
from living_guidance.load.characters import find_characters
from living_guidance.model.comments import Submitter
from living_guidance.model.corpus import Corpus
from living_guidance.model.naming import nearest
from living_guidance.model.rounds import RoundRecord, is_late
from living_guidance.model.submissions import Submission, submission_id
from living_guidance.model.vocabulary import Confidentiality, LatePolicy, SubmitterCategory
from living_guidance.model.writing import normalise
from living_guidance.render.issues import message, remedy
from living_guidance.text.privacy import mask

_LONGEST = 500
"""How many characters a line of a record may have."""


@click.group("submissions", help=say("cli.submissions.help"), short_help=say("cli.submissions.short"))
def command() -> None:
    """Work with submissions."""


@command.command("add", help=say("cli.submissions.add.help"), short_help=say("cli.submissions.add.short"))
@click.argument("name", metavar="ROUND")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option("--from", "senders", multiple=True, required=True, metavar="NAME", help=say("cli.submissions.add.from"))
@click.option(
    "--category",
    "categories",
    type=click.Choice([one.value for one in SubmitterCategory]),
    multiple=True,
    help=say("cli.submissions.add.category"),
)
@click.option("--country", metavar="CODE", default="", help=say("cli.submissions.add.country"))
@click.option(
    "--received", metavar="YYYY-MM-DD", callback=parse_day, required=True, help=say("cli.submissions.add.received")
)
@click.option("--title", required=True, metavar="TEXT", help=say("cli.submissions.add.title"))
@click.option("--area", required=True, metavar="TEXT", help=say("cli.submissions.add.area"))
@click.option("--document", "documents", multiple=True, metavar="ID", help=say("cli.submissions.add.document"))
@click.option("--chemical", "chemicals", multiple=True, metavar="ID", help=say("cli.submissions.add.chemical"))
@click.option("--language", metavar="CODE", help=say("cli.submissions.add.language"))
@click.option("--confidential", is_flag=True, help=say("cli.submissions.add.confidential"))
@click.option("--dry-run", is_flag=True, help=say("cli.submissions.add.dry-run"))
@date_option
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    paths: tuple[Path, ...],
    senders: tuple[str, ...],
    categories: tuple[str, ...],
    country: str,
    received: date,
    title: str,
    area: str,
    documents: tuple[str, ...],
    chemicals: tuple[str, ...],
    language: str | None,
    confidential: bool,
    dry_run: bool,
    day: date | None,
) -> int:
    """Take in a submission with its files."""
    root = root_of(ctx)
    corpus = read_corpus(root)
    record = find_call(corpus, name)
    _check_when(record, received, today(corpus, day))
    _check_ids(corpus, record, documents, chemicals)
    title, area = normalise(title), normalise(area)
    _check_words({"--title": title, "--area": area}, senders, language)
    taken = _take(paths)
    store = private_store(root)
    if confidential and store is None:
        raise Refused("cli.submissions.no-store")
    submitters = _submitters(corpus, store, senders, categories, country)
    values = {
        "id": f"{record.id}-{'a' * 8}",
        "received": received,
        "submitters": submitters,
        "title": title,
        "area": area,
        "documents": tuple(dict.fromkeys(documents)),
        "chemicals": tuple(dict.fromkeys(chemicals)),
        "language": language or corpus.settings.codes[0],
        "confidentiality": Confidentiality.CONFIDENTIAL if confidential else Confidentiality.PUBLIC,
        "files": submitted_files(taken, is_public=not confidential, is_personal=any(one.person for one in submitters)),
    }
    submission = _made(record, values)
    if submission.id in corpus.submissions_to(record.id).submissions:
        click.echo(say("cli.submissions.add.known", id=submission.id))
        return 0
    made = submission_files(record.id, submission, taken)
    if not dry_run:
        _keep(store, submission, taken)
        save_files({root / path: content for path, content in made.items()}, root)
    for path in made:
        click.echo(say("cli.submissions.add.would" if dry_run else "cli.submissions.add.saved", path=path))
    if confidential:
        click.echo(say.count("cli.submissions.add.private", len(submission.files)))
    return 0


def _check_when(record: RoundRecord, received: date, day: date) -> None:
    """Refuse a day to come, and what is late where that is returned; tell what is late otherwise."""
    if received > day:
        raise Refused("cli.comments.import.future", received=received.isoformat(), today=day.isoformat())
    remark = timing(record, received, day)
    if remark is None:
        return
    if remark.code == "late" and record.late_policy is LatePolicy.RETURN:
        raise Refused("cli.submissions.returned", why=remark_text(remark))
    click.echo(remark_text(remark), err=True)


def _check_ids(corpus: Corpus, record: RoundRecord, documents: tuple[str, ...], chemicals: tuple[str, ...]) -> None:
    for one in documents:
        if one not in record.documents:
            raise Refused("cli.submissions.no-document", found=one, known=", ".join(record.documents))
    known = corpus.registers.chemicals
    for one in chemicals:
        if one not in known:
            raise Refused("cli.submissions.no-chemical", found=one, near=nearest(one, known) if known else "–")


def _check_words(lines: Mapping[str, str], senders: Iterable[str], language: str | None) -> None:
    """Refuse what a record could not hold, or could not be read again with."""
    for option, text in (*lines.items(), *(("--from", sender) for sender in senders)):
        if any("\ud800" <= char <= "\udfff" for char in text):
            # What was typed in bytes that are not UTF-8 arrives in these.
            raise Refused("cli.submissions.encoding", option=option)
        for issue in find_characters(text, ""):
            why, how = message(issue, say), remedy(issue, say)
            raise Refused("cli.submissions.character", option=option, why=clean(why), remedy=how)
    for option, text in lines.items():
        if not text:
            raise Refused("cli.submissions.blank", option=option)
        if len(text) > _LONGEST:
            raise Refused("cli.submissions.long", option=option, length=len(text), limit=_LONGEST)
        if mask(text)[1]:
            raise Refused("cli.submissions.personal", option=option)
    if language is not None and not re.fullmatch("[a-z]{2,3}", language):
        raise Refused("cli.submissions.language", found=clean(language))


def _take(paths: tuple[Path, ...]) -> list[Taken]:
    """The files; of one that cannot be taken nothing is kept, nor of those beside it."""
    try:
        return [take_file(path) for path in paths]
    except UnfitFileError as error:
        words = {key: clean(word) for key, word in error.words.items()}
        raise CannotRead(f"cli.submissions.file.{error.code}", **words) from error


def _submitters(
    corpus: Corpus, store: PrivateStore | None, senders: tuple[str, ...], categories: tuple[str, ...], country: str
) -> tuple[Submitter, ...]:
    values = {"submitter": "; ".join(senders), "category": "; ".join(categories), "country": country}
    found, remarks = find_senders(values, known_submitters(corpus), pseudonyms(store))
    for remark in remarks:
        click.echo(clean(remark_text(remark)), err=True)
    if not found:
        raise Refused("cli.submissions.no-sender")
    if any(mask(one.name or "")[1] for one in found):
        raise Refused("cli.submissions.personal", option="--from")
    return found


def _made(record: RoundRecord, values: dict[str, object]) -> Submission:
    try:
        made = Submission.model_validate(values)
    except ValidationError as error:
        field = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise Refused("cli.submissions.bad", field=field) from error
    return made.model_copy(update={"id": submission_id(record.id, made)})


def _keep(store: PrivateStore | None, submission: Submission, taken: list[Taken]) -> None:
    """Put the persons, and the files of a confidential submission, into the private store."""
    if store is None:
        return
    people = (store.persons[one.person] for one in submission.submitters if one.person)
    contacts = tuple((str(one.get("name", "")), str(one.get("email", ""))) for one in people)
    day = submission.received.isoformat()
    for one in taken if not submission.is_public else ():
        digest = file_digest(one.content)
        store.add_file(digest, one.name, one.content, contacts, day)
        if contacts and any(sender.name for sender in submission.submitters):
            # An organisation that submits together with a person keeps the file when the person is forgotten.
            store.add_file(digest, "", one.content, (), day)
    store.save()


@command.command("list", help=say("cli.submissions.list.help"), short_help=say("cli.submissions.list.short"))
@click.argument("name", metavar="ROUND")
@date_option
@click.pass_context
def show(ctx: click.Context, name: str, day: date | None) -> int:
    """Show what came to a call."""
    corpus = read_corpus(root_of(ctx))
    record, when = find_call(corpus, name), today(corpus, day)
    came = [one.value for one in corpus.submissions_to(record.id).submissions.values() if one.value.received <= when]
    rows: list[list[Value]] = [
        [
            one.id,
            one.received.isoformat(),
            say("cli.submissions.late") if is_late(record, one.received, when) else "",
            "; ".join(f"#{sender.person}" if sender.person else sender.name or "" for sender in one.submitters),
            one.title,
            ", ".join(one.chemicals),
            say(f"confidentiality.{one.confidentiality}"),
            len(one.files),
        ]
        for one in sorted(came, key=lambda one: (one.received, one.id))
    ]
    headings = ("id", "received", "late", "from", "title", "chemicals", "confidentiality", "files")
    show_table([say(f"cli.submissions.column.{heading}") for heading in headings], rows)
    return 0
