"""Snapshots follow each other in one line: each frozen chapter has one successor, and an older predecessor."""

from collections.abc import Iterator
from datetime import date

from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.naming import version_key
from living_guidance.model.snapshot import FrozenChapter, Predecessor, Snapshot
from living_guidance.text.states import States


def check_snapshots(corpus: Corpus, day: date) -> Iterator[Issue]:
    """The predecessor of each frozen chapter; that their files are as they were made is seen when they are read."""
    yield from _versions(corpus, day)
    followers: dict[tuple[Predecessor | None, str], Snapshot] = {}
    for snapshot in corpus.snapshots.values():
        where = Location(snapshot.manifest)
        for chapter in snapshot.record.chapters:
            yield from _check_predecessor(corpus, snapshot, chapter, where)
            key = chapter.key
            first = followers.setdefault((chapter.previous, key), snapshot)
            if first is not snapshot:
                words = {"one": first.id, "other": snapshot.id, "chapter": key}
                if chapter.previous:
                    words["previous"] = chapter.previous.snapshot
                yield Issue(
                    "snapshot.same-predecessor" if chapter.previous else "snapshot.two-first", where, words=words
                )


def _check_predecessor(corpus: Corpus, snapshot: Snapshot, chapter: FrozenChapter, where: Location) -> Iterator[Issue]:
    if chapter.previous is None:
        return
    words = {"chapter": chapter.key, "previous": chapter.previous.snapshot}
    previous = corpus.snapshots.get(chapter.previous.snapshot)
    if previous is None:
        # One that was edited is told of by its own file.
        if not any(path.startswith(f"guidance/snapshots/{chapter.previous.snapshot}/") for path in corpus.unread):
            yield Issue("snapshot.no-predecessor", where, words=words)
    elif previous.record.date >= snapshot.record.date:
        yield Issue("snapshot.order", where, words=words)


def _versions(corpus: Corpus, day: date) -> Iterator[Issue]:
    """A text that has gone on since it was frozen has a higher version."""
    states = States(corpus, day, is_public=False)
    for key, chapter in corpus.chapters.items():
        *_, frozen, working = (None, None, *states.of(key))
        if not frozen or not working or not frozen.snapshot or working.snapshot or "version" in chapter.doubted:
            continue
        before = states.original(frozen).matter.version
        same = states.original(frozen).body == chapter.body
        if not _has_risen(chapter.matter.version, before, same):
            words = {"found": chapter.matter.version, "frozen": before, "snapshot": frozen.id}
            yield Issue("snapshot.version", chapter.source.at("version"), Severity.WARNING, words)


def _has_risen(version: str, before: str, is_same: bool) -> bool:
    """Whether a version may follow another: the same text may keep it."""
    return version_key(version) > version_key(before) or (is_same and version == before)
