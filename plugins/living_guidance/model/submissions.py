"""Submissions: the information that a call for information brings in, with its files.

On the disk a submission is a record, ``guidance/rounds/<round>/submissions/<id>.yml``. The files of a public one stand
in the folder of the same name beside it; those of a confidential one are in the private store alone, outside the
repository, and the record does not say what they are called.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from living_guidance.model.comments import CommentId, Submitter, content_id, sender_words
from living_guidance.model.records import Day, Id, Language, Line, Prose, Record, Sha256
from living_guidance.model.vocabulary import Confidentiality, MediaType

MOST_BYTES = 50_000_000
"""The most that one file may hold: more would weigh on every clone, and code hosts refuse it from a hundred on."""
MEDIA_TYPES: Mapping[str, MediaType] = {
    "pdf": MediaType.PDF,
    "docx": MediaType.DOCX,
    "xlsx": MediaType.XLSX,
    "pptx": MediaType.PPTX,
    "odt": MediaType.ODT,
    "ods": MediaType.ODS,
    "csv": MediaType.CSV,
    "txt": MediaType.TXT,
    "png": MediaType.PNG,
    "jpg": MediaType.JPEG,
}
"""The types that are taken, by the ending of the file's name.

None of them can act in a reader's browser, as HTML and SVG can, nor on a reader's machine, as programs and documents
with macros can; of an archive nobody could say what is in it.
"""

SubmissionId = CommentId
"""The round's id and eight characters of the digest of what was submitted, and by whom."""
FileName = Annotated[
    str, StringConstraints(pattern=rf"^[a-z0-9]+(-[a-z0-9]+)*\.({'|'.join(MEDIA_TYPES)})$", max_length=80)
]


class SubmittedFile(Record):
    """A file of a submission."""

    name: FileName | None = None
    """In the folder of the submission, and so part of an address; none where it is confidential."""
    media_type: MediaType
    bytes: Annotated[int, Field(ge=1)]
    sha256: Sha256
    language: Language | None = None
    """The language of what is in it, where that is another than the submission's."""
    title: Line | None = None
    """What readers know it by, where its name does not say enough."""

    @model_validator(mode="after")
    def _of_its_type(self) -> Self:
        if self.name and MEDIA_TYPES[PurePosixPath(self.name).suffix[1:]] is not self.media_type:
            raise PydanticCustomError("media_type", "not the type of the name")
        return self

    @property
    def form(self) -> str:
        """What people call the type: the ending of such files."""
        return next(ending for ending, media_type in MEDIA_TYPES.items() if media_type is self.media_type)


class Submission(Record):
    """``<id>.yml``: what somebody sent to a call for information."""

    id: SubmissionId
    """The same as the file's name."""
    received: Day
    submitters: tuple[Submitter, ...] = Field(min_length=1)
    """Several where it is a joint submission."""
    title: Line
    """As the submitter called it, in the language of the submission."""
    area: Line
    """What of the work it is about."""
    documents: tuple[Id, ...] = ()
    """The documents that it is about; none where it is about all of the call's."""
    chemicals: tuple[Id, ...] = ()
    """The chemicals that it is about: ids of the register."""
    language: Language
    confidentiality: Confidentiality
    files: tuple[SubmittedFile, ...] = Field(min_length=1)
    note: Prose | None = None
    """What those who keep the record wish to remember; the site does not show it."""

    @model_validator(mode="after")
    def _named_where_public(self) -> Self:
        if any((one.name is None) is self.is_public for one in self.files):
            raise PydanticCustomError("file_names", "named if and only if public")
        if not self.is_public and any(one.title for one in self.files):
            raise PydanticCustomError("file_names", "a title names, too")
        return self

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        names = [one.name for one in self.files if one.name]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise PydanticCustomError("file_twice", "two of the same name", {"name": twice})
        return self

    @property
    def is_public(self) -> bool:
        """Whether its files may be published."""
        return self.confidentiality is Confidentiality.PUBLIC


def submission_id(comment_round: str, submission: Submission) -> str:
    """The id of a submission to a round; its own is not looked at.

    All that was submitted counts, and neither the day nor how we call its files: what comes twice is known again.
    """
    one = submission
    about = (one.title, one.area, *sorted(one.documents), "", *sorted(one.chemicals), "", one.language)
    digests = sorted(file.sha256 for file in one.files)
    return content_id(comment_round, (*sender_words(one.submitters), "", *about, one.confidentiality, *digests))
