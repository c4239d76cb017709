"""What several pages show: a chapter as a line of a list, a change as an entry of a changelog, a round's dates."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from living_guidance.model.addresses import chapter_page, chemical_page, document_page, feed_file, round_page
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import ChangeRecord, ChapterMatter, CopAction, Decision, Settings, Words, is_listed
from living_guidance.model.rounds import RoundRecord, closing_instant
from living_guidance.model.text import Coverage, Text
from living_guidance.model.vocabulary import BodyKind, Cause, RoundState


@dataclass(frozen=True, slots=True)
class Name:
    """Words and the language they are in, which may not be the page's."""

    text: str
    language: str


def name(words: Words, language: str) -> Name:
    """The words in a language, or in another with its code."""
    return Name(*words.best(language))


def shortened(text: str, columns: int) -> str:
    """As much of a text as goes into so many columns, in whole words."""
    width = 0
    for at, sign in enumerate(text):
        width += 2 if east_asian_width(sign) in "WF" else 1
        if width > columns:
            cut = text[:at]
            return f"{(cut.rpartition(' ')[0] if cut.isascii() else cut) or cut}…"
    return text


@dataclass(frozen=True, slots=True)
class Link:
    """A page and what it is called."""

    uri: str
    name: Name


@dataclass(frozen=True, slots=True)
class ChapterLine:
    """A chapter as it stands in lists."""

    link: Link
    summary: Name | None
    matter: ChapterMatter
    coverage: Coverage
    is_original: bool


def title_of(text: Text) -> Name:
    """A chapter's title in the language of the text."""
    front = text.front("title")
    return Name(front.text, front.language) if front else Name(text.matter.title, text.matter.language)


def summary_of(text: Text) -> Name | None:
    """A chapter's summary in the language of the text."""
    front = text.front("summary")
    return Name(front.text, front.language) if front else None


def chapter_line(text: Text) -> ChapterLine:
    """A chapter as a line of a list."""
    return ChapterLine(
        link=Link(chapter_page(text.matter.document, text.matter.id), title_of(text)),
        summary=summary_of(text),
        matter=text.matter,
        coverage=text.coverage,
        is_original=text.is_original,
    )


def chemical_links(
    corpus: Corpus, chemicals: Iterable[str], day: date, language: str, *, short: bool = False
) -> tuple[Link, ...]:
    """The pages of those chemicals that were listed by a day; another has none."""
    found = [located.value for key in chemicals if (located := corpus.registers.chemicals.get(key))]
    return tuple(
        Link(chemical_page(one.id), name((short and one.abbreviation) or one.name, language))
        for one in found
        if is_listed(one, day)
    )


def texts_of(texts: Mapping[str, Text], document: str) -> list[Text]:
    """A document's texts, in the order in which they are given."""
    return [text for text in texts.values() if text.matter.document == document]


def document_link(corpus: Corpus, document: str, language: str) -> Link:
    """A document's page, by its short name."""
    return Link(document_page(document), name(corpus.documents[document].value.short, language))


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A comment round on a given day."""

    link: Link
    record: RoundRecord
    state: RoundState
    last_day: date
    """The last day on which a comment is in time."""
    days_left: int
    """Whole days until the close while the round is open; zero otherwise."""
    documents: tuple[Link, ...]

    @property
    def is_open(self) -> bool:
        """Whether comments, or submissions to a call, may be sent."""
        return self.state is RoundState.OPEN

    @property
    def takes_comments(self) -> bool:
        """Whether comments may be sent."""
        return self.is_open and not self.record.is_call


def round_state(record: RoundRecord, day: date) -> RoundState:
    """Where a round stands on a day, from its dates alone."""
    noon = datetime.combine(day, time(12), ZoneInfo(record.zone))
    reached = [
        (record.cancelled, RoundState.CANCELLED),
        (record.responses_published, RoundState.RESPONSES_PUBLISHED),
        (record.sent_to_teams, RoundState.UNDER_REVIEW),
        (record.compiled, RoundState.COMPILED),
    ]
    for when, state in reached:
        if when and when <= day:
            return state
    if day < record.opens:
        return RoundState.PLANNED
    return RoundState.OPEN if noon < closing_instant(record, day) else RoundState.CLOSED


def round_line(corpus: Corpus, record: RoundRecord, day: date, language: str) -> RoundLine:
    """A comment round as a line of a list."""
    last = (closing_instant(record, day) - timedelta(days=1)).date()
    state = round_state(record, day)
    return RoundLine(
        link=Link(round_page(record.id), name(record.title, language)),
        record=record,
        state=state,
        last_day=last,
        days_left=(last - day).days if state is RoundState.OPEN else 0,
        documents=tuple(document_link(corpus, key, language) for key in record.documents if key in corpus.documents),
    )


def rounds_of(corpus: Corpus, document: str, day: date, language: str) -> tuple[RoundLine, ...]:
    """A document's rounds, the latest first."""
    records = [located.value for located in corpus.public_rounds.values() if document in located.value.documents]
    records.sort(key=lambda record: (record.opens, record.id), reverse=True)
    return tuple(round_line(corpus, record, day, language) for record in records)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """An entry of a changelog."""

    record: ChangeRecord
    chapter: Link
    document: Link
    summary: Name
    cause: Link | None
    """What it is called; its address is empty unless it is a comment that is shown on the site."""
    paragraphs: tuple[Link, ...]
    """The changed paragraphs that still stand, by their number."""


FindComment = Callable[[str], str]
"""The address of a comment by its id; empty where it is not to be pointed at."""


def change_lines(
    corpus: Corpus, texts: Iterable[Text], day: date, language: str, find: FindComment = lambda name: ""
) -> tuple[ChangeLine, ...]:
    """The changes up to a day that concern these texts, the latest first."""
    lines = [
        change_line(corpus, record, text, language, chapter_page(text.matter.document, text.matter.id), find)
        for text in texts
        for record in corpus.changes_by_chapter.get(text.key, ())
        if record.date <= day
    ]
    return tuple(sorted(lines, key=lambda line: (line.record.date, line.record.id), reverse=True))


def change_line(
    corpus: Corpus, record: ChangeRecord, text: Text, language: str, uri: str, find: FindComment
) -> ChangeLine:
    """A change record as an entry of a changelog; the paragraphs are those of the text, which stands at ``uri``."""
    standing = {passage.block.id: passage for passage in text.passages}
    return ChangeLine(
        record=record,
        chapter=Link(uri, title_of(text)),
        document=document_link(corpus, text.matter.document, language),
        summary=name(record.summary, language),
        cause=_cause(record, language, find),
        paragraphs=tuple(
            Link(f"{uri}#{block}", Name(str(standing[block].number or ""), language))
            for block in record.paragraphs
            if block in standing
        ),
    )


def _cause(record: ChangeRecord, language: str, find: FindComment) -> Link | None:
    cause = record.caused_by
    if cause is None:
        return None
    called = name(cause.note, language) if cause.note else Name(cause.reference, language)
    return Link(find(cause.reference) if cause.kind is Cause.COMMENT else "", called)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """What a meeting did with a document."""

    action: CopAction
    decision: Decision
    meeting: Name | None


def actions_on(corpus: Corpus, document: str, day: date, language: str) -> tuple[ActionLine, ...]:
    """The decisions on a document up to a day, the latest first."""
    lines = []
    for located in corpus.registers.decisions.values():
        decision = located.value
        meeting = corpus.registers.meetings.get(decision.meeting or "")
        lines += [
            ActionLine(action, decision, name(meeting.value.name, language) if meeting else None)
            for action in decision.actions
            if action.document == document and decision.date <= day
        ]
    return tuple(sorted(lines, key=lambda line: line.decision.date, reverse=True))


def feed_uri(settings: Settings, changes: str, language: str) -> str:
    """The feed of a changelog in a language; empty where the site has no address of its own, which feeds need."""
    return feed_file(changes, settings.prefix(language)) if settings.has_address else ""


def author_of(corpus: Corpus, language: str) -> Name:
    """Whose guidance it is: the first secretariat of the register, else the first governing body, else the site."""
    bodies = [located.value for located in corpus.registers.bodies.values()]
    for kind in (BodyKind.SECRETARIAT, BodyKind.GOVERNING_BODY):
        for body in bodies:
            if body.kind is kind:
                return name(body.name, language)
    return Name(corpus.settings.site_name, corpus.settings.codes[0])
