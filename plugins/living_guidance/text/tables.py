"""Cut a table's row into its cells, by column."""

import re
from itertools import pairwise

_PIPE = re.compile(r"(?<!\\)\|")


def cut_row(line: str, start: int) -> list[tuple[int, int]] | None:
    """The columns at which the text of each cell begins and ends, or None unless the row is closed on both sides.

    ``start`` is where the row begins in the line. A pipe after a backslash is text.
    """
    end = len(line.rstrip())
    pipes = [match.start() for match in _PIPE.finditer(line, start, end)]
    if len(pipes) < 2 or pipes[0] != start or pipes[-1] != end - 1:
        return None
    cells = []
    for left, right in pairwise(pipes):
        text = line[left + 1 : right]
        begin = left + 1 + len(text) - len(text.lstrip())
        cells.append((begin, begin + len(text.strip())))
    return cells
