"""What a release is, in words and numbers: all of its record but the files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from living_guidance.model.corpus import Corpus
from living_guidance.model.release import (
    FORMAT,
    ReleasedChapter,
    ReleasedComments,
    ReleaseException,
    ReleaseRecord,
    Source,
)
from living_guidance.model.rounds import as_known
from living_guidance.model.snapshot import IN_EFFECT, FrozenChapter, Snapshot
from living_guidance.model.vocabulary import Freshness
from living_guidance.text.frozen import ledger


def describe(
    corpus: Corpus,
    snapshot: Snapshot,
    source: Source,
    tools: Mapping[str, str],
    licence: Mapping[str, str],
    *,
    is_trial: bool,
) -> ReleaseRecord:
    """The record of the release of a snapshot; a trial is told to be one."""
    record = snapshot.record
    before = previous_release(corpus, snapshot)
    meeting = corpus.registers.meetings.get(record.meeting or "")
    return ReleaseRecord(
        format=FORMAT,
        id=record.id,
        type=record.type,
        audience=record.audience,
        date=record.date,
        title=record.title,
        meeting=record.meeting,
        meeting_name=meeting.value.name if meeting else None,
        previous=before.id if before else None,
        decisions=record.decisions,
        rounds=record.rounds,
        chapters=tuple(
            ReleasedChapter(key=one.key, version=one.version, digests=one.digests) for one in record.chapters
        ),
        comments=_comments(corpus, record.date),
        translations=_translations(snapshot, corpus.settings.codes),
        exceptions=public_exceptions(corpus, snapshot),
        trial=is_trial,
        source=source,
        tools=tools,
        licence=licence,
        files=(),
    )


def previous_release(corpus: Corpus, snapshot: Snapshot) -> Snapshot | None:
    """The published snapshot with which a release is compared: for a text in effect, the one that was so before."""
    own = snapshot.record
    documents = {one.id for one in own.documents}
    earlier = [
        one
        for one in corpus.published(own.date)
        if one.id != own.id
        and one.record.date < own.date
        and documents & {document.id for document in one.record.documents}
        and (own.type not in IN_EFFECT or one.record.type in IN_EFFECT)
    ]
    return earlier[-1] if earlier else None


def public_exceptions(corpus: Corpus, snapshot: Snapshot) -> tuple[ReleaseException, ...]:
    """What was agreed about a release, but for the rounds of which the public does not know."""
    located = corpus.releases.get(snapshot.id)
    exceptions = located.value.exceptions if located else ()
    return tuple(one for one in exceptions if one.round is None or one.round in corpus.public_rounds)


def coverage(snapshot: Snapshot, chapter: FrozenChapter, language: str) -> Counter[Freshness]:
    """How many paragraphs of a chapter are in which state in a language; those without words are left out."""
    standing = [one for one in ledger(snapshot)[chapter.key] if one.stands]
    if language not in chapter.digests:
        return Counter({Freshness.MISSING: len(standing)})
    found = (one.freshness.get(language, Freshness.CURRENT) for one in standing)
    return Counter(freshness for freshness in found if freshness is not None)


def _comments(corpus: Corpus, day: date) -> dict[str, ReleasedComments]:
    """Each public round in numbers, as they were known on a day."""
    found = {}
    for name, located in corpus.public_rounds.items():
        stored = corpus.comments_on(name)
        here = stored.received_by(day)
        if not here:
            continue
        answers = stored.decided_by(day) if as_known(located.value, day).responses_published else {}
        dispositions = Counter(
            answer.disposition for key in here if (answer := answers.get(key)) and answer.disposition
        )
        found[name] = ReleasedComments(
            received=len(here), answered=dispositions.total(), dispositions=dict(sorted(dispositions.items()))
        )
    return found


def _translations(snapshot: Snapshot, languages: Iterable[str]) -> dict[str, dict[Freshness, int]]:
    """The paragraphs of each translation by their state."""
    found = {}
    for language in languages:
        translated = [one for one in snapshot.record.chapters if one.language != language]
        counts = sum((coverage(snapshot, one, language) for one in translated), Counter[Freshness]())
        if counts:
            found[language] = dict(sorted(counts.items()))
    return found
