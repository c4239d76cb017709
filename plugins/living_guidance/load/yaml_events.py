"""The events of a YAML text, from either of two parsers.

libyaml reads many times as fast as Python can; ruamel's parser, which knows the newer standard and says more about a
fault, is asked only where libyaml gives up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import yaml

FAST_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Kind(Enum):
    """What an event is."""

    DOCUMENT = auto()
    SCALAR = auto()
    ALIAS = auto()
    LIST = auto()
    MAPPING = auto()
    END = auto()
    """The end of a list or mapping."""


_KINDS = {
    "DocumentStartEvent": Kind.DOCUMENT,
    "ScalarEvent": Kind.SCALAR,
    "AliasEvent": Kind.ALIAS,
    "SequenceStartEvent": Kind.LIST,
    "MappingStartEvent": Kind.MAPPING,
    "SequenceEndEvent": Kind.END,
    "MappingEndEvent": Kind.END,
}


@dataclass(frozen=True, slots=True)
class Event:
    """One event, with its place counted from zero."""

    kind: Kind
    line: int
    column: int
    value: str = ""
    is_plain: bool = False
    """Whether a scalar is written without quotation marks, as a word."""
    anchor: str | None = None
    """The name that a value is given, or that an alias refers to."""
    tag: str | None = None
    has_directives: bool = False


class Unreadable(Exception):  # noqa: N818 # it is caught and explained, never shown
    """Neither parser can go on; places are counted from zero, as the parser gives them."""

    def __init__(
        self, context: str, problem: str, began: tuple[int, int] | None, ended: tuple[int, int] | None
    ) -> None:
        super().__init__(problem)
        self.context = context
        self.problem = problem
        self.began = began
        """Where that began which cannot be read."""
        self.ended = ended
        """Where it turned out to be so."""


class NeedsCare(Exception):  # noqa: N818 # it means: ask the other parser
    """libyaml gives up on a text."""


def fast_events(text: str) -> Iterator[Event]:
    """The events as libyaml sees them."""
    try:
        yield from _events(yaml.parse(text, Loader=FAST_LOADER))
    except yaml.YAMLError as error:
        raise NeedsCare from error


def careful_events(text: str) -> Iterator[Event]:
    """The events as ruamel's parser sees them."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        yield from _events(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        raise Unreadable(
            str(error.context), str(error.problem), _mark(error.context_mark), _mark(error.problem_mark)
        ) from error


def _events(raw: Iterable[Any]) -> Iterator[Event]:
    for event in raw:
        kind = _KINDS.get(type(event).__name__)
        if kind is None:
            continue
        mark = event.start_mark
        if kind is Kind.DOCUMENT:
            yield Event(kind, mark.line, mark.column, has_directives=bool(event.version or event.tags))
        elif kind is Kind.SCALAR:
            yield Event(kind, mark.line, mark.column, event.value, not event.style, event.anchor, event.tag)
        elif kind is Kind.END:
            yield Event(kind, mark.line, mark.column)
        else:
            yield Event(kind, mark.line, mark.column, anchor=event.anchor, tag=getattr(event, "tag", None))


def _mark(mark: Any) -> tuple[int, int] | None:
    return (mark.line, mark.column) if mark else None
