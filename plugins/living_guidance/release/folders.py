"""Folders as values: all files of one, by path."""

from collections.abc import Iterator, Mapping
from pathlib import Path


def read_folder(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by path. Raises OSError."""
    return {name: path.read_bytes() for name, path in files_in(folder)}


def files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Where each file of a folder stands, by path. Raises OSError."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return ((path.relative_to(folder).as_posix(), path) for path in paths)


def write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
