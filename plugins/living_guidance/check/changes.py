"""Change records speak of chapters and paragraphs that exist and did change; no change goes without one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from living_guidance.model.corpus import Chapter, Corpus, Located
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.naming import nearest
from living_guidance.model.records import ChangeRecord
from living_guidance.model.vocabulary import ChangeClass, ChangeKind, Fate
from living_guidance.text.frozen import ledger
from living_guidance.text.history import Interval, interval
from living_guidance.text.states import States

_SHOWN = 8
"""How many paragraphs of a snapshot one message names."""


def check_changes(corpus: Corpus, day: date) -> Iterator[Issue]:
    """The chapter and paragraphs of each record, whether it says why, and whether records and changes agree."""
    for key, change in corpus.changes.items():
        yield from _check_change(corpus, key.split("/")[0], change, day)
    frozen, today = States(corpus, date.max, is_public=False), States(corpus, day, is_public=False)
    ways = [(chapter, way) for key, chapter in corpus.chapters.items() for way in _ways(frozen, today, key)]
    for chapter, way in ways:
        yield from _unexplained(chapter, way)
    yield from _idle(corpus, [way for _, way in ways])


def _check_change(corpus: Corpus, folder: str, change: Located[ChangeRecord], day: date) -> Iterator[Issue]:
    record, source = change.value, change.source
    key = f"{folder}/{record.chapter}"
    chapter = corpus.chapters.get(key)
    frozen = _frozen_ids(corpus, key)
    if chapter is None and not frozen:
        if f"guidance/{key}.md" in corpus.unread:
            return
        known = [name.split("/")[1] for name in corpus.chapters if name.startswith(f"{folder}/")]
        words = {"chapter": record.chapter, "document": folder, "nearest": nearest(record.chapter, known)}
        yield Issue("change.chapter", source.at("chapter"), words=words)
        return
    ids = frozen | (_known(chapter) if chapter else set())
    for index, paragraph in enumerate(record.paragraphs):
        if paragraph not in ids:
            words = {"paragraph": paragraph, "chapter": record.chapter, "nearest": nearest(paragraph, ids)}
            yield Issue("change.paragraph", source.at("paragraphs", index), words=words)
    is_due = record.date <= day
    if chapter and is_due and "date" not in chapter.doubted and record.date > chapter.matter.date:
        words = {"date": record.date.isoformat(), "chapter_date": chapter.matter.date.isoformat()}
        yield Issue("change.later-than-chapter", source.at("date"), Severity.WARNING, words)
    if record.change_class is not ChangeClass.EDITORIAL and record.caused_by is None:
        yield Issue("change.no-cause", source.at("class"), Severity.WARNING, {"class": record.change_class})


def _known(chapter: Chapter) -> set[str]:
    """The ids of a chapter's text, and those that its template remembers."""
    template = chapter.template
    remembered = (*template.entries, *template.obsolete) if template else ()
    return {block.id for block in chapter.blocks} | {entry.id for entry in remembered}


def _frozen_ids(corpus: Corpus, key: str) -> set[str]:
    """Every id that a chapter had in a snapshot, also of what was deleted there."""
    return {entry.id for snapshot in corpus.snapshots.values() for entry in ledger(snapshot).get(key, ())}


def _ways(frozen: States, today: States, key: str) -> Iterator[Interval]:
    """The intervals between all snapshots of a chapter, and from the last one up to the day to the working text."""
    for old, new in pairwise(frozen.of(key)):
        if new.snapshot:
            yield interval(frozen, key, old, new)
    for old, new in list(pairwise(today.of(key)))[-1:]:
        if new.snapshot is None:
            yield interval(today, key, old, new)


def _unexplained(chapter: Chapter, way: Interval) -> Iterator[Issue]:
    """The paragraphs that changed without a record; where one only moved, its words are as they were."""
    names = [name for name in way.unexplained if way.changed[name].fate is not Fate.MOVED]
    if not names:
        return
    assert way.old
    words = {"chapter": way.chapter, "since": way.old.id}
    if way.new.snapshot:
        listed = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        where = Location(way.new.snapshot.manifest)
        words |= {"paragraphs": listed, "until": way.new.id, "count": str(len(names))}
        yield Issue("change.unexplained-in-snapshot", where, Severity.WARNING, words)
        return
    blocks = {block.id: block for block in chapter.blocks}
    for name in names:
        where = chapter.locate(blocks[name]) if name in blocks else Location(chapter.source.path)
        words = words | {"paragraph": name}
        yield Issue(f"change.unexplained-{way.changed[name].fate}", where, Severity.WARNING, words)


def _idle(corpus: Corpus, ways: Iterable[Interval]) -> Iterator[Issue]:
    """The records of an interval that name paragraphs which did not change in it.

    A chapter that was split or renamed shares its past, and the records of that, with others: a change in one of them
    is enough.
    """
    sharing: dict[tuple[str, str, str], list[Interval]] = defaultdict(list)
    for way in ways:
        assert way.old
        document = way.chapter.partition("/")[0]
        for record in way.records:
            sharing[f"{document}/{record.id}", way.old.id, way.new.id].append(way)
    for (key, since, until), own in sharing.items():
        located = corpus.changes[key]
        record = located.value
        still = [name for name in record.paragraphs if not any(way.did_change(name) for way in own)]
        # Of things in a new order some stay where they are.
        if still and (record.kind is not ChangeKind.MOVE or len(still) == len(record.paragraphs)):
            where = located.source.at("paragraphs", record.paragraphs.index(still[0]))
            words = {"paragraphs": ", ".join(still), "since": since, "until": until}
            yield Issue("change.idle", where, Severity.WARNING, words)
