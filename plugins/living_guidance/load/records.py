"""Plain values become records; whatever does not fit becomes an issue at the place of its key."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from living_guidance.load.yaml import Parsed
from living_guidance.model.comments import BlockId, CommentId
from living_guidance.model.corpus import KeyPath, Located, Source
from living_guidance.model.issue import Issue
from living_guidance.model.naming import key_name, nearest, slug
from living_guidance.model.records import Id, Language, Line, Month, Sha256, Version
from living_guidance.model.submissions import FileName

R = TypeVar("R", bound=BaseModel)


def _pattern(alias: Any) -> str:
    return str(alias.__metadata__[0].pattern)


_FORMS: Mapping[str, str] = {
    _pattern(Id): "record.id-form",
    _pattern(BlockId): "record.id-form",
    _pattern(CommentId): "record.comment-id",
    _pattern(Language): "record.language-form",
    _pattern(Line): "record.one-line",
    _pattern(Month): "record.month-form",
    _pattern(Version): "record.version-form",
    _pattern(FileName): "record.file-name",
    _pattern(Sha256): "record.sha256",
}
_CODES: Mapping[str, str] = {
    "missing": "record.missing-key",
    "extra_forbidden": "record.unknown-key",
    "enum": "record.word",
    "string_type": "record.text",
    "string_too_short": "record.empty",
    "string_too_long": "record.long",
    "tuple_type": "record.list",
    "dict_type": "record.by-language",
    "mapping_type": "record.by-language",
    "model_type": "record.mapping",
    "model_attributes_type": "record.mapping",
    "too_short": "record.empty",
    "int_parsing": "record.number",
    "int_parsing_size": "record.number",
    "int_type": "record.number",
    "greater_than_equal": "record.number",
    "bool_parsing": "record.yes-no",
    "bool_type": "record.yes-no",
    "date_form": "record.date-form",
    "date_type": "record.date-form",
    "date_parsing": "record.date-none",
    "date_from_datetime_parsing": "record.date-none",
    "date_from_datetime_inexact": "record.date-form",
    "time_zone": "record.zone",
    "cas_form": "record.cas-form",
    "cas_check_digit": "record.cas-digit",
    "end_before_start": "record.end-before-start",
    "closes_before_opens": "record.closes-before-opens",
    "submitter_name": "record.submitter-name",
    "media_type": "record.media-type",
    "file_names": "record.file-names",
    "file_twice": "record.file-twice",
}
_PLACES: Mapping[str, KeyPath] = {
    "end_before_start": ("end",),
    "closes_before_opens": ("closes",),
    "media_type": ("media_type",),
    "file_names": ("files",),
    "file_twice": ("files",),
}
"""The key at fault, for errors that pydantic reports of a whole record."""
_SHOWN = 60


def read_record(
    model: type[R], value: Any, source: Source, parsed: Parsed
) -> tuple[Located[R] | None, tuple[Issue, ...]]:
    """The record that a plain value stands for, and every reason why it is none.

    ``parsed`` is the file's reading: faults it has already told are not told again as faults of the record.
    """
    if value is None and parsed.issues:
        return None, ()
    try:
        record = model.model_validate(value, by_alias=True, by_name=False)
    except ValidationError as error:
        issues = (_issue(model, value, detail, source) for detail in error.errors(include_url=False))
        return None, tuple(issue for issue in issues if issue and _is_new(issue, parsed))
    return (Located(record, source) if parsed.is_whole else None), ()


def _is_new(issue: Issue, parsed: Parsed) -> bool:
    lines = [told.where.line for told in parsed.issues]
    if issue.where.line in lines and issue.code != "record.missing-key":
        return False
    if parsed.is_whole:
        return True
    # After a fault of syntax nobody can say what is missing, nor what the last value should have been.
    last = max((line for line, _ in parsed.positions.values()), default=0)
    return issue.code != "record.missing-key" and issue.where.line < min(last, *lines)


def _issue(model: type[BaseModel], value: Any, detail: ErrorDetails, source: Source) -> Issue | None:
    """The issue that a validation error amounts to; None where it only repeats another."""
    kind, found = detail["type"], detail["input"]
    keys: KeyPath = tuple(key for key in detail["loc"] if key != "[key]")
    context = detail.get("ctx", {})
    code = _CODES.get(kind, "record.invalid")
    if kind == "string_pattern_mismatch":
        code = _FORMS.get(context["pattern"], "record.invalid")
    if kind == "too_short" and found:
        # Items that were refused do not count for pydantic; they have issues of their own.
        return None
    if kind in {"date_parsing", "date_from_datetime_parsing"} and not re.fullmatch(r"[0-9-]+", str(found)):
        code = "record.date-form"
    if keys and (found is None or (found == "" and kind != "missing")):
        code = "record.empty"
    where = source.at(*keys, *_PLACES.get(kind, ()))
    words = {"key": key_name(keys), "found": _shown(found), "message": detail["msg"]}
    words |= _particulars(code, model, keys, found, context)
    return Issue(code, where, words=words)


def _particulars(
    code: str, model: type[BaseModel], keys: KeyPath, found: Any, context: Mapping[str, Any]
) -> dict[str, str]:
    """What a message says beyond the key and what was found there."""
    words: dict[str, str] = {}
    if code == "record.unknown-key":
        known = tuple(_fields(_model_at(model, keys[:-1])))
        words = {"known": ", ".join(known), "nearest": nearest(str(keys[-1]), known)}
    elif code == "record.word":
        known = tuple(re.findall("'([^']*)'", context["expected"]))
        words = {"known": ", ".join(known), "nearest": nearest(str(found), known)}
    elif code == "record.id-form":
        words = {"proposal": slug(str(found))}
    elif code == "record.language-form":
        words = {"proposal": re.split("[-_]", str(found).strip().lower())[0] or "en"}
    elif code == "record.cas-digit":
        words = {"expected": context["expected"], "proposal": f"{str(found)[:-1]}{context['expected']}"}
    elif code == "record.file-twice":
        words = {"found": context["name"]}
    elif code == "record.long":
        words = {"limit": str(context["max_length"]), "length": str(len(str(found)))}
    return words


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        text = "{" + ", ".join(map(str, value)) + "}"
    elif isinstance(value, list):
        text = "[" + ", ".join(map(_shown, value)) + "]"
    else:
        text = "" if value is None else str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _fields(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _model_at(model: type[BaseModel], keys: KeyPath) -> type[BaseModel]:
    """The record type that stands at a path inside another."""
    for key in keys:
        for name, field in model.model_fields.items():
            if key in {name, field.alias}:
                model = next(_models(field.annotation), model)
    return model


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
