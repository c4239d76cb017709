"""Whoever is killed while publishing a release, or publishes at once with others: readers meet a whole site."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from living_guidance.release import shelf
from living_guidance.release.contents import archive_contents
from living_guidance.release.folders import write_folder
from living_guidance.release.pack import TakenError, pack
from living_guidance.release.publish import roll_back, staging, versions_folder
from living_guidance.release.verify import verify
from tests.counts import cases, fresh_random
from tests.release.test_pack import parts_of
from tests.site.sites import environment, tree

pytestmark = [pytest.mark.site, pytest.mark.timeout(1800)]
PAGES = 200
BUSY = "Somebody else is publishing to {site} right now. Wait until it is done, then try again."
READY = """
import sys
from living_guidance.cli import main
from living_guidance.cli import release_publish

print("ready", flush=True)
sys.stdin.readline()
main(sys.argv[1:])
"""
"""A publisher that has read what Python has to read, and waits for the word: no instant is wasted on the reading."""


def pages(text: bytes, number: int = PAGES) -> dict[str, bytes]:
    """The files of a site on whose pages the same stands."""
    return {"index.html": text, **{f"page-{page}/index.html": text for page in range(number)}}


def release(folder: Path, name: str, number: int = PAGES) -> Path:
    """The archive of a release with some pages."""
    parts = parts_of()
    named = replace(parts, record=parts.record.model_copy(update={"id": name}))
    files = pages(name.encode() * 100, number)
    return pack(named, folder, lambda project, site: write_folder(files, site), lambda step: None).archive


def build(site: Path, text: bytes = b"today") -> None:
    """What a build does with a site."""
    with staging(site) as stage:
        write_folder({"sitemap.xml": b"map", **pages(text)}, stage)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("packed")
    return release(folder, "cop-1"), release(folder, "cop-2")


def anew(site: Path) -> None:
    """A site without releases, as one that is built for the first time."""
    site.unlink(missing_ok=True)
    shutil.rmtree(versions_folder(site), ignore_errors=True)
    build(site)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of some pages, as a build makes it."""
    anew(tmp_path / "site")
    return tmp_path / "site"


def publisher(archive: Path, site: Path) -> subprocess.Popen[str]:
    """Somebody who is ready to publish."""
    command = [sys.executable, "-c", READY, "release", "publish", str(archive), "--to", str(site)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(), stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def begin(*publishers: subprocess.Popen[str]) -> None:
    """Let them all begin, at the same time."""
    for one in publishers:
        assert one.stdout
        assert one.stdout.readline() == "ready\n"
    for one in publishers:
        assert one.stdin
        one.stdin.write("now\n")
        one.stdin.flush()


def published(archive: Path, site: Path) -> float:
    """Publish a release; gives how long it took."""
    begin(one := publisher(archive, site))
    begun = time.monotonic()
    _, said = one.communicate(timeout=120)
    assert one.returncode == 0, said
    return time.monotonic() - begun


def test_publishing_a_release_may_be_killed_at_any_instant(site: Path, archives: tuple[Path, Path]) -> None:
    archive, chance = archives[0], fresh_random()
    old = tree(site)
    duration = published(archive, site)
    new = tree(site)
    assert old != new
    roll_back(site)
    found = []
    for _ in range(cases(200)):
        begin(killed := publisher(archive, site))
        time.sleep(chance.uniform(0, 1.1 * duration))
        killed.kill()
        killed.communicate(timeout=120)
        after = tree(site)
        assert after in (old, new)
        found.append("kept" if after == old else "switched")
        if after == new:
            roll_back(site)
            assert tree(site) == old
    assert "kept" in found
    published(archive, site)
    assert tree(site) == new
    assert list(versions_folder(site).glob("stage-*")) == []


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    """A plain web server of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


class Reader(Thread):
    """Reads the same pages again and again; each is to be whole, and to be as one version has it."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.port, self.is_over = port, Event()
        self.requests = 0
        self.wrong: list[object] = []
        self.start()

    def run(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        while not self.is_over.is_set():
            before = self._get(connection, "/index.html")
            inner = self._get(connection, f"/page-{self.requests % PAGES}/")
            after = self._get(connection, "/index.html")
            # Between two looks that show the same version there is no other.
            if before == after and inner != before:
                self.wrong.append((before, inner))
        connection.close()

    def _get(self, connection: HTTPConnection, path: str) -> bytes:
        self.requests += 1
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            content = answer.read()
        except OSError as error:
            self.wrong.append(error)
            return b""
        if answer.status != 200 or not content:
            self.wrong.append((path, answer.status, content))
        return content

    def end(self) -> None:
        self.is_over.set()
        self.join(60)


def test_readers_notice_nothing_of_a_publish(site: Path, port: int, tmp_path: Path) -> None:
    """Builds and releases take turns; after every build the site in effect is another."""
    readers = [Reader(port) for _ in range(2)]
    try:
        for number in range(cases(50)):
            build(site, f"version {number}".encode())
            published(release(tmp_path / "packed", f"cop-{number}", 1), site)
            assert (site / f"releases/cop-{number}/index.html").is_file()
    finally:
        for reader in readers:
            reader.end()
    assert [reader.wrong for reader in readers] == [[], []]
    assert min(reader.requests for reader in readers) > 500


def test_of_two_who_publish_at_once_one_wins(site: Path, archives: tuple[Path, Path]) -> None:
    chance, ended = fresh_random(), set()
    first, second = archives
    whole = {}
    for these in ((first,), (second,), (first, second)):
        for archive in these:
            published(archive, site)
        whole[frozenset(these)] = tree(site)
        anew(site)
    for _ in range(cases(50)):
        chosen = (first, chance.choice(archives))
        begin(*(pair := [publisher(archive, site) for archive in chosen]))
        said = [one.communicate(timeout=120)[1] for one in pair]
        codes = [one.returncode for one in pair]
        assert 0 in codes
        for code, words in zip(codes, said, strict=True):
            assert code == 0 or (code, words.splitlines()[-1]) == (1, BUSY.format(site=site))
        assert tree(site) == whole[frozenset(archive for archive, code in zip(chosen, codes, strict=True) if not code)]
        ended.add(tuple(sorted(codes)))
        anew(site)
    assert (0, 1) in ended


@pytest.mark.parametrize("is_same", [True, False], ids=["the same release", "another of that name"])
def test_a_place_may_be_taken_while_one_waits(
    site: Path, archives: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_same: bool
) -> None:
    """Nothing is written into what readers meet: the versions of a site share their files."""
    first = archives[0] if is_same else release(tmp_path / "another", "cop-1", 1)
    after: list[dict[str, str]] = []

    @contextmanager
    def second(place: Path) -> Iterator[Path]:
        published(first, place)
        after.append(tree(place))
        with staging(place) as stage:
            yield stage

    monkeypatch.setattr(shelf, "staging", second)
    record, _ = verify(archive_contents(archives[0]))
    assert record
    if is_same:
        assert shelf.publish_releases(site, {archives[0]: record}, lambda name: None) == []
    else:
        with pytest.raises(TakenError):
            shelf.publish_releases(site, {archives[0]: record}, lambda name: None)
    assert after == [tree(site)]
