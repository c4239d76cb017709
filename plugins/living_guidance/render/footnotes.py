"""A note that a translation does not refer to, as one that is behind may not, leads back to nowhere: let it be."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor


class FootnoteLinksExtension(Extension):
    """Remove the links from notes back to references that are not on the page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register after footnotes have been placed (15) and before links are checked (0)."""
        md.treeprocessors.register(_BacklinkTreeprocessor(md), "living-guidance-footnotes", 10)


class _BacklinkTreeprocessor(Treeprocessor):
    def run(self, root: Element) -> None:
        present = {f"#{element.get('id')}" for element in root.iter("sup")}
        for parent in root.iter():
            for link in parent.findall("a[@class='footnote-backref']"):
                if link.get("href") not in present:
                    parent.remove(link)
