"""Files of which every line is a value of its own, in JSON."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from living_guidance.load.files import read_bytes
from living_guidance.model.issue import Issue

T = TypeVar("T")


def json_lines(
    root: Path, path: str, model: TypeAdapter[T], limit: int, issues: list[Issue]
) -> Iterator[tuple[int, T | ValidationError]]:
    """Each line's number and value, or why it is none; a file that must not be read is added to the issues."""
    content, refusal = read_bytes(root, path, limit)
    issues += [refusal] if refusal else []
    for number, line in enumerate((content or b"").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield number, model.validate_json(line)
        except ValidationError as error:
            yield number, error
