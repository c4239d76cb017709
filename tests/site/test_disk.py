"""An error of the disk is one line that names the path, and the old site stays."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from living_guidance.release.publish import versions_folder
from tests.counts import cases, fresh_random
from tests.faults import ERRORS, fail_at, writes_of
from tests.site.bench import Bench
from tests.site.sites import GUIDANCE, run, tree


def test_an_error_of_the_disk_is_one_line_that_names_the_path(bench: Bench) -> None:
    random = fresh_random()
    versions, build = versions_folder(bench.site), ("-C", bench.project, "build", "--quiet")
    steps = writes_of(versions, *build)
    assert steps > 100
    bench.edit(bench.old_text)
    bench.build()
    before = tree(bench.site)
    bench.edit(bench.new_text)
    for _ in range(cases(50)):
        number = random.choice(ERRORS)
        failed = fail_at(random.randint(1, steps), number, versions, *build)
        assert (failed.returncode, failed.stdout) == (3, "")
        path, _, reason = failed.stderr.partition(": ")
        assert path.startswith(str(versions))
        assert reason == f"{os.strerror(number)}\n"
        assert tree(bench.site) == before
    assert list(versions.glob("stage-*")) == []


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
    for number in range(cases(50)):
        # The pages come last, and an error in writing to a file that is open does not name it.
        left = random.randrange(int(0.85 * needed) if number % 2 else 0, int(0.95 * needed))
        filler = small_disk / "filler"
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
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
