"""How ids and keys are written in messages, and which known one a stranger resembles."""

import re
from collections.abc import Iterable

_LIKE = 60
"""From which likeness on, in a hundred, a further word is worth offering."""


def key_name(keys: tuple[str | int, ...]) -> str:
    """A key as people write it: ``listings[2].annex``; items are counted from one."""
    name = ""
    for key in keys:
        name += f"[{key + 1}]" if isinstance(key, int) else f".{key}" if name else key
    return name


def nearest(word: str, known: Iterable[str]) -> str:
    """Up to three known words for people to choose from, the likeliest first; a dash where nothing is known."""
    # Most runs have nothing to look for, and the import takes longer than reading a chapter.
    from rapidfuzz import fuzz, process

    found = process.extract(word, sorted(set(known)), scorer=fuzz.ratio, limit=3)
    return ", ".join(name for name, likeness, _ in found if likeness >= _LIKE or name == found[0][0]) or "–"


def slug(text: str) -> str:
    """The id that looks most like a text."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64].rstrip("-") or "name"
