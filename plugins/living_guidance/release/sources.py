"""The project that a release is built from: what was public on the day of a snapshot, and no more.

It is a project like any other, whose working text is the frozen one: it can be checked, built and read with plain
tools, on another machine or in twenty years.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from living_guidance.load.comments import comment_lines, number_lines
from living_guidance.load.files import read_bytes
from living_guidance.load.tree import Tree, list_files
from living_guidance.model.comments import Answer, AnswerFile
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Severity
from living_guidance.model.records import DocumentRecord
from living_guidance.model.rounds import RoundRecord, as_known
from living_guidance.model.snapshot import FOLDER, FrozenChapter, Snapshot
from living_guidance.model.submissions import Submission
from living_guidance.model.vocabulary import PublicationPolicy
from living_guidance.release.describe import public_exceptions
from living_guidance.release.plain import record_text
from living_guidance.text.discreet import discreet
from living_guidance.text.states import States

FOLDERS = ("docs", "hooks", "plugins", "translations/interface", "guidance/registers")
"""What a site is made of and with beside its texts; it is as it was when the release was packed."""
FILES = ("mkdocs.yml", "requirements.lock", "pyproject.toml", "README.md", "LICENSE", "LICENSE-CONTENT")
_MADE = frozenset({"__pycache__"})
"""Folders that Python makes beside its programs."""
_MOST = 100_000_000
"""How many bytes a file may have."""


class SourceError(Exception):
    """Files that belong to a release cannot be read; the issues say why."""


def release_sources(root: Path, corpus: Corpus, snapshot: Snapshot) -> dict[str, bytes]:
    """The files of the project, by path. Raises SourceError, OSError."""
    day = snapshot.record.date
    states = States(discreet(corpus), day)
    trees = [list_files(root, name) for name in (*FOLDERS, *(f"{FOLDER}/{one.id}" for one in corpus.published(day)))]
    own = [path for path in FILES if (root / path).exists()]
    listed = [path for tree in trees for path in tree.files if is_packed(path)]
    texts = dict(_texts(states, snapshot))
    copied = _contents(root, (*own, *listed, *_submitted(corpus, day), *_pictures(corpus, texts, day)), trees)
    made = texts | dict(_changes(states.corpus, texts, day)) | dict(_rounds(corpus, day))
    made |= _agreed(corpus, snapshot)
    return dict(sorted((copied | {path: text.encode() for path, text in made.items()}).items()))


def is_packed(path: str) -> bool:
    """Whether a file of the folders that are packed is more than what programs leave there."""
    return _MADE.isdisjoint(path.split("/")) and ".egg-info/" not in path


def _contents(root: Path, paths: Iterable[str], trees: Iterable[Tree]) -> dict[str, bytes]:
    """What the files hold. Raises SourceError for all at once that cannot be read, or that are no plain files."""
    issues = [issue for tree in trees for issue in tree.issues if issue.severity is Severity.ERROR]
    found = {}
    for path in paths:
        content, refusal = read_bytes(root, path, _MOST)
        issues += [refusal] if refusal else []
        found[path] = content or b""
    if issues:
        raise SourceError(*issues)
    return found


def _texts(states: States, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """The documents with their chapters and catalogues: as frozen, other documents as they stood on that day."""
    own = {record.id: record for record in snapshot.record.documents}
    for name, located in states.corpus.documents.items():
        if name in own:
            found = [(snapshot, one) for one in snapshot.record.chapters if one.document == name]
        else:
            standing = [states.standing(key) for key in states.chapters_of(name)]
            found = [
                (state.snapshot, frozen)
                for state in standing
                if state.snapshot and (frozen := state.snapshot.chapter(state.chapter))
            ]
        if found:
            chapters = tuple(frozen.id for _, frozen in found)
            yield f"guidance/{name}/document.yml", _document(own.get(name, located.value), chapters)
        for source, frozen in found:
            yield from _chapter(source, frozen)


def _document(record: DocumentRecord, chapters: tuple[str, ...]) -> str:
    order = {name: place for place, name in enumerate(record.chapters)}
    ordered = sorted(chapters, key=lambda name: order.get(name, len(order)))
    # Beside the frozen text there is no other.
    return record_text(record.model_copy(update={"chapters": tuple(ordered), "publish_working": False}))


def _chapter(snapshot: Snapshot, frozen: FrozenChapter) -> Iterator[tuple[str, str]]:
    key = frozen.key
    yield f"guidance/{key}.md", snapshot.files[f"{key}.{frozen.language}.md"]
    for path, text in snapshot.files.items():
        folder, _, name = path.partition("/")
        if folder == "catalogues" and name.partition("/")[2].rpartition(".")[0] == key:
            yield f"translations/{name}", text


def _pictures(corpus: Corpus, texts: Mapping[str, str], day: date) -> list[str]:
    """The pictures that a text names, of those that are packed."""
    frozen = (text for one in corpus.published(day) for path, text in one.files.items() if path.endswith(".md"))
    words = "\n".join((*texts.values(), *frozen))
    pictures = sorted(path for path in corpus.files if path.startswith("guidance/"))
    return [path for path in pictures if path.rpartition("/")[2] in words]


def _agreed(corpus: Corpus, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    located = corpus.releases.get(snapshot.id)
    if located:
        exceptions = public_exceptions(corpus, snapshot)
        yield located.source.path, record_text(located.value.model_copy(update={"exceptions": exceptions}))


def _changes(corpus: Corpus, texts: Mapping[str, str], day: date) -> Iterator[tuple[str, str]]:
    """Why something changed in the chapters that are packed, as far as everybody may know it."""
    frozen = {one.key for snapshot in corpus.published(day) for one in snapshot.record.chapters}
    for key, located in corpus.changes.items():
        document, _, name = key.partition("/")
        chapter = f"{document}/{located.value.chapter}"
        if located.value.date <= day and (chapter in frozen or f"guidance/{chapter}.md" in texts):
            yield f"guidance/{document}/changes/{name}.yml", record_text(located.value)


def _rounds(corpus: Corpus, day: date) -> Iterator[tuple[str, str]]:
    """The rounds; comments and answers where they were public by then, under the names of those who sent them."""
    for name, located in corpus.public_rounds.items():
        record = as_known(located.value, day)
        if record.opens > day:
            continue
        folder = f"guidance/rounds/{name}"
        yield f"{folder}/round.yml", record_text(record)
        for submission in _submissions(corpus, name, day):
            # A note is the Secretariat's own.
            yield f"{folder}/submissions/{submission.id}.yml", record_text(submission.model_copy(update={"note": None}))
        if record.compiled and record.publication_policy is PublicationPolicy.NAMED:
            for path, text in _comments(corpus, record, day):
                yield f"{folder}/{path}", text


def _submissions(corpus: Corpus, name: str, day: date) -> list[Submission]:
    """The submissions to a call, where they stand under the names of those who sent them."""
    if corpus.rounds[name].value.publication_policy is not PublicationPolicy.NAMED:
        return []
    stored = (located.value for located in corpus.submissions_to(name).submissions.values())
    return [one for one in stored if one.received <= day]


def _submitted(corpus: Corpus, day: date) -> Iterator[str]:
    """The files that came with submissions and are public."""
    for name in corpus.public_rounds:
        for submission in _submissions(corpus, name, day):
            folder = f"guidance/rounds/{name}/submissions/{submission.id}"
            yield from (f"{folder}/{file.name}" for file in submission.files if file.name)


def _comments(corpus: Corpus, record: RoundRecord, day: date) -> Iterator[tuple[str, str]]:
    """What was public of the comments on a day; the record is told as it was known then."""
    stored = corpus.comments_on(record.id)
    here = stored.received_by(day)
    if not here:
        return
    yield "comments/comments.jsonl", comment_lines(here.values())
    numbers = {name: one for name, one in stored.numbers.items() if name in here and one.day <= day.isoformat()}
    yield "numbers.jsonl", number_lines(numbers)
    if not record.responses_published:
        return
    answers: dict[str, dict[str, Answer]] = {}
    for name, answer in stored.decided_by(day).items():
        if name in here:
            answers.setdefault(stored.answer_sources[name].path, {})[name] = answer
    for path, own in answers.items():
        yield path.removeprefix(f"guidance/rounds/{record.id}/"), record_text(AnswerFile(own))
