"""Changelogs: what the ledger says changed from state to state, and what the change records say of it and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import groupby

from living_guidance.model.addresses import (
    CHANGES,
    chapter_changes_page,
    chapter_page,
    document_changes_page,
    history_address,
    state_page,
)
from living_guidance.model.corpus import FRONT_IDS
from living_guidance.model.records import ChangeRecord
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind, ChangeClass, Fate
from living_guidance.text.history import Interval, changed_ids, intervals
from living_guidance.text.inline import plain_words
from living_guidance.text.redline import BlockFate
from living_guidance.text.states import State, States
from living_guidance.view.choices import Choices, choices_of
from living_guidance.view.parts import (
    ChangeLine,
    Link,
    Name,
    change_line,
    document_link,
    feed_uri,
    name,
    shortened,
    title_of,
)
from living_guidance.view.standing import redline_uri, state_uri
from living_guidance.view.told import Told, comment_uri

Ways = Mapping[str, tuple[Interval, ...]]
"""The intervals of each chapter, by ``document/chapter``, the oldest first."""

LONG = 8
"""A list with more records than this is folded."""
_GLIMPSE = 64
"""How many columns of a paragraph without a number are shown, so that readers know which one it is."""


@dataclass(frozen=True, slots=True)
class StateName:
    """A state as it is spoken of."""

    id: str
    title: Name | None
    """None for the working text."""
    day: date | None

    @property
    def is_working(self) -> bool:
        """Whether it is the working text."""
        return self.title is None


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph that is spoken of."""

    id: str
    uri: str
    """Where it is read, or its history where it is gone; empty where it has neither."""
    number: int | None
    words: Name
    """How it begins; the title and the summary have a name of their own."""

    @property
    def front(self) -> str:
        """``title`` or ``summary``, if it is one of them."""
        return self.id if self.id in FRONT_IDS else ""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A change record in a changelog."""

    line: ChangeLine
    places: tuple[Place, ...]
    uri: str
    """Its place in the changelog of its chapter, for ever."""

    @property
    def record(self) -> ChangeRecord:
        """The record itself."""
        return self.line.record

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return self.uri.partition("#")[2]


@dataclass(frozen=True, slots=True)
class ChapterChanges:
    """What became of a chapter on its way to a state."""

    key: str
    """``document/chapter``, as it is called today."""
    chapter: Link
    """The chapter in that state."""
    document: Link
    changes_uri: str
    state: StateName
    since: StateName | None
    """The state before; None where the chapter begins."""
    counts: Mapping[Fate, int]
    """How many paragraphs changed; a row counts as one."""
    redline_uri: str
    """Empty where nothing changed."""
    records: tuple[RecordLine, ...]
    """The latest first."""
    unexplained: int
    """How many of the changed paragraphs no record speaks of."""
    is_published: bool
    """Whether feeds may speak of it: the text is a snapshot, or the one that stands at the chapter's own address."""

    @property
    def total(self) -> int:
        """How many paragraphs changed."""
        return sum(self.counts.values())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say of it."""
        return self.since is not None and not self.counts and not self.records


@dataclass(frozen=True, slots=True)
class StateChanges:
    """What became of all chapters on their way to a state."""

    state: StateName
    chapters: tuple[ChapterChanges, ...]
    """Those that changed, or whose records say so."""
    begun: tuple[Link, ...]
    """The chapters that begin here, if there were other texts before or it is a snapshot."""

    @property
    def is_since(self) -> bool:
        """Whether it is the working text after others, rather than where everything begins."""
        return self.state.is_working and any(chapter.since for chapter in self.chapters)

    @property
    def records(self) -> tuple[RecordLine, ...]:
        """All records."""
        return tuple(record for chapter in self.chapters for record in chapter.records)

    @property
    def counts(self) -> Mapping[Fate, int]:
        """How many paragraphs changed in all."""
        found: Counter[Fate] = Counter()
        for chapter in self.chapters:
            found.update(chapter.counts)
        return {fate: found[fate] for fate in Fate if found[fate]}

    @property
    def is_long(self) -> bool:
        """Whether it is more than a reader takes in at once."""
        return len(self.records) > LONG


@dataclass(frozen=True, slots=True)
class Event:
    """What became of a paragraph on the way to a state."""

    state: StateName
    since: StateName
    before: State
    after: State
    """Between these the redline shows its words."""
    fate: BlockFate
    others: tuple[tuple[Place, Fate], ...]
    """The paragraphs that its words came from or went to, and what became of each."""
    records: tuple[RecordLine, ...]
    uri: str
    """Its permanent address in that state; empty where it is gone."""
    redline_uri: str


@dataclass(frozen=True, slots=True)
class History:
    """All that ever became of a paragraph."""

    place: Place
    """Where it is read today; its address is empty if it is gone."""
    first: StateName | None
    """The first text there is, if the paragraph was in it; None for one that came later."""
    events: tuple[Event, ...]
    """The latest first."""

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"h-{self.place.id}"


@dataclass(frozen=True, slots=True)
class ChangelogPage:
    """The changes of the site, a document or a chapter, by state, the latest first."""

    uri: str
    subject: Link | None
    """The document or chapter; None for the whole site."""
    up: Link | None
    """The changelog that this one is a part of."""
    states: tuple[StateChanges, ...]
    feed_uri: str
    """Empty where the site has no address of its own, which feeds need."""
    is_chapter: bool = False
    histories: tuple[History, ...] = ()
    """Of a chapter's paragraphs, in the order of the text, those that are gone last."""
    choices: Choices | None = None
    """The states of a chapter between any two of which the reader may ask what changed."""

    @property
    def classes(self) -> Mapping[ChangeClass, int]:
        """How many records there are of each class."""
        found = Counter(record.record.change_class for state in self.states for record in state.records)
        return {one: found[one] for one in ChangeClass if found[one]}


def ways_of(states: States) -> Ways:
    """The intervals of every chapter that has a page."""
    return {key: intervals(states, key) for key in states.chapters}


def changelog_view(
    states: States, ways: Ways, language: str, document: str = "", rounds: Mapping[str, Told] = {}
) -> ChangelogPage:
    """The changelog of the site, or of a document."""
    own = {key: found for key, found in ways.items() if not document or key.startswith(f"{document}/")}
    uri = document_changes_page(document) if document else CHANGES
    return ChangelogPage(
        uri=uri,
        subject=document_link(states.corpus, document, language) if document else None,
        up=None,
        states=tuple(_by_state(states, _without_echoes(states, own, language, rounds))),
        feed_uri=feed_uri(states.corpus.settings, uri, language),
    )


def chapter_changelog_view(
    states: States, ways: Ways, key: str, language: str, rounds: Mapping[str, Told] = {}
) -> ChangelogPage:
    """The changelog of a chapter, with the history of each of its paragraphs."""
    document, chapter = key.split("/")
    uri = chapter_changes_page(document, chapter)
    title = title_of(states.text(states.standing(key), language))
    readers = [_Reader(states, way, language, rounds) for way in ways[key]]
    return ChangelogPage(
        uri=uri,
        subject=Link(chapter_page(document, chapter), title),
        up=Link(document_changes_page(document), document_link(states.corpus, document, language).name),
        states=tuple(_by_state(states, (reader.changes() for reader in readers), is_whole=True)),
        feed_uri=feed_uri(states.corpus.settings, uri, language),
        is_chapter=True,
        histories=tuple(_histories(readers)),
        choices=choices_of(states, key, language),
    )


def _by_state(states: States, lines: Iterable[ChapterChanges], *, is_whole: bool = False) -> Iterator[StateChanges]:
    """The chapters by the state they came to, the latest first; whole means that what did not change is said too."""
    order = {name: place for place, name in enumerate(states.corpus.snapshots)}

    def place(line: ChapterChanges) -> int:
        return order.get(line.state.id, len(order))

    # Where no text was published yet, all of it begins, which goes without saying.
    is_told = bool(states.corpus.published(states.day))
    for _, group in groupby(sorted(lines, key=place, reverse=True), place):
        chapters = tuple(group)
        begun = tuple(one.chapter for one in chapters if one.since is None and is_told)
        shown = tuple(one for one in chapters if one.records or one.counts or (is_whole and one.since))
        if shown or begun:
            yield StateChanges(chapters[0].state, shown, begun)


def _without_echoes(states: States, ways: Ways, language: str, rounds: Mapping[str, Told]) -> Iterator[ChapterChanges]:
    """Each interval and each record once, although a chapter that was split or renamed shares its past with others.

    An interval stays with the chapter that it led to, a record with the one that it names, if these have pages.
    """
    of_pair: dict[tuple[State | None, State], str] = {}
    of_record: dict[tuple[str, str], str] = {}
    for key, way in ((key, way) for key, found in ways.items() for way in found):
        document = key.partition("/")[0]
        if way.new.chapter == key or (way.old, way.new) not in of_pair:
            of_pair[way.old, way.new] = key
        for record in way.records:
            if f"{document}/{record.chapter}" == key or (document, record.id) not in of_record:
                of_record[document, record.id] = key
    for key, way in ((key, way) for key, found in ways.items() for way in found):
        document = key.partition("/")[0]
        records = tuple(record for record in way.records if of_record[document, record.id] == key)
        is_own = of_pair[way.old, way.new] == key
        if is_own or records:
            yield _Reader(states, way, language, rounds).changes(records, is_own=is_own)


class _Reader:
    """Reads what happened in an interval, in a language."""

    def __init__(self, states: States, way: Interval, language: str, rounds: Mapping[str, Told]) -> None:
        self.states, self.way, self.language = states, way, language
        self.find = partial(comment_uri, rounds)
        self.text = states.text(way.new, language)
        self.uri = permanent_page(states, way.new)
        self.redline_uri = redline_uri(way.chapter, way.old, way.new) if way.old else ""
        self.state = _state_name(way.new, language)

    @cached_property
    def since(self) -> StateName | None:
        return _state_name(self.way.old, self.language) if self.way.old else None

    @cached_property
    def new(self) -> Mapping[str, Passage]:
        return _passages(self.text)

    @cached_property
    def old(self) -> Mapping[str, Passage]:
        return _passages(self.states.text(self.way.old, self.language)) if self.way.old else {}

    def changes(self, records: tuple[ChangeRecord, ...] | None = None, *, is_own: bool = True) -> ChapterChanges:
        """What became of the chapter; of an interval that is told elsewhere only these records."""
        way = self.way
        found = Counter(fate.fate for fate in way.changed.values()) if is_own else Counter[Fate]()
        document = way.chapter.partition("/")[0]
        return ChapterChanges(
            key=way.chapter,
            chapter=Link(self.uri or chapter_page(*way.chapter.split("/")), title_of(self.text)),
            document=document_link(self.states.corpus, document, self.language),
            changes_uri=chapter_changes_page(*way.chapter.split("/")),
            state=self.state,
            since=self.since,
            counts={fate: found[fate] for fate in Fate if found[fate]},
            redline_uri=self.redline_uri if found else "",
            records=tuple(map(self.record, way.records if records is None else records)),
            unexplained=len(way.unexplained) if is_own else 0,
            is_published=way.new.snapshot is not None or self.states.standing(way.chapter) == way.new,
        )

    def record(self, record: ChangeRecord) -> RecordLine:
        """A change record with its paragraphs, as far as they are in either text."""
        places = (self.place(name) for name in record.paragraphs)
        return RecordLine(
            line=change_line(self.states.corpus, record, self.text, self.language, self.uri, self.find),
            places=tuple(place for place in places if place),
            uri=f"{chapter_changes_page(*self.way.chapter.split('/'))}#r-{record.id}",
        )

    def place(self, name: str) -> Place | None:
        """A paragraph in the new text, else as it was in the old one."""
        passage = self.new.get(name) or self.old.get(name)
        if passage is None:
            return None
        here = self.new if name in self.new else self.old
        uri = self._address(name) if name in self.new else self._history(name)
        return Place(name, uri, passage.number, _glimpse(passage, here))

    def _address(self, name: str) -> str:
        """Where a paragraph of the new text is read; the title and the summary are the top of the page."""
        return f"{self.uri}#{name}" if self.uri and name not in FRONT_IDS else self.uri

    def _history(self, name: str) -> str:
        document, chapter = self.way.chapter.split("/")
        return history_address(document, chapter, self.way.head_of(name)) if self.way.did_change(name) else ""

    def event(self, name: str) -> Event:
        """What became of a paragraph that changed."""
        way = self.way
        fate = way.changed[name]
        assert way.old
        assert self.since
        others = ((self.place(other), way.fates[other].fate) for other in fate.others if other in way.fates)
        return Event(
            state=self.state,
            since=self.since,
            before=way.old,
            after=way.new,
            fate=fate,
            others=tuple((place, found) for place, found in others if place),
            records=tuple(map(self.record, way.explained.get(name, ()))),
            uri=self._address(name) if name in self.new else "",
            redline_uri=self.redline_uri,
        )


def _histories(readers: list[_Reader]) -> Iterator[History]:
    """The histories of a chapter's paragraphs, in the order of its last text."""
    if not readers:
        return
    changed = changed_ids(reader.way for reader in readers)
    first, last = readers[0], readers[-1]
    gone = [block for reader in reversed(readers) for block in reader.way.fates if block not in last.new]
    for block in (*last.new, *dict.fromkeys(gone)):
        if block in changed:
            yield _history(block, [reader for reader in readers if block in reader.way.changed], first, last)


def _history(block: str, changed: list[_Reader], first: _Reader, last: _Reader) -> History:
    """The history of a paragraph from the intervals in which it changed."""
    place = last.place(block) if block in last.new else changed[-1].place(block)
    assert place
    return History(
        place=place if block in last.new else replace(place, uri=""),
        first=first.state if block in first.way.fates else None,
        events=tuple(reader.event(block) for reader in reversed(changed)),
    )


def _state_name(state: State, language: str) -> StateName:
    title = name(state.snapshot.record.title, language) if state.snapshot else None
    return StateName(state.id, title, state.day)


def permanent_page(states: States, state: State) -> str:
    """The page that shows a state for ever; empty where the chapter, as it was called then, has none."""
    if state.chapter not in states.chapters or state not in states.of(state.chapter):
        return ""
    document, chapter = state.chapter.split("/")
    return state_page(document, chapter, state.id) if state.snapshot else state_uri(states, state)


def _passages(text: Text) -> Mapping[str, Passage]:
    return {passage.block.id: passage for passage in text.passages}


def _glimpse(passage: Passage, passages: Mapping[str, Passage]) -> Name:
    """How a paragraph begins; a row by its cells."""
    words = passage.text
    if passage.block.kind is BlockKind.ROW:
        row = f"{passage.block.id}-c"
        cells = [one for name, one in passages.items() if name.startswith(row)]
        words = " · ".join(cell.text for cell in cells)
    return Name(shortened(plain_words(words), _GLIMPSE), passage.language)
