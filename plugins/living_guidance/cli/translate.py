"""``guidance translate``: catalogues brought up to date, what is behind, and translators' sheets."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, find_chapter, progress_bar, read_corpus, root_of
from living_guidance.cli.sheet import sheet
from living_guidance.cli.tables import Share, Styled, Value, show_table
from living_guidance.cli.words import say
from living_guidance.exchange.refresh import Refreshed, Tally, held_back, refresh_chapter, with_receivers
from living_guidance.exchange.save import save_files
from living_guidance.load.files import read_text
from living_guidance.model.corpus import Chapter, Corpus
from living_guidance.model.text import Coverage, Text
from living_guidance.model.writing import unwrap
from living_guidance.text import reading


@click.group("translate", help=say("cli.translate.help"), short_help=say("cli.translate.short"))
def command() -> None:
    """Work with translations."""


command.add_command(sheet)


@command.command("update", help=say("cli.translate.update.help"), short_help=say("cli.translate.update.short"))
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@click.option("--new", "new", is_flag=True, help=say("cli.translate.update.new"))
@click.option("--language", metavar="CODE", help=say("cli.translate.update.language"))
@click.option("--as-new", is_flag=True, help=say("cli.translate.update.as-new"))
@click.option("--dry-run", is_flag=True, help=say("cli.translate.dry-run"))
@click.pass_context
def update(
    ctx: click.Context, chapters: tuple[str, ...], new: bool, language: str | None, as_new: bool, dry_run: bool
) -> int:
    """Refresh templates and catalogues."""
    if language and not new:
        raise click.UsageError(say("cli.translate.update.language-alone"))
    root = root_of(ctx)
    corpus = read_corpus(root)
    languages = [check_language(corpus, language)] if language else list(corpus.settings.codes)
    wanted = [find_chapter(corpus, chapter) for chapter in chapters] or list(corpus.chapters)
    keys = with_receivers(corpus, wanted)
    refreshed = []
    with progress_bar(say("cli.translate.update.progress")) as progress:
        for done, key in enumerate(keys, start=1):
            refreshed.append(refresh_chapter(corpus, corpus.chapters[key], languages if new else ()))
            progress(done, len(keys))
    kept_back = set() if as_new else held_back(corpus, refreshed)
    held = [one for one in refreshed if one.chapter in kept_back]
    files = {
        path: text
        for one in refreshed
        if one not in held
        for path, text in one.files.items()
        if _differs(root, path, text)
    }
    if not dry_run:
        save_files({root / path: text for path, text in files.items()}, root)
    _show_tallies(one for one in refreshed if one not in held)
    for one in refreshed:
        _show_doubts(corpus.chapters[one.chapter], one)
    key = "cli.translate.update.would" if dry_run else "cli.translate.update.done"
    click.echo(say.count(key, len(files)))
    for path in files if dry_run else ():
        click.echo(f"  {path}")
    if held:
        names = ", ".join(one.chapter for one in held)
        click.echo(say.count("cli.translate.update.held", len(held), chapters=names), err=True)
    return EXIT_ISSUES if held else 0


def _differs(root: Path, path: str, text: str) -> bool:
    return not (root / path).exists() or read_text(root, path).text != text


def check_language(corpus: Corpus, language: str) -> str:
    """The language, if the site has it."""
    if language not in corpus.settings.codes:
        raise Refused("cli.no-language", found=language, known=", ".join(corpus.settings.codes))
    return language


def _show_tallies(refreshed: Iterable[Refreshed]) -> None:
    names = ("new", "stale", "gone", "restored", "unchanged")
    rows: list[list[Value]] = []
    for one in refreshed:
        for language, tally in one.tallies.items():
            counts: list[Value] = [getattr(tally, name) for name in names]
            if tally != Tally(unchanged=tally.unchanged):
                rows.append([one.chapter, language or say("cli.translate.template"), *counts])
    if rows:
        headings = (say(f"cli.translate.update.column.{name}") for name in names)
        show_table([say("cli.chapter"), say("cli.language"), *headings], rows)


def _show_doubts(chapter: Chapter, refreshed: Refreshed) -> None:
    """Tell which paragraphs may be ones that the template knows."""
    for doubt in refreshed.doubts:
        click.echo(say("cli.translate.update.doubt", where=chapter.locate(doubt.block), text=_short(doubt.block.text)))
        for name, text, likeness in doubt.candidates:
            line = say("cli.translate.update.candidate", id=name, text=_short(text), likeness=round(likeness))
            click.echo(f"    {line}")


def _short(text: str) -> str:
    line = unwrap(text)
    return line if len(line) <= 60 else f"{line[:59]}…"


@command.command("status", help=say("cli.translate.status.help"), short_help=say("cli.translate.status.short"))
@click.option("--language", metavar="CODE", help=say("cli.translate.status.language"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=say("cli.format"))
@click.pass_context
def status(ctx: click.Context, language: str | None, form: str) -> int:
    """Show how far each translation has come."""
    corpus = read_corpus(root_of(ctx))
    languages = [check_language(corpus, language)] if language else list(corpus.settings.codes)
    texts = [
        reading.read_text(chapter, code)
        for document in corpus.documents
        for chapter in corpus.chapters_of(document)
        for code in languages
        if code != chapter.matter.language
    ]
    if form == "json":
        click.echo(json.dumps([_entry(text) for text in texts], ensure_ascii=False, indent=2))
        return 0
    names = ("current", "stale", "missing")
    headings = [say("cli.chapter"), say("cli.language"), *(say(f"freshness.{name}") for name in names)]
    for document, record in corpus.documents.items():
        own = [text for text in texts if text.matter.document == document]
        title, _ = record.value.title.best(say.language)
        show_table([*headings, say("cli.translated"), say("cli.authority")], map(_row, own), title)
        click.echo()
    for code in languages:
        total = sum((text.coverage for text in texts if text.language == code), Coverage())
        if total.total:
            click.echo(say("cli.translate.status.total", language=code, **_counts(total)))
    return 0


def _row(text: Text) -> list[Value]:
    coverage = text.coverage
    stale = Styled(str(coverage.stale), "yellow") if coverage.stale else "0"
    missing = Styled(str(coverage.missing), "red") if coverage.missing else "0"
    language = f"{text.matter.language} → {text.language}"
    authority = say(f"authority.{text.authority}") if _is_begun(text) else "–"
    return [text.matter.id, language, coverage.current, stale, missing, Share(coverage.percent), authority]


def _is_begun(text: Text) -> bool:
    """Whether there is anything that could be relied on."""
    return text.coverage.missing < text.coverage.total


def _entry(text: Text) -> dict[str, object]:
    return {
        "document": text.matter.document,
        "chapter": text.matter.id,
        "original": text.matter.language,
        "language": text.language,
        "authority": text.authority if _is_begun(text) else None,
        **_counts(text.coverage),
    }


def _counts(coverage: Coverage) -> dict[str, int]:
    names = ("current", "stale", "missing", "total", "percent")
    return {name: getattr(coverage, name) for name in names}
