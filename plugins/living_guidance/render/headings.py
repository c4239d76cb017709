"""Find the headings of rendered HTML, for the table of contents of a page that has no Markdown."""

import re

from markupsafe import Markup, escape

_HEADING = re.compile(r'<h2\b[^>]*?\bid="(?P<id>[^"]+)"[^>]*>(?P<words>.*?)</h2>', re.DOTALL)


def headings(html: str) -> list[tuple[str, str]]:
    """The second-level headings that have an id: escaped words and id, in order."""
    return [
        (str(escape(Markup(match["words"]).striptags())), match["id"])  # noqa: S704 - its words alone are taken
        for match in _HEADING.finditer(html)
    ]
