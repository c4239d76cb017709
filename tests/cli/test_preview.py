"""A preview needs its own chapter only."""

from pathlib import Path

from tests.cli.runner import Project


def test_what_is_wrong_with_another_chapter_does_not_matter(project: Project, tmp_path: Path) -> None:
    project.write("guidance/pfos/alternatives.md", "no front matter")
    matter = project.read("guidance/pfos/metal-plating.md")
    project.write("guidance/pfos/other.md", matter.replace("status: revised_draft", "status: finished"))
    done = project.run("preview", "metal-plating", "--to", tmp_path / "preview")
    assert (done.code, done.err) == (0, "")
    assert "Metal plating" in (tmp_path / "preview/pfos/metal-plating/index.html").read_text(encoding="utf-8")


def test_what_is_wrong_with_the_chapter_is_told(project: Project, tmp_path: Path) -> None:
    project.write("guidance/pfos/alternatives.md", "no front matter")
    done = project.run("preview", "alternatives", "--to", tmp_path / "preview")
    assert done.code == 1
    assert done.err.startswith("guidance/pfos/alternatives.md:1:1: error: ")


def test_what_every_page_needs_must_be_readable(project: Project, tmp_path: Path) -> None:
    project.write("guidance/registers/bodies.yml", "- id: [\n")
    done = project.run("preview", "metal-plating", "--to", tmp_path / "preview")
    assert done.code == 1
    assert "guidance/registers/bodies.yml:" in done.err
