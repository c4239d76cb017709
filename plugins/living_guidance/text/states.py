"""The states in which a chapter can be read on a day: each snapshot that was published by then, and the working text.

``/document/chapter/`` shows the state that stands: the text in effect, else the newest published draft, else the
working text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import pairwise

from living_guidance.model.addresses import WORKING
from living_guidance.model.corpus import Corpus
from living_guidance.model.snapshot import IN_EFFECT, Snapshot
from living_guidance.model.text import Text
from living_guidance.text.frozen import frozen_text
from living_guidance.text.lineage import predecessor_of
from living_guidance.text.reading import read_text
from living_guidance.text.redline import Redline, compare


@dataclass(frozen=True, slots=True)
class State:
    """A chapter in one state."""

    chapter: str
    """``document/chapter``, as the chapter was called in this state."""
    snapshot: Snapshot | None = None
    """None for the working text."""

    @property
    def id(self) -> str:
        """The snapshot's id, or ``working``."""
        return self.snapshot.id if self.snapshot else WORKING

    @property
    def day(self) -> date | None:
        """The day it was frozen."""
        return self.snapshot.record.date if self.snapshot else None

    @property
    def is_in_effect(self) -> bool:
        """Whether its type is one whose text is in effect, until another follows."""
        return self.snapshot is not None and self.snapshot.record.type in IN_EFFECT


@dataclass(frozen=True)
class States:
    """Every chapter in every state that there is on a day."""

    corpus: Corpus
    day: date
    is_public: bool = True
    """False for those who work on the text: they also see what is for experts, and every working text."""
    is_final: bool = False
    """Whether the day is told of for good, as in a release: whoever reads it later can send nothing any more."""

    @cached_property
    def _published(self) -> tuple[Snapshot, ...]:
        if self.is_public:
            return self.corpus.published(self.day)
        return tuple(one for one in self.corpus.snapshots.values() if one.record.date <= self.day)

    @cached_property
    def chapters(self) -> tuple[str, ...]:
        """Every chapter of today, in the order of documents."""
        return tuple(key for document in self.corpus.documents for key in self.chapters_of(document))

    def chapters_of(self, document: str) -> tuple[str, ...]:
        """A document's chapters in its own order, then those that are in effect although the working text lost them."""
        own = [chapter.key for chapter in self.corpus.chapters_of(document)]
        return (*own, *(key for key in self._frozen_of(document) if key not in own and self.in_effect(key)))

    def former_chapters_of(self, document: str) -> tuple[str, ...]:
        """A document's chapters of old, which were withdrawn or have another name today.

        Their pages stay, for what was published is cited; but no list leads to them.
        """
        listed = self.chapters_of(document)
        return tuple(key for key in self._frozen_of(document) if key not in listed)

    def _frozen_of(self, document: str) -> tuple[str, ...]:
        """A document's chapters in any snapshot, those of the newest first."""
        chapters = (one for snapshot in reversed(self._published) for one in snapshot.record.chapters)
        return tuple(dict.fromkeys(one.key for one in chapters if one.document == document))

    def in_effect(self, key: str) -> State | None:
        """A chapter as it is in effect: as the newest decision on its document has it."""
        decided = self.decided_last(key.partition("/")[0])
        return State(key, decided) if decided and decided.chapter(key) else None

    def going_back_to(self, key: str) -> State | None:
        """The text in effect that a chapter goes back to: its own, or that of the chapter which it was until now.

        A chapter that was renamed or split off has no decision of its own yet; what it was is in effect as before.
        """
        if own := self.in_effect(key):
            return own
        return next((state for state in reversed(self.of(key)) if self.in_effect(state.chapter) == state), None)

    def decided_last(self, document: str) -> Snapshot | None:
        """The newest snapshot by which a document is in effect."""
        return next(
            (
                one
                for one in reversed(self._published)
                if one.record.type in IN_EFFECT and any(name.id == document for name in one.record.documents)
            ),
            None,
        )

    @cached_property
    def told(self) -> Corpus:
        """The corpus with the change records of what is shown: none of a working text that is not."""
        until = {key: self.of(key)[-1].day or self.day for key in self.chapters}
        changes = {
            name: located
            for name, located in self.corpus.changes.items()
            if located.value.date <= until.get(f"{name.partition('/')[0]}/{located.value.chapter}", self.day)
        }
        return replace(self.corpus, changes=changes)

    @cached_property
    def _of(self) -> dict[str, tuple[State, ...]]:
        return {}

    def of(self, key: str) -> tuple[State, ...]:
        """The states of a chapter that have pages, the oldest first, followed back by its paragraphs' ids."""
        if key not in self._of:
            chain = tuple(reversed(tuple(self._back(key))))
            working = (State(key),) if key in self.corpus.chapters and (not chain or self._shows_working(key)) else ()
            self._of[key] = (*chain, *working)
        return self._of[key]

    def _shows_working(self, key: str) -> bool:
        if not self.is_public:
            return True
        document = self.corpus.documents.get(key.partition("/")[0])
        return document is not None and document.value.publish_working

    def _back(self, key: str) -> Iterator[State]:
        """The published snapshots of a chapter, the newest first."""
        chapter = self.corpus.chapters.get(key)
        ids = frozenset(block.id for block in chapter.blocks) if chapter else frozenset[str]()
        found = predecessor_of(self._published, key, ids, self.day)
        while found:
            snapshot, own = found
            yield State(own, snapshot)
            found = self._before(snapshot, own)

    def _before(self, snapshot: Snapshot, key: str) -> tuple[Snapshot, str] | None:
        """The published snapshot that a frozen chapter follows, over those that were not published."""
        frozen = snapshot.chapter(key)
        while frozen and frozen.previous:
            earlier = self.corpus.snapshots.get(frozen.previous.snapshot)
            # A line that goes round, or forward, is an issue of the check: nobody follows it for ever.
            if earlier is None or earlier.record.date >= snapshot.record.date:
                return None
            if earlier in self._published:
                return earlier, frozen.previous.chapter
            snapshot, frozen = earlier, earlier.chapter(frozen.previous.chapter)
        return None

    def standing(self, key: str) -> State:
        """The state that stands at the chapter's own address."""
        if in_effect := self.in_effect(key):
            return in_effect
        frozen = [state for state in self.of(key) if state.snapshot]
        return frozen[-1] if frozen else State(key)

    def text(self, state: State, language: str) -> Text:
        """A chapter's text in a state and a language.

        A snapshot has no text in a language that the site has learnt since; it is read in its original.
        """
        if state.snapshot is None:
            return self.working(state.chapter, language)
        frozen = state.snapshot.chapter(state.chapter)
        assert frozen
        return frozen_text(state.snapshot, state.chapter, language if language in frozen.digests else frozen.language)

    def digest(self, state: State, language: str) -> str:
        """The digest of all that a chapter says in a state and a language, and of what is said of it."""
        text = self.text(state, language)
        said = [(one.block.id, one.text, one.language, one.freshness, one.previous) for one in text.passages]
        return sha256(repr((text.body, said, text.authority)).encode()).hexdigest()

    def original(self, state: State) -> Text:
        """A chapter's text in a state, in the language it was written in."""
        if state.snapshot is None:
            return self.text(state, self.corpus.chapters[state.chapter].matter.language)
        frozen = state.snapshot.chapter(state.chapter)
        assert frozen
        return self.text(state, frozen.language)

    @cached_property
    def _working(self) -> dict[tuple[str, str], Text]:
        return {}

    def working(self, key: str, language: str) -> Text:
        """A chapter's working text in a language."""
        if (key, language) not in self._working:
            self._working[key, language] = read_text(self.corpus.chapters[key], language)
        return self._working[key, language]

    @cached_property
    def _redlines(self) -> dict[tuple[State, State, str], Redline]:
        return {}

    def redline(self, old: State, new: State, language: str) -> Redline:
        """What changed between two states of a chapter, in a language."""
        key = (old, new, language)
        if key not in self._redlines:
            terms = self.corpus.terms(language)
            self._redlines[key] = compare(self.text(old, language), self.text(new, language), terms)
        return self._redlines[key]

    def standing_texts(self, language: str) -> dict[str, Text]:
        """The text that stands at each chapter's own address, by ``document/chapter``."""
        return {key: self.text(self.standing(key), language) for key in self.chapters}

    def usual_pairs(self, key: str) -> tuple[tuple[State, State], ...]:
        """The pairs whose redline has a page.

        Each state and the one before; the text in effect and the newest snapshot; the text in effect and today's.
        """
        states = self.of(key)
        basis = self.going_back_to(key) or self.standing(key)
        frozen = [state for state in states if state.snapshot]
        newest = (*frozen[-1:], *states[-1:]) if basis in states else ()
        since = ((basis, state) for state in newest if state != basis)
        return tuple(dict.fromkeys((*pairwise(states), *since)))
