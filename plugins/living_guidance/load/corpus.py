"""The whole tree becomes one corpus; a broken file never hides what is wrong with another."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from living_guidance.load.cache import NO_CACHE, Cache
from living_guidance.load.chapters import AnswersOf, Each, Past, load_chapters
from living_guidance.load.comments import load_comments
from living_guidance.load.layout import sort_files
from living_guidance.load.reading import Reading
from living_guidance.load.settings import load_settings
from living_guidance.load.snapshots import load_snapshots
from living_guidance.load.submissions import load_submissions
from living_guidance.model.corpus import Corpus, Located, Registers
from living_guidance.model.issue import Issue
from living_guidance.model.records import Answers, ChangeRecord, DocumentRecord
from living_guidance.model.release import ReleasePlan
from living_guidance.model.rounds import RoundRecord


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus as far as it could be read, and everything that could not."""

    corpus: Corpus | None
    """None only where the settings cannot be read: without languages nothing can be judged."""
    issues: tuple[Issue, ...]


def load_corpus(root: Path, more_answers: AnswersOf | None = None, each: Each = map, cache: Cache = NO_CACHE) -> Loaded:
    """Read the project.

    ``more_answers`` about paragraphs of doubtful identity count as if they stood in ``identity.yml``, and before it.
    ``each`` may read the chapters in several processes, as many at a time as it sees fit. ``cache`` keeps what was read
    of long files for the next time.
    """
    reading = Reading(root)
    settings, issues = load_settings(root)
    reading.issues += issues
    files = sort_files(root, settings.codes if settings else ())
    reading.issues += files.issues
    documents = reading.records(DocumentRecord, {name: f"guidance/{name}/document.yml" for name in files.documents})
    changes = reading.records(
        ChangeRecord, {f"{folder}/{name}": f"guidance/{folder}/changes/{name}.yml" for folder, name in files.changes}
    )
    rounds = reading.records(RoundRecord, {name: f"guidance/rounds/{name}/round.yml" for name in files.rounds})
    releases = reading.records(ReleasePlan, {name: f"guidance/releases/{name}.yml" for name in files.releases})
    comments = {
        name: load_comments(root, name, found, reading.issues, cache)
        for name, found in files.comments.items()
        if found.comments or found.answers
    }
    submissions = {name: load_submissions(found, reading) for name, found in files.submissions.items()}
    registers = Registers(**{name: reading.register(name) for name in files.registers})
    answers = reading.records(Answers, {name: f"guidance/{name}/identity.yml" for name in files.answers})
    snapshots = load_snapshots(root, settings.codes if settings else (), reading.issues)
    past = Past(_by_chapter(answers, more_answers or {}), tuple(snapshots.values()))
    chapters = load_chapters(files.chapters, reading, past, each)
    reading.unread |= {one.path for key, one in files.chapters.items() if key not in chapters or chapters[key].doubted}
    reading.unread |= {issue.where.path for issue in reading.issues if issue.code.startswith("snapshot.")}
    corpus = None
    if settings:
        corpus = Corpus(
            settings,
            _in_order(documents, settings.documents),
            chapters,
            registers,
            rounds,
            changes,
            answers,
            snapshots,
            comments,
            submissions,
            releases,
            frozenset(files.others),
            frozenset(reading.unread),
        )
    return Loaded(corpus, tuple(sorted(reading.issues, key=lambda issue: (issue.where, issue.code))))


def _by_chapter(answers: Mapping[str, Located[Answers]], more: AnswersOf) -> AnswersOf:
    found = {f"{folder}/{name}": own for folder, one in answers.items() for name, own in one.value.root.items()}
    return found | {key: {**found.get(key, {}), **own} for key, own in more.items()}


def _in_order(
    documents: dict[str, Located[DocumentRecord]], order: tuple[str, ...]
) -> dict[str, Located[DocumentRecord]]:
    """The documents as the settings order them; those left out follow by their ids."""
    names = [name for name in order if name in documents]
    return {name: documents[name] for name in (*names, *(name for name in documents if name not in names))}
