"""The links from notes back into the text: in the page's language, and only where there is something to go back to.

A translation that is behind may not refer to a note any more.
"""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class FootnoteLinksExtension(Extension):
    """Name the links from notes back to their references, and remove those whose reference is not on the page."""

    def __init__(self, title: Callable[[str], str]) -> None:
        """Take what gives the title of a link for the number of its note."""
        super().__init__()
        self.title = title

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register after footnotes have been placed (15) and before links are checked (0)."""
        md.treeprocessors.register(_BacklinkTreeprocessor(md, self.title), "living-guidance-footnotes", 10)


class _BacklinkTreeprocessor(Treeprocessor):
    def __init__(self, md: Markdown, title: Callable[[str], str]) -> None:
        super().__init__(md)
        self.title = title

    def run(self, root: Element) -> None:
        present = {f"#{element.get('id')}" for element in root.iter("sup")}
        for parent in root.iter():
            for link in parent.findall("a[@class='footnote-backref']"):
                if link.get("href") not in present:
                    parent.remove(link)
                elif number := re.search(r"\d+", link.get("title", "")):
                    link.set("title", self.title(number[0]))
