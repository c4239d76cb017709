"""Which files of two trees differ."""

from pathlib import Path

from living_guidance.load.tree import list_files
from living_guidance.model.vocabulary import FileFate

PARTS = ("guidance", "translations", "docs", "mkdocs.yml")
"""All that a corpus is read from, and the pages about the site."""


def changed_files(old: Path, new: Path) -> dict[str, FileFate]:
    """What became of each file of a project that is not the same in two trees; line ends do not count."""
    before, after = _files(old), _files(new)
    found = dict.fromkeys(before - after, FileFate.DELETED) | dict.fromkeys(after - before, FileFate.ADDED)
    edited = (path for path in before & after if _content(old / path) != _content(new / path))
    return dict(sorted((found | dict.fromkeys(edited, FileFate.EDITED)).items()))


def _files(root: Path) -> set[str]:
    folders = (path for part in PARTS if "." not in part for path in list_files(root, part).files)
    return {*folders, *(part for part in PARTS if (root / part).is_file())}


def _content(path: Path) -> bytes | None:
    """None for what nobody may read: it differs from whatever could be read."""
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return None
