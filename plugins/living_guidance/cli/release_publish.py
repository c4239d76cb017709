"""``guidance release publish``: releases beside the site in effect, in a folder or on a branch, and back again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from living_guidance.cli.common import Refused
from living_guidance.cli.release_branch import Target, publish_to_branch, roll_back_branch
from living_guidance.cli.releases import proved, tell_moved
from living_guidance.cli.words import say
from living_guidance.model.release import ReleaseRecord
from living_guidance.model.shelf import RELEASES
from living_guidance.release.pack import TakenError
from living_guidance.release.publish import (
    BusyError,
    NothingBeforeError,
    OccupiedError,
    check_place,
    roll_back,
)
from living_guidance.release.shelf import new_releases, publish_releases, releases_on
from living_guidance.release.shelf_list import ForeignListError


@click.command("publish", help=say("cli.release.publish.help"), short_help=say("cli.release.publish.short"))
@click.argument("archives", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="ARCHIVE…")
@click.option("--to", "folder", type=click.Path(path_type=Path), metavar="DIR", help=say("cli.release.publish.to"))
@click.option("--branch", metavar="NAME", help=say("cli.release.publish.branch"))
@click.option("--site", type=click.Path(path_type=Path), metavar="DIR", help=say("cli.release.publish.site"))
@click.option("--push", "pushes", is_flag=True, help=say("cli.release.publish.push"))
@click.option("--remote", metavar="NAME", help=say("cli.release.publish.remote"))
@click.option("--roll-back", "is_back", is_flag=True, help=say("cli.release.publish.roll-back"))
@click.option("--dry-run", is_flag=True, help=say("cli.release.publish.dry-run"))
@click.pass_context
def publish(
    ctx: click.Context,
    archives: tuple[Path, ...],
    folder: Path | None,
    branch: str | None,
    site: Path | None,
    pushes: bool,
    remote: str | None,
    is_back: bool,
    dry_run: bool,
) -> int:
    """Publish to a folder or a branch, or go back to the version before."""
    is_folder = branch is None
    if (folder and not is_folder) or (is_folder and (site or pushes or remote)):
        raise click.UsageError(say("cli.release.publish.folder-or-branch"))
    if (is_back and (archives or site or dry_run)) or (is_folder and not is_back and not archives):
        raise click.UsageError(say("cli.release.publish.either"))
    place = (folder or site or ctx.obj / "site").absolute()
    if branch is not None:
        target = Target(ctx.obj, branch, remote or "origin", pushes)
        if is_back:
            roll_back_branch(target)
        else:
            publish_to_branch(target, place, proved(archives), is_trial=dry_run)
    elif is_back:
        before = releases_on(place)
        with _told(place):
            roll_back(place)
        click.echo(say("cli.release.publish.back", site=place))
        tell_moved(place, before, releases_on(place))
    else:
        with _told(place):
            _publish(place, proved(archives), dry_run)
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
    except ForeignListError as error:
        raise Refused("cli.release.publish.foreign-list", path=error) from error


def _publish(site: Path, releases: dict[Path, ReleaseRecord], dry_run: bool) -> None:
    check_place(site)
    if not (site / "index.html").is_file():
        raise Refused("cli.release.publish.no-site", site=site)
    places = {record.id: site / RELEASES / record.id for record in releases.values()}

    def tell(name: str) -> None:
        click.echo(say("cli.release.publish.copying", id=name), err=True)

    if dry_run:
        done, new = "cli.release.publish.would", [record.id for record in new_releases(site, releases).values()]
    else:
        done, new = "cli.release.publish.done", publish_releases(site, releases, tell)
    for name, place in places.items():
        click.echo(say(done if name in new else "cli.release.publish.known", id=name, place=place))
