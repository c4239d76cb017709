"""Catalogues fit their chapters, and none is behind the text; what is wrong inside one, its reader tells."""

from collections.abc import Iterator, Mapping

from living_guidance.model.corpus import FRONT_IDS, Catalogue, Chapter, Corpus, Entry
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.records import NEW
from living_guidance.model.writing import unwrap
from living_guidance.text.catalogues import needs_translation, remembered

_SHOWN = 60


def check_translations(corpus: Corpus) -> Iterator[Issue]:
    """Template and catalogues of every chapter, and the paragraphs whose identity is in doubt."""
    for chapter in corpus.chapters.values():
        yield from _behind(chapter)
        yield from _doubts(chapter)
        for language, catalogue in chapter.catalogues.items():
            yield from _header(chapter, language, catalogue)


def _behind(chapter: Chapter) -> Iterator[Issue]:
    """A warning where the template, or else a catalogue, does not hold the text as it is now."""
    if chapter.doubted & FRONT_IDS:
        return
    wanted = {block.id: block.text for block, _ in remembered(chapter.blocks)}
    template = chapter.template.entries if chapter.template else ()
    found = list(_difference(chapter.source.path, wanted, template))
    if not found:
        wanted = {block.id: block.text for block in chapter.blocks if needs_translation(block)}
        for catalogue in chapter.catalogues.values():
            found += _difference(catalogue.path, wanted, catalogue.entries)
    yield from found


def _difference(path: str, wanted: Mapping[str, str], entries: tuple[Entry, ...]) -> Iterator[Issue]:
    present = {entry.id: entry.source for entry in entries}
    counts = {
        "born": len(wanted.keys() - present.keys()),
        "changed": sum(present.get(name, text) != text for name, text in wanted.items()),
        "gone": len(present.keys() - wanted.keys()),
    }
    if any(counts.values()):
        words = {name: str(count) for name, count in counts.items()}
        yield Issue("translation.update", Location(path), Severity.WARNING, words)


def _doubts(chapter: Chapter) -> Iterator[Issue]:
    for doubt in chapter.doubts:
        found = (f"{name} ({likeness:.0f} %: “{_first_words(text)}”)" for name, text, likeness in doubt.candidates)
        words = {
            "text": _first_words(doubt.block.text),
            "candidates": "; ".join(found),
            "line": f"{doubt.block.id}: {doubt.candidates[0][0]}",
            "new": f"{doubt.block.id}: {NEW}",
            "chapter": chapter.matter.id,
            "path": f"guidance/{chapter.matter.document}/identity.yml",
        }
        yield Issue("translation.doubt", chapter.locate(doubt.block), Severity.WARNING, words)


def _first_words(text: str) -> str:
    line = unwrap(text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _header(chapter: Chapter, language: str, catalogue: Catalogue) -> Iterator[Issue]:
    where = Location(catalogue.path)
    if language == chapter.matter.language:
        yield Issue("translation.own-language", where, words={"language": language})
    elif catalogue.language != language:
        yield Issue("translation.language", where, words={"found": catalogue.language or "–", "expected": language})
