"""How ids and keys are written in messages, and which known one a stranger resembles."""

import math
import re
from collections.abc import Iterable

ID_FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What stands in addresses: lower-case letters, digits and single hyphens."""
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


def version_key(version: str) -> tuple[float, ...]:
    """What versions are compared by: ``2.1-draft.2`` comes before ``2.1-draft.3``, and both before ``2.1``."""
    number, _, draft = version.partition("-draft.")
    return (*map(int, number.split(".")), int(draft) if draft else math.inf)
