"""Bring templates and catalogues up to today's text, with every translation kept."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from living_guidance.load.catalogues import write_catalogue
from living_guidance.model.corpus import FRONT_IDS, Catalogue, Chapter, Corpus, Doubt
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
        others = tuple(_moved_in(corpus, chapter, language))
        if not (old or language in new_languages or others):
            continue
        fresh = update_catalogue(old, before, chapter.blocks, language, others)
        files[f"translations/{language}/{chapter.key}.po"] = write_catalogue(fresh)
        tallies[language] = _tally(old, fresh)
    return Refreshed(chapter.key, files, tallies, chapter.doubts)


def _moved_in(corpus: Corpus, chapter: Chapter, language: str) -> Iterator[Catalogue]:
    """What the document's other chapters hold of translations for blocks that have none here: they came from there."""
    old = chapter.catalogues.get(language)
    here = {entry.id for entry in (*old.entries, *old.obsolete) if entry.target} if old else set()
    wanted = {block.id for block in chapter.blocks} - here - FRONT_IDS
    for other in corpus.chapters.values() if wanted else ():
        is_beside = other.matter.document == chapter.matter.document and other.key != chapter.key
        if is_beside and (beside := other.catalogues.get(language)):
            entries = (*beside.obsolete, *beside.entries)
            if found := tuple(entry for entry in entries if entry.target and entry.id in wanted):
                yield replace(beside, entries=found, obsolete=())


def _fresh(chapter: Chapter) -> set[str]:
    """The ids that the chapter's template does not know; title and summary are every chapter's own."""
    return {block.id for block in chapter.blocks} - _known(chapter) - FRONT_IDS


def _known(chapter: Chapter) -> set[str]:
    return {entry.id for entry in chapter.template.entries} if chapter.template else set()


def with_receivers(corpus: Corpus, wanted: Iterable[str]) -> list[str]:
    """The chapters, and those that blocks have moved to from them: a template must not forget what another awaits."""
    chosen = list(dict.fromkeys(wanted))
    fresh = {key: ids for key, chapter in corpus.chapters.items() if key not in chosen and (ids := _fresh(chapter))}
    for key in chosen:
        known = _known(corpus.chapters[key])
        for other in [other for other, ids in fresh.items() if ids & known]:
            chosen.append(other)
            del fresh[other]
    return chosen


def held_back(corpus: Corpus, refreshed: Iterable[Refreshed]) -> set[str]:
    """The chapters that must not be written: those with doubts, and those from which paragraphs have come to them.

    A chapter that forgot what another has not yet received would lose it for good.
    """
    joining = {one.chapter for one in refreshed if one.doubts}
    held: set[str] = set()
    while joining - held:
        held |= joining
        awaited = {name for key in held for name in _fresh(corpus.chapters[key])}
        joining = {key for key, chapter in corpus.chapters.items() if awaited & _known(chapter)}
    return held


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
