"""Run what reads strangers' files in a child process: bounded in memory, time and output, without network or files.

The child gets the file's bytes on its standard input and answers on its standard output; nothing it does can reach
further. Any office file that somebody sends goes this way.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from subprocess import DEVNULL, Popen, TimeoutExpired
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any

from living_guidance.model.issue import Issue, Location

_CHILD = "living_guidance.exchange.confined"
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a child may use."""

    memory: int = 200
    """Megabytes of its own."""
    seconds: int = 9
    """Of processor time."""
    output: int = 16
    """Megabytes."""


_LIMITS = Limits()
_PATIENCE = 6
"""How many seconds may pass for one of processor time: the machine may be busy with other things."""


class UnreadableError(Exception):
    """A file that is not read, with the code of the reason."""

    def __init__(self, code: str, **words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words: Mapping[str, str] = MappingProxyType(words)

    def issue(self, path: str) -> Issue:
        """The reason as an issue of the file."""
        return Issue(self.code, Location(path), words=self.words)


def call_guarded(function: str, content: bytes, limits: Limits = _LIMITS) -> Any:
    """What ``module:function`` of this package makes of the bytes; it must be JSON.

    Raises UnreadableError where the function does, or where it goes beyond the limits.
    """
    answer = json.loads(_run(["call", function], content, limits))
    if "code" in answer:
        raise UnreadableError(answer["code"], **answer["words"])
    return answer["value"]


def run_guarded(command: Sequence[str], content: bytes, limits: Limits = _LIMITS) -> bytes:
    """What a program makes of the bytes; raises UnreadableError where it fails or goes beyond the limits."""
    return _run(["exec", *command], content, limits)


def _run(arguments: Sequence[str], content: bytes, limits: Limits) -> bytes:
    command = [sys.executable, "-I", "-B", "-m", _CHILD, json.dumps(astuple(limits)), *arguments]
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    # Without this openpyxl would leave defusedxml for lxml.
    environment |= {"OPENPYXL_LXML": "False", "LC_ALL": "C.UTF-8"}
    with TemporaryFile() as given, TemporaryFile() as answer:
        given.write(content)
        given.seek(0)
        with Popen(  # noqa: S603 - our own interpreter, and no shell is asked
            command, stdin=given, stdout=answer, stderr=DEVNULL, env=environment
        ) as child:
            try:
                status = child.wait(limits.seconds * _PATIENCE)
            except TimeoutExpired:
                child.kill()
                status = -1
        if status:
            raise UnreadableError("import.too-heavy", seconds=str(limits.seconds), memory=str(limits.memory))
        answer.seek(0)
        return answer.read()
