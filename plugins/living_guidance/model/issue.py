"""What a check says: a value that names the place, the fault and its particulars, but holds no words.

The words, in every language of the interface, are in the ``checks`` catalogue under the issue's code and
``<code>.remedy``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How much an issue weighs: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the project; lines and columns count from one, zero means the whole file."""

    path: str
    """Relative to the project root, with forward slashes."""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{max(1, self.column)}" if self.line else self.path

    def down(self, lines: int, column: int = 1) -> Self:
        """The place so many lines further down."""
        return type(self)(self.path, self.line + lines, column)


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to mend."""

    code: str
    """The key of its message, for example ``matter.unknown-key``."""
    where: Location
    severity: Severity = Severity.ERROR
    words: Mapping[str, str] = field(default_factory=dict)
    """What the message fills in: the key, what was found, what was expected."""
