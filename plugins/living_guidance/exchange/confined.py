"""The child in which strangers' files are read: it binds itself first, then does the one thing it was started for."""

import json
import os
import sys
from importlib import import_module
from typing import Any

from living_guidance.exchange.guarded import Limits, UnreadableError

try:
    import resource
except ImportError:  # pragma: no cover - Windows has no such limits; those of time and of archives still hold
    resource = None  # type: ignore[assignment]

_MEGABYTE = 1 << 20
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.remove", "os.rename")


def _confine(limits: Limits) -> None:
    """Set the limits of this process, and of any program it turns into."""
    if resource is None:  # pragma: no cover
        return
    bounds = {
        resource.RLIMIT_DATA: limits.memory * _MEGABYTE,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_FSIZE: limits.output * _MEGABYTE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))


def _refuse(event: str, details: tuple[Any, ...]) -> None:
    """Let this process read and answer, and do nothing else."""
    writes = event == "open" and isinstance(details[1], str) and not set("wax+").isdisjoint(details[1])
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _answer(function: str) -> dict[str, Any]:
    module, name = function.split(":")
    call = getattr(import_module(f"living_guidance.exchange.{module}"), name)
    content = sys.stdin.buffer.read()
    sys.addaudithook(_refuse)
    try:
        return {"value": call(content)}
    except UnreadableError as error:
        return {"code": error.code, "words": dict(error.words)}


def _main(bounds: str, mode: str, *arguments: str) -> None:
    _confine(Limits(*json.loads(bounds)))
    if mode == "exec":
        os.execv(arguments[0], arguments)  # noqa: S606 - our own program, and no shell is asked
    json.dump(_answer(*arguments), sys.stdout)


if __name__ == "__main__":
    _main(*sys.argv[1:])
