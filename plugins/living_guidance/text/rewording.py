"""Tell a proposal that words a text anew from one that adds to it, or says what to do."""

from collections.abc import Iterable

from living_guidance.text.words import Op, Run, redline

_ALIKE = 0.5
"""The share of the longer text that a rewording leaves as it was."""
_LONG = 5000
"""The length of a text in which nobody looks for what was left."""


def rewording(old: str, new: str, language: str, terms: Iterable[str] = ()) -> tuple[Run, ...]:
    """What a proposal would change in a text; nothing where it leaves too little of it to be one."""
    before, after = " ".join(old.split()), " ".join(new.split())
    longest = max(len(before), len(after))
    if not before or not after or before == after or longest > _LONG:
        return ()
    if min(len(before), len(after)) < _ALIKE * longest:
        return ()
    runs = redline(before, after, language, terms)
    kept = sum(len(run.text) for run in runs if run.op is Op.EQUAL)
    return runs if kept >= _ALIKE * longest else ()
