"""Redlines as one file that needs nothing else: no script, no style sheet, no picture, no network."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from living_guidance.model.issue import Issue
from living_guidance.model.vocabulary import FileFate
from living_guidance.render.branch_markdown import Preview, counted
from living_guidance.render.issues import message, remedy
from living_guidance.render.messages import Messages
from living_guidance.render.redline import RedlinePage, environment, redline_page
from living_guidance.text.redline import Redline
from living_guidance.view.branch import ChapterChange, Fact

_STYLE = Path(__file__).parent / "templates" / "redline-file.css"
_NONE = RedlinePage(counts={}, has_changed_numbers=False, parts=(), labels=("", ""))


@dataclass(frozen=True, slots=True)
class Piece:
    """A redline in the file."""

    language: str
    page: RedlinePage
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter in the file."""

    anchor: str
    title: str
    language: str
    """Of the title."""
    key: str
    told: tuple[str, ...]
    """What is said beside the title."""
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    """Where it can be seen: the name of the language, and the address."""


@dataclass(frozen=True, slots=True)
class RedlineFile:
    """All that the file shows."""

    title: str
    told: tuple[str, ...]
    sections: tuple[Section, ...]
    labels: tuple[str, str]
    files: tuple[tuple[str, FileFate], ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def total(self) -> int:
        """How many paragraphs changed."""
        return sum(piece.page.total for section in self.sections for piece in section.pieces)

    @property
    def has_changed_numbers(self) -> bool:
        """Whether a number changed."""
        return any(piece.page.has_changed_numbers for section in self.sections for piece in section.pieces)


def redline_section(
    number: int, key: str, title: tuple[str, str], redline: Redline, told: Sequence[str], messages: Messages
) -> Section:
    """A chapter with one redline; the title with its language."""
    page = redline_page(redline, messages, prefix=f"s{number}-")
    counts = counted(redline.counts, messages) or messages("pages.redline.none")
    piece = Piece(redline.language, page)
    return Section(f"s{number}", *title, key, (*told, counts), (piece,))


def branch_section(number: int, chapter: ChapterChange, messages: Messages, preview: Preview) -> Section:
    """A chapter that a branch changes, with a redline in each language."""
    told = []
    if chapter.fate is not FileFate.EDITED:
        name = f"pages.branch.from-{chapter.fate}"
        told.append(messages(name, chapter=chapter.was) if chapter.was else messages(f"file-fate.{chapter.fate}"))
    for key, places in (("came", chapter.came), ("went", chapter.went)):
        told += [messages.count(f"pages.branch.{key}", count, chapter=place) for place, count in places.items()]
    pieces = []
    for order, change in enumerate(chapter.languages):
        notes = [
            messages.count(f"pages.branch.{key}", len(passages))
            for key, passages in (("stale", change.stale), ("missing", change.missing))
            if passages
        ]
        page = redline_page(change.redline, messages, prefix=f"s{number}-{order}-")
        counts = counted(change.redline.counts, messages)
        pieces.append(Piece(change.language, page, tuple(note for note in (counts, *notes) if note)))
    links = preview.pages(chapter.uri) if preview.url and chapter.uri else ()
    return Section(
        anchor=f"s{number}",
        title=chapter.title.text,
        language=chapter.title.language,
        key=chapter.key,
        told=tuple(told),
        pieces=tuple(pieces),
        facts=chapter.facts,
        pages=tuple((messages.language_name(code), address) for code, address in links),
    )


def render_file(file: RedlineFile, messages: Messages, style: str) -> str:
    """The file; ``style`` is the site's own style sheet of redlines."""
    css = f"{_STYLE.read_text(encoding='utf-8')}\n{style}"
    digest = b64encode(sha256(css.encode()).digest()).decode()
    # The parts of a redline come from its own template, which for itself shows an empty one.
    return (
        environment(messages)
        .get_template("redline-file.html.j2")
        .render(
            view=_NONE,
            file=file,
            issues=[(issue, message(issue, messages), remedy(issue, messages)) for issue in file.issues],
            css=Markup(css),  # noqa: S704 - our own style sheets
            digest=digest,
        )
    )
