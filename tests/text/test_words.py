"""Redlines, word by word: each case is a file with the old text, the new one and what a reader sees."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.text.words import Op, Run, redline
from tests.counts import cases

CASES = sorted((Path(__file__).parent / "golden").glob("redline-*.txt"))
TERMS = ("最佳可得技术", "最佳环保做法", "六溴环十二烷", "持久性有机污染物", "best available techniques")


def show(runs: tuple[Run, ...]) -> str:
    marks = {Op.EQUAL: ("", ""), Op.INSERT: ("{+", "+}"), Op.DELETE: ("[-", "-]")}
    return "".join(f"{marks[run.op][0]}{run.text}{marks[run.op][1]}" for run in runs)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_redline(path, golden):
    language = path.stem.split("-")[1]
    old, new, _ = path.read_text(encoding="utf-8").split("\n----\n")
    golden(path, f"{old}\n----\n{new}\n----\n{show(redline(old, new, language, TERMS))}\n")


def test_there_are_cases_in_both_languages():
    assert {path.stem.split("-")[1] for path in CASES} == {"en", "zh"}


@given(
    st.text("ab *_`[](.md)^！，。汉字排放限值 \n{}", max_size=60),
    st.text("ab *_`[](.md)^！，。汉字排放限值 \n{}", max_size=60),
)
@settings(max_examples=cases(2000), deadline=None)
def test_what_stays_and_what_is_new_make_the_new_text_and_what_stays_and_what_is_gone_the_old(old, new):
    runs = redline(old, new, "zh", ("排放限值",))
    assert "".join(run.text for run in runs if run.op is not Op.DELETE) == plain(new)
    assert "".join(run.text for run in runs if run.op is not Op.INSERT) == plain(old)
    assert all(run.text for run in runs)
    assert not any(one.op is other.op for one, other in pairwise(runs))


def plain(text: str) -> str:
    return "".join(run.text for run in redline(text, text, "zh"))


def test_a_term_is_never_cut():
    for run in redline("应采用最佳可得技术。", "应采用最佳可行技术。", "zh", TERMS):
        assert "最佳可得技术" in run.text or not set(run.text) & set("得")
