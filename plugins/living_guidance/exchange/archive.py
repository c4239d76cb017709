"""Look at an office file before anything reads it: its sizes, what it carries, where it would reach out to."""

import re
from io import BytesIO
from typing import IO, Any
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - says whose error it is

from living_guidance.exchange.guarded import UnreadableError

MAX_BYTES = 40_000_000
"""The most that a file may have; a draft with pictures has a tenth of it."""
_MAX_PARTS, _MAX_UNPACKED, _MAX_XML = 2_000, 120_000_000, 48_000_000
_MAX_RATIO, _ALWAYS_FINE = 200, 1_000_000
_MAX_DEPTH = 200
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
"""How files of the older formats begin, and encrypted ones of the new."""
_MACROS = re.compile(r"vbaproject|vbadata|activex|macrosheet|macroenabled", re.IGNORECASE)
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff", b"\0<")
_CHUNK = 1 << 22


def open_archive(content: bytes, main_part: str) -> ZipFile:
    """The archive that an office file is, once it is known to be harmless to read; else raises UnreadableError.

    ``main_part`` is what makes it a file of the kind that is wanted: ``xl/workbook.xml``, ``word/document.xml``.
    """
    if content.startswith(_OLD_FORMAT):
        raise UnreadableError("import.locked")
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        raise UnreadableError("import.not-office") from None
    _check_sizes(archive.infolist())
    if main_part not in archive.namelist():
        raise UnreadableError("import.wrong-kind", expected=main_part)
    for part in archive.infolist():
        _check_part(archive, part)
    return archive


def _check_sizes(parts: list[ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED or xml > _MAX_XML:
        raise UnreadableError("import.swollen", parts=str(len(parts)), size=f"{unpacked / 1e6:.0f}")
    seen: set[str] = set()
    for part in parts:
        name = _shown(part.filename)
        if part.flag_bits & 1:
            raise UnreadableError("import.locked")
        if part.file_size > _ALWAYS_FINE and part.file_size > _MAX_RATIO * part.compress_size:
            raise UnreadableError("import.bomb", part=name, size=f"{part.file_size / 1e6:.0f}")
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or part.filename.casefold() in seen:
            raise UnreadableError("import.damaged", part=name)
        seen.add(part.filename.casefold())


def _check_part(archive: ZipFile, part: ZipInfo) -> None:
    if _MACROS.search(part.filename):
        raise UnreadableError("import.macros", part=_shown(part.filename))
    try:
        with archive.open(part) as file:
            start = file.read(4)
            if part.filename.endswith((".xml", ".rels")) or start.startswith(_XML):
                _Scan(part.filename).read(start, file)
    except (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, expat.ExpatError):
        raise UnreadableError("import.damaged", part=_shown(part.filename)) from None


class _Scan:
    """One pass over a part's XML, in which nothing is built or resolved."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def read(self, start: bytes, rest: IO[bytes]) -> None:
        """Read the part to its end."""
        self.parser.Parse(start, False)
        while chunk := rest.read(_CHUNK):
            self.parser.Parse(chunk, False)
        self.parser.Parse(b"", True)

    def doctype(self, *_: Any) -> None:
        """Refuse what could define entities or name other files; no office program writes it."""
        raise UnreadableError("import.doctype", part=_shown(self.name))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at an element's depth, and at what it says about other parts and files."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise UnreadableError("import.too-deep", part=_shown(self.name))
        if self.name == "[Content_Types].xml" and _MACROS.search(attributes.get("ContentType", "")):
            raise UnreadableError("import.macros", part=_shown(attributes.get("PartName", self.name)))
        if attributes.get("TargetMode") == "External" and self.name.endswith(".rels"):
            kind, target = attributes.get("Type", ""), attributes.get("Target", "")
            if not _is_harmless(kind.rpartition("/")[2], target):
                raise UnreadableError("import.external", part=_shown(self.name), target=_shown(target))

    def end(self, _: str) -> None:
        """Count back."""
        self.depth -= 1


def _is_harmless(kind: str, target: str) -> bool:
    """Whether no program fetches a target: links wait for a click, and Word's own template lies on a disk."""
    return kind == "hyperlink" or (kind == "attachedTemplate" and not re.match(r"(?!file:)\w{2,}:|//|\\\\", target))


def _shown(text: str) -> str:
    """A name from a stranger's file as a terminal may show it."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)[:80]
