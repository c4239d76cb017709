"""The releases on a published site: each beside the site in effect, copied from its archive and never made again."""

from collections.abc import Callable
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
    new = {path: record for path, record in releases.items() if _is_new(site, path)}
    if not new:
        return []
    with staging(site) as stage:
        copy_linked(site.resolve(), stage)
        for path, record in new.items():
            tell(record.id)
            _copy(path, record, stage / RELEASES)
    return [record.id for record in new.values()]


def _is_new(site: Path, archive: Path) -> bool:
    """Whether an archive is not on the site yet. Raises TakenError where another one has its place."""
    place = site / RELEASES / archive.name
    if not place.exists():
        return True
    if place.read_bytes() != archive.read_bytes():
        raise TakenError(place)
    return False


def _copy(archive: Path, record: ReleaseRecord, folder: Path) -> None:
    """The site of a release, its record, and the archive to fetch with its digest."""
    prefix, content = f"{SITE}/", archive.read_bytes()
    found = archive_files(archive)
    files = {name.removeprefix(prefix): own for name, own in found if name == RECORD or name.startswith(prefix)}
    proof = sums([(archive.name, sha256(content).hexdigest())])
    write_folder(files, folder / record.id)
    write_folder({archive.name: content, f"{archive.name}.sha256": proof.encode()}, folder)
