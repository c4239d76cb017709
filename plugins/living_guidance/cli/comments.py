"""``guidance comments``: comments out to people and in again, from the form to the answer."""

import click

from living_guidance.cli.comment_answer import answer
from living_guidance.cli.comment_compile import collect
from living_guidance.cli.comment_form import edition, export, form
from living_guidance.cli.comment_import import take
from living_guidance.cli.comment_private import private
from living_guidance.cli.words import say


@click.group("comments", help=say("cli.comments.help"), short_help=say("cli.comments.short"))
def command() -> None:
    """Work with comments."""


for one in (form, edition, take, collect, answer, export, private):
    command.add_command(one)
