"""Reading the files of a project, one after the other; what is wrong with any is noted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from living_guidance.load.files import read_file
from living_guidance.load.records import read_record
from living_guidance.load.registers import read_register
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.corpus import REGISTERS, Located, Source
from living_guidance.model.issue import Issue, Location

R = TypeVar("R", bound=BaseModel)


@dataclass(slots=True)
class Reading:
    """What has been read so far."""

    root: Path
    issues: list[Issue] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """The files that could not be read in full."""

    def take(self, other: "Reading") -> None:
        """Note what another reading of the same project noted."""
        self.issues += other.issues
        self.unread |= other.unread

    def text(self, path: str) -> str | None:
        """The text of a file."""
        file = read_file(self.root, path)
        self.issues += file.issues
        if file.text is None:
            self.unread.add(path)
        return file.text

    def record(self, model: type[R], path: str) -> Located[R] | None:
        """The one record that a file holds."""
        text = self.text(path)
        if text is None:
            return None
        parsed = parse_yaml(text, path)
        self.issues += parsed.issues
        if parsed.value is None and not parsed.issues:
            self.issues.append(Issue("file.empty", Location(path)))
            return None
        located, issues = read_record(model, parsed.value, Source(path, parsed.positions), parsed)
        self.issues += issues
        if located is None:
            self.unread.add(path)
        return located

    def records(self, model: type[R], paths: Mapping[str, str]) -> dict[str, Located[R]]:
        """The records that can be read of several files, by their keys."""
        return {key: record for key, path in paths.items() if (record := self.record(model, path))}

    def register(self, name: str) -> Mapping[str, Located[Any]]:
        """The entries of a register by id."""
        path = f"guidance/registers/{name}.yml"
        text = self.text(path)
        if text is None:
            return {}
        register = read_register(REGISTERS[name], text, path)
        self.issues += register.issues
        if not register.is_whole:
            self.unread.add(path)
        return register.entries
