"""The gate of a release: each condition, what is open of it, who owes it, and what was accepted all the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.release import NEVER_ACCEPTED, ReleaseException
from living_guidance.model.rounds import RoundRecord, closing_instant
from living_guidance.model.snapshot import IN_EFFECT, Snapshot
from living_guidance.model.vocabulary import Fate, Freshness, GateCondition, Series
from living_guidance.release.describe import coverage, previous_release
from living_guidance.text.history import intervals
from living_guidance.text.states import States

SECRETARIAT = ""
"""Who owes what is no team's: whoever makes the release."""
_WITH_SYMBOLS = frozenset({Series.WORKING, Series.INF, Series.CRP})


@dataclass(frozen=True, slots=True)
class Tree:
    """What is told of the working tree; the release room speaks to no git."""

    changed: tuple[str, ...] = ()
    """The files that are not as they were committed."""
    is_shallow: bool = False
    is_known: bool = True
    """Whether git can tell anything."""


@dataclass(frozen=True, slots=True)
class Open:
    """Something that is still open."""

    what: str
    """The key of its message, below ``gate.open``."""
    words: Mapping[str, object] = field(default_factory=dict)
    owes: str = SECRETARIAT
    """The id of the task team that owes it."""
    document: str = ""
    chapter: str = ""
    language: str = ""
    round: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A condition, with all that keeps it from being met."""

    condition: GateCondition
    open: tuple[Open, ...]
    accepted: tuple[tuple[Open, ReleaseException], ...]
    """What is open and was accepted as it is."""


def gate(corpus: Corpus, snapshot: Snapshot, day: date, issues: Sequence[Issue], tree: Tree) -> tuple[Verdict, ...]:
    """Every condition of a release on a day, in the order in which they are told."""
    located = corpus.releases.get(snapshot.id)
    exceptions = located.value.exceptions if located else ()
    found: dict[GateCondition, Iterable[Open]] = {
        GateCondition.CHECKS: _checks(corpus, issues),
        GateCondition.TREE: _tree(tree),
        GateCondition.ROUNDS: _rounds(corpus, snapshot, day),
        GateCondition.CHANGES: _changes(corpus, snapshot),
        GateCondition.TRANSLATIONS: _translations(corpus, snapshot),
        GateCondition.DECISIONS: _decisions(corpus, snapshot),
        GateCondition.SYMBOLS: _symbols(snapshot),
    }
    return tuple(_judged(condition, found[condition], exceptions) for condition in GateCondition)


def _judged(condition: GateCondition, found: Iterable[Open], exceptions: Iterable[ReleaseException]) -> Verdict:
    own = [one for one in exceptions if one.condition is condition and condition not in NEVER_ACCEPTED]
    still, accepted = [], []
    for one in found:
        exception = next((other for other in own if _covers(other, one)), None)
        if exception:
            accepted.append((one, exception))
        else:
            still.append(one)
    return Verdict(condition, tuple(still), tuple(accepted))


def _covers(exception: ReleaseException, one: Open) -> bool:
    """Whether an exception names what is open; of what it does not speak, it covers all."""
    pairs = (
        (exception.document, one.document or one.chapter.partition("/")[0]),
        (exception.chapter, one.chapter),
        (exception.language, one.language),
        (exception.round, one.round),
    )
    return all(name is None or name == found for name, found in pairs)


def _checks(corpus: Corpus, issues: Iterable[Issue]) -> Iterator[Open]:
    """The errors of the check, one a file."""
    faults = Counter(issue.where.path for issue in issues if issue.severity is Severity.ERROR)
    for path, count in sorted(faults.items()):
        document = corpus.documents.get(path.split("/")[1]) if path.startswith("guidance/") else None
        yield Open("errors", {"path": path, "n": count}, document.value.task_team if document else SECRETARIAT)


def _tree(tree: Tree) -> Iterator[Open]:
    if not tree.is_known:
        yield Open("no-history")
    if tree.is_shallow:
        yield Open("shallow")
    for path in tree.changed:
        yield Open("uncommitted", {"path": path})


def _rounds(corpus: Corpus, snapshot: Snapshot, day: date) -> Iterator[Open]:
    """The rounds on these documents since the release before: closed, answered, and the answers published."""
    before = previous_release(corpus, snapshot)
    documents = {one.id for one in snapshot.record.documents}
    for name, located in corpus.rounds.items():
        record = located.value
        is_of_it = record.opens <= snapshot.record.date and (before is None or record.opens > before.record.date)
        if is_of_it and not record.is_call and not record.cancelled and documents & set(record.documents):
            yield from _round(corpus, name, record, day)


def _round(corpus: Corpus, name: str, record: RoundRecord, day: date) -> Iterator[Open]:
    closes = closing_instant(record, day)
    if closes.date() > day:
        yield Open("round-open", {"round": name, "until": closes.date()}, round=name)
        return
    stored = corpus.comments_on(name)
    unanswered = Counter(
        comment.document
        for key, comment in stored.comments.items()
        if not ((answer := stored.answers.get(key)) and answer.disposition)
    )
    for document, count in sorted(unanswered.items()):
        team = corpus.documents[document].value.task_team if document in corpus.documents else SECRETARIAT
        yield Open("unanswered", {"round": name, "document": document, "n": count}, team, document, round=name)
    if record.responses_published is None or record.responses_published > day:
        yield Open("unpublished", {"round": name}, round=name)


def _changes(corpus: Corpus, snapshot: Snapshot) -> Iterator[Open]:
    """The paragraphs that changed since the release before and of which no record says why."""
    before = previous_release(corpus, snapshot)
    if before is None:
        return
    states = States(corpus, snapshot.record.date, is_public=False)
    for frozen in snapshot.record.chapters:
        key = frozen.key
        ways = [way for way in intervals(states, key) if way.new.day and way.new.day > before.record.date]
        names = {
            name: None
            for way in ways
            if way.new.snapshot
            for name in way.unexplained
            if way.changed[name].fate is not Fate.MOVED
        }
        if names:
            yield Open("unexplained", {"chapter": key, "n": len(names)}, frozen.task_team, chapter=key)


def _translations(corpus: Corpus, snapshot: Snapshot) -> Iterator[Open]:
    """The paragraphs of each chapter that a translation lacks, or has from an older text."""
    for frozen in snapshot.record.chapters:
        for code in corpus.settings.codes:
            if code == frozen.language:
                continue
            found = coverage(snapshot, frozen, code)
            counts = {"missing": found[Freshness.MISSING], "stale": found[Freshness.STALE]}
            if any(counts.values()):
                words = {"chapter": frozen.key, "language": code, **counts}
                yield Open("untranslated", words, chapter=frozen.key, language=code)


def _decisions(corpus: Corpus, snapshot: Snapshot) -> Iterator[Open]:
    """A text is in effect by a decision taken since the release before, which names the document."""
    record = snapshot.record
    for name in record.decisions:
        if name not in corpus.registers.decisions:
            yield Open("decision-unknown", {"decision": name})
    if record.type not in IN_EFFECT:
        return
    before = previous_release(corpus, snapshot)
    acted = {
        action.document
        for located in corpus.registers.decisions.values()
        if located.value.date <= record.date and (before is None or located.value.date > before.record.date)
        for action in located.value.actions
    }
    for document in record.documents:
        if document.id not in acted:
            yield Open("no-decision", {"document": document.id}, document=document.id)


def _symbols(snapshot: Snapshot) -> Iterator[Open]:
    for document in snapshot.record.documents:
        if document.series in _WITH_SYMBOLS and not document.symbol:
            yield Open("no-symbol", {"document": document.id, "series": document.series}, document=document.id)
