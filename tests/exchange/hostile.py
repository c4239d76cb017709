"""Office files that are made to do harm, or that no honest program would write."""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import docx
from openpyxl import Workbook

from living_guidance.exchange.archive import MAX_BYTES
from living_guidance.exchange.sheet_docx import write_docx
from living_guidance.exchange.sheet_xlsx import write_xlsx
from living_guidance.render.messages import load_messages
from tests.exchange.office import repacked, rich_draft
from tests.exchange.test_sheets import sheet

Parts = dict[str, bytes]
CFB = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "draft": "word/document.xml"}
RELS = {"xlsx": "xl/_rels/workbook.xml.rels", "docx": "word/_rels/document.xml.rels"}
RELS["draft"] = RELS["docx"]
READ = "read"
"""The file does no harm, and is read as if it were any other."""


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


def good(form: str) -> bytes:
    say = load_messages("en")
    return {"xlsx": lambda: write_xlsx(sheet(), say), "docx": lambda: write_docx(sheet(), say), "draft": rich_draft}[
        form
    ]()


def edited(form: str, change: Callable[[Parts], None]) -> bytes:
    return repacked(good(form), change)


def prolog(part: str, text: bytes, encoding: str = "") -> Callable[[Parts], None]:
    """Put a text before the root element of a part."""

    def change(parts: Parts) -> None:
        content = parts[part]
        declaration, _, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
        if encoding:
            parts[part] = (b"<?xml version='1.0' encoding='UTF-16'?>" + text + rest).decode().encode(encoding)
        else:
            parts[part] = (declaration + b"?>" if declaration else b"") + text + rest

    return change


def relation(form: str, kind: str, target: str) -> Callable[[Parts], None]:
    return lambda parts: parts.update(
        {
            RELS[form]: parts[RELS[form]].replace(
                b"</Relationships>",
                f'<Relationship Id="rX" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'
                "</Relationships>".encode().decode().encode()
                if False
                else f'<Relationship Id="rX" Type="{RELATIONS}/{kind}" Target="{target}" TargetMode="External"/>'.encode()
                + b"</Relationships>",
            )
        }
    )


def added(name: str, content: bytes) -> Callable[[Parts], None]:
    return lambda parts: parts.update({name: content})


def with_info(form: str, change: Callable[[ZipInfo], None]) -> bytes:
    """An archive whose last entry is told otherwise than it is."""
    packed = BytesIO(good(form))
    with ZipFile(packed, "a") as archive:
        archive.writestr("extra.xml", b"<a/>")
        change(archive.infolist()[-1])
    return packed.getvalue()


def noise(size: int) -> bytes:
    """Letters that hardly compress."""
    return random.Random(1).randbytes(size // 2).hex().encode()  # noqa: S311


def flag_encrypted(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02")
    return content[: at + 8] + struct.pack("<H", 1) + content[at + 10 :]


def flipped(content: bytes, seed: int) -> bytes:
    chosen = random.Random(seed)  # noqa: S311
    changed = bytearray(content)
    for _ in range(40):
        changed[chosen.randrange(len(changed))] ^= 1 << chosen.randrange(8)
    return bytes(changed)


def twice(form: str) -> bytes:
    packed = BytesIO(good(form))
    with ZipFile(packed, "a") as archive:
        archive.writestr(MAIN[form].upper(), b"<a/>")
    return packed.getvalue()


def elements(tag: bytes, count: int) -> bytes:
    return b"".join(b"<%s a='%d'/>" % (tag, number * 7919) for number in range(count))


def inside(part: str, closing: bytes, content: bytes) -> Callable[[Parts], None]:
    """Put a content before a closing tag of a part."""

    def change(parts: Parts) -> None:
        assert closing in parts[part]
        parts[part] = parts[part].replace(closing, content + closing)

    return change


def common(form: str) -> Iterator[Hostile]:
    """What may be done to any of the forms."""

    def one(name: str, make: Callable[[str], bytes], *outcomes: str) -> Hostile:
        return Hostile(name, form, make, outcomes)

    main = MAIN[form]
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "{}/entity">]>'
    yield one("entities that multiply", lambda _: edited(form, prolog(main, LAUGHS)), "import.doctype")
    yield one("an entity from elsewhere", lambda url: edited(form, prolog(main, entity.format(url).encode())), "import.doctype")
    yield one("a doctype from elsewhere", lambda url: edited(form, prolog(main, f'<!DOCTYPE x SYSTEM "{url}/dtd">'.encode())), "import.doctype")
    yield one("a doctype in UTF-16", lambda _: edited(form, prolog(main, LAUGHS, "utf-16")), "import.doctype")
    yield one("a doctype among the types", lambda _: edited(form, prolog("[Content_Types].xml", LAUGHS)), "import.doctype")
    yield one("a doctype among the relations", lambda _: edited(form, prolog(RELS[form], LAUGHS)), "import.doctype")
    yield one("a doctype in a picture", lambda _: edited(form, added("media/image1.png", LAUGHS + b"<a/>")), "import.doctype")
    yield one("300 MB of zeros", lambda _: edited(form, added("bomb.bin", b"\0" * 300_000_000)), "import.swollen")
    yield one("90 MB of zeros", lambda _: edited(form, added("bomb.bin", b"\0" * 90_000_000)), "import.bomb")
    yield one("29 MB of spaces", lambda _: edited(form, added("bomb.xml", b"<a>" + b" " * 29_000_000 + b"</a>")), "import.bomb")
    yield one("3,000 parts", lambda _: edited(form, lambda parts: parts.update({f"p{n}.xml": b"<a/>" for n in range(3_000)})), "import.swollen")
    yield one("35 MB of letters", lambda _: edited(form, added("long.xml", b"<a>" + noise(35_000_000) + b"</a>")), "import.swollen")
    yield one("a long attribute", lambda _: edited(form, added("long.xml", b"<a b='" + noise(20_000_000) + b"'/>")), READ, "import.damaged", "import.too-heavy")
    yield one("too large a file", lambda _: b"PK" + b"\0" * (MAX_BYTES + 10), "import.too-large")
    yield one("macros", lambda _: edited(form, added("xl/vbaProject.bin", b"x")), "import.macros")
    yield one("macros by their type", lambda _: edited(form, inside("[Content_Types].xml", b"</Types>", b'<Override PartName="/m.bin" ContentType="application/vnd.ms-office.vbaProject"/>')), "import.macros")
    yield one("controls", lambda _: edited(form, added("word/activeX/activeX1.bin", b"x")), "import.macros")
    yield one("a picture from elsewhere", lambda url: edited(form, relation(form, "image", f"{url}/pixel.png")), "import.external")
    yield one("an object from elsewhere", lambda url: edited(form, relation(form, "oleObject", f"{url}/o")), "import.external")
    yield one("a template from elsewhere", lambda url: edited(form, relation(form, "attachedTemplate", f"{url}/t.dotm")), "import.external")
    yield one("a template on a share", lambda _: edited(form, relation(form, "attachedTemplate", r"\\evil\t.dotm")), "import.external")
    yield one("a link", lambda url: edited(form, relation(form, "hyperlink", f"{url}/click")), READ)
    yield one("a password", lambda _: CFB, "import.locked")
    yield one("a password of the archive", lambda _: flag_encrypted(good(form)), "import.locked")
    yield one("another compression", lambda _: with_info(form, lambda info: None) if False else _lzma(form), "import.damaged")
    yield one("half a file", lambda _: good(form)[:3_000], "import.not-office")
    yield one("nothing", lambda _: b"", "import.not-office")
    yield one("plain text", lambda _: b"Translation\n" * 50, "import.not-office")
    yield one("a web page", lambda _: b"<html><script>alert(1)</script></html>", "import.not-office")
    yield one("an archive of something else", lambda _: edited(form, lambda parts: parts.clear()), "import.wrong-kind")
    yield one("a name in two cases", lambda _: twice(form), "import.damaged")
    yield one("100,000 levels", lambda _: edited(form, added("deep.xml", b"<a>" * 100_000 + b"</a>" * 100_000)), "import.too-deep")
    yield one("unclosed elements", lambda _: edited(form, lambda parts: parts.update({main: parts[main][:-30]})), "import.damaged")
    yield one("names that lead out", lambda _: edited(form, added("../../../tmp/evil.xml", b"<a/>")), READ)
    for seed in range(3):
        yield one(f"flipped bits {seed}", lambda _, seed=seed: flipped(good(form), seed), READ, "import.damaged", "import.not-office", "import.locked", "import.swollen", "import.bomb", "import.wrong-kind", "import.too-deep", "import.too-heavy", "sheet.no-memory", "sheet.no-subject")  # type: ignore[misc]


def _lzma(form: str) -> bytes:
    packed = BytesIO(good(form))
    with ZipFile(packed, "a", ZIP_LZMA) as archive:
        archive.writestr("extra.xml", b"<a/>")
    return packed.getvalue()
