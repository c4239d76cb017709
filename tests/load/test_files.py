"""Files are read safely: encodings, sizes, and what leads out of the tree."""

import os
from pathlib import Path

import pytest

from living_guidance.load.files import MAX_BYTES, read_file

CHINESE = "---\nid: plating\ntitle: 电镀与全氟辛烷磺酸\n---\n\n最佳可得技术和最佳环保做法。\n"
TRADITIONAL = "---\nid: plating\ntitle: 電鍍與全氟辛烷磺酸\n---\n\n最佳可得技術和最佳環境實踐。\n"
JAPANESE = "---\nid: plating\n---\n\nこれは化学物質の環境への放出についてのテキストです。\n"
LATIN = "---\nid: plating\ntitle: Émissions of 5 µg/m³ at 20 °C\n---\n\nNaïve “café” texts.\n"
RUSSIAN = "---\nid: plating\n---\n\nЭто текст о стойких органических загрязнителях.\n"
KOREAN = "---\nid: plating\n---\n\n이것은 잔류성 유기오염물질에 관한 지침입니다.\n"
PLAIN = "---\nid: plating\n---\n\nText.\n"

NAMED = [
    ("gbk", CHINESE.encode("gbk"), "GBK", 23),
    ("gb18030", CHINESE.encode("gb18030"), "GBK", 23),
    ("gb2312", CHINESE.encode("gb2312"), "GBK", 23),
    ("gbk in one word", b"---\nid: a\n---\n\n" + "废物".encode("gbk") + b"\n", "GBK", 15),
    ("gbk pasted at the end", PLAIN.encode() + "最佳可得技术".encode("gbk"), "GBK", 27),
    ("gbk with crlf", CHINESE.replace("\n", "\r\n").encode("gbk"), "GBK", 25),
    ("big5", TRADITIONAL.encode("big5"), "Big5", 23),
    ("big5 of simple words", "---\nid: a\n---\n\n最佳可得技術的應用\n".encode("big5"), "Big5", 15),
    ("shift-jis", JAPANESE.encode("shift_jis"), "Shift-JIS", 21),
    ("euc-kr", KOREAN.encode("euc_kr"), "EUC-KR", 21),
    ("windows-1251", RUSSIAN.encode("cp1251"), "Windows-1251", 21),
    ("windows-1252", LATIN.encode("cp1252"), "Windows-1252 (Latin)", 23),
    ("latin-1", "---\nid: a\n---\n\nCafé à 20 °C\n".encode("latin-1"), "Windows-1252 (Latin)", 18),
    ("latin-1, one letter", "5 µg\n".encode("latin-1"), "Windows-1252 (Latin)", 2),
    ("utf-16 with mark", CHINESE.encode("utf-16"), "UTF-16", 0),
    ("utf-16-le with mark", b"\xff\xfe" + PLAIN.encode("utf-16-le"), "UTF-16", 0),
    ("utf-16-be with mark", b"\xfe\xff" + PLAIN.encode("utf-16-be"), "UTF-16", 0),
    ("utf-16-le without mark", PLAIN.encode("utf-16-le"), "UTF-16", 1),
    ("utf-16-be without mark", PLAIN.encode("utf-16-be"), "UTF-16", 0),
    ("utf-16-le of Chinese without mark", CHINESE.encode("utf-16-le"), "UTF-16", 1),
    ("utf-16-be of Chinese without mark", CHINESE.encode("utf-16-be"), "UTF-16", 0),
    ("utf-32", PLAIN.encode("utf-32"), "UTF-32", 0),
    ("utf-32-be", b"\x00\x00\xfe\xff" + PLAIN.encode("utf-32-be"), "UTF-32", 0),
]
NORMALISED = [
    ("utf-8", CHINESE.encode(), CHINESE),
    ("utf-8 with mark", b"\xef\xbb\xbf" + CHINESE.encode(), CHINESE),
    ("crlf", CHINESE.replace("\n", "\r\n").encode(), CHINESE),
    ("mark and crlf", b"\xef\xbb\xbf" + CHINESE.replace("\n", "\r\n").encode(), CHINESE),
    ("cr of an old Macintosh", CHINESE.replace("\n", "\r").encode(), CHINESE),
    ("mixed line ends", b"a\r\nb\rc\nd\r\n", "a\nb\nc\nd\n"),
    ("no line end", b"a", "a"),
    ("empty", b"", ""),
    ("mark alone", b"\xef\xbb\xbf", ""),
    ("characters beyond the first plane", "𠮷野\n".encode(), "𠮷野\n"),
]
REFUSED = [
    ("nul", b"---\nid: a\n\x00---\n", "file.nul", {"offset": "10"}),
    ("nul at the end", PLAIN.encode() + b"\x00", "file.nul", {"offset": "27"}),
    ("nul padding", b"\x00" * 100, "file.nul", {"offset": "0"}),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file.nul", {"offset": "8"}),
    ("a letter cut in two", CHINESE.encode()[:-3], "file.broken-utf8", {"byte": "0xE3", "offset": "95"}),
    ("a stray byte", CHINESE.encode() + b"\xff\n", "file.broken-utf8", {"byte": "0xFF", "offset": "99"}),
    ("100 MB", None, "file.too-large", {"size": "100.0", "limit": "2"}),
]


@pytest.mark.parametrize(("content", "encoding", "offset"), [pytest.param(*row[1:], id=row[0]) for row in NAMED])
def test_another_encoding_is_named_with_its_offset(tmp_path: Path, content: bytes, encoding: str, offset: int) -> None:
    (tmp_path / "a.md").write_bytes(content)
    file = read_file(tmp_path, "a.md")
    assert file.text is None
    assert [(issue.code, dict(issue.words)) for issue in file.issues] == [
        ("file.encoding", {"encoding": encoding, "offset": str(offset)})
    ]


@pytest.mark.parametrize(("content", "text"), [pytest.param(*row[1:], id=row[0]) for row in NORMALISED])
def test_marks_and_line_ends_are_normalised(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "a.md").write_bytes(content)
    file = read_file(tmp_path, "a.md")
    assert (file.text, file.issues) == (text, ())


@pytest.mark.parametrize(("content", "code", "words"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes | None, code: str, words: dict[str, str]) -> None:
    path = tmp_path / "a.md"
    if content is None:
        with path.open("wb") as file:
            file.truncate(100_000_000)
    else:
        path.write_bytes(content)
    read = read_file(tmp_path, "a.md")
    assert read.text is None
    assert [(issue.code, dict(issue.words)) for issue in read.issues] == [(code, words)]


def test_the_encoding_tables_hold_forty_files() -> None:
    assert len(NAMED) + len(NORMALISED) + len(REFUSED) == 40


def test_a_file_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a" * MAX_BYTES)
    assert read_file(tmp_path, "a.md").text == "a" * MAX_BYTES


def test_the_place_of_a_bad_byte_is_given_in_lines_and_columns(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("标题\n正文".encode() + b"\xff")
    (issue,) = read_file(tmp_path, "a.md").issues
    assert str(issue.where) == "a.md:2:3"


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "a/../../secret", "./a.md", "a//b.md", "a\\b.md", ""])
def test_a_path_out_of_the_tree_is_refused_unread(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret").write_text("secret")
    file = read_file(root, path)
    assert (file.text, [issue.code for issue in file.issues]) == (None, ["file.outside"])


def test_links_are_refused_wherever_they_stand(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "real").mkdir(parents=True)
    (root / "real" / "a.md").write_text("a")
    (tmp_path / "secret.md").write_text("secret")
    (root / "out.md").symlink_to(tmp_path / "secret.md")
    (root / "in.md").symlink_to(root / "real" / "a.md")
    (root / "folder").symlink_to(tmp_path)
    (root / "dangling.md").symlink_to("nowhere")
    for path in ("out.md", "in.md", "folder/secret.md", "dangling.md"):
        file = read_file(root, path)
        assert (file.text, [issue.code for issue in file.issues]) == (None, ["file.symlink"]), path


def test_a_root_behind_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.md").write_text("a")
    (tmp_path / "root").symlink_to(tmp_path / "real")
    assert read_file(tmp_path / "root", "a.md").text == "a"


def test_folders_pipes_and_missing_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    found = [read_file(tmp_path, path).issues[0].code for path in ("folder.md", "pipe.md", "none.md")]
    assert found == ["file.not-a-file", "file.not-a-file", "file.missing"]


def test_a_file_that_may_not_be_opened_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_text("a")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    (issue,) = read_file(tmp_path, "a.md").issues
    assert (issue.code, dict(issue.words)) == ("file.unreadable", {"reason": "Permission denied"})
