"""Comments and their answers: each points at a text that is there, and none is answered but in full."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from living_guidance.model.comments import TAKEN_UP, Answer, Comment, changed_by
from living_guidance.model.corpus import Corpus, RoundComments
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.naming import nearest
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.vocabulary import Disposition
from living_guidance.text.frozen import ledger
from living_guidance.text.history import Interval, interval
from living_guidance.text.privacy import mask
from living_guidance.text.states import State, States

_SHOWN = 60


def check_comments(corpus: Corpus, day: date) -> Iterator[Issue]:
    """The targets of comments, and the answers; once these were to be published, none may be missing."""
    for name, found in corpus.comments.items():
        located = corpus.rounds.get(name)
        if located is None:
            continue
        record = located.value
        if record.is_call:
            first = next(iter(found.places.values()), None)
            yield from [Issue("comment.of-call", first, words={"round": record.id})] if first else ()
        yield from _targets(corpus, record, found)
        yield from _answers(corpus, record, found, day)
    yield from _unknown_causes(corpus)


def _targets(corpus: Corpus, record: RoundRecord, found: RoundComments) -> Iterator[Issue]:
    @cache
    def standing(draft: str, key: str) -> frozenset[str]:
        return frozenset(entry.id for entry in ledger(corpus.snapshots[draft]).get(key, ()) if entry.stands)

    for comment in found.comments.values():
        where = found.places[comment.id]
        if mask("\n".join(comment.written))[1]:
            yield Issue("comment.personal", where, words={"id": comment.id})
        if comment.document not in record.documents:
            words = {"id": comment.id, "found": comment.document, "known": ", ".join(record.documents)}
            yield Issue("comment.document", where, words=words)
        elif comment.draft and comment.draft not in corpus.snapshots:
            words = {"id": comment.id, "found": comment.draft, "near": nearest(comment.draft, corpus.snapshots)}
            yield Issue("comment.draft", where, words=words)
        elif comment.chapter and comment.draft:
            snapshot = corpus.snapshots[comment.draft]
            if snapshot.chapter(comment.key) is None:
                yield Issue("comment.chapter", where, words={"id": comment.id, "found": comment.key})
            elif comment.paragraph and comment.paragraph not in standing(comment.draft, comment.key):
                words = {"id": comment.id, "found": comment.paragraph, "chapter": comment.key}
                yield Issue("comment.paragraph", where, words=words)


def _answers(corpus: Corpus, record: RoundRecord, found: RoundComments, day: date) -> Iterator[Issue]:
    is_published = record.responses_published is not None and record.responses_published <= day
    changed = _Changed(corpus, day)
    for name, answer in found.answers.items():
        source = found.answer_sources[name]
        comment = found.comments.get(name)
        if comment is None:
            words = {"id": name, "near": nearest(name, found.comments)}
            yield Issue("comment.unknown", source.at(name), words=words)
            continue
        faults = (*_incomplete(corpus, answer), *_others(comment, answer, found), *_strangers(corpus, comment, answer))
        for code, key, more in faults:
            yield Issue(code, source.at(name, key), words={"id": name, **more})
        severity = Severity.ERROR if is_published else Severity.WARNING
        for paragraph in changed.idle(comment, answer):
            words = {"id": name, "paragraph": paragraph, "chapter": comment.key}
            where = source.at(name, "changed" if answer.changed else "disposition")
            yield Issue("comment.idle", where, severity, words)
    if is_published:
        yield from _unanswered(record, found, day)


def _unanswered(record: RoundRecord, found: RoundComments, day: date) -> Iterator[Issue]:
    """The comments without a disposition although the answers are said to be published."""
    for comment in found.comments.values():
        answer = found.answers.get(comment.id)
        if comment.received <= day and (answer is None or answer.disposition is None):
            words = {"id": comment.id, "text": _first_words(comment), "day": str(record.responses_published)}
            # One that came when the answers were out must not stop the site.
            is_owed = record.responses_published is not None and comment.received <= record.responses_published
            severity = Severity.ERROR if is_owed else Severity.WARNING
            yield Issue("comment.unanswered", found.places[comment.id], severity, words)


def _incomplete(corpus: Corpus, answer: Answer) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """What an answer lacks: code, key and words."""
    if answer.disposition is None:
        return
    if answer.disposition is not Disposition.ACCEPTED and answer.reason is None:
        yield "comment.no-reason", "disposition", {"disposition": answer.disposition}
    if answer.response is None:
        yield "comment.no-response", "disposition", {"disposition": answer.disposition}
    else:
        for code in corpus.settings.codes:
            if answer.response.get(code) is None:
                yield "comment.response-language", "response", {"language": code}
    if answer.disposition is Disposition.DUPLICATE and answer.duplicate_of is None:
        yield "comment.no-duplicate", "disposition", {}


def _others(comment: Comment, answer: Answer, found: RoundComments) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """The other comments that an answer names and that cannot be meant."""
    for key, others in (("duplicate_of", (answer.duplicate_of,)), ("supports", answer.supports)):
        for other in filter(None, others):
            if other not in found.comments:
                yield "comment.other", key, {"found": other, "near": nearest(other, found.comments)}
            elif key == "duplicate_of" and _goes_round(comment.id, found.answers):
                yield "comment.duplicate-round", key, {"found": other}


def _strangers(corpus: Corpus, comment: Comment, answer: Answer) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """The team and the paragraphs that an answer names and that there are none of."""
    if answer.team and answer.team not in corpus.registers.task_teams:
        near = nearest(answer.team, corpus.registers.task_teams) if corpus.registers.task_teams else "–"
        yield "comment.team", "team", {"found": answer.team, "near": near}
    if comment.draft not in corpus.snapshots:
        return
    if answer.paragraph and comment.chapter and answer.paragraph not in _ever(corpus, comment.document):
        yield "comment.no-paragraph", "paragraph", {"found": answer.paragraph, "document": comment.document}
    for name in answer.changed:
        if name not in _ever(corpus, comment.document):
            yield "comment.no-paragraph", "changed", {"found": name, "document": comment.document}


def _ever(corpus: Corpus, document: str) -> frozenset[str]:
    """The ids of all paragraphs that a document has or had in a snapshot."""
    frozen = (
        entry.id
        for snapshot in corpus.snapshots.values()
        for key, entries in ledger(snapshot).items()
        if key.startswith(f"{document}/")
        for entry in entries
    )
    working = (block.id for chapter in corpus.chapters_of(document) for block in chapter.blocks)
    return frozenset((*frozen, *working))


def _goes_round(name: str, answers: Mapping[str, Answer]) -> bool:
    """Whether following who is a duplicate of whom leads back."""
    seen = {name}
    answer = answers.get(name)
    while answer and answer.duplicate_of:
        if answer.duplicate_of in seen:
            return True
        seen.add(answer.duplicate_of)
        answer = answers.get(answer.duplicate_of)
    return False


class _Changed:
    """Which paragraphs changed between a draft and the next text of the chapter."""

    def __init__(self, corpus: Corpus, day: date) -> None:
        self.states = States(corpus, day, is_public=False)
        self.way = cache(self._way)
        self.words = cache(self._words)

    def idle(self, comment: Comment, answer: Answer) -> Iterator[str]:
        """The paragraphs that an accepted comment is said to have changed, and that are as they were."""
        if answer.disposition not in TAKEN_UP or comment.draft is None or comment.chapter is None:
            return
        way = self.way(comment.key, comment.draft)
        if way is None:
            return
        names = changed_by(comment, answer)
        for name in names:
            # What a comment on one chapter asks for may have been done in another.
            own = self.way(self.chapter(name, comment), comment.draft) or way
            if not own.did_change(name) and not self._retranslated(own, name, comment.language):
                yield name
        if not names and not way.changed:
            yield comment.chapter

    def chapter(self, name: str, comment: Comment) -> str:
        """The chapter of the document in whose way a paragraph is, the comment's own first."""
        document = self.states.corpus.documents.get(comment.document)
        others = (f"{comment.document}/{one}" for one in (document.value.chapters if document else ()))
        keys = (comment.key, *others)
        return next(
            (key for key in keys if (way := self.way(key, comment.draft or "")) and name in way.fates), comment.key
        )

    def _way(self, key: str, draft: str) -> Interval | None:
        """The way from the draft to the next state of the chapter; none where there is no next one yet."""
        states = self.states.of(key)
        place = next((place for place, state in enumerate(states) if state.id == draft), None)
        if place is None or place + 1 == len(states):
            return None
        return interval(self.states, key, states[place], states[place + 1])

    def _retranslated(self, way: Interval, name: str, language: str) -> bool:
        """Whether the words of a paragraph, or of a cell of a row, are others in the language that was commented on."""
        assert way.old
        old, new = self.words(way.old, language), self.words(way.new, language)
        names = [one for one in new if one == name or way.head_of(one) == name]
        return any(one in old and old[one] != new[one] for one in names)

    def _words(self, state: State, language: str) -> Mapping[str, str]:
        return {one.block.id: one.text for one in self.states.text(state, language).passages}


def _first_words(comment: Comment) -> str:
    text = " ".join((comment.text or comment.proposed or comment.rationale).split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _unknown_causes(corpus: Corpus) -> Iterator[Issue]:
    """The change records that name a comment which nobody made."""
    known = {name for found in corpus.comments.values() for name in found.comments}
    for located in corpus.changes.values():
        cause = located.value.caused_by
        if cause is None:
            continue
        name, _, tail = cause.reference.rpartition("-")
        # Of a round whose comments are kept elsewhere nobody can say.
        if name in corpus.comments and len(tail) == 8 and cause.reference not in known:
            where: Location = located.source.at("caused_by", "reference")
            words = {"found": cause.reference, "near": nearest(cause.reference, known) if known else "–"}
            yield Issue("comment.cause", where, words=words)
