"""``guidance new``: a filled-in file to start from."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from living_guidance.cli.common import Refused, date_option, root_of, tell, today
from living_guidance.cli.files import read_bytes, telling_why
from living_guidance.cli.tables import Value, clean, show_table
from living_guidance.cli.words import say
from living_guidance.exchange.draft import Draft, read_draft
from living_guidance.exchange.save import save_files
from living_guidance.exchange.starter import list_chapter, starter
from living_guidance.load.corpus import load_corpus
from living_guidance.load.tree import id_faults
from living_guidance.model.corpus import Corpus, Located
from living_guidance.model.issue import Severity
from living_guidance.model.naming import nearest
from living_guidance.model.records import DocumentRecord
from living_guidance.render.messages import load_messages

_PLACES = 3
"""How many places of one kind of loss are shown."""
_LOOK_ONLY = ("colour", "underline", "strikeout", "script", "list-style", "heading-number", "quotation", "bold-line")
"""The losses that cost no words; they are told last."""


@click.group("new", help=say("cli.new.help"), short_help=say("cli.new.short"))
def command() -> None:
    """Begin something."""


@command.command("chapter", help=say("cli.new.chapter.help"), short_help=say("cli.new.chapter.short"))
@click.argument("name", metavar="DOCUMENT/ID")
@click.option("--title", metavar="TEXT", help=say("cli.new.chapter.title"))
@click.option("--language", metavar="CODE", help=say("cli.new.chapter.language"))
@click.option(
    "--from", "source", type=click.Path(path_type=Path), metavar="FILE.docx", help=say("cli.new.chapter.from")
)
@date_option
@click.pass_context
def chapter(
    ctx: click.Context, name: str, title: str | None, language: str | None, source: Path | None, day: date | None
) -> int:
    """Begin a chapter."""
    root = root_of(ctx)
    loaded = load_corpus(root)
    corpus = loaded.corpus
    document, _, identity = name.removesuffix(".md").strip("/").partition("/")
    needed = {"mkdocs.yml", f"guidance/{document}/document.yml"}
    errors = [issue for issue in loaded.issues if issue.where.path in needed and issue.severity is Severity.ERROR]
    if errors or corpus is None:
        tell(errors)
        raise Refused("cli.unreadable")
    record = _document(corpus, document)
    path = _free_path(root, corpus, document, identity)
    code = language or corpus.settings.codes[0]
    if code not in corpus.settings.codes:
        raise Refused("cli.no-language", found=code, known=", ".join(corpus.settings.codes))
    words = load_messages(code, root)
    draft = _read(source, code) if source else None
    text = starter(record.value, identity, code, today(corpus, day), words, title=title, draft=draft)
    files = {root / path: text}
    if identity not in record.value.chapters:
        listed = root / record.source.path
        files[listed] = list_chapter(listed.read_text(encoding="utf-8"), identity)
    save_files(files, root)
    click.echo(say("cli.new.chapter.done", path=path, document=record.source.path))
    if draft:
        _show_losses(draft.losses)
    if issues := [issue for issue in load_corpus(root).issues if issue.where.path == path]:
        tell(issues)
    click.echo(say("cli.new.chapter.next", chapter=f"{document}/{identity}"))
    return 0


def _document(corpus: Corpus, document: str) -> Located[DocumentRecord]:
    if document not in corpus.documents:
        raise Refused("cli.new.chapter.no-document", found=document, near=nearest(document, corpus.documents))
    return corpus.documents[document]


def _free_path(root: Path, corpus: Corpus, document: str, identity: str) -> str:
    """Where the chapter goes, if its name may stand in an address and nothing is there yet."""
    path = f"guidance/{document}/{identity}.md"
    if not identity:
        raise click.UsageError(say("cli.new.chapter.name", document=document))
    if faults := list(id_faults(path, identity, corpus.settings.codes)):
        tell(faults)
        raise Refused("cli.new.chapter.bad-id", id=identity)
    if (root / path).exists():
        raise Refused("cli.exists", path=path)
    return path


def _read(source: Path, language: str) -> Draft:
    """The draft, with words in the chapter's language for what could not be carried over."""
    words = load_messages(language)
    if source.suffix.lower() != ".docx":
        raise click.UsageError(say("cli.new.chapter.not-docx", path=source))
    with telling_why(source):
        return read_draft(read_bytes(source), lambda kind, known: words(f"forms.draft.{kind}", text=known or "–"))


def _show_losses(losses: Iterable[tuple[str, str]]) -> None:
    """Tell what the draft lost, the losses of words first."""
    places: dict[str, list[str]] = defaultdict(list)
    for kind, near in losses:
        places[kind].append(near)
    if not places:
        click.echo(say("cli.new.chapter.no-losses"))
        return
    kinds = sorted(places, key=lambda kind: (kind in _LOOK_ONLY, kind))
    rows: list[list[Value]] = []
    for kind in kinds:
        found = list(dict.fromkeys(clean(text) for text in places[kind] if text))
        shown = "; ".join(f"“{text}”" for text in found[:_PLACES]) + (" …" if len(found) > _PLACES else "")
        rows.append([say(f"forms.lost.{kind}"), len(places[kind]), shown])
    show_table([say("cli.new.lost"), say("cli.new.times"), say("cli.new.where")], rows, say("cli.new.losses"))
