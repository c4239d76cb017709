"""Work that is shared among processes comes to what it would in one."""

import os
from pathlib import Path

import pytest

from living_guidance.cli import processes
from living_guidance.cli.processes import each_in_processes
from living_guidance.load.corpus import load_corpus

PROJECT = Path(__file__).parents[1] / "browser" / "project"
HERE = os.getpid()


def _twice(number: int) -> tuple[int, bool]:
    return 2 * number, os.getpid() == HERE


def _fails_elsewhere(number: int) -> int:
    if number == 70 and os.getpid() != HERE:
        os._exit(1)
    return 2 * number


def _fails(number: int) -> int:
    raise ValueError(number)


@pytest.mark.parametrize("count", [0, 3, 100])
def test_everything_is_done_in_its_order(count: int) -> None:
    assert [found for found, _ in each_in_processes(_twice, range(count))] == [2 * number for number in range(count)]


def test_much_of_it_is_done_elsewhere() -> None:
    assert {here for _, here in each_in_processes(_twice, range(100))} == {False}
    assert {here for _, here in each_in_processes(_twice, range(10))} == {True}


def test_a_process_that_is_ended_is_made_up_for() -> None:
    assert list(each_in_processes(_fails_elsewhere, range(100))) == [2 * number for number in range(100)]


def test_a_fault_is_told_as_it_is() -> None:
    with pytest.raises(ValueError, match="0"):
        each_in_processes(_fails, range(100))


def test_the_project_is_the_same_in_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_WORTH", 1)
    shared, alone = load_corpus(PROJECT, each=each_in_processes), load_corpus(PROJECT)
    assert shared.corpus
    assert alone.corpus
    assert shared.corpus.chapters == alone.corpus.chapters
    assert (shared.issues, shared.corpus.unread) == (alone.issues, alone.corpus.unread)
