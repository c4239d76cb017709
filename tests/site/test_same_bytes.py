"""Two builds of the same text for the same day are the same, byte for byte, however they are made."""

import marshal
from pathlib import Path

import pytest

from tests.site.sites import GUIDANCE, MKDOCS, edited, make_project, run, tree

AS_OF = edited("mkdocs.yml", ("- living-guidance\n", "- living-guidance: {as_of: 2018-10-08}\n"))


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What ``guidance build`` makes."""
    project = make_project(tmp_path_factory.mktemp("reference") / "project", AS_OF)
    built = run(GUIDANCE, "build", cwd=project)
    site = project / "site"
    assert (built.returncode, built.stderr, built.stdout) == (
        0,
        "",
        f"Published: 69 pages in {site}\nTo look at it: guidance serve, or open index.html through any web server.\n",
    )
    made = tree(site)
    assert {"index.html", "ar/index.html", "404.html", "sitemap.xml.gz", "search/search_index.json"} <= made.keys()
    return made


def test_mkdocs_alone_makes_the_same_pages(reference: dict[str, str], tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", AS_OF)
    built = run(MKDOCS, "build", "--strict", "--quiet", cwd=project, NO_MKDOCS_2_WARNING="1")
    assert (built.returncode, built.stderr) == (0, "")
    assert tree(project / "site") == reference


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1700000000"},
        {"TZ": "America/Adak", "LC_ALL": "zh_CN.UTF-8", "GUIDANCE_LANGUAGE": "zh", "PYTHONHASHSEED": "4711"},
    ],
    ids=lambda surroundings: surroundings["TZ"],
)
def test_nothing_around_the_project_shows_in_the_site(
    reference: dict[str, str], tmp_path: Path, surroundings: dict[str, str]
) -> None:
    """Another folder, working directory, target, time zone, locale, hash seed, umask, and a strange dictionary."""
    project = make_project(tmp_path / "指 南" / "deep" / "project", AS_OF)
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "jieba.cache").write_bytes(marshal.dumps(({"度": 1}, 1)))
    command = f'umask 077 && exec "{GUIDANCE}" -C "{project}" build --quiet --to "{tmp_path}/out/public"'
    built = run("sh", "-c", command, cwd=tmp_path, TMPDIR=str(tmp_path / "tmp"), **surroundings)
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    assert tree(tmp_path / "out" / "public") == reference


def test_a_shallow_clone_makes_the_same_site(reference: dict[str, str], tmp_path: Path) -> None:
    """No date in a page is taken from git, so that one that lies about dates does no harm."""
    project = make_project(tmp_path / "project", AS_OF)
    who = ("-c", "user.name=Test", "-c", "user.email=test@guidance.example", "-c", "commit.gpgsign=false")
    for command in (
        ("init", "--quiet"),
        ("add", "--all"),
        (*who, "commit", "--quiet", "--message", "First"),
        (*who, "commit", "--quiet", "--allow-empty", "--message", "Second"),
        ("clone", "--quiet", "--depth", "1", f"file://{project}", str(tmp_path / "clone")),
    ):
        assert run("git", *command, cwd=project, GIT_CONFIG_GLOBAL="/dev/null").returncode == 0
    assert run(GUIDANCE, "-C", tmp_path / "clone", "build", "--quiet").returncode == 0
    assert tree(tmp_path / "clone" / "site") == reference


def test_the_day_of_the_environment_is_the_day_of_the_build(reference: dict[str, str], tmp_path: Path) -> None:
    """Without ``as_of`` there is no banner; everything else is the same."""
    project = make_project(tmp_path / "project")
    for arguments, epoch in ((("--date", "2018-10-08"), "1"), ((), "1539000000")):
        built = run(GUIDANCE, "-C", project, "build", "--quiet", *arguments, SOURCE_DATE_EPOCH=epoch)
        assert (built.returncode, built.stderr) == (0, "")
        made = tree(project / "site")
        assert made.keys() == reference.keys()
        differing = {path for path in made if made[path] != reference[path]}
        assert {Path(path).suffix for path in differing} == {".html"}
        assert "sitemap.xml.gz" not in differing
