"""``guidance freeze``: make a snapshot of the working text."""

from collections import Counter
from datetime import date
from pathlib import Path

import click

from living_guidance.cli.common import Refused, date_option, in_languages, read_corpus, root_of, tell, today
from living_guidance.cli.doubts import show_doubts
from living_guidance.cli.tables import Value, show_table
from living_guidance.cli.words import say
from living_guidance.model.corpus import Chapter, Corpus
from living_guidance.model.issue import Severity
from living_guidance.model.naming import nearest
from living_guidance.model.records import Words
from living_guidance.model.snapshot import FOLDER, SnapshotRecord
from living_guidance.model.vocabulary import Audience, Fate, SnapshotType


@click.command("freeze", help=say("cli.freeze.help"), short_help=say("cli.freeze.short"))
@click.argument("name", metavar="ID")
@click.option(
    "--type", "kind", type=click.Choice([one.value for one in SnapshotType]), required=True, help=say("cli.freeze.type")
)
@click.option(
    "--audience", type=click.Choice([one.value for one in Audience]), default="public", help=say("cli.freeze.audience")
)
@click.option("--document", "documents", multiple=True, metavar="ID", help=say("cli.freeze.document"))
@click.option("--meeting", metavar="ID", help=say("cli.freeze.meeting"))
@click.option("--title", "titles", multiple=True, metavar="CODE=TEXT", help=say("cli.freeze.title"))
@click.option("--dry-run", is_flag=True, help=say("cli.freeze.dry-run"))
@date_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    kind: str,
    audience: str,
    documents: tuple[str, ...],
    meeting: str | None,
    titles: tuple[str, ...],
    dry_run: bool,
    day: date | None,
) -> int:
    """Freeze the working text."""
    from living_guidance.check import run_checks
    from living_guidance.exchange.save import save_folder
    from living_guidance.release.freeze import Order, freeze

    root = root_of(ctx)
    corpus = read_corpus(root)
    _check_name(root, corpus, name)
    wanted = _documents(corpus, documents)
    if meeting and meeting not in corpus.registers.meetings:
        raise Refused("cli.freeze.no-meeting", found=meeting, near=nearest(meeting, corpus.registers.meetings))
    when = today(corpus, day)
    words = _titles(corpus, titles, SnapshotType(kind), when)
    if faults := [issue for issue in run_checks(corpus, when) if issue.severity is Severity.ERROR]:
        tell(faults)
        raise Refused("cli.freeze.faults")
    _check_identities(corpus, wanted)
    made = freeze(corpus, Order(name, SnapshotType(kind), Audience(audience), when, words, wanted, meeting))
    for chapter in made.record.chapters:
        if chapter.previous and (before := corpus.snapshots[chapter.previous.snapshot]).record.date == when:
            raise Refused("cli.freeze.same-day", chapter=chapter.key, snapshot=before.id)
    if made.repeats:
        raise Refused("cli.freeze.repeated", snapshot=made.repeats)
    _check_line(corpus, made.record)
    rows: list[list[Value]] = []
    for chapter in made.record.chapters:
        tally = Counter(one.fate for one in made.fates[chapter.key].values())
        before_id = chapter.previous.snapshot if chapter.previous else "–"
        rows.append([chapter.key, before_id, *(tally[fate] for fate in Fate)])
    show_table([say("cli.chapter"), say("cli.freeze.previous"), *(say(f"fate.{fate}") for fate in Fate)], rows)
    folder = f"{FOLDER}/{name}"
    if dry_run:
        click.echo(say("cli.freeze.would", folder=folder))
        return 0
    save_folder({Path(path): text for path, text in made.files.items()}, root / folder, root)
    click.echo(say("cli.freeze.done", folder=folder))
    return 0


def _check_name(root: Path, corpus: Corpus, name: str) -> None:
    from living_guidance.load.tree import id_faults

    if faults := list(id_faults(f"{FOLDER}/{name}", name, corpus.settings.codes)):
        tell(faults)
        raise Refused("cli.freeze.bad-id", id=name)
    if (root / FOLDER / name).exists():
        raise Refused("cli.freeze.exists", folder=f"{FOLDER}/{name}")


def _documents(corpus: Corpus, wanted: tuple[str, ...]) -> tuple[str, ...]:
    for document in wanted:
        if document not in corpus.documents:
            raise Refused("cli.new.chapter.no-document", found=document, near=nearest(document, corpus.documents))
    return tuple(dict.fromkeys(wanted)) or tuple(corpus.documents)


def _titles(corpus: Corpus, given: tuple[str, ...], kind: SnapshotType, when: date) -> Words:
    """What readers call the snapshot: as given, else its type and its day in each language."""
    from living_guidance.render.messages import load_messages

    found = {}
    for code in corpus.settings.codes:
        messages = load_messages(code)
        found[code] = messages("cli.freeze.title-of", type=messages(f"snapshot-type.{kind}"), date=messages.day(when))
    return Words(found | in_languages(given, found, "cli.freeze.bad-title"))


def _check_line(corpus: Corpus, made: SnapshotRecord) -> None:
    """Refuse a snapshot that would come between two others, for these never change."""
    lines = {(one.previous, one.document, one.id) for one in made.chapters}
    for other in corpus.snapshots.values():
        for one in other.record.chapters:
            if (one.previous, one.document, one.id) in lines:
                raise Refused(
                    "cli.freeze.overtaken",
                    chapter=one.key,
                    snapshot=other.id,
                    date=other.record.date,
                )


def _check_identities(corpus: Corpus, documents: tuple[str, ...]) -> None:
    """Refuse to make permanent what is not certain, or not yet remembered."""
    chapters = [chapter for document in documents for chapter in corpus.chapters_of(document)]
    doubtful = [chapter for chapter in chapters if chapter.doubts]
    if doubtful:
        show_doubts(doubtful, err=True)
        raise Refused("cli.freeze.doubts")
    if behind := [chapter.key for chapter in chapters if chapter.born or _is_behind(chapter)]:
        raise Refused("cli.freeze.behind", chapters=", ".join(behind))


def _is_behind(chapter: Chapter) -> bool:
    from living_guidance.text.catalogues import make_template

    template = make_template(chapter.key, chapter.blocks)
    known = chapter.template.entries if chapter.template else ()
    return [(one.id, one.source) for one in known] != [(one.id, one.source) for one in template.entries]
