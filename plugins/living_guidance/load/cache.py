"""What was made for one build and may serve the next: redlines, pages of frozen texts, answers that were read.

The name of an entry is the digest of all that it was made from, this code among it, so that nothing in here can be
out of date; what is no longer asked for is thrown away. It may be deleted at any time.
"""

import json
import os
import secrets
from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from time import time

PACKAGE = Path(__file__).parent.parent
_PARTS = ("markdown", "pymdown-extensions", "markdown-it-py", "nh3", "jieba", "jinja2", "mkdocs")
"""Packages whose words or ways the entries depend on."""
_KEPT = 30 * 24 * 3600
"""For how many seconds an entry is kept that nobody asks for."""


class Cache:
    """Entries in a folder; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, *common: str) -> None:
        self._folder = folder
        self._common = (fingerprint(), *common) if folder else ()

    def __call__(self, make: Callable[[], str], *parts: str) -> str:
        """The entry for these parts, made if there is none yet."""
        found = self.find(*parts)
        if found is None:
            found = make()
            self.keep(found, *parts)
        return found

    def find(self, *parts: str) -> str | None:
        """The entry for these parts, if there is one."""
        if self._folder is None:
            return None
        path = self._path(*parts)
        try:
            # As bytes: what ends a line in a table of comments must not be another one the next time.
            found = path.read_bytes().decode()
            os.utime(path)
        except (OSError, UnicodeDecodeError):
            return None
        return found

    def keep(self, content: str, *parts: str) -> None:
        """Keep an entry; where that cannot be done, the next build makes it again."""
        if self._folder is None:
            return
        path = self._path(*parts)
        stage = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            stage.write_bytes(content.encode())
            stage.replace(path)
        except OSError:
            stage.unlink(missing_ok=True)

    def _path(self, *parts: str) -> Path:
        assert self._folder
        digest = sha256(json.dumps([*self._common, *parts]).encode()).hexdigest()
        return self._folder / digest[:2] / digest

    def prune(self) -> None:
        """Throw away what nobody has asked for in a long time."""
        for path in self._folder.glob("*/*") if self._folder else ():
            try:
                if path.stat().st_mtime < time() - _KEPT:
                    path.unlink()
            except OSError:
                continue


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """The digest of this package's files and of the versions of those it renders with."""
    digest = sha256(json.dumps([version(name) for name in _PARTS]).encode())
    for path in _files():
        digest.update(f"{path.relative_to(PACKAGE)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


NO_CACHE = Cache(None)
