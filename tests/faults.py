"""Faults on purpose: work in a process of its own that is killed, or in which the disk fails."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

from tests.site.sites import run

_KILLED = """
import os, signal, sys

place, fatal, step = sys.argv[1], int(sys.argv[2]), 0

def hook(event, arguments):
    global step
    if event == "ctypes.dlsym" or (event.startswith("os.") or event == "open") and place in repr(arguments):
        step += 1
        if step == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
from living_guidance.cli import main
try:
    exec(sys.argv[3], {"arguments": sys.argv[4:], "main": main})
finally:
    print(step)
"""
_FAILING = """
import errno, os, sys

place, number, fatal, step = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), 0
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def hook(event, arguments):
    global step
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and flags & WRITING
    elif event in ("os.mkdir", "os.rename", "os.symlink"):
        path = arguments[1 if event == "os.symlink" else 0]
        # A folder that is there already is nothing to write.
        writes = event != "os.mkdir" or not os.path.isdir(path)
    else:
        return
    if writes and isinstance(path, str | os.PathLike) and place in os.fspath(path):
        step += 1
        if step == fatal:
            raise OSError(number, os.strerror(number), os.fspath(path))

sys.addaudithook(hook)
from living_guidance.cli import main
try:
    main(sys.argv[4:])
finally:
    if not fatal:
        print(step)
"""
ERRORS = (errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES)
"""What a disk may answer."""
COMMAND = "main(arguments)"
"""Work that is a command of ours."""


def steps_of(place: Path, *arguments: str | Path, work: str = COMMAND) -> int:
    """Do some work, and count the things that it does below a place."""
    done = _work(place, 0, work, *arguments)
    assert done.returncode == 0, done.stderr
    return int(done.stdout.splitlines()[-1])


def kill_at(step: int, place: Path, *arguments: str | Path, work: str = COMMAND) -> None:
    """Do some work, and be killed before one of the things that it does below a place."""
    killed = _work(place, step, work, *arguments)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def _work(place: Path, fatal: int, work: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-c", _KILLED, place, str(fatal), work, *arguments)


def writes_of(place: Path, *arguments: str | Path) -> int:
    """Run a command of ours, and count the things that it writes below a place."""
    return int(fail_at(0, 0, place, *arguments).stdout.splitlines()[-1])


def fail_at(step: int, number: int, place: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command of ours while one of the things that it writes below a place is answered with an error."""
    return run(sys.executable, "-c", _FAILING, place, str(number), str(step), *arguments)
