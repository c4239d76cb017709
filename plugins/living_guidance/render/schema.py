"""JSON Schemas of everything that authors write in YAML, so that editors complete and check it while they type."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from living_guidance.model import comments, records, release, rounds, submissions, vocabulary
from living_guidance.model.comments import AnswerFile
from living_guidance.model.corpus import REGISTERS
from living_guidance.model.records import Answers, ChangeRecord, ChapterMatter, DocumentRecord
from living_guidance.model.release import ReleasePlan
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.submissions import Submission

_DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that the common YAML language server understands in full."""
_FILES: dict[str, type[BaseModel]] = {
    "chapter": ChapterMatter,
    "document": DocumentRecord,
    "change": ChangeRecord,
    "round": RoundRecord,
    "identity": Answers,
    "answers": AnswerFile,
    "submission": Submission,
    "release": ReleasePlan,
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by name: ``chapter`` (front matter), those of a document's and a round's files, and each register."""
    described = _docstrings()
    found = {name: _schema(model, described) for name, model in _FILES.items()}
    for name, model in REGISTERS.items():
        entry = _schema(model, described)
        definitions = entry.pop("$defs", {})
        definitions[model.__name__] = {key: value for key, value in entry.items() if key != "$schema"}
        found[name] = {
            "$schema": _DIALECT,
            "title": name,
            "type": "array",
            "items": {"$ref": f"#/$defs/{model.__name__}"},
            "$defs": definitions,
        }
    return found


def _schema(model: type[BaseModel], described: dict[str, dict[str, str]]) -> dict[str, Any]:
    schema = model.model_json_schema(by_alias=True)
    for name, definition in [(model.__name__, schema), *schema.get("$defs", {}).items()]:
        for key, field in definition.get("properties", {}).items():
            _loosen(field)
            if text := described.get(name, {}).get(key):
                field["description"] = text
        if "enum" in definition:
            _describe_words(definition, described.get(name, {}))
    return {"$schema": _DIALECT, **schema}


def _loosen(field: dict[str, Any]) -> None:
    """Let editors accept what our reader keeps as written: ``version: 2.1`` is a number to them."""
    if field.get("type") == "string" and field.get("pattern", "").startswith("^(0|[1-9]"):
        field["type"] = ["string", "number"]


def _describe_words(definition: dict[str, Any], described: dict[str, str]) -> None:
    lines = [f"{word}: {described[word]}" for word in definition["enum"] if word in described]
    if lines:
        definition["description"] = "\n".join([definition.get("description", ""), *lines]).strip()
        definition["enumDescriptions"] = [described.get(word, "") for word in definition["enum"]]


def _docstrings() -> dict[str, dict[str, str]]:
    """What stands beneath each field and each member of the model's classes, by class and by key or word."""
    found: dict[str, dict[str, str]] = {}
    for module in (comments, records, release, rounds, submissions, vocabulary):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = dict(_described(node))
    return found


def _described(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for statement, below in pairwise(node.body):
        match below:
            case ast.Expr(value=ast.Constant(value=str(words))):
                text = inspect.cleandoc(words).replace("``", "`")
            case _:
                continue
        match statement:
            case ast.AnnAssign(target=ast.Name(id=key)):
                yield key, text
            case ast.Assign(value=ast.Constant(value=word)):
                yield str(word), text
