"""Lead the links of a frozen text to where their pages are now.

A frozen text keeps its links as they were written: relative to the chapter's own address. Shown at another address,
or among chapters that have gone on, they have to be led to the chapter as it read in the same snapshot.
"""

import posixpath
from collections.abc import Callable
from xml.etree.ElementTree import Element

from living_guidance.text.inline import is_external

Resolve = Callable[[str, str], str | None]
"""From a page or picture, named from the root as links in Markdown name it, and a fragment of it or nothing, to the
address to lead to; None where there is no such page any more."""


def relink(root: Element, home: str, here: str, resolve: Resolve) -> None:
    """Rewrite the links and pictures of a text that was written for ``home`` and is shown at ``here``."""
    for element in root.iter():
        name = {"a": "href", "img": "src"}.get(element.tag)
        target = element.get(name) if name else None
        if not name or not target or target.startswith("#") or is_external(target):
            continue
        path, _, fragment = target.partition("#")
        found = resolve(posixpath.normpath(posixpath.join(posixpath.dirname(home), path)), fragment)
        if found is None:
            # What it said stays; where it led is no more.
            element.tag = "span"
            del element.attrib[name]
        else:
            page, mark, fragment = found.partition("#")
            element.set(name, posixpath.relpath(page, posixpath.dirname(here) or ".") + mark + fragment)
