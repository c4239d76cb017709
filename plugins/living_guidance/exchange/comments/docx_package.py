"""A Word file as a package of parts: the same parts give the same bytes."""

from collections.abc import Callable, Mapping
from io import BytesIO
from posixpath import relpath
from zipfile import ZipFile

from lxml import etree

from living_guidance.exchange.comments.steady import steady_zip

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KINDS: Mapping[str, tuple[str, str]] = {
    "word/document.xml": (f"{_TYPES}.document.main+xml", f"{_RELATIONS}/officeDocument"),
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE}/relationships/metadata/core-properties",
    ),
    "docProps/custom.xml": (
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f"{_RELATIONS}/custom-properties",
    ),
    "word/styles.xml": (f"{_TYPES}.styles+xml", f"{_RELATIONS}/styles"),
    "word/numbering.xml": (f"{_TYPES}.numbering+xml", f"{_RELATIONS}/numbering"),
    "word/settings.xml": (f"{_TYPES}.settings+xml", f"{_RELATIONS}/settings"),
    "word/fontTable.xml": (f"{_TYPES}.fontTable+xml", f"{_RELATIONS}/fontTable"),
    "word/footnotes.xml": (f"{_TYPES}.footnotes+xml", f"{_RELATIONS}/footnotes"),
    "word/header1.xml": (f"{_TYPES}.header+xml", f"{_RELATIONS}/header"),
    "word/footer1.xml": (f"{_TYPES}.footer+xml", f"{_RELATIONS}/footer"),
    "customXml/item1.xml": ("application/xml", f"{_RELATIONS}/customXml"),
}
"""What each part is, and what it is to the package or to the document."""


def pack(parts: Mapping[str, bytes], links: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file of these parts; links are, by part, the ids of relations by the addresses they lead to."""
    outer = [name for name in parts if name == "word/document.xml" or name.startswith("docProps/")]
    inner = [name for name in parts if name not in outer]
    files = {"[Content_Types].xml": _types(parts), "_rels/.rels": _relations(outer, ".", {})}
    for name, content in parts.items():
        files[name] = content
        own = inner if name == "word/document.xml" else []
        if own or links.get(name):
            folder, _, file = name.rpartition("/")
            files[f"{folder}/_rels/{file}.rels"] = _relations(own, folder, links.get(name, {}))
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return steady_zip(packed.getvalue())


def relation_of(name: str) -> str:
    """The id of the relation by which the document knows a part: ``header1``."""
    return name.rpartition("/")[2].partition(".")[0]


def _types(parts: Mapping[str, bytes]) -> bytes:
    root, add = _root("Types", f"{_PACKAGE}/content-types")
    add("Default", Extension="rels", ContentType="application/vnd.openxmlformats-package.relationships+xml")
    add("Default", Extension="xml", ContentType="application/xml")
    for name in parts:
        add("Override", PartName=f"/{name}", ContentType=_KINDS[name][0])
    return _bytes(root)


def _relations(names: list[str], folder: str, links: Mapping[str, str]) -> bytes:
    root, add = _root("Relationships", f"{_PACKAGE}/relationships")
    for name in names:
        add("Relationship", Id=relation_of(name), Type=_KINDS[name][1], Target=relpath(name, folder))
    for address, name in links.items():
        add("Relationship", Id=name, Type=f"{_RELATIONS}/hyperlink", Target=address, TargetMode="External")
    return _bytes(root)


def _root(tag: str, namespace: str) -> tuple[etree._Element, Callable[..., object]]:
    """An element, and what adds children of the same namespace to it."""
    root = etree.fromstring(f'<{tag} xmlns="{namespace}"/>')

    def add(tag: str, **attributes: str) -> None:
        etree.SubElement(root, f"{{{namespace}}}{tag}", attributes)

    return root, add


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
