"""Where "edit" leads is for MkDocs' own settings to say."""

from pathlib import Path

import pytest
from mkdocs.config import load_config

from living_guidance.model.issue import Location
from living_guidance.site.editing import web_editor
from tests.site.sites import edited, make_project

PLACE = Location("guidance/alpha/furnaces.md", 12, 1)
OURS = "repo_url: https://git.example/team/guidance\nedit_uri: edit/main/docs/\n"
FORMS = [
    (OURS, "https://git.example/team/guidance/edit/main/guidance/alpha/furnaces.md#L12"),
    ("repo_url: https://github.com/a/b\n", "https://github.com/a/b/edit/master/guidance/alpha/furnaces.md#L12"),
    ("repo_url: https://gitlab.com/a/b\n", "https://gitlab.com/a/b/edit/master/guidance/alpha/furnaces.md#L12"),
    ("repo_url: https://bitbucket.org/a/b\n", "https://bitbucket.org/a/b/src/default/guidance/alpha/furnaces.md#L12"),
    (
        "repo_url: https://git.example/a/b\nedit_uri_template: _edit/main/docs/{path}\n",
        "https://git.example/a/b/_edit/main/guidance/alpha/furnaces.md#L12",
    ),
    ("repo_url: https://git.example/a/b\n", ""),
    ("", ""),
]


@pytest.mark.parametrize(("settings", "url"), FORMS)
def test_the_form_of_the_address(tmp_path: Path, settings: str, url: str) -> None:
    project = make_project(tmp_path / "project", edited("mkdocs.yml", (OURS, settings)))
    edit_url = web_editor(load_config(str(project / "mkdocs.yml")))
    assert edit_url(PLACE) == url
    assert edit_url(Location("")) == ""
