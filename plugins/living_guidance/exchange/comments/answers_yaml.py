"""Write answers into the files of a round; what people wrote around them stays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import FoldedScalarString

from living_guidance.model.comments import Answer, Comment
from living_guidance.model.corpus import RoundComments

_LONG = 80
"""From how many characters on a text without line breaks is folded."""
_SHOWN = 70


def answer_file(comment: Comment) -> PurePosixPath:
    """Where the answer to a comment stands, relative to the project."""
    return PurePosixPath(f"guidance/rounds/{comment.round}/answers/{comment.key}.yml")


def write_answers(root: Path, found: RoundComments, answers: Mapping[str, Answer]) -> dict[PurePosixPath, str]:
    """The texts of the files in which these answers stand, with them in their places."""
    files: dict[PurePosixPath, list[str]] = defaultdict(list)
    for name in answers:
        source = found.answer_sources.get(name)
        path = PurePosixPath(source.path) if source else answer_file(found.comments[name])
        files[path].append(name)
    return {path: _text(root / path, names, found, answers) for path, names in files.items()}


def _text(path: Path, names: Iterable[str], found: RoundComments, answers: Mapping[str, Answer]) -> str:
    yaml = YAML()
    yaml.width = 110
    yaml.allow_unicode = True
    content: Any = yaml.load(path.read_text(encoding="utf-8")) if path.exists() else None
    if content is None:
        content = CommentedMap()
    for name in names:
        is_new = name not in content
        content[name] = _plain(answers[name])
        if is_new:
            content.yaml_set_comment_before_after_key(name, before=_heading(name, found))
    text = StringIO()
    yaml.dump(content, text)
    return text.getvalue()


def _heading(name: str, found: RoundComments) -> str:
    """What people recognise a comment by."""
    comment = found.comments[name]
    number = found.numbers[name].number if name in found.numbers else "–"
    senders = ", ".join(one.name or f"{one.category} {one.person}" for one in comment.submitters)
    words = " ".join((comment.text or comment.proposed or comment.rationale).split())
    return f"{number} · {senders} · {words[:_SHOWN]}{'…' if len(words) > _SHOWN else ''}"


def _plain(answer: Answer) -> CommentedMap:
    values = CommentedMap(answer.model_dump(mode="json", exclude_none=True, exclude_defaults=True))
    if "response" in values:
        values["response"] = CommentedMap(
            {code: _folded(text) for code, text in values["response"].items()},
        )
    return values


def _folded(text: str) -> str:
    return FoldedScalarString(text) if len(text) > _LONG and "\n" not in text else text
