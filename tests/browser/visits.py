"""The pages of the test project, and ways to visit them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

PREFIX = {"en": "/", "zh": "/zh/", "ar": "/ar/"}
PAGES = {
    "home": "",
    "documents": "documents/",
    "document": "coatings/",
    "chapter": "coatings/plating/",
    "untranslated chapter": "coatings/foams/",
    "chapter that was Chinese first": "boards/insulation/",
    "chemicals": "chemicals/",
    "chemical": "chemicals/pfos/",
    "teams": "teams/",
    "team": "teams/team-plating/",
    "changes": "changes/",
    "changes of a document": "coatings/changes/",
    "changes of a chapter": "coatings/plating/changes/",
    "rounds": "rounds/",
    "round": "rounds/second/",
    "translation status": "translation/",
    "releases": "releases/",
    "handbook": "handbook/",
    "not found": "no/such/page/",
}
DESKTOP, PHONE, NARROW = (1360, 900), (390, 844), (320, 640)


def address(page: str, language: str = "en") -> str:
    """Where a page type stands in a language."""
    return PREFIX[language] + PAGES[page]


@dataclass
class Noise:
    """What a reader's browser complained of, and whom else it called."""

    home: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        # That an address is unknown is what the page for unknown addresses is for.
        if message.type in ("error", "warning") and "404 (" not in message.text:
            self.complaints.append(message.text)

    def watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and f"{parts.scheme}://{parts.netloc}" != self.home:
            self.strangers.append(request.url)

    def clear(self) -> None:
        self.complaints.clear()
        self.strangers.clear()


@dataclass(frozen=True)
class Site:
    """A served site and the browser to see it with."""

    origin: str
    browser: Browser

    def url(self, page: str, language: str = "en") -> str:
        return self.origin + address(page, language)

    @contextmanager
    def reader(self, size: tuple[int, int] = DESKTOP, scheme: str = "light", **options: Any) -> Iterator[Page]:
        """A fresh visitor with a window of a size."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            has_touch=width < 600,
            is_mobile=width < 600,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        try:
            yield context.new_page()
        finally:
            context.close()

    @contextmanager
    def reading(self, url: str, **options: Any) -> Iterator[Page]:
        """A visitor at an address, who must not hear anything amiss, and whose browser calls nobody."""
        with self.reader(**options) as page:
            noise = self.listen(page)
            page.goto(url)
            yield page
            assert (noise.complaints, noise.strangers) == ([], [])

    def listen(self, page: Page) -> Noise:
        """Note from now on what the browser complains of on a page."""
        noise = Noise(self.origin)
        page.on("console", noise.hear)
        page.on("pageerror", lambda error: noise.complaints.append(str(error)))
        page.context.on("request", noise.watch)
        return noise
