"""Reading a file of the tree safely: bounded, inside the tree, and in the one encoding that the project uses."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from living_guidance.load.characters import find_characters
from living_guidance.load.encodings import decode
from living_guidance.model.issue import Issue, Location

MAX_BYTES = 2_000_000
"""The most that a text file may hold; the longest chapters have a hundredth of it."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file says, and what is wrong with how it says it."""

    path: str
    text: str | None
    """With line feeds only and no byte order mark; None where it cannot be read."""
    issues: tuple[Issue, ...] = ()


def read_file(root: Path, path: str) -> TextFile:
    """The text of a file under the root; nothing outside the root is read, nor anything but a plain file."""
    content, refusal = read_bytes(root, path)
    if content is None:
        return TextFile(path, None, (refusal,) if refusal else ())
    text, fault = decode(content, path)
    if text is None:
        return TextFile(path, None, (fault,) if fault else ())
    return TextFile(path, text, tuple(find_characters(text, path)))


def read_bytes(root: Path, path: str, limit: int = MAX_BYTES) -> tuple[bytes | None, Issue | None]:
    """The content of a file under the root, or why it must not or cannot be read."""
    refusal = _refuse(root, path, limit)
    if refusal:
        return None, refusal
    where = Location(path)
    try:
        content = _read_bytes(root / path, limit)
    except OSError as error:
        return None, Issue("file.unreadable", where, words={"reason": error.strerror or ""})
    if len(content) > limit:
        return None, _too_large(where, len(content), limit)
    return content, None


def _refuse(root: Path, path: str, limit: int) -> Issue | None:
    """Why a path must not be opened, if it must not."""
    where = Location(path)
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
        return Issue("file.outside", where)
    place = root
    for part in parts:
        place /= part
        try:
            status = place.lstat()
        except FileNotFoundError:
            return Issue("file.missing", where)
        except OSError as error:
            return Issue("file.unreadable", where, words={"reason": error.strerror or ""})
        if stat.S_ISLNK(status.st_mode):
            return Issue("file.symlink", where, words={"part": part})
    if not stat.S_ISREG(status.st_mode):
        return Issue("file.not-a-file", where)
    if status.st_size > limit:
        return _too_large(where, status.st_size, limit)
    return None


def _too_large(where: Location, size: int, limit: int) -> Issue:
    return Issue("file.too-large", where, words={"size": f"{size / 1e6:.1f}", "limit": f"{limit / 1e6:.0f}"})


def _read_bytes(path: Path, limit: int) -> bytes:
    # The flags close the gap between looking at a file and opening it; Windows has neither.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        return file.read(limit + 1)
