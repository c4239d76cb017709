"""Commands end as their help says: 0 done, 1 issues, 2 not understood, 3 not read or written, 130 interrupted."""

import subprocess
import sys
from pathlib import Path

import pytest

from living_guidance.cli.words import say
from tests.cli.runner import Project


def test_done(project: Project) -> None:
    for command in (["status"], ["translate", "status"], ["schema"], ["--help"], ["check"]):
        assert project.run(*command).code == 0


def test_issues_were_found(project: Project) -> None:
    project.write("guidance/pfos/alternatives.md", "no front matter")
    for command in (["check"], ["status"], ["translate", "update"], ["export", "--to", project.root / "out"]):
        done = project.run(*command)
        assert done.code == 1
        assert "front.missing" in done.out + done.err
    assert say("cli.unreadable") in project.run("status").err


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["nothing"],
        ["status", "--date", "yesterday"],
        ["status", "--format", "xml"],
        ["export"],
        ["translate", "update", "--language", "zh"],
        ["translate", "sheet", "export", "alternatives", "--language", "zh", "--to", "sheet.pdf"],
        ["translate", "sheet", "export", "alternatives", "--language", "zh", "--to", "a.xlsx", "--only", "old"],
        ["new", "chapter", "pfos"],
        ["new", "chapter", "pfos/a", "--from", "draft.odt"],
    ],
)
def test_the_command_was_not_understood(project: Project, command: list[str]) -> None:
    done = project.run(*command)
    assert done.code == 2
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "content"),
    [("none.xlsx", None), ("none.docx", None), ("text.xlsx", b"text"), ("locked.docx", bytes.fromhex("d0cf11e0"))],
)
def test_a_file_could_not_be_read(project: Project, tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = project.run("translate", "sheet", "import", path)
    assert (done.code, done.out) == (3, "")
    assert str(path) in done.err
    if name.endswith("docx"):
        assert project.run("new", "chapter", "pfos/a", "--from", path).code == 3
        assert not (project.root / "guidance/pfos/a.md").exists()


def test_a_file_could_not_be_written(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = project.run("schema", "--to", tmp_path / "file/inside")
    assert done.code == 3
    assert "file/inside" in done.err
    assert len(done.err.splitlines()) == 1


def test_interrupted(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("living_guidance.cli.status.read_corpus", interrupt)
    done = project.run("status")
    assert (done.code, done.err.strip()) == (130, say("cli.interrupted"))


STARTING = """
import builtins, runpy
real = builtins.__import__
def interrupted(name, *rest, **named):
    if name == "living_guidance.cli":
        raise KeyboardInterrupt
    return real(name, *rest, **named)
builtins.__import__ = interrupted
runpy.run_module("living_guidance", run_name="__main__")
"""


def test_interrupted_before_it_has_begun() -> None:
    done = subprocess.run([sys.executable, "-c", STARTING], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_a_folder_that_is_no_project(project: Project, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = project.run("-C", tmp_path / "empty", "status")
    assert done.code == 1
    assert done.err.strip() == say("cli.no-project", path=tmp_path / "empty")
