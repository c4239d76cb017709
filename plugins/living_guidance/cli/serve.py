"""``guidance serve``: the whole site, live."""

from datetime import date

import click

from living_guidance.cli.common import date_option, root_of
from living_guidance.cli.words import say


@click.command("serve", help=say("cli.serve.help"), short_help=say("cli.serve.short"))
@click.option(
    "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT", help=say("cli.serve.address")
)
@date_option
@click.pass_context
def command(ctx: click.Context, address: str, day: date | None) -> int:
    """Serve the site and rebuild it after every change."""
    from living_guidance.site.server import serve

    serve(root_of(ctx), address, day)
    return 0
