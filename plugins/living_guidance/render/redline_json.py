"""A redline as JSON, for programs: its keys are a contract.

``language``
    The code of the language.
``counts``
    How many blocks changed, by fate; a row counts as one.
``entries``
    In reading order. An entry with ``moved_from`` is the place that these blocks, by id, moved away from. Any other is
    a block, each once:

    ``id``, ``kind``, ``level``, ``fate``, ``moved``
        As the vocabularies have them.
    ``others``
        The ids of the blocks that its words came from or went to.
    ``old_number``, ``new_number``
        The number of a numbered paragraph in each state, else null.
    ``old``, ``new``
        Its text in each state, as it was written; null where it is not there.
    ``runs``
        ``{"op": "equal" | "insert" | "delete", "text": …}``; none for a row, whose words are those of the cells after
        it.
    ``numbers``
        ``{"gone": […], "come": […]}``: the numbers that changed, as written.
"""

from typing import Any

from living_guidance.model.text import Passage
from living_guidance.text.redline import Compared, Entry, Redline


def redline_json(redline: Redline) -> dict[str, Any]:
    """The redline as values that JSON has."""
    return {
        "language": redline.language,
        "counts": {fate.value: count for fate, count in redline.counts.items()},
        "entries": [_entry(entry) for entry in redline.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    if not isinstance(entry, Compared):
        return {"moved_from": list(entry.ids)}
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "level": entry.level,
        "fate": entry.fate.value,
        "moved": entry.moved,
        "others": list(entry.others),
        "old_number": entry.old.number if entry.old else None,
        "new_number": entry.new.number if entry.new else None,
        "old": _text(entry.old),
        "new": _text(entry.new),
        "runs": [{"op": run.op.value, "text": run.text} for run in entry.runs],
        "numbers": {"gone": list(entry.numbers.gone), "come": list(entry.numbers.come)},
    }


def _text(passage: Passage | None) -> str | None:
    return passage.text if passage else None
