"""Answers about paragraphs of doubtful identity can be carried out, or were."""

from collections.abc import Iterator, Mapping

from living_guidance.model.corpus import Chapter, Corpus, Source
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.naming import nearest
from living_guidance.model.records import NEW
from living_guidance.text.frozen import ledger


def check_answers(corpus: Corpus) -> Iterator[Issue]:
    """Every line of each ``identity.yml``."""
    for folder, answers in corpus.answers.items():
        known = _known(corpus, folder)
        chapters = {key.split("/")[1]: one for key, one in corpus.chapters.items() if key.split("/")[0] == folder}
        for name, given in answers.value.root.items():
            if name in chapters:
                yield from _check_chapter(name, chapters[name], given, answers.source, known)
            elif (
                f"{folder}/{name}" not in corpus.frozen_chapters and f"guidance/{folder}/{name}.md" not in corpus.unread
            ):
                words = {"chapter": name, "document": folder, "nearest": nearest(name, chapters)}
                yield Issue("identity.answer-chapter", answers.source.at(name), words=words)


def _check_chapter(
    name: str, chapter: Chapter, given: Mapping[str, str], source: Source, known: frozenset[str]
) -> Iterator[Issue]:
    for asked, answer in given.items():
        words = {"id": asked, "answer": answer}
        if wrong := chapter.misanswered.get(asked):
            yield Issue(f"identity.answer-{wrong}", source.at(name, asked), words=words)
        elif asked not in chapter.asked and (asked if answer == NEW else answer) not in known:
            yield Issue("identity.answer-unasked", source.at(name, asked), Severity.WARNING, words)


def _known(corpus: Corpus, folder: str) -> frozenset[str]:
    """The ids of all paragraphs that a document has, or is known to have had."""
    known: set[str] = set()
    for key, chapter in corpus.chapters.items():
        if key.split("/")[0] == folder:
            catalogues = (*chapter.catalogues.values(), *((chapter.template,) if chapter.template else ()))
            entries = (entry for one in catalogues for entry in (*one.entries, *one.obsolete))
            known |= {block.id for block in chapter.blocks} | {entry.id for entry in entries}
    for snapshot in corpus.snapshots.values():
        known |= {entry.id for key, one in ledger(snapshot).items() if key.startswith(f"{folder}/") for entry in one}
    # A row is known by its cells, too.
    return frozenset(known | {name.rpartition("-c")[0] for name in known})
