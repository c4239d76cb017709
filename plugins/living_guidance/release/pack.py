"""Pack a release: the site of a snapshot, what it is made from, what was said about it, and the proof of it all.

What takes long is done in a folder beside the release and kept there, so that a broken run is gone on with.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from living_guidance.model.release import RECORD, SITE, SUMS, ReleaseRecord
from living_guidance.release.archive import write_archive
from living_guidance.release.contents import file_digest
from living_guidance.release.folders import read_folder, write_folder
from living_guidance.release.listing import listed, sums
from living_guidance.release.offline import self_contained
from living_guidance.release.publish import locked

SOURCES, CHANGES = "sources", "changes"
_KEY, _DONE, _LOCK = "made-from", "site-is-done", "lock"


class TakenError(Exception):
    """Another release of that name is there; the argument says where."""


class NoSiteError(Exception):
    """What was to build a site has built none."""


class Step(StrEnum):
    """What packing is at."""

    SOURCES = "sources"
    SITE = "site"
    RECORD = "record"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a release is packed from."""

    record: ReleaseRecord
    """All but its files."""
    sources: Mapping[str, bytes]
    """The project, by path."""
    others: Mapping[str, bytes]
    """What stands beside: changes since the release before, licences, a text for strangers."""
    tools: str
    """What makes the same site from the same project."""
    languages: tuple[str, ...]
    """Those of the site, the default one first."""
    address: str
    """That of the site."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A release that was packed."""

    record: ReleaseRecord
    folder: Path
    archive: Path


def pack(parts: Parts, to: Path, build: Callable[[Path, Path], None], tell: Callable[[Step], None]) -> Packed:
    """Write the release into a folder, and into an archive beside it; ``tell`` is told each step.

    ``build`` makes the site of the project in its first folder in the second. Raises TakenError, NoSiteError,
    BusyError, OSError, and what ``build`` raises.
    """
    folder, archive = to / parts.record.id, to / f"{parts.record.id}.zip"
    work = unfinished(to, parts.record.id)
    work.mkdir(parents=True, exist_ok=True)
    with locked(work / _LOCK):
        _begin(work, _key(parts))
        tell(Step.SOURCES)
        files = {f"{SOURCES}/{path}": content for path, content in parts.sources.items()}
        files |= parts.others
        _refuse_early(files, folder, archive)
        tell(Step.SITE)
        files |= {f"{SITE}/{path}": content for path, content in _site(work, parts, build).items()}
        tell(Step.RECORD)
        record = parts.record.model_copy(update={"files": listed(files, parts.languages)})
        files[RECORD] = f"{record.model_dump_json(indent=1, exclude_none=True)}\n".encode()
        files[SUMS] = sums((path, sha256(content).hexdigest()) for path, content in files.items()).encode()
        tell(Step.ARCHIVE)
        stage = work / archive.name
        write_archive(stage, parts.record.id, files, parts.record.date)
        digest = file_digest(stage)
        _refuse_other(files, folder)
        if archive.exists() and file_digest(archive) != digest:
            raise TakenError(archive)
        _write(files, folder, work / "release")
        stage.replace(archive)
        proof = sums([(archive.name, digest)])
        archive.with_name(f"{archive.name}.sha256").write_text(proof, encoding="utf-8", newline="\n")
        shutil.rmtree(work)
    return Packed(record, folder, archive)


def unfinished(to: Path, name: str) -> Path:
    """Where a release is being packed; what a broken run has made stays there."""
    return to / f".{name}.part"


def _key(parts: Parts) -> str:
    digest = sha256(parts.tools.encode())
    for path, content in sorted(parts.sources.items()):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _begin(work: Path, key: str) -> None:
    """Go on with what was begun from the same; throw away anything else."""
    place = work / _KEY
    if not place.is_file() or place.read_bytes() != key.encode():
        (work / _DONE).unlink(missing_ok=True)
        place.write_text(key, encoding="utf-8")


def _site(work: Path, parts: Parts, build: Callable[[Path, Path], None]) -> dict[str, bytes]:
    site, done = work / SITE, work / _DONE
    if not done.is_file():
        project = work / SOURCES
        for folder in (site, project):
            shutil.rmtree(folder, ignore_errors=True)
        write_folder(parts.sources, project)
        build(project, site)
        if not (site / "index.html").is_file():
            raise NoSiteError
        done.touch()
    return self_contained(read_folder(site), parts.address)


def _write(files: Mapping[str, bytes], folder: Path, stage: Path) -> None:
    """Write a folder, whole or not at all; one that is there stays."""
    if not folder.exists():
        shutil.rmtree(stage, ignore_errors=True)
        write_folder(files, stage)
        stage.rename(folder)


def _refuse_early(files: Mapping[str, bytes], folder: Path, archive: Path) -> None:
    """Raise TakenError where that can be known before the site is built, for which nobody should wait in vain."""
    if archive.is_dir():
        raise TakenError(archive)
    there = read_folder(folder) if folder.is_dir() else {}
    if folder.exists() and any(there.get(path) != content for path, content in files.items()):
        raise TakenError(folder)


def _refuse_other(files: Mapping[str, bytes], folder: Path) -> None:
    """Raise TakenError where another release has the place."""
    if folder.exists() and (not folder.is_dir() or read_folder(folder) != files):
        raise TakenError(folder)
