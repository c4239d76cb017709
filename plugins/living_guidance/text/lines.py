"""Which paragraph stands on which lines of a printed edition, so that "page 12, lines 4–7" leads somewhere."""

from dataclasses import dataclass

Place = tuple[int, int]
"""A page, and a line of it; both from one, and the lines begin anew on every page."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one paragraph; a table has them by rows, for the cells of a row stand beside each other."""

    chapter: str
    paragraph: str
    start: Place
    end: Place
    """The last of them."""


LineMap = tuple[Lines, ...]
"""The lines of a document's edition in one language, in the order in which they are printed."""


def find(
    line_map: LineMap, page: int | None, line_from: int | None = None, line_to: int | None = None
) -> tuple[tuple[str, str], ...]:
    """The paragraphs, each with its chapter, that stand on some lines of a page.

    A page alone names those that begin on it, or the one that takes all of it. A line alone names nothing, for every
    page has such a line.
    """
    if page is None:
        return ()
    if line_from is None and line_to is None:
        begun = [one for one in line_map if one.start[0] == page]
        return _named(begun or [one for one in line_map if one.start[0] < page <= one.end[0]])
    first, last = sorted((line_from or line_to or 0, line_to or line_from or 0))
    return _named([one for one in line_map if one.start <= (page, last) and (page, first) <= one.end])


def _named(found: list[Lines]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((one.chapter, one.paragraph) for one in found))
