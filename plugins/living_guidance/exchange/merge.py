"""Two versions of a catalogue made one, message by message, so that no translation is lost.

A catalogue is merged by the ids of its messages, not by its lines: two branches that edited the same chapter have
touched the same lines for different reasons. What the text makes of the result, which translation is behind now, is
told afterwards by bringing the catalogue up to the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from living_guidance.model.corpus import Catalogue, Entry

T = TypeVar("T")

_MARK = re.compile(r"(?:<{7}|\|{7}|>{7})(?: .*)?|={7}")


class MarksError(ValueError):
    """The marks of a conflict are not as git writes them."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A file as it was when two branches parted, and in each of them; None where it was not there, or is not known."""

    base: str | None
    ours: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalogue made of two."""

    catalogue: Catalogue
    taken: int
    """How many translations came from the other side."""
    doubled: tuple[Entry, ...]
    """What both sides translated differently: ours stands, theirs is in the note."""


def is_marked(text: str) -> bool:
    """Whether a file has the marks of a conflict."""
    return any(line.startswith("<<<<<<< ") or line == "<<<<<<<" for line in text.split("\n"))


def marked_sides(text: str) -> Sides:
    """What each side of a file with marks of conflicts held; the base, if every conflict tells of it."""
    sides: dict[str, list[str]] = {"ours": [], "base": [], "theirs": []}
    place, conflicts, bases = "", 0, 0
    for line in text.split("\n"):
        if not _MARK.fullmatch(line.rstrip("\r")):
            for lines in sides.values() if not place else (sides[place],):
                lines.append(line)
            continue
        match line[0], place:
            case "<", "":
                place, conflicts = "ours", conflicts + 1
            case "|", "ours":
                place, bases = "base", bases + 1
            case "=", "ours" | "base":
                place = "theirs"
            case ">", "theirs":
                place = ""
            case _:
                raise MarksError(line)
    if place:
        raise MarksError(place)
    base = "\n".join(sides["base"]) if bases == conflicts else None
    return Sides(base, "\n".join(sides["ours"]), "\n".join(sides["theirs"]))


def merge_catalogues(
    base: Catalogue | None, ours: Catalogue, theirs: Catalogue, remark: Callable[[str], str]
) -> Merged:
    """The catalogue that holds what either side did; ``remark`` makes a translator's note of their translation."""
    before, here, there = _known(base), _known(ours), _known(theirs)
    is_template = not (ours.language or theirs.language)
    merged: dict[str, Entry] = {}
    doubled = []
    for name in _order(list(here), list(there)):
        entry, is_doubled = _merge(before.get(name), here.get(name), there.get(name), remark)
        # A template is a memory of where paragraphs are: what left it on one side must not stay in it.
        if is_template and name in before and not (name in here and name in there) and entry == before[name]:
            continue
        merged[name] = entry
        if is_doubled:
            doubled.append(entry)
    active = {entry.id for side in (ours, theirs) for entry in side.entries}
    catalogue = replace(
        ours,
        authority=_three(base.authority if base else None, ours.authority, theirs.authority),
        header=tuple(_header(base, ours, theirs)),
        remarks=_three(base.remarks if base else None, ours.remarks, theirs.remarks),
        entries=tuple(entry for name, entry in merged.items() if name in active),
        obsolete=(
            *(replace(entry, row="", comment="") for name, entry in merged.items() if name not in active),
            *_strangers(ours, theirs),
        ),
    )
    taken = sum(1 for name, entry in merged.items() if entry.target and entry.target != _target(here.get(name)))
    return Merged(catalogue, taken, tuple(doubled))


def _known(catalogue: Catalogue | None) -> dict[str, Entry]:
    """All messages by id, without their places in the file."""
    every = (*catalogue.obsolete, *catalogue.entries) if catalogue else ()
    found = {entry.id: replace(entry, line=0) for entry in every if entry.id}
    # The order is that of the text; what is gone comes last.
    order = (*catalogue.entries, *catalogue.obsolete) if catalogue else ()
    return {entry.id: found[entry.id] for entry in order if entry.id}


def _target(entry: Entry | None) -> str:
    return entry.target if entry else ""


def _order(ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The ids of both sides: ours in their order, and each of theirs after the one that it follows there."""
    after: dict[str, list[str]] = {}
    known, last = set(ours), ""
    for name in theirs:
        if name in known:
            last = name
        else:
            after.setdefault(last, []).append(name)
    return [name for place in ("", *ours) for name in (*([place] if place else []), *after.get(place, ()))]


def _merge(
    base: Entry | None, ours: Entry | None, theirs: Entry | None, remark: Callable[[str], str]
) -> tuple[Entry, bool]:
    """What became of a message on two sides, and whether both translated it differently."""
    if ours is None or theirs is None:
        found = ours or theirs
        assert found
        return found, False
    note = _note(base.note if base else "", ours.note, theirs.note)
    entry = _chosen(base, ours, theirs)
    if entry is not None:
        return replace(entry, note=note), False
    note = _note("", note, remark(theirs.target))
    return replace(ours, fuzzy=True, note=note), True


def _chosen(base: Entry | None, ours: Entry, theirs: Entry) -> Entry | None:
    """The side whose translation stands; None where each has another of its own."""
    if _said(ours) == _said(theirs) or (base and _said(theirs) == _said(base)):
        return ours
    if base and _said(ours) == _said(base):
        return theirs
    if ours.target == theirs.target:
        # One of them was seen by somebody who found it right.
        return theirs if ours.fuzzy and not theirs.fuzzy else ours
    before = _target(base)
    if theirs.target in ("", before):
        return ours
    return theirs if ours.target in ("", before) else None


def _said(entry: Entry) -> tuple[object, ...]:
    return entry.source, entry.target, entry.fuzzy, entry.previous, entry.row


def _note(base: str, ours: str, theirs: str) -> str:
    """What translators wrote to each other on both sides, each line once."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    lines = ours.split("\n") if ours else []
    return "\n".join([*lines, *(line for line in theirs.split("\n") if line not in lines)])


def _three(base: T | None, ours: T, theirs: T) -> T:
    """What became of a value on two sides; ours, where both changed it."""
    return theirs if ours == base else ours


def _header(base: Catalogue | None, ours: Catalogue, theirs: Catalogue) -> Iterator[tuple[str, str]]:
    before, here, there = (dict(one.header) if one else {} for one in (base, ours, theirs))
    for key in (*here, *(key for key in there if key not in here)):
        if key not in here:
            yield key, there[key]
        else:
            yield key, _three(before.get(key), here[key], there.get(key, here[key]))


def _strangers(*sides: Catalogue) -> Iterable[Entry]:
    """What another tool left without an id."""
    found = (replace(entry, line=0) for side in sides for entry in side.obsolete if not entry.id)
    return dict.fromkeys(found)
