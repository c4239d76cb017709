"""Hostile office files are refused with a plain reason, within bounds, and without a word to anybody else."""

from pathlib import Path

import pytest

from tests.counts import cases, fresh_random
from tests.exchange.harm import does_no_harm
from tests.exchange.hostile import all_hostile

IMPORTS = """
from living_guidance.exchange.draft import read_draft
from living_guidance.exchange.sheet_docx import read_docx
from living_guidance.exchange.sheet_xlsx import read_xlsx
readers = {"xlsx": read_xlsx, "docx": read_docx, "draft": lambda content: read_draft(content, lambda *_: "x")}
"""
HOSTILE = all_hostile()
COUNT = cases(len(HOSTILE))


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("number", range(COUNT))
def test_a_hostile_file_does_no_harm(number: int, tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    hostile = fresh_random().choice(HOSTILE[number::COUNT])
    does_no_harm(hostile, IMPORTS, "readers[form](read_bytes(path))", tmp_path, canary)
