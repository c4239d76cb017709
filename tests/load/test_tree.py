"""Sixty trees with a trap in each: every one is named, and nothing outside the tree is read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from living_guidance.load.corpus import load_corpus
from tests.load.projects import make_project
from tests.load.samples import CHAPTER, CHEMICALS

SECRET = "The secret that stands outside the tree."
Trap = Callable[[Path, Path], None]
"""Sets a trap in the project at the first path; the second is a folder outside with secrets."""


def link(path: str, target: str, *, replace: bool = False) -> Trap:
    """A link in the project to something outside (or, with ``in:``, inside)."""

    def trap(root: Path, outside: Path) -> None:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if replace and place.is_dir():
            place.rename(outside / "moved")
        elif replace:
            place.unlink()
        place.symlink_to(root / target.removeprefix("in:") if target.startswith("in:") else outside / target)

    return trap


def file(path: str | bytes, text: str = CHAPTER) -> Trap:
    def trap(root: Path, _: Path) -> None:
        place = os.path.join(os.fsencode(root), path if isinstance(path, bytes) else path.encode())  # noqa: PTH118
        os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
        with open(place, "w", encoding="utf-8") as opened:  # noqa: PTH123
            opened.write(text)

    return trap


def special(path: str) -> Trap:
    def trap(root: Path, _: Path) -> None:
        os.mkfifo(root / path)

    return trap


def deep(path: str) -> Trap:
    return file(f"{path}/{'/'.join('abcdefghij')}/x.md")


P = "guidance/pfos"
TREES: list[tuple[str, str, Trap]] = [
    # Links, out of the tree and inside it.
    (f"{P}/foams.md", "file.symlink", link(f"{P}/foams.md", "secret.md")),
    (f"{P}/metal-plating.md", "file.symlink", link(f"{P}/metal-plating.md", "secret.md", replace=True)),
    (f"{P}/inside.md", "file.symlink", link(f"{P}/inside.md", f"in:{P}/metal-plating.md")),
    (f"{P}/dangling.md", "file.symlink", link(f"{P}/dangling.md", "nowhere")),
    (f"{P}/loop.md", "file.symlink", link(f"{P}/loop.md", f"in:{P}/loop.md")),
    (f"{P}/etc.md", "file.symlink", link(f"{P}/etc.md", "../../../../../../etc/passwd")),
    (f"{P}/document.yml", "file.symlink", link(f"{P}/document.yml", "document.yml", replace=True)),
    (f"{P}/changes", "file.symlink", link(f"{P}/changes", "folder", replace=True)),
    (f"{P}/changes/c.yml", "file.symlink", link(f"{P}/changes/c.yml", "document.yml")),
    (f"{P}/images", "file.symlink", link(f"{P}/images", "folder")),
    (f"{P}/loop", "file.symlink", link(f"{P}/loop", "in:guidance")),
    ("guidance/other", "file.symlink", link("guidance/other", "folder")),
    ("guidance/root", "file.symlink", link("guidance/root", "/")),
    ("guidance/pfos", "file.symlink", link("guidance/pfos", "folder", replace=True)),
    ("guidance", "file.symlink", link("guidance", "folder", replace=True)),
    ("guidance/registers", "file.symlink", link("guidance/registers", "folder", replace=True)),
    (
        "guidance/registers/chemicals.yml",
        "file.symlink",
        link("guidance/registers/chemicals.yml", "chemicals.yml", replace=True),
    ),
    ("guidance/rounds", "file.symlink", link("guidance/rounds", "folder", replace=True)),
    ("guidance/rounds/r2", "file.symlink", link("guidance/rounds/r2", "folder")),
    ("translations", "file.symlink", link("translations", "folder")),
    ("translations/zh", "file.symlink", link("translations/zh", "folder")),
    ("translations/templates", "file.symlink", link("translations/templates", "folder")),
    (
        "translations/zh/pfos/metal-plating.po",
        "file.symlink",
        link("translations/zh/pfos/metal-plating.po", "secret.po"),
    ),
    ("mkdocs.yml", "file.symlink", link("mkdocs.yml", "mkdocs.yml", replace=True)),
    # What is neither file nor folder.
    (f"{P}/pipe.md", "file.not-a-file", special(f"{P}/pipe.md")),
    ("guidance/registers/roster.yml", "name.unexpected", file("guidance/registers/roster.yml", CHEMICALS)),
    # Clashes of case and of composition.
    (f"{P}/Metal-plating.md", "name.clash", file(f"{P}/METAL-PLATING.md")),
    (f"{P}/metal-plating.MD", "name.clash", file(f"{P}/metal-plating.MD")),
    (f"{P}/document.yml", "name.clash", file(f"{P}/Document.yml")),
    ("guidance/PFOS", "name.clash", file("guidance/PFOS/x.md")),
    ("guidance/Registers", "name.clash", file("guidance/Registers/chemicals.yml", CHEMICALS)),
    ("guidance/registers/Chemicals.yml", "name.clash", file("guidance/registers/Chemicals.yml", CHEMICALS)),
    (f"{P}/straße.md", "name.slug", file(f"{P}/straße.md")),
    (f"{P}/cafe.md", "name.not-nfc", file(f"{P}/cafe\u0301.md")),
    (f"{P}/café.md", "name.slug", file(f"{P}/café.md")),
    (f"{P}/가.md", "name.not-nfc", file(f"{P}/\u1100\u1161.md")),
    # Names that addresses or systems need.
    (f"{P}/changes.md", "name.reserved", file(f"{P}/changes.md")),
    (f"{P}/working.md", "name.reserved", file(f"{P}/working.md")),
    (f"{P}/at.md", "name.reserved", file(f"{P}/at.md")),
    (f"{P}/index.md", "name.reserved", file(f"{P}/index.md")),
    (f"{P}/zh.md", "name.reserved", file(f"{P}/zh.md")),
    (f"{P}/con.md", "name.reserved", file(f"{P}/con.md")),
    (f"{P}/lpt1.md", "name.reserved", file(f"{P}/lpt1.md")),
    ("guidance/changes", "name.reserved", file("guidance/changes/x.md")),
    ("guidance/releases/x.md", "name.unexpected", file("guidance/releases/x.md")),
    ("guidance/releases/cop-1/x.yml", "name.unexpected", file("guidance/releases/cop-1/x.yml")),
    ("guidance/releases/nul.yml", "name.reserved", file("guidance/releases/nul.yml")),
    ("guidance/assets", "name.reserved", file("guidance/assets/x.md")),
    ("guidance/en", "name.reserved", file("guidance/en/x.md")),
    ("guidance/chemicals", "name.reserved", file("guidance/chemicals/x.md")),
    ("guidance/nul", "name.reserved", file("guidance/nul/x.md")),
    # Dots.
    (f"{P}/annex.ii.md", "name.dotted", file(f"{P}/annex.ii.md")),
    (f"{P}/metal-plating.zh.md", "name.dotted", file(f"{P}/metal-plating.zh.md")),
    (f"{P}/..md", "name.hidden", file(f"{P}/..md")),
    (f"{P}/.hidden.md", "name.hidden", file(f"{P}/.hidden.md")),
    ("guidance/.git", "name.hidden", file("guidance/.git/config")),
    ("guidance/v2.1", "name.dotted", file("guidance/v2.1/x.md")),
    # Other names.
    (f"{P}/Metal Plating 2.md", "name.slug", file(f"{P}/Metal Plating 2.md")),
    (f"{P}/电镀.md", "name.slug", file(f"{P}/电镀.md")),
    (f"{P}/a--b.md", "name.slug", file(f"{P}/a--b.md")),
    (f"{P}/long.md", "name.slug", file(f"{P}/{'a' * 65}.md")),
    (f"{P}/bad.md", "name.unreadable", file(b"guidance/pfos/bad\xff.md")),
    (f"{P}/line.md", "name.unreadable", file(f"{P}/a\nb.md")),
    (f"{P}/hidden-order.md", "name.unreadable", file(f"{P}/a\u202eb.md")),
    (f"{P}/deep", "name.too-deep", deep(P)),
    (f"{P}/chapter.markdown", "name.extension", file(f"{P}/foams.markdown")),
    (f"{P}/document.yaml", "name.extension", file(f"{P}/document.yaml")),
    (f"{P}/notes.txt", "name.unexpected", file(f"{P}/notes.txt")),
]


@pytest.mark.parametrize(("code", "trap"), [pytest.param(*row[1:], id=f"{row[1]} {row[0]}") for row in TREES])
def test_a_trap_is_named_and_nothing_outside_is_read(tmp_path: Path, code: str, trap: Trap) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    make_project(root)
    (outside / "folder").mkdir(parents=True)
    for name in ("secret.md", "document.yml", "chemicals.yml", "secret.po", "mkdocs.yml", "folder/x.md"):
        (outside / name).write_text(CHAPTER.replace("Text.", SECRET).replace("Metal plating with PFOS", SECRET))
    trap(root, outside)
    loaded = load_corpus(root)
    assert code in [issue.code for issue in loaded.issues]
    assert SECRET not in str(loaded)


def test_there_are_sixty_trees() -> None:
    assert len(TREES) >= 60


def test_the_good_tree_has_nothing_to_name(tmp_path: Path) -> None:
    assert load_corpus(make_project(tmp_path)).issues == ()


def test_what_tools_leave_behind_is_passed_over(tmp_path: Path) -> None:
    make_project(tmp_path)
    for name in (".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"):
        (tmp_path / P / name).write_bytes(b"\x00")
    assert load_corpus(tmp_path).issues == ()


def test_images_are_known_but_not_read(tmp_path: Path) -> None:
    make_project(tmp_path)
    (tmp_path / P / "images").mkdir()
    (tmp_path / P / "images" / "kiln.png").write_bytes(b"\x89PNG")
    loaded = load_corpus(tmp_path)
    assert loaded.issues == ()
    assert loaded.corpus
    assert loaded.corpus.files == {"docs/index.md", f"{P}/images/kiln.png"}


def test_work_plans_are_left_alone(tmp_path: Path) -> None:
    make_project(tmp_path)
    (tmp_path / "guidance" / "workplans").mkdir()
    (tmp_path / "guidance" / "workplans" / "Any Name.txt").write_bytes(b"\x00")
    assert load_corpus(tmp_path).issues == ()
