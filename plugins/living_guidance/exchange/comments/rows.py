"""What every reader of comments gives and every judge of them takes: the rows of a file, as they were written."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from living_guidance.exchange.comments.remarks import Remark
from living_guidance.model.vocabulary import Channel

COLUMNS = (
    "submitter",
    "category",
    "country",
    "person",
    "email",
    "document",
    "chapter",
    "section",
    "paragraph",
    "page",
    "line",
    "element",
    "quoted",
    "type",
    "text",
    "proposed",
    "rationale",
    "references",
    "language",
    "draft",
)
"""What a row may say.

``submitter`` names organisations, several with semicolons between them; ``person`` a natural person, who goes with
``email`` to the private store; ``paragraph`` is an id, an address that ends in one, or the number in the margin;
``line`` is ``4`` or ``4–7``; ``language`` is that of the text commented on.
"""

FORMER = frozenset({"date", "日期"})
"""What a column of earlier forms was called, which no comment has a place for."""

COMPILATION = "guidance-compilation"
"""What a compilation in Word is marked with: taken for comments it would bring every one of a round once more."""
COMPILED = "form.compilation"
"""The code of the reason why a compilation is not read as a form."""


@dataclass(frozen=True, slots=True)
class Row:
    """A comment as it stands in a file."""

    number: int
    """Of the row, as the program that shows the file counts; of margin comments the ordinal, from one."""
    values: Mapping[str, str]
    """By column; what is empty is left out."""
    fault: str = ""
    """The code of what makes the row useless, if anything does: it is listed, never dropped."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that came back, or anything else that holds comments."""

    channel: Channel
    layout: str
    """How it was recognised: ``official``, ``iso``, ``ippc``, ``ipcc``, ``margin``, ``mapped`` …"""
    rows: tuple[Row, ...]
    shared: Mapping[str, str] = field(default_factory=dict)
    """What the head of the form says for all rows; a row's own value comes before it."""
    round: str = ""
    """The round that the form was made for, if it says so."""
    unread: tuple[str, ...] = ()
    """What in the file was no comment and was passed over, in words: sheets without a table, columns nobody knows."""
    remarks: tuple[Remark, ...] = ()
    """What is to be said of the file as a whole, once, rather than of every row."""
