"""The parts of a Word file that text is read from, whichever program has saved it."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from living_guidance.exchange.comments.review_facts import ReviewFacts, read_facts
from living_guidance.exchange.word import W, parse_part

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The namespace of the strict variant of the format, which differs in nothing that is read here."""
_PROPERTIES = "docProps/custom.xml"
STORIES = ("document", "footnotes", "endnotes", "header", "footer")
"""The kinds of parts with text in them."""


def parts_of(archive: ZipFile, kind: str) -> Iterator[etree._Element]:
    """The roots of the parts of a kind; a file may have several headers."""
    form = re.compile(rf"word/{kind}[0-9]*\.xml")
    for name in sorted(filter(form.fullmatch, archive.namelist())):
        root = parse_part(archive, name)
        if _STRICT.decode() in root.tag:
            root = etree.fromstring(etree.tostring(root).replace(_STRICT, W.strip("{}").encode()))
        yield root


def facts_of(archive: ZipFile, document: etree._Element) -> ReviewFacts:
    """Which text a file holds, if it is one of ours."""
    properties: dict[str, str] = {}
    if _PROPERTIES in archive.namelist():
        for one in parse_part(archive, _PROPERTIES):
            properties[one.get("name", "")] = next((value.text or "" for value in one), "")
    return read_facts(properties, (one.get(f"{W}name", "") for one in document.iter(f"{W}bookmarkStart")))
