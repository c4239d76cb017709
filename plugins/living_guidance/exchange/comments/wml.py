"""Elements of a Word file, built by name."""

import re
from collections.abc import Iterable

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {"w": W, "r": R}
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def w(tag: str, *children: etree._Element | None, **attributes: str | int) -> etree._Element:
    """An element of Word's own; children that are None are left out."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", str(value))
    element.extend(child for child in children if child is not None)
    return element


def text(words: str, tag: str = "t") -> etree._Element:
    """Words as they stand, spaces included."""
    element = w(tag)
    element.text = _ILLEGAL.sub("", words)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def part(root: etree._Element) -> bytes:
    """A root element as the bytes of a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class Bookmarks:
    """The bookmarks of a file, each with a number of its own."""

    def __init__(self) -> None:
        self._last = 0

    def ends(self, names: Iterable[str]) -> tuple[list[etree._Element], list[etree._Element]]:
        """What stands before and after that to which the bookmarks belong."""
        starts, ends = [], []
        for name in names:
            self._last += 1
            starts.append(w("bookmarkStart", id=self._last, name=name))
            ends.append(w("bookmarkEnd", id=self._last))
        return starts, ends

    def around(self, names: Iterable[str], content: Iterable[etree._Element]) -> list[etree._Element]:
        """A content between the ends of bookmarks."""
        starts, ends = self.ends(names)
        return [*starts, *content, *ends]
