"""Snapshots: read whole, and compared with what their manifests say, so that no change to one goes unseen."""

import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import ValidationError

from living_guidance.load.files import read_bytes
from living_guidance.load.tree import id_faults, list_files, unexpected
from living_guidance.load.yaml_events import FAST_LOADER
from living_guidance.model.issue import Issue, Location
from living_guidance.model.naming import nearest
from living_guidance.model.snapshot import FOLDER, FORMAT, MANIFEST, Snapshot, SnapshotRecord

MAX_BYTES = 64_000_000
"""The most that a file of a snapshot may hold; the ledger of a thousand chapters has half of it."""
_DIGEST = re.compile(rb"^digest: ([0-9a-f]{64})\n\Z", re.MULTILINE)


def load_snapshots(root: Path, languages: tuple[str, ...], issues: list[Issue]) -> dict[str, Snapshot]:
    """The snapshots that are as they were made, by id; every other, and each file that is at fault, is an issue."""
    tree = list_files(root, FOLDER)
    issues += tree.issues
    folders: dict[str, list[str]] = {}
    for path in tree.files:
        parts = path.removeprefix(f"{FOLDER}/").split("/")
        if len(parts) == 1:
            issues.append(unexpected(path, f"<snapshot>/{MANIFEST}"))
        else:
            folders.setdefault(parts[0], []).append("/".join(parts[1:]))
    # What cannot even be listed, such as a link, does not belong to a snapshot as it was made.
    touched = {issue.where.path.removeprefix(f"{FOLDER}/").split("/")[0] for issue in tree.issues}
    found = {}
    for name, paths in folders.items():
        issues += id_faults(f"{FOLDER}/{name}", name, languages)
        snapshot, faults = _read_snapshot(root, name, paths)
        issues += faults
        if snapshot and name not in touched:
            found[name] = snapshot
    return dict(sorted(found.items(), key=lambda item: (item[1].record.date, item[0])))


def _read_snapshot(root: Path, name: str, paths: Iterable[str]) -> tuple[Snapshot | None, list[Issue]]:
    folder = f"{FOLDER}/{name}"
    where = Location(f"{folder}/{MANIFEST}")
    contents, issues = _contents(root, folder, paths)
    if MANIFEST not in contents:
        return None, issues or [Issue("snapshot.no-manifest", where)]
    record, fault = read_manifest(contents.pop(MANIFEST), where)
    if record is None:
        return None, [*issues, *([fault] if fault else [])]
    if record.id != name:
        issues.append(Issue("snapshot.id", where, words={"found": record.id, "expected": name}))
    # A file that could not be read is there all the same.
    told = {issue.where.path for issue in issues}
    issues += [fault for fault in _file_faults(record, contents, folder) if fault.where.path not in told]
    if issues:
        return None, issues
    texts = {path: content.decode("utf-8") for path, content in contents.items()}
    return Snapshot(record, texts), []


def _contents(root: Path, folder: str, paths: Iterable[str]) -> tuple[dict[str, bytes], list[Issue]]:
    """The bytes of each file; as bytes, for a line end that was changed is a change."""
    contents, issues = {}, []
    for path in paths:
        content, refusal = read_bytes(root, f"{folder}/{path}", MAX_BYTES)
        if content is not None:
            contents[path] = content
        issues += [refusal] if refusal else []
    return contents, issues


def read_manifest(content: bytes, where: Location) -> tuple[SnapshotRecord | None, Issue | None]:
    """The record that a manifest holds, if it is as it was written."""
    signed = _signed(content)
    if signed is None:
        is_windows = _signed(content.replace(b"\r\n", b"\n")) is not None
        return None, Issue("snapshot.line-ends" if is_windows else "snapshot.manifest-edited", where)
    try:
        values = yaml.load(signed.decode("utf-8"), FAST_LOADER)  # noqa: S506 - it makes nothing but strings
        if values.get("format") != FORMAT:
            words = {"found": str(values.get("format")), "expected": FORMAT}
            return None, Issue("snapshot.format", where, words=words)
        return SnapshotRecord.model_validate(values, by_alias=True, by_name=False), None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, AttributeError, ValidationError) as error:
        # Its digest is right, so it was made so.
        reason = str(error).split("\n")[0]
        return None, Issue("snapshot.manifest", where, words={"reason": reason})


def _signed(content: bytes) -> bytes | None:
    """What stands above a manifest's last line, if that is its digest."""
    match = _DIGEST.search(content)
    above = content[: match.start()] if match else b""
    return above if match and sha256(above).hexdigest().encode() == match[1] else None


def _file_faults(record: SnapshotRecord, contents: Mapping[str, bytes], folder: str) -> Iterator[Issue]:
    """Every file that is not as the manifest says: changed, missing, extra or under another name."""
    listed = {file.path: file for file in record.files}
    extra = {path: sha256(content).hexdigest() for path, content in contents.items() if path not in listed}
    for path, file in listed.items():
        where = Location(f"{folder}/{path}")
        if path not in contents:
            renamed = next((other for other, digest in extra.items() if digest == file.sha256), "")
            if renamed:
                del extra[renamed]
                yield Issue("snapshot.file-renamed", Location(f"{folder}/{renamed}"), words={"expected": path})
            else:
                yield Issue("snapshot.file-missing", where)
        elif sha256(contents[path]).hexdigest() != file.sha256:
            words = {"bytes": str(len(contents[path])), "expected": str(file.bytes)}
            is_windows = sha256(contents[path].replace(b"\r\n", b"\n")).hexdigest() == file.sha256
            yield Issue("snapshot.line-ends" if is_windows else "snapshot.file-edited", where, words=words)
    for path in extra:
        yield Issue("snapshot.file-extra", Location(f"{folder}/{path}"), words={"nearest": nearest(path, listed)})
