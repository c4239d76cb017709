"""Comments on a draft and what became of them.

On the disk a round is a folder, ``guidance/rounds/<round>/``. What people wrote stands in ``comments/``, one line of
JSON a comment and one file an import, so that an import is one new file, whole or not there, and no two of them meet;
it is never edited. What the task teams do with it stands in ``answers/``, in YAML, one file a chapter.
"""

from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Self

from pydantic import Field, RootModel, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from living_guidance.model.records import Country, Day, Id, Language, Line, Record, Version, Words
from living_guidance.model.vocabulary import (
    Channel,
    CommentStatus,
    CommentType,
    Disposition,
    Element,
    Reason,
    Reply,
    Scope,
    SubmitterCategory,
)

LONGEST = 100_000
"""The most characters of one comment; three cells of a spreadsheet hold less."""

CommentId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+-[a-z2-7]{8}$", max_length=80)]
"""The round's id and eight characters of the digest of what was written, by whom and on what."""
Verbatim = Annotated[str, StringConstraints(max_length=LONGEST)]
"""What somebody wrote, to the letter."""
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
Pseudonym = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{8}$")]
BlockId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class Submitter(Record):
    """Who sent a comment: an organisation by its name, or a natural person by a pseudonym."""

    name: Line | None = None
    person: Pseudonym | None = None
    """A natural person's; the name is in the private store, outside the repository."""
    category: SubmitterCategory
    country: Country | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.name is None) == (self.person is None):
            raise PydanticCustomError("submitter_name", "name or person")
        return self


class Comment(Record):
    """A comment as it came; never edited."""

    id: CommentId
    round: Id
    received: Day
    channel: Channel
    file: Digest
    """The beginning of the SHA-256 of the file it came in; its name is in the private store, for names name people."""
    row: Annotated[int, Field(ge=0)]
    """Where in that file: of a table the row, of margin comments the ordinal."""
    submitters: tuple[Submitter, ...] = Field(min_length=1)
    """Several where it is a joint comment."""
    document: Id
    draft: Id | None = None
    """The snapshot that was commented on."""
    language: Language
    """Of the text that was commented on."""
    written_in: Language
    """The language of the comment itself."""
    scope: Scope
    chapter: Id | None = None
    """None for a comment on the whole document."""
    section: Verbatim = ""
    """The number or heading that was given."""
    paragraph: BlockId | None = None
    """The id of the paragraph, in the draft."""
    page: Annotated[int, Field(ge=1)] | None = None
    line_from: Annotated[int, Field(ge=1)] | None = None
    line_to: Annotated[int, Field(ge=1)] | None = None
    element: Element | None = None
    quoted: Verbatim = ""
    type: CommentType
    text: Verbatim = ""
    proposed: Verbatim = ""
    rationale: Verbatim = ""
    references: Verbatim = ""

    @property
    def key(self) -> str:
        """``document/chapter``, or the document alone."""
        return f"{self.document}/{self.chapter}" if self.chapter else self.document

    @property
    def written(self) -> tuple[str, ...]:
        """What people wrote in their own words, their names among it."""
        names = (one.name or "" for one in self.submitters)
        return (*names, self.section, self.quoted, self.text, self.proposed, self.rationale, self.references)

    @property
    def words(self) -> tuple[str, ...]:
        """All that was written, by whom and on what: two comments with the same words are the same."""
        place = (self.document, self.draft, self.language, self.chapter, self.section, self.paragraph)
        lines = (self.page, self.line_from, self.line_to, self.element, self.quoted)
        wrote = (self.type, self.text, self.proposed, self.rationale, self.references)
        return tuple(
            "" if value is None else str(value) for value in (*sender_words(self.submitters), *place, *lines, *wrote)
        )


def sender_words(submitters: Iterable[Submitter]) -> list[str]:
    """Who sent something, as the digest of it has them."""
    return sorted(f"{one.name or one.person}\0{one.category}\0{one.country or ''}" for one in submitters)


def lines_said(first: int | None, last: int | None) -> str:
    """Lines as people write them: ``4`` or ``4–7``; empty where there are none."""
    return "–".join(dict.fromkeys(str(line) for line in (first, last) if line))


def comment_id(comment: Comment, ordinal: int) -> str:
    """The id of a comment; the ordinal counts those with equal words.

    All that was written counts, and not the text alone: of two comments that say "see proposal" each keeps its id,
    in whatever order they come.
    """
    return content_id(comment.round, (*comment.words, str(ordinal)))


def content_id(comment_round: str, words: Iterable[str]) -> str:
    """The id of what came in a round: the round's, and eight characters of the digest of its words."""
    digest = sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()
    return f"{comment_round}-{b32encode(digest)[:8].decode().lower()}"


class Answer(Record):
    """What the task team does with a comment; everything that is not said yet is left out."""

    status: CommentStatus | None = None
    """Only where it cannot be seen from the rest: while the team waits for input, say."""
    team: Id | None = None
    """The task team, where it is another than the chapter's."""
    disposition: Disposition | None = None
    reason: Reason | None = None
    """Why it was not simply accepted."""
    response: Words | None = None
    """What the team says to the submitter."""
    decided_on: Day | None = None
    duplicate_of: CommentId | None = None
    supports: tuple[CommentId, ...] = ()
    """The comments that this one supports."""
    changed: tuple[BlockId, ...] = ()
    """The paragraphs that were changed because of it."""
    resolved_in: Version | None = None
    """The version of the chapter with the change."""
    paragraph: BlockId | None = None
    """The paragraph that is meant, where the team knows better than the comment says."""
    reply: Reply | None = None
    """What the submitter says to the response."""


TAKEN_UP = frozenset({Disposition.ACCEPTED, Disposition.ACCEPTED_WITH_MODIFICATION, Disposition.PARTIALLY_ACCEPTED})
"""The dispositions after which the text is another."""


def changed_by(comment: Comment, answer: Answer) -> tuple[str, ...]:
    """The paragraphs that changed because of a comment: those its answer names, else its own if it was taken up."""
    own = answer.paragraph or comment.paragraph
    return answer.changed or ((own,) if own and answer.disposition in TAKEN_UP else ())


class AnswerFile(RootModel[Mapping[CommentId, Answer]]):
    """A file under ``answers/``: the answers by the ids of the comments."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The running number of a comment, given at a compilation and kept."""

    number: int
    day: str
    """Of the compilation, as ``2018-08-05``."""
    ordinal: int = 1
    """Of the compilation among those of its day that gave numbers; the day alone would make one of them."""

    @property
    def compilation(self) -> str:
        """What the compilation is called: its day, and which of that day it was from the second on."""
        return self.day if self.ordinal == 1 else f"{self.day} ({self.ordinal})"
