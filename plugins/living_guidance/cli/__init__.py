"""The command line: one command a file, each a thin layer over the functions that the plugins call."""

import gc
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from living_guidance import __version__
from living_guidance.cli.library_words import teach, told
from living_guidance.cli.words import say
from living_guidance.site.day import EpochError

_COMMANDS = (
    "check",
    "build",
    "serve",
    "preview",
    "status",
    "translate",
    "freeze",
    "release",
    "diff",
    "round",
    "comments",
    "submissions",
    "new",
    "export",
    "schema",
)
"""In the order in which ``--help`` lists them; each is imported only when it is used."""

EXIT_ISSUES, EXIT_USAGE, EXIT_SYSTEM, EXIT_INTERRUPTED = 1, 2, 3, 130


class _Formatter(click.HelpFormatter):
    """Writes colons as the language of the terminal has them."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or say("cli.usage"))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}{say('pages.colon').rstrip()}\n")


click.Context.formatter_class = _Formatter
teach()


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"living_guidance.cli.{cmd_name}").command
        return _with_help(command, ctx)


def _with_help(command: click.Command, ctx: click.Context) -> click.Command:
    """The command, with the words of its own ``--help``, and those of the commands below it, in our language."""
    option = command.get_help_option(ctx)
    if option:
        option.help = say("cli.help-option")
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _with_help(inner, ctx)
    return command


@click.command(
    cls=_Commands,
    help=say("cli.help"),
    epilog=say("cli.exit-codes"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-C",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    metavar="DIR",
    help=say("cli.root.help"),
)
@click.version_option(__version__, prog_name="guidance", help=say("cli.version-option"))
@click.pass_context
def _guidance(ctx: click.Context, root: Path) -> None:
    ctx.obj = root


def main(arguments: list[str] | None = None) -> None:
    """Run a command; a mistake of the user's ends in a sentence and an exit code, never in a traceback."""
    # A project becomes very many small values that all stay: to look for garbage among them often is in vain.
    gc.set_threshold(100_000, 20, 20)
    try:
        _with_help(_guidance, click.Context(_guidance, **_guidance.context_settings))
        result: Any = _guidance.main(arguments, prog_name="guidance", standalone_mode=False)
        sys.exit(result if isinstance(result, int) else 0)
    except click.ClickException as error:
        (told(error) if isinstance(error, click.UsageError) else error).show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli.interrupted"), err=True)
        sys.exit(EXIT_INTERRUPTED)
    except EpochError as error:
        click.echo(error, err=True)
        sys.exit(EXIT_USAGE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_SYSTEM)
    except OSError as error:
        where = error.filename2 or error.filename or "?"
        click.echo(say("cli.system-error", path=where, reason=error.strerror or str(error)), err=True)
        sys.exit(EXIT_SYSTEM)
