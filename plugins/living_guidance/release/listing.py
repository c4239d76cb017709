"""What a release consists of: each file's digest, for our own reading and for ``sha256sum``."""

import re
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from mimetypes import MimeTypes

from living_guidance.model.release import ReleasedFile

_TYPES = MimeTypes()
"""Those that Python knows itself: what a machine's own table adds would make releases differ."""
_OTHERS = {
    ".jsonl": "application/jsonl",
    ".lock": "text/plain",
    ".md": "text/markdown",
    ".po": "text/x-gettext-translation",
    ".pot": "text/x-gettext-translation-template",
    ".woff2": "font/woff2",
    ".yml": "application/yaml",
}
_FROZEN = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z]+)?)\.md$")
"""The language of a text in a snapshot."""


def listed(files: Mapping[str, bytes], languages: Collection[str]) -> tuple[ReleasedFile, ...]:
    """Each file with its type, language, size and digest, by path."""
    return tuple(
        ReleasedFile(
            path=path,
            media_type=_media_type(path),
            language=_language(path, languages),
            bytes=len(content),
            sha256=sha256(content).hexdigest(),
        )
        for path, content in sorted(files.items())
    )


def sums(files: Iterable[tuple[str, str]]) -> str:
    """The list that ``sha256sum -c`` reads, of pairs of path and digest."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files))


def _media_type(path: str) -> str:
    suffix = path[path.rfind(".") :] if "." in path.rpartition("/")[2] else ""
    return _OTHERS.get(suffix) or _TYPES.types_map[True].get(suffix, "application/octet-stream")


def _language(path: str, languages: Collection[str]) -> str | None:
    """The language of a file, by its place: the default one stands in no folder of its own."""
    default, *_ = languages
    parts = path.split("/")
    if match := _FROZEN.search(path):
        return match[1] if match[1] in languages else None
    if parts[0] == "site" and path.endswith(".html"):
        return parts[1] if parts[1] in languages else default
    return next((part for part in parts[:-1] if part in languages), None)
