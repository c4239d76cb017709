"""Which state of a chapter a page shows, which other states there are, and which of them is in effect."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from living_guidance.model.addresses import chapter_page, redline_page, state_page
from living_guidance.model.corpus import Block
from living_guidance.model.snapshot import IN_EFFECT
from living_guidance.model.vocabulary import ChapterState, SnapshotType
from living_guidance.text.anchors import heading_anchors
from living_guidance.text.states import State, States
from living_guidance.view.parts import Name, name

_FRAGMENT = re.compile(r"#([^\s#()<>\"']+)")


@dataclass(frozen=True, slots=True)
class StateLine:
    """A state of a chapter as it stands in the picker and in banners."""

    id: str
    uri: str
    """Its own page: the chapter's own address for the state that stands there."""
    title: Name | None
    """What readers call the snapshot; None for the working text."""
    date: date | None
    type: SnapshotType | None
    is_shown: bool
    """Whether it is the one that the page shows."""
    is_in_effect: bool
    """Whether it is the text in effect."""
    changes_uri: str
    """The page of what changed since the state before it; empty for the first."""

    @property
    def is_working(self) -> bool:
        """Whether it is the working text."""
        return self.type is None


@dataclass(frozen=True, slots=True)
class Standing:
    """All states of a chapter, the newest first, and how the one that is shown stands among them."""

    states: tuple[StateLine, ...]
    replaced_on: date | None
    """The day on which the text that is shown, which was in effect, gave way to another."""
    since_uri: str
    """The page of what changed since the text in effect, up to the newest snapshot; empty where nothing followed."""

    @property
    def shown(self) -> StateLine:
        """The state that the page shows."""
        return next(line for line in self.states if line.is_shown)

    @property
    def in_effect(self) -> StateLine | None:
        """The text in effect, if there is one."""
        return next((line for line in self.states if line.is_in_effect), None)

    @property
    def newest(self) -> StateLine | None:
        """The newest snapshot, if there is one."""
        return next((line for line in self.states if not line.is_working), None)

    @property
    def status(self) -> ChapterState | None:
        """Where the text that is shown has come, as its snapshot tells; None for the working text."""
        shown = self.shown
        if shown.type is None:
            return None
        if shown.is_in_effect:
            return ChapterState.IN_EFFECT
        if shown.type in IN_EFFECT:
            return ChapterState.SUPERSEDED
        if shown.type is SnapshotType.COP_SUBMISSION:
            return ChapterState.SUBMITTED_TO_COP
        return ChapterState.PUBLISHED_FOR_COMMENT


def state_uri(states: States, state: State) -> str:
    """The page of a state: the chapter's own address where it stands there, else one of its own."""
    document, chapter = state.chapter.split("/")
    stands = states.standing(state.chapter) == state
    return state_page(document, chapter, "" if stands else state.id)


def follow(states: States, shown: State, path: str, fragment: str, exists: Callable[[str], bool]) -> str | None:
    """Where a link in a text leads: to the other chapter as it read in the same state, if it did, else as it stands.

    A fragment that the page does not have is left out. None where a frozen text leads to a page that is no more; the
    working text still can be mended.
    """
    key = path.removesuffix(".md")
    found = _same_state(states, shown, key)
    if found is None:
        is_there = exists(path) or shown.snapshot is None
        return (f"{path}#{fragment}" if fragment else path) if is_there else None
    is_there = fragment in _fragments([passage.block for passage in states.original(found).passages])
    return state_uri(states, found) + (f"#{fragment}" if is_there else "")


def named_fragments(states: States) -> dict[str, list[str]]:
    """The places in the working text of each chapter that a published snapshot may name in a link.

    It is all in the working text that decides where a frozen link leads.
    """
    published = states.corpus.published(states.day)
    texts = (text for snapshot in published for path, text in snapshot.files.items() if path.endswith(".md"))
    named = {fragment for text in texts for fragment in _FRAGMENT.findall(text)}
    return {key: sorted(named & _fragments(chapter.blocks)) for key, chapter in states.corpus.chapters.items()}


def _fragments(blocks: Sequence[Block]) -> set[str]:
    """The places in a text that a link may name."""
    return {block.id for block in blocks} | set(heading_anchors(blocks).values())


def _same_state(states: States, shown: State, key: str) -> State | None:
    """A chapter in the state of another, else as it stands; None for what is no chapter with a page."""
    if shown.snapshot and shown.snapshot.chapter(key):
        return State(key, shown.snapshot)
    if key not in states.chapters:
        return None
    working = State(key)
    return working if shown.snapshot is None and working in states.of(key) else states.standing(key)


def redline_uri(key: str, old: State, new: State) -> str:
    """The page of what changed in a chapter between two states."""
    document, chapter = key.split("/")
    return redline_page(document, chapter, old.id, new.id)


def standing_of(states: States, key: str, shown: State, language: str) -> Standing:
    """The states of a chapter around the one that a page shows."""
    every = states.of(key)
    in_effect = states.going_back_to(key)
    before = dict(zip(every[1:], every, strict=False))
    lines = [
        _line(states, key, state, language, before.get(state), is_shown=state == shown, in_effect=in_effect)
        for state in reversed(every)
    ]
    newest = next((state for state in reversed(every) if state.snapshot), None)
    since = redline_uri(key, in_effect, newest) if newest and in_effect and newest != in_effect else ""
    return Standing(tuple(lines), _replaced_on(states, key, shown), since)


def _replaced_on(states: States, key: str, shown: State) -> date | None:
    decided = states.decided_last(key.partition("/")[0])
    was_in_effect = shown.snapshot is not None and shown.is_in_effect and shown.snapshot is not decided
    return decided.record.date if decided and was_in_effect else None


def _line(
    states: States,
    key: str,
    state: State,
    language: str,
    before: State | None,
    *,
    is_shown: bool,
    in_effect: State | None,
) -> StateLine:
    record = state.snapshot.record if state.snapshot else None
    return StateLine(
        id=state.id,
        uri=state_uri(states, state),
        title=name(record.title, language) if record else None,
        date=record.date if record else None,
        type=record.type if record else None,
        is_shown=is_shown,
        is_in_effect=state == in_effect,
        changes_uri=redline_uri(key, before, state) if before else "",
    )


def state_pages(states: States, key: str) -> Iterator[tuple[str, State]]:
    """Every page that shows a chapter, by its address: its own, one for each snapshot, one for the working text."""
    document, chapter = key.split("/")
    standing = states.standing(key)
    yield chapter_page(document, chapter), standing
    for state in states.of(key):
        # What the chapter was called then is a chapter of its own, if it still has a page.
        if state.chapter == key and (state.snapshot or state != standing):
            yield state_page(document, chapter, state.id), state
