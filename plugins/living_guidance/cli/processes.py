"""Work shared among processes, where that is worth it."""

import signal
from collections.abc import Callable, Iterable
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_WORTH = 50
"""How many items pay for the processes."""
_AT_ONCE = 8
"""How many items a process is handed."""


def each_in_processes(function: Callable[[A], B], items: Iterable[A], /) -> Iterable[B]:
    """What ``map`` does, in as many processes as the machine has processors.

    Many items only, and only where a process can be split in two: to start one anew takes longer than it helps.
    """
    todo = tuple(items)
    if len(todo) < _WORTH:
        return map(function, todo)
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import cpu_count, get_all_start_methods, get_context

    if "fork" not in get_all_start_methods() or cpu_count() == 1:
        return map(function, todo)
    try:
        with ProcessPoolExecutor(cpu_count(), get_context("fork"), initializer=_begin) as pool:
            return [*pool.map(function, todo, chunksize=_AT_ONCE)]
    except BrokenProcessPool:
        # A machine short of memory ends processes that have done no wrong.
        return map(function, todo)


def _begin() -> None:
    """Leave it to the process that is waiting to say that it was interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
