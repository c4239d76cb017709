"""Make a Word file ready for pandoc, which would lose some of it without a word; runs in the confined child."""

from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from living_guidance.exchange.archive import open_archive

MAIN_PART = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""What the names of Word's own elements and attributes begin with."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLAIN_COLOURS = frozenset({"auto", "000000", ""})
_DRAWINGS = {
    "chart": "chart",
    "chartex": "chart",
    "diagram": "diagram",
    "wordprocessingShape": "drawing",
    "wordprocessingGroup": "drawing",
    "wordprocessingCanvas": "drawing",
}
_NEAR = 60

Loss = tuple[str, str]
"""What was lost, and the words it stood next to."""


def prepare(content: bytes) -> dict[str, object]:
    """The file with what pandoc needs and no more, in Base64, and what it will not carry over.

    The words of text boxes are put after the paragraph that they are anchored to; hidden text is left out.
    """
    archive = open_archive(content, MAIN_PART)
    main = parse_part(archive, MAIN_PART)
    _drop_fallbacks(main)
    losses = [*_move_boxes(main), *_drop_hidden(main), *_looks(main), *_margins(archive)]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as clean:
        for name in archive.namelist():
            is_xml = name.endswith((".xml", ".rels"))
            # Pandoc tells of a picture only where there is one, if an empty one.
            clean.writestr(name, etree.tostring(main) if name == MAIN_PART else archive.read(name) if is_xml else b"")
    return {"docx": b64encode(packed.getvalue()).decode(), "losses": losses}


def parse_part(archive: ZipFile, name: str) -> etree._Element:
    """The root of a part of an archive that has been looked through."""
    try:
        return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        # It is well-formed, as we know by now: it can only be too much.
        raise MemoryError from error


def _drop_fallbacks(main: etree._Element) -> None:
    """Leave out what older programs would show instead of something: it would count twice."""
    for fallback in list(main.iter(f"{_MC}Fallback")):
        parent = fallback.getparent()
        if parent is not None and parent.find(f"{_MC}Choice") is not None:
            parent.remove(fallback)


def _move_boxes(main: etree._Element) -> Iterator[Loss]:
    """Put the words of text boxes after the paragraphs they are anchored to: pandoc lets them replace those."""
    for box in list(main.iter(f"{W}txbxContent")):
        anchor = next((parent for parent in box.iterancestors(f"{W}p")), None)
        frame = next((parent for parent in box.iterancestors(f"{W}drawing", f"{W}pict", f"{W}object")), None)
        if anchor is None or frame is None:
            continue
        yield "text-box", _words(box)
        for block in reversed(list(box)):
            anchor.addnext(block)
    for frame in list(main.iter(f"{W}drawing", f"{W}pict", f"{W}object")):
        if frame.find(f".//{W}txbxContent") is not None:
            _remove(frame)


def _drop_hidden(main: etree._Element) -> Iterator[Loss]:
    for mark in list(main.iter(f"{W}vanish", f"{W}webHidden")):
        run = next(mark.iterancestors(f"{W}r"), None)
        if run is None or mark.get(f"{W}val") in ("0", "false", "off") or mark.tag == f"{W}webHidden":
            continue
        if text := _words(run):
            yield "hidden", text
        _remove(run)


def _looks(main: etree._Element) -> Iterator[Loss]:
    """What is drawn or coloured, once a paragraph."""
    for paragraph in main.iter(f"{W}p"):
        near = _words(paragraph)
        kinds = set()
        for mark in paragraph.iter(f"{W}color", f"{W}highlight", f"{W}object", f"{_A}graphicData"):
            if mark.tag == f"{W}color":
                if near and mark.get(f"{W}val", "").lower() not in _PLAIN_COLOURS and _is_of_run(mark):
                    kinds.add("colour")
            elif mark.tag == f"{W}highlight":
                if near and _is_of_run(mark):
                    kinds.add("colour")
            elif mark.tag == f"{W}object":
                kinds.add("object")
            elif kind := _DRAWINGS.get(mark.get("uri", "").rpartition("/")[2]):
                kinds.add(kind)
        yield from ((kind, near) for kind in sorted(kinds))


def _is_of_run(mark: etree._Element) -> bool:
    """Whether a property is one of words, and not of the sign that ends a paragraph."""
    properties = mark.getparent()
    owner = properties.getparent() if properties is not None else None
    return owner is not None and owner.tag == f"{W}r"


def _margins(archive: ZipFile) -> Iterator[Loss]:
    """The words of headers and footers, each once."""
    told = set()
    for name in archive.namelist():
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            text = _words(parse_part(archive, name))
            if text and text not in told:
                told.add(text)
                yield "margin", text


def _words(element: etree._Element) -> str:
    """The first words of an element."""
    text = ""
    for piece in element.iter(f"{W}t"):
        text += piece.text or ""
        if len(text) > _NEAR:
            break
    return " ".join(text.split())[:_NEAR]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
