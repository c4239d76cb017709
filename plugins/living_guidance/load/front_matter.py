"""A chapter's file is its front matter, fenced by ``---``, and its body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from living_guidance.load.records import read_record
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.corpus import Located, Source
from living_guidance.model.issue import Issue, Location
from living_guidance.model.records import ChapterMatter

_FENCE = re.compile(r"---[ \t]*")
_CLOSE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The two parts of a chapter's file."""

    matter: str
    """The YAML between the fences; its first line is the file's second."""
    body: str
    body_line: int
    """The line of the file on which the body begins, from one."""


def split_parts(text: str, path: str) -> tuple[Parts | None, tuple[Issue, ...]]:
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
    return Parts(matter, rest[close.end() + 1 :], body_line), ()


@dataclass(frozen=True, slots=True)
class Matter:
    """The front matter of a chapter, as far as it can be used."""

    located: Located[ChapterMatter]
    issues: tuple[Issue, ...]
    doubted: frozenset[str]
    """The keys whose values are stand-ins, because what is written there is missing or wrong."""


def read_matter(parts: Parts, path: str, document: str, chapter: str) -> Matter:
    """The record that the front matter holds, and everything that is wrong with it.

    Faults leave stand-ins, so that the rest of the chapter is checked in the same run.
    """
    parsed = parse_yaml(parts.matter, path, first_line=2)
    source = Source(path, parsed.positions)
    if parsed.value is None and not parsed.issues:
        issues: tuple[Issue, ...] = (Issue("front.empty", Location(path, 1, 1)),)
    else:
        located, issues = read_record(ChapterMatter, parsed.value, source, parsed)
        issues = (*parsed.issues, *issues)
        if located:
            return Matter(located, issues, frozenset())
    record, doubted = _salvage(parsed.value, {"id": chapter, "document": document, "title": chapter})
    return Matter(Located(record, source), issues, doubted)


_STAND_INS: Mapping[str, Any] = {
    "chemicals": ["unknown"],
    "task_team": "unknown",
    "language": "und",
    "version": "0.1",
    "status": "draft",
    "date": "2000-01-01",
}


def _salvage(value: Any, names: Mapping[str, str]) -> tuple[ChapterMatter, frozenset[str]]:
    """The front matter with stand-ins for what cannot be used, and the keys they stand under."""
    stand_ins = {**_STAND_INS, **names}
    given = value if isinstance(value, dict) else {}
    usable = {key: item for key, item in given.items() if key in ChapterMatter.model_fields}
    while True:
        try:
            return ChapterMatter.model_validate(stand_ins | usable), frozenset(ChapterMatter.model_fields) - set(usable)
        except ValidationError as error:
            # One key may be named several times, once for each wrong item of a list.
            faulty = {str(detail["loc"][0]) for detail in error.errors()}
        if not faulty & usable.keys():
            # What is left is the name of the file or folder, which is no id.
            stand_ins |= dict.fromkeys(faulty, "unknown")
        usable = {key: item for key, item in usable.items() if key not in faulty}
