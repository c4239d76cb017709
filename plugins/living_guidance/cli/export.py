"""``guidance export``: plain Markdown, a tree a language."""

from pathlib import Path

import click

from living_guidance.cli.common import Refused, progress_bar, read_corpus, root_of
from living_guidance.cli.translate import check_language
from living_guidance.cli.words import say
from living_guidance.exchange.plain_tree import plain_tree
from living_guidance.exchange.save import save_files
from living_guidance.render.messages import load_messages

_LIVING = ("guidance", "translations", "docs")
"""The folders whose every file is part of the project."""


@click.command("export", help=say("cli.export.help"), short_help=say("cli.export.short"))
@click.option(
    "--to", required=True, type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help=say("cli.export.to")
)
@click.option("--language", metavar="CODE", help=say("cli.export.language"))
@click.option("--force", is_flag=True, help=say("cli.export.force"))
@click.pass_context
def command(ctx: click.Context, to: Path, language: str | None, force: bool) -> int:
    """Write the guidance as plain Markdown."""
    root = root_of(ctx)
    target = to.resolve()
    if any(target == root / name or root / name in target.parents for name in _LIVING):
        raise Refused("cli.export.inside", path=to)
    if to.is_dir() and any(to.iterdir()) and not force:
        raise Refused("cli.export.not-empty", path=to)
    corpus = read_corpus(root)
    languages = [check_language(corpus, language)] if language else list(corpus.settings.codes)
    images = [path for path in corpus.files if path.startswith("guidance/")]
    files: dict[Path, str | bytes] = {}
    with progress_bar(say("cli.export.progress")) as progress:
        for done, code in enumerate(languages):
            progress(done, len(languages))
            pages = plain_tree(corpus, code, load_messages(code, root))
            files |= {to / code / path: text for path, text in pages}
            files |= {to / code / path.removeprefix("guidance/"): (root / path).read_bytes() for path in images}
        save_files(files)
    click.echo(say.count("cli.export.done", len(files), path=to))
    return 0
