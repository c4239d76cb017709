"""A comment and its answer as pages show them, in a language."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from living_guidance.model.comments import Comment, changed_by
from living_guidance.model.corpus import FRONT_IDS
from living_guidance.model.records import Words
from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import (
    BlockKind,
    CommentStatus,
    Disposition,
    Reason,
    Region,
    Reply,
    SubmitterCategory,
)
from living_guidance.text.history import row_of
from living_guidance.text.inline import plain_words
from living_guidance.text.states import State
from living_guidance.text.words import Run
from living_guidance.view.parts import Name, name, shortened, title_of
from living_guidance.view.senders import Sender
from living_guidance.view.told import Ground, Told

GLIMPSE = 150
"""How many columns of a paragraph are shown, so that readers know which one a comment is on."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph that a comment is on, or that was changed because of one."""

    id: str
    uri: str
    """Where it is read; empty for one that is nowhere."""
    number: int | None
    kind: BlockKind
    words: Name
    """How it begins."""


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that was changed because of a comment."""

    spot: Spot
    uri: str
    """Its place in the redline."""
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class SenderLine:
    """Who sent a comment, as far as that may be told."""

    key: str
    name: Name | None
    person: str
    category: SubmitterCategory
    region: Region | None
    receipt_uri: str
    """What became of all that they sent; empty where nobody is named."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another comment."""

    uri: str
    number: int | None
    anchor: str


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What the task team said and did."""

    disposition: Disposition | None
    status: CommentStatus | None
    reason: Reason | None
    response: Name | None
    decided_on: date | None
    resolved_in: str
    reply: Reply | None
    changes: tuple[Change, ...]
    duplicate_of: Reference | None
    supports: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment with all that is shown of it."""

    comment: Comment
    anchor: str
    uri: str
    """Its place in the compilation."""
    number: int | None
    senders: tuple[SenderLine, ...]
    is_late: bool
    spot: Spot | None
    """Where it is in the text; None for one on the whole, and where nobody could find the place."""
    rewording: tuple[Run, ...]
    """What the proposal would change in the text; empty where it is not a rewording."""
    answer: AnswerLine | None
    original: AnswerLine | None
    """The answer to the comment that this one was found to repeat."""
    duplicates: tuple[Reference, ...]
    """The comments that say the same, and were answered here."""
    supporters: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many comments there are, and what was done with them."""

    total: int
    dispositions: Mapping[Disposition, int]
    """Those that were answered, in the order of the vocabulary."""

    @property
    def unanswered(self) -> int:
        """How many have no answer yet, or none that is public."""
        return self.total - sum(self.dispositions.values())


class Lines:
    """Describes the comments of a round in a language."""

    def __init__(self, told: Told, language: str) -> None:
        self.told = told
        self.language = language
        self._spots: dict[State, Mapping[str, Spot]] = {}
        self._changes: dict[tuple[State, State], Mapping[str, Change]] = {}
        self._senders: dict[Sender, SenderLine] = {}

    def line(self, comment: Comment) -> CommentLine:
        """A comment with all that is shown of it."""
        told = self.told
        ground = told.ground(comment.key, comment.draft) if comment.chapter else None
        spots = self.spots(ground.draft, ground.draft_uri) if ground and ground.draft else {}
        return CommentLine(
            comment=comment,
            anchor=told.anchor(comment),
            uri=told.places[comment.id],
            number=told.number(comment.id),
            senders=tuple(self.sender(one, comment) for one in told.senders(comment)),
            is_late=told.is_late(comment.received),
            spot=spots.get(told.paragraph(comment) or ""),
            rewording=told.rewording(comment),
            answer=self._answer(comment, ground),
            original=self._original(comment),
            duplicates=self._references(told.duplicates.get(comment.id, ())),
            supporters=self._references(told.supporters.get(comment.id, ())),
        )

    def sender(self, sender: Sender, comment: Comment) -> SenderLine:
        """Who sent a comment; a name that is in no register is in the language of the comment."""
        found = self._senders.get(sender)
        if found is None or not sender.known:
            own = name(sender.known.name, self.language) if sender.known else None
            if sender.name and own is None:
                own = Name(sender.name, comment.written_in)
            uri = self.told.receipt_page(sender.code) if sender.code else ""
            found = SenderLine(sender.key, own, sender.person, sender.category, sender.region, uri)
            self._senders[sender] = found
        return found

    def spots(self, state: State, uri: str) -> Mapping[str, Spot]:
        """The paragraphs of a text by id; cells of a table by their own ids and by their row's."""
        if state not in self._spots:
            passages = self.told.states.text(state, self.language).passages
            # The title and the summary are the top of the page.
            places = {one.block.id: uri if one.block.id in FRONT_IDS else f"{uri}#{one.block.id}" for one in passages}
            self._spots[state] = {one.block.id: _spot(one, passages, places[one.block.id]) for one in passages}
        return self._spots[state]

    def changes(self, ground: Ground) -> Mapping[str, Change]:
        """The paragraphs that changed after the draft, by id."""
        if not ground.draft or not ground.after:
            return {}
        pair = ground.draft, ground.after
        if pair not in self._changes:
            redlined = self.told.states.redline(*pair, self.language)
            anchors = redlined.anchors
            before = [block.old for block in redlined.blocks if block.old]
            after = [block.new for block in redlined.blocks if block.new]
            self._changes[pair] = {
                block.id: Change(
                    _spot(block.passage, after if block.new else before, ""),
                    f"{ground.redline_uri}#{anchors[block.id]}",
                    *pair,
                )
                for block in redlined.changes
            }
        return self._changes[pair]

    def _answer(self, comment: Comment, ground: Ground | None) -> AnswerLine | None:
        answer = self.told.answers.get(comment.id)
        if answer is None:
            return None
        changed = changed_by(comment, answer) if ground and ground.after else ()
        changes = self.changes(ground) if ground and changed else {}
        named = dict.fromkeys(one if one in changes else row_of(one) for one in changed)
        return AnswerLine(
            disposition=answer.disposition,
            status=answer.status,
            reason=answer.reason,
            response=_said(answer.response, self.language),
            decided_on=answer.decided_on,
            resolved_in=answer.resolved_in or "",
            reply=answer.reply,
            changes=tuple(changes[one] for one in named if one in changes),
            duplicate_of=next(iter(self._references(filter(None, (answer.duplicate_of,)))), None),
            supports=self._references(answer.supports),
        )

    def _original(self, comment: Comment) -> AnswerLine | None:
        answer = self.told.answers.get(comment.id)
        original = self.told.comments.get(answer.duplicate_of or "") if answer else None
        if original is None:
            return None
        ground = self.told.ground(original.key, original.draft) if original.chapter else None
        return self._answer(original, ground)

    def _references(self, names: Iterable[str]) -> tuple[Reference, ...]:
        """The comments of these ids, as far as the public may know of them."""
        told = self.told
        return tuple(
            Reference(told.places[one], told.number(one), told.anchor(told.comments[one]))
            for one in names
            if one in told.comments
        )


def _said(words: Words | None, language: str) -> Name | None:
    return name(words, language) if words else None


def _spot(passage: Passage, passages: Iterable[Passage], uri: str) -> Spot:
    """A paragraph with its first words; a row has those of its cells."""
    words = passage.text
    if passage.block.kind is BlockKind.ROW:
        row = f"{passage.block.id}-c"
        words = " · ".join(one.text for one in passages if one.block.id.startswith(row))
    begins = Name(shortened(plain_words(words), GLIMPSE), passage.language)
    return Spot(passage.block.id, uri, passage.number, passage.block.kind, begins)


def lines_of(told: Told, language: str) -> Lines:
    """What describes the comments of a round in a language; it is kept with the round."""
    found = told.describers.get(language)
    if not isinstance(found, Lines):
        found = told.describers[language] = Lines(told, language)
    return found


def tally(told: Told, comments: Iterable[Comment]) -> Tally:
    """How many comments there are, and what was done with them."""
    answers = told.answers
    mine = [answers.get(comment.id) for comment in comments]
    found = Counter(answer.disposition for answer in mine if answer)
    return Tally(len(mine), {one: found[one] for one in Disposition if found[one]})


def title_of_part(told: Told, key: str, language: str) -> Name:
    """What a chapter, or a document as a whole, is called: as in the draft, else as today, else by its id."""
    states = told.states
    _, _, chapter = key.partition("/")
    if not chapter:
        return name(states.corpus.documents[key].value.short, language)
    ground = told.ground(key, None)
    if ground.draft:
        return title_of(states.text(ground.draft, language))
    if key in states.chapters:
        return title_of(states.text(states.standing(key), language))
    return Name(chapter, language)
