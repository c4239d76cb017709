"""Two gloriously broken projects trip every check, and each message is what it should be, in English and Chinese.

``unread`` is broken in ways that keep files from being read; ``unsound`` can be read, but does not hold together.
"""

import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from living_guidance.check import checks, run_checks
from living_guidance.load.corpus import load_corpus
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.render.issues import issues_text
from living_guidance.render.messages import load_messages, sources
from tests.load.projects import make_project

DAY = date(2018, 10, 8)
HERE = Path(__file__).parent / "specimen"
PACKAGE = Path(__file__).parents[2] / "plugins" / "living_guidance"
OURS = re.compile(
    r"check\.(change|char|corpus|file|footnote|front|identity|link|name|record|reference|register|round|sentence|settings"
    r"|translation|typography|words|yaml)\."
)
"""Codes of these two rooms; those of problems in Markdown and in catalogues have their tests where they are found."""


def find_issues(root: Path) -> list[Issue]:
    loaded = load_corpus(root)
    found = [*loaded.issues, *(run_checks(loaded.corpus, DAY) if loaded.corpus else ())]
    return sorted(found, key=lambda issue: (issue.where, issue.code))


def set_traps(root: Path) -> None:
    """Add what no checkout could hold everywhere."""
    pfos = root / "guidance" / "pfos"
    (pfos / "gbk.md").write_bytes("---\ntitle: 电镀与全氟辛烷磺酸\n---\n".encode("gbk"))
    (pfos / "utf-16.md").write_bytes("---\ntitle: 电镀\n---\n".encode("utf-16"))
    (pfos / "cut.md").write_bytes("---\ntitle: 电镀\n---\n".encode() + b"\xe5\x85")
    (pfos / "zero.md").write_bytes(b"---\ntitle: \x00\n---\n")
    (pfos / "NO-END.md").write_text("---\nid: no-end\n---\n")
    (pfos / "cafe\u0301.md").write_text("---\nid: cafe\n---\n")
    (pfos / "bell\x07.md").write_text("---\nid: bell\n---\n")
    (pfos / "annex.ii.md").write_text("---\nid: annex\n---\n")
    (pfos / "link.md").symlink_to("no-end.md")
    (pfos / "a" / "b" / "c" / "d" / "e" / "f" / "g" / "h").mkdir(parents=True)
    os.mkfifo(pfos / "pipe.md")
    with (pfos / "large.md").open("wb") as file:
        file.truncate(3_000_000)
    (pfos / "changes" / "long.yml").write_text("a: " + "x" * 500_000)
    (pfos / "changes" / "many.yml").write_text("[" + "a," * 30_000 + "]")


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> list[Issue]:
    root = tmp_path_factory.mktemp("unread") / "project"
    shutil.copytree(HERE / "unread", root)
    set_traps(root)
    return find_issues(root)


@pytest.fixture(scope="module")
def unsound() -> list[Issue]:
    return find_issues(HERE / "unsound")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["unread", "unsound"])
def test_every_message_is_as_it_should_be(
    name: str, language: str, request: pytest.FixtureRequest, golden: Callable[[Path, str], None]
) -> None:
    issues = [issue for issue in request.getfixturevalue(name) if OURS.match(f"check.{issue.code}")]
    golden(HERE / f"{name}.{language}.txt", issues_text(issues, load_messages(language)))


def test_every_code_is_tripped(unread: list[Issue], unsound: list[Issue], tmp_path: Path) -> None:
    tripped = {issue.code for issue in (*unread, *unsound)}
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    for settings in (
        "",
        "site_name: x\n",
        "plugins: [{i18n: {languages: [en]}}]\n",
        "plugins: [{i18n: {languages: [{}]}}]\n",
        "plugins: [{living-guidance: text, as_of: 2018-10-08}]\n",
    ):
        (nothing / "mkdocs.yml").write_text(settings)
        tripped |= {issue.code for issue in find_issues(nothing)}
    known = {
        key.removeprefix("check.") for key in sources() if f"{key}.remedy" in sources() and key.startswith("check.")
    }
    # A path from outside, a file that the system refuses, and a fault that no field has today: see the tests of load.
    untrippable = {"file.outside", "file.unreadable", "file.missing", "record.invalid", "yaml.syntax"}
    # What the site publishes besides: see the tests of pictures.
    untrippable |= {"file.drawing", "file.active-drawing"}
    # What changed since a snapshot: see the tests of changes.
    untrippable |= {code for code in known if code.startswith("change.unexplained") or code == "change.idle"}
    assert {code for code in known if OURS.match(f"check.{code}")} - tripped == untrippable


def test_every_code_that_is_written_has_its_words() -> None:
    written = {
        match[1]
        for room in ("load", "check")
        for path in (PACKAGE / room).glob("*.py")
        for match in re.finditer(
            r'"((?:file|char|name|yaml|front|record|register|settings|corpus)\.[a-z0-9-]+)"', path.read_text()
        )
    }
    assert {
        code for code in written if f"check.{code}" not in sources() or f"check.{code}.remedy" not in sources()
    } == set()


def test_the_good_project_has_no_errors(tmp_path: Path) -> None:
    issues = find_issues(make_project(tmp_path))
    assert {issue.code for issue in issues if issue.severity is Severity.ERROR} == set()
    assert {issue.code for issue in issues} == {"translation.update", "words.missing"}


def test_a_broken_register_is_not_blamed_on_those_who_refer_to_it(tmp_path: Path) -> None:
    make_project(tmp_path, {"guidance/registers/chemicals.yml": "- id: pfos\n  name: {en: x\n"})
    found = [(issue.code, issue.where) for issue in find_issues(tmp_path) if issue.severity is Severity.ERROR]
    assert found == [("yaml.bracket", Location("guidance/registers/chemicals.yml", 2, 9))]


def test_a_broken_chapter_is_not_blamed_on_those_who_link_to_it(tmp_path: Path) -> None:
    make_project(tmp_path, {"guidance/pfos/metal-plating.md": "---\nid: metal-plating\n"})
    found = [(issue.code, issue.where.path) for issue in find_issues(tmp_path) if issue.severity is Severity.ERROR]
    assert found == [("front.unclosed", "guidance/pfos/metal-plating.md")]


def test_the_table_of_checks_is_the_list_of_modules() -> None:
    modules = {path.stem for path in (PACKAGE / "check").glob("*.py")} - {"__init__", "inline", "places", "walk"}
    assert set(checks(DAY)) == modules
