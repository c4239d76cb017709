"""``guidance release publish --branch``: the site in effect and the releases, on a branch of git."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from living_guidance.cli.branch import refusal
from living_guidance.cli.common import Refused
from living_guidance.cli.releases import tell_moved
from living_guidance.cli.words import say
from living_guidance.load.git import GitError, GitFault, Repository, open_repository
from living_guidance.model.release import ReleaseRecord
from living_guidance.model.shelf import RELEASES
from living_guidance.release.branch import (
    Branch,
    BranchError,
    Version,
    new_releases,
    open_branch,
    settle,
    write_version,
    write_version_before,
)
from living_guidance.release.pack import TakenError
from living_guidance.release.publish import is_site
from living_guidance.release.shelf_list import ForeignListError

_SHORT = 10
"""As many characters of a commit as people are shown."""


@dataclass(frozen=True, slots=True)
class Target:
    """The branch that was asked for."""

    root: Path
    """The project's folder."""
    name: str
    remote: str
    pushes: bool


def publish_to_branch(target: Target, site: Path, releases: Mapping[Path, ReleaseRecord], *, is_trial: bool) -> None:
    """Publish the site and releases, or only say what would be."""
    if not is_site(site):
        raise Refused("cli.release.branch.no-site", site=site)
    with _opened(target) as branch:
        places = {record.id: f"{target.name}:{RELEASES}/{record.id}" for record in releases.values()}
        new = new_releases(branch, releases)
        ids = [record.id for record in new.values()]
        if is_trial:
            click.echo(say("cli.release.publish.would", id=site, place=target.name))
            _tell_releases(places, ids, "cli.release.publish.would")
            return
        click.echo(say("cli.release.branch.writing", site=site, branch=target.name), err=True)
        version = write_version(branch, site, new, _message(branch.repository, ids), _tell_copying)
        settle(branch, version, pushes=target.pushes)
        key = "cli.release.branch.same" if version.commit == branch.newest else "cli.release.branch.done"
        click.echo(say(key, site=site, branch=target.name, commit=version.commit[:_SHORT]))
        _tell_releases(places, ids, "cli.release.publish.done")
        _tell_pushed(target, branch, version)


def roll_back_branch(target: Target) -> None:
    """Go back to the version before."""
    with _opened(target) as branch:
        version = write_version_before(branch, say("cli.release.branch.message-back"))
        settle(branch, version, pushes=target.pushes)
        click.echo(say("cli.release.branch.back", branch=target.name, commit=version.commit[:_SHORT]))
        tell_moved(target.name, version.before, version.releases)
        _tell_pushed(target, branch, version)


@contextmanager
def _opened(target: Target) -> Iterator[Branch]:
    """The branch; where it cannot be published to, say in words why."""
    try:
        yield open_branch(open_repository(target.root), target.name, target.remote, pushes=target.pushes)
    except BranchError as error:
        words = {"branch": target.name, "remote": target.remote, **error.words}
        raise Refused(f"cli.release.branch.{error.fault}", **words) from error
    except TakenError as error:
        raise Refused("cli.release.publish.taken", path=error) from error
    except ForeignListError as error:
        raise Refused("cli.release.publish.foreign-list", path=error) from error
    except GitError as error:
        if error.fault is GitFault.NO_REPOSITORY:
            raise Refused("cli.release.branch.no-repository", path=target.root) from error
        raise refusal(error) from error


def _message(repository: Repository, ids: list[str]) -> str:
    """What the commit of a version says."""
    title = say("cli.release.branch.message-releases", ids=", ".join(ids)) if ids else say("cli.release.branch.message")
    try:
        source = repository.commit("HEAD")
    except GitError:
        # Nothing is committed yet.
        return title
    return f"{title}\n\n{say('cli.release.branch.message-source', commit=source)}"


def _tell_copying(name: str) -> None:
    click.echo(say("cli.release.publish.copying", id=name), err=True)


def _tell_releases(places: Mapping[str, str], new: Sequence[str], done: str) -> None:
    for name, place in places.items():
        click.echo(say(done if name in new else "cli.release.publish.known", id=name, place=place))


def _tell_pushed(target: Target, branch: Branch, version: Version) -> None:
    if target.pushes and branch.there != version.commit:
        click.echo(say("cli.release.branch.pushed", branch=target.name, remote=target.remote))
