"""What cannot be carried from language to language, or would be shown otherwise than it was meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a text, by the code of its message."""

    code: str
    line: int = 0
    """The line of the body, from zero."""
    column: int = 1
    """The column in that line, from one."""
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the message fills in."""


def shorten(text: str) -> str:
    """As much of a text as a message shows."""
    return text if len(text) <= 40 else f"{text[:39]}…"
