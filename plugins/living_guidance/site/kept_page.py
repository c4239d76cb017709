"""A rendered page as it is kept from one build to the next: its HTML, its anchors and its table of contents."""

import json
from collections.abc import Iterable
from typing import Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents


def store(content: str, page: Page) -> str:
    """What of a page is to be kept, as one text."""
    anchors = sorted(page.present_anchor_ids or ())
    return json.dumps({"content": content, "anchors": anchors, "contents": _plain(page.toc)})


def restore(kept: str, page: Page) -> str:
    """Give a page its anchors and its table of contents back; return its HTML."""
    values = json.loads(kept)
    page.present_anchor_ids = set(values["anchors"])
    page.toc = TableOfContents(_links(values["contents"]))
    return str(values["content"])


def _plain(links: Iterable[AnchorLink]) -> list[list[Any]]:
    return [[link.title, link.id, link.level, _plain(link.children)] for link in links]


def _links(values: list[list[Any]]) -> list[AnchorLink]:
    found = []
    for title, name, level, children in values:
        link = AnchorLink(title, name, level)
        link.children = _links(children)
        found.append(link)
    return found
