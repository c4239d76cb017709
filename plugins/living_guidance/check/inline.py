"""What the checks look at inside a paragraph: where its links lead, and what remains when mark-up is masked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from living_guidance.text.inline import AUTOLINK, CODE_SPAN, FOOTNOTE, LINK, without_code
from living_guidance.text.lint import LONGEST_LINE, MOST_MARKS

MASK = "\x01"
"""Stands for each character of mark-up, so that places stay the same."""

_TARGET = re.compile(r"\]\([^\n]*?\)")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}\n]*\}")
_URL = re.compile(r"\bhttps?://[^\s<>()（）。，；]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image: where it leads, and where that is written."""

    target: str
    at: int
    is_image: bool = False


def find_links(text: str) -> Iterator[Link]:
    """The links and images of a text, those inside code left out."""
    if ("](" not in text and "<" not in text) or not is_sane(text):
        return
    text = without_code(text)
    for match in LINK.finditer(text):
        yield Link(match["target"].strip("<>"), match.start("target"), bool(match["image"]))
        # An image may be what a link is put on.
        for inner in LINK.finditer(match["label"]):
            yield Link(inner["target"].strip("<>"), match.start("label") + inner.start("target"), bool(inner["image"]))
    for match in AUTOLINK.finditer(LINK.sub(_mask, text)):
        yield Link(match[0].strip("<>"), match.start() + 1)


def prose(text: str) -> str:
    """The text with everything masked that is not prose: code, targets, addresses, references, attributes."""
    if not is_sane(text):
        return MASK * len(text)
    for sign, pattern in (
        ("`", CODE_SPAN),
        ("](", _TARGET),
        ("[^", FOOTNOTE),
        ("://", _URL),
        ("<", AUTOLINK),
        ("{", _ATTRIBUTES),
    ):
        if sign in text:
            text = pattern.sub(_mask, text)
    return text


def is_sane(text: str) -> bool:
    """Whether a text may be searched for marks: the others have an issue already, and take time with their square."""
    return len(text) <= LONGEST_LINE and all(text.count(mark) <= MOST_MARKS for mark in "`[(<{")


def _mask(match: re.Match[str]) -> str:
    return "".join(char if char == "\n" else MASK for char in match[0])
