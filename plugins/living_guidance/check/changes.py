"""Change records speak of chapters and paragraphs that exist."""

from collections.abc import Iterator

from living_guidance.model.corpus import Corpus, Located
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.naming import nearest
from living_guidance.model.records import ChangeRecord
from living_guidance.model.vocabulary import ChangeClass, ChangeKind


def check_changes(corpus: Corpus) -> Iterator[Issue]:
    """The chapter and paragraphs of each change record, and whether it says why."""
    for key, change in corpus.changes.items():
        yield from _check_change(corpus, key.split("/")[0], change)


def _check_change(corpus: Corpus, folder: str, change: Located[ChangeRecord]) -> Iterator[Issue]:
    record, source = change.value, change.source
    chapter = corpus.chapters.get(f"{folder}/{record.chapter}")
    if chapter is None:
        if f"guidance/{folder}/{record.chapter}.md" in corpus.unread:
            return
        known = [name.split("/")[1] for name in corpus.chapters if name.startswith(f"{folder}/")]
        words = {"chapter": record.chapter, "document": folder, "nearest": nearest(record.chapter, known)}
        yield Issue("change.chapter", source.at("chapter"), words=words)
        return
    ids = {block.id for block in chapter.blocks}
    remembered = (
        {entry.id for entry in (*chapter.template.entries, *chapter.template.obsolete)} if chapter.template else set()
    )
    for index, paragraph in enumerate(record.paragraphs):
        # What was deleted or replaced may be gone from the text, though never from its catalogue.
        gone_is_fine = record.kind in {ChangeKind.DELETE, ChangeKind.REPLACE} and paragraph in remembered
        if paragraph not in ids and not gone_is_fine:
            words = {"paragraph": paragraph, "chapter": record.chapter, "nearest": nearest(paragraph, ids)}
            yield Issue("change.paragraph", source.at("paragraphs", index), words=words)
    if "date" not in chapter.doubted and record.date > chapter.matter.date:
        words = {"date": record.date.isoformat(), "chapter_date": chapter.matter.date.isoformat()}
        yield Issue("change.later-than-chapter", source.at("date"), Severity.WARNING, words)
    if record.change_class is not ChangeClass.EDITORIAL and record.caused_by is None:
        yield Issue("change.no-cause", source.at("class"), Severity.WARNING, {"class": record.change_class})
