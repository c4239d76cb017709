"""What a part of a Word file says, with all that lies in it: changes, bookmarks, comments, the rows of tables."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Revision(NamedTuple):
    """Who put in or took out some words."""

    author: str
    move: str | None = None
    """The name of the move that it is one half of; None where it is none."""


@dataclass(slots=True, eq=False)
class Piece:
    """Words with one fate, or the end of a paragraph."""

    text: str
    paragraph: int
    inserted: Revision | None = None
    deleted: Revision | None = None
    is_end: bool = False


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table."""

    table: int
    """The ordinal of the table in the story, from zero."""
    inserted: Revision | None = None
    deleted: Revision | None = None
    cells: list[list[int]] = field(default_factory=list)
    """The paragraphs of each."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """A paragraph; the last of its pieces is its end."""

    container: int
    """The cell, box or note that it stands in: only within one can paragraphs be joined."""
    row: Row | None
    note: str = ""
    """The id of the footnote that it stands in."""
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a footnote, and what is done to it."""

    note: str
    paragraph: int
    inserted: Revision | None
    deleted: Revision | None


@dataclass(slots=True)
class Span:
    """A part of a story, from one piece to before another."""

    paragraph: int
    """The one in which it begins."""
    start: int
    end: int


@dataclass(slots=True)
class Story:
    """What a part of the file says, in the order of reading."""

    pieces: list[Piece] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    bookmarks: dict[str, Span] = field(default_factory=dict)
    """By name."""
    comments: dict[str, Span] = field(default_factory=dict)
    """By the id of the comment."""
    calls: list[Call] = field(default_factory=list)
    looks: int = 0
    """How many changes are of looks alone."""
