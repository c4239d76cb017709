"""Where everything stands, and what may be written where."""

import json
from pathlib import Path

from living_guidance.cli.words import say
from tests.cli.runner import Project


def test_status_at_a_glance(project: Project) -> None:
    project.run("translate", "update", "--new")
    done = project.run("status", "--date", "2018-10-08")
    assert say("cli.status.title", site="Living Guidance", day="8 October 2018") in done.out
    value = json.loads(project.run("status", "--date", "2018-10-08", "--format", "json").out)
    assert value["date"] == "2018-10-08"
    assert value["documents"][0]["chapters"] == {"revised_draft": 1, "draft": 1}
    assert set(value["documents"][0]["translation"]) == {"ar", "zh"}
    assert set(value["rounds"][0]) == {"id", "documents", "state", "opens", "last_day", "days_left"}


def test_the_schema_of_one_or_of_all(project: Project, tmp_path: Path) -> None:
    names = project.run("schema").out.split()
    assert names[:4] == ["chapter", "document", "change", "round"]
    assert json.loads(project.run("schema", "chapter").out)["title"] == "ChapterMatter"
    assert project.run("schema", "--to", tmp_path / "all").code == 0
    assert sorted(path.name for path in (tmp_path / "all").iterdir()) == sorted(f"{name}.json" for name in names)
    done = project.run("schema", "nothing")
    assert (done.code, done.err.strip()) == (1, say("cli.schema.unknown", found="nothing", known=", ".join(names)))
