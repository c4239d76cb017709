"""Values as the YAML that people read and write."""

from typing import Any

import yaml
from pydantic import BaseModel


def record_text(record: BaseModel) -> str:
    """A record as its file has it: no field that says only what it would say anyway."""
    return yaml_text(record.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True))


def yaml_text(value: Any) -> str:
    """A value as YAML, the same each time; no line is folded."""
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100_000)
    return text
