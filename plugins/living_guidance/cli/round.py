"""``guidance round``: begin, follow, extend and cancel comment rounds."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import click
from pydantic import ValidationError

from living_guidance.cli.common import Refused, date_option, in_languages, parse_day, read_corpus, root_of, tell, today
from living_guidance.cli.rounds import find_round, interfaces
from living_guidance.cli.tables import Share, Value, show_table, show_title
from living_guidance.cli.words import say
from living_guidance.exchange.round_file import begin_round, cancel_round, extend_round
from living_guidance.exchange.save import save_files
from living_guidance.load.tree import id_faults
from living_guidance.model.comments import Comment
from living_guidance.model.corpus import Corpus
from living_guidance.model.naming import nearest
from living_guidance.model.rounds import RoundRecord, is_late
from living_guidance.model.vocabulary import Audience, LatePolicy, PublicationPolicy, RoundKind
from living_guidance.view.parts import round_line


@click.group("round", help=say("cli.round.help"), short_help=say("cli.round.short"))
def command() -> None:
    """Work with comment rounds."""


@command.command("new", help=say("cli.round.new.help"), short_help=say("cli.round.new.short"))
@click.argument("name", metavar="ID")
@click.option("--document", "documents", multiple=True, metavar="ID", help=say("cli.round.new.document"))
@click.option(
    "--kind", type=click.Choice([one.value for one in RoundKind]), required=True, help=say("cli.round.new.kind")
)
@click.option("--draft", metavar="SNAPSHOT", help=say("cli.round.new.draft"))
@click.option("--opens", metavar="YYYY-MM-DD", callback=parse_day, required=True, help=say("cli.round.new.opens"))
@click.option("--closes", metavar="YYYY-MM-DD", callback=parse_day, help=say("cli.round.new.closes"))
@click.option("--prior-to", metavar="YYYY-MM-DD", callback=parse_day, help=say("cli.round.new.prior-to"))
@click.option("--zone", default="UTC", metavar="ZONE", help=say("cli.round.new.zone"))
@click.option(
    "--audience",
    type=click.Choice([one.value for one in Audience]),
    default="public",
    help=say("cli.round.new.audience"),
)
@click.option(
    "--late",
    type=click.Choice([one.value for one in LatePolicy]),
    default="consider_at_discretion",
    help=say("cli.round.new.late"),
)
@click.option(
    "--publication",
    type=click.Choice([one.value for one in PublicationPolicy]),
    default="named",
    help=say("cli.round.new.publication"),
)
@click.option("--contact", metavar="TEXT", help=say("cli.round.new.contact"))
@click.pass_context
def new(
    ctx: click.Context,
    name: str,
    documents: tuple[str, ...],
    kind: str,
    draft: str | None,
    opens: date,
    closes: date | None,
    prior_to: date | None,
    zone: str,
    audience: str,
    late: str,
    publication: str,
    contact: str | None,
) -> int:
    """Begin a round."""
    root = root_of(ctx)
    corpus = read_corpus(root)
    _check_name(root, corpus, name)
    last = closes or prior_to
    if last is None or (closes and prior_to):
        raise click.UsageError(say("cli.round.new.one-close"))
    chosen = documents or tuple(corpus.documents)
    for one in chosen:
        if one not in corpus.documents:
            raise Refused("cli.round.no-document", found=one, near=nearest(one, corpus.documents))
    if draft and draft not in corpus.snapshots:
        raise Refused("cli.round.no-draft", round=name, draft=draft)
    closing = "forms.round.prior-to" if prior_to else "forms.round.until"
    values = {
        "id": name,
        "title": {
            words.language: words("forms.round.title", kind=words(f"round-kind.{kind}"), year=str(opens.year))
            for words in interfaces(corpus)
        },
        "documents": chosen,
        "ordinal": _ordinal(corpus, chosen, opens, is_call=kind == RoundKind.CALL_FOR_INFORMATION),
        "kind": kind,
        "draft": draft,
        "audience": audience,
        "languages_available": corpus.settings.codes,
        "languages_accepted": corpus.settings.codes,
        "opens": opens,
        "closes": last,
        "closes_exclusive": prior_to is not None,
        "zone": zone,
        "closing_words": {words.language: words(closing, day=words.day(last)) for words in interfaces(corpus)},
        "late_policy": late,
        "publication_policy": publication,
        "contact": contact,
    }
    try:
        record = RoundRecord.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Refused(
            "cli.round.new.bad", field=".".join(map(str, first["loc"])) or "closes", why=first["msg"]
        ) from error
    path = root / "guidance" / "rounds" / name / "round.yml"
    save_files({path: begin_round(record, say("forms.round.remark"))}, root)
    click.echo(say("cli.round.new.done", path=path.relative_to(root)))
    return 0


def _check_name(root: Path, corpus: Corpus, name: str) -> None:
    folder = f"guidance/rounds/{name}"
    if faults := list(id_faults(folder, name, corpus.settings.codes)):
        tell(faults)
        raise Refused("cli.round.bad-id", id=name)
    if (root / folder).exists():
        raise Refused("cli.round.exists", path=folder)


def _ordinal(corpus: Corpus, documents: tuple[str, ...], opens: date, *, is_call: bool) -> int:
    """One more than the rounds, or the calls for information, on any of the documents in the same year."""
    others = (one.value for one in corpus.rounds.values() if one.value.is_call is is_call)
    before = [one for one in others if one.opens.year == opens.year and not set(documents).isdisjoint(one.documents)]
    return max((one.ordinal for one in before), default=0) + 1


@command.command("status", help=say("cli.round.status.help"), short_help=say("cli.round.status.short"))
@click.argument("name", metavar="ROUND", required=False)
@date_option
@click.pass_context
def status(ctx: click.Context, name: str | None, day: date | None) -> int:
    """Show where the rounds stand."""
    corpus = read_corpus(root_of(ctx))
    records = [find_round(corpus, name).value] if name else [one.value for one in corpus.rounds.values()]
    rows: list[list[Value]] = []
    for record in sorted(records, key=lambda one: one.opens):
        when = today(corpus, day, record.zone)
        line = round_line(corpus, record, when, say.language)
        received = _days_received(corpus, record, when)
        late = sum(is_late(record, day, when) for day in received)
        share = "" if record.is_call else _answered(corpus, record, when)
        rows.append(
            [record.id, say(f"round-state.{line.state}"), line.last_day.isoformat(), len(received), late, share]
        )
    headings = ("round", "state", "last-day", "received", "late", "answered")
    show_table([say(f"cli.round.column.{heading}") for heading in headings], rows)
    if name:
        _show_chapters(corpus, records[0], today(corpus, day, records[0].zone))
    return 0


def _days_received(corpus: Corpus, record: RoundRecord, day: date) -> list[date]:
    """The day of each comment, or of each submission to a call, that came up to a day."""
    if record.is_call:
        came = [one.value.received for one in corpus.submissions_to(record.id).submissions.values()]
    else:
        came = [one.received for one in corpus.comments_on(record.id).comments.values()]
    return [received for received in came if received <= day]


def _answered(corpus: Corpus, record: RoundRecord, day: date) -> Share:
    received = _received(corpus, record, day)
    return Share(100 * sum(is_answered for _, is_answered in received) // len(received)) if received else Share(0)


def _received(corpus: Corpus, record: RoundRecord, day: date) -> list[tuple[Comment, bool]]:
    """The comments that came up to a day, and whether each has a disposition."""
    found = corpus.comments_on(record.id)
    came = (one for one in found.comments.values() if one.received <= day)
    return [(one, (own := found.answers.get(one.id)) is not None and own.disposition is not None) for one in came]


def _show_chapters(corpus: Corpus, record: RoundRecord, day: date) -> None:
    received = _received(corpus, record, day)
    if not received:
        return
    show_title(say("cli.round.status.chapters"))
    every = Counter(one.key for one, _ in received)
    done = Counter(one.key for one, is_answered in received if is_answered)
    rows: list[list[Value]] = [[key, count, Share(100 * done[key] // count)] for key, count in sorted(every.items())]
    show_table([say("cli.chapter"), say("cli.round.column.received"), say("cli.round.column.answered")], rows)


@command.command("extend", help=say("cli.round.extend.help"), short_help=say("cli.round.extend.short"))
@click.argument("name", metavar="ROUND")
@click.option("--to", "new", metavar="YYYY-MM-DD", callback=parse_day, required=True, help=say("cli.round.extend.to"))
@click.option(
    "--reason", "reasons", multiple=True, required=True, metavar="CODE=TEXT", help=say("cli.round.extend.reason")
)
@click.option("--dry-run", is_flag=True, help=say("cli.round.dry-run"))
@date_option
@click.pass_context
def extend(ctx: click.Context, name: str, new: date, reasons: tuple[str, ...], dry_run: bool, day: date | None) -> int:
    """Give a round more time."""
    root = root_of(ctx)
    corpus = read_corpus(root)
    located = find_round(corpus, name)
    record = located.value
    when = today(corpus, day, record.zone)
    old = record.extensions[-1].new if record.extensions else record.closes
    if record.cancelled:
        raise Refused("cli.round.is-cancelled", round=record.id)
    if record.compiled:
        raise Refused("cli.round.is-compiled", round=record.id, day=record.compiled.isoformat())
    if new <= old:
        raise Refused("cli.round.extend.earlier", old=old.isoformat(), new=new.isoformat())
    words = in_languages(reasons, corpus.settings.codes, "cli.round.extend.bad-reason")
    last = new - timedelta(days=1) if record.closes_exclusive else new
    text = extend_round(_text(root, located.source.path), record, new, words, when)
    return _save(
        root, located.source.path, text, say("cli.round.extend.done", round=record.id, day=last.isoformat()), dry_run
    )


@command.command("cancel", help=say("cli.round.cancel.help"), short_help=say("cli.round.cancel.short"))
@click.argument("name", metavar="ROUND")
@click.option("--dry-run", is_flag=True, help=say("cli.round.dry-run"))
@date_option
@click.pass_context
def cancel(ctx: click.Context, name: str, dry_run: bool, day: date | None) -> int:
    """Call a round off."""
    root = root_of(ctx)
    corpus = read_corpus(root)
    located = find_round(corpus, name)
    if located.value.cancelled:
        raise Refused("cli.round.is-cancelled", round=located.value.id)
    text = cancel_round(_text(root, located.source.path), today(corpus, day, located.value.zone))
    return _save(root, located.source.path, text, say("cli.round.cancel.done", round=located.value.id), dry_run)


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def _save(root: Path, path: str, text: str, done: str, dry_run: bool) -> int:
    if dry_run:
        click.echo(text, nl=False)
    else:
        save_files({root / path: text}, root)
        click.echo(done)
    return 0
