"""Bring templates and catalogues up to today's text, with every translation kept."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from living_guidance.load.catalogues import write_catalogue
from living_guidance.model.corpus import FRONT_IDS, Catalogue, Chapter, Corpus, Doubt, Entry
from living_guidance.text.catalogues import make_template, update_catalogue


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the messages of one catalogue, in messages."""

    new: int = 0
    """To be translated, and not known before."""
    stale: int = 0
    """Translated from a text that has changed since the last time."""
    gone: int = 0
    """Their block is no more; their translations are kept."""
    restored: int = 0
    """Valid again, because their block or its text came back."""
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A chapter's template and catalogues as they should be."""

    chapter: str
    files: Mapping[str, str]
    """The text of each file by its path."""
    tallies: Mapping[str, Tally]
    """By language; the template's under none."""
    doubts: tuple[Doubt, ...]


def refresh_chapter(corpus: Corpus, chapter: Chapter, new_languages: Collection[str] = ()) -> Refreshed:
    """A chapter's template, the catalogues it has, and new ones.

    A new catalogue is made for each new language, and where blocks have come from another chapter with translations.
    """
    before = chapter.template
    template = make_template(chapter.key, chapter.blocks)
    if before:
        template = replace(template, path=before.path, header=before.header)
    files = {template.path: write_catalogue(template)}
    tallies = {"": _tally(before, template)}
    for language in sorted({*corpus.settings.codes} - {chapter.matter.language}):
        old = chapter.catalogues.get(language)
        others = tuple(_catalogues_beside(corpus, chapter, language))
        if not (old or language in new_languages or _brings_translations(others, chapter)):
            continue
        fresh = update_catalogue(old, before, chapter.blocks, language, others)
        files[f"translations/{language}/{chapter.key}.po"] = write_catalogue(fresh)
        tallies[language] = _tally(old, fresh)
    return Refreshed(chapter.key, files, tallies, chapter.doubts)


def _catalogues_beside(corpus: Corpus, chapter: Chapter, language: str) -> Iterator[Catalogue]:
    """The catalogues of the document's other chapters, from which blocks may have come."""
    for other in corpus.chapters.values():
        is_beside = other.matter.document == chapter.matter.document and other.key != chapter.key
        if is_beside and language in other.catalogues:
            yield other.catalogues[language]


def _brings_translations(others: Iterable[Catalogue], chapter: Chapter) -> bool:
    """Whether a block has come from another chapter together with its translation."""
    here = {block.id for block in chapter.blocks} - FRONT_IDS
    return any(entry.target and entry.id in here for other in others for entry in (*other.entries, *other.obsolete))


def with_receivers(corpus: Corpus, wanted: Iterable[str]) -> list[str]:
    """The chapters, and those that blocks have moved to from them: a template must not forget what another awaits."""
    chosen = list(dict.fromkeys(wanted))
    for key in chosen:
        known = {entry.id for entry in _entries(corpus.chapters[key].template)}
        for other in corpus.chapters.values():
            fresh = {block.id for block in other.blocks} - {entry.id for entry in _entries(other.template)}
            if other.key not in chosen and (known & fresh) - FRONT_IDS:
                chosen.append(other.key)
    return chosen


def _entries(catalogue: Catalogue | None) -> tuple[Entry, ...]:
    return catalogue.entries if catalogue else ()


def _tally(old: Catalogue | None, new: Catalogue) -> Tally:
    before = {entry.id: entry for entry in old.entries} if old else {}
    after = new.by_id()
    is_template = not new.language
    fresh = {name for name, entry in after.items() if name not in before and (is_template or not entry.target)}
    gone = {name for name, entry in before.items() if name not in after and (is_template or entry.target)}
    common = [(before[name], entry) for name, entry in after.items() if name in before]
    stale = [one for one, two in common if (two.fuzzy and not one.fuzzy) or (is_template and one.source != two.source)]
    restored = [one for one, two in common if one.fuzzy and not two.fuzzy]
    back = [name for name, entry in after.items() if name not in before and entry.target]
    return Tally(
        new=len(fresh),
        stale=len(stale),
        gone=len(gone),
        restored=len(restored) + len(back),
        unchanged=len(common) - len(stale) - len(restored),
    )
