"""What readers get as it is cannot act in their browsers."""

from pathlib import Path

import pytest

from living_guidance.load.pictures import published_issues

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def codes(tmp_path: Path, name: str, text: str) -> list[tuple[str, str]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return [(issue.code, issue.words.get("found", "")) for issue in published_issues(tmp_path, [name])]


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<path d="M0 0" onclick="alert(1)"/>', "onclick="),
        ("<foreignObject><b/></foreignObject>", "<foreignObject>"),
        ('<a href="javascript:alert(1)"/>', "href=javascript:alert(1)"),
        ('<use xlink:href="https://host.example/x.svg#a"/>', "href=https://host.example/x.svg#a"),
        ("<style>@import 'https://host.example/x.css'</style>", "<style> url(…)"),
        ('<rect style="fill:url(https://host.example/x)"/>', "style=fill:url(https://host.example/x)"),
    ],
)
def test_a_drawing_that_acts_is_refused(tmp_path: Path, inside: str, found: str) -> None:
    assert codes(tmp_path, "a.svg", SVG.format(inside)) == [("file.active-drawing", found)]


@pytest.mark.parametrize(
    "inside", ['<path d="M0 0h9v9z"/>', '<use href="#a"/><rect fill="url(#b)"/>', "<style>a{fill:red}</style>"]
)
def test_a_plain_drawing_is_fine(tmp_path: Path, inside: str) -> None:
    assert codes(tmp_path, "a.svg", SVG.format(inside)) == []


@pytest.mark.parametrize("text", ["<svg", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', ""])
def test_what_is_no_drawing_is_refused(tmp_path: Path, text: str) -> None:
    assert [code for code, _ in codes(tmp_path, "a.svg", text)] == ["file.drawing"]


def test_pages_of_ones_own_and_scripts_are_not_published(tmp_path: Path) -> None:
    names = ["docs/a.html", "docs/b.js", "docs/c.md", "docs/d.png"]
    assert [issue.where.path for issue in published_issues(tmp_path, names)] == ["docs/a.html", "docs/b.js"]
