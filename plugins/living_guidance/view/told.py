"""What the public may know of a round's comments on a day: which, under which name, and what was answered."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from math import inf

from living_guidance.model.addresses import comments_page, receipt_page, state_page
from living_guidance.model.comments import Answer, Comment
from living_guidance.model.corpus import RoundComments
from living_guidance.model.rounds import RoundRecord, is_late
from living_guidance.model.vocabulary import PublicationPolicy, RoundState
from living_guidance.text.comment_order import order_of
from living_guidance.text.inline import plain_words
from living_guidance.text.rewording import rewording
from living_guidance.text.states import State, States
from living_guidance.text.words import Run
from living_guidance.view.parts import round_state
from living_guidance.view.senders import Counts, Receipt, Sender, Senders, short_digest
from living_guidance.view.standing import redline_uri

PER_PAGE = 500
"""The most comments on one page of the compilation."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The text that comments on a chapter speak of, and what it became."""

    draft: State | None
    """None for a text that has no page: that of a whole document, or one that was never published."""
    draft_uri: str
    after: State | None
    """The next state of the chapter that has a page."""
    redline_uri: str
    """What changed between the two; empty without a next one."""


NO_GROUND = Ground(None, "", None, "")


@dataclass(frozen=True, eq=False)
class Told:
    """A round's comments on the day of the states, in reading order; all of it is what anybody may know."""

    states: States
    record: RoundRecord

    @property
    def day(self) -> date:
        """The day that is told of."""
        return self.states.day

    @property
    def is_open(self) -> bool:
        """Whether comments may be sent."""
        return not self.states.is_final and round_state(self.record, self.day) is RoundState.OPEN

    @property
    def is_compiled(self) -> bool:
        """Whether the comments are public; before, only how many came is."""
        return self.record.compiled is not None and self.record.compiled <= self.day

    @property
    def is_answered(self) -> bool:
        """Whether the answers are public."""
        published = self.record.responses_published
        return self.is_compiled and published is not None and published <= self.day

    @property
    def is_named(self) -> bool:
        """Whether comments stand under the names of those who sent them."""
        return self.record.publication_policy is PublicationPolicy.NAMED

    @cached_property
    def _stored(self) -> RoundComments:
        return self.states.corpus.comments_on(self.record.id)

    @cached_property
    def _here(self) -> tuple[Comment, ...]:
        return tuple(self._stored.received_by(self.day).values())

    @cached_property
    def received(self) -> Mapping[date, int]:
        """How many came on each day on which any came."""
        found = Counter(comment.received for comment in self._here)
        return {day: found[day] for day in sorted(found)}

    @property
    def total(self) -> int:
        """How many came."""
        return len(self._here)

    def is_late(self, received: date) -> bool:
        """Whether what came on a day was late."""
        return is_late(self.record, received, self.day)

    @cached_property
    def comments(self) -> Mapping[str, Comment]:
        """The comments by id, in the order of the texts; none before the compilation."""
        if not self.is_compiled:
            return {}
        corpus = self.states.corpus
        order = order_of(corpus)
        here = [one for one in self._here if one.document in corpus.documents]
        meant = {one.id: _moved(one, self.paragraph(one)) for one in here}

        def place(comment: Comment) -> tuple[object, ...]:
            *text, name = order(meant[comment.id])
            return (*text, self.number(comment.id) or inf, name)

        return {one.id: one for one in sorted(here, key=place)}

    @cached_property
    def parts(self) -> Mapping[str, tuple[Comment, ...]]:
        """The comments of each chapter and of each document as a whole, by ``document/chapter`` or ``document``."""
        found: dict[str, list[Comment]] = defaultdict(list)
        for comment in self.comments.values():
            found[comment.key].append(comment)
        return {key: tuple(comments) for key, comments in found.items()}

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that were published, by the id of the comment."""
        if not self.is_answered:
            return {}
        return self._stored.decided_by(self.day)

    def paragraph(self, comment: Comment) -> str | None:
        """The paragraph that a comment is on: where the team knows better, that counts."""
        answer = self.answers.get(comment.id)
        return (answer.paragraph if answer else None) or comment.paragraph

    def number(self, name: str) -> int | None:
        """The running number of a comment, once it was given."""
        found = self._stored.numbers.get(name)
        return found.number if found and found.day <= self.day.isoformat() else None

    @cached_property
    def duplicates(self) -> Mapping[str, tuple[str, ...]]:
        """The comments that were found to say the same as each comment."""
        return self._reversed((name, (one.duplicate_of,)) for name, one in self.answers.items() if one.duplicate_of)

    @cached_property
    def supporters(self) -> Mapping[str, tuple[str, ...]]:
        """The comments that support each comment."""
        return self._reversed((name, answer.supports) for name, answer in self.answers.items())

    def _reversed(self, pairs: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for one, targets in pairs:
            for target in targets if one in self.comments else ():
                found[target].append(one)
        return {target: tuple(ones) for target, ones in found.items()}

    # ---- Texts ----

    @cached_property
    def _grounds(self) -> dict[tuple[str, str | None], Ground]:
        return {}

    def ground(self, key: str, draft: str | None) -> Ground:
        """The text that comments on a chapter speak of, by the id of the snapshot."""
        if (key, draft) not in self._grounds:
            self._grounds[key, draft] = _ground(self.states, key, draft or self.record.draft)
        return self._grounds[key, draft]

    @cached_property
    def _words(self) -> dict[tuple[State, str], Mapping[str, str]]:
        return {}

    def _words_of(self, draft: State, language: str) -> Mapping[str, str]:
        """The plain words of each paragraph of a draft, by id."""
        if (draft, language) not in self._words:
            passages = self.states.text(draft, language).passages
            self._words[draft, language] = {one.block.id: plain_words(one.text) for one in passages}
        return self._words[draft, language]

    @cached_property
    def _digests(self) -> dict[tuple[State, str], str]:
        return {}

    def text_digest(self, state: State, language: str) -> str:
        """The digest of a text."""
        if (state, language) not in self._digests:
            self._digests[state, language] = self.states.digest(state, language)
        return self._digests[state, language]

    @cached_property
    def _terms(self) -> Mapping[str, tuple[str, ...]]:
        corpus = self.states.corpus
        return {code: corpus.terms(code) for code in corpus.settings.codes}

    @cached_property
    def _rewordings(self) -> dict[str, tuple[Run, ...]]:
        return {}

    def rewording(self, comment: Comment) -> tuple[Run, ...]:
        """What a proposal would change in the words that were quoted, or else in the paragraph, if it rewords them."""
        if comment.proposed and comment.id not in self._rewordings:
            draft = self.ground(comment.key, comment.draft).draft if comment.chapter else None
            words = self._words_of(draft, comment.language) if draft else {}
            olds = (comment.quoted, words.get(self.paragraph(comment) or "", ""))
            terms = self._terms.get(comment.language, ())
            found = (rewording(old, comment.proposed, comment.language, terms) for old in olds)
            self._rewordings[comment.id] = next(filter(None, found), ())
        return self._rewordings.get(comment.id, ())

    @cached_property
    def describers(self) -> dict[str, object]:
        """What describes the comments, by language, and remembers what it found."""
        return {}

    @cached_property
    def _facts(self) -> dict[str, bytes]:
        return {}

    def facts(self, comment: Comment) -> bytes:
        """The digest of all that is told of a comment besides the texts."""
        if comment.id not in self._facts:
            self._facts[comment.id] = sha256(self._told_of(comment).encode()).digest()
        return self._facts[comment.id]

    def _told_of(self, comment: Comment) -> str:
        answer = self.answers.get(comment.id)
        others = (*self.duplicates.get(comment.id, ()), *self.supporters.get(comment.id, ()))
        if answer:
            others = (*others, *filter(None, (answer.duplicate_of,)), *answer.supports)
        # By str and not by repr, which of an enum or a record takes as long as all the rest.
        facts = (
            *(comment.id, comment.received, comment.channel, comment.written_in, comment.scope),
            *(self.number(comment.id), self.is_late(comment.received), self.places[comment.id]),
            *map(self._signed, self.senders(comment)),
            answer.model_dump_json() if answer else "",
            *(f"{one} {self.number(one)} {self.places[one]}" for one in others if one in self.places),
            *(self.answers[one].model_dump_json() for one in others if one in self.answers),
        )
        return "\0".join(map(str, facts))

    @cached_property
    def _signed(self) -> Callable[[Sender], str]:
        return cache(repr)

    # ---- Addresses ----

    @property
    def contents_uri(self) -> str:
        """The contents of the compilation."""
        return comments_page(self.record.id)

    def anchor(self, comment: Comment) -> str:
        """What a comment is called on pages and in data.

        Its id is a digest of what was written and by whom: where nobody is to be named, it would tell whoever tries all
        names. Then the digest of the file, which nobody else has, goes into it.
        """
        if self.is_named:
            return comment.id
        return f"{comment.round}-{short_digest(comment.id, comment.file)}"

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where each comment stands in the compilation, by id."""
        return {
            comment.id: f"{page}#{self.anchor(comment)}"
            for key, comments in self.parts.items()
            for page, those in self.pages_of(key).items()
            for comment in those
        }

    def pages_of(self, key: str) -> Mapping[str, tuple[Comment, ...]]:
        """The pages of the comments on a chapter or a document, in parts where they are many, and what each has."""
        comments = self.parts[key]
        starts = range(0, len(comments), PER_PAGE)
        pieces = (comments[start : start + PER_PAGE] for start in starts)
        return {self.page_of(key, part): piece for part, piece in enumerate(pieces, start=1)}

    def page_of(self, key: str, part: int = 1) -> str:
        """The page of the comments on a chapter or a document."""
        document, _, chapter = key.partition("/")
        return comments_page(self.record.id, document, chapter, part)

    # ---- Senders ----

    @cached_property
    def _senders(self) -> Senders:
        register = self.states.corpus.registers.submitters
        return Senders(register, tuple(self.comments.values()), self.anchor, is_named=self.is_named)

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """What each submitter sent: those of the register by their ids, then the others."""
        return self._senders.receipts

    def receipt_page(self, code: str) -> str:
        """The page of a receipt."""
        return receipt_page(self.record.id, code)

    @property
    def counts(self) -> Counts:
        """How many comments came from whom."""
        return self._senders.counts

    def senders(self, comment: Comment) -> tuple[Sender, ...]:
        """Who sent a comment, as far as that may be told."""
        return self._senders.of(comment)


def told_rounds(states: States) -> Mapping[str, Told]:
    """Every round with comments that the public may know of, by id."""
    rounds = states.corpus.public_rounds.items()
    return {name: Told(states, located.value) for name, located in rounds if not located.value.is_call}


def comment_uri(rounds: Mapping[str, Told], name: str) -> str:
    """Where a comment is shown, by its id; empty for one of a round without names, which has another name there."""
    told = rounds.get(name.rpartition("-")[0])
    return told.places.get(name, "") if told and told.is_named else ""


def digest_of(told: Told, comments: Iterable[Comment], language: str) -> str:
    """The digest of all that pages say of comments: while it is the same, nothing need be made again."""
    documents = {name: located.value.short for name, located in told.states.corpus.documents.items()}
    digest = sha256(repr((told.record, told.is_answered, documents, language)).encode())
    texts: dict[tuple[str, str | None, str], None] = {}
    for comment in comments:
        digest.update(told.facts(comment))
        if comment.chapter:
            texts[comment.key, comment.draft, comment.language] = None
    grounds: dict[Ground, set[str]] = {}
    for key, draft, code in texts:
        grounds.setdefault(told.ground(key, draft), {language}).add(code)
    for ground, languages in grounds.items():
        digest.update(repr((ground.draft_uri, ground.redline_uri)).encode())
        for state in filter(None, (ground.draft, ground.after)):
            digest.update("".join(told.text_digest(state, code) for code in sorted(languages)).encode())
    return digest.hexdigest()


def _moved(comment: Comment, paragraph: str | None) -> Comment:
    return comment if paragraph == comment.paragraph else comment.model_copy(update={"paragraph": paragraph})


def _ground(states: States, key: str, draft: str | None) -> Ground:
    snapshot = next((one for one in states.corpus.published(states.day) if one.id == draft), None)
    state = State(key, snapshot)
    if snapshot is None or snapshot.chapter(key) is None or state not in states.of(key):
        return NO_GROUND
    document, chapter = key.split("/")
    uri = state_page(document, chapter, snapshot.id)
    # A chapter that was renamed since goes on under its new name.
    for later in (key, *states.chapters):
        every = states.of(later)
        if state in every[:-1]:
            after = every[every.index(state) + 1]
            return Ground(state, uri, after, redline_uri(later, state, after))
    return Ground(state, uri, None, "")
