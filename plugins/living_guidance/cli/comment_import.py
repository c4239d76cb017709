"""``guidance comments import``: what people sent becomes comments, and what teams sent back becomes answers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.comment_answer import take_answers
from living_guidance.cli.common import Refused, date_option, parse_day, progress_bar, read_corpus, root_of, tell, today
from living_guidance.cli.files import CannotRead, read_bytes, telling_why
from living_guidance.cli.rounds import (
    find_comment_round,
    ground_of,
    line_finder,
    private_store,
    pseudonyms,
    refuse_published,
    remark_text,
)
from living_guidance.cli.tables import Value, clean, show_table, show_title
from living_guidance.cli.words import say
from living_guidance.exchange.comments.inert import csv_file
from living_guidance.exchange.comments.intake import Delivery, judge
from living_guidance.exchange.comments.mapping import Mapping as ColumnMapping
from living_guidance.exchange.comments.mapping import read_mapping
from living_guidance.exchange.comments.private import PrivateStore
from living_guidance.exchange.comments.reading import read_comments
from living_guidance.exchange.comments.remarks import Outcome, Remark, Verdict
from living_guidance.exchange.comments.rows import COMPILED, Filled
from living_guidance.exchange.comments.store import file_digest, new_comments, submission_file
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.exchange.save import save_files
from living_guidance.load.encodings import decode
from living_guidance.model.corpus import Corpus
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.vocabulary import SubmitterCategory
from living_guidance.render.messages import run_on

_SHOWN = 100
"""How many rows the screen tells of; a report has them all."""
_GIVEN = ("submitter", "category", "country", "document", "chapter")


@click.command("import", help=say("cli.comments.import.help"), short_help=say("cli.comments.import.short"))
@click.argument("name", metavar="ROUND")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="FILE...")
@click.option("--submitter", metavar="NAME", default="", help=say("cli.comments.import.submitter"))
@click.option(
    "--category",
    type=click.Choice([one.value for one in SubmitterCategory]),
    default=None,
    help=say("cli.comments.import.category"),
)
@click.option("--country", metavar="CODE", default="", help=say("cli.comments.import.country"))
@click.option("--document", metavar="ID", default="", help=say("cli.comments.import.document"))
@click.option("--chapter", metavar="DOCUMENT/ID", default="", help=say("cli.comments.import.chapter"))
@click.option("--received", metavar="YYYY-MM-DD", callback=parse_day, help=say("cli.comments.import.received"))
@click.option("--mapping", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.comments.import.mapping"))
@click.option("--report", type=click.Path(path_type=Path), metavar="FILE", help=say("cli.comments.import.report"))
@click.option("--force", is_flag=True, help=say("cli.comments.import.force"))
@click.option("--dry-run", is_flag=True, help=say("cli.comments.import.dry-run"))
@date_option
@click.pass_context
def take(
    ctx: click.Context,
    name: str,
    files: tuple[Path, ...],
    submitter: str,
    category: str | None,
    country: str,
    document: str,
    chapter: str,
    received: date | None,
    mapping: Path | None,
    report: Path | None,
    force: bool,
    dry_run: bool,
    day: date | None,
) -> int:
    """Read comments from files that people sent."""
    root = root_of(ctx)
    corpus = read_corpus(root)
    record = find_comment_round(corpus, name)
    when = today(corpus, day, record.zone)
    _check_options(root, received, when, report, force=force)
    columns = _read_mapping(mapping)
    said = (submitter, category or "", country, document, chapter)
    given = {key: value for key, value in zip(_GIVEN, said, strict=True) if value}
    deliveries, contents, compilations = _read(files, columns, given, received or when)
    _check_round(deliveries, record.id)
    code = 0
    if deliveries:
        order = _Order(root, corpus, record, received or when, when, report, dry_run)
        code = _take_comments(order, deliveries, contents)
    if compilations:
        code = max(code, take_answers(root, corpus, record, compilations, force=force, dry_run=dry_run))
    return code


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be done with the files."""

    root: Path
    corpus: Corpus
    record: RoundRecord
    received: date
    today: date
    report: Path | None
    dry_run: bool


def _take_comments(order: _Order, deliveries: list[Delivery], contents: Mapping[str, bytes]) -> int:
    """Store the comments of the files, and tell what became of each row."""
    root, record = order.root, order.record
    store = private_store(root)
    stored = order.corpus.comments_on(record.id).comments
    ground, find_lines = ground_of(order.corpus, record), line_finder(root, record)
    verdicts = judge(deliveries, ground, stored, order.today, pseudonyms(store), find_lines)
    if store is None and _is_personal(deliveries, verdicts):
        raise Refused("cli.private.none")
    made = {} if order.dry_run else submission_file(record.id, order.received, new_comments(verdicts))
    if store and not order.dry_run:
        _keep(store, deliveries, contents, verdicts)
    save_files({root / path: text for path, text in made.items()}, root)
    if order.report:
        save_files({order.report: _report(verdicts)})
    _tell(deliveries, verdicts, is_trial=order.dry_run)
    for path in made:
        click.echo(say("cli.comments.import.saved", path=path))
    is_clean = all(verdict.outcome in (Outcome.ACCEPTED, Outcome.KNOWN) for verdict in verdicts)
    return 0 if is_clean else EXIT_ISSUES


def _check_options(root: Path, received: date | None, today: date, report: Path | None, *, force: bool) -> None:
    if received and received > today:
        raise Refused("cli.comments.import.future", received=received.isoformat(), today=today.isoformat())
    if report:
        refuse_published(root, report)
        if report.exists() and not force:
            raise Refused("cli.file-exists", path=report)


def _check_round(deliveries: Iterable[Delivery], name: str) -> None:
    """Refuse a form that was made for another round."""
    for delivery in deliveries:
        if delivery.filled.round not in ("", name):
            found = clean(delivery.filled.round)
            raise CannotRead("cli.comments.import.other-round", path=delivery.name, found=found, round=name)


def _read_mapping(path: Path | None) -> ColumnMapping | None:
    if path is None:
        return None
    text, fault = decode(path.read_bytes(), str(path))
    columns, issues = read_mapping(text, str(path)) if text is not None else (None, (fault,) if fault else ())
    if issues:
        tell(issues)
        raise Refused("cli.file-refused", path=path)
    return columns


def _read(
    files: Iterable[Path], columns: ColumnMapping | None, given: Mapping[str, str], received: date
) -> tuple[list[Delivery], dict[str, bytes], list[Path]]:
    """The files, read one by one, and the compilations among them, whose answers are read by themselves.

    One that cannot be read ends the command before anything is written.
    """
    paths = tuple(files)
    deliveries, contents, compilations = [], {}, []
    with progress_bar(say("cli.comments.import.reading")) as progress:
        for number, path in enumerate(paths, start=1):
            with telling_why(path):
                content = read_bytes(path)
                filled = _filled(content, path, columns)
            if filled:
                digest = file_digest(content)
                contents[digest] = content
                deliveries.append(Delivery(path.name, digest, received, _with(filled, given)))
            else:
                compilations.append(path)
            progress(number, len(paths))
    return deliveries, contents, compilations


def _filled(content: bytes, path: Path, columns: ColumnMapping | None) -> Filled | None:
    """The comments of a file; none where it is a compilation that a team has filled in."""
    try:
        return read_comments(content, path.name, columns)
    except UnreadableError as error:
        if error.code == COMPILED and path.suffix.lower() == ".xlsx":
            return None
        raise


def _with(filled: Filled, given: Mapping[str, str]) -> Filled:
    """What a file holds, with what the command line says of its sender."""
    return replace(filled, shared={**filled.shared, **given})


def _is_personal(deliveries: Iterable[Delivery], verdicts: Iterable[Verdict]) -> bool:
    """Whether anything was said that has its place in the private store alone."""
    named = any(
        values.get(name)
        for delivery in deliveries
        for values in (delivery.filled.shared, *(row.values for row in delivery.filled.rows))
        for name in ("person", "email")
        if not values.get(name, "").startswith("#")
    )
    return named or any(remark.code == "masked" for verdict in verdicts for remark in verdict.remarks)


def _keep(
    store: PrivateStore, deliveries: Iterable[Delivery], contents: Mapping[str, bytes], verdicts: Iterable[Verdict]
) -> None:
    """Put the files as they came, and the persons who sent them, into the private store."""
    comments = [verdict.comment for verdict in verdicts if verdict.comment]
    for delivery in deliveries:
        marks = {one.person for comment in comments if comment.file == delivery.digest for one in comment.submitters}
        senders = (store.persons[mark] for mark in marks if mark in store.persons)
        shared = delivery.filled.shared
        people = {(shared.get("person", ""), shared.get("email", ""))}
        people |= {(row.values.get("person", ""), row.values.get("email", "")) for row in delivery.filled.rows}
        people |= {(str(one.get("name", "")), str(one.get("email", ""))) for one in senders}
        contacts = tuple(sorted((person, email) for person, email in people if (person or email) and person[:1] != "#"))
        brings = any(comment.file == delivery.digest for comment in comments)
        if not brings and delivery.digest in store.files and store.senders(delivery.digest).issuperset(contacts):
            # The same file once more: comments that are known do not say again who sent them.
            continue
        store.add_file(
            delivery.digest, delivery.name, contents[delivery.digest], contacts, delivery.received.isoformat()
        )
    store.save()


def _tell(deliveries: Iterable[Delivery], verdicts: tuple[Verdict, ...], *, is_trial: bool) -> None:
    for place, delivery in enumerate(deliveries):
        tally = Counter(verdict.outcome for verdict in verdicts if verdict.delivery == place)
        show_title(say("cli.comments.import.file", path=delivery.name, layout=say(f"layout.{delivery.filled.layout}")))
        for words in delivery.filled.unread:
            click.echo(say("cli.comments.import.unread", words=clean(words)))
        for remark in delivery.filled.remarks:
            click.echo(clean(remark_text(remark)))
        show_table(
            [say(f"outcome.{outcome}") for outcome in Outcome],
            [[tally[outcome] for outcome in Outcome]],
        )
    told = [verdict for verdict in verdicts if verdict.outcome in (Outcome.ATTENTION, Outcome.REFUSED)]
    if told:
        rows: list[list[Value]] = [
            [verdict.file, verdict.row, say(f"outcome.{verdict.outcome}"), _sentences(verdict.remarks)]
            for verdict in told[:_SHOWN]
        ]
        headings = ("file", "row", "outcome", "remarks")
        show_table([say(f"cli.comments.column.{name}") for name in headings], rows)
    if len(told) > _SHOWN:
        click.echo(say.count("cli.comments.import.more", len(told) - _SHOWN))
    stored = sum(verdict.comment is not None for verdict in verdicts)
    key = "cli.comments.import.would" if is_trial else "cli.comments.import.done"
    click.echo(say(key, rows=len(verdicts), stored=stored, listed=len(verdicts) - stored))


def _sentences(remarks: Iterable[Remark]) -> str:
    return run_on(map(remark_text, remarks))


def _report(verdicts: Iterable[Verdict]) -> bytes:
    """Every row with what became of it, as a table for spreadsheets."""
    rows = [[say(f"cli.comments.column.{name}") for name in ("file", "row", "outcome", "id", "remarks")]]
    for verdict in verdicts:
        name = verdict.comment.id if verdict.comment else ""
        outcome = say(f"outcome.{verdict.outcome}")
        rows.append([verdict.file, str(verdict.row), outcome, name, _sentences(verdict.remarks)])
    return csv_file(rows)
