"""The invisible mark that a splice leaves at the end of a block, and that rendering turns into an id.

It is made of private-use characters, which authors may not write, so it can neither be typed by chance nor be read
as Markdown.
"""

import re

_OPEN, _CLOSE, _ZERO = "\ue000", "\ue001", 0xE010

MARK = re.compile(rf" ?{_OPEN}([{chr(_ZERO)}-{chr(_ZERO + 15)}]+){_CLOSE}")
"""A mark, with the space that may keep it apart from a bare address."""


def mark_for(number: int) -> str:
    """The mark that carries a number."""
    return f"{_OPEN}{''.join(chr(_ZERO + int(digit, 16)) for digit in f'{number:x}')}{_CLOSE}"


def mark_number(match: re.Match[str]) -> int:
    """The number that a found mark carries."""
    return int("".join(f"{ord(digit) - _ZERO:x}" for digit in match[1]), 16)
