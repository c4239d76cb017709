"""``guidance translate sheet``: two-column sheets for translators, out and in again."""

import os
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, find_chapter, read_corpus, root_of, tell
from living_guidance.cli.files import CannotRead, read_bytes, telling_why
from living_guidance.cli.tables import clean
from living_guidance.cli.words import say
from living_guidance.exchange.returns import Proposal, take_in, weigh
from living_guidance.exchange.save import save_files
from living_guidance.exchange.sheets import ReturnedSheet, make_sheet
from living_guidance.load.catalogues import write_catalogue
from living_guidance.model.corpus import Corpus
from living_guidance.model.vocabulary import Freshness
from living_guidance.model.writing import unwrap

_FORMS = (".xlsx", ".docx")


@click.group("sheet", help=say("cli.translate.sheet.help"), short_help=say("cli.translate.sheet.short"))
def sheet() -> None:
    """Work with translators' sheets."""


def _states(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[Freshness, ...]:
    """Read ``--only``."""
    words = [word.strip() for word in (value or "").split(",") if word.strip()]
    if unknown := [word for word in words if word not in {*Freshness}]:
        known = ", ".join(Freshness)
        raise click.BadParameter(say("cli.translate.sheet.only.bad", found=unknown[0], known=known))
    return tuple(map(Freshness, words))


def _form(path: Path) -> str:
    """The kind of a sheet by the end of its name."""
    suffix = path.suffix.lower()
    if suffix not in _FORMS:
        raise click.UsageError(say("cli.translate.sheet.form", path=path, known=", ".join(_FORMS)))
    return suffix


@sheet.command("export", help=say("cli.translate.export.help"), short_help=say("cli.translate.export.short"))
@click.argument("chapter")
@click.option("--language", required=True, metavar="CODE", help=say("cli.translate.export.language"))
@click.option(
    "--to", required=True, type=click.Path(path_type=Path), metavar="FILE", help=say("cli.translate.export.to")
)
@click.option("--only", callback=_states, metavar="STATES", help=say("cli.translate.export.only"))
@click.option("--force", is_flag=True, help=say("cli.translate.export.force"))
@click.pass_context
def send(ctx: click.Context, chapter: str, language: str, to: Path, only: tuple[Freshness, ...], force: bool) -> int:
    """Write a sheet."""
    form = _form(to)
    corpus = read_corpus(root_of(ctx))
    found = corpus.chapters[find_chapter(corpus, chapter)]
    if language not in corpus.settings.codes or language == found.matter.language:
        known = [code for code in corpus.settings.codes if code != found.matter.language]
        raise Refused("cli.no-language", found=language, known=", ".join(known))
    if found.born or found.template is None:
        raise Refused("cli.translate.not-updated", chapter=found.key)
    if to.exists() and not force:
        raise Refused("cli.file-exists", path=to)
    rows = make_sheet(found, language, only)
    right_to_left = say.direction(language) == "rtl"
    if form == ".xlsx":
        from living_guidance.exchange.sheet_xlsx import write_xlsx as write
    else:
        from living_guidance.exchange.sheet_docx import write_docx as write
    save_files({to: write(rows, say, right_to_left=right_to_left)})
    click.echo(say.count("cli.translate.export.done", len(rows.rows), path=to))
    return 0


@sheet.command("import", help=say("cli.translate.import.help"), short_help=say("cli.translate.import.short"))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=say("cli.translate.import.force"))
@click.option("--dry-run", is_flag=True, help=say("cli.translate.dry-run"))
@click.pass_context
def take(ctx: click.Context, file: Path, force: bool, dry_run: bool) -> int:
    """Read a sheet that came back."""
    form = _form(file)
    root = root_of(ctx)
    with telling_why(file):
        returned = _read(file, form)
    corpus = read_corpus(root)
    _check_subject(corpus, returned, file)
    chapter = corpus.chapters[returned.chapter]
    verdict = weigh(returned, chapter, os.fspath(file), force=force)
    for proposal in verdict.proposals:
        _show(proposal)
    if verdict.issues:
        tell(verdict.issues)
    counts = {"changed": len(verdict.proposals), "unchanged": verdict.unchanged, "left": len(verdict.issues)}
    if verdict.proposals and not dry_run:
        catalogue = take_in(chapter, returned.language, verdict.proposals)
        save_files({root / catalogue.path: write_catalogue(catalogue)}, root)
    click.echo(say("cli.translate.import.would" if dry_run else "cli.translate.import.done", **counts))
    return EXIT_ISSUES if verdict.issues else 0


def _read(file: Path, form: str) -> ReturnedSheet:
    if form == ".xlsx":
        from living_guidance.exchange.sheet_xlsx import read_xlsx as read
    else:
        from living_guidance.exchange.sheet_docx import read_docx as read
    return read(read_bytes(file))


def _check_subject(corpus: Corpus, returned: ReturnedSheet, file: Path) -> None:
    """Refuse a sheet of a chapter or for a language that is not here."""
    chapter = corpus.chapters.get(returned.chapter)
    if chapter is None:
        raise CannotRead("cli.translate.import.no-chapter", path=file, chapter=clean(returned.chapter))
    others = [code for code in corpus.settings.codes if code != chapter.matter.language]
    if returned.language not in others:
        known = ", ".join(others)
        raise CannotRead("cli.no-language", found=clean(returned.language), known=known)


def _show(proposal: Proposal) -> None:
    """Print what becomes of one translation."""
    click.echo(say("cli.translate.import.row", row=proposal.row, id=proposal.block.id))
    if proposal.is_confirmation:
        click.echo(f"  = {_line(proposal.new.target)}")
    elif not proposal.is_note:
        if proposal.old.target:
            click.echo(click.style(f"  - {_line(proposal.old.target)}", fg="red"))
        click.echo(click.style(f"  + {_line(proposal.new.target)}", fg="green"))
    if proposal.old.note != proposal.new.note:
        click.echo(f"  # {_line(proposal.new.note)}")


def _line(text: str) -> str:
    return clean(unwrap(text))
