"""Where a comment points, written in one cell as people write it: "page 12, lines 4–7", "Table 1", "第12页第4–7行"."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from living_guidance.exchange.comments.columns import word_of
from living_guidance.exchange.comments.rows import COLUMNS, Row

_TO = r"\s*(?:-|–|—|~|～|to|至|到)\s*(?:第\s*)?"
_PAGE = r"(?:(?:pages?|pp?)\s*\.?\s*(\d{1,5})|第?\s*(\d{1,5})\s*页)"
_LINES = rf"(?:(?:lines?|ll?)\s*\.?\s*(\d{{1,5}}(?:{_TO}\d{{1,5}})?)|第?\s*(\d{{1,5}}(?:{_TO}\d{{1,5}})?)\s*行)"
_WORDED = re.compile(rf"\s*(?:{_PAGE})?\s*[,;，；、:：/]?\s*(?:{_LINES})?\s*", re.IGNORECASE)
_SHORT = re.compile(rf"\s*(\d{{1,5}})\s*[:：]\s*(\d{{1,5}}(?:{_TO}\d{{1,5}})?)\s*")
_RANGE = re.compile(rf"(\d+){_TO}(\d+)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*(?:para(?:graph)?s?\s*\.?|¶|第)?\s*(\d{1,4})\s*段?\s*", re.IGNORECASE)

_LONGEST = 80
"""Of a place; what is longer is no place, and might take the patterns for ever."""
_PROSE = frozenset({"text", "proposed", "rationale", "references", "quoted", "section"})
MOST = 2_000
"""The most characters of what is no prose: names, numbers, words of vocabularies."""


class Place(NamedTuple):
    """A page, and lines as ``4`` or ``4–7``; either may be missing."""

    page: str
    line: str


def split_place(text: str, *, is_short: bool = False) -> Place | None:
    """The page and lines that a cell says and nothing beside; ``is_short`` lets pass ``12:4–7``, too."""
    if len(text) > _LONGEST:
        return None
    if is_short and (match := _SHORT.fullmatch(text)):
        return Place(match[1], line_range(match[2]))
    match = _WORDED.fullmatch(text)
    page, line = (match[1] or match[2] or "", match[3] or match[4] or "") if match else ("", "")
    return Place(page, line_range(line)) if page or line else None


def line_range(text: str) -> str:
    """Lines as ``4–7``, however the two numbers are joined; any other text as it is."""
    match = _RANGE.fullmatch(text) if len(text) <= _LONGEST else None
    return f"{match[1]}–{match[2]}" if match else text


def paragraph_number(text: str) -> str:
    """The number of a paragraph, where a cell says that and nothing beside; else nothing."""
    match = _PARAGRAPH.fullmatch(text) if len(text) <= _LONGEST else None
    return match[1] if match else ""


_OF_LINES = ("place", "page", "line")
"""The columns of which a page with its lines may be all that is said; elsewhere both must be there to be sure."""


def make_row(number: int, given: Mapping[str, str], fault: str = "") -> Row:
    """The row of a comment, in our columns; one with a whole text where a word belongs is a fault."""
    values = in_our_columns(given)
    if any(len(text) > MOST for name, text in values.items() if name not in _PROSE):
        fault = fault or "form.cell-too-long"
    return Row(number, values, fault)


def in_our_columns(given: Mapping[str, str]) -> dict[str, str]:
    """What a row says, in our columns alone and in the vocabularies' own words."""
    values = dict(given)
    for name in (*_OF_LINES, "section", "paragraph"):
        _split(values, name)
    _span_pages(values)
    _name_part(values)
    names = [values.pop(name) for name in ("given_name", "family_name") if name in values]
    if names:
        values.setdefault("person", " ".join(names))
    if place := values.pop("place", ""):
        _add(values, "section", place)
    if "line" in values:
        values["line"] = line_range(values["line"])
    return {name: word_of(name, values[name]) for name in COLUMNS if values.get(name)}


def _split(values: dict[str, str], name: str) -> None:
    """Divide a cell that says page and lines, unless one of these has been said in its own column."""
    place = split_place(values.get(name, ""), is_short=name in _OF_LINES)
    if place is None or (name not in _OF_LINES and not all(place)):
        return
    parts = {key: part for key, part in place._asdict().items() if part}
    if all(key == name or key not in values for key in parts):
        del values[name]
        values |= parts


def _span_pages(values: dict[str, str]) -> None:
    """Join what says from where to where; a zero stands for the whole."""
    if not {"page_to", "line_to"} & values.keys():
        return
    ends = {name: values.pop(name, "") for name in ("page", "line", "page_to", "line_to")}
    page, line, page_to, line_to = (("" if text.strip("0") == "" else text) for text in ends.values())
    if page_to not in ("", page):
        _add(values, "section", f"{page}:{line}–{page_to}:{line_to}")
    elif line and line_to not in ("", line):
        line = f"{line}–{line_to}"
    values |= {"page": page, "line": line}


def _name_part(values: dict[str, str]) -> None:
    """Tell the number of a paragraph from that of a table or a figure."""
    part = values.pop("part", "")
    if (number := paragraph_number(part)) and "paragraph" not in values:
        values["paragraph"] = number
    elif part:
        _add(values, "section" if "element" in values else "element", part)


def _add(values: dict[str, str], name: str, text: str) -> None:
    values[name] = f"{values[name]} {text}" if values.get(name) else text
