"""A chapter's file is its front matter, fenced by ``---``, and its body."""

import re
from dataclasses import dataclass

from living_guidance.load.records import read_record
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.corpus import Located, Source
from living_guidance.model.issue import Issue, Location
from living_guidance.model.records import ChapterMatter

_FENCE = re.compile(r"---[ \t]*")
_CLOSE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The two parts of a chapter's file."""

    matter: str
    """The YAML between the fences; its first line is the file's second."""
    body: str
    body_line: int
    """The line of the file on which the body begins, from one."""


def split_sheet(text: str, path: str) -> tuple[Sheet | None, tuple[Issue, ...]]:
    """The parts of a chapter's text, or why it cannot be taken apart."""
    first, _, rest = text.partition("\n")
    if not _FENCE.fullmatch(first):
        words = {"found": first.strip()[:60]}
        return None, (Issue("front.missing", Location(path, 1, 1), words=words),)
    close = _CLOSE.search(rest)
    if not close:
        return None, (Issue("front.unclosed", Location(path, 1, 1)),)
    matter = rest[: close.start()]
    body_line = 3 + matter.count("\n")
    return Sheet(matter, rest[close.end() + 1 :], body_line), ()


def read_matter(sheet: Sheet, path: str) -> tuple[Located[ChapterMatter] | None, tuple[Issue, ...]]:
    """The record that the front matter holds, and everything that is wrong with it."""
    parsed = parse_yaml(sheet.matter, path, first_line=2)
    if parsed.value is None and not parsed.issues:
        return None, (Issue("front.empty", Location(path, 1, 1)),)
    located, issues = read_record(ChapterMatter, parsed.value, Source(path, parsed.positions), parsed)
    return located, (*parsed.issues, *issues)
