"""The official form as the pages of the site and its offline kit write it."""

import codecs
import json
from typing import Any

from living_guidance.exchange.comments.rows import COLUMNS, FORMER
from living_guidance.exchange.comments.tables import Measure, pack
from living_guidance.exchange.guarded import UnreadableError

FORMAT = "living-guidance-comments/1"


def extract(content: bytes) -> str:
    """What the file says: round, shared values, rows, and the names of what nobody knows, packed; in the child."""
    value = _object(content)
    if (found := value.get("format")) != FORMAT:
        raise UnreadableError("form.format", found=str(found)[:80], expected=FORMAT)
    shared, comments = value.get("shared") or {}, value.get("comments")
    if not isinstance(shared, dict) or not isinstance(comments, list):
        raise UnreadableError("form.not-json")
    measure = Measure()
    rows = [measure.take(number, _cells(one)) for number, one in enumerate(comments, start=1)]
    head = measure.take(0, _cells(shared))
    names = dict.fromkeys(name for one in (shared, *comments) if isinstance(one, dict) for name in one)
    return pack(
        {
            "round": str(value.get("round") or ""),
            "shared": head[1] if head else [],
            "rows": [row for row in rows if row],
            "unread": [name[:80] for name in names if name not in COLUMNS and name not in FORMER][:20],
        }
    )


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content.removeprefix(codecs.BOM_UTF8).decode())
    except (ValueError, RecursionError):
        raise UnreadableError("form.not-json") from None
    if not isinstance(value, dict):
        raise UnreadableError("form.not-json")
    return value


def _cells(values: Any) -> list[tuple[int, str, str]]:
    """The cells of a comment, by the place of the column among ours; a comment that is no object is a fault."""
    if not isinstance(values, dict):
        return [(0, "", "form.not-text")]
    return [(place, *_cell(values[name])) for place, name in enumerate(COLUMNS) if values.get(name) is not None]


def _cell(value: Any) -> tuple[str, str]:
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return (str(value), "") if is_text else ("", "form.not-text")
