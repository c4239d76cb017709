"""What one build keeps for the next never differs from what a build without it would make."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.sites import GUIDANCE, edited, make_project, run, tree

FILTERS, FURNACES = "guidance/alpha/filters.md", "guidance/alpha/furnaces.md"
DRAFT = ("--type", "comment_draft", "--document", "alpha")
WINTER = ("winter", *DRAFT, "--title", "en=Winter draft", "--title", "zh=冬季草案")
LINKS = "[notes](../notes.md) and [why](../beta/fields.md#why)"
HOOK = "def on_page_content(html, **_):\n    return html + '<p>first</p>'\n"


def replace(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def done(root: Path, *arguments: str | Path) -> None:
    made = run(GUIDANCE, "-C", root, *arguments)
    assert made.returncode == 0, made.stderr


def refreeze(root: Path, *arguments: str, day: str = "2018-10-05") -> None:
    shutil.rmtree(root / "guidance" / "snapshots" / "winter", ignore_errors=True)
    done(root, "translate", "update")
    done(root, "freeze", *arguments, "--date", day)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Frozen twice, with an edit between; built once, so that all is kept."""
    files = edited(
        "mkdocs.yml",
        ("- living-guidance\n", "- living-guidance: {as_of: 2018-10-08}\n"),
        ("theme:\n  name", "hooks: [hook.py]\ntheme:\n  name"),
    )
    files |= edited(FILTERS, ("when it smokes.", f"when it smokes, and see {LINKS}."))
    root = make_project(tmp_path_factory.mktemp("kept") / "project", files | {"hook.py": HOOK})
    refreeze(root, "autumn", *DRAFT, day="2018-09-28")
    replace(root, FURNACES, "850 °C", "900 °C")
    refreeze(root, *WINTER)
    done(root, "build", "--quiet")
    return root


def _hook(root: Path) -> None:
    replace(root, "hook.py", "first", "second")


def _title(root: Path) -> None:
    refreeze(root, "winter", *DRAFT, "--title", "en=Another title", "--title", "zh=另一标题")


def _ledger(root: Path) -> None:
    """Another paragraph changes after the autumn draft, whose own page leads to the history of each that did."""
    replace(root, FURNACES, "Cool the gas fast", "Cool the gas very fast")
    refreeze(root, *WINTER)


def _page_gone(root: Path) -> None:
    """A page that frozen texts lead to, and never will lead to under another name."""
    for path in (root / "docs").glob("notes*"):
        path.rename(path.with_name(path.name.replace("notes", "remarks")))
    replace(root, "mkdocs.yml", "notes.md", "remarks.md")
    replace(root, FILTERS, "../notes.md", "../remarks.md")
    done(root, "translate", "update")


def _place_gone(root: Path) -> None:
    """A heading of a text that was never frozen, to which frozen texts lead."""
    replace(root, "guidance/beta/fields.md", "{#why}", "{#reason}")
    replace(root, FILTERS, "#why", "#reason")
    done(root, "translate", "update")


@pytest.mark.parametrize("change", [_hook, _title, _ledger, _page_gone, _place_gone])
def test_a_build_after_a_change_has_the_bytes_of_one_that_kept_nothing(
    project: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root)
    change(root)
    done(root, "build", "--quiet", "--to", tmp_path / "warm")
    done(root, "build", "--quiet", "--no-cache", "--to", tmp_path / "cold")
    warm, cold = tree(tmp_path / "warm"), tree(tmp_path / "cold")
    assert [path for path in {**warm, **cold} if warm.get(path) != cold.get(path)] == []


LAST = """
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_page_content(html, **_):
    return html + "<p>last</p>"
"""


def test_what_a_hook_adds_at_the_end_is_on_every_page(project: Path, tmp_path: Path) -> None:
    """On those that the search does not go through as well, around what they hold."""
    root = tmp_path / "project"
    shutil.copytree(project, root)
    (root / "hook.py").write_text(LAST, encoding="utf-8")
    done(root, "build", "--quiet")
    pages = {path: path.read_text(encoding="utf-8") for path in (root / "site").rglob("index.html")}
    frozen = [text for path, text in pages.items() if "at" in path.parts]
    assert frozen
    assert all("unsearched" not in text and text.count("<p>last</p>") == 1 for text in pages.values())
    assert all(text.index("<h1") < text.index("<p>last</p>") for text in frozen)
