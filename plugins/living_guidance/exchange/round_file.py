"""Begin, extend and cancel a round in its file; what else it says stays, and so do its comments and their order."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from living_guidance.exchange.starter import flow
from living_guidance.model.rounds import RoundRecord


def begin_round(record: RoundRecord, remark: str) -> str:
    """The file of a new round, with a remark at its head."""
    values = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    lines = [f"# {remark}", *(f"{name}: {flow(value)}" for name, value in values.items())]
    return "\n".join(lines) + "\n"


def extend_round(text: str, record: RoundRecord, new: date, reason: dict[str, str], announced: date) -> str:
    """The file with a later closing day; the old one is kept."""
    old = record.extensions[-1].new if record.extensions else record.closes
    extension = CommentedMap(old=old, new=new, reason=CommentedMap(reason), announced=announced)
    return _edited(text, lambda content: content.setdefault("extensions", CommentedSeq()).append(extension))


def cancel_round(text: str, day: date) -> str:
    """The file of a round that is called off."""
    return _edited(text, lambda content: content.__setitem__("cancelled", day))


def _edited(text: str, edit: Callable[[Any], None]) -> str:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 200
    content = yaml.load(text)
    edit(content)
    out = StringIO()
    yaml.dump(content, out)
    return out.getvalue()
