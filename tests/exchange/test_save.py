"""Files are the old ones or the new ones, whole."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from living_guidance.exchange.save import save_files
from tests.counts import cases, fresh_random

WRITER = """
import sys
from pathlib import Path
from living_guidance.exchange.save import save_files
root = Path(sys.argv[1])
for number in range(1_000_000):
    text = str(number % 10) * 200_000
    save_files({root / "one.txt": text, root / "two.txt": text})
"""


def test_files_and_folders_are_made(tmp_path: Path) -> None:
    save_files({tmp_path / "a/b.txt": "词\n", tmp_path / "c.bin": b"\0"})
    assert (tmp_path / "a/b.txt").read_bytes() == "词\n".encode()
    assert (tmp_path / "c.bin").read_bytes() == b"\0"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b.txt", "c.bin"]


def test_the_files_of_a_project_wait_where_nobody_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(_: int) -> None:
        raise SystemExit([str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.tmp")])

    monkeypatch.setattr(os, "fsync", kill)
    with pytest.raises(SystemExit, match=r"build/\.a\.txt\."):
        save_files({tmp_path / "translations/a.txt": "new"}, tmp_path)
    assert list((tmp_path / "build").iterdir()) == []


def test_one_fault_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match=r"Not a directory|File exists") as caught:
        save_files({tmp_path / "a.txt": "new", tmp_path / "file/b.txt": "new"})
    assert caught.value.filename == str(tmp_path / "file/b.txt")
    assert (tmp_path / "a.txt").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "file"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        save_files({tmp_path / "a.txt": "new"})
    assert caught.value.filename == str(tmp_path / "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    save_files({tmp_path / "link.txt": "new"})
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_kill_leaves_every_file_whole(tmp_path: Path) -> None:
    random = fresh_random()
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("0" * 200_000)
    for _ in range(cases(100)):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)])
        time.sleep(0.15 + random.random() / 10)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        for name in ("one.txt", "two.txt"):
            text = (tmp_path / name).read_text()
            assert (len(text), len(set(text))) == (200_000, 1)
