"""``guidance build``: check, build beside the site, then publish in one step."""

from datetime import date
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, date_option, progress_bar, root_of
from living_guidance.cli.words import say


@click.command("build", help=say("cli.build.help"), short_help=say("cli.build.short"))
@click.option("--to", "site", type=click.Path(path_type=Path), metavar="DIR", help=say("cli.build.to"))
@click.option("--no-cache", is_flag=True, help=say("cli.build.no-cache"))
@click.option("--quiet", "-q", is_flag=True, help=say("cli.build.quiet"))
@date_option
@click.pass_context
def command(ctx: click.Context, site: Path | None, no_cache: bool, quiet: bool, day: date | None) -> int:
    """Build and publish the site."""
    from living_guidance.release.publish import BusyError, OccupiedError, staging
    from living_guidance.site.builder import BuildError, build_site
    from living_guidance.site.options import BuildOptions

    root = root_of(ctx)
    target = (site or root / "site").absolute()
    try:
        with staging(target) as stage, progress_bar(say("cli.build.progress")) as progress:
            build_site(root, stage, BuildOptions(day, cache=not no_cache), None if quiet else progress)
            pages = len(list(stage.glob("**/index.html")))
    except BuildError as error:
        click.echo("\n".join(error.problems), err=True)
        click.echo(say("cli.build.failed", site=target), err=True)
        return EXIT_ISSUES
    except BusyError as error:
        raise Refused("cli.build.busy", site=target) from error
    except OccupiedError as error:
        raise Refused("cli.build.occupied", site=target) from error
    if not quiet:
        click.echo(say.count("cli.build.done", pages, site=target))
    return 0
