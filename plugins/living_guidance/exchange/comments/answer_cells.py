"""An answer as the cells of a sheet: out, and in again with what is wrong in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from pydantic import ValidationError

from living_guidance.exchange.comments.meanings import meaning
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.model.comments import Answer
from living_guidance.model.vocabulary import CommentStatus, Disposition, Reason, Reply
from living_guidance.render.messages import Messages

VOCABULARIES = {
    "status": (CommentStatus, "comment-status"),
    "disposition": (Disposition, "disposition"),
    "reason": (Reason, "reason"),
    "reply": (Reply, "reply"),
}
"""The cells whose words are from a vocabulary."""
_LISTS = frozenset({"supports", "changed"})
_COMMENTS = frozenset({"duplicate_of", "supports"})
"""The cells that name other comments, for people by their numbers."""
_BETWEEN = re.compile(r"[\s,;，；、]+")


def answer_columns(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that a team fills in; a response has one a language."""
    responses = tuple(f"response.{code}" for code in languages)
    more = ("decided_on", "duplicate_of", "supports", "changed", "resolved_in", "paragraph", "team", "status", "reply")
    return ("disposition", "reason", *responses, *more)


def answer_cells(
    answer: Answer, languages: tuple[str, ...], numbers: Mapping[str, int], say: Messages
) -> dict[str, str]:
    """An answer in words, by column; comments are named by their numbers."""
    values: dict[str, object] = answer.model_dump(mode="json", exclude_none=True)
    cells = dict.fromkeys(answer_columns(languages), "")
    for code in languages:
        cells[f"response.{code}"] = (answer.response.get(code) if answer.response else None) or ""
    for name in cells:
        value = values.get(name)
        if value is None or value == []:
            continue
        if name in VOCABULARIES:
            cells[name] = say(f"{VOCABULARIES[name][1]}.{value}")
        elif name in _COMMENTS:
            named = [str(one) for one in (value if isinstance(value, list) else [value])]
            cells[name] = ", ".join(str(numbers.get(one, one)) for one in named)
        else:
            cells[name] = ", ".join(value) if isinstance(value, list) else str(value)
    return cells


def digest_cells(answer: Answer) -> str:
    """The digest by which it is seen that an answer was changed meanwhile."""
    return sha256(answer.model_dump_json(exclude_none=True, exclude_defaults=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Read:
    """The answer in the cells of a row."""

    answer: Answer | None
    """None where a cell says what cannot be."""
    remarks: tuple[Remark, ...] = ()


def read_cells(cells: Mapping[str, str], languages: tuple[str, ...], ids: Mapping[int, str], now: Answer) -> Read:
    """The answer that a row's cells make of the one that there is now; columns that the sheet lacks stay as they are.

    ``ids`` gives the comments by their numbers.
    """
    values: dict[str, object] = now.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    response = dict(values.get("response") or {})  # type: ignore[call-overload] # what pydantic dumps of Words
    remarks = []
    for name in answer_columns(languages):
        if name not in cells:
            continue
        text = cells[name].strip()
        if name.startswith("response."):
            code = name.partition(".")[2]
            response.pop(code, None)
            if text:
                response[code] = text
            continue
        values.pop(name, None)
        if not text:
            continue
        value, fault = _value(name, text, ids)
        if fault:
            remarks.append(fault)
        else:
            values[name] = value
    values.pop("response", None)
    if response:
        values["response"] = response
    if remarks:
        return Read(None, tuple(remarks))
    try:
        return Read(Answer.model_validate(values))
    except ValidationError as error:
        return Read(None, tuple(_fault(detail["loc"], str(detail["input"])) for detail in error.errors()))


def _value(name: str, text: str, ids: Mapping[int, str]) -> tuple[object, Remark | None]:
    if name in VOCABULARIES:
        vocabulary, prefix = VOCABULARIES[name]
        word = meaning(text, vocabulary, prefix)
        known = ", ".join(vocabulary)
        return word, None if word else Remark("answer-word", {"column": name, "found": text, "known": known})
    if name in _COMMENTS:
        named = [one.removeprefix("#") for one in _BETWEEN.split(text) if one]
        found = [ids.get(int(one), "") if one.isdigit() else one for one in named]
        if not all(found):
            return None, Remark("answer-number", {"column": name, "found": text})
        return (found if name in _LISTS else found[0]), None
    if name in _LISTS:
        return [one.rpartition("#")[2] for one in _BETWEEN.split(text) if one], None
    return text.partition(" ")[0] if name == "decided_on" else text, None


def _fault(place: tuple[int | str, ...], found: str) -> Remark:
    return Remark("answer-value", {"column": str(place[0]) if place else "", "found": found[:80]})


def changed_fields(old: Answer, new: Answer) -> Iterator[tuple[str, str, str]]:
    """The fields in which two answers differ, with what they say before and after."""
    before, after = (one.model_dump(mode="json", exclude_none=True, exclude_defaults=True) for one in (old, new))
    for name in Answer.model_fields:
        if before.get(name) != after.get(name):
            yield name, _shown(before.get(name)), _shown(after.get(name))


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return " / ".join(f"{code}: {text}" for code, text in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
