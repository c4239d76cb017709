"""Submissions on their way in: a file is looked at before it is taken, given a safe name, and put beside its record."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from living_guidance.exchange.starter import flow
from living_guidance.load.characters import find_characters
from living_guidance.model.naming import slug
from living_guidance.model.submissions import MEDIA_TYPES, MOST_BYTES, Submission, SubmittedFile
from living_guidance.model.vocabulary import MediaType
from living_guidance.text.privacy import mask

_LONGEST = 60
"""How many characters of a file's own name are kept."""
_OTHER_LETTER = re.compile(r"[^\W_a-zA-Z0-9]")
_SIGNS: Mapping[MediaType, tuple[bytes, bytes]] = {
    MediaType.PDF: (b"%PDF-", b""),
    MediaType.DOCX: (b"PK\x03\x04", b"word/document.xml"),
    MediaType.XLSX: (b"PK\x03\x04", b"xl/workbook.xml"),
    MediaType.PPTX: (b"PK\x03\x04", b"ppt/presentation.xml"),
    MediaType.ODT: (b"PK\x03\x04", b"mimetypeapplication/vnd.oasis.opendocument.text"),
    MediaType.ODS: (b"PK\x03\x04", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
    MediaType.PNG: (b"\x89PNG\r\n\x1a\n", b""),
    MediaType.JPEG: (b"\xff\xd8\xff", b""),
}
"""How files of a type begin, and what stands in them: archives name their parts uncompressed, so none is opened."""
_MACROS = re.compile(rb"vbaproject\.bin|macrosheets/|activex/|Basic/script-lc\.xml", re.IGNORECASE)


class UnfitFileError(Exception):
    """A file that cannot be taken in, with the code of the reason."""

    def __init__(self, code: str, **words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words: Mapping[str, str] = words


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that may be taken in."""

    name: str
    """As the submitter called it."""
    media_type: MediaType
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest by which it is known."""
        return sha256(self.content).hexdigest()


def take_file(path: Path) -> Taken:
    """The file, once it is known to be of a type that is taken, and what its name says; else raises UnfitFileError."""
    words = {"path": os.fsencode(path).decode("utf-8", "replace")}
    if not _is_text(path.name):
        raise UnfitFileError("name", **words)
    if path.is_symlink() or not path.is_file():
        raise UnfitFileError("no-file", **words)
    media_type = MEDIA_TYPES.get(path.suffix[1:].lower().replace("jpeg", "jpg"))
    if media_type is None:
        raise UnfitFileError("type", **words, known=", ".join(MEDIA_TYPES))
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnfitFileError("too-large", **words, limit=f"{MOST_BYTES / 1e6:.0f}")
    if not content:
        raise UnfitFileError("empty", **words)
    if not _is_of(media_type, content):
        raise UnfitFileError("otherwise", **words, form=path.suffix[1:].lower())
    if media_type in _SIGNS and content.startswith(b"PK") and _MACROS.search(content):
        raise UnfitFileError("macros", **words)
    return Taken(path.name, media_type, content)


def _is_text(name: str) -> bool:
    """Whether a name can be written down: on many systems it may be any bytes."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _is_of(media_type: MediaType, content: bytes) -> bool:
    if media_type not in _SIGNS:
        return b"\0" not in content
    begins, holds = _SIGNS[media_type]
    return content.startswith(begins) and holds in content


def submitted_files(taken: Iterable[Taken], *, is_public: bool, is_personal: bool) -> tuple[SubmittedFile, ...]:
    """The files as the record names them, each once: by what their submitters called them, if that may be told.

    What a natural person calls a file often names the person; what is confidential has no name at all.
    """
    found: dict[str, SubmittedFile] = {}
    names: set[str] = set()
    for one in taken:
        if one.sha256 in found:
            continue
        name = title = None
        if is_public:
            name, title = _called(one, len(found) + 1, names, is_personal=is_personal)
            names.add(name)
        found[one.sha256] = SubmittedFile(
            name=name, media_type=one.media_type, bytes=len(one.content), sha256=one.sha256, title=title
        )
    return tuple(found.values())


def _called(one: Taken, ordinal: int, names: set[str], *, is_personal: bool) -> tuple[str, str | None]:
    """A name for an address, and a title where that is not all that the submitter called it."""
    path = PurePosixPath(one.name)
    ending = "jpg" if path.suffix.lower() == ".jpeg" else path.suffix[1:].lower()
    if is_personal:
        return f"file-{ordinal}.{ending}", None
    title = _title(path.stem)
    says = any(map(str.isalnum, title))
    is_lost = not says or _OTHER_LETTER.search(title) is not None
    stem = f"file-{ordinal}" if is_lost else slug(title)[:_LONGEST].strip("-")
    likely = (f"{stem}.{ending}", *(f"{stem}-{number}.{ending}" for number in range(ordinal, ordinal + len(names) + 1)))
    return next(name for name in likely if name not in names), (title if says and title != stem else None)


def _title(stem: str) -> str:
    """What a file is called, without what a record must not hold, and without addresses and telephone numbers."""
    text = "".join(char for char in stem if char.isprintable())
    while issue := next(find_characters(text, ""), None):
        at = issue.where.column - 1
        latin = issue.words.get("latin", "")
        text = text[:at] + (latin if latin.isascii() else "") + text[at + 1 :]
    return mask(" ".join(text.split()))[0]


def submission_files(
    comment_round: str, submission: Submission, taken: Iterable[Taken]
) -> Mapping[PurePosixPath, str | bytes]:
    """The record of a submission and, of a public one, its files; relative to the project."""
    folder = PurePosixPath(f"guidance/rounds/{comment_round}/submissions")
    contents = {one.sha256: one.content for one in taken}
    own = {folder / submission.id / file.name: contents[file.sha256] for file in submission.files if file.name}
    return {**own, folder / f"{submission.id}.yml": write_submission(submission)}


def write_submission(submission: Submission) -> str:
    """The record as people read it: a line a value, and a line each submitter and file."""
    values = submission.model_dump(mode="json", exclude_defaults=True)
    lines = []
    for key, value in values.items():
        if key in ("submitters", "files"):
            lines += [f"{key}:", *(f"  - {flow(one)}" for one in value)]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join(lines) + "\n"
