"""The worksheets of a spreadsheet file as plain cells; runs in the confined child.

The file is read as a stream, cell by cell, so that one far away costs nothing and thirty thousand rows take seconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from posixpath import join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from living_guidance.exchange.archive import open_archive
from living_guidance.exchange.comments.tables import Measure, pack_sheets
from living_guidance.exchange.comments.xlsx_text import unescaped
from living_guidance.exchange.guarded import UnreadableError

MAIN_PART = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
"""Of a worksheet; a cell beyond was written by no spreadsheet program."""
_MIDNIGHT = "T00:00:00"


def extract(content: bytes) -> str:
    """The title and rows of every worksheet, packed."""
    with open_archive(content, MAIN_PART) as archive:
        try:
            return pack_sheets(_sheets(archive))
        except (etree.XMLSyntaxError, KeyError, IndexError, ValueError, OverflowError) as error:
            raise UnreadableError("import.damaged", part=type(error).__name__) from None


def _sheets(archive: ZipFile) -> Iterator[tuple[str, Iterator[Any]]]:
    relations = [dict(one.attrib) for one in _elements(archive, _RELATIONS, "{*}Relationship")]
    parts = {one["Id"]: normpath(join("/xl", one["Target"])).lstrip("/") for one in relations}
    kinds = {one["Type"].rpartition("/")[2]: parts[one["Id"]] for one in relations}
    properties = [one.get("date1904") for one in _elements(archive, MAIN_PART, "{*}workbookPr")]
    sheets = [dict(one.attrib) for one in _elements(archive, MAIN_PART, "{*}sheet")]
    reader = _Reader(
        strings=[_string(one) for one in _elements(archive, kinds.get("sharedStrings", ""), "{*}si")],
        dates=_date_styles(archive, kinds.get("styles", "")),
        epoch=CALENDAR_MAC_1904 if {"1", "true"} & set(properties) else CALENDAR_WINDOWS_1900,
    )
    for sheet in sheets:
        part = next((parts[value] for name, value in sheet.items() if name.endswith("}id")), "")
        yield sheet["name"], reader.rows(_elements(archive, part, "{*}row"))


def _elements(archive: ZipFile, part: str, tag: str) -> Iterator[etree._Element]:
    """The elements of a name in a part, each forgotten after its turn; none where there is no part."""
    if not part:
        return
    if not part.endswith((".xml", ".rels")):
        # Parts of other names have not been looked through.
        raise KeyError(part)
    with archive.open(part) as file:
        for _, element in etree.iterparse(file, tag=tag, resolve_entities=False, no_network=True):
            yield element
            parent = element.getparent()
            element.clear()
            while parent is not None and element.getprevious() is not None:
                del parent[0]


def _date_styles(archive: ZipFile, part: str) -> frozenset[str]:
    """The numbers of the cell styles that show a number as a date or a time."""
    codes: dict[str | None, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    codes |= {one.get("numFmtId"): one.get("formatCode", "") for one in _elements(archive, part, "{*}numFmt")}
    # Those of cells stand after those of named styles, in a list of their own.
    lists = [[one.get("numFmtId") for one in styles] for styles in _elements(archive, part, "{*}cellXfs")]
    styles = enumerate(lists[0] if lists else [])
    return frozenset(str(number) for number, code in styles if is_date_format(codes.get(code, "")))


def _string(element: etree._Element) -> str:
    """The text of a string, in one piece or in several; how it is read aloud is no part of it."""
    texts = []
    for child in element:
        kind = _kind(child)
        if kind == "t":
            texts.append(child.text or "")
        elif kind == "r":
            texts += [one.text or "" for one in child if _kind(one) == "t"]
    return unescaped("".join(texts))


def _kind(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


@dataclass(slots=True)
class _Reader:
    """What the cells of a workbook refer to."""

    strings: Sequence[str]
    dates: frozenset[str]
    epoch: datetime
    measure: Measure = field(default_factory=Measure)
    columns: dict[str, int] = field(default_factory=dict)
    """The columns by their letters."""

    def rows(self, elements: Iterator[etree._Element]) -> Iterator[list[Any]]:
        """The rows that have anything in them."""
        number = 0
        for element in elements:
            number = int(element.get("r") or number + 1)
            if not 0 < number <= _MOST_ROWS:
                raise IndexError(number)
            if row := self.measure.take(number, self.cells(element)):
                yield row

    def cells(self, row: etree._Element) -> Iterator[tuple[int, str, str]]:
        """Column, text and fault of each cell."""
        column = -1
        for cell in row:
            column = self.column(cell.get("r"), column + 1)
            text, fault = self.cell(cell)
            yield column, text, fault

    def column(self, reference: str | None, following: int) -> int:
        """The column of a cell, from zero; not every program says it."""
        letters = (reference or "").rstrip("0123456789")
        if letters and letters not in self.columns:
            self.columns[letters] = column_index_from_string(letters) - 1
        column = self.columns.get(letters, following)
        if column >= _MOST_COLUMNS:
            raise IndexError(column)
        return column

    def cell(self, cell: etree._Element) -> tuple[str, str]:
        """The text of a cell, and what is wrong with it."""
        parts = {_kind(part): part for part in cell}
        if (formula := parts.get("f")) is not None:
            return f"={formula.text or ''}", "form.formula"
        if (inline := parts.get("is")) is not None:
            return _string(inline), ""
        value = (parts["v"].text or "") if "v" in parts else ""
        match cell.get("t", "n") if value else "":
            case "s":
                return self.strings[int(value)], ""
            case "n":
                return self.number(value, cell.get("s", "0")), ""
            case "d":
                return value.removesuffix(_MIDNIGHT), ""
            case "b":
                return value, "form.not-text"
            case "e":
                return value, "form.cell-error"
        return unescaped(value), ""

    def number(self, value: str, style: str) -> str:
        """A number as people write it; a date where it is shown as one."""
        number = float(value)
        if style in self.dates:
            try:
                moment = from_excel(number, self.epoch)
            except (OverflowError, ValueError):
                return value
            is_time = isinstance(moment, time) or not hasattr(moment, "isoformat")
            return str(moment) if is_time else moment.isoformat().removesuffix(_MIDNIGHT)
        return f"{number:.15g}" if abs(number) < 1e15 else value
