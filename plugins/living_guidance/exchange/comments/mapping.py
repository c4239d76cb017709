"""A small file that says which column of somebody's table is which of ours; so are the layouts that are known."""

from collections.abc import Mapping as Table
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from living_guidance.exchange.comments.rows import COLUMNS
from living_guidance.load.records import read_record
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.corpus import Source
from living_guidance.model.issue import Issue
from living_guidance.model.records import Line, Record
from living_guidance.model.vocabulary import CommentType

PARTS = ("place", "part", "page_to", "line_to", "given_name", "family_name")
"""What other people's tables have columns for, and ours have not.

``place`` is page and lines in one cell; ``part`` a paragraph, table or figure with its number, as ISO has it.
"""
SAID = frozenset({"text", "proposed", "rationale"})
"""The columns of which a table of comments has one at least."""


def _known(*names: str) -> AfterValidator:
    """Accept these names alone."""

    def check(name: str) -> str:
        if name not in names:
            expected = ", ".join(f"'{one}'" for one in names)
            raise PydanticCustomError("enum", "not one of its words", {"expected": expected})
        return name

    return AfterValidator(check)


def _check_group(value: Any) -> Any:
    if not isinstance(value, Table):
        raise PydanticCustomError("model_type", "not a mapping")
    return value


_GROUP = BeforeValidator(_check_group)


class Mapping(Record):
    """How to read a table of comments that somebody else laid out."""

    worksheet: Line | None = None
    """The title of the worksheet, where only one of several is to be read."""
    heading_row: Annotated[int, Field(ge=1)] | None = None
    """The number of the row with the headings, where it is not found by them; in a Word file, of each table."""
    columns: Annotated[Table[Line, Annotated[str, _known(*COLUMNS, *PARTS)]], _GROUP, Field(min_length=1)]
    """Their headings, each with the column of ours that it stands for."""
    types: Annotated[Table[Line, CommentType], _GROUP] = Field(default_factory=dict)
    """Their words for types of comment, with ours."""
    fixed: Annotated[Table[Annotated[str, _known(*COLUMNS)], Line], _GROUP] = Field(default_factory=dict)
    """What holds for all rows that do not say otherwise: the document, say."""


def read_mapping(text: str, path: str) -> tuple[Mapping | None, tuple[Issue, ...]]:
    """The mapping that a YAML text is, or every reason why it is none."""
    parsed = parse_yaml(text, path)
    source = Source(path, parsed.positions)
    located, faults = read_record(Mapping, parsed.value, source, parsed)
    issues = (*parsed.issues, *faults)
    if located and not SAID & set(located.value.columns.values()):
        issues = (*issues, Issue("mapping.no-words", source.at("columns")))
    return (located.value if located and not issues else None), issues
