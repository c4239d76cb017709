"""The review edition of a document's draft: one HTML file that needs nothing else, and that is also laid out on pages.

On paper its lines are numbered, page by page, so that a comment can name them; on a screen its paragraphs are.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from living_guidance.model.addresses import public_address, round_page
from living_guidance.model.records import DocumentRecord
from living_guidance.model.rounds import RoundRecord, closing_instant
from living_guidance.model.snapshot import SnapshotRecord
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import Messages
from living_guidance.render.redline import environment
from living_guidance.render.review_text import (
    Follow,
    block_place,
    chapter_place,
    freshness_words,
    is_untranslated,
    render_text,
    surroundings,
)
from living_guidance.text.inline import plain_words
from living_guidance.text.states import State, States
from living_guidance.view.parts import Name, name, title_of
from living_guidance.view.standing import follow

_STYLE = Path(__file__).parent / "templates" / "review-edition.css"
_TAGS = {"zh": "zh-Hans"}
"""What a language is called where its script matters: plain ``zh`` is set in Japanese forms by some."""


@dataclass(frozen=True, slots=True)
class Front:
    """The title or the summary of a chapter."""

    place: str
    name: Name
    note: str
    """What is said of its translation, if anything."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the table of contents."""

    place: str
    name: Name


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the edition."""

    id: str
    place: str
    title: Front
    summary: Front | None
    text: Text
    is_untranslated: bool
    headings: tuple[Heading, ...]
    content: Markup


@dataclass(frozen=True, slots=True)
class Edition:
    """All that the file shows."""

    document: DocumentRecord
    title: Name
    short: Name
    draft: Name | None
    """What readers call the draft; None for the working text."""
    day: date
    """Of the draft."""
    round: RoundRecord
    last_day: date
    """The last day on which a comment is in time."""
    address: str
    """Of the round's page; empty where the site has none."""
    chapters: tuple[Chapter, ...]


def review_html(
    texts: Sequence[Text],
    record: RoundRecord,
    document: DocumentRecord,
    messages: Messages,
    *,
    day: date,
    address: str = "",
    follow: Follow = lambda page, fragment: None,
    pictures: Mapping[str, bytes] | None = None,
) -> str:
    """The file for a document in a language: its texts, in their order, and how to comment on them.

    The closing day is the one that is known on ``day``. ``address`` is that of the round's page. ``follow`` says where
    a link leads that goes out of the document. Pictures are by their paths from ``guidance/``.
    """
    around = surroundings(texts, follow, pictures or {})
    draft = next((text.snapshot for text in texts if text.snapshot), None)
    edition = Edition(
        document=document,
        title=name(document.title, messages.language),
        short=name(document.short, messages.language),
        draft=name(draft.title, messages.language) if draft else None,
        day=_draft_day(texts),
        round=record,
        last_day=(closing_instant(record, day) - timedelta(days=1)).date(),
        address=address,
        chapters=tuple(
            _chapter(text, Markup(render_text(text, around, messages)), messages)  # noqa: S704 - cleaned
            for text in texts
        ),
    )
    css = _STYLE.read_text(encoding="utf-8")
    return (
        environment(messages)
        .get_template("review-edition.html.j2")
        .render(
            edition=edition,
            record=record,
            css=Markup(css),  # noqa: S704 - our own style sheet
            digest=b64encode(sha256(css.encode()).digest()).decode(),
            tag=_TAGS.get(messages.language, messages.language),
            name=lambda words: name(words, messages.language),
        )
    )


def _draft_day(texts: Sequence[Text]) -> date:
    """The day of a draft: that of its snapshot, or of the newest of its chapters."""
    return max(text.snapshot.date if text.snapshot else text.matter.date for text in texts)


def _chapter(text: Text, content: Markup, messages: Messages) -> Chapter:
    title, summary = (_front(text, one, messages) for one in ("title", "summary"))
    return Chapter(
        id=text.matter.id,
        place=chapter_place(text),
        title=title or Front(f"{text.matter.id}.title", title_of(text), ""),
        summary=summary,
        text=text,
        # A snapshot has no text in a language that the site has learnt since.
        is_untranslated=is_untranslated(text) or text.language != messages.language,
        headings=tuple(_headings(text)),
        content=content,
    )


def _front(text: Text, key: str, messages: Messages) -> Front | None:
    passage = text.front(key)
    if passage is None:
        return None
    words = Name(passage.text, passage.language)
    return Front(block_place(text, passage), words, freshness_words(passage, text, messages))


def _headings(text: Text) -> Iterator[Heading]:
    """The headings of the first order."""
    for passage in text.passages:
        if passage.block.kind is BlockKind.HEADING and passage.block.level == 2:
            yield Heading(block_place(text, passage), Name(plain_words(passage.text), passage.language))


def round_texts(states: States, record: RoundRecord, document: str, language: str) -> tuple[Text, ...]:
    """The texts of a document that a round is about: those of its draft, or today's where it names none."""
    draft = states.corpus.snapshots.get(record.draft or "")
    if draft is None:
        return tuple(states.working(one.key, language) for one in states.corpus.chapters_of(document))
    keys = [one.key for one in draft.record.chapters if one.document == document]
    order = list(draft_document(states, draft.record, document).chapters)
    keys.sort(key=lambda key: order.index(key.partition("/")[2]) if key.partition("/")[2] in order else len(order))
    return tuple(states.text(State(key, draft), language) for key in keys)


def draft_document(states: States, draft: SnapshotRecord | None, document: str) -> DocumentRecord:
    """What a document is called, and how its chapters follow each other, in a draft."""
    frozen = [one for one in draft.documents if one.id == document] if draft else []
    return frozen[0] if frozen else states.corpus.documents[document].value


def ways_to_the_site(states: States, record: RoundRecord, document: str, language: str) -> tuple[str, Follow]:
    """The full address of a round's page, and where links lead that go out of the document.

    Readers are led to what the public sees; without a site, or where it has no such page, nowhere.
    """
    corpus, settings = states.corpus, states.corpus.settings
    if not settings.has_address:
        return "", lambda page, fragment: None
    site, prefix = States(corpus, states.day), settings.prefix(language)
    draft = next((one for one in corpus.published(states.day) if one.id == record.draft), None)

    def exists(page: str) -> bool:
        folder, _, rest = page.partition("/")
        return folder not in corpus.documents or rest == "index.md" or page.removesuffix(".md") in site.chapters

    def lead(page: str, fragment: str) -> str | None:
        found = follow(site, State(document, draft), page, fragment, exists)
        # From a working text a link is followed even if it leads nowhere, for there it can be mended.
        is_there = found is not None and (draft is not None or exists(page))
        return public_address(settings.site_url, prefix, found) if found and is_there else None

    address = public_address(settings.site_url, prefix, round_page(record.id))
    return address if record.id in corpus.public_rounds else "", lead
