"""Where a check fails, nothing is published, and the build says what the check says."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from living_guidance.check import run_checks
from living_guidance.load.corpus import load_corpus
from living_guidance.model.issue import Severity
from living_guidance.release.publish import staging, versions_folder
from living_guidance.render.issues import issues_text
from living_guidance.render.messages import load_messages
from living_guidance.site.faults import site_issues
from tests.site.sites import GUIDANCE, MKDOCS, PROJECT, Changes, edited, environment, make_project, run

FURNACES, FILTERS, PO = "guidance/alpha/furnaces.md", "guidance/alpha/filters.md", "translations/zh/alpha/furnaces.po"
INTERFACE = "translations/interface/ar/pages.po"
KINDS: dict[str, Changes] = {
    # the code of the error, and what brings it about
    "settings.no-plugin": edited("mkdocs.yml", ("  - living-guidance\n", "")),
    "settings.no-languages": {"mkdocs.yml": "site_name: x\nplugins: [living-guidance]\n"},
    "yaml.duplicate-key": edited(FILTERS, ("id: filters\n", "id: filters\nid: filters\n")),
    "yaml.tab": edited("guidance/alpha/document.yml", ("series: inf", "series:\n\tinf")),
    "front.unclosed": edited(FILTERS, ("2018-06-29\n---\n", "2018-06-29\n")),
    "front.missing": {"guidance/alpha/extra.md": "Only text.\n"},
    "record.missing-key": edited(FILTERS, ("version: 1.1\n", "")),
    "record.unknown-key": edited(FILTERS, ("version: 1.1\n", "version: 1.1\nvresion: 1.1\n")),
    "record.word": edited(FILTERS, ("final_draft", "finished")),
    "record.date-none": edited(FILTERS, ("2018-06-29", "2018-06-31")),
    "record.cas-digit": edited("guidance/registers/chemicals.yml", ("1746-01-6", "1746-01-7")),
    "record.closes-before-opens": edited(
        "guidance/rounds/first/round.yml", ("closes: 2018-07-31", "closes: 2018-06-01")
    ),
    "reference.chemical": edited(FILTERS, ("[dioxin]", "[dioxine]")),
    "reference.task-team": edited(FILTERS, ("team-heat", "team-cold")),
    "identity.no-chapter": edited("guidance/alpha/document.yml", ("[furnaces, filters]", "[furnaces, filters, fans]")),
    "identity.chapter-id": edited(FILTERS, ("id: filters", "id: filter")),
    "corpus.no-document": {"guidance/gamma/one.md": (PROJECT / FILTERS).read_text(encoding="utf-8")},
    "corpus.orphan-catalogue": {"translations/zh/alpha/gone.po": (PROJECT / PO).read_text(encoding="utf-8")},
    "name.slug": {"guidance/alpha/Bad Name.md": "---\n---\n"},
    "file.conflict-marker": edited(FILTERS, ("A bag", "<<<<<<< HEAD\nA bag")),
    "char.bidi": edited(FILTERS, ("A bag", "A \u202ebag")),
    "link.no-page": edited(FILTERS, ("furnaces.md#temperature", "furnace.md")),
    "link.no-fragment": edited(FILTERS, ("#temperature", "#temprature")),
    "link.no-image": edited(FURNACES, ("(furnace.svg)", "(furnace.png)")),
    "text.html": edited(FILTERS, ("A bag", "A <b>bag</b>")),
    "text.row-cells": edited(FURNACES, ("| Dust | 10 | one day |", "| Dust | 10 |")),
    "text.footnote-undefined": edited(FILTERS, ("200 °C.", "200 °C.[^source]")),
    "po.syntax": edited(PO, ('msgstr "粉尘"', "msgstr 粉尘")),
    "po.duplicate": edited(PO, ('msgctxt "pmawf4m32"', 'msgctxt "pvsvruh2t"')),
    "translation.language": edited(PO, ("Language: zh", "Language: ar")),
    "po.syntax: interface": edited(INTERFACE, ('msgstr "الرئيسية"', "msgstr الرئيسية")),
    "name.dotted: page": {"docs/annex.ii.md": "# Annex II\n"},
    "name.reserved: page": {"docs/alpha/furnaces.zh.md": "# 熔炉\n"},
    "name.reserved: changes": {"docs/changes.md": "# Changes\n"},
    "file.conflict-marker: page": {"docs/notes.md": "# Notes\n\n<<<<<<< HEAD\n"},
}
DRIVER = """
import contextlib, io, json, sys
from living_guidance.cli import main

ended = []
for arguments in json.load(sys.stdin):
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as end:
            code = end.code
    ended.append([code, out.getvalue(), err.getvalue()])
json.dump(ended, sys.stdout)
"""


@dataclass(frozen=True)
class Refusal:
    """A project with a mistake, and how two builds of it ended: aloud and quiet."""

    project: Path
    ended: list[tuple[int, str, str]]


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Refusal]:
    """All of them, in one process: starting one takes longest."""
    folder = tmp_path_factory.mktemp("refusals")
    projects = {kind: make_project(folder / kind.replace(": ", "-"), changes) for kind, changes in KINDS.items()}
    for project in projects.values():
        with staging(project / "site") as stage:
            (stage / "index.html").write_text("the old site")
    commands = [["-C", str(project), "build", *quiet] for project in projects.values() for quiet in ([], ["--quiet"])]
    done = subprocess.run(
        [sys.executable, "-c", DRIVER],
        input=json.dumps(commands),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    ended = [(code, out, err) for code, out, err in json.loads(done.stdout)]
    return {kind: Refusal(project, ended[2 * n : 2 * n + 2]) for n, (kind, project) in enumerate(projects.items())}


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_keeps_the_old_site_and_is_told_as_check_tells_it(refusals: dict[str, Refusal], kind: str) -> None:
    refusal = refusals[kind]
    loaded = load_corpus(refusal.project)
    issues = list(loaded.issues)
    if loaded.corpus:
        issues += [*run_checks(loaded.corpus, date(2018, 10, 8)), *site_issues(refusal.project, loaded.corpus)]
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    assert kind.partition(":")[0] in {issue.code for issue in errors}
    site = refusal.project / "site"
    said = issues_text(errors, load_messages("en")).rstrip("\n")
    expected = (1, "", f"{said}\nNot published. {site} is as it was.\n")
    assert refusal.ended == [expected, expected]
    assert (site / "index.html").read_text() == "the old site"
    assert [path.name for path in versions_folder(site).iterdir() if path.is_dir()] == [site.resolve().name]


def test_a_broken_catalogue_of_the_interface_is_told_with_its_line(refusals: dict[str, Refusal]) -> None:
    refusal = refusals["po.syntax: interface"]
    lines = (refusal.project / INTERFACE).read_text(encoding="utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, start=1) if text == "msgstr الرئيسية")
    assert refusal.ended[0][2].startswith(f"{INTERFACE}:{line}:1: error: ")


MKDOCS_FAULTS = [
    (
        edited("docs/notes.md", ("alpha/furnaces.md", "alpha/nowhere.md")),
        "Doc file 'notes.md' contains a link 'alpha/nowhere.md', "
        "but the target is not found among documentation files.",
    ),
    (
        edited("docs/notes.zh.md", ("alpha/furnaces.md", "alpha/furnaces.md#nowhere")),
        "Doc file 'notes.zh.md' contains a link 'alpha/furnaces.md#nowhere', "
        "but the doc 'alpha/furnaces.zh.md' does not contain an anchor '#nowhere'.",
    ),
    (
        edited("mkdocs.yml", ("nav:\n  - notes.md\n", "nav:\n  - note.md\n")),
        "A reference to 'note.md' is included in the 'nav' configuration, "
        "which is not found in the documentation files.",
    ),
    (
        edited("mkdocs.yml", ("  - search\n", "  - serach\n")),
        "Config value 'plugins': The \"serach\" plugin is not installed",
    ),
]


@pytest.mark.parametrize(("changes", "said"), MKDOCS_FAULTS, ids=["link", "fragment", "navigation", "plugin"])
def test_what_mkdocs_finds_stops_the_build_too(tmp_path: Path, changes: Changes, said: str) -> None:
    project = make_project(tmp_path / "project", changes)
    failed = run(GUIDANCE, "-C", project, "build", "--quiet")
    site = project / "site"
    assert (failed.returncode, failed.stdout, failed.stderr) == (
        1,
        "",
        f"{said}\nNot published. {site} is as it was.\n",
    )
    assert not site.exists()
    assert [path for path in versions_folder(site).iterdir() if path.is_dir()] == []


def test_a_page_in_another_encoding_is_named(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (project / "docs" / "notes.zh.md").write_bytes("# 说明\n\n关于本网站的页面。\n".encode("gb18030"))
    failed = run(GUIDANCE, "-C", project, "build", "--quiet")
    assert (failed.returncode, failed.stdout, failed.stderr) == (
        1,
        "",
        "docs/notes.zh.md:1:4: error: The file is not saved as UTF-8: from byte 4 on it looks like GBK.\n"
        "    Open the file in its own encoding and save it as UTF-8.\n"
        "    [file.encoding]\n"
        "1 error, 0 warnings in 1 file.\n"
        f"Not published. {project}/site is as it was.\n",
    )


@pytest.mark.parametrize(
    ("front", "reason"),
    [("hide: 5", "argument of type 'int' is not iterable"), ("template: nowhere.html", "'nowhere.html' not found")],
)
def test_a_page_that_the_theme_cannot_show_is_named(tmp_path: Path, front: str, reason: str) -> None:
    project = make_project(tmp_path / "project", {"docs/notes.md": f"---\n{front}\n---\n# Notes\n"})
    failed = run(GUIDANCE, "-C", project, "build", "--quiet")
    assert (failed.returncode, failed.stdout) == (1, "")
    first, last = failed.stderr.splitlines()
    assert first.startswith(f"Error building page 'notes.md': {reason}")
    assert last == f"Not published. {project}/site is as it was."


def test_a_folder_without_a_project_is_named(tmp_path: Path) -> None:
    failed = run(GUIDANCE, "-C", tmp_path, "build")
    assert (failed.returncode, failed.stdout, failed.stderr) == (
        1,
        "",
        f"{tmp_path} is no project of living guidance: it has no mkdocs.yml. "
        "Change to the project's folder, or name it: guidance -C DIR …\n",
    )


def test_mkdocs_alone_says_what_the_project_lacks(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", KINDS["settings.no-languages"])
    failed = run(MKDOCS, "build", "--strict", "--quiet", cwd=project, NO_MKDOCS_2_WARNING="1")
    assert (failed.returncode, failed.stdout, failed.stderr) == (
        1,
        "\nAborted with a BuildError!\n",
        "ERROR   -  mkdocs.yml:2:1: error: The site's languages are not listed.\n"
        "    List them under plugins, i18n, languages, each with locale, name and build, "
        "one of them with “default: true”.\n"
        "    [settings.no-languages]\n"
        "1 error, 0 warnings in 1 file.\n",
    )
