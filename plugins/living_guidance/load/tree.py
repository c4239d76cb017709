"""The files of the tree, found without ever following a link, and what is wrong with their names."""

import os
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from living_guidance.model.addresses import SECTIONS
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.naming import ID_FORM, slug
from living_guidance.model.records import RESERVED_IDS

_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
"""Names that Windows keeps for devices: a clone there would fail."""
_UNSEEN = frozenset({".gitkeep", ".gitignore", ".gitattributes", ".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that tools leave, which are no content."""
_MAX_DEPTH = 8


@dataclass(slots=True)
class Tree:
    """The plain files under a folder, relative to the root, sorted."""

    files: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def list_files(root: Path, folder: str, skip: Collection[str] = ()) -> Tree:
    """All files under a folder of the root but those in the folders to skip, and the issues with their names."""
    tree = Tree()
    if (root / folder).is_symlink():
        tree.issues.append(Issue("file.symlink", Location(folder), words={"part": folder}))
    elif (root / folder).is_dir():
        _walk(root, folder, frozenset(skip), tree, depth=0)
    return tree


def _walk(root: Path, folder: str, skip: frozenset[str], tree: Tree, depth: int) -> None:
    try:
        with os.scandir(root / folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        tree.issues.append(Issue("file.unreadable", Location(folder), words={"reason": error.strerror or ""}))
        return
    seen: dict[str, str] = {}
    for entry in entries:
        name = entry.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        path = f"{folder}/{name}"
        if path in skip or name in _UNSEEN:
            continue
        faults = list(_name_faults(path, name, seen))
        tree.issues += faults
        seen.setdefault(_folded(name), name)
        if entry.is_symlink():
            tree.issues.append(Issue("file.symlink", Location(path), words={"part": name}))
        elif (faults and name != entry.name) or name.startswith("."):
            continue
        elif entry.is_dir(follow_symlinks=False):
            if depth < _MAX_DEPTH:
                _walk(root, path, skip, tree, depth + 1)
            else:
                tree.issues.append(Issue("name.too-deep", Location(path)))
        else:
            tree.files.append(path)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _name_faults(path: str, name: str, seen: dict[str, str]) -> Iterator[Issue]:
    """What is wrong with a name wherever it stands."""
    where = Location(path)
    other = seen.get(_folded(name))
    if "\ufffd" in name or not name.isprintable():
        yield Issue("name.unreadable", where)
    elif name.startswith("."):
        yield Issue("name.hidden", where, words={"name": name})
    elif name != unicodedata.normalize("NFC", name):
        yield Issue("name.not-nfc", where, words={"name": name})
    if other:
        yield Issue("name.clash", where, words={"name": name, "other": other})


def id_faults(path: str, name: str, languages: Collection[str], *, is_document: bool = False) -> Iterator[Issue]:
    """What is wrong with a folder's or file's name that is to be an id, and so part of an address."""
    where = Location(path)
    reserved = RESERVED_IDS | set(languages) | {"index"} | (SECTIONS if is_document else frozenset())
    if "." in name:
        yield Issue("name.dotted", where, words={"name": name, "proposal": slug(name)})
    elif not ID_FORM.fullmatch(name) or len(name) > 64:
        yield Issue("name.slug", where, words={"name": name, "proposal": slug(name)})
    elif name in reserved or name in _DEVICES:
        words = {"name": name, "reserved": ", ".join(sorted(reserved))}
        yield Issue("name.reserved", where, words=words)


_EXTENSIONS = {".yaml": ".yml", ".markdown": ".md", ".mdown": ".md", ".mkd": ".md", ".txt": ".md", ".docx": ".md"}


def unexpected(path: str, expected: str) -> Issue:
    """The issue for a file that nothing reads where it stands."""
    file = PurePosixPath(path)
    suffix = file.suffix.lower()
    proposal = file.stem + _EXTENSIONS.get(suffix, suffix)
    if proposal != file.name and suffix not in {".txt", ".docx"}:
        return Issue("name.extension", Location(path), words={"name": file.name, "proposal": proposal})
    words = {"name": file.name, "expected": expected}
    return Issue("name.unexpected", Location(path), Severity.WARNING, words)
