"""What the commands on releases share: which snapshot is meant, how its site is built and with what; what is whole."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version

import click

from living_guidance import __version__
from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, progress_bar
from living_guidance.cli.words import say
from living_guidance.model.corpus import Corpus
from living_guidance.model.naming import nearest
from living_guidance.model.release import FORMAT, ReleaseRecord
from living_guidance.model.snapshot import Snapshot
from living_guidance.model.vocabulary import Audience
from living_guidance.release.contents import Contents, DamagedError, archive_contents
from living_guidance.release.verify import Finding, later_format, verify

_TOOLS = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "markdown", "pymdown-extensions", "markdown-it-py", "nh3")


def find_snapshot(corpus: Corpus, name: str) -> Snapshot:
    """A snapshot that may be published; refuses any other."""
    snapshot = corpus.snapshots.get(name)
    if snapshot is None:
        raise Refused("cli.release.unknown", found=name, near=nearest(name, corpus.snapshots))
    if snapshot.record.audience is not Audience.PUBLIC:
        raise Refused("cli.release.experts", id=name)
    return snapshot


@contextmanager
def building(name: str, day: date) -> Iterator[Callable[[Path, Path], None]]:
    """Give what builds the site of a release from its project; where it cannot be built, tell why and end."""
    from living_guidance.site.builder import BuildError, build_site
    from living_guidance.site.options import BuildOptions

    def build(project: Path, site: Path) -> None:
        with progress_bar(say("cli.build.progress")) as progress:
            build_site(project, site, BuildOptions(day, cache=False, release=name), progress)

    try:
        yield build
    except BuildError as error:
        click.echo("\n".join(error.problems), err=True)
        raise click.exceptions.Exit(EXIT_ISSUES) from error


def refuse_later(path: Path, contents: Contents, found: Sequence[Finding]) -> None:
    """Refuse a release that a later version of this program has made, with what can be told of it all the same."""
    if later := later_format(contents):
        key = "cli.release.later.wrong" if found else "cli.release.later.right"
        raise Refused(key, path=path, format=later, known=FORMAT)


def tool_versions() -> dict[str, str]:
    """The versions of the programs that a site is made with."""
    found = {"living-guidance": __version__, "python": python_version()}
    for name in _TOOLS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def proved(archives: Iterable[Path]) -> dict[Path, ReleaseRecord]:
    """Archives with their records; refuses any that is not a whole release, or a trial."""
    return {path: _proved(path) for path in archives}


def _proved(path: Path) -> ReleaseRecord:
    try:
        contents = archive_contents(path)
    except DamagedError as error:
        raise Refused("cli.release.verify.damaged", path=path) from error
    record, found = verify(contents)
    refuse_later(path, contents, found)
    if record is None or found:
        raise Refused("cli.release.publish.not-whole", path=path)
    if record.trial:
        raise Refused("cli.release.publish.trial", id=record.id)
    if path.name != f"{record.id}.zip":
        raise Refused("cli.release.publish.name", path=path, name=f"{record.id}.zip")
    return record


def tell_moved(place: object, before: Set[str], now: Set[str]) -> None:
    """Name the releases that went with a version, and those that came back with one."""
    for key, ids in (("gone", before - now), ("again", now - before)):
        if ids:
            click.echo(say(f"cli.release.publish.{key}", place=place, ids=", ".join(sorted(ids))))
