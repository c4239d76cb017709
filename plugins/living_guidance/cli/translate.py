"""``guidance translate``: catalogues brought up to date, what is behind, and translators' sheets."""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from living_guidance.check.answers import check_answers
from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, find_chapter, progress_bar, read_corpus, root_of, tell
from living_guidance.cli.doubts import (
    Answers,
    answers_path,
    first_words,
    judge_answers,
    open_doubts,
    read_answers,
    show_doubts,
)
from living_guidance.cli.merge import merge
from living_guidance.cli.sheet import sheet
from living_guidance.cli.tables import Share, Styled, Value, show_table
from living_guidance.cli.words import say
from living_guidance.exchange.answers import add_answer
from living_guidance.exchange.refresh import Refreshed, Tally, held_back, refresh_chapter, with_receivers
from living_guidance.exchange.save import save_files
from living_guidance.load.files import read_file
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Severity
from living_guidance.model.records import NEW
from living_guidance.model.text import Coverage, Text
from living_guidance.text import reading


@click.group("translate", help=say("cli.translate.help"), short_help=say("cli.translate.short"))
def command() -> None:
    """Work with translations."""


command.add_command(merge)
command.add_command(sheet)


@command.command("update", help=say("cli.translate.update.help"), short_help=say("cli.translate.update.short"))
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@click.option("--new", "new", is_flag=True, help=say("cli.translate.update.new"))
@click.option("--language", metavar="CODE", help=say("cli.translate.update.language"))
@click.option("--same", multiple=True, metavar="ID=ID", help=say("cli.translate.update.same"))
@click.option(
    "--as-new", multiple=True, is_flag=False, flag_value="", metavar="[ID]", help=say("cli.translate.update.as-new")
)
@click.option("--dry-run", is_flag=True, help=say("cli.translate.dry-run"))
@click.pass_context
def update(
    ctx: click.Context,
    chapters: tuple[str, ...],
    new: bool,
    language: str | None,
    same: tuple[str, ...],
    as_new: tuple[str, ...],
    dry_run: bool,
) -> int:
    """Refresh templates and catalogues."""
    if language and not new:
        raise click.UsageError(say("cli.translate.update.language-alone"))
    root = root_of(ctx)
    corpus = read_corpus(root)
    languages = [check_language(corpus, language)] if language else list(corpus.settings.codes)
    doubtful = open_doubts(corpus, corpus.chapters)
    # What follows --as-new may be a paragraph or, as after any flag, a chapter.
    words = [word for word in (*as_new, *chapters) if word and not (as_new and word in doubtful)]
    wanted = [find_chapter(corpus, word) for word in words] or list(corpus.chapters)
    born = [word for word in (*as_new, *chapters) if as_new and word in doubtful]
    if as_new and not born:
        said = {one.partition("=")[0] for one in same}
        born = [name for name in open_doubts(corpus, with_receivers(corpus, wanted)) if name not in said]
    answers = read_answers(corpus, same, born)
    if answers:
        corpus = read_corpus(root, answers)
        judge_answers(corpus, answers)
    if faults := [issue for issue in check_answers(corpus) if issue.severity is Severity.ERROR]:
        tell(faults)
        raise Refused("cli.translate.update.faults")
    return _update(root, corpus, [*wanted, *answers], languages if new else [], answers, dry_run=dry_run)


def _update(
    root: Path, corpus: Corpus, wanted: list[str], new_languages: list[str], answers: Answers, *, dry_run: bool
) -> int:
    keys = with_receivers(corpus, wanted)
    refreshed = []
    with progress_bar(say("cli.translate.update.progress")) as progress:
        for done, key in enumerate(keys, start=1):
            refreshed.append(refresh_chapter(corpus, corpus.chapters[key], new_languages))
            progress(done, len(keys))
    kept_back = held_back(corpus, refreshed)
    held = [one for one in refreshed if one.chapter in kept_back]
    made = {path: text for one in refreshed if one not in held for path, text in one.files.items()}
    made |= _answer_files(root, corpus, answers)
    files = {path: text for path, text in made.items() if _differs(root, path, text)}
    if not dry_run:
        save_files({root / path: text for path, text in files.items()}, root)
    _show_tallies(one for one in refreshed if one not in held)
    show_doubts(corpus.chapters[one.chapter] for one in refreshed)
    key = "cli.translate.update.would" if dry_run else "cli.translate.update.done"
    click.echo(say.count(key, len(files)))
    for path in files if dry_run else ():
        click.echo(f"  {path}")
    if held:
        names = ", ".join(one.chapter for one in held)
        click.echo(say.count("cli.translate.update.held", len(held), chapters=names), err=True)
    return EXIT_ISSUES if held else 0


def _answer_files(root: Path, corpus: Corpus, answers: Answers) -> dict[str, str]:
    """Each ``identity.yml`` with the answers that were given on the command line."""
    files: dict[str, str] = {}
    for key, given in answers.items():
        chapter = corpus.chapters[key]
        path = answers_path(chapter.matter.document)
        text = files[path] if path in files else read_file(root, path).text or ""
        words = {block.id: first_words(block.text) for block in chapter.blocks}
        for name, answer in given.items():
            text = add_answer(text, chapter.matter.id, name, answer, words.get(name if answer == NEW else answer, ""))
        files[path] = text
    return files


def _differs(root: Path, path: str, text: str) -> bool:
    return not (root / path).exists() or read_file(root, path).text != text


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
