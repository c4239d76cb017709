"""The whole tree becomes one corpus; a broken file never hides what is wrong with another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from living_guidance.load.chapters import AnswersOf, Past, load_chapters
from living_guidance.load.comments import load_comments
from living_guidance.load.files import read_file
from living_guidance.load.layout import sort_files
from living_guidance.load.records import read_record
from living_guidance.load.registers import read_register
from living_guidance.load.settings import load_settings
from living_guidance.load.snapshots import load_snapshots
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.corpus import REGISTERS, Corpus, Located, Registers, Source
from living_guidance.model.issue import Issue, Location
from living_guidance.model.records import Answers, ChangeRecord, DocumentRecord
from living_guidance.model.rounds import RoundRecord

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus as far as it could be read, and everything that could not."""

    corpus: Corpus | None
    """None only where the settings cannot be read: without languages nothing can be judged."""
    issues: tuple[Issue, ...]


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    root: Path
    progress: Callable[[str], None]
    issues: list[Issue] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """The files that could not be read in full."""

    def text(self, path: str) -> str | None:
        """The text of a file; its issues are noted."""
        self.progress(path)
        file = read_file(self.root, path)
        self.issues += file.issues
        if file.text is None:
            self.unread.add(path)
        return file.text

    def record(self, model: type[R], path: str) -> Located[R] | None:
        """The one record that a file holds."""
        text = self.text(path)
        if text is None:
            return None
        parsed = parse_yaml(text, path)
        self.issues += parsed.issues
        if parsed.value is None and not parsed.issues:
            self.issues.append(Issue("file.empty", Location(path)))
            return None
        located, issues = read_record(model, parsed.value, Source(path, parsed.positions), parsed)
        self.issues += issues
        if located is None:
            self.unread.add(path)
        return located

    def records(self, model: type[R], paths: Mapping[str, str]) -> dict[str, Located[R]]:
        """The records that can be read of several files, by their keys."""
        return {key: record for key, path in paths.items() if (record := self.record(model, path))}

    def register(self, name: str) -> Mapping[str, Located[Any]]:
        """The entries of a register by id."""
        path = f"guidance/registers/{name}.yml"
        text = self.text(path)
        if text is None:
            return {}
        register = read_register(REGISTERS[name], text, path)
        self.issues += register.issues
        if not register.is_whole:
            self.unread.add(path)
        return register.entries


def load_corpus(
    root: Path, progress: Callable[[str], None] | None = None, more_answers: AnswersOf | None = None
) -> Loaded:
    """Read the project; ``progress`` is told the path of each file as it is opened.

    ``more_answers`` about paragraphs of doubtful identity count as if they stood in ``identity.yml``, and before it.
    """
    reading = _Reading(root, progress or (lambda _: None))
    settings, issues = load_settings(root)
    reading.issues += issues
    files = sort_files(root, settings.codes if settings else ())
    reading.issues += files.issues
    documents = reading.records(DocumentRecord, {name: f"guidance/{name}/document.yml" for name in files.documents})
    changes = reading.records(
        ChangeRecord, {f"{folder}/{name}": f"guidance/{folder}/changes/{name}.yml" for folder, name in files.changes}
    )
    rounds = reading.records(RoundRecord, {name: f"guidance/rounds/{name}/round.yml" for name in files.rounds})
    comments = {
        name: load_comments(root, name, found, reading.issues, reading.progress)
        for name, found in files.comments.items()
        if found.comments or found.answers
    }
    registers = Registers(**{name: reading.register(name) for name in files.registers})
    answers = reading.records(Answers, {name: f"guidance/{name}/identity.yml" for name in files.answers})
    snapshots = load_snapshots(root, settings.codes if settings else (), reading.issues, reading.progress)
    past = Past(_by_chapter(answers, more_answers or {}), tuple(snapshots.values()))
    chapters = load_chapters(files.chapters, reading.text, reading.issues, past)
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
