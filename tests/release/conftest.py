"""Releases, packed as a person would pack them."""

import shutil
from pathlib import Path

import pytest

from tests.release.released import AFTER, make_released
from tests.site.sites import GUIDANCE, run

_ROOT = Path(__file__).parents[2]
_PARTS = ("mkdocs.yml", "docs", "guidance", "hooks", "translations", "requirements.lock", "LICENSE", "LICENSE-CONTENT")
_AS = ("-c", "user.name=Test", "-c", "user.email=test@guidance.example", "-c", "commit.gpgsign=false")
_WHEN = {"GIT_AUTHOR_DATE": "2019-05-10T00:00:00Z", "GIT_COMMITTER_DATE": "2019-05-10T00:00:00Z"}


def copy_example(to: Path) -> Path:
    """The example in another place, committed."""
    to.mkdir(parents=True)
    for part in _PARTS:
        source = _ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, to / part)
    return commit(to)


def commit(project: Path) -> Path:
    """A project as the only commit of a repository; the commit is the same each time."""
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "The project")):
        done = run("git", *_AS, *arguments, cwd=project, **_WHEN)
        assert done.returncode == 0, done.stderr
    return project


def pack_release(project: Path, name: str, to: Path) -> Path:
    """The folder of a release, beside which its archive stands."""
    packed = run(GUIDANCE, "-C", str(project), "release", "pack", name, "--to", str(to), cwd=project)
    assert packed.returncode == 0, packed.stdout + packed.stderr
    return to / name


@pytest.fixture(scope="session")
def cop_9(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second release of the small project."""
    place = tmp_path_factory.mktemp("cop-9")
    return pack_release(commit(make_released(place / "project")), AFTER, place / "releases")
