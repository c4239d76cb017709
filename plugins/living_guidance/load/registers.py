"""A register is a YAML list; each of its entries is a record with an id of its own."""

from dataclasses import dataclass, field
from typing import Any

from living_guidance.load.records import read_record
from living_guidance.load.yaml import items_of, parse_yaml
from living_guidance.model.corpus import Located, Source
from living_guidance.model.issue import Issue, Location


@dataclass(slots=True)
class Register:
    """What a register's file holds, as far as it can be read."""

    entries: dict[str, Located[Any]] = field(default_factory=dict)
    """By id; of two entries with one id, the first."""
    issues: list[Issue] = field(default_factory=list)
    is_whole: bool = True
    """Whether every entry could be read."""


def read_register(model: type[Any], text: str, path: str) -> Register:
    """The entries of a register, and everything that is wrong with it."""
    parsed = parse_yaml(text, path)
    register = Register(issues=[*parsed.issues], is_whole=parsed.is_whole)
    if parsed.is_whole and not isinstance(parsed.value, list) and (parsed.value is not None or not parsed.issues):
        code = "file.empty" if parsed.value is None else "record.register"
        register.issues.append(Issue(code, Location(path, *parsed.positions.get((), (1, 1)))))
        register.is_whole = False
    for value, positions in items_of(parsed):
        source = Source(path, positions)
        located, issues = read_record(model, value, source, parsed)
        register.issues += issues
        if located is None:
            register.is_whole = False
            continue
        first = register.entries.setdefault(located.value.id, located)
        if first is not located:
            words = {"id": located.value.id, "line": str(first.source.at("id").line)}
            register.issues.append(Issue("register.duplicate-id", source.at("id"), words=words))
    return register
