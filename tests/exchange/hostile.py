"""Office files that are made to do harm, or that no honest program would write."""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from zipfile import ZIP_LZMA, ZipFile

from living_guidance.exchange.archive import MAX_BYTES
from living_guidance.exchange.sheet_docx import write_docx
from living_guidance.exchange.sheet_xlsx import write_xlsx
from living_guidance.render.messages import load_messages
from tests.exchange.office import repacked, rich_draft
from tests.exchange.test_sheets import sheet

Parts = dict[str, bytes]
Edit = Callable[[Parts, str], None]
"""Changes an archive's parts; the address of a server that nobody should ask is given to it."""

OLD_FORMAT = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"
MAIN = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "draft": "word/document.xml"}
RELS = {
    "xlsx": "xl/_rels/workbook.xml.rels",
    "docx": "word/_rels/document.xml.rels",
    "draft": "word/_rels/document.xml.rels",
}
READ = "read"
"""The outcome of a file that does no harm, and is read as if it were any other."""
BROKEN = ("import.damaged", "import.not-office", "import.locked", "import.swollen", "import.bomb", "import.wrong-kind")


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, how it would be read, and what may become of it."""

    name: str
    form: str
    make: Callable[[str], bytes]
    """Takes the address of a server that nobody should ask."""
    outcomes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.form}: {self.name}"


@lru_cache
def good(form: str) -> bytes:
    say = load_messages("en")
    if form == "draft":
        return rich_draft()
    return write_xlsx(sheet(), say) if form == "xlsx" else write_docx(sheet(), say)


# --- changes of single parts


def with_prolog(part: str, prolog: str, parts: Parts, url: str, encoding: str = "utf-8") -> None:
    """Put a text before the root element of a part."""
    text = parts[part].decode()
    body = text.partition("?>")[2] if text.startswith("<?xml") else text
    head = f"<?xml version='1.0' encoding='{encoding}'?>"
    parts[part] = f"{head}{prolog.replace('URL', url)}{body}".encode(encoding)


def with_end(part: str, closing: str, content: str, parts: Parts, url: str) -> None:
    """Put a content before a closing tag of a part."""
    assert closing.encode() in parts[part]
    parts[part] = parts[part].replace(closing.encode(), (content.replace("URL", url) + closing).encode())


def with_relation(form: str, kind: str, target: str, parts: Parts, url: str) -> None:
    relation = f'<Relationship Id="rX" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
    with_end(RELS[form], "</Relationships>", relation, parts, url)


def with_part(name: str, content: Callable[[], bytes], parts: Parts, _: str) -> None:
    parts[name] = content()


def with_many_parts(parts: Parts, _: str) -> None:
    parts.update({f"part{number}.xml": b"<a/>" for number in range(3_000)})


def without_parts(parts: Parts, _: str) -> None:
    parts.clear()
    parts["mimetype"] = b"application/zip"


def cut_short(part: str, parts: Parts, _: str) -> None:
    parts[part] = parts[part][:-30]


def noise(size: int) -> bytes:
    """Letters that hardly compress."""
    return random.Random(1).randbytes(size // 2).hex().encode()


# --- changes of whole files


def flagged(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02")
    return content[: at + 8] + struct.pack("<H", 1) + content[at + 10 :]


def flipped(seed: int, content: bytes) -> bytes:
    chosen = random.Random(seed)
    changed = bytearray(content)
    for _ in range(40):
        changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)
    return bytes(changed)


def appended(name: str, compression: int, content: bytes) -> bytes:
    packed = BytesIO(content)
    with ZipFile(packed, "a", compression) as archive:
        archive.writestr(name, b"<a/>")
    return packed.getvalue()


def understated(content: bytes) -> bytes:
    """The archive tells a smaller size of its last part than it has."""
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", 3) + content[at + 28 :]


def edits(form: str) -> Iterator[tuple[str, Edit, tuple[str, ...]]]:
    """What may be done to the parts of any of the forms."""
    main = MAIN[form]
    doctype = ("import.doctype",)
    yield "entities that multiply", partial(with_prolog, main, LAUGHS), doctype
    yield "an entity from elsewhere", partial(with_prolog, main, '<!DOCTYPE x [<!ENTITY e SYSTEM "URL/e">]>'), doctype
    yield "a doctype from elsewhere", partial(with_prolog, main, '<!DOCTYPE x SYSTEM "URL/dtd">'), doctype
    yield "a doctype in UTF-16", partial(with_prolog, main, LAUGHS, encoding="utf-16"), doctype
    yield "a doctype among the types", partial(with_prolog, TYPES, LAUGHS), doctype
    yield "a doctype among the relations", partial(with_prolog, RELS[form], LAUGHS), doctype
    yield "a doctype in a picture", partial(with_part, "media/a.png", lambda: f"{LAUGHS}<a/>".encode()), doctype
    yield "300 MB of zeros", partial(with_part, "bomb.bin", lambda: b"\0" * 300_000_000), ("import.swollen",)
    yield "90 MB of zeros", partial(with_part, "bomb.bin", lambda: b"\0" * 90_000_000), ("import.bomb",)
    spaces = partial(with_part, "bomb.xml", lambda: b"<a>" + b" " * 29_000_000 + b"</a>")
    yield "29 MB of spaces", spaces, ("import.bomb",)
    yield "3,000 parts", with_many_parts, ("import.swollen",)
    yield "50 MB of XML", partial(with_part, "a.xml", lambda: b"<a>" + noise(50_000_000) + b"</a>"), ("import.swollen",)
    attribute = partial(with_part, "a.xml", lambda: b"<a b='" + noise(20_000_000) + b"'/>")
    yield "a long attribute", attribute, (READ, "import.damaged", "import.too-heavy")
    yield "macros", partial(with_part, "xl/vbaProject.bin", lambda: b"x"), ("import.macros",)
    macro = '<Override PartName="/m.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    yield "macros by their type", partial(with_end, TYPES, "</Types>", macro), ("import.macros",)
    yield "controls", partial(with_part, "word/activeX/activeX1.bin", lambda: b"x"), ("import.macros",)
    yield "a picture from elsewhere", partial(with_relation, form, "image", "URL/pixel.png"), ("import.external",)
    yield "an object from elsewhere", partial(with_relation, form, "oleObject", "URL/o"), ("import.external",)
    yield "a template from elsewhere", partial(with_relation, form, "attachedTemplate", "URL/t"), ("import.external",)
    yield "a template on a share", partial(with_relation, form, "attachedTemplate", r"\\evil\t"), ("import.external",)
    yield "a template at home", partial(with_relation, form, "attachedTemplate", r"C:\Normal.dotm"), (READ,)
    yield "a link", partial(with_relation, form, "hyperlink", "URL/click"), (READ,)
    yield "an archive of something else", without_parts, ("import.wrong-kind",)
    deep = partial(with_part, "deep.xml", lambda: b"<a>" * 100_000 + b"</a>" * 100_000)
    yield "100,000 levels", deep, ("import.too-deep",)
    yield "unclosed elements", partial(cut_short, main), ("import.damaged",)
    yield "names that lead out", partial(with_part, "../../../evil.xml", lambda: b"<a/>"), (READ,)


def files(form: str) -> Iterator[tuple[str, Callable[[bytes], bytes], tuple[str, ...]]]:
    """What may be done to the files of any of the forms."""
    yield "a password", lambda _: OLD_FORMAT, ("import.locked",)
    yield "a password of the archive", flagged, ("import.locked",)
    yield "another compression", partial(appended, "a.xml", ZIP_LZMA), ("import.damaged",)
    yield "a name in two cases", partial(appended, MAIN[form].upper(), 0), ("import.damaged",)
    yield "a size that is not true", understated, ("import.damaged",)
    yield "half a file", lambda content: content[: len(content) // 2], ("import.not-office",)
    yield "nothing", lambda _: b"", ("import.not-office",)
    yield "plain text", lambda _: b"Translation\n" * 50, ("import.not-office",)
    yield "a web page", lambda _: b"<html><script>alert(1)</script></html>", ("import.not-office",)
    yield "too large a file", lambda content: content + b"\0" * MAX_BYTES, ("import.too-large",)
    for seed in range(4):
        lost = ("sheet.no-memory", "sheet.no-subject", "import.too-deep")
        yield f"flipped bits, {seed}", partial(flipped, seed), (READ, *lost, *BROKEN)


def cells(count: int) -> str:
    """So many rows, each of which says something else."""
    return "".join(
        f'<row r="{number}"><c r="D{number}" t="inlineStr"><is><t>{number * 7919 % 65537}</t></is></c></row>'
        for number in range(100, 100 + count)
    )


SHEET_EDITS: tuple[tuple[str, Edit, tuple[str, ...]], ...] = (
    (
        "a far cell",
        partial(with_end, MAIN["xlsx"], "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        ("sheet.too-many-rows",),
    ),
    (
        "200,000 rows",
        lambda parts, url: with_end(MAIN["xlsx"], "</sheetData>", cells(200_000), parts, url),
        ("sheet.too-many-rows",),
    ),
    (
        "a far column",
        partial(with_end, MAIN["xlsx"], "</sheetData>", '<row r="99"><c r="XFD99"><v>1</v></c></row>'),
        (READ,),
    ),
    (
        "a formula that calls a program",
        partial(
            with_end,
            MAIN["xlsx"],
            "</sheetData>",
            '<row r="99"><c r="D99"><f>cmd|\'/c calc\'!A1</f><v>1</v></c></row>',
        ),
        (READ,),
    ),
    ("another book", partial(with_relation, "xlsx", "externalLinkPath", "URL/b.xlsx"), ("import.external",)),
    ("a macro sheet", partial(with_part, "xl/macrosheets/sheet1.xml", lambda: b"<a/>"), ("import.macros",)),
    ("no cells at all", partial(cut_short, "xl/workbook.xml"), ("import.damaged",)),
)
WORD_EDITS: tuple[tuple[str, Edit, tuple[str, ...]], ...] = (
    ("text from elsewhere", partial(with_relation, "docx", "aFChunk", "URL/a.html"), ("import.external",)),
    ("a part from elsewhere", partial(with_relation, "docx", "subDocument", "URL/a.docx"), ("import.external",)),
    (
        "150 tables in each other",
        partial(
            with_end,
            MAIN["docx"],
            "</w:body>",
            "<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 60,
        ),
        (READ,),
    ),
    (
        "a million runs",
        lambda parts, url: with_end(
            MAIN["docx"],
            "</w:body>",
            "<w:p>" + "".join(f"<w:r><w:t>{n * 7919 % 65537}</w:t></w:r>" for n in range(1_000_000)) + "</w:p>",
            parts,
            url,
        ),
        ("import.swollen", "import.too-heavy"),
    ),
    (
        "400,000 runs",
        lambda parts, url: with_end(
            MAIN["docx"],
            "</w:body>",
            "<w:p>" + "".join(f"<w:r><w:t>{n * 7919 % 65537} </w:t></w:r>" for n in range(400_000)) + "</w:p>",
            parts,
            url,
        ),
        (READ, "import.too-heavy"),
    ),
)


def all_hostile() -> list[Hostile]:
    """All of them."""
    found = []
    for form in MAIN:
        more = SHEET_EDITS if form == "xlsx" else WORD_EDITS
        for name, edit, outcomes in (*edits(form), *more):
            found.append(Hostile(name, form, partial(_edited, form, edit), outcomes))
        for name, change, outcomes in files(form):
            found.append(Hostile(name, form, partial(_changed, form, change), outcomes))
    return found


def _edited(form: str, edit: Edit, url: str) -> bytes:
    return repacked(good(form), lambda parts: edit(parts, url))


def _changed(form: str, change: Callable[[bytes], bytes], _: str) -> bytes:
    return change(good(form))
