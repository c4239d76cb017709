"""The official form as a CSV file, and any CSV file as cells.

What programs call CSV differs in its encoding and in what stands between two cells; both are found out.
"""

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from living_guidance.exchange.comments.columns import OF_FILE, heading
from living_guidance.exchange.comments.form import CommentForm
from living_guidance.exchange.comments.inert import csv_file, restored
from living_guidance.exchange.comments.tables import Measure, pack
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.load.encodings import decode
from living_guidance.render.messages import Messages

MAX_BYTES = 30_000_000
_MAX_COLUMNS, _MAX_LINES = 500, 1 << 20
"""The most columns with anything in them, and the most rows with or without: no spreadsheet has more."""
_SEPARATORS = ",;\t"
_SAMPLE = 200
"""How many rows are enough to see what stands between two cells."""
_TOLD = re.compile(r"sep=([,;\t|])\n")
"""How Excel has itself told the separator."""
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHINESE = "GB18030"
_CHINESE_MARK = b"\x84\x31\x95\x33"
_SIGNS, _COMMON = range(0xA1, 0xAA), range(0xB0, 0xD8)
"""How punctuation begins in that encoding, and each of the 3,755 most common characters."""
_SAMPLE_OF_TEXT = 20_000


def write_form_csv(form: CommentForm, says: Sequence[Messages], *, prefilled: bool = False) -> bytes:
    """The form as a file; its headings are in all the languages of the interface that are given."""
    rows = [[heading(name, says) for name in OF_FILE]]
    for chapter in form.chapters if prefilled else ():
        for paragraph in chapter.paragraphs:
            values = {"chapter": chapter.key, "paragraph": paragraph.label(form.languages), "draft": form.draft}
            rows.append([values.get(name, "") for name in OF_FILE])
    return csv_file(rows)


def extract(content: bytes) -> str:
    """The rows of the table, and the encoding where it is none that can be relied on, packed; runs in the child."""
    if len(content) > MAX_BYTES:
        raise UnreadableError("import.too-large", limit=f"{MAX_BYTES / 1e6:.0f}")
    text, encoding = _text(content)
    separator = ""
    if told := _TOLD.match(text):
        text, separator = text[told.end() :], told[1]
    try:
        separator = separator or _separator(text)
        if _is_open(text, separator):
            raise UnreadableError("form.open-cell")
        rows = list(_rows(text, separator, 2 if told else 1))
    except csv.Error:
        # All that is left to go wrong is a cell without end.
        raise UnreadableError("form.open-cell") from None
    return pack({"encoding": encoding, "rows": rows})


def _rows(text: str, separator: str, first: int) -> Iterator[list[Any]]:
    measure = Measure()
    for number, cells in enumerate(_records(text, separator), start=first):
        if number > _MAX_LINES:
            raise UnreadableError("form.too-many-rows", limit=f"{_MAX_LINES:,}")
        if any(cells[_MAX_COLUMNS:]):
            raise UnreadableError("form.too-many-columns", limit=str(_MAX_COLUMNS))
        texts = ((column, restored(cell), "") for column, cell in enumerate(cells))
        if row := measure.take(number, texts):
            yield row


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=separator)


def _is_open(text: str, separator: str) -> bool:
    """Whether a cell begins with a quotation mark and has no end: it would swallow all rows below it."""
    try:
        deque(csv.reader(_lines(text), delimiter=separator, strict=True), maxlen=0)
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _lines(text: str) -> Iterator[str]:
    """The lines of a text, one by one: a file in memory would take four times as much."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _separator(text: str) -> str:
    """What stands between two cells: what cuts the rows most alike, and into the most cells."""

    def likeness(separator: str) -> tuple[float, int]:
        try:
            widths = Counter(len(cells) for cells in islice(_records(text, separator), _SAMPLE) if cells)
        except csv.Error:
            return 0, 0
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (count / widths.total(), width) if width > 1 else (0, 0)

    return max(_SEPARATORS, key=likeness)


def _text(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding where that was only guessed."""
    if content.startswith(_WIDE):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError("file.encoding", offset=str(error.start), encoding="UTF-16") from None
        return _plain(text), ""
    plain, issue = decode(content, "")
    if plain is not None:
        return plain, ""
    assert issue
    is_marked = content.startswith(_CHINESE_MARK)
    if is_marked or issue.words.get("encoding") == "GBK":
        with suppress(UnicodeDecodeError):
            text = content.removeprefix(_CHINESE_MARK).decode("gb18030")
            if is_marked or _is_chinese(text):
                return _plain(text), _CHINESE
    raise UnreadableError(issue.code, **issue.words)


def _is_chinese(text: str) -> bool:
    """Whether the characters are those that Chinese is written with; a letter with an umlaut gives a rare one."""
    leads = [one.encode("gb18030")[0] for one in text[:_SAMPLE_OF_TEXT] if one > "\x7f"]
    common = sum(lead in _SIGNS or lead in _COMMON for lead in leads)
    return 0 < len(leads) * 8 <= common * 10


def _plain(text: str) -> str:
    zero = text.find("\0")
    if zero >= 0:
        raise UnreadableError("file.nul", offset=str(zero))
    return text.replace("\r\n", "\n").replace("\r", "\n")
