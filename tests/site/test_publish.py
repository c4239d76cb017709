"""Readers meet the old site or the new one, whole, whatever happens to the build."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from living_guidance.site.publish import BusyError, OccupiedError, check_place, staging, versions_folder
from tests.counts import cases, fresh_random
from tests.site.sites import GUIDANCE, MKDOCS, edited, environment, make_project, run, tree

NEW = edited("guidance/alpha/filters.md", ("works below 200 °C", "works below 180 °C"))
FILTERS = "guidance/alpha/filters.md"


class Bench:
    """A project with a published site, and an edit that makes another."""

    def __init__(self, root: Path) -> None:
        self.project = make_project(root / "project")
        self.site = self.project / "site"
        self.old_text = (self.project / FILTERS).read_text()
        assert NEW[FILTERS] is not None
        self.new_text = NEW[FILTERS]
        self.edit(self.new_text)
        self.build()
        self.new = tree(self.site)
        self.edit(self.old_text)
        started = time.monotonic()
        self.build()
        self.duration = time.monotonic() - started
        self.old = tree(self.site)
        assert self.old != self.new

    def edit(self, text: str) -> None:
        (self.project / FILTERS).write_text(text)

    def build(self, *arguments: str | Path) -> None:
        built = run(GUIDANCE, "-C", self.project, "build", "--quiet", *arguments)
        assert (built.returncode, built.stdout, built.stderr) == (0, "", "")

    def versions(self) -> list[str]:
        """The names of what is kept beside the site."""
        return sorted(path.name for path in versions_folder(self.site).iterdir())


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(tmp_path_factory.mktemp("bench"))


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
    assert len(bench.versions()) <= 4
    assert list(versions_folder(bench.site).glob("stage-*")) == []


STEPS = """
import os, signal, sys
from pathlib import Path
from living_guidance.site import publish

site, fatal, step = Path(sys.argv[1]), int(sys.argv[2]), 0
HERE = str(site.parent)

def hook(event, arguments):
    global step
    if event == "ctypes.dlsym" or (event.startswith("os.") or event == "open") and HERE in repr(arguments):
        step += 1
        if step == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
with publish.staging(site) as stage:
    for name in ("index.html", "sitemap.xml"):
        (stage / name).write_text("new")
print(step)
"""


def step_by_step(site: Path, fatal: int) -> str:
    """Publish two files, and be killed before a certain thing is done; gives how many things there are, if not."""
    done = subprocess.run(
        [sys.executable, "-c", STEPS, str(site), str(fatal)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.stdout


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

    steps = int(step_by_step(prepare("whole"), 0))
    assert steps > 10
    for fatal in range(1, steps + 1):
        site = prepare(str(fatal))
        assert step_by_step(site, fatal) == ""
        assert made(site) in (old, new), fatal
        assert step_by_step(site, 0) != ""
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


FAILING = """
import errno, os, sys
from pathlib import Path

place, number, fatal, step = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), 0
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def hook(event, arguments):
    global step
    if event == "open":
        path, mode, flags = arguments
        writes = isinstance(flags, int) and flags & WRITING
    elif event in ("os.mkdir", "os.rename", "os.symlink"):
        path = arguments[1 if event == "os.symlink" else 0]
        # A folder that is there already is nothing to write.
        writes = event != "os.mkdir" or not os.path.isdir(path)
    else:
        return
    if writes and isinstance(path, str | os.PathLike) and place in os.fspath(path):
        step += 1
        if step == fatal:
            raise OSError(number, os.strerror(number), os.fspath(path))

sys.addaudithook(hook)
from living_guidance.cli import main
try:
    main(sys.argv[4:])
finally:
    if not fatal:
        print(step)
"""


def failing(bench: Bench, number: int, fatal: int) -> subprocess.CompletedProcess[str]:
    """Build while one thing that is written under the site's folders cannot be."""
    arguments = ("-C", bench.project, "build", "--quiet")
    place = str(versions_folder(bench.site))
    return run(sys.executable, "-c", FAILING, place, str(number), str(fatal), *arguments)


def test_an_error_of_the_disk_is_one_line_that_names_the_path(bench: Bench) -> None:
    random = fresh_random()
    steps = int(failing(bench, 0, 0).stdout)
    assert steps > 100
    bench.edit(bench.old_text)
    bench.build()
    before = tree(bench.site)
    bench.edit(bench.new_text)
    for _ in range(cases(50)):
        number = random.choice([errno.EIO, errno.ENOSPC, errno.EROFS, errno.EACCES])
        failed = failing(bench, number, random.randint(1, steps))
        assert (failed.returncode, failed.stdout) == (3, "")
        path, _, reason = failed.stderr.partition(": ")
        assert path.startswith(str(versions_folder(bench.site)))
        assert reason == f"{os.strerror(number)}\n"
        assert tree(bench.site) == before
    assert list(versions_folder(bench.site).glob("stage-*")) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system in memory; needs to be root."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk is root's to mount; errors are injected above")
def test_a_full_disk_leaves_the_old_site(bench: Bench, small_disk: Path) -> None:
    random = fresh_random()
    site = small_disk / "site"
    bench.edit(bench.old_text)
    bench.build("--to", site)
    before = tree(site)
    assert before == bench.old
    bench.edit(bench.new_text)
    needed = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    for _ in range(cases(50)):
        filler = small_disk / "filler"
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        left = random.randrange(0, int(0.95 * needed))
        filler.write_bytes(bytes(free - left))
        failed = run(GUIDANCE, "-C", bench.project, "build", "--quiet", "--to", site)
        filler.unlink()
        assert (failed.returncode, failed.stdout) == (3, "")
        path, _, reason = failed.stderr.partition(": ")
        assert path.startswith(str(small_disk))
        assert reason == "No space left on device\n"
        assert tree(site) == before
        assert list((small_disk / ".site").glob("stage-*")) == []
    bench.build("--to", site)
    assert tree(site) == bench.new


def test_a_folder_that_cannot_be_written_to_is_named(bench: Bench, tmp_path: Path) -> None:
    """A file stands where the folder would have to be: true for root, too."""
    (tmp_path / "public").write_text("")
    failed = run(GUIDANCE, "-C", bench.project, "build", "--quiet", "--to", tmp_path / "public" / "site")
    assert (failed.returncode, failed.stdout, failed.stderr) == (
        3,
        "",
        f"{tmp_path}/public/.site: Not a directory\n",
    )
