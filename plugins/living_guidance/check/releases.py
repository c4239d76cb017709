"""Releases: what was agreed about one speaks of things that are there."""

from collections.abc import Collection, Iterator

from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue
from living_guidance.model.naming import nearest
from living_guidance.model.release import NEVER_ACCEPTED


def check_releases(corpus: Corpus) -> Iterator[Issue]:
    """A snapshot for each file; documents, chapters, rounds, languages and bodies that are known."""
    for name, located in corpus.releases.items():
        record, source = located.value, located.source
        if record.id != name:
            yield Issue("release.id", source.at("id"), words={"found": record.id, "expected": name})
        snapshot = corpus.snapshots.get(name)
        if snapshot is None:
            yield Issue(
                "release.snapshot", source.at("id"), words={"found": name, "near": nearest(name, corpus.snapshots)}
            )
            continue
        chapters = [one.key for one in snapshot.record.chapters]
        known: dict[str, Collection[str]] = {
            "document": [one.id for one in snapshot.record.documents],
            "chapter": chapters,
            "round": corpus.rounds,
            "language": corpus.settings.codes,
            "accepted_by": corpus.registers.bodies,
        }
        for index, exception in enumerate(record.exceptions):
            if exception.condition in NEVER_ACCEPTED:
                where = source.at("exceptions", index, "condition")
                yield Issue("release.never", where, words={"condition": exception.condition})
            for key, names in known.items():
                found = getattr(exception, key)
                if found is not None and found not in names:
                    words = {"key": key, "found": found, "near": nearest(found, names)}
                    yield Issue("release.unknown", source.at("exceptions", index, key), words=words)
