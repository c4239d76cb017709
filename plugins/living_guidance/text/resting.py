"""Where the paragraph of a draft that a comment speaks of stands in a later text."""

from collections.abc import Collection, Sequence

from living_guidance.text.history import Interval


def resting_place(name: str, standing: Collection[str], ways: Sequence[Interval]) -> tuple[str, ...]:
    """The paragraphs of a later text in which one of an earlier draft lives on; none where it was deleted.

    A paragraph keeps its id whatever is done to it, so nearly always this is the paragraph itself. One that was merged
    into others, or split into them, lives on in those. ``standing`` are the ids of the later text, ``ways`` the
    intervals from the draft to it, the oldest first.
    """
    if name in standing:
        return (name,)
    for number, way in enumerate(ways):
        fate = way.fates.get(name)
        if fate and fate.others:
            later = ways[number + 1 :]
            found = (place for other in fate.others for place in resting_place(other, standing, later))
            return tuple(dict.fromkeys(found))
    return ()
