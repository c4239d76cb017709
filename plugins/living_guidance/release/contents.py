"""What a release on the disk really holds, whether a folder or an archive: paths and digests, read piece by piece."""

import errno
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from living_guidance.model.release import RECORD, SUMS

_CHUNK = 1 << 20
_UNIX = 3
_KEPT = frozenset({RECORD, SUMS})
_MOST = 100_000_000
"""How many bytes the record and the list of digests may have."""
_DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What reading a damaged archive may come to."""
_WHOLE = 20_000_000_000
"""How many bytes an archive may hold, unpacked: a hundred times the largest release we know of."""


class DamagedError(Exception):
    """An archive that cannot be opened at all, as one is that did not arrive whole."""


@dataclass(slots=True)
class Contents:
    """What a release holds."""

    digests: dict[str, str] = field(default_factory=dict)
    """By path; empty for what is no plain file, or cannot be read."""
    kept: dict[str, bytes] = field(default_factory=dict)
    """The record and the list of digests."""
    strangers: list[str] = field(default_factory=list)
    """What stands in an archive beside the release's own folder."""


def folder_contents(folder: Path) -> Contents:
    """What a folder holds; no link is followed. Raises OSError."""
    found = Contents()
    for path, inner, names in os.walk(folder):
        inner.sort()
        links = [name for name in inner if Path(path, name).is_symlink()]
        for name in sorted((*names, *links)):
            file = Path(path, name)
            own = file.relative_to(folder).as_posix()
            if file.is_symlink() or not file.is_file():
                found.digests[own] = ""
                continue
            with file.open("rb") as stream:
                _take(found, own, stream)
    return found


def archive_contents(archive: Path) -> Contents:
    """What an archive holds in its one folder. Raises DamagedError, OSError."""
    found = Contents()
    with _opened(archive) as zipped:
        every = zipped.infolist()
        if min((entry.header_offset for entry in every), default=0) > 0:
            # Something stands before it that no program shows.
            raise DamagedError
        entries = [entry for entry in every if not entry.is_dir() or entry.file_size]
        if sum(entry.file_size for entry in entries) > _WHOLE:
            raise DamagedError
        tops = {entry.filename.partition("/")[0] for entry in entries if "/" in entry.filename}
        top = next((one for one in sorted(tops) if f"{one}/{RECORD}" in zipped.NameToInfo), min(tops, default=""))
        for entry in entries:
            folder, _, own = entry.filename.partition("/")
            if folder != top or not _stays(own) or own in found.digests:
                found.strangers.append(entry.filename)
                continue
            try:
                if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or _is_special(entry):
                    raise NotImplementedError
                with zipped.open(entry) as stream:
                    _take(found, own, stream)
            except _DAMAGE as error:
                _refuse_real(error)
                found.digests[own] = ""
                found.kept.pop(own, None)
    if not found.kept and not _KEPT.isdisjoint(found.digests):
        # As where somebody has encrypted it.
        raise DamagedError
    return found


def archive_files(archive: Path) -> Iterator[tuple[str, bytes]]:
    """What each file holds of an archive that was found whole, by path. Raises DamagedError, OSError."""
    with _opened(archive) as zipped:
        for entry in zipped.infolist():
            own = entry.filename.partition("/")[2]
            if _stays(own):
                yield own, zipped.read(entry)


def _stays(path: str) -> bool:
    """Whether a file, whoever made the archive, comes to stand below the folder into which it is unpacked."""
    return bool(path) and not path.startswith("/") and "\\" not in path and ".." not in path.split("/")


def _is_special(entry: ZipInfo) -> bool:
    """Whether an entry would become a link, or anything else that is no plain file."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return entry.create_system == _UNIX and kind not in (0, stat.S_IFREG)


@contextmanager
def _opened(archive: Path) -> Iterator[ZipFile]:
    if not archive.is_file():
        # A pipe would be waited for without an end.
        raise DamagedError
    try:
        with ZipFile(archive) as zipped:
            yield zipped
    except _DAMAGE as error:
        _refuse_real(error)
        raise DamagedError from error


def _refuse_real(error: Exception) -> None:
    """Let a fault of the disk be what it is; that a place in the archive is no place is a fault of the archive."""
    if isinstance(error, OSError) and error.errno != errno.EINVAL:
        raise error


def file_digest(path: Path) -> str:
    """The digest of a file. Raises OSError."""
    with path.open("rb") as stream:
        return _digest(stream, None)


def _take(found: Contents, path: str, stream: IO[bytes]) -> None:
    kept: list[bytes] | None = [] if path in _KEPT else None
    found.digests[path] = _digest(stream, kept)
    if kept is not None:
        found.kept[path] = b"".join(kept)


def _digest(stream: IO[bytes], kept: list[bytes] | None) -> str:
    digest, size = sha256(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if kept is not None and size <= _MOST:
            kept.append(chunk)
    return digest.hexdigest()
