"""Comment rounds: their list, and where one stands, in numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from living_guidance.model.addresses import chapter_changes_page, comments_file, receipt_page
from living_guidance.model.corpus import Corpus
from living_guidance.text.history import interval
from living_guidance.text.states import State
from living_guidance.view.announcement import Announcement, announcement_of
from living_guidance.view.comment import SenderLine, Tally, lines_of, tally, title_of_part
from living_guidance.view.commenting import HOW
from living_guidance.view.parts import Link, RoundLine, document_link, round_line
from living_guidance.view.standing import redline_uri
from living_guidance.view.told import Ground, Told

_MOST_DAYS = 200
"""The longest time of which every day is shown, and not only those on which comments came."""


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """The list of rounds."""

    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A text that is open for comment, or was."""

    link: Link
    """The draft; without an address where it has no page."""
    is_document: bool
    """Whether it is the document as a whole, on which there are comments."""
    comments_uri: str
    """The comments on it; empty where there are none, or none that is public."""
    tally: Tally
    changed: int | None
    """How many paragraphs changed since the draft of the round before; None where there was none."""
    redline_uri: str
    carried: int
    """How many comments on that draft are shown with this one."""


@dataclass(frozen=True, slots=True)
class DocumentDrafts:
    """The texts of one document."""

    document: Link
    previous: Link | None
    """The round before on the document, whose drafts are compared with these."""
    drafts: tuple[DraftLine, ...]

    @property
    def carries(self) -> bool:
        """Whether comments of the round before are shown with the drafts."""
        return any(draft.carried for draft in self.drafts)


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many comments came on a day."""

    day: date
    count: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    """A round in numbers; before the compilation only how many comments came, and when."""

    total: int
    late: int
    days: tuple[DayCount, ...]
    """Every day from the first of the round."""
    senders: int
    tally: Tally
    types: Mapping[str, int]
    categories: Mapping[str, int]
    """A comment that several submitted together counts for each."""
    regions: Mapping[str, int]
    """The same; those of no region, or of an unknown one, are under the empty word."""

    @property
    def busiest(self) -> int:
        """How many came on the busiest day."""
        return max((one.count for one in self.days), default=0)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A submitter in the list of receipts."""

    sender: SenderLine
    uri: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class RoundPage:
    """All that a round's page shows."""

    announcement: Announcement
    chapters: int
    """How many chapters may be commented on."""
    documents: tuple[DocumentDrafts, ...]
    numbers: Numbers
    is_left_out: bool
    """Whether the page is of a release, in which there are no comments of it."""
    is_compiled: bool
    is_answered: bool
    contents_uri: str
    """The compilation; empty before there is one."""
    receipts: tuple[ReceiptLine, ...]
    """Of those who may be named."""
    data: tuple[str, ...]
    """The files with all comments."""
    forms: tuple[Link, ...]
    """The forms for comments that may be fetched."""
    how_uri: str
    """The project's own page on how to comment; empty where there is none."""

    @property
    def previous(self) -> Link | None:
        """The round before, if it is the same for all documents that had one."""
        found = {one.previous.uri: one.previous for one in self.documents if one.previous}
        return next(iter(found.values())) if len(found) == 1 else None

    @property
    def most(self) -> int:
        """How many comments there are on the text with the most of them."""
        return max((draft.tally.total for one in self.documents for draft in one.drafts), default=0)


def rounds_view(corpus: Corpus, day: date, language: str) -> RoundsPage:
    """The rounds on a day, the latest first."""
    lines = [round_line(corpus, located.value, day, language) for located in corpus.public_rounds.values()]
    return RoundsPage(tuple(sorted(lines, key=lambda line: (line.record.opens, line.record.id), reverse=True)))


def round_view(told: Told, rounds: Mapping[str, Told], language: str, forms: tuple[Link, ...] = ()) -> RoundPage:
    """The page of a round, one of all that are told of."""
    corpus, record, day = told.states.corpus, told.record, told.day
    announcement = announcement_of(corpus, record, day, language)
    has_comments = bool(told.comments)
    return RoundPage(
        announcement=announcement,
        chapters=sum(len(corpus.chapters_of(document)) for document in record.documents),
        documents=tuple(_documents(told, rounds, language)),
        numbers=_numbers(told, announcement.line),
        is_left_out=told.states.is_final and not told.total,
        is_compiled=told.is_compiled,
        is_answered=told.is_answered,
        contents_uri=told.contents_uri if has_comments else "",
        receipts=tuple(_receipts(told, language)),
        data=tuple(comments_file(record.id, form) for form in ("json", "csv")) if has_comments else (),
        forms=forms,
        how_uri=HOW if f"docs/{HOW}" in corpus.files and not told.states.is_final else "",
    )


def _round_before(told: Told, rounds: Mapping[str, Told], document: str) -> Told | None:
    """The last round before on a document, if its draft is another one that was published."""
    record = told.record
    published = {one.id for one in told.states.corpus.published(told.day)}
    if record.draft not in published:
        return None
    earlier = [
        one
        for one in rounds.values()
        if one.record.opens < record.opens
        and document in one.record.documents
        and one.record.draft in published - {record.draft}
    ]
    return max(earlier, key=lambda one: (one.record.opens, one.record.id), default=None)


def _documents(told: Told, rounds: Mapping[str, Told], language: str) -> Iterator[DocumentDrafts]:
    """The texts of each document, those on which there are comments although they are in no draft among them."""
    corpus, record = told.states.corpus, told.record
    snapshot = next((one for one in corpus.published(told.day) if one.id == record.draft), None)
    frozen = [one.key for one in snapshot.record.chapters] if snapshot else []
    for document in record.documents:
        if document not in corpus.documents:
            continue
        before = _round_before(told, rounds, document)
        keys = dict.fromkeys((*told.parts, *frozen))
        own = [key for key in keys if key.partition("/")[0] == document]
        order = {key: place for place, key in enumerate((document, *frozen))}
        own.sort(key=lambda key: order.get(key, len(order)))
        drafts = tuple(_draft(told, before, key, language) for key in own)
        if drafts:
            previous = round_line(corpus, before.record, told.day, language).link if before else None
            yield DocumentDrafts(document_link(corpus, document, language), previous, drafts)


def _draft(told: Told, before: Told | None, key: str, language: str) -> DraftLine:
    ground = told.ground(key, None)
    changed, uri = _changes(told, before, key, ground)
    comments = told.parts.get(key, ())
    return DraftLine(
        link=Link(ground.draft_uri, title_of_part(told, key, language)),
        is_document="/" not in key,
        comments_uri=told.page_of(key) if comments else "",
        tally=tally(told, comments),
        changed=changed,
        redline_uri=uri,
        carried=_carried(told, before, key) if ground.draft else 0,
    )


def _changes(told: Told, before: Told | None, key: str, ground: Ground) -> tuple[int | None, str]:
    """How many paragraphs changed since the draft of the round before, and where they are shown."""
    old = _old_draft(told, before, key)
    if old is None or ground.draft is None:
        return None, ""
    count = len(interval(told.states, key, old, ground.draft).changed)
    is_usual = (old, ground.draft) in told.states.usual_pairs(key)
    uri = redline_uri(key, old, ground.draft) if is_usual else chapter_changes_page(*key.split("/"))
    return count, uri if count else ""


def _carried(told: Told, before: Told | None, key: str) -> int:
    old = _old_draft(told, before, key)
    return len(before.parts.get(old.chapter, ())) if before and old else 0


def _old_draft(told: Told, before: Told | None, key: str) -> State | None:
    draft = before.record.draft if before else None
    return next((state for state in told.states.of(key) if state.id == draft), None) if draft else None


def _numbers(told: Told, line: RoundLine) -> Numbers:
    received = told.received
    comments = told.comments.values()
    return Numbers(
        total=told.total,
        late=sum(count for day, count in received.items() if told.is_late(day)),
        days=tuple(_days(told, line)),
        senders=len(told.receipts),
        tally=tally(told, comments),
        types=_sorted(Counter(comment.type for comment in comments)),
        categories=_sorted(told.counts.categories),
        regions=_sorted(told.counts.regions),
    )


def _days(told: Told, line: RoundLine) -> Iterator[DayCount]:
    received = told.received
    if not received:
        return
    first = min(told.record.opens, *received)
    last = max(min(line.last_day, told.day), *received)
    every = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    # A slip in a date must not draw a picture of years.
    for day in every if len(every) <= _MOST_DAYS else received:
        yield DayCount(day, received.get(day, 0), told.is_late(day))


def _sorted(counts: Mapping[str, int]) -> Mapping[str, int]:
    """How often each word stands, the most frequent first, what is not known last."""
    found = {str(word): count for word, count in counts.items()}
    return dict(sorted(found.items(), key=lambda one: (not one[0], -one[1], one[0])))


def _receipts(told: Told, language: str) -> Iterator[ReceiptLine]:
    lines = lines_of(told, language)
    for receipt in told.receipts if told.is_named else ():
        sender = lines.sender(receipt.sender, receipt.comments[0])
        yield ReceiptLine(sender, receipt_page(told.record.id, receipt.code), tally(told, receipt.comments))
