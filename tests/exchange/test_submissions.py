"""Only files that can do no harm are taken in, each under a name that can stand in an address."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from living_guidance.exchange.submissions import Taken, UnfitFileError, submitted_files, take_file
from living_guidance.model import submissions
from living_guidance.model.vocabulary import MediaType


def workbook(*parts: str) -> bytes:
    """A workbook with some parts more."""
    content = BytesIO()
    Workbook().save(content)
    with ZipFile(content, "a") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return content.getvalue()


GOOD = {
    "a.pdf": b"%PDF-1.7 ...",
    "a.xlsx": workbook(),
    "a.CSV": "地点,吨\n".encode(),
    "a.txt": b"words",
    "a.png": b"\x89PNG\r\n\x1a\n...",
    "a.jpeg": b"\xff\xd8\xff\xe0",
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_what_its_name_says_is_taken(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(GOOD[name])
    assert take_file(tmp_path / name).content == GOOD[name]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.html", b"<script>", "type"),
        ("drawing.svg", b"<svg/>", "type"),
        ("run.exe", b"MZ", "type"),
        ("many.zip", b"PK\x03\x04", "type"),
        ("macros.xlsm", workbook("xl/vbaProject.bin"), "type"),
        ("macros.xlsx", workbook("xl/vbaProject.bin"), "macros"),
        ("page.pdf", b"<script>", "otherwise"),
        ("table.docx", workbook(), "otherwise"),
        ("binary.csv", b"a\0b", "otherwise"),
        ("nothing.txt", b"", "empty"),
        ("noname", b"x", "type"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnfitFileError) as refused:
        take_file(tmp_path / name)
    assert refused.value.code == code


def test_links_folders_and_giants_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("living_guidance.exchange.submissions.MOST_BYTES", 10)
    assert submissions.MOST_BYTES == 50_000_000
    (tmp_path / "large.txt").write_bytes(b"x" * 11)
    (tmp_path / "link.txt").symlink_to(tmp_path / "large.txt")
    (tmp_path / "folder.txt").mkdir()
    for name, code in (("large", "too-large"), ("link", "no-file"), ("folder", "no-file"), ("none", "no-file")):
        with pytest.raises(UnfitFileError) as refused:
            take_file(tmp_path / f"{name}.txt")
        assert refused.value.code == code


def named(*names: str, is_public: bool = True, is_personal: bool = False) -> list[tuple[str | None, str | None]]:
    taken = [Taken(name, MediaType.CSV, name.encode()) for name in names]
    found = submitted_files(taken, is_public=is_public, is_personal=is_personal)
    return [(one.name, one.title) for one in found]


def test_names_are_made_safe_and_lose_nothing() -> None:
    assert named("Stocks (2018).csv", "../stocks--2018.csv", "排放 2015.csv", "é.csv", "plain.csv") == [
        ("stocks-2018.csv", "Stocks (2018)"),
        ("stocks-2018-2.csv", "stocks--2018"),
        ("file-3.csv", "排放 2015"),
        ("file-4.csv", "é"),
        ("plain.csv", None),
    ]


def test_no_two_files_get_the_same_name() -> None:
    given = ("a.csv", "a-3.csv", "A.csv", "a!.csv", "a-5.csv", "文.csv", "file-6.csv", "文文.csv")
    names = [name for name, _ in named(*given)]
    assert names[:4] == ["a.csv", "a-3.csv", "a-4.csv", "a-5.csv"]
    assert len(set(names)) == len(given)


def test_a_title_holds_nothing_that_a_record_must_not() -> None:
    assert named(
        "jane.doe@industry.example.csv", "tel 022 917 81 11.csv", "<<<<<<< \u2028x.csv", "PF\u041eS 1.csv"
    ) == [
        ("file-1.csv", None),
        ("tel.csv", "tel […]"),
        ("x.csv", "<<<<<< x"),
        ("pfos-1.csv", "PFOS 1"),
    ]
    assert named("\ufffd.csv", "--.csv") == [("file-1.csv", None), ("file-2.csv", None)]


def test_what_names_a_person_or_is_confidential_is_not_told() -> None:
    assert named("Dr X.csv", "y.csv", is_personal=True) == [("file-1.csv", None), ("file-2.csv", None)]
    assert named("Plant Z.csv", is_public=False) == [(None, None)]


def test_a_file_that_is_given_twice_is_kept_once() -> None:
    assert named("a.csv", "a.csv") == [("a.csv", None)]
