"""Strict YAML: text becomes plain values that know where they stand, and nothing is interpreted.

Every scalar stays the string that was written, so that ``NO``, ``1.10`` and ``2024-13-45`` reach the field that can
judge them; only an empty value and null are None. Values are built from the parser's events: no tag, alias or anchor
can make anything happen.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from living_guidance.load.characters import find_characters
from living_guidance.load.yaml_events import Event, Kind, NeedsCare, Unreadable, careful_events, fast_events
from living_guidance.load.yaml_syntax import MOST, explain, find_slips
from living_guidance.model.corpus import KeyPath
from living_guidance.model.issue import Issue, Location

Plain = str | None | list["Plain"] | dict[str, "Plain"]

MAX_DEPTH = 20
MAX_NODES = 30_000
MAX_CHARACTERS = 300_000
_LONG = 20
"""How many times as much a file may hold that we write ourselves, and people complete."""
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
_GLUED = re.compile(r"(?P<key>[A-Za-z_][\w-]*)(?P<colon>[:：])")
"""A key that has swallowed its value, because the colon was not followed by a space or was not a plain one."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a YAML text says, as far as it can be read."""

    value: Plain
    positions: Mapping[KeyPath, tuple[int, int]]
    """The line and column of each key, and of each item of a list."""
    issues: tuple[Issue, ...]
    is_whole: bool = True
    """Whether all of the text was read: after a fault of syntax, what follows is missing."""


@dataclass(slots=True)
class _Node:
    """A list or mapping that is being filled."""

    path: KeyPath
    value: list[Plain] | dict[str, Plain]
    key: str | None = None
    """The key that waits for its value."""
    skip: bool = False
    """Whether the value that comes belongs to a key that cannot be used."""


@dataclass(slots=True)
class _Builder:
    """Turns events into values; what it cannot use, it reports and leaves out."""

    path: str
    first_line: int
    lenient: bool
    characters: frozenset[str]
    """Those that the text is made of."""
    max_nodes: int
    positions: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    root: Plain = None
    stack: list[_Node] = field(default_factory=list)
    documents: int = 0
    anchors: dict[str, Plain] = field(default_factory=dict)
    from_environment: list[KeyPath] = field(default_factory=list)
    """Where ``!ENV`` stands, in a lenient reading."""

    def build(self, events: Iterator[Event]) -> bool:
        """Take in the events; False if one of them made it useless to go on."""
        for number, event in enumerate(events):
            if number > self.max_nodes:
                self.report("yaml.too-many", event, limit=str(self.max_nodes))
                return False
            if len(self.issues) >= MOST:
                return False
            if len(self.stack) > MAX_DEPTH:
                self.report("yaml.too-deep", event, limit=str(MAX_DEPTH))
                return False
            if event.kind is Kind.DOCUMENT:
                self.documents += 1
                if event.has_directives:
                    self.report("yaml.directive", event)
                if self.documents > 1:
                    self.report("yaml.documents", event)
                    return False
            elif event.kind is Kind.END:
                self.stack.pop()
            else:
                self.begin(event)
        return True

    def begin(self, event: Event) -> None:
        """Take in a scalar, an alias, or the start of a list or mapping."""
        self.refuse(event)
        is_container = event.kind in {Kind.LIST, Kind.MAPPING}
        value: Plain
        if event.kind is Kind.SCALAR:
            value = None if event.is_plain and event.value in _NULLS else event.value
        elif event.kind is Kind.ALIAS:
            value = self.anchors.get(event.anchor or "")
        else:
            value = {} if event.kind is Kind.MAPPING else []
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None and not parent.skip:
            self.take_key(parent, event, value)
            if not is_container:
                return
        path = self.place(parent, event, value)
        if self.lenient and event.tag == "!ENV":
            self.from_environment.append(path)
        if event.anchor and event.kind is not Kind.ALIAS:
            self.anchors[event.anchor] = value
        if is_container:
            assert isinstance(value, dict | list)
            self.stack.append(_Node(path, value))

    def refuse(self, event: Event) -> None:
        """Report tags, anchors and aliases, which are no part of the language here, and deceptive characters."""
        if self.lenient:
            return
        if not self.characters.issuperset(event.value):
            # It has some that are written as escapes; at the others somebody has looked in the file's text.
            where = Location(self.path, *self.position(event))
            self.issues += [replace(issue, where=where) for issue in find_characters(event.value, self.path)]
        if event.kind is Kind.ALIAS:
            self.report("yaml.alias", event, name=event.anchor or "")
            return
        if event.anchor:
            self.report("yaml.anchor", event, name=event.anchor)
        if event.tag is not None:
            self.report("yaml.tag", event, name=event.tag)

    def take_key(self, parent: _Node, event: Event, value: Plain) -> None:
        """Use a scalar as the key of the value that follows."""
        assert isinstance(parent.value, dict)
        if not isinstance(value, str) or event.kind is Kind.ALIAS:
            self.report("yaml.key", event)
            parent.skip = True
            # The parts of a list or mapping that serves as a key are thrown away with it; its value is another event.
            if event.kind in {Kind.LIST, Kind.MAPPING}:
                parent.key = ""
            return
        if match := _GLUED.match(value):
            code = "yaml.close-colon" if match["colon"] == ":" else "yaml.wide-colon"
            self.report(code, event, key=match["key"], text=value[:60])
            parent.skip = True
            return
        if value in parent.value:
            line, column = self.positions[(*parent.path, value)]
            self.report("yaml.duplicate-key", event, key=value, line=str(line), column=str(column))
            parent.skip = True
            return
        parent.key = value
        self.positions[(*parent.path, value)] = self.position(event)

    def place(self, parent: _Node | None, event: Event, value: Plain) -> KeyPath:
        """Put a value where it belongs, and say where that is."""
        if parent is None:
            self.root = value
            self.positions[()] = self.position(event)
            return ()
        if isinstance(parent.value, list):
            path: KeyPath = (*parent.path, len(parent.value))
            self.positions[path] = self.position(event)
            parent.value.append(value)
            return path
        if parent.skip:
            if parent.key == "":
                parent.key = None
            else:
                parent.skip = False
            return (*parent.path, "")
        assert parent.key is not None
        path = (*parent.path, parent.key)
        parent.value[parent.key] = value
        parent.key = None
        return path

    def position(self, event: Event) -> tuple[int, int]:
        """The line and column at which an event begins."""
        return self.first_line + event.line, event.column + 1

    def report(self, code: str, event: Event, **words: str) -> None:
        """Note an issue at an event."""
        self.issues.append(Issue(code, Location(self.path, *self.position(event)), words=words))


def parse_yaml(text: str, path: str, first_line: int = 1, *, lenient: bool = False, is_long: bool = False) -> Parsed:
    """The value of a YAML text whose first line is the given one of its file.

    ``lenient`` is for files that another program reads, too: tags, anchors and aliases pass without a word. Of
    ``!ENV [NAME, value]`` the value counts, and of ``!ENV NAME`` nothing, since no reading depends on the environment.
    ``is_long`` is for files that hold more than people write.
    """
    times = _LONG if is_long else 1
    if len(text) > MAX_CHARACTERS * times:
        too_long = Issue("yaml.too-long", Location(path, first_line, 1), words={"limit": str(MAX_CHARACTERS * times)})
        return Parsed(None, {}, (too_long,), False)
    # Such characters are reported with the file's text; here they would only stop the parser.
    text = _UNREADABLE.sub("\ufffd", text)
    characters = frozenset(text)
    builder = _Builder(path, first_line, lenient, characters, MAX_NODES * times)
    try:
        is_whole = builder.build(fast_events(text))
    except NeedsCare:
        builder = _Builder(path, first_line, lenient, characters, MAX_NODES * times)
        is_whole = _build_with_care(builder, text)
    for place in builder.from_environment:
        builder.root = _with_default(builder.root, place)
    if isinstance(builder.root, str) and is_whole:
        builder.issues += islice(find_slips(text, path, first_line), MOST)
    return Parsed(builder.root, builder.positions, tuple(builder.issues), is_whole)


def _build_with_care(builder: _Builder, text: str) -> bool:
    """Take in a text that may be faulty; what is wrong with it is told in the words of those who wrote it."""
    try:
        return builder.build(careful_events(text))
    except Unreadable as error:
        told = {issue.where.line for issue in builder.issues}
        slips = explain(text, error, builder.path, builder.first_line, lenient=builder.lenient)
        builder.issues += [issue for issue in slips if issue.where.line not in told]
        return False


def _with_default(value: Plain, path: KeyPath) -> Plain:
    """The value with the default, in the place at the path, of what would come from the environment."""
    if not path:
        return value[-1] if isinstance(value, list) and value else None
    if isinstance(value, dict) and path[0] in value:
        return {**value, str(path[0]): _with_default(value[str(path[0])], path[1:])}
    if isinstance(value, list) and isinstance(path[0], int):
        return [_with_default(item, path[1:]) if index == path[0] else item for index, item in enumerate(value)]
    return value


def items_of(parsed: Parsed) -> Iterator[tuple[Any, dict[KeyPath, tuple[int, int]]]]:
    """Each item of a list with the positions inside it, which begin at the item."""
    if not isinstance(parsed.value, list):
        return
    inside: list[dict[KeyPath, tuple[int, int]]] = [{} for _ in parsed.value]
    for keys, position in parsed.positions.items():
        if keys and isinstance(keys[0], int):
            inside[keys[0]][keys[1:]] = position
    yield from zip(parsed.value, inside, strict=True)
