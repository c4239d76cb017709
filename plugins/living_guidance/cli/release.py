"""``guidance release``: a snapshot as something to publish, to prove, and to make again."""

import click

from living_guidance.cli.release_gate import gate
from living_guidance.cli.release_pack import pack
from living_guidance.cli.release_publish import publish
from living_guidance.cli.release_verify import verify
from living_guidance.cli.words import say


@click.group("release", help=say("cli.release.help"), short_help=say("cli.release.short"))
def command() -> None:
    """Work with releases."""


for one in (gate, pack, verify, publish):
    command.add_command(one)
