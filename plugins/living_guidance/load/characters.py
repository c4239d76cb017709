"""Characters that deceive: they steer, hide, imitate, or are the traces of an accident.

Clean text in Chinese and English, with its units and symbols, raises nothing; neither does Greek in chemistry
(α-HCH), nor do the joiners that Persian and the Indian scripts need.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from living_guidance.load.homoglyphs import find_homoglyphs, is_foreign
from living_guidance.model.issue import Issue, Location

MOST = 100
"""The most issues about characters that one file gives; a file with more is broken as a whole."""

_ORDINARY = bytes([ord("\n"), ord("\t"), *range(ord(" "), ord("~") + 1)])
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MARKS = frozenset("\u200e\u200f\u061c")
_JOINERS = frozenset("\u200c\u200d")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_BREAKS = frozenset("\x85\u2028\u2029")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?= |$)|^={7}$", re.MULTILINE)


def find_characters(text: str, path: str) -> Iterator[Issue]:
    """The deceptive characters and the traces of an unfinished merge in a file's text, in bounded number."""
    found = [*_conflicts(text, path)]
    # A text has few different characters beyond ASCII: looking at each once spares looking at all of them.
    distinct = set(text.encode("utf-8", "surrogatepass").translate(None, _ORDINARY).decode("utf-8", "surrogatepass"))
    suspects = "".join(sorted(filter(_kind, distinct)))
    if suspects:
        found += islice(_suspects(text, path, suspects), MOST)
    if any(map(is_foreign, distinct)):
        found += islice(find_homoglyphs(text, path), MOST)
    yield from found


def _conflicts(text: str, path: str) -> Iterator[Issue]:
    # A line of seven equals signs alone also underlines a heading.
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    for match in islice(_CONFLICT.finditer(text), MOST):
        yield Issue("file.conflict-marker", _place(text, path, match.start()), words={"marker": match[0]})


def _suspects(text: str, path: str, suspects: str) -> Iterator[Issue]:
    end, is_right_to_left = -1, False
    for match in re.finditer(f"[{re.escape(suspects)}]", text):
        char = match[0]
        if char in _MARKS:
            if match.start() > end:
                start = text.rfind("\n", 0, match.start()) + 1
                # Where no line end follows, the place -1 becomes that of the text's end.
                end = text.find("\n", match.start()) % (len(text) + 1)
                is_right_to_left = _is_right_to_left(text[start:end])
            if is_right_to_left:
                continue
        elif _is_needed(text, match.start()):
            continue
        words = {"code": f"U+{ord(char):04X}", "name": unicodedata.name(char, "–")}
        yield Issue(f"char.{_kind(char)}", _place(text, path, match.start()), words=words)


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    """What is suspicious about a character; nothing for nearly all of them."""
    category = unicodedata.category(char)
    if char in "\n\t":
        kind = ""
    elif char == "\ufffd":
        kind = "replacement"
    elif char in _BIDI or char in _MARKS:
        kind = "bidi"
    elif category == "Co":
        kind = "private-use"
    elif category in {"Cc", "Cn", "Cs"} or char in _BREAKS:
        kind = "control"
    elif category == "Cf" or char in _FILLERS or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        kind = "invisible"
    else:
        kind = ""
    return kind


def _is_needed(text: str, at: int) -> bool:
    """Whether a format character does honest work where it stands."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char in _JOINERS:
        return _joins(before) and _joins(after)
    if "\ufe00" <= char <= "\ufe0f":
        return bool(before) and unicodedata.category(before) in {"So", "Sm", "Po", "Nd"}
    if "\U000e0100" <= char <= "\U000e01ef":
        return bool(before) and unicodedata.name(before, "").startswith("CJK")
    # Arabic has visible signs of this category, for numbers and the end of a verse.
    return "\u0600" <= char <= "\u0605" or char == "\u06dd"


def _is_right_to_left(line: str) -> bool:
    """Whether a line holds letters of a script that is written from right to left."""
    return any(unicodedata.bidirectional(char) in {"R", "AL"} for char in set(line) - _MARKS)


def _joins(char: str) -> bool:
    """Whether a script, or an emoji, uses joiners next to this character."""
    if not char:
        return False
    name = unicodedata.name(char, "")
    return (
        char in "\ufe0f"
        or unicodedata.category(char) == "So"
        or name.startswith(
            ("ARABIC", "DEVANAGARI", "BENGALI", "MALAYALAM", "KANNADA", "SINHALA", "TELUGU", "MONGOLIAN")
        )
    )


def _place(text: str, path: str, at: int) -> Location:
    return Location(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
