"""The comments in the margin of a Word file, each with its replies."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from living_guidance.exchange.comments.docx_file import parts_of
from living_guidance.exchange.comments.docx_lines import lines_of
from living_guidance.exchange.word import W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(slots=True)
class MarginComment:
    """A comment as its author wrote it."""

    id: str
    author: str
    date: str
    """The day, if it says one."""
    text: str
    replies: list["MarginComment"] = field(default_factory=list)


def read_comments(archive: ZipFile) -> list[MarginComment]:
    """The comments of a file in the order in which it lists them; those that reply to one are with it."""
    elements = [one for part in parts_of(archive, "comments") for one in part.iterchildren(f"{W}comment")]
    found = [_comment(element) for element in elements]
    owners = {
        paragraph.get(f"{_W14}paraId"): comment
        for element, comment in zip(elements, found, strict=True)
        for paragraph in element.iter(f"{W}p")
    }
    parents = {
        id(owners[reply]): owners[other] for reply, other in _replies(archive) if {reply, other} <= owners.keys()
    }
    return [one for one in found if _thread(one, parents) is one]


def _replies(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """The paragraphs of comments that reply, each with the one that it replies to."""
    for part in parts_of(archive, "commentsExtended"):
        for one in part.iterchildren(f"{_W15}commentEx"):
            yield one.get(f"{_W15}paraId", ""), one.get(f"{_W15}paraIdParent", "")


def _thread(comment: MarginComment, parents: Mapping[int, MarginComment]) -> MarginComment:
    """The comment that a thread begins with; a reply is put with it."""
    first, seen = comment, {id(comment)}
    while (parent := parents.get(id(first))) and id(parent) not in seen:
        first = parent
        seen.add(id(first))
    # Comments that reply to each other in a circle stand alone.
    if parents.get(id(first)):
        return comment
    if first is not comment:
        first.replies.append(comment)
    return first


def _comment(element: etree._Element) -> MarginComment:
    author = element.get(f"{W}author", "").strip()
    day = _DATE.match(element.get(f"{W}date", ""))
    return MarginComment(element.get(f"{W}id", ""), author, day[0] if day else "", lines_of(element))
