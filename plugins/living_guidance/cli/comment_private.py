"""``guidance comments private``: the names behind the pseudonyms, kept outside the repository."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from living_guidance.cli.common import Refused, root_of
from living_guidance.cli.files import read_bytes, telling_why
from living_guidance.cli.rounds import needed_store
from living_guidance.cli.tables import show_table
from living_guidance.cli.words import say
from living_guidance.exchange.comments.private import PrivateStoreError
from living_guidance.exchange.save import save_files


@click.group("private", help=say("cli.private.help"), short_help=say("cli.private.short"))
def private() -> None:
    """Work with the private store."""


@private.command("list", help=say("cli.private.list.help"), short_help=say("cli.private.list.short"))
@click.argument("person", required=False)
@click.pass_context
def show(ctx: click.Context, person: str | None) -> int:
    """Show who is behind the pseudonyms."""
    store = needed_store(root_of(ctx))
    found = store.find(person) if person else store.known
    headings = ("pseudonym", "name", "email", "consent")
    found = {mark: {**one, "consent": _consent(one)} for mark, one in found.items()}
    rows = [[mark, *(str(one.get(key, "")) for key in headings[1:])] for mark, one in sorted(found.items())]
    show_table([say(f"cli.private.column.{name}") for name in headings], rows)
    return 0


def _consent(person: Mapping[str, Any]) -> str:
    if "consent" not in person:
        return ""
    return say("cli.private.yes") if person["consent"] else say("cli.private.no")


@private.command("consent", help=say("cli.private.consent.help"), short_help=say("cli.private.consent.short"))
@click.argument("person")
@click.option("--withdrawn", is_flag=True, help=say("cli.private.consent.withdrawn"))
@click.pass_context
def consent(ctx: click.Context, person: str, withdrawn: bool) -> int:
    """Note whether somebody agrees to be named."""
    store = needed_store(root_of(ctx))
    mark = _one(store.find(person), person)
    store.set_consent(mark, given=not withdrawn)
    store.save()
    click.echo(say("cli.private.noted", pseudonym=mark))
    return 0


@private.command("erase", help=say("cli.private.erase.help"), short_help=say("cli.private.erase.short"))
@click.argument("person")
@click.option("--yes", is_flag=True, help=say("cli.private.erase.yes"))
@click.pass_context
def erase(ctx: click.Context, person: str, yes: bool) -> int:
    """Forget a person."""
    store = needed_store(root_of(ctx))
    mark = _one(store.find(person), person)
    if not yes and not click.confirm(say("cli.private.erase.sure", pseudonym=mark), err=True):
        click.echo(say("cli.private.erase.kept"))
        return 0
    done = store.erase(mark)
    click.echo(say.count("cli.private.erase.done", len(done.gone), pseudonym=mark))
    if done.stayed:
        click.echo(say.count("cli.private.erase.stayed", len(done.stayed)))
    return 0


def _one(found: dict[str, dict[str, object]], wanted: str) -> str:
    if len(found) != 1:
        raise Refused("cli.private.not-one", wanted=wanted, count=len(found))
    return next(iter(found))


@private.command("backup", help=say("cli.private.backup.help"), short_help=say("cli.private.backup.short"))
@click.option("--to", required=True, type=click.Path(path_type=Path), metavar="FILE", help=say("cli.private.backup.to"))
@click.option("--force", is_flag=True, help=say("cli.private.backup.force"))
@click.pass_context
def backup(ctx: click.Context, to: Path, force: bool) -> int:
    """Write the whole store into one file."""
    root = root_of(ctx)
    if to.resolve().is_relative_to(root):
        raise Refused("cli.private.inside", path=to)
    if to.exists() and not force:
        raise Refused("cli.file-exists", path=to)
    save_files({to: needed_store(root).backup()})
    to.chmod(0o600)
    click.echo(say("cli.private.backup.done", path=to))
    return 0


@private.command("restore", help=say("cli.private.restore.help"), short_help=say("cli.private.restore.short"))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def restore(ctx: click.Context, file: Path) -> int:
    """Take in what a backup holds."""
    store = needed_store(root_of(ctx))
    with telling_why(file):
        content = read_bytes(file)
    try:
        added = store.restore(content)
    except PrivateStoreError as error:
        raise Refused(f"cli.private.{error.code}", path=file) from error
    click.echo(say.count("cli.private.restore.done", added))
    return 0
