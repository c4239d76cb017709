"""Prove that a release is as it was made: what was changed, is missing, was added, or has another name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, Field, ValidationError

from living_guidance.model.release import FORMAT, RECORD, SUMS, ReleaseRecord
from living_guidance.release.contents import Contents
from living_guidance.release.listing import sums

_LINE = re.compile(r"([0-9a-f]{64})  ([^\0\n]+)")


class Harm(StrEnum):
    """What was done to a file of a release."""

    CHANGED = "changed"
    MISSING = "missing"
    EXTRA = "extra"
    RENAMED = "renamed"
    DIFFERS = "differs"
    """It comes out otherwise when it is built again."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A file that is not as it was made."""

    path: str
    harm: Harm
    now: str = ""
    """The name that a renamed one has now."""


def read_release(content: bytes) -> ReleaseRecord | None:
    """The record of a release; None where it is none that this code can read."""
    try:
        record = ReleaseRecord.model_validate_json(content)
    except ValidationError:
        return None
    return record if record.format == FORMAT else None


class _Formatted(BaseModel):
    """As much of a record as every version of this program can read."""

    format: str = Field(pattern=r"^[1-9][0-9]{0,8}$")


def later_format(contents: Contents) -> str:
    """The format of a release that a later version of this program has made; empty for any other.

    The list of digests must vouch for the record: one that was changed says nothing about its maker.
    """
    record = contents.kept.get(RECORD, b"")
    try:
        found = _Formatted.model_validate_json(record).format
    except ValidationError:
        return ""
    is_vouched = (_listed(contents.kept.get(SUMS, b"")) or {}).get(RECORD) == contents.digests.get(RECORD)
    return found if is_vouched and int(found) > int(FORMAT) else ""


def verify(contents: Contents) -> tuple[ReleaseRecord | None, list[Finding]]:
    """The record, and all that is not as it says, by path; nothing, where the release is whole.

    The record and the list of digests vouch for each other: where they differ, the files tell which of them is right.
    Where a later version of this program made the release there is no record that can be read, and the list decides.
    """
    record = read_release(contents.kept.get(RECORD, b""))
    stated = {one.path: one.sha256 for one in record.files} if record else None
    listed = _listed(contents.kept.get(SUMS, b""))
    found = [Finding(name, Harm.EXTRA) for name in contents.strangers]
    own = {name: digest for name, digest in contents.digests.items() if name not in (RECORD, SUMS)}
    found += (Finding(name, Harm.MISSING) for name in (RECORD, SUMS) if name not in contents.digests)
    expected, doubted = _expected(contents, stated, listed, own)
    if not later_format(contents):
        found += (Finding(name, Harm.CHANGED) for name in doubted if name in contents.digests)
    found += _compare(expected, own)
    return record, sorted(found)


def _listed(content: bytes) -> dict[str, str] | None:
    """The digests of the list, if it is one as we write it."""
    try:
        lines = content.decode().split("\n")
    except UnicodeDecodeError:
        return None
    matches = [_LINE.fullmatch(line) for line in lines[:-1]]
    if not content or lines[-1] or not all(matches):
        return None
    found = {match[2]: match[1] for match in matches if match}
    return found if sums(found.items()).encode() == content else None


def _expected(
    contents: Contents, stated: dict[str, str] | None, listed: dict[str, str] | None, own: Mapping[str, str]
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """What each file's digest has to be, and which of the two that say so cannot be relied on."""
    actual = contents.digests.get(RECORD, "")
    vouched = (listed or {}).pop(RECORD, None)
    if stated is None:
        return listed or {}, (RECORD,) if listed is not None else (RECORD, SUMS)
    if listed is None:
        return stated, (SUMS,)
    if stated == listed:
        # Nothing but the line about the record tells the two apart: either may have been touched.
        return stated, () if vouched == actual else (RECORD, SUMS)
    if vouched in (actual, None):
        # A list without the record is none of ours.
        return stated, (SUMS,)
    right = [sum(own.get(name) == digest for name, digest in one.items()) for one in (stated, listed)]
    return (stated, (RECORD, SUMS)) if right[0] > right[1] else (listed, (RECORD,))


def _compare(expected: Mapping[str, str], own: Mapping[str, str]) -> Iterator[Finding]:
    missing = {name: digest for name, digest in expected.items() if name not in own}
    extra = {name: digest for name, digest in own.items() if name not in expected}
    for name, digest in sorted(missing.items()):
        now = next((other for other, found in sorted(extra.items()) if found == digest), None)
        if now is not None:
            del extra[now]
            yield Finding(name, Harm.RENAMED, now)
        else:
            yield Finding(name, Harm.MISSING)
    yield from (Finding(name, Harm.EXTRA) for name in extra)
    for name, digest in expected.items():
        if name in own and own[name] != digest:
            yield Finding(name, Harm.CHANGED)
