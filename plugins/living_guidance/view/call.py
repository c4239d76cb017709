"""The page of a call for information: what was announced, and what came."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from living_guidance.model.addresses import chemical_page, submissions_file, submitted_file
from living_guidance.model.records import is_listed
from living_guidance.model.submissions import Submission, SubmittedFile
from living_guidance.view.announcement import Announcement, announcement_of
from living_guidance.view.comment import SenderLine
from living_guidance.view.parts import Link, Name, document_link, name
from living_guidance.view.senders import Sender
from living_guidance.view.submitted import Submitted


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that can be fetched."""

    link: Link
    media_type: str
    form: str
    """What people call its type: ``pdf``."""
    bytes: int
    language: str
    """The language of what is in it."""


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """A submission in the table."""

    anchor: str
    """Empty where it has no name of its own."""
    senders: tuple[SenderLine, ...]
    received: date
    is_late: bool
    title: Name
    area: Name
    documents: tuple[Link, ...]
    chemicals: tuple[Link, ...]
    """Without an address where the chemical was not listed by the day."""
    is_confidential: bool
    files: tuple[FileLine, ...]
    withheld: int
    """How many files are not published."""


@dataclass(frozen=True, slots=True)
class CallPage:
    """All that the page of a call shows."""

    announcement: Announcement
    submissions: tuple[SubmissionLine, ...]
    late: int
    senders: int
    """How many different submitters there are; zero where nobody is named."""
    confidential: int
    categories: Mapping[str, int]
    """A joint submission counts for each category of those who made it."""
    chemicals: tuple[tuple[Link, int], ...]
    """How many submissions each chemical has, the most first."""
    is_named: bool
    data_uri: str
    """The submissions as data; empty while there are none."""
    is_left_out: bool
    """Whether the page is of a release, in which those without names are not."""


def call_view(call: Submitted, language: str, *, is_final: bool = False) -> CallPage:
    """The page of a call on a day."""
    senders = {one.id: call.senders(one) for one in call.submissions}
    every = {sender.key for found in senders.values() for sender in found}
    found = Counter(chemical for one in call.submissions for chemical in one.chemicals)
    return CallPage(
        announcement=announcement_of(call.corpus, call.record, call.day, language),
        submissions=tuple(_line(call, one, senders[one.id], language) for one in call.submissions),
        late=sum(map(call.is_late, call.submissions)),
        senders=len(every) if call.is_named else 0,
        confidential=sum(not one.is_public for one in call.submissions),
        categories=_most(one for own in senders.values() for one in {sender.category for sender in own}),
        chemicals=tuple((_chemical(call, one, language), count) for one, count in _most(found.elements()).items()),
        is_named=call.is_named,
        data_uri=submissions_file(call.record.id) if call.submissions else "",
        is_left_out=is_final and not call.is_named,
    )


def _most(values: Iterable[str]) -> Mapping[str, int]:
    """How often each word stands, the most frequent first."""
    return dict(sorted(Counter(map(str, values)).items(), key=lambda one: (-one[1], one[0])))


def _line(call: Submitted, one: Submission, senders: tuple[Sender, ...], language: str) -> SubmissionLine:
    files = call.files(one)
    documents = call.corpus.documents
    return SubmissionLine(
        anchor=call.anchor(one),
        senders=tuple(_sender(sender, one.language, language) for sender in senders),
        received=one.received,
        is_late=call.is_late(one),
        title=Name(one.title, one.language),
        area=Name(one.area, one.language),
        documents=tuple(document_link(call.corpus, key, language) for key in one.documents if key in documents),
        chemicals=tuple(_chemical(call, key, language) for key in one.chemicals),
        is_confidential=not one.is_public,
        files=tuple(_file(call, one, file) for file in files),
        withheld=len(one.files) - len(files),
    )


def _sender(sender: Sender, written: str, language: str) -> SenderLine:
    """Who sent it; a name that is in no register is in the language of the submission."""
    known = name(sender.known.name, language) if sender.known else None
    own = known or (Name(sender.name, written) if sender.name else None)
    return SenderLine(sender.key, own, sender.person, sender.category, sender.region, "")


def _chemical(call: Submitted, key: str, language: str) -> Link:
    located = call.corpus.registers.chemicals.get(key)
    if located is None:
        return Link("", Name(key, language))
    record = located.value
    uri = chemical_page(key) if is_listed(record, call.day) else ""
    return Link(uri, name(record.abbreviation or record.name, language))


def _file(call: Submitted, one: Submission, file: SubmittedFile) -> FileLine:
    written = file.language or one.language
    uri = submitted_file(call.record.id, one.id, file.name or "")
    return FileLine(
        Link(uri, Name(file.title or file.name or "", written)), file.media_type, file.form, file.bytes, written
    )
