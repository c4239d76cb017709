"""Hostile forms are refused with a plain reason, within bounds, and without a word to anybody else."""

import codecs
import json
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from living_guidance.exchange.comments.form_csv import MAX_BYTES
from living_guidance.render.messages import sources
from tests.counts import cases, fresh_random
from tests.exchange.comments.forms import filled_csv, filled_json, filled_xlsx
from tests.exchange.harm import does_no_harm
from tests.exchange.hostile import BROKEN, MAIN, READ, RELS, Hostile, Parts, edits, files, with_end, with_part
from tests.exchange.office import repacked

IMPORTS = "from living_guidance.exchange.comments.form_rows import read_form"
ROWS = [{"chapter": "alpha/furnaces", "text": "Too high."}, {"text": "=1+1", "proposed": "限值"}]
SHEET = "xl/worksheets/sheet2.xml"
STRINGS = "xl/sharedStrings.xml"
HEAVY = "import.too-heavy"
END = "</sheetData>"


def cells(count: int, cell: Callable[[int], str]) -> str:
    return "".join(f'<row r="{number}">{cell(number)}</row>' for number in range(300, 300 + count))


def words(column: str, number: int) -> str:
    return f'<c r="{column}{number}" t="inlineStr"><is><t>{number * 7919 % 65537}</t></is></c>'


def with_strings(strings: str, parts: Parts, url: str) -> None:
    """Give the book strings that its cells share."""
    relation = '<Relationship Id="rS" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
    with_end(RELS["xlsx"], "</Relationships>", relation, parts, url)
    with_part(STRINGS, lambda: f"<sst>{strings}</sst>".encode(), parts, url)


def repeated(size: int, count: int, parts: Parts, url: str) -> None:
    """Say one long text in many cells."""
    letters = random.Random(1).randbytes(size // 2).hex()
    with_strings(f"<si><t>{letters}</t></si>", parts, url)
    with_end(SHEET, END, cells(count, lambda number: f'<c r="D{number}" t="s"><v>0</v></c>'), parts, url)


def elsewhere(target: str, part: bytes, parts: Parts, url: str) -> None:
    """Let the worksheet of comments stand in a part of another name."""
    parts[RELS["xlsx"]] = parts[RELS["xlsx"]].replace(b"/" + SHEET.encode(), target.encode())
    assert target.encode() in parts[RELS["xlsx"]]
    with_part(f"xl/{target}", lambda: part, parts, url)


def with_text(old: str, new: str, part: str, parts: Parts, _: str) -> None:
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())


def with_row(row: str) -> Callable[[Parts, str], None]:
    return partial(with_end, SHEET, END, row)


BOOKS: tuple[tuple[str, Callable[[Parts, str], None], tuple[str, ...]], ...] = (
    ("a far cell", with_row('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), (READ,)),
    ("a cell beyond", with_row('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), ("import.damaged",)),
    ("a column beyond", with_row('<row r="900"><c r="ZZZ900"><v>1</v></c></row>'), ("import.damaged",)),
    ("no such column", with_row('<row r="900"><c r="AAAAAA900"><v>1</v></c></row>'), ("import.damaged",)),
    ("a row far away", with_row('<row r="99999999999999999999"><c><v>1</v></c></row>'), ("import.damaged",)),
    ("a row of no number", with_row('<row r="x"><c><v>1</v></c></row>'), ("import.damaged",)),
    ("a number of no number", with_row('<row r="900"><c r="A900"><v>1e999999</v></c></row>'), (READ,)),
    ("no number at all", with_row('<row r="900"><c r="A900"><v>x</v></c></row>'), ("import.damaged",)),
    ("no such string", with_row('<row r="900"><c r="A900" t="s"><v>7</v></c></row>'), ("import.damaged",)),
    ("a formula that calls a program", with_row('<row r="9"><c r="D9"><f>cmd|\'/c calc\'!A1</f></c></row>'), (READ,)),
    ("60,000 rows", with_row(cells(60_000, partial(words, "D"))), ("form.too-many-rows",)),
    ("200,000 empty rows", with_row(cells(200_000, lambda _: "")), (READ,)),
    ("a million cells in a row", with_row(f"<row>{'<c/>' * 1_000_000}</row>"), ("import.bomb",)),
    ("a long text in 50,000 cells", partial(repeated, 90_000, 40_000), ("form.too-much",)),
    ("a text of 20 MB", partial(repeated, 20_000_000, 1), (READ, "import.damaged", HEAVY)),
    (
        "a part that nobody looked through",
        partial(elsewhere, "sheet.bin", b"\n<!DOCTYPE a []><a/>"),
        ("import.damaged",),
    ),
    ("a worksheet that leads out", partial(elsewhere, "../../../etc/passwd", b"<a/>"), ("import.damaged",)),
    (
        "a form of another kind",
        partial(with_text, "comments/1", "comments/9", "xl/worksheets/sheet6.xml"),
        ("form.format",),
    ),
    ("dates of a million years", with_row('<row r="9"><c r="S9" s="1"><v>1e300</v></c></row>'), (READ,)),
    (
        "another book",
        partial(
            with_end,
            RELS["xlsx"],
            "</Relationships>",
            '<Relationship Id="rX" Type="x/externalLinkPath" Target="URL/b.xlsx" TargetMode="External"/>',
        ),
        ("import.external",),
    ),
    ("a macro sheet", partial(with_part, "xl/macrosheets/sheet1.xml", lambda: b"<a/>"), ("import.macros",)),
)
HEAD = b"Chapter,Comment\n"
TEXTS: tuple[tuple[str, Callable[[], bytes], tuple[str, ...]], ...] = (
    ("a million columns", lambda: HEAD + b"a" + b",b" * 1_000_000, ("form.too-many-columns",)),
    ("a million empty columns", lambda: HEAD + b"a,b" + b"," * 1_000_000, (READ,)),
    ("29 MB of commas", lambda: HEAD + b"," * 29_000_000, (READ, HEAVY)),
    ("29 MB of lines", lambda: HEAD + b"\n" * 29_000_000, ("form.too-many-rows",)),
    ("29 MB of quotation marks", lambda: HEAD + b'"' * 29_000_000, ("form.open-cell", HEAVY)),
    ("29 MB of cells", lambda: HEAD + b"x,y,z\n" * 4_800_000, ("form.too-many-rows",)),
    ("29 MB of cells with lines", lambda: HEAD + b'"\na",' * 5_000_000, ("form.too-many-columns", HEAVY)),
    ("31 MB", lambda: HEAD + b"x" * MAX_BYTES, ("import.too-large",)),
    ("zero bytes", lambda: HEAD + b"a,b\0\n", ("file.nul",)),
    ("nothing but zero bytes", lambda: b"\0" * 1_000_000, ("file.nul", "file.encoding")),
    ("noise", lambda: random.Random(1).randbytes(1_000_000), ("file.nul", "file.encoding", "file.broken-utf8")),
    ("half of UTF-16", lambda: codecs.BOM_UTF16_LE + b"a\0b", ("file.encoding",)),
    ("UTF-32", lambda: "Chapter,Comment".encode("utf-32"), ("file.encoding", "file.nul")),
    ("a picture", lambda: b"GIF89a\x01\0\x01\0\x80\0\0", ("file.nul", "file.encoding")),
    ("a print file", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ("form.pdf",)),
    ("deep JSON", lambda: b'{"comments":' + b"[" * 5_000_000, ("form.not-json", HEAVY)),
    ("29 MB of JSON", lambda: filled_json([])[:-2] + b"0," * 14_000_000 + b"0]}", ("form.too-many-rows", HEAVY)),
    ("a million digits", lambda: b'{"format": ' + b"9" * 1_000_000 + b"}", ("form.not-json",)),
    ("a text of 29 MB", lambda: filled_json([{"text": "x" * 29_000_000}]), (READ,)),
    ("half characters", lambda: filled_json([{"text": "\ud800" * 1_000}]), (READ,)),
    ("JSON of another kind", lambda: json.dumps({"format": "x" * 1_000_000}).encode(), ("form.format",)),
    ("a form in the wrong clothes", lambda: filled_csv(ROWS).encode(), (READ,)),
)


def all_hostile() -> list[Hostile]:
    good = filled_xlsx(ROWS)
    found = []
    for name, edit, outcomes in (*edits("xlsx"), *BOOKS):
        found.append(Hostile(name, "xlsx", partial(_edited, good, edit), outcomes))
    for name, change, outcomes in files("xlsx"):
        # What is no archive is read as CSV.
        more = (*outcomes, "form.no-table", "form.format")
        found.append(Hostile(name, "xlsx", partial(_changed, good, change), more))
    found += [Hostile(name, "csv", partial(_made, make), outcomes) for name, make, outcomes in TEXTS]
    return found


def _edited(good: bytes, edit: Callable[[Parts, str], None], url: str) -> bytes:
    return repacked(good, lambda parts: edit(parts, url))


def _changed(good: bytes, change: Callable[[bytes], bytes], _: str) -> bytes:
    return change(good)


def _made(make: Callable[[], bytes], _: str) -> bytes:
    return make()


HOSTILE = all_hostile()
COUNT = cases(len(HOSTILE))


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60
    assert MAIN["xlsx"] != SHEET
    assert set(BROKEN) <= {code.removeprefix("check.") for code in sources()}


@pytest.mark.parametrize("number", range(COUNT))
def test_a_hostile_form_does_no_harm(number: int, tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    hostile = fresh_random().choice(HOSTILE[number::COUNT])
    does_no_harm(hostile, IMPORTS, "read_form(read_bytes(path), path.name, None)", tmp_path, canary)
