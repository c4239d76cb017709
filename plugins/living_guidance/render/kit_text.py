"""The rendered texts of several chapters made fit to stand in one file: ids that do not meet, links that lead on."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

_TOOLS = {"lg-past", "lg-edit"}
"""What leads to a place of the site, and has no business in a file."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a chapter as its page shows it."""

    key: str
    """``document/chapter``."""
    url: str
    """The address of the page, from the root of the site: ``pfos/metal-plating/at/draft/``."""
    content: str


def join_texts(texts: Sequence[Rendered], site: str, picture: Callable[[str], str]) -> tuple[str, ...]:
    """The texts for one file, in their order.

    What is not in the file is sought at the site's address, or not at all where that is empty; ``picture`` gives the
    data address of a picture by its path, or nothing.
    """
    trees = [html.fragment_fromstring(text.content, create_parent="div") for text in texts]
    taken: set[str] = set()
    names = [_rename(tree, text.key.rpartition("/")[2], taken) for tree, text in zip(trees, texts, strict=True)]
    ways = _Ways(texts, names, site)
    for tree, text in zip(trees, texts, strict=True):
        for element in [one for one in tree.iter() if _TOOLS & set(str(one.get("class") or "").split())]:
            element.drop_tree()
        for element in tree.iter("a"):
            ways.lead(element, text.url)
        for element in list(tree.iter("table")):
            _let_scroll(element)
        for element in list(tree.iter("img")):
            _show(element, picture(posixpath.normpath(posixpath.join(text.url, element.get("src") or ""))))
    return tuple(_inner(tree) for tree in trees)


def chapter_anchor(key: str) -> str:
    """What a chapter is called in the file."""
    return key.replace("/", "--")


def _rename(tree: HtmlElement, chapter: str, taken: set[str]) -> dict[str, str]:
    """Give an id that another chapter has a new name; all ids of the text with what they are called now."""
    names = {}
    for element in tree.iter():
        if old := element.get("id"):
            new = f"{chapter}--{old}" if old in taken else old
            names[old] = new
            element.set("id", new)
    taken.update(names.values())
    return names


class _Ways:
    """Where links lead."""

    def __init__(self, texts: Sequence[Rendered], names: Sequence[Mapping[str, str]], site: str) -> None:
        self._site = site
        self._anchors = {
            # A draft that stands at its chapter's own address is linked to there.
            url: (chapter_anchor(text.key), found)
            for text, found in zip(texts, names, strict=True)
            for url in (text.url, text.url.partition("at/")[0])
        }

    def lead(self, element: HtmlElement, url: str) -> None:
        """Set the address of a link on a page."""
        href = element.get("href")
        if href is None or href.startswith(("https:", "http:", "mailto:")):
            return
        path, _, fragment = href.partition("#")
        target = f"{posixpath.normpath(posixpath.join(url, path))}/" if path else url
        if target in self._anchors:
            whole, names = self._anchors[target]
            element.set("href", f"#{names.get(fragment, whole)}")
        elif self._site:
            element.set("href", f"{self._site}/{target}".removesuffix("./") + (f"#{fragment}" if fragment else ""))
        else:
            del element.attrib["href"]


def _let_scroll(table: HtmlElement) -> None:
    """Put a table into a region of its own, which scrolls where the table is wider than the window."""
    region = html.Element("div", {"class": "lg-scroll", "tabindex": "0"})
    region.tail, table.tail = table.tail, None
    table.getparent().replace(table, region)
    region.append(table)


def _show(image: HtmlElement, source: str) -> None:
    """Put a picture into the file, or its words where there is none."""
    if source:
        image.set("src", source)
        return
    image.tag = "em"
    image.text = image.attrib.pop("alt", "")
    image.attrib.pop("src", "")


def _inner(tree: HtmlElement) -> str:
    return (tree.text or "") + "".join(html.tostring(child, encoding="unicode") for child in tree)
