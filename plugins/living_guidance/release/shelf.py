"""The releases on a published site: each beside the site in effect, copied from its archive and never made again."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from living_guidance.model.release import RECORD, SITE, ReleaseRecord
from living_guidance.model.shelf import RELEASES
from living_guidance.release.contents import archive_files
from living_guidance.release.folders import write_folder
from living_guidance.release.listing import sums
from living_guidance.release.pack import TakenError
from living_guidance.release.publish import copy_linked, staging


def publish_releases(site: Path, releases: dict[Path, ReleaseRecord], tell: Callable[[str], None]) -> list[str]:
    """Put releases that were found whole on a site, all of them in one step; gives the ids of those that are new.

    ``releases`` are archives with their records; ``tell`` is told the id of each that is copied. Raises TakenError,
    and what publishing raises.
    """
    new = new_releases(site, releases)
    if not new:
        return []
    with staging(site) as stage:
        copy_linked(site.resolve(), stage)
        # Somebody else may have published them meanwhile; to write over a file would change it for readers, too.
        still = new_releases(stage, new)
        for path, record in still.items():
            tell(record.id)
            write_folder(dict(shelved(path, record)), stage / RELEASES)
    return [record.id for record in still.values()]


def releases_on(site: Path) -> frozenset[str]:
    """The ids of the releases on a site."""
    return frozenset(path.parent.name for path in (site / RELEASES).glob(f"*/{RECORD}"))


def new_releases(site: Path, releases: dict[Path, ReleaseRecord]) -> dict[Path, ReleaseRecord]:
    """Those that are not on a site yet, each once. Raises TakenError where another has the name."""
    found: dict[str, Path] = {}
    for archive in releases:
        if _is_new(site, archive):
            other = found.setdefault(archive.name, archive)
            if other.read_bytes() != archive.read_bytes():
                raise TakenError(other)
    return {archive: releases[archive] for archive in found.values()}


def _is_new(site: Path, archive: Path) -> bool:
    """Whether an archive is not on the site yet. Raises TakenError where something else has its place."""
    place = site / RELEASES / archive.name
    if not place.is_file():
        for taken in (place, place.with_suffix("")):
            if taken.exists():
                raise TakenError(taken)
        return True
    if place.read_bytes() != archive.read_bytes():
        raise TakenError(place)
    return False


def shelved(archive: Path, record: ReleaseRecord) -> Iterator[tuple[str, bytes]]:
    """What stands on the shelf for a release: its site, its record, and the archive to fetch with its digest.

    Raises DamagedError, OSError.
    """
    prefix = f"{SITE}/"
    for name, own in archive_files(archive):
        if name == RECORD or name.startswith(prefix):
            yield f"{record.id}/{name.removeprefix(prefix)}", own
    content = archive.read_bytes()
    yield archive.name, content
    yield f"{archive.name}.sha256", sums([(archive.name, sha256(content).hexdigest())]).encode()


def is_shelved(path: str) -> bool:
    """Whether a path of a site, a folder's with ``/``, is a release's own: its pages, its archive, or the digest."""
    place, _, name = path.partition("/")
    return place == RELEASES and ("/" in name or name.endswith((".zip", ".zip.sha256")))
