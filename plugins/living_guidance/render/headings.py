"""Find the headings of rendered HTML, for the table of contents of a page that has no Markdown."""

from html.parser import HTMLParser

from markupsafe import escape


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._id: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self._id, self._words = dict(attrs).get("id"), []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2" and self._id:
            self.found.append((str(escape("".join(self._words).strip())), self._id))
            self._id = None


def headings(html: str) -> list[tuple[str, str]]:
    """The second-level headings that have an id: escaped words and id, in order."""
    finder = _Finder()
    finder.feed(html)
    return finder.found
