"""Reading the files that somebody hands to a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from living_guidance.cli import EXIT_SYSTEM
from living_guidance.cli.common import Refused, tell
from living_guidance.exchange.archive import MAX_BYTES
from living_guidance.exchange.guarded import UnreadableError


class CannotRead(Refused):
    """Ends a command that was given a file it cannot use."""

    exit_code = EXIT_SYSTEM


def read_bytes(path: Path) -> bytes:
    """The file, unless it is too large to be what is wanted."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnreadableError("import.too-large", limit=f"{MAX_BYTES / 1e6:.0f}")
    return content


@contextmanager
def telling_why(path: Path) -> Iterator[None]:
    """Tell why a file is not read, and end the command."""
    try:
        yield
    except UnreadableError as error:
        tell([error.issue(str(path))])
        raise CannotRead("cli.file-refused", path=path) from error
