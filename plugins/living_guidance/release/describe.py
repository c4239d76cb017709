"""What a release is, in words and numbers: all of its record but the files."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from living_guidance.model.corpus import Corpus
from living_guidance.model.release import FORMAT, ReleasedChapter, ReleasedComments, ReleaseRecord, Source
from living_guidance.model.snapshot import IN_EFFECT, Snapshot
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
    agreed = corpus.releases.get(snapshot.id)
    before = previous_release(corpus, snapshot)
    return ReleaseRecord(
        format=FORMAT,
        id=record.id,
        type=record.type,
        audience=record.audience,
        date=record.date,
        title=record.title,
        meeting=record.meeting,
        previous=before.id if before else None,
        decisions=record.decisions,
        rounds=record.rounds,
        chapters=tuple(
            ReleasedChapter(key=f"{one.document}/{one.id}", version=one.version, digests=one.digests)
            for one in record.chapters
        ),
        comments=_comments(corpus, record.date),
        translations=_translations(snapshot),
        exceptions=agreed.value.exceptions if agreed else (),
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


def _comments(corpus: Corpus, day: date) -> dict[str, ReleasedComments]:
    """Each public round in numbers, as they were known on a day."""
    found = {}
    for name, located in corpus.public_rounds.items():
        stored, published = corpus.comments_on(name), located.value.responses_published
        here = [one.id for one in stored.comments.values() if one.received <= day]
        if not here:
            continue
        answers = stored.answers if published and published <= day else {}
        dispositions = Counter(
            answer.disposition for key in here if (answer := answers.get(key)) and answer.disposition
        )
        found[name] = ReleasedComments(
            received=len(here), answered=dispositions.total(), dispositions=dict(sorted(dispositions.items()))
        )
    return found


def _translations(snapshot: Snapshot) -> dict[str, dict[Freshness, int]]:
    """The paragraphs of each translation by their state; those without words of any language are left out."""
    found: dict[str, Counter[Freshness]] = {}
    chapters = {f"{one.document}/{one.id}": one for one in snapshot.record.chapters}
    for key, entries in ledger(snapshot).items():
        chapter = chapters[key]
        for entry in (one for one in entries if one.stands):
            for language in entry.digest.keys() - {chapter.language}:
                freshness = entry.freshness.get(language, Freshness.CURRENT)
                if freshness is not None:
                    found.setdefault(language, Counter())[freshness] += 1
    return {language: dict(sorted(counts.items())) for language, counts in sorted(found.items())}
