"""What a Word file for review remembers of itself, and how its bookmarks name the paragraphs.

A paragraph's bookmark is ``p_`` and its id, in which underscores stand for hyphens; of an id too long for that, pieces
of it stand in several bookmarks. The facts stand twice: in custom properties, which some programs drop, and in hidden
bookmarks, which some people delete.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from string import ascii_lowercase

from living_guidance.model.naming import ID_FORM

_LONGEST = 40
"""The most characters of a bookmark's name in Word; letters, digits and underscores only."""
_PREFIX = "guidance."
_FORMAT = "review/1"
_PART = re.compile(r"q_(?P<number>[0-9]+)(?P<letter>[a-z])_(?P<piece>.+)")
_FACT = re.compile(r"_lg_(?P<letter>[a-z])_(?P<piece>.+)")
_BETWEEN = "__"
"""Parts the facts; no id has two hyphens in a row."""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Which text a file for review holds; what is not known is empty."""

    round: str = ""
    draft: str = ""
    """The id of the snapshot; empty for the working text."""
    document: str = ""
    chapter: str = ""
    language: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the file is one of ours."""
        return bool(self.document and self.chapter and self.language)

    def properties(self) -> dict[str, str]:
        """The facts as custom properties of a file."""
        named = {f"{_PREFIX}{name}": getattr(self, name) for name in self.__dataclass_fields__}
        return {f"{_PREFIX}format": _FORMAT} | named

    def bookmarks(self) -> list[str]:
        """The facts as names of hidden bookmarks."""
        return _cut("_lg_", _written(_BETWEEN.join(astuple(self))))


def read_facts(properties: Mapping[str, str], bookmarks: Iterable[str]) -> ReviewFacts:
    """The facts of a file, from whichever of the two places still has them."""
    if properties.get(f"{_PREFIX}format") == _FORMAT:
        found = ReviewFacts(*(properties.get(f"{_PREFIX}{name}", "") for name in ReviewFacts.__dataclass_fields__))
        if found.is_known and _are_ids(astuple(found)):
            return found
    pieces = {match["letter"]: match["piece"] for name in bookmarks if (match := _FACT.fullmatch(name))}
    values = [_read(part) for part in "".join(pieces[letter] for letter in sorted(pieces)).split(_BETWEEN)]
    if len(values) == len(ReviewFacts.__dataclass_fields__) and _are_ids(values):
        return ReviewFacts(*values)
    return ReviewFacts()


def bookmark_names(name: str, number: int) -> list[str]:
    """The bookmarks of a paragraph: one, or where its id is too long several that carry a number."""
    whole = f"p_{_written(name)}"
    return [whole] if len(whole) <= _LONGEST else _cut(f"q_{number}", _written(name))


def read_names(bookmarks: Iterable[str]) -> dict[str, str]:
    """The ids of paragraphs by the bookmarks that name them; of several, by the first."""
    found: dict[str, str] = {}
    parts: dict[str, dict[str, tuple[str, str]]] = {}
    for name in bookmarks:
        if name.startswith("p_"):
            found[name] = _read(name[2:])
        elif match := _PART.fullmatch(name):
            parts.setdefault(match["number"], {})[match["letter"]] = (name, match["piece"])
    for pieces in parts.values():
        if "a" in pieces:
            found[pieces["a"][0]] = _read("".join(pieces[letter][1] for letter in sorted(pieces)))
    return {name: one for name, one in found.items() if ID_FORM.fullmatch(one)}


def _written(text: str) -> str:
    return text.replace("-", "_")


def _read(text: str) -> str:
    return text.lower().replace("_", "-")


def _are_ids(values: Iterable[str]) -> bool:
    return all(not value or ID_FORM.fullmatch(value) for value in values)


def _cut(prefix: str, text: str) -> list[str]:
    """Names of bookmarks that hold a text in pieces, lettered in their order."""
    room = _LONGEST - len(prefix) - len("a_")
    starts = zip(ascii_lowercase, range(0, len(text), room), strict=False)
    return [f"{prefix}{letter}_{text[start : start + room]}" for letter, start in starts]
