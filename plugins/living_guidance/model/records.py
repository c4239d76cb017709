"""The records: what may be written in front matter, registers, rounds and change records.

Field names and vocabularies are those of the field, as comment systems and standards bodies use them. Every value
arrives as the string that was written, so that ``1.10`` stays a version and ``NO`` stays a word; the types here turn
it into what it means.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from living_guidance.model.naming import ID_FORM
from living_guidance.model.vocabulary import (
    Action,
    Annex,
    BodyKind,
    Cause,
    ChangeClass,
    ChangeKind,
    DecisionKind,
    Editing,
    Issuance,
    Region,
    Series,
    Status,
    SubmitterCategory,
)

RESERVED_IDS = frozenset({"releases", "at", "changes", "working", "assets"})
"""Words that an address needs for itself; the site's language codes are reserved too."""


def _check_cas(number: str) -> str:
    """Raise unless a CAS registry number has its check digit."""
    match = re.fullmatch(r"([1-9][0-9]{1,6})-([0-9]{2})-([0-9])", number)
    if not match:
        raise PydanticCustomError("cas_form", "not a CAS registry number")
    digits = match[1] + match[2]
    expected = sum(place * int(digit) for place, digit in enumerate(reversed(digits), start=1)) % 10
    if expected != int(match[3]):
        raise PydanticCustomError("cas_check_digit", "wrong check digit", {"expected": str(expected)})
    return number


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise PydanticCustomError("time_zone", "not a time zone") from error
    return name


def _check_mapping(value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise PydanticCustomError("model_type", "not a mapping")
    return value


def _check_date(value: Any) -> Any:
    """Accept only a full calendar date; pydantic alone would read ``20180928`` as seconds."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "not a date")
    if isinstance(value, str) and not "1900" <= value[:4] < "2200":
        # A slip of the keyboard, and beyond what calendars of time zones can reckon with.
        raise PydanticCustomError("date_parsing", "no such date here")
    return value


Id = Annotated[str, StringConstraints(pattern=f"^{ID_FORM.pattern}$", max_length=64)]
"""Stands in addresses: lower-case letters, digits and single hyphens."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True, pattern=r"^[^\n]*$")]
"""One line of plain text."""
Prose = Annotated[str, StringConstraints(min_length=1, max_length=5000, strip_whitespace=True)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Version = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-draft\.[1-9][0-9]*)?$")]
"""``MAJOR.MINOR``, with ``-draft.N`` while it is one."""
Day = Annotated[date, BeforeValidator(_check_date)]
Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A country's code of ISO 3166-1; XA to XZ stand for none."""
Cas = Annotated[str, AfterValidator(_check_cas)]
Zone = Annotated[str, AfterValidator(_check_zone)]


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Record(BaseModel):
    """A frozen record; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Words(RootModel[Annotated[Mapping[Language, Prose], Field(min_length=1)]]):
    """The same words in several languages, by language code."""

    model_config = ConfigDict(frozen=True)

    def get(self, language: str) -> str | None:
        """The words in a language, if they are there."""
        return self.root.get(language)

    def best(self, language: str) -> tuple[str, str]:
        """The words in a language, else in the first language given, with the language they are in."""
        if language in self.root:
            return self.root[language], language
        first = next(iter(self.root))
        return self.root[first], first

    def __str__(self) -> str:
        return next(iter(self.root.values()), "")


class ChapterMatter(Record):
    """The front matter of a chapter."""

    id: Id
    """The same as the file's name, and part of the chapter's address."""
    document: Id
    """The same as the folder's name."""
    title: Line
    """As readers see it, in the language of the chapter."""
    summary: Line | None = None
    """One or two sentences for lists and search engines."""
    chemicals: tuple[Id, ...] = Field(min_length=1)
    """Ids of the register of chemicals."""
    annex: tuple[Annex, ...] = ()
    """The annexes that the chapter is about."""
    source_category: Id | None = None
    """For a source of Annex C: its id in the register of source categories."""
    task_team: Id
    """The id, in the register of bodies, of the task team that answers for the chapter."""
    lead: Line | None = None
    """Who leads the work, where that may be said."""
    language: Language
    """The language the chapter is written in; the others are translated from it."""
    version: Version
    """``2.1`` or, while it is a draft, ``2.1-draft.2``; it only ever goes up."""
    status: Status
    """How far the text has come."""
    editing: Editing = Editing.UNEDITED
    """Whether United Nations editors have been over it."""
    date: Day
    """The day of this version, as ``2018-09-28``."""
    supersedes: Line | None = None
    """The text that this one replaces."""
    split_from: Id | None = None
    """The chapter that this one was split from, so that paragraphs keep their identity."""

    @property
    def key(self) -> str:
        """``document/chapter``."""
        return f"{self.document}/{self.id}"


NEW = "new"
"""The answer that a paragraph is none of those that were there before."""


_OfChapter = Annotated[Mapping[Id, Id], BeforeValidator(_check_mapping)]
"""By the id that the paragraph would be born with: the id that it has, or ``new``."""


class Answers(RootModel[Annotated[Mapping[Id, _OfChapter], BeforeValidator(_check_mapping)]]):
    """``identity.yml``: for each chapter, which paragraph each of doubtful identity is.

    Kept for ever: an answer that was carried out is a record of who is who.
    """

    model_config = ConfigDict(frozen=True)


class DocumentRecord(Record):
    """``document.yml``: one guidance document and the order of its chapters."""

    id: Id
    """The same as the folder's name, and part of the document's address."""
    title: Words
    """In full, by language."""
    short: Words
    """For navigation, by language."""
    summary: Words
    """One or two sentences for lists and search engines, by language."""
    chemicals: tuple[Id, ...] = Field(min_length=1)
    """Ids of the register of chemicals."""
    annex: tuple[Annex, ...] = Field(min_length=1)
    task_team: Id
    """The id of the task team in the register of bodies."""
    series: Series
    symbol: Line | None = None
    """The symbol of the United Nations document, if it has one."""
    issuance: Issuance | None = None
    publish_working: bool = False
    """Whether today's text is shown beside the text in effect."""
    chapters: tuple[Id, ...]
    """The ids of the chapters, in the order in which they are read."""


class CasNumber(Record):
    """A CAS registry number and the substance it is for."""

    number: Cas
    of: Words | None = None


class Listing(Record):
    """One decision to list a chemical, or to change its listing."""

    annex: Annex
    adopted: Day
    decision: Line | None = None
    """The decision's symbol; none for the twelve chemicals of the original text."""
    entry_into_force: Day | None = None
    """For most Parties."""
    exemptions: Words | None = None


class Chemical(Record):
    """A chemical, or a group of them, that the Convention lists."""

    id: Id
    name: Words
    abbreviation: Words | None = None
    group: Id | None = None
    cas: tuple[CasNumber, ...] = ()
    listings: tuple[Listing, ...]
    note: Words | None = None
    source: Line


class Body(Record):
    """A body, task team, secretariat or other actor."""

    id: Id
    name: Words
    abbreviation: Words | None = None
    kind: BodyKind
    role: Words
    parent: Id | None = None
    areas: tuple[Words, ...] = ()
    """The areas of work of a task team."""
    source: Line


class Meeting(Record):
    """A meeting, with the days it was held on or the months it is planned for."""

    id: Id
    name: Words
    body: Id
    start: Day | None = None
    end: Day | None = None
    months: tuple[Month, ...] = ()
    place: Words | None = None
    note: Words | None = None
    source: Line

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise PydanticCustomError("end_before_start", "ends before it starts")
        return self


class CopAction(Record):
    """What a decision did with one of our documents."""

    action: Action
    document: Id
    paragraph: Line
    symbol: Line | None = None
    """The symbol under which the document was before the meeting."""


class Decision(Record):
    """A decision, or a document that one rests on."""

    id: Id
    symbol: Line | None = None
    kind: DecisionKind
    body: Id
    meeting: Id | None = None
    date: Day
    title: Words
    mandates: tuple[Words, ...] = ()
    actions: tuple[CopAction, ...] = ()
    source: Line


class SourceCategory(Record):
    """A source category of Annex C, Parts II and III."""

    id: Id
    reference: Line
    name: Words
    covers: Words | None = None
    toolkit: tuple[Line, ...] = ()
    source: Line


class Term(Record):
    """A term of the glossary."""

    id: Id
    term: Words
    abbreviation: Line | None = None
    definition: Words | None = None
    variants: Mapping[Language, tuple[Line, ...]] = Field(default_factory=dict)
    """Renderings that are found for it and should not be used."""
    source: Line


class KnownSubmitter(Record):
    """Someone who may comment: a Party, an organisation; natural persons are never in a register."""

    id: Id
    """The last part of the address of the page that answers their comments."""
    name: Words
    category: SubmitterCategory
    country: Country | None = None
    region: Region | None = None
    aliases: tuple[Line, ...] = ()
    """Other spellings, by which forms name them."""


class CausedBy(Record):
    """What made a change necessary."""

    kind: Cause
    reference: Line
    """The id or symbol of the comment, decision, submission or erratum."""
    note: Words | None = None
    """How readers are told of it; by its reference otherwise."""


class ChangeRecord(Record):
    """Why some paragraphs of a chapter changed: one file under ``<document>/changes/``."""

    id: Id
    """The same as the file's name."""
    chapter: Id
    """The id of a chapter of the same document."""
    date: Day
    kind: ChangeKind
    change_class: ChangeClass = Field(alias="class")
    paragraphs: tuple[str, ...] = ()
    """The ids of the paragraphs concerned; none where it is the whole chapter."""
    summary: Words
    """What changed, in a sentence, by language."""
    caused_by: CausedBy | None = None


class SiteLanguage(Record):
    """A language of the site."""

    code: Language
    name: Line


class Settings(Record):
    """What ``mkdocs.yml`` says about the guidance."""

    site_name: Line
    site_url: str = ""
    languages: tuple[SiteLanguage, ...] = Field(min_length=1)
    """The default language first."""
    documents: tuple[Id, ...] = ()
    """The order in which documents are shown; those left out follow by their ids."""
    as_of: Day | None = None
    """The day the example site is built for; real projects leave it out."""

    @property
    def has_address(self) -> bool:
        """Whether the site has an address of its own, which permanent links and feeds need."""
        return self.site_url.startswith(("https://", "http://"))

    @property
    def codes(self) -> tuple[str, ...]:
        """The language codes, the default one first."""
        return tuple(language.code for language in self.languages)

    def prefix(self, language: str) -> str:
        """What stands first in the addresses of a language; empty for the default one."""
        return "" if language == self.codes[0] else language


def is_listed(chemical: Chemical, day: date) -> bool:
    """Whether a chemical was listed by a day."""
    return any(listing.adopted <= day for listing in chemical.listings)
