"""Addresses and telephone numbers are found inside a text; figures of the matter are not taken for them."""

import pytest

from living_guidance.text.privacy import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to a.b-c@example.org.", "Write to […]."),
        ("Call +44 20 7946 0958 today.", "Call […] today."),
        ("Call +442079460958.", "Call […]."),
        ("Tel: 7946 0958", "Tel: […]"),
        ("TELEPHONE NO. 020-7946-0958", "TELEPHONE NO. […]"),
        ("电话：010-62345678", "电话：[…]"),
        ("电话号码+8610 62345678", "电话号码[…]"),
        ("手机 13800138000", "手机 […]"),
        ("他的13800138000。", "他的[…]。"),
        ("a@example.org, +44 20 7946 0958", "[…], […]"),
    ],
)
def test_what_identifies_a_person_is_masked(text: str, masked: str) -> None:
    assert mask(text) == (masked, masked.count("[…]"))


@pytest.mark.parametrize(
    "text",
    [
        "0.1 ng TEQ/Nm3 at 850 °C for 2 s",
        "CAS 1763-23-1 and 36355-01-8",
        "from 1 000 000 to 20 000 000 t/a",
        "1234567-89",
        "@ 5 °C",
        "telephone booths",
        "",
    ],
)
def test_figures_are_left_alone(text: str) -> None:
    assert mask(text) == (text, 0)
