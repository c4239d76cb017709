"""Office files are the same bytes whenever they are made."""

import re
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from openpyxl import Workbook

from living_guidance.exchange.comments.steady import steady_zip
from tests.exchange.comments.forms import opened, saved


def book(hour: int = 8) -> bytes:
    """A spreadsheet that was made at an hour."""
    made = Workbook()
    made.worksheets[0]["A1"] = "意见"
    made.properties.title = "Title"
    packed = BytesIO()
    with ZipFile(BytesIO(saved(made))) as given, ZipFile(packed, "w") as dated:
        for name in given.namelist():
            content = re.sub(rb"T[0-9:]{8}Z", b"T%02d:00:00Z" % hour, given.read(name))
            dated.writestr(ZipInfo(name, (2018, 10, 8, hour, 0, 0)), content)
    return packed.getvalue()


def test_the_hour_is_not_in_the_file() -> None:
    assert book(8) == book(8)
    assert book(8) != book(9)
    assert steady_zip(book(8)) == steady_zip(book(9))


def test_all_else_is() -> None:
    content = book()
    kept = opened(steady_zip(content))
    assert (kept.worksheets[0]["A1"].value, kept.properties.title) == ("意见", "Title")
    with ZipFile(BytesIO(content)) as old, ZipFile(BytesIO(steady_zip(content))) as new:
        assert new.namelist() == old.namelist()
        assert {part.date_time for part in new.infolist()} == {(1980, 1, 1, 0, 0, 0)}
