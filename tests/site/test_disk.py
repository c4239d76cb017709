"""An error of the disk is one line that names the path, and the old site stays."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from living_guidance.release.publish import versions_folder
from tests.counts import cases, fresh_random
from tests.site.bench import Bench
from tests.site.sites import GUIDANCE, run, tree

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
