"""A release as one file, which every desktop opens: the same bytes from the same files, whoever makes it and when."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MODE = 0o100644 << 16
_UNIX = 3


def write_archive(path: Path, folder: str, files: Mapping[str, bytes], day: date) -> None:
    """Write the files into an archive, in a folder, as of a day. Raises OSError."""
    with ZipFile(path, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(f"{folder}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, _UNIX, _MODE
            archive.writestr(entry, content, compresslevel=9)
