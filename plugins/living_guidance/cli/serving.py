"""What the commands share that show pages live."""

from datetime import date
from errno import EADDRINUSE
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Unavailable
from living_guidance.cli.words import say


def parse_address(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, int]:
    """Read ``--address``: host and port."""
    host, _, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter(say("cli.serve.bad-address", found=value))
    return host, int(port)


def show(root: Path, address: tuple[str, int], day: date | None, only: str | None = None) -> int:
    """Serve the site, or one chapter, until interrupted; gives the exit code."""
    from living_guidance.site.builder import BuildError
    from living_guidance.site.server import serve

    shown = "{}:{}".format(f"[{address[0]}]" if ":" in address[0] else address[0], address[1])
    keys = iter(["cli.serve.at"])

    def tell(problems: list[str], is_new: bool) -> None:
        for problem in problems:
            click.echo(problem, err=True)
        click.echo(say(next(keys, "cli.serve.again") if is_new else "cli.serve.stuck", address=shown), err=not is_new)

    try:
        serve(root, *address, day, only, tell)
    except BuildError as error:
        click.echo("\n".join(error.problems), err=True)
        return EXIT_ISSUES
    except OSError as error:
        if error.errno == EADDRINUSE:
            raise Unavailable("cli.serve.taken", address=shown) from error
        raise
    return 0
