"""The comments of the rounds: what was written, the answers, and the running numbers.

What was written is kept as lines of JSON and never edited. A line whose id is not that of its words was edited: it
is an issue, for what people wrote is not ours to change.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from living_guidance.load.cache import Cache
from living_guidance.load.files import read_file
from living_guidance.load.json_lines import json_lines
from living_guidance.load.records import read_record
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.comments import Answer, AnswerFile, Comment, Numbered, content_id
from living_guidance.model.corpus import KeyPath, RoundComments, Source
from living_guidance.model.issue import Issue, Location

T = TypeVar("T")

MAX_BYTES = 64_000_000
"""The most that a file of comments may hold: thirty thousand of them have half of it."""
_MOST = 20
"""How many faulty lines one file is told of."""


@dataclass(slots=True)
class RoundFiles:
    """The files of a round's comments, each by its path."""

    comments: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    numbers: str | None = None


class _NumberLine(BaseModel):
    """A line of ``numbers.jsonl``."""

    number: int
    comment: str
    day: str
    ordinal: int = 1


def load_comments(root: Path, name: str, files: RoundFiles, issues: list[Issue], cache: Cache) -> RoundComments:
    """The comments of a round as far as they can be read; what is wrong with any is added to the issues."""
    comments: dict[str, Comment] = {}
    places: dict[str, Location] = {}
    for path in files.comments:
        for comment, where in _comments_of(root, path, name, issues):
            if comment.id in comments:
                words = {"id": comment.id, "other": f"{places[comment.id].path}:{places[comment.id].line}"}
                issues.append(Issue("comment.twice", where, words=words))
                continue
            comments[comment.id], places[comment.id] = comment, where
    issues += _edited(comments, places)
    answers: dict[str, Answer] = {}
    sources: dict[str, Source] = {}
    for path in files.answers:
        for key, answer, source in _answers_of(root, path, issues, cache):
            if key in answers:
                words = {"id": key, "other": sources[key].path}
                issues.append(Issue("comment.answered-twice", source.at(key), words=words))
                continue
            answers[key], sources[key] = answer, source
    numbers = _numbers_of(root, files.numbers, issues) if files.numbers else {}
    return RoundComments(comments, places, answers, sources, numbers)


def _comments_of(root: Path, path: str, name: str, issues: list[Issue]) -> Iterator[tuple[Comment, Location]]:
    for number, comment in _lines(root, path, TypeAdapter(Comment), issues):
        where = Location(path, number, 1)
        if comment.round != name:
            words = {"id": comment.id, "expected": f"guidance/rounds/{comment.round}/comments/"}
            issues.append(Issue("comment.elsewhere", where, words=words))
        yield comment, where


def _edited(comments: dict[str, Comment], places: dict[str, Location]) -> Iterator[Issue]:
    """The comments whose id is not that of their words."""
    words = {comment.id: comment.words for comment in comments.values()}
    equals = Counter(words.values())
    for name, own in words.items():
        # As comment_id has it, whose words are made once here. An ordinal may also be passed over, where it would have
        # been the id of another.
        ids = (content_id(comments[name].round, (*own, str(ordinal))) for ordinal in range(equals[own] + 2))
        if name not in ids:
            yield Issue("comment.edited", places[name], words={"id": name})


def _answers_of(root: Path, path: str, issues: list[Issue], cache: Cache) -> Iterator[tuple[str, Answer, Source]]:
    file = read_file(root, path)
    issues += file.issues
    if file.text is None or not file.text.strip():
        return
    digest = sha256(file.text.encode()).hexdigest()
    kept = cache.find("answers", digest)
    if kept:
        # To find where each word stands takes most of the reading, and only faults ask for it.
        source = Source(path, _Places(file.text, path))
        answers = AnswerFile.model_validate_json(kept)
    else:
        parsed = parse_yaml(file.text, path, is_long=True)
        issues += parsed.issues
        source = Source(path, parsed.positions)
        located, faults = read_record(AnswerFile, parsed.value, source, parsed)
        issues += faults
        if located is None:
            return
        answers = located.value
        if not parsed.issues:
            cache.keep(answers.model_dump_json(exclude_none=True), "answers", digest)
    for key, answer in answers.root.items():
        yield key, answer, source


@dataclass(frozen=True)
class _Places(Mapping[KeyPath, tuple[int, int]]):
    """Where everything stands in a file, found when somebody asks."""

    text: str
    path: str

    @cached_property
    def _found(self) -> Mapping[KeyPath, tuple[int, int]]:
        return parse_yaml(self.text, self.path, is_long=True).positions

    def __getitem__(self, keys: KeyPath) -> tuple[int, int]:
        return self._found[keys]

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _numbers_of(root: Path, path: str, issues: list[Issue]) -> dict[str, Numbered]:
    found: dict[str, Numbered] = {}
    taken: set[int] = set()
    for line, one in _lines(root, path, TypeAdapter(_NumberLine), issues):
        if one.comment in found or one.number in taken:
            words = {"number": str(one.number), "id": one.comment}
            issues.append(Issue("comment.number-twice", Location(path, line, 1), words=words))
            continue
        taken.add(one.number)
        found[one.comment] = Numbered(one.number, one.day, one.ordinal)
    return found


def _lines(root: Path, path: str, model: TypeAdapter[T], issues: list[Issue]) -> Iterator[tuple[int, T]]:
    """The values of a file of lines, with the number of each line; what is wrong with the first few others is told."""
    faults = 0
    for number, value in json_lines(root, path, model, MAX_BYTES, issues):
        if not isinstance(value, ValidationError):
            yield number, value
        elif (faults := faults + 1) <= _MOST:
            issues.append(Issue("comment.line", Location(path, number, 1), words={"reason": _reason(value)}))


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else first["msg"]


def comment_lines(comments: Iterable[Comment]) -> str:
    """The comments as the lines of a file, in the order of their ids; what says nothing is left out."""
    return "".join(f"{comment_line(one)}\n" for one in sorted(comments, key=lambda one: one.id))


def comment_line(comment: Comment) -> str:
    """A comment as a line of JSON; characters that cannot be seen are written by their numbers."""
    text = json.dumps(comment.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]


def number_lines(numbers: Mapping[str, Numbered]) -> str:
    """The running numbers as the lines of a file; that a compilation was the first of its day goes without saying."""
    lines = (
        {"number": one.number, "comment": name, "day": one.day} | ({"ordinal": one.ordinal} if one.ordinal > 1 else {})
        for name, one in sorted(numbers.items(), key=lambda item: item[1].number)
    )
    return "".join(f"{json.dumps(line)}\n" for line in lines)
