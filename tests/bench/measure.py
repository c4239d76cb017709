"""Run a command in a fresh process and measure what it took."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    wall: float
    """In seconds."""
    cpu: float
    """In seconds, user and system."""
    peak: int
    """The most memory at one time, in bytes."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site on the disk."""

    pages: int
    size: int
    """In bytes."""


Command = Sequence[str | Path]


class FailedError(Exception):
    """A command that was to be measured went wrong; says what it said."""


def run(command: Command) -> Cost:
    """Run a command to its end. Raises FailedError."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "LANG": "C.UTF-8"}
    words = list(map(str, command))
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        started = time.perf_counter()
        process = subprocess.Popen(words, stdout=said, stderr=said, env=environment)
        # Not process.wait(): only this tells what the process used.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise FailedError(f"{' '.join(words)}\n{said.read()[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _PEAK_UNIT)


def best(runs: int, command: Command) -> Cost:
    """The least that several runs took: whatever else the machine does only adds to it."""
    costs = [run(command) for _ in range(runs)]
    return Cost(min(cost.wall for cost in costs), min(cost.cpu for cost in costs), max(cost.peak for cost in costs))


def look_at(folder: Path) -> Site:
    """Count the pages of a site and its bytes."""
    files = [path for path in folder.resolve().rglob("*") if path.is_file()]
    return Site(sum(path.suffix == ".html" for path in files), sum(path.stat().st_size for path in files))
