"""``guidance status``: where everything stands, at a glance."""

import json
from collections import Counter
from datetime import date

import click

from living_guidance.cli.common import date_option, read_corpus, root_of, today
from living_guidance.cli.tables import Share, Styled, Value, show_table, show_title
from living_guidance.cli.words import say
from living_guidance.model.corpus import Corpus
from living_guidance.model.text import Coverage, Text
from living_guidance.model.vocabulary import RoundState, Status
from living_guidance.text.reading import read_text
from living_guidance.view.parts import RoundLine
from living_guidance.view.rounds import rounds_view

_LOOKS = {RoundState.OPEN: "bold green", RoundState.PLANNED: "cyan", RoundState.CANCELLED: "bright_black"}


@click.command("status", help=say("cli.status.help"), short_help=say("cli.status.short"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=say("cli.format"))
@date_option
@click.pass_context
def command(ctx: click.Context, form: str, day: date | None) -> int:
    """Show chapters, translations and rounds."""
    corpus = read_corpus(root_of(ctx))
    when = today(corpus, day)
    texts = [read_text(chapter, code) for chapter in corpus.chapters.values() for code in corpus.settings.codes]
    rounds = rounds_view(corpus, when, say.language).rounds
    if form == "json":
        value = {"date": when.isoformat(), "documents": _documents(corpus, texts), "rounds": _rounds(rounds)}
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return 0
    show_title(say("cli.status.title", site=corpus.settings.site_name, day=say.day(when)))
    click.echo()
    _show_documents(corpus, texts)
    _show_rounds(rounds)
    return 0


def _coverage(texts: list[Text], document: str, language: str) -> Coverage:
    """How far a document's chapters are translated into a language, those left out that were written in it."""
    found = (text.coverage for text in texts if text.matter.document == document and text.language == language)
    return sum(found, Coverage())


def _statuses(texts: list[Text], document: str) -> Counter[Status]:
    return Counter(text.matter.status for text in texts if text.matter.document == document and text.is_original)


def _show_documents(corpus: Corpus, texts: list[Text]) -> None:
    codes = corpus.settings.codes
    rows: list[list[Value]] = []
    for document, record in corpus.documents.items():
        short, _ = record.value.short.best(say.language)
        counts = _statuses(texts, document)
        told = [f"{counts[status]} {say(f'status.{status}')}" for status in Status if counts[status]]
        shares = [_coverage(texts, document, code) for code in codes]
        bars: list[Value] = [Share(share.percent) if share.total else "–" for share in shares]
        rows.append([short, counts.total(), say("cli.list-separator").join(told), *bars])
    headings = [say("cli.document"), say("cli.chapters"), say("cli.status")]
    show_table([*headings, *(f"→ {code}" for code in codes)], rows, say("cli.status.documents"))
    click.echo()


def _show_rounds(rounds: tuple[RoundLine, ...]) -> None:
    if not rounds:
        click.echo(say("cli.status.no-rounds"))
        return
    rows: list[list[Value]] = []
    for line in rounds:
        state = Styled(say(f"round-state.{line.state}"), _LOOKS.get(line.state, ""))
        left = say.count("cli.status.days-left", line.days_left) if line.is_open else ""
        documents = say("cli.list-separator").join(link.name.text for link in line.documents)
        rows.append([line.link.name.text, documents, state, line.last_day.isoformat(), left])
    headings = ("cli.round", "cli.documents", "cli.state", "cli.last-day", "cli.left")
    show_table([say(key) for key in headings], rows, say("cli.status.rounds"))


def _documents(corpus: Corpus, texts: list[Text]) -> list[dict[str, object]]:
    return [
        {
            "id": document,
            "title": dict(record.value.title.root),
            "chapters": dict(_statuses(texts, document)),
            "translation": {
                code: {
                    "current": share.current,
                    "stale": share.stale,
                    "missing": share.missing,
                    "percent": share.percent,
                }
                for code in corpus.settings.codes
                if (share := _coverage(texts, document, code)).total
            },
        }
        for document, record in corpus.documents.items()
    ]


def _rounds(rounds: tuple[RoundLine, ...]) -> list[dict[str, object]]:
    return [
        {
            "id": line.record.id,
            "documents": line.record.documents,
            "state": line.state,
            "opens": line.record.opens.isoformat(),
            "last_day": line.last_day.isoformat(),
            "days_left": line.days_left,
        }
        for line in rounds
    ]
