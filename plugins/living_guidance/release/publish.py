"""Publish a built site at once: readers meet the old one or the new one, whole, whatever happens in between.

The site is a link. A build is staged beside it, flushed to the disk, and then the link is switched, which the
operating system does in one step. The version before the last is kept for readers who are in the middle of it, and
to go back to. What was released stays: it is no part of a build, and goes from one version to the next.
"""

import ctypes
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

try:
    import fcntl
except ImportError:  # Windows has no advisory locks of this kind; there the last publisher wins.
    fcntl = None  # type: ignore[assignment]

from living_guidance.model.release import RECORD
from living_guidance.model.shelf import RELEASES
from living_guidance.release.shelf_list import is_list, list_releases, listed_release

_MARK = "guidance-versions"
"""The file that says that a folder is ours: nothing is ever removed from one without it."""
_OURS = re.compile(r"(stage-)?[0-9a-f]{12}")
_STAGE = "stage-"
"""How the names of folders begin that are being built in: one that is left over is from a broken build."""


class BusyError(Exception):
    """Somebody else is building this site at the moment."""


class NothingBeforeError(Exception):
    """There is no version before the one that readers meet."""


class OccupiedError(Exception):
    """Something that is no site stands in its place."""


def versions_folder(site: Path) -> Path:
    """Where the versions of a site are kept: a hidden folder beside it."""
    return site.parent / f".{site.name}"


def is_site(folder: Path) -> bool:
    """Whether MkDocs made what stands in a folder."""
    return (folder / "index.html").is_file() and (folder / "sitemap.xml").is_file()


def check_place(site: Path) -> None:
    """Raise OccupiedError unless the place is free, or a site that MkDocs made stands there."""
    if (site.parent / _MARK).is_file():
        # One of the versions of a site, as where somebody stands in it and says ".".
        raise OccupiedError
    if site.is_dir():
        if not is_site(site) and any(site.iterdir()):
            raise OccupiedError
    elif site.exists():
        raise OccupiedError


_PREVIEW = ".guidance-preview"


@contextmanager
def previewing(folder: Path) -> Iterator[None]:
    """Take a folder for a preview; raises OccupiedError unless it is free, or one of an earlier preview."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OccupiedError
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _PREVIEW).is_file():
        raise OccupiedError
    # Before anything else, so that what a failed one leaves can be replaced by the next.
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _PREVIEW).touch()
    yield


@contextmanager
def staging(site: Path) -> Iterator[Path]:
    """Give an empty folder to build in; publish it unless an error comes out.

    Raises BusyError, OccupiedError, ForeignListError, and OSError with a path.
    """
    if not site.is_symlink():
        check_place(site)
    versions = versions_folder(site)
    try:
        if versions.exists() and not (versions / _MARK).is_file() and any(versions.iterdir()):
            raise OccupiedError
        versions.mkdir(parents=True, exist_ok=True)
        (versions / _MARK).touch()
        with locked(versions / "lock"):
            _tidy(site, versions)
            stage = versions / f"{_STAGE}{_version_name()}"
            try:
                stage.mkdir()
                yield stage
                _keep_releases(site, stage)
                _list_releases(stage)
                _switch(stage, site, versions)
            except BaseException:
                shutil.rmtree(stage, ignore_errors=True)
                raise
    except OSError as error:
        # A full disk does not say which file it was.
        error.filename = error.filename or str(site)
        raise


def roll_back(site: Path) -> None:
    """Let readers meet the version before this one again; once more, and they meet this one.

    Raises NothingBeforeError, BusyError, OSError.
    """
    versions = versions_folder(site)
    if not site.is_symlink() or not (versions / _MARK).is_file():
        raise NothingBeforeError
    with locked(versions / "lock"):
        others = _left(site, versions)
        if not others:
            raise NothingBeforeError
        _point(site, others[0], versions)


def copy_linked(old: Path, new: Path) -> None:
    """Copy a folder that nobody changes any more: the files are shared where the disk can do that. Raises OSError."""
    shutil.copytree(old, new, copy_function=_link, symlinks=True, dirs_exist_ok=True)


def _link(old: str, new: str) -> None:
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _keep_releases(site: Path, stage: Path) -> None:
    """Take what was released over from the version that readers meet now."""
    for place in (site / RELEASES).iterdir() if (site / RELEASES).is_dir() else ():
        kept = stage / RELEASES / place.name
        if kept.exists():
            continue
        kept.parent.mkdir(exist_ok=True)
        if place.is_dir():
            copy_linked(place, kept)
        else:
            _link(str(place), str(kept))


def _list_releases(stage: Path) -> None:
    """Make the lists of a site say which releases stand on it."""
    shelf = stage / RELEASES
    found = []
    for record in sorted(shelf.glob(f"*/{RECORD}")):
        archive = shelf / f"{record.parent.name}.zip"
        proof = archive.with_name(f"{archive.name}.sha256")
        if archive.is_file() and proof.is_file():
            found.append(listed_release(record.read_bytes(), proof.read_bytes(), archive.stat().st_size))
    places = (*shelf.glob("*.*"), *stage.glob(f"*/{RELEASES}/index.html"))
    names = {path.relative_to(stage).as_posix(): path for path in places}
    lists = {name: path.read_bytes() for name, path in names.items() if is_list(name)}
    for name, content in list_releases(lists, filter(None, found)).items():
        # The file may be shared with the version that readers meet now, which must not change.
        names[name].unlink()
        names[name].write_bytes(content)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep a place for oneself. Raises BusyError where somebody else has it."""
    with path.open("w") as lock:
        if fcntl:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError from error
        yield


def _switch(stage: Path, site: Path, versions: Path) -> None:
    """Make the link lead to the stage, after every byte of it is on the disk."""
    _flush(stage)
    # Readers have not left it yet, nor will they if it never gets as far as to meet them.
    os.utime(stage, (0, 0))
    _point(site, stage.rename(versions / _version_name()), versions)


def _point(site: Path, version: Path, versions: Path) -> None:
    """Make the link lead to a version, in one step."""
    link = versions / "next"
    link.unlink(missing_ok=True)
    link.symlink_to(version.relative_to(site.parent), target_is_directory=True)
    if site.is_dir():
        # When readers left a version is the time of its folder; when it was built says nothing after going back.
        os.utime(site)
    if site.is_dir() and not site.is_symlink():
        # A folder that `mkdocs build` made: swap the two, and put it away as a version.
        _exchange(link, site)
        link.rename(versions / _version_name())
    else:
        link.replace(site)


def _version_name() -> str:
    return uuid4().hex[:12]


def _flush(folder: Path) -> None:
    """Wait until everything is on the disk. Raises OSError where it could not be written."""
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, TypeError):
        # Not Linux: the system is told, but does not answer.
        if hasattr(os, "sync"):
            os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> None:
    """Exchange two names in one step where Linux can, else as fast as two renames go."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
        here, exchange = -100, 2
        if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
            return
    except (AttributeError, TypeError):
        pass
    aside = one.with_name(f"{one.name}-aside")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def _tidy(site: Path, versions: Path) -> None:
    """Remove what broken builds left, and all versions but the one that readers meet and the one before."""
    left = versions / "next"
    if left.is_dir() and not left.is_symlink():
        # The folder that a publisher was about to put away when it was killed.
        left.rename(versions / _version_name())
    kept = {site.resolve(), *(path.resolve() for path in _left(site, versions)[:1])}
    for path in sorted(versions.iterdir()):
        if _OURS.fullmatch(path.name) and not path.is_symlink() and path.resolve() not in kept:
            # Half of a version must not be taken for one.
            left = path.rename(versions / f"{_STAGE}{_version_name()}")
            shutil.rmtree(left, ignore_errors=True)


def _left(site: Path, versions: Path) -> list[Path]:
    """The versions that readers met once, and do not meet now: those that they left last come first."""
    found = {
        path: path.stat().st_mtime_ns
        for path in versions.iterdir()
        if _OURS.fullmatch(path.name) and not path.name.startswith(_STAGE) and not path.is_symlink()
    }
    others = [path for path, left in found.items() if left and path.resolve() != site.resolve()]
    return sorted(others, key=lambda path: found[path], reverse=True)
