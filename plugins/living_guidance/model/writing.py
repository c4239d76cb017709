"""How the lines of a paragraph run together: with a space, but between Chinese characters with nothing."""

import re
import unicodedata

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The characters themselves, as a piece of a character class."""
FULL_WIDTH = HAN + "\u3000-\u3004\u3008-\u3020\u30fb\ufe30-\ufe4f\uff01-\uff60"
"""The characters and the punctuation that only stands among them."""
SHARED = FULL_WIDTH + "\u2018\u2019\u201c\u201d\u2014\u2026\u00b7"
"""The same with the quotation marks, dashes and dots that Latin script uses too."""

_JOINT = re.compile(rf"(?<=[{FULL_WIDTH}])[ \t]*\n\s*(?=[{SHARED}])|(?<=[{SHARED}])[ \t]*\n\s*(?=[{FULL_WIDTH}])")
_SPACE = re.compile(r"\s+")


def join_lines(text: str) -> str:
    """The text without the line breaks between Chinese characters."""
    return _JOINT.sub("", text) if "\n" in text else text


def unwrap(text: str) -> str:
    """A text on one line, as a reader takes it."""
    return _SPACE.sub(" ", join_lines(text)).strip()


def joins(before: str, after: str) -> bool:
    """Whether a line that ends in one character and the next, beginning with the other, run on without a space."""
    return _JOINT.search(f"{before}\n{after}") is not None


def normalise(text: str) -> str:
    """What makes two texts the same to a reader: line breaks, spaces and Unicode composition do not count."""
    return unicodedata.normalize("NFC", unwrap(text))
