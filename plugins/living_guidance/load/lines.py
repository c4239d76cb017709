"""The line map of a review edition: ``guidance/rounds/<round>/lines/<document>.<language>.jsonl``.

It is kept with the comments on that edition, since another version of what lays out the pages may break the lines
elsewhere. It has one line a paragraph: ``{"chapter": …, "paragraph": …, "from": [page, line], "to": [page, line]}``.
"""

import json
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from living_guidance.load.json_lines import json_lines
from living_guidance.model.comments import BlockId
from living_guidance.model.issue import Issue, Location
from living_guidance.model.records import Id
from living_guidance.text.lines import LineMap, Lines

MAX_BYTES = 16_000_000
"""The most that a line map may hold: that of a book of a thousand pages has a tenth of it."""

_Number = Annotated[int, Field(ge=1, strict=True)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    chapter: Id
    paragraph: BlockId
    start: tuple[_Number, _Number] = Field(alias="from")
    end: tuple[_Number, _Number] = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise PydanticCustomError("end_before_start", "ends before it starts")
        return self


def line_map_file(comment_round: str, document: str, language: str) -> str:
    """Where the line map of a document's edition in a language is kept."""
    return f"guidance/rounds/{comment_round}/lines/{document}.{language}.jsonl"


def load_line_map(root: Path, path: str, issues: list[Issue]) -> LineMap:
    """The line map as far as it can be read; what is wrong with it is added to the issues."""
    found = []
    for number, one in json_lines(root, path, TypeAdapter(_Line), MAX_BYTES, issues):
        if isinstance(one, ValidationError):
            words = {"reason": one.errors(include_url=False)[0]["msg"]}
            issues.append(Issue("lines.broken", Location(path, number, 1), words=words))
            break
        found.append(Lines(one.chapter, one.paragraph, one.start, one.end))
    return tuple(found)


def line_map_text(line_map: LineMap) -> str:
    """A line map as the lines of its file."""
    return "".join(
        json.dumps({"chapter": one.chapter, "paragraph": one.paragraph, "from": one.start, "to": one.end}) + "\n"
        for one in line_map
    )
