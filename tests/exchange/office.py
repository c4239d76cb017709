"""Office files made on the spot, good ones and hostile ones."""

import struct
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile
from zlib import compress, crc32

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import RGBColor

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = f"""
<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
     xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
     xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
     xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
     xmlns:v="urn:schemas-microsoft-com:vml">
  <mc:AlternateContent>
    <mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>
      <a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
        <wps:wsp><wps:txbx><w:txbxContent>
          <w:p><w:r><w:t>Words in a box.</w:t></w:r></w:p>
        </w:txbxContent></wps:txbx></wps:wsp>
      </a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>
    <mc:Fallback><w:pict><v:shape><v:textbox>
      <w:txbxContent><w:p><w:r><w:t>Words in a box.</w:t></w:r></w:p></w:txbxContent>
    </v:textbox></v:shape></w:pict></mc:Fallback>
  </mc:AlternateContent>
</w:r>"""
EQUATION = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>E=m</m:t></m:r></m:oMath>'
)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc32(kind + content))


PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", compress(b"\0\0"))
    + _chunk(b"IEND", b"")
)
"""The smallest picture."""


def saved(document: Document) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def inserted(text: str) -> str:
    return f'<w:ins w:id="5" w:author="A" {W}><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="6" w:author="A" {W}><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def rich_draft() -> bytes:
    """A draft with one of everything that a Word file may bring."""
    document = docx.Document()
    document.add_heading("Textiles and leather", 0)
    document.add_heading("1. Where PFOS is found", 1)
    paragraph = document.add_paragraph("PFOS repels water, e.g. on jackets. See Fig. 2 for <limits> & more. At 0.1 m")
    paragraph.add_run("3").font.superscript = True
    paragraph.add_run(" of air ")
    paragraph.add_run("never").bold = True
    paragraph.add_run(" burn it.")
    red = document.add_paragraph("A plain start, ")
    red.add_run("in red").font.color.rgb = RGBColor(255, 0, 0)
    red.add_run(" and underlined").underline = True
    red.add_run(".")
    document.add_paragraph("Before the box.")._p.append(parse_xml(BOX))
    document.add_paragraph("An equation: ")._p.append(parse_xml(EQUATION))
    hidden = document.add_paragraph("Seen ")
    hidden.add_run("unseen").font.hidden = True
    changed = document.add_paragraph("Tracked:")
    changed._p.append(parse_xml(inserted(" put in")))
    changed._p.append(parse_xml(deleted(" taken out")))
    document.add_comment(changed.runs[0], text="Please check this figure", author="B", initials="B")
    document.add_paragraph().add_run().add_picture(BytesIO(PIXEL))
    document.add_heading("2. What to do", 2)
    document.add_paragraph("Stop the use", style="List Bullet")
    document.add_paragraph("Treat the water. Keep the sludge apart", style="List Bullet")
    document.add_paragraph("Report", style="List Number")
    document.add_paragraph("- 5 °C is cold. + is a sign. 12. is a number")
    document.add_paragraph("# no heading, [^no] note, {#no-id}, `no code`, *no* _emphasis_ in file_name")
    document.add_paragraph("Table 3: Limits | for water", style="Caption")
    table = document.add_table(3, 3)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"cell {number} a|b"
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("Somebody once said so.", style="Quote")
    box = document.add_table(1, 1).cell(0, 0)
    box.text = "First in the frame."
    box.add_paragraph("Second in the frame.")
    document.add_paragraph("全氟辛烷磺酸用于纺织品。应予停止。")
    document.sections[0].header.paragraphs[0].text = "Draft of May"
    return saved(document)


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """An archive with its parts changed by hand."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
