"""Hostile Word files are refused with a plain reason or read as any other, within bounds, wherever they come from."""

import resource
import time
from collections.abc import Callable
from functools import partial

import pytest

from living_guidance.exchange.comments.margin_docx import read_word
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.render.messages import sources
from tests.counts import cases, fresh_random
from tests.exchange.comments.copies import copy_of
from tests.exchange.comments.reviewers import DAY, Review
from tests.exchange.hostile import MAIN, READ, WORD_EDITS, Edit, edits, files, with_end
from tests.exchange.office import repacked

NOWHERE = "http://127.0.0.1:9"
COMMENTS = "word/comments.xml"
BODY = partial(with_end, MAIN["docx"], "</w:body>")
HEAVY = ("import.too-heavy", "import.swollen")


def commented() -> bytes:
    review = Review(copy_of())
    number = review.comment("p7rznwim2", 0, 4, "Why?")
    review.reply(number, "So.")
    return review.saved()


def nested(depth: int, tag: str) -> str:
    opening = f'<w:{tag} w:id="1" w:author="A">'
    return f"<w:p>{opening * depth}<w:r><w:t>x</w:t></w:r>{f'</w:{tag}>' * depth}</w:p>"


def comments(count: int) -> str:
    words = "<w:p><w:r><w:t>{1}</w:t></w:r></w:p>"
    one = f'<w:comment w:id="9{{0}}" w:author="A" w:date="{DAY}T00:00:00Z">{words}</w:comment>'
    return "".join(one.format(number, number * 7919 % 65537) for number in range(count))


def bookmarks(count: int) -> str:
    one = '<w:bookmarkStart w:id="9{0}" w:name="p_x{0}"/><w:commentRangeStart w:id="9{0}"/><w:r><w:t>{1}</w:t></w:r>'
    return f"<w:p>{''.join(one.format(number, number * 7919 % 65537) for number in range(count))}</w:p>"


OWN: tuple[tuple[str, Edit, tuple[str, ...]], ...] = (
    ("5,000 levels of changes", partial(BODY, nested(5_000, "ins")), ("import.too-deep",)),
    ("190 levels of changes", partial(BODY, nested(190, "del")), (READ,)),
    ("190 levels of controls", partial(BODY, f"<w:p>{'<w:sdt>' * 190}<w:t>x</w:t>{'</w:sdt>' * 190}</w:p>"), (READ,)),
    (
        "5,000 levels in a comment",
        partial(with_end, COMMENTS, "</w:comments>", nested(5_000, "ins")),
        ("import.too-deep",),
    ),
    ("100,000 comments", partial(with_end, COMMENTS, "</w:comments>", comments(100_000)), (READ, *HEAVY)),
    ("100,000 bookmarks and comments", partial(BODY, bookmarks(100_000)), (READ, *HEAVY)),
    (
        "a cell over a milliard columns",
        partial(
            BODY, '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        ),
        (READ,),
    ),
    (
        "a row after a milliard columns",
        partial(BODY, '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr></w:tr></w:tbl>'),
        (READ,),
    ),
    (
        "numbers that are none",
        partial(BODY, '<w:p><w:bookmarkEnd w:id="x"/><w:commentRangeEnd/><w:moveFromRangeEnd/></w:p>'),
        (READ,),
    ),
    ("text outside of paragraphs", partial(BODY, "<w:r><w:t>x</w:t></w:r><w:fldChar w:fldCharType='end'/>"), (READ,)),
    ("a part of comments that is something else", lambda parts, _: parts.update({COMMENTS: b"<a/>"}), (READ,)),
    ("no comments though some are named", lambda parts, _: parts.pop(COMMENTS) and None, (READ,)),
)
"""What our own readers might stumble over."""


def hostile() -> list[tuple[str, Callable[[], bytes], tuple[str, ...]]]:
    def edited(edit: Edit) -> bytes:
        return repacked(commented(), lambda parts: edit(parts, NOWHERE))

    found = [(name, partial(edited, edit), outcomes) for name, edit, outcomes in (*edits("docx"), *WORD_EDITS, *OWN)]
    found += [
        (name, partial(lambda change: change(commented()), change), outcomes)
        for name, change, outcomes in files("docx")
        # How large a file may be is asked before it is read.
        if "import.too-large" not in outcomes
    ]
    return found


HOSTILE = hostile()
COUNT = cases(len(HOSTILE))


@pytest.mark.parametrize("number", range(COUNT))
def test_a_hostile_file_does_no_harm(number: int) -> None:
    name, make, outcomes = fresh_random().choice(HOSTILE[number::COUNT])
    print(name)  # noqa: T201
    content, outcome, start = make(), READ, time.process_time() + children()
    try:
        found = read_word(content, None)
    except UnreadableError as error:
        outcome = error.code
        assert {f"check.{outcome}", f"check.{outcome}.remedy"} <= set(sources())
    else:
        assert [row.values["text"] for row in found.rows if row.values.get("quoted") == "PFOS"] == [
            "Why?\n\nReply of 8 October 2018:\nSo."
        ] or "comments" in name
    assert outcome in outcomes
    assert time.process_time() + children() - start < 10


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
