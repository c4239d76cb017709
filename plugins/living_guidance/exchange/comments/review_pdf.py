"""Lay a review edition out on pages, number its lines, and write it as PDF.

The document is laid out once; where its lines came to stand says where their numbers have to be, and those are laid
out as pages of their own and painted over the first. Nothing is fetched: the edition brings all that it shows.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from types import ModuleType
from typing import Any

from living_guidance.exchange.comments.line_map import PrintedLine, map_lines, number_lines, wide_rows
from living_guidance.load.lines import line_map_file, line_map_text
from living_guidance.model.rounds import RoundRecord
from living_guidance.render.messages import Messages
from living_guidance.render.review import draft_document, review_html, round_texts, ways_to_the_site
from living_guidance.text.lines import LineMap
from living_guidance.text.states import States

Progress = Callable[[int, int], None]
"""Told how many steps are done, and how many there are in all."""

_STEPS = 4
_FROM_RIGHT = re.compile(r'<html[^>]*\sdir="rtl"')
_NUMBERS = """\
@page { size: A4; margin: 0 }
body { margin: 0; color: #6b7780; font: 6.5pt/8pt "Liberation Sans", "Noto Sans CJK SC", sans-serif }
section { position: relative; height: 297mm; break-after: page }
section:last-child { break-after: avoid }
i { position: absolute; width: 8mm; %s: 13mm; text-align: end; font-style: normal }
"""
_NARROWED = "overflow-wrap: anywhere; font-size: .85em !important; padding: .35em .25em !important"
"""How cells are set that would reach beyond the page: their words may break at any letter."""
NO_FONT = "cli.edition.no-font"
"""The message that names the characters for which there is no font."""


class NoLayoutError(Exception):
    """The libraries that lay out pages are not on this machine; ``key`` is the message that says how to get them."""

    key = "cli.edition.no-layout"


@dataclass(frozen=True, slots=True)
class ReviewPdf:
    """A review edition on pages."""

    content: bytes
    line_map: LineMap
    missing: str
    """The characters that no font on this machine has, so that a box stands for each."""

    @property
    def pages(self) -> int:
        """How many pages there are: the last one holds text of the draft."""
        return max((one.end[0] for one in self.line_map), default=0)


@dataclass(frozen=True, slots=True)
class ReviewEdition:
    """A review edition of a document in a language, on the screen and on pages."""

    name: str
    """Of its files, without their endings."""
    html: str
    pdf: ReviewPdf
    line_map_file: str
    """Where its line map is kept in the project."""

    @property
    def files(self) -> Mapping[str, str | bytes]:
        """The files for readers, by their names."""
        return {f"{self.name}.html": self.html, f"{self.name}.pdf": self.pdf.content}

    @property
    def line_map(self) -> str:
        """What the file of the line map says."""
        return line_map_text(self.pdf.line_map)


def review_edition(
    states: States,
    record: RoundRecord,
    document: str,
    messages: Messages,
    pictures: Mapping[str, bytes] | None = None,
    progress: Progress = lambda done, total: None,
) -> ReviewEdition:
    """The edition of a document for a round, in the messages' language; pictures are by their paths in ``guidance/``.

    Raises NoLayoutError.
    """
    progress(0, _STEPS)
    engine = _engine()
    language = messages.language
    texts = round_texts(states, record, document, language)
    draft = next((text.snapshot for text in texts if text.snapshot), None)
    address, follow = ways_to_the_site(states, record, document, language)
    html = review_html(
        texts,
        record,
        draft_document(states, draft, document),
        messages,
        day=states.day,
        address=address,
        follow=follow,
        pictures=pictures,
    )
    pdf = _write(engine, html, lambda done: progress(done, _STEPS))
    return ReviewEdition(
        name=f"{record.id}-{document}-{language}",
        html=html,
        pdf=pdf,
        line_map_file=line_map_file(record.id, document, language),
    )


def review_pdf(html: str) -> ReviewPdf:
    """The edition on pages, in the same bytes for the same file. Raises NoLayoutError."""
    return _write(_engine(), html, lambda done: None)


def _engine() -> ModuleType:
    try:
        # It speaks to people itself where its libraries are missing.
        with redirect_stdout(StringIO()):
            import weasyprint.text.fonts
    except OSError as error:
        raise NoLayoutError from error
    found: ModuleType = weasyprint
    return found


def _write(engine: ModuleType, html: str, progress: Callable[[int], None]) -> ReviewPdf:
    fonts = engine.text.fonts.FontConfiguration()
    progress(1)
    document = _laid_out(engine, html, fonts)
    if wide := wide_rows(page._page_box for page in document.pages):
        rows = ", ".join(f'[id="{row}"] > *' for row in wide)
        document = _laid_out(engine, html, fonts, engine.CSS(string=f"{rows} {{ {_NARROWED} }}"))
    progress(2)
    pages = number_lines(page._page_box for page in document.pages)
    side = "right" if _FROM_RIGHT.search(html) else "left"
    numbers = _laid_out(engine, _numbers(pages, side), fonts)
    for page, over, lines in zip(document.pages, numbers.pages, pages, strict=True):
        if lines:
            page.paint = _painting(page, over, lines[0].baseline)
    progress(3)
    with _missing() as missing:
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    progress(_STEPS)
    return ReviewPdf(content, map_lines(pages), "".join(sorted(missing)))


@contextmanager
def _missing() -> Iterator[set[str]]:
    """Collect the characters that have no font while a document is written; it is told to the log only."""
    found: set[str] = set()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if ".notdef" in str(record.msg) and isinstance(record.args, tuple):
                found.add(str(record.args[0]))

    log, listener = logging.getLogger("weasyprint"), Listener()
    log.addHandler(listener)
    try:
        yield found
    finally:
        log.removeHandler(listener)


def _laid_out(engine: ModuleType, html: str, fonts: Any, *styles: Any) -> Any:
    # Pictures come as data; no other address is opened, and a redirection would be one.
    fetcher = engine.urls.URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    return engine.HTML(string=html, url_fetcher=fetcher).render(font_config=fonts, stylesheets=styles)


def _numbers(pages: Sequence[Sequence[PrintedLine]], side: str) -> str:
    """The pages of the numbers: empty but for them."""
    sections = ("".join(f'<i style="top:{line.baseline:.3f}px">{line.number}</i>' for line in lines) for lines in pages)
    body = "".join(f"<section>{numbers}</section>" for numbers in sections)
    return f"<!doctype html><html><style>{_NUMBERS % side}</style><body>{body}</body></html>"


def _painting(page: Any, numbers: Any, baseline: float) -> Callable[..., None]:
    """What paints a page with its numbers over it; ``baseline`` is where the first of them has to stand."""
    paint_text = page.paint
    first = next(box for box in numbers._page_box.descendants(placeholders=True) if type(box).__name__ == "LineBox")
    down = baseline - first.position_y - first.baseline

    def paint(stream: Any, scale: float = 1) -> None:
        paint_text(stream, scale)
        # To somebody who hears the text the numbers say nothing: they are no part of its structure.
        with stream.artifact(), stream.stacked():
            tags, stream._tags = stream._tags, None
            stream.transform(f=down * scale)
            numbers.paint(stream, scale)
            stream._tags = tags

    return paint
