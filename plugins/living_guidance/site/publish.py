"""Publish a built site at once: readers meet the old one or the new one, whole, whatever happens in between.

The site is a link. A build is staged beside it, flushed to the disk, and then the link is switched, which the
operating system does in one step. The version before the last is kept for readers who are in the middle of it.
"""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

try:
    import fcntl
except ImportError:  # Windows has no advisory locks of this kind; there the last publisher wins.
    fcntl = None  # type: ignore[assignment]


class BusyError(Exception):
    """Somebody else is building this site at the moment."""


def versions_folder(site: Path) -> Path:
    """Where the versions of a site are kept: a hidden folder beside it."""
    return site.parent / f".{site.name}"


@contextmanager
def staging(site: Path) -> Iterator[Path]:
    """Give an empty folder to build in; publish it unless an error comes out. Raises BusyError, OSError."""
    versions = versions_folder(site)
    versions.mkdir(exist_ok=True)
    with _locked(versions / "lock"):
        _tidy(site, versions)
        stage = versions / uuid4().hex[:12]
        try:
            stage.mkdir()
            yield stage
            _switch(stage, site, versions)
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        if fcntl:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError from error
        yield


def _switch(stage: Path, site: Path, versions: Path) -> None:
    """Make the link lead to the stage, after every byte of it is on the disk."""
    if hasattr(os, "sync"):
        os.sync()
    link = versions / "next"
    link.unlink(missing_ok=True)
    link.symlink_to(stage.relative_to(site.parent), target_is_directory=True)
    if site.is_dir() and not site.is_symlink():
        # A folder that `mkdocs build` made: swap the two, and put it away as a version.
        _exchange(link, site)
        link.rename(versions / uuid4().hex[:12])
    else:
        link.replace(site)


def _exchange(one: Path, other: Path) -> None:
    """Exchange two names in one step where Linux can, else as fast as two renames go."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
        here, exchange = -100, 2
        if renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
            return
    except (AttributeError, OSError):
        pass
    aside = one.with_name(f"{one.name}-aside")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def _tidy(site: Path, versions: Path) -> None:
    """Remove what broken builds left, and all but the two newest versions."""
    current = site.resolve() if site.is_symlink() else None
    others = [path for path in versions.iterdir() if path.is_dir() and not path.is_symlink() and path != current]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[1:]:
        shutil.rmtree(path, ignore_errors=True)
