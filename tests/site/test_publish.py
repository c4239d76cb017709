"""Readers meet the old site or the new one, whole, whatever happens to the build."""

import subprocess
import time
from pathlib import Path

import pytest

from living_guidance.release.publish import BusyError, OccupiedError, check_place, staging, versions_folder
from tests.counts import cases, fresh_random
from tests.faults import kill_at, steps_of
from tests.site.bench import FILTERS, NEW, Bench
from tests.site.sites import GUIDANCE, MKDOCS, environment, make_project, run, tree


def test_a_build_killed_at_any_instant_leaves_a_whole_site(bench: Bench) -> None:
    random = fresh_random()
    found: list[str] = []
    for _ in range(cases(200)):
        is_new = tree(bench.site) == bench.new
        bench.edit(bench.old_text if is_new else bench.new_text)
        command = [str(GUIDANCE), "-C", str(bench.project), "build", "--quiet"]
        build = subprocess.Popen(command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0, 1.1 * bench.duration))
        build.kill()
        build.wait()
        after = tree(bench.site)
        assert after in (bench.old, bench.new)
        found.append("switched" if (after == bench.new) != is_new else "kept")
    assert "kept" in found
    bench.edit(bench.new_text)
    bench.build()
    assert tree(bench.site) == bench.new
    assert len([path for path in versions_folder(bench.site).iterdir() if path.is_dir()]) <= 3
    assert list(versions_folder(bench.site).glob("stage-*")) == []


PUBLISH = """
from pathlib import Path
from living_guidance.release.publish import staging

with staging(Path(arguments[0])) as stage:
    for name in ("index.html", "sitemap.xml"):
        (stage / name).write_text("new")
"""


@pytest.mark.parametrize("is_folder", [False, True], ids=["a link", "a real folder"])
def test_publishing_may_be_killed_before_each_of_its_steps(tmp_path: Path, is_folder: bool) -> None:
    """The same for every instant in which anything on the disk changes; the next one always works."""
    old, new = ({"index.html": "old", "sitemap.xml": "old"}, {"index.html": "new", "sitemap.xml": "new"})

    def made(folder: Path) -> dict[str, str]:
        return {path.name: path.read_text() for path in folder.iterdir()}

    def prepare(name: str) -> Path:
        site = tmp_path / name / "site"
        site.mkdir(parents=True)
        for file, text in old.items():
            (site / file).write_text(text)
        if not is_folder:
            site.rename(site.with_name("elsewhere"))
            site.symlink_to("elsewhere")
        return site

    whole = prepare("whole")
    steps = steps_of(whole.parent, whole, work=PUBLISH)
    assert steps > 10
    for fatal in range(1, steps + 1):
        site = prepare(str(fatal))
        kill_at(fatal, site.parent, site, work=PUBLISH)
        assert made(site) in (old, new), fatal
        assert steps_of(site.parent, site, work=PUBLISH) > 0
        assert made(site) == new
        assert site.is_symlink()


def test_a_folder_that_mkdocs_made_is_replaced_and_put_away(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    site = project / "site"
    assert run(MKDOCS, "build", "--strict", "--quiet", cwd=project, NO_MKDOCS_2_WARNING="1").returncode == 0
    before = tree(site)
    assert not site.is_symlink()
    (project / FILTERS).write_text(NEW[FILTERS] or "")
    assert run(GUIDANCE, "-C", project, "build", "--quiet").returncode == 0
    assert site.is_symlink()
    assert "180 °C" in (site / "alpha" / "filters" / "index.html").read_text()
    kept = [path for path in versions_folder(site).iterdir() if path.is_dir() and path != site.resolve()]
    assert [tree(path) for path in kept] == [before]


def test_the_version_before_is_kept_for_readers_who_are_in_the_middle_of_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in range(5):
        with staging(site) as stage:
            (stage / "index.html").write_text(str(number))
    kept = {path.resolve() for path in versions_folder(site).iterdir() if path.is_dir()}
    assert {path.joinpath("index.html").read_text() for path in kept} == {"4", "3", "2"}
    assert (site / "index.html").read_text() == "4"


@pytest.mark.parametrize(
    ("made", "is_free"),
    [
        ([], True),
        (["site/"], True),
        (["site/index.html", "site/sitemap.xml"], True),
        (["site/index.html"], False),
        (["site/thesis.docx"], False),
        (["site"], False),
    ],
    ids=["nothing", "empty", "a site", "half a site", "something else", "a file"],
)
def test_only_a_site_is_ever_replaced(tmp_path: Path, made: list[str], is_free: bool) -> None:
    for name in made:
        path = tmp_path / name
        (path if name.endswith("/") else path.parent).mkdir(exist_ok=True)
        if not name.endswith("/"):
            path.write_text("mine")
    before = tree(tmp_path)
    if is_free:
        check_place(tmp_path / "site")
    else:
        with pytest.raises(OccupiedError), staging(tmp_path / "site"):
            pass
        assert tree(tmp_path) == before


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.docx").write_text("years of work")
    for arguments in (("build",), ("preview", "alpha/filters")):
        refused = run(GUIDANCE, "-C", project, *arguments, "--to", tmp_path / "thesis")
        assert (refused.returncode, refused.stdout, refused.stderr) == (
            1,
            "",
            f"{tmp_path}/thesis holds something that is no site of this kind, and was left as it is. "
            "Choose another place with --to, or move it away first.\n",
        )
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.docx"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project", "thesis"]


def test_of_two_publishers_at_once_one_wins(bench: Bench) -> None:
    random = fresh_random()
    ended = set()
    for _ in range(cases(50)):
        command = [str(GUIDANCE), "-C", str(bench.project), "build", "--quiet"]
        pair = []
        for _ in range(2):
            pair.append(subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True))
            time.sleep(random.uniform(0, 0.2))
        said = [build.communicate(timeout=120)[1] for build in pair]
        results = sorted(zip((build.returncode for build in pair), said, strict=True))
        assert results[0] == (0, "")
        assert results[1] in (
            (0, ""),
            (
                1,
                f"Somebody else is publishing to {bench.site} right now. Wait until it is done, then try again.\n",
            ),
        )
        ended.add(results[1][0])
        assert tree(bench.site) in (bench.old, bench.new)
    assert 1 in ended


def test_a_second_publisher_is_turned_away(tmp_path: Path) -> None:
    with staging(tmp_path / "site") as stage:
        (stage / "index.html").write_text("first")
        with pytest.raises(BusyError), staging(tmp_path / "site"):
            pass
    assert (tmp_path / "site" / "index.html").read_text() == "first"
