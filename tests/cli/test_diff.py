"""What changed between two states, from the command line."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from living_guidance.cli.words import say
from tests.cli.runner import Project

CHAPTER = "guidance/pfos/metal-plating.md"
OTHER = "guidance/pfos/alternatives.md"
CATALOGUE = "translations/zh/pfos/metal-plating.po"
TEXT = """
## Why

The bath must be drained, cleaned and rinsed with 20 litres of clean water before it is used again.

Mist from the bath carries chromium into the air of the workshop, where people breathe it in.

| Bath | Limit |
| --- | --- |
| Hard chromium | 5 mg/l |
| Decorative chromium | 7 mg/l |
"""


def body(project: Project, path: str, text: str) -> None:
    front = project.read(path).split("---\n", 2)[1]
    project.write(path, f"---\n{front}---\n{text}")


def replace(project: Project, path: str, old: str, new: str) -> None:
    text = project.read(path)
    assert old in text
    project.write(path, text.replace(old, new))


def freeze(project: Project, name: str, day: str, *more: str) -> None:
    assert project.run("translate", "update").code == 0
    done = project.run("freeze", name, "--type", "adopted", "--date", day, *more)
    assert done.code == 0, done.err


@pytest.fixture
def frozen(project: Project) -> Project:
    """A project with one snapshot, and some edits since."""
    body(project, CHAPTER, TEXT)
    project.run("translate", "update", "--new", "--language", "zh")
    replace(project, CATALOGUE, 'msgid "Why"\nmsgstr ""', 'msgid "Why"\nmsgstr "原因"')
    freeze(project, "first", "2018-09-29")
    replace(project, CHAPTER, "20 litres of clean", "25 litres of fresh")
    replace(project, CHAPTER, "| 7 mg/l", "| 6 mg/l")
    replace(project, CHAPTER, "where people breathe", "where workers breathe")
    replace(project, CATALOGUE, 'msgstr "原因"', 'msgstr "为何重要"')
    project.run("translate", "update")
    return project


def test_a_pipe_has_signs_and_no_colours(frozen: Project) -> None:
    done = frozen.run("diff", "metal-plating")
    assert (done.code, done.err) == (0, "")
    assert "with [-20-]{+25+} litres of [-clean-]{+fresh+} water" in done.out
    assert "  | Decorative chromium | [-7-]{+6+} mg/l" in done.out
    assert "\x1b" not in done.out


def test_all_chapters_that_changed_come_with_a_table(frozen: Project) -> None:
    out = frozen.run("diff").out
    table = [line.split() for line in out.splitlines() if line.startswith("pfos/")]
    assert table == [["pfos/metal-plating", "3", "3", "0", "0", "0", "0", "0"]]
    assert "alternatives" not in out
    assert frozen.run("diff", "--from", "first", "--to", "first").out.endswith(f"{say('pages.redline.none')}\n")


@pytest.mark.parametrize("words", [["--from", "first"], ["--to", "working"], ["--to", "today", "--from", "first"]])
def test_the_states_that_are_meant_if_none_is_named(frozen: Project, words: list[str]) -> None:
    assert frozen.run("diff", *words).out == frozen.run("diff").out


def test_backwards(frozen: Project) -> None:
    out = frozen.run("diff", "metal-plating", "--from", "working", "--to", "first").out
    assert "with [-25-]{+20+} litres" in out


def test_only_what_is_wanted(frozen: Project) -> None:
    whole = frozen.run("diff", "metal-plating").out
    changes = frozen.run("diff", "metal-plating", "--only-changes").out
    numbers = frozen.run("diff", "metal-plating", "--numbers").out
    assert "## Why" in whole
    assert "## Why" not in changes
    assert "workers" in changes
    assert "workers" not in numbers
    assert "[-7-]{+6+}" in numbers


def test_a_translation(frozen: Project) -> None:
    out = frozen.run("diff", "metal-plating", "--language", "zh").out
    assert "[-原因-]{+为何重要+}" in out
    assert frozen.run("diff", "--language", "fr").err.strip() == say("cli.no-language", found="fr", known="en, zh, ar")


def test_json(frozen: Project) -> None:
    (chapter,) = json.loads(frozen.run("diff", "--format", "json").out)
    entries = chapter.pop("entries")
    assert chapter == {
        "document": "pfos",
        "chapter": "metal-plating",
        "from": {"state": "first", "chapter": "pfos/metal-plating"},
        "to": {"state": "working", "chapter": "pfos/metal-plating"},
        "title": "Metal plating with PFOS",
        "language": "en",
        "counts": {"edited": 3},
    }
    assert {"op": "insert", "text": "25"} in [run for entry in entries for run in entry["runs"]]
    assert json.loads(frozen.run("diff", "--format", "json", "--from", "working").out) == []


class _Needs(HTMLParser):
    """What a page asks a browser to fetch or run, and the ids it has."""

    def __init__(self) -> None:
        super().__init__()
        self.needs: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "link", "img", "iframe", "object", "embed", "base"}:
            self.needs.append(tag)
        for name, value in attributes:
            if name in {"src", "srcset", "style"} or name.startswith("on"):
                self.needs.append(name)
            if name == "id" and value:
                self.ids.append(value)


def test_html_is_one_file_that_needs_nothing(frozen: Project, tmp_path: Path) -> None:
    body(frozen, OTHER, "\nAnother paragraph of 5 &lt;b&gt;stands in the other chapter now, with `code` in it.\n")
    path = tmp_path / "diff.html"
    done = frozen.run("diff", "--language", "en", "--format", "html", "--output", path)
    assert (done.code, done.out, done.err.strip()) == (0, "", say("cli.diff.written", path=path))
    html = path.read_text(encoding="utf-8")
    page = _Needs()
    page.feed(html)
    assert page.needs == []
    assert len(page.ids) == len(set(page.ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(page.ids)
    assert set(re.findall(r'for="([^"]+)"', html)) <= set(page.ids)
    assert "url(" not in html
    assert "<b>" not in html
    assert "default-src 'none'; style-src 'sha256-" in html
    # Its choices are in the page once, however many chapters there are.
    assert html.count('id="lg-form-sides"') == 1
    assert html.count("lg-file__section") > 2


def test_a_text_in_a_file(frozen: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    path = tmp_path / "diff.txt"
    assert "\x1b[31;9m" in frozen.run("diff").out or "\x1b[9;31m" in frozen.run("diff").out
    frozen.run("diff", "-o", path)
    assert "[-20-]{+25+}" in path.read_text(encoding="utf-8")
    assert "\x1b" not in path.read_text(encoding="utf-8")


def test_names_that_nobody_knows(frozen: Project) -> None:
    done = frozen.run("diff", "--from", "frist")
    assert (done.code, done.err.strip()) == (1, say("cli.diff.no-state", found="frist", near="first"))
    done = frozen.run("diff", "metal-platin")
    assert done.code == 1
    assert "pfos/metal-plating" in done.err
    done = frozen.run("diff", "--from", "first", "--date", "2018-09-28")
    assert done.err.strip() == say("cli.diff.later", id="first", date="2018-09-28", later="2018-09-29")
    done = frozen.run("diff", "--date", "2018-09-28")
    assert done.err.strip() == say("cli.diff.no-snapshot", date="2018-09-28")


@pytest.mark.parametrize(
    "words",
    [
        ["--base", "main", "--format", "json"],
        ["--base", "main", "--from", "first"],
        ["--base", "main", "--numbers"],
        ["--format", "markdown"],
        ["--preview-url", "https://example.org/"],
    ],
)
def test_either_states_or_a_branch(frozen: Project, words: list[str]) -> None:
    done = frozen.run("diff", *words)
    assert done.code == 2
    assert say("cli.diff.either") in done.err


def test_the_exit_code_tells_only_if_asked(frozen: Project) -> None:
    assert frozen.run("diff").code == 0
    assert frozen.run("diff", "--exit-code").code == 1
    assert frozen.run("diff", "--exit-code", "--to", "first").code == 0


def test_what_is_for_experts_can_be_compared_here(frozen: Project) -> None:
    freeze(frozen, "inner", "2018-10-01", "--audience", "experts")
    assert "[-20-]{+25+}" in frozen.run("diff", "metal-plating", "--from", "first", "--to", "inner").out


def test_a_renamed_chapter_is_followed(frozen: Project) -> None:
    text = frozen.read(CHAPTER).replace("id: metal-plating\n", "id: plating\n")
    (frozen.root / CHAPTER).rename(frozen.root / "guidance/pfos/plating.md")
    frozen.write("guidance/pfos/plating.md", text)
    for path in ("translations/templates/pfos/{}.pot", "translations/zh/pfos/{}.po"):
        (frozen.root / path.format("metal-plating")).rename(frozen.root / path.format("plating"))
    for path in ("guidance/pfos/document.yml", "guidance/pfos/changes/foams-2018.yml", OTHER):
        frozen.write(path, frozen.read(path).replace("metal-plating", "plating"))
    out = frozen.run("diff", "--only-changes").out
    assert [line.split()[:2] for line in out.splitlines() if line.startswith("pfos/")][-1] == ["pfos/alternatives", "1"]
    assert ["pfos/plating", "3"] in [line.split()[:2] for line in out.splitlines()]
    assert say("cli.diff.was", chapter="pfos/metal-plating") in out
    assert say("file-fate.deleted") not in out.splitlines()
    # Under the old name it is the same.
    assert "[-20-]{+25+}" in frozen.run("diff", "metal-plating").out


def test_a_chapter_that_is_gone_or_new(frozen: Project) -> None:
    (frozen.root / OTHER).unlink()
    for path in (frozen.root / "translations").rglob("alternatives.po*"):
        path.unlink()
    frozen.write(
        "guidance/pfos/document.yml", frozen.read("guidance/pfos/document.yml").replace("  - alternatives\n", "")
    )
    (gone,) = json.loads(frozen.run("diff", "alternatives", "--format", "json").out)
    assert gone["from"] == {"state": "first", "chapter": "pfos/alternatives"}
    assert gone["to"] == {"state": "working", "chapter": None}
    assert set(gone["counts"]) == {"deleted"}
