"""``guidance release publish``: releases beside the site in effect, in one step, and back again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from living_guidance.cli.common import Refused
from living_guidance.cli.words import say
from living_guidance.model.release import ReleaseRecord
from living_guidance.model.shelf import RELEASES
from living_guidance.release.contents import DamagedError, archive_contents
from living_guidance.release.pack import TakenError
from living_guidance.release.publish import (
    BusyError,
    NothingBeforeError,
    OccupiedError,
    check_place,
    roll_back,
)
from living_guidance.release.shelf import publish_releases
from living_guidance.release.verify import verify


@click.command("publish", help=say("cli.release.publish.help"), short_help=say("cli.release.publish.short"))
@click.argument("archives", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="ARCHIVE…")
@click.option("--to", "site", type=click.Path(path_type=Path), metavar="DIR", help=say("cli.release.publish.to"))
@click.option("--roll-back", "is_back", is_flag=True, help=say("cli.release.publish.roll-back"))
@click.option("--dry-run", is_flag=True, help=say("cli.release.publish.dry-run"))
@click.pass_context
def publish(ctx: click.Context, archives: tuple[Path, ...], site: Path | None, is_back: bool, dry_run: bool) -> int:
    """Publish releases, or go back to the version before."""
    if is_back == bool(archives) or (is_back and dry_run):
        raise click.UsageError(say("cli.release.publish.either"))
    target = (site or ctx.obj / "site").absolute()
    with _told(target):
        if is_back:
            roll_back(target)
            click.echo(say("cli.release.publish.back", site=target))
        else:
            _publish(target, {path: _proved(path) for path in archives}, dry_run)
    return 0


@contextmanager
def _told(site: Path) -> Iterator[None]:
    """Say in words why something could not be published."""
    try:
        yield
    except BusyError as error:
        raise Refused("cli.build.busy", site=site) from error
    except OccupiedError as error:
        raise Refused("cli.build.occupied", site=site) from error
    except NothingBeforeError as error:
        raise Refused("cli.release.publish.nothing-before", site=site) from error
    except TakenError as error:
        raise Refused("cli.release.publish.taken", path=error) from error


def _publish(site: Path, releases: dict[Path, ReleaseRecord], dry_run: bool) -> None:
    check_place(site)
    if not (site / "index.html").is_file():
        raise Refused("cli.release.publish.no-site", site=site)
    places = {record.id: site / RELEASES / record.id for record in releases.values()}
    if dry_run:
        for name, place in places.items():
            click.echo(say("cli.release.publish.would", id=name, place=place))
        return

    def tell(name: str) -> None:
        click.echo(say("cli.release.publish.copying", id=name), err=True)

    new = publish_releases(site, releases, tell)
    for name, place in places.items():
        key = "cli.release.publish.done" if name in new else "cli.release.publish.known"
        click.echo(say(key, id=name, place=place))


def _proved(path: Path) -> ReleaseRecord:
    """The record of a release that is whole, and no trial."""
    try:
        contents = archive_contents(path)
    except DamagedError as error:
        raise Refused("cli.release.verify.damaged", path=path) from error
    record, found = verify(contents)
    if record is None or found:
        raise Refused("cli.release.publish.not-whole", path=path)
    if record.trial:
        raise Refused("cli.release.publish.trial", id=record.id)
    if path.name != f"{record.id}.zip":
        raise Refused("cli.release.publish.name", path=path, name=f"{record.id}.zip")
    return record
