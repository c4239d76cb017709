"""``guidance serve``: the whole site, live."""

from datetime import date

import click

from living_guidance.cli.common import date_option, root_of
from living_guidance.cli.serving import parse_address, show
from living_guidance.cli.words import say


@click.command("serve", help=say("cli.serve.help"), short_help=say("cli.serve.short"))
@click.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    callback=parse_address,
    help=say("cli.serve.address"),
)
@date_option
@click.pass_context
def command(ctx: click.Context, address: tuple[str, int], day: date | None) -> int:
    """Serve the site and rebuild it after every change."""
    return show(root_of(ctx), address, day)
