"""The form as the pages of the site write it."""

import json

import pytest

from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.rows import Row
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.model.vocabulary import Channel
from tests.exchange.comments.forms import filled_json

pytestmark = pytest.mark.usefixtures("at_once")


def test_a_form_of_the_site() -> None:
    rows = [{"chapter": "alpha/kilns", "text": " Too hot.\r\n", "type": "Technical"}, {}, {"page": 12, "text": "x"}]
    shared = {"submitter": "Party A", "category": "缔约方", "language": "Chinese"}
    filled = read_form(filled_json(rows, shared), "comments.json", None)
    assert (filled.channel, filled.layout, filled.round) == (Channel.WEB, "official", "first")
    assert filled.shared == {"submitter": "Party A", "category": "party", "language": "zh"}
    assert filled.rows == (
        Row(1, {"chapter": "alpha/kilns", "text": "Too hot.", "type": "technical"}),
        Row(3, {"page": "12", "text": "x"}),
    )


def test_its_name_does_not_matter() -> None:
    content = b"\xef\xbb\xbf\n" + filled_json([{"text": "x"}])
    assert len(read_form(content, "form.csv", None).rows) == 1


@pytest.mark.parametrize("value", [True, ["x"], {"en": "x"}])
def test_a_value_that_is_no_text_is_a_fault(value: object) -> None:
    content = json.dumps({**json.loads(filled_json([])), "comments": [{"text": "x", "proposed": value}]}).encode()
    assert read_form(content, "", None).rows == (Row(1, {"text": "x"}, "form.not-text"),)


def test_a_comment_that_is_none_is_listed() -> None:
    content = json.dumps({**json.loads(filled_json([])), "comments": ["x", {"text": "y"}]}).encode()
    assert [row.fault for row in read_form(content, "", None).rows] == ["form.not-text", ""]


def test_what_nobody_knows_is_told() -> None:
    filled = read_form(filled_json([{"text": "x", "colour": "red"}], {"mood": "good", "person": "x" * 3_000}), "", None)
    assert (filled.unread, filled.shared) == (("mood", "colour", "person"), {})


def test_half_a_character_is_shown_as_such() -> None:
    assert read_form(filled_json([{"text": "a\ud800b"}]), "", None).rows[0].values == {"text": "a\ufffdb"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "form.not-json"),
        (b"[]", "form.not-json"),
        (b'{"a":' + b"[" * 100_000, "form.not-json"),
        (b'{"a":' + b"9" * 100_000 + b"}", "form.not-json"),
        (b"{}", "form.format"),
        (b'{"format": "living-guidance-comments/2"}', "form.format"),
        (b'{"format": "living-guidance-comments/1"}', "form.not-json"),
        (b'{"format": "living-guidance-comments/1", "shared": [1], "comments": []}', "form.not-json"),
    ],
)
def test_what_is_no_form_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_form(content, "comments.json", None)
    assert caught.value.code == code


def test_a_file_that_still_says_the_date_is_read_without_it() -> None:
    filled = read_form(filled_json([{"text": "x", "date": "2018-07-03"}]), "", None)
    assert ([dict(row.values) for row in filled.rows], filled.unread) == ([{"text": "x"}], ())
