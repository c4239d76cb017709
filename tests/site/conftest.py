"""Sites, each built once a session."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from living_guidance.site.builder import build_site
from living_guidance.site.options import BuildOptions
from tests.site.bench import Bench
from tests.site.sites import PROJECT, Changes, Site, make_project

HERE = Path(__file__).parent
Build = Callable[..., Site]

ROUND_TWO = date(2018, 10, 8)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("site")


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build the project as of a day, with some of its files changed; each variant is built once."""
    built: dict[tuple[date, tuple[tuple[str, str | None], ...]], Site] = {}

    def build(day: date = ROUND_TWO, changes: Changes | None = None) -> Site:
        key = day, tuple(sorted((changes or {}).items()))
        if key not in built:
            folder = tmp_path_factory.mktemp("site")
            project = make_project(folder / "project", changes) if changes else PROJECT
            build_site(project, folder / "site", BuildOptions(day))
            built[key] = Site(folder / "site", project)
        return built[key]

    return build


@pytest.fixture(scope="session")
def site(build: Build) -> Site:
    """The project as it is, in the second round."""
    return build()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))
