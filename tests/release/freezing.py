"""Freeze a project on disk, as ``guidance freeze`` does, without the command line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from living_guidance.exchange.refresh import refresh_chapter
from living_guidance.exchange.save import save_files, save_folder
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Severity
from living_guidance.model.records import Words
from living_guidance.model.snapshot import FOLDER
from living_guidance.model.vocabulary import Audience, SnapshotType
from living_guidance.release.freeze import FrozenState, Order, freeze

TITLE = Words({"en": "A state", "zh": "某一状态", "ar": "حالة"})


def read(root: Path) -> Corpus:
    """The corpus, which must be readable."""
    loaded = load_corpus(root)
    assert not [issue for issue in loaded.issues if issue.severity is Severity.ERROR], loaded.issues
    assert loaded.corpus
    return loaded.corpus


def update(root: Path, *languages: str) -> Corpus:
    """What ``guidance translate update`` does, with new catalogues for these languages."""
    corpus = read(root)
    for chapter in corpus.chapters.values():
        files = refresh_chapter(corpus, chapter, languages).files
        save_files({root / path: text for path, text in files.items()}, root)
    return read(root)


def order(corpus: Corpus, name: str = "cop-8", day: str = "2018-10-08", **more: Any) -> Order:
    """An order to freeze every document for everybody."""
    given: dict[str, Any] = {
        "type": SnapshotType.ADOPTED,
        "audience": Audience.PUBLIC,
        "title": TITLE,
        "documents": tuple(corpus.documents),
    }
    return Order(id=name, date=date.fromisoformat(day), **(given | more))


def freeze_project(root: Path, name: str = "cop-8", day: str = "2018-10-08", **more: Any) -> FrozenState:
    """Freeze the working text, and write the snapshot into the project."""
    corpus = read(root)
    made = freeze(corpus, order(corpus, name, day, **more))
    save_folder({Path(path): text for path, text in made.files.items()}, root / FOLDER / name, root)
    return made


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    """Change the text of a file; it must become another."""
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
