"""Run a command as a person would, without leaving the process."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from living_guidance.cli import main
from tests.load.projects import make_project


@dataclass(frozen=True)
class Done:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


class Project:
    """A small project on disk, and its command line."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = make_project(root)
        self.capsys = capsys

    def run(self, *arguments: str | Path) -> Done:
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["-C", str(self.root), *map(str, arguments)])
        said = self.capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Done(code, said.out, said.err)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    def files(self) -> dict[str, str]:
        """All files under ``translations/``."""
        folder = self.root / "translations"
        return {str(path.relative_to(self.root)): path.read_text() for path in folder.rglob("*.po*")}
