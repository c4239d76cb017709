"""Translators' sheets as Word files: a narrow column of ids, the source, the translation."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from lxml import etree

from living_guidance.exchange.archive import open_archive
from living_guidance.exchange.guarded import UnreadableError, call_guarded
from living_guidance.exchange.sheets import ReturnedRow, ReturnedSheet, Sheet, SheetRow, language_name
from living_guidance.exchange.word import MAIN_PART, W, parse_part
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import Messages

_WIDTHS = (Mm(28), Mm(119), Mm(119))
_SUBJECT = re.compile(r"([a-z0-9-]+/[a-z0-9-]+) · [a-z]{2,3} → ([a-z]{2,3})")
"""The line that says which chapter and languages a sheet is for; people read it, too."""
_MEMORY = re.compile(r"lg[0-9]+_([0-9a-f]{12})")
"""A bookmark in the first cell of a row, which keeps what the catalogue held."""
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.NOTE_TITLE, BlockKind.CAPTION})
_GONE = (f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}txbxContent", f"{W}instrText")
"""What is in a paragraph and is no part of its text: what tracked changes have taken out, above all."""


def write_docx(sheet: Sheet, say: Messages, *, right_to_left: bool = False) -> bytes:
    """The sheet as a file; its words are those of the reader at the screen."""
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.title = f"{sheet.chapter} {sheet.original} → {sheet.language}"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    subject = document.add_paragraph().add_run(f"{sheet.chapter} · {sheet.original} → {sheet.language}")
    subject.bold, subject.font.size = True, Pt(13)
    document.add_paragraph(say("forms.docx.how"))
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    table.autofit = False
    _write_head(table, sheet, say)
    for number, row in enumerate(sheet.rows, start=1):
        _write_row(table.add_row(), number, row, say, right_to_left=right_to_left)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _write_head(table: Table, sheet: Sheet, say: Messages) -> None:
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    names = {"id": "", "source": sheet.original, "target": sheet.language}
    for cell, width, (name, language) in zip(row.cells, _WIDTHS, names.items(), strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(say(f"forms.column.{name}", language=language_name(say, language)))
        run.bold = True
        _shade(cell, "D9E2EC")


def _write_row(target: _Row, number: int, row: SheetRow, say: Messages, *, right_to_left: bool) -> None:
    target._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    cells = target.cells
    for cell, width in zip(cells, _WIDTHS, strict=True):
        cell.width = width
        if row.kind in _HEADINGS:
            _shade(cell, "EDEFF1")
    texts = (row.id, say(f"forms.kind.{row.kind}"), say(f"freshness.{row.state}"))
    label = cells[0].paragraphs[0]
    _write_lines(label, texts)
    for run in label.runs:
        run.font.size, run.font.color.rgb = Pt(7), RGBColor(0x5F, 0x6B, 0x76)
    _bookmark(label._p, number, f"lg{number}_{row.remembered}")
    for cell, text in zip(cells[1:], (row.source, row.target), strict=True):
        paragraph = cell.paragraphs[0]
        _write_lines(paragraph, text.split("\n"))
        for run in paragraph.runs:
            run.bold = row.kind in _HEADINGS
    if right_to_left:
        cells[2].paragraphs[0]._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _write_lines(paragraph: Any, lines: tuple[str, ...] | list[str]) -> None:
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        if number < len(lines) - 1:
            run.add_break()


def _shade(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)


def _bookmark(paragraph: Any, number: int, name: str) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph.insert(0, start)
    paragraph.append(end)


def read_docx(content: bytes) -> ReturnedSheet:
    """The sheet that a file holds; raises UnreadableError. The file is opened in a confined child."""
    found = call_guarded("sheet_docx:extract", content)
    return ReturnedSheet(found["chapter"], found["language"], tuple(ReturnedRow(**row) for row in found["rows"]))


def extract(content: bytes) -> dict[str, Any]:
    """What the file says, as plain values; runs in the child.

    Only the XML is read: python-docx would leave out whatever was typed under tracked changes.
    """
    archive = open_archive(content, MAIN_PART)
    main = parse_part(archive, MAIN_PART)
    subject = next((match for paragraph in main.iter(f"{W}p") if (match := _SUBJECT.search(_text(paragraph)))), None)
    if subject is None:
        raise UnreadableError("sheet.no-subject")
    numbers = count(1)
    rows = [_row(next(numbers), row) for table in main.iter(f"{W}tbl") for row in table.iterchildren(f"{W}tr")]
    return {"chapter": subject[1], "language": subject[2], "rows": [row for row in rows[1:] if row]}


def _row(number: int, row: etree._Element) -> dict[str, Any] | None:
    if row.find(f"{W}trPr/{W}del") is not None:
        return None
    cells = list(row.iterchildren(f"{W}tc"))
    texts = [_text(cell) for cell in cells]
    if not any(texts):
        return None
    label = [line.strip() for line in texts[0].split("\n") if line.strip()] or [""]
    marks = (mark.get(f"{W}name", "") for mark in row.iter(f"{W}bookmarkStart"))
    memory = next((match[1] for mark in marks if (match := _MEMORY.fullmatch(mark))), "")
    return {
        "number": number,
        "id": label[0],
        "source": texts[1] if len(texts) == len(_WIDTHS) else "",
        "target": texts[-1],
        "state": label[-1],
        "remembered": memory,
        "fault": "" if len(texts) == len(_WIDTHS) else "sheet.cells",
    }


def _text(element: etree._Element) -> str:
    """The text of an element as it reads with all tracked changes accepted, its paragraphs on lines of their own."""
    return "\n".join(line.strip() for line in "".join(_pieces(element)).strip("\n").split("\n"))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag in (f"{W}tab", f"{W}noBreakHyphen"):
            yield " " if child.tag == f"{W}tab" else "-"
        else:
            yield from _pieces(child)
    if element.tag == f"{W}p":
        yield "\n"
