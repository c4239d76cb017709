"""The guidance as plain Markdown."""

from pathlib import Path

import pytest

from living_guidance.cli.words import say
from tests.cli.runner import Project


def test_the_way_out(project: Project, tmp_path: Path) -> None:
    project.write("guidance/pfos/figure.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    out = tmp_path / "out"
    assert project.run("export", "--to", out).code == 0
    found = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    names = ["index.md", "pfos/alternatives.md", "pfos/figure.svg", "pfos/index.md", "pfos/metal-plating.md"]
    assert found == [f"{language}/{name}" for language in ("ar", "en", "zh") for name in names]
    again = project.run("export", "--to", out)
    assert (again.code, again.err.strip()) == (1, say("cli.export.not-empty", path=out))
    assert project.run("export", "--to", out, "--force", "--language", "zh").code == 0


@pytest.mark.parametrize("folder", ["guidance", "guidance/pfos/out", "docs/out", "translations/x"])
def test_the_way_out_does_not_lead_in(project: Project, folder: str) -> None:
    path = project.root / folder
    assert project.run("export", "--to", path, "--force").err.strip() == say("cli.export.inside", path=path)
