"""Write files so that each is the old one or the new one, whole, and all of them or none."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def save_files(files: Mapping[Path, str | bytes], project: Path | None = None) -> None:
    """Write the files. All are first written elsewhere, where most faults show, and then moved to their places.

    Raises OSError with the path; what was to be replaced is then as it was. Files of a project wait in its ``build/``,
    so that what a kill leaves behind is no part of its texts; other files wait beside their places.
    """
    waiting: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with _telling(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                # A link is followed to what it names: it stays a link.
                real = path.resolve()
                folder = project / "build" if project else real.parent
                folder.mkdir(exist_ok=True)
                stage = folder / f".{real.name}.{secrets.token_hex(4)}.tmp"
                waiting[stage] = real
                _write(stage, content.encode() if isinstance(content, str) else content)
        for stage, real in list(waiting.items()):
            with _telling(real):
                stage.replace(real)
            del waiting[stage]
    finally:
        for stage in waiting:
            stage.unlink(missing_ok=True)


def save_folder(files: Mapping[Path, str], folder: Path, project: Path) -> None:
    """Write a new folder of files, whole or not at all: it is made in the project's ``build/`` and then moved.

    Raises OSError, also where the folder is there already.
    """
    stage = project / "build" / f".{folder.name}.{secrets.token_hex(4)}.tmp"
    try:
        for path, text in files.items():
            with _telling(folder / path):
                (stage / path).parent.mkdir(parents=True, exist_ok=True)
                _write(stage / path, text.encode())
        with _telling(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
            stage.rename(folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Let an error name the file that was meant, and not the one beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
