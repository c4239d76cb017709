"""A proposal that words a text anew is told from one that says what to do."""

import pytest

from living_guidance.text.rewording import rewording
from living_guidance.text.words import Op

TEXT = "Measure the surface tension once a week, and log each addition by weight."


@pytest.mark.parametrize(
    ("old", "new", "language", "is_one"),
    [
        (TEXT, "Measure the surface tension every day, and log each addition by weight.", "en", True),
        (TEXT, f"{TEXT} Keep the log.", "en", True),
        (TEXT, "Add a definition of surface tension.", "en", False),
        (TEXT, "Delete.", "en", False),
        (TEXT, TEXT, "en", False),  # nothing is another
        (TEXT, f"  {TEXT.replace(' ', '  ')}\n", "en", False),  # nor are spaces
        ("", TEXT, "en", False),
        (TEXT, "", "en", False),
        ("每周测量一次表面张力。", "每天测量一次表面张力。", "zh", True),
        ("每周测量一次表面张力。", "删除本段。", "zh", False),
    ],
)
def test_a_rewording_leaves_half_of_the_text(old: str, new: str, language: str, is_one: bool) -> None:
    runs = rewording(old, new, language)
    assert bool(runs) is is_one
    if runs:
        for text, gone in ((old, Op.INSERT), (new, Op.DELETE)):
            assert "".join(run.text for run in runs if run.op is not gone) == text


def test_nobody_compares_a_book() -> None:
    assert rewording("word " * 2000, "word " * 1999, "en") == ()
