"""A compilation as a Word file for meetings: one table a chapter."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from itertools import groupby

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from markupsafe import escape

from living_guidance.exchange.comments.compilation import Compilation, CompiledRow
from living_guidance.exchange.comments.compiled_columns import cells, heading, printable
from living_guidance.exchange.comments.rows import COMPILATION
from living_guidance.exchange.comments.steady import steady_zip
from living_guidance.render.messages import BESIDE, Messages, in_all

_WIDTHS = (680, 2200, 1900, 5200, 4600)
"""In twentieths of a point: number, submitter, place, comment, answer."""
_HEADINGS = ("number", "submitter", "place", "text", "answer")
_CENTURY = datetime(2000, 1, 1)


def write_compiled_docx(compilation: Compilation, says: tuple[Messages, ...], numbers: Mapping[str, int]) -> bytes:
    """The compilation as a file; headings in all languages."""
    document = docx.Document()
    properties = document.core_properties
    properties.category = COMPILATION
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = _CENTURY
    properties.title = compilation.record.title.best(says[0].language)[0]
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(9)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "SimSun")
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(15)
    for text in compilation.record.title.root.values():
        document.add_paragraph().add_run(text).bold = True
    if compilation.team_name:
        document.add_paragraph(BESIDE.join(compilation.team_name.root.values()))
    document.add_paragraph(in_all(says, "forms.compiled.made", day=compilation.day))
    document.add_paragraph(f"{in_all(says, 'forms.compiled.all')}: {len(compilation.rows)}")
    if compilation.previous:
        since = in_all(says, "forms.compiled.since", day=compilation.previous)
        document.add_paragraph(f"{since}: {len(compilation.new)}")
    for key, rows in groupby(compilation.rows, lambda row: row.comment.key):
        document.add_heading(compilation.title(key), level=2)
        document.add_paragraph()._p.addnext(parse_xml(_table(rows, says, numbers)))
    content = BytesIO()
    document.save(content)
    return steady_zip(content.getvalue())


def _table(rows: Iterable[CompiledRow], says: tuple[Messages, ...], numbers: Mapping[str, int]) -> str:
    """A table in the format's own language: building it cell by cell would take minutes."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    head = _row([_paragraphs(heading(name, says), bold=True) for name in _HEADINGS], is_head=True)
    body = "".join(_row(_cells(row, says, numbers)) for row in rows)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )


def _cells(row: CompiledRow, says: tuple[Messages, ...], numbers: Mapping[str, int]) -> list[str]:
    languages = tuple(say.language for say in says)
    own = cells(row, languages, numbers, says[0])
    comment = "".join(
        (_paragraphs(heading(name, says), bold=True) if name != "text" else "") + _paragraphs(own[name])
        for name in ("text", "proposed", "rationale", "references")
        if own[name]
    )
    answer = _paragraphs(own["disposition"], bold=True)
    answer += "".join(_paragraphs(own[f"response.{code}"]) for code in languages if own[f"response.{code}"])
    place = "\n".join(filter(None, (own["place"], f"“{own['quoted']}”" if own["quoted"] else "")))
    sender = "\n".join((own["submitter"], own["category"], own["received"], own["type"]))
    return [_paragraphs(own["number"]), _paragraphs(sender), _paragraphs(place), comment or "<w:p/>", answer]


def _row(contents: Iterable[str], *, is_head: bool = False) -> str:
    mark = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2EC"/>' if is_head else ""
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'
        for width, content in zip(_WIDTHS, contents, strict=True)
    )
    return f"<w:tr>{mark}{filled}</w:tr>"


def _paragraphs(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    lines = printable(text).split("\n")
    return "".join(
        f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' if line else "<w:p/>"
        for line in lines
    )
