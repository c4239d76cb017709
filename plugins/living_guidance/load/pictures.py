"""Files that are published as they are: only kinds that cannot act, and no drawing that does."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from living_guidance.load.files import read_file
from living_guidance.load.tree import unexpected
from living_guidance.model.issue import Issue, Location

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"})
"""Endings of the pictures that may stand beside chapters and in ``docs/``."""
_PUBLISHED = PICTURES | {".md", ".pdf", ".txt", ".ico"}
_ACTIVE = frozenset({"script", "foreignObject", "iframe", "object", "embed", "handler", "set", "animate"})
_HARMLESS = ("#", "data:image/png", "data:image/jpeg")


def published_issues(root: Path, paths: Iterable[str]) -> Iterator[Issue]:
    """What is wrong with the files that readers get as they are."""
    for path in sorted(paths):
        ending = PurePosixPath(path).suffix.lower()
        if ending not in _PUBLISHED:
            yield unexpected(path, ", ".join(sorted(_PUBLISHED)))
        elif ending == ".svg":
            yield from _drawing_issues(root, path)


def _drawing_issues(root: Path, path: str) -> Iterator[Issue]:
    file = read_file(root, path)
    yield from file.issues
    if file.text is None:
        return
    try:
        drawing: Element = fromstring(file.text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        yield Issue("file.drawing", Location(path), words={"reason": str(error)})
        return
    for found in sorted({fault for element in drawing.iter() for fault in _faults(element)}):
        yield Issue("file.active-drawing", Location(path), words={"found": found})


def _faults(element: Element) -> Iterator[str]:
    name = _local(element.tag)
    if name in _ACTIVE:
        yield f"<{name}>"
    if name == "style" and ("url(" in (element.text or "") or "@import" in (element.text or "")):
        yield "<style> url(…)"
    for key, value in element.attrib.items():
        attribute = _local(key)
        if attribute.lower().startswith("on"):
            yield f"{attribute}="
        elif attribute == "href" and not value.strip().startswith(_HARMLESS):
            yield f"href={value[:40]}"
        elif "url(" in value and "url(#" not in value:
            yield f"{attribute}={value[:40]}"


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]
