"""``guidance preview``: one chapter at once."""

from datetime import date
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, date_option, find_chapter, root_of, tell
from living_guidance.cli.serving import parse_address, show
from living_guidance.cli.words import say
from living_guidance.load.corpus import load_corpus


@click.command("preview", help=say("cli.preview.help"), short_help=say("cli.preview.short"))
@click.argument("chapter")
@click.option(
    "--address",
    default="127.0.0.1:8001",
    show_default=True,
    metavar="HOST:PORT",
    callback=parse_address,
    help=say("cli.serve.address"),
)
@click.option("--to", type=click.Path(path_type=Path), metavar="DIR", help=say("cli.preview.to"))
@date_option
@click.pass_context
def command(ctx: click.Context, chapter: str, address: tuple[str, int], to: Path | None, day: date | None) -> int:
    """Show one chapter in every language, and follow its changes."""
    from living_guidance.release.publish import OccupiedError, previewing
    from living_guidance.site.builder import BuildError, build_site
    from living_guidance.site.options import BuildOptions

    root = root_of(ctx)
    loaded = load_corpus(root)
    if loaded.corpus is None:
        tell(loaded.issues)
        raise Refused("cli.unreadable")
    # What is wrong with this chapter the build will tell; what is wrong with others does not matter.
    key = find_chapter(loaded.corpus, chapter)
    if to is None:
        return show(root, address, day, only=key)
    try:
        with previewing(to):
            build_site(root, to, BuildOptions(day, key))
    except BuildError as error:
        click.echo("\n".join(error.problems), err=True)
        return EXIT_ISSUES
    except OccupiedError as error:
        raise Refused("cli.build.occupied", site=to) from error
    for folder in (to, *(to / code for code in loaded.corpus.settings.codes[1:])):
        click.echo(say("cli.preview.done", page=folder / key / "index.html"))
    return 0
