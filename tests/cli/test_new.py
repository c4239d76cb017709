"""New chapters, empty and from Word drafts."""

from pathlib import Path

import pytest

from living_guidance.cli.words import say
from tests.cli.runner import Project
from tests.exchange.office import rich_draft


def test_a_new_chapter_has_nothing_wrong_with_it(project: Project) -> None:
    done = project.run("new", "chapter", "pfos/textiles", "--title", "Textiles: and leather", "--date", "2018-10-08")
    assert done.code == 0
    assert 'title: "Textiles: and leather"' in project.read("guidance/pfos/textiles.md")
    assert "  - alternatives\n  - textiles\n" in project.read("guidance/pfos/document.yml")
    project.run("translate", "update")
    checked = project.run("check", "--strict")
    assert "textiles" not in checked.out
    again = project.run("new", "chapter", "pfos/textiles")
    assert (again.code, again.err.strip()) == (1, say("cli.exists", path="guidance/pfos/textiles.md"))


def test_a_new_chapter_from_word(project: Project, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").write_bytes(rich_draft())
    done = project.run("new", "chapter", "pfos/textiles", "--language", "zh", "--from", tmp_path / "draft.docx")
    assert done.code == 0
    text = project.read("guidance/pfos/textiles.md")
    assert "title: Textiles and leather\n" in text
    assert "[图片：–]" in text
    assert f"{say('forms.lost.merged-cells')}" in done.out
    project.run("translate", "update")
    assert "textiles.md" not in project.run("check").out.replace("warning", "")


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("pfas/a", "cli.new.chapter.no-document", {"found": "pfas", "near": "pfos"}),
        ("pfos/zh", "cli.new.chapter.bad-id", {"id": "zh"}),
        ("pfos/../a", "cli.new.chapter.bad-id", {"id": "../a"}),
        ("pfos/a.b", "cli.new.chapter.bad-id", {"id": "a.b"}),
    ],
)
def test_a_chapter_that_cannot_be_made(project: Project, name: str, key: str, words: dict[str, str]) -> None:
    before = sorted(project.root.rglob("*"))
    done = project.run("new", "chapter", name)
    assert done.code == 1
    assert done.err.strip().endswith(say(key, **words))
    assert sorted(project.root.rglob("*")) == before


def test_a_chapter_of_a_document_that_cannot_be_read(project: Project) -> None:
    record = project.read("guidance/pfos/document.yml")
    project.write("guidance/pfos/document.yml", record.replace("series: inf", "series: information"))
    project.write("guidance/pfos/alternatives.md", "no front matter")
    done = project.run("new", "chapter", "pfos/textiles")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("guidance/pfos/document.yml:10:1: error: ")
    assert "front.missing" not in done.err
    assert done.err.strip().endswith(say("cli.unreadable"))
