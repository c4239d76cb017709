"""The page of a chemical, and the list of chemicals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from living_guidance.model.addresses import chemical_page
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Chemical, Listing, is_listed
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import Annex
from living_guidance.view.parts import ChapterLine, Link, Name, chapter_line, name


@dataclass(frozen=True, slots=True)
class CasLine:
    """A CAS registry number and the substance it is for."""

    number: str
    of: Name | None


@dataclass(frozen=True, slots=True)
class ListingLine:
    """One decision on the listing of a chemical."""

    listing: Listing
    exemptions: Name | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class ChemicalPage:
    """All that a chemical's page shows."""

    uri: str
    record: Chemical
    name: Name
    other_names: tuple[Name, ...]
    """The names in the site's other languages."""
    abbreviation: Name | None
    cas: tuple[CasLine, ...]
    listings: tuple[ListingLine, ...]
    chapters: tuple[ChapterLine, ...]

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annexes in which the chemical is listed."""
        return tuple(dict.fromkeys(line.listing.annex for line in self.listings))


def chemical_view(
    corpus: Corpus, record: Chemical, texts: Mapping[str, Text], day: date, language: str
) -> ChemicalPage:
    """The page of a chemical on a day, in a language: nothing decided later is on it."""
    listings = sorted((one for one in record.listings if one.adopted <= day), key=lambda one: one.adopted)
    chapters = [text for text in texts.values() if record.id in text.matter.chemicals]
    others = [code for code in corpus.settings.codes if code != language and record.name.get(code)]
    return ChemicalPage(
        uri=chemical_page(record.id),
        record=record,
        name=name(record.name, language),
        other_names=tuple(Name(record.name.get(code) or "", code) for code in others),
        abbreviation=name(record.abbreviation, language) if record.abbreviation else None,
        cas=tuple(CasLine(cas.number, name(cas.of, language) if cas.of else None) for cas in record.cas),
        listings=tuple(
            ListingLine(
                listing,
                name(listing.exemptions, language) if listing.exemptions else None,
                listing.entry_into_force is None or listing.entry_into_force <= day,
            )
            for listing in listings
        ),
        chapters=tuple(chapter_line(text) for text in chapters),
    )


@dataclass(frozen=True, slots=True)
class ChemicalLine:
    """A chemical in the list."""

    link: Link
    abbreviation: Name | None
    annexes: tuple[Annex, ...]
    first_listed: int
    chapters: int


@dataclass(frozen=True, slots=True)
class ChemicalsPage:
    """The list of chemicals."""

    chemicals: tuple[ChemicalLine, ...]


def chemicals_view(corpus: Corpus, texts: Mapping[str, Text], day: date, language: str) -> ChemicalsPage:
    """The chemicals listed by a day: those the guidance speaks of first."""
    pages = [chemical_view(corpus, record, texts, day, language) for record in listed_chemicals(corpus, day)]
    lines = [
        ChemicalLine(
            link=Link(page.uri, page.name),
            abbreviation=page.abbreviation,
            annexes=page.annexes,
            first_listed=page.listings[0].listing.adopted.year,
            chapters=len(page.chapters),
        )
        for page in pages
    ]
    return ChemicalsPage(tuple(sorted(lines, key=lambda line: (line.chapters == 0, line.first_listed))))


def listed_chemicals(corpus: Corpus, day: date) -> list[Chemical]:
    """The chemicals that were listed by a day."""
    records = [located.value for located in corpus.registers.chemicals.values()]
    return [record for record in records if is_listed(record, day)]
