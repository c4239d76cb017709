"""Who may enter whom: data flows one way, and only site/ knows MkDocs."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "plugins" / "living_guidance"
MAY_IMPORT = {
    "model": set(),
    "text": {"model"},
    "load": {"model", "text"},
    "check": {"model", "text"},
    "view": {"model", "text"},
    "render": {"model", "text", "view"},
    "exchange": {"model", "text", "load", "render"},
    "release": {"model", "text", "load"},
    "site": {"model", "text", "load", "check", "view", "render", "exchange"},
    "cli": {"model", "text", "load", "check", "view", "render", "exchange", "release", "site"},
}
SHARED_VIEWS = {
    "parts",
    "announcement",
    "submitted",
    "standing",
    "citation",
    "choices",
    "commenting",
    "told",
    "senders",
    "comment",
    "remarks",
}
"""What several views are made of."""
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def test_every_room_is_listed() -> None:
    assert {room_of(path) for path in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    room = room_of(path)
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("living_guidance.")}
    assert ours - {room, "__version__"} <= MAY_IMPORT[room]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_site_knows_mkdocs(path: Path) -> None:
    knows = any(name.partition(".")[0] in ("mkdocs", "material") for name in imported(path))
    assert not knows or room_of(path) == "site"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room_of(path) not in ("cli", "site")],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_the_clock_is_read_at_the_rim_only(path: Path) -> None:
    calls = {
        node.attr for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Attribute)
    }
    assert not calls & {"today", "now", "utcnow"}


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if room_of(path) == "view" and path.stem not in (*SHARED_VIEWS, "__init__")],
    ids=lambda path: path.stem,
)
def test_no_view_imports_another(path: Path) -> None:
    views = {name.split(".")[2] for name in imported(path) if name.startswith("living_guidance.view.")}
    assert views <= SHARED_VIEWS
