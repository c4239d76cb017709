"""Build the site of a release again from the project in it, and compare every byte."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from living_guidance.load.settings import load_settings
from living_guidance.model.release import SITE, ReleaseRecord
from living_guidance.release.contents import archive_files
from living_guidance.release.folders import read_folder, write_folder
from living_guidance.release.offline import self_contained
from living_guidance.release.pack import SOURCES
from living_guidance.release.verify import Finding, Harm


def packed_sources(path: Path) -> dict[str, bytes]:
    """The project in a release that was found whole, a folder or an archive. Raises OSError."""
    if path.is_dir():
        return read_folder(path / SOURCES)
    prefix = f"{SOURCES}/"
    return {name.removeprefix(prefix): content for name, content in archive_files(path) if name.startswith(prefix)}


def rebuild(record: ReleaseRecord, path: Path, build: Callable[[Path, Path], None]) -> list[Finding]:
    """The files of the site that come out otherwise; ``build`` is as for packing. Raises OSError, and as it does."""
    with TemporaryDirectory(prefix="guidance-") as place:
        project, site = Path(place, SOURCES), Path(place, SITE)
        write_folder(packed_sources(path), project)
        build(project, site)
        settings, _ = load_settings(project)
        files = self_contained(read_folder(site), settings.site_url if settings else "")
    made = {f"{SITE}/{name}": sha256(content).hexdigest() for name, content in files.items()}
    stated = {one.path: one.sha256 for one in record.files if one.path.startswith(f"{SITE}/")}
    return [Finding(name, Harm.DIFFERS) for name in sorted({*made, *stated}) if made.get(name) != stated.get(name)]
