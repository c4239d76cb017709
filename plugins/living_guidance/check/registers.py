"""What the registers say of each other holds together."""

from collections.abc import Iterator

from living_guidance.model.corpus import Corpus, Source
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.vocabulary import Annex


def check_registers(corpus: Corpus) -> Iterator[Issue]:
    """Annexes against listings, listings against time, one CAS number for one substance."""
    for chapter in corpus.chapters.values():
        yield from _annexes(corpus, chapter.source, chapter.matter.annex, chapter.matter.chemicals)
    for document in corpus.documents.values():
        yield from _annexes(corpus, document.source, document.value.annex, document.value.chemicals)
    yield from _listings(corpus)
    yield from _numbers(corpus)


def _annexes(corpus: Corpus, source: Source, annexes: tuple[Annex, ...], chemicals: tuple[str, ...]) -> Iterator[Issue]:
    """An annex is named only where one of the chemicals is listed in it."""
    entries = [corpus.registers.chemicals.get(chemical) for chemical in chemicals]
    if not all(entries):
        return
    listed = {listing.annex for entry in entries if entry for listing in entry.value.listings}
    for index, annex in enumerate(annexes):
        if annex not in listed:
            words = {"annex": annex, "chemicals": ", ".join(chemicals), "listed": ", ".join(sorted(listed)) or "–"}
            yield Issue("register.annex", source.at("annex", index), words=words)


def _listings(corpus: Corpus) -> Iterator[Issue]:
    for chemical in corpus.registers.chemicals.values():
        for index, listing in enumerate(chemical.value.listings):
            if listing.entry_into_force and listing.entry_into_force < listing.adopted:
                words = {"adopted": listing.adopted.isoformat(), "force": listing.entry_into_force.isoformat()}
                where = chemical.source.at("listings", index, "entry_into_force")
                yield Issue("register.force-before-adoption", where, words=words)


def _numbers(corpus: Corpus) -> Iterator[Issue]:
    owners: dict[str, str] = {}
    for chemical in corpus.registers.chemicals.values():
        for index, cas in enumerate(chemical.value.cas):
            owner = owners.setdefault(cas.number, chemical.value.id)
            if owner != chemical.value.id:
                words = {"number": cas.number, "other": owner}
                where = chemical.source.at("cas", index, "number")
                yield Issue("register.cas-twice", where, Severity.WARNING, words)
