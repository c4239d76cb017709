"""Pages are shown while they are being written, and a mistake does not end that."""

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.site.sites import GUIDANCE, PROJECT, Page, Site, edited, environment, make_project, run, words

LONGEST = 120
"""How many seconds anything may take on a machine that is busy with other things."""
FURNACES, FILTERS, FIELDS = (f"guidance/{name}.md" for name in ("alpha/furnaces", "alpha/filters", "beta/fields"))
CATALOGUE, INTERFACE = "translations/zh/alpha/furnaces.po", "translations/interface/ar/pages.po"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Showing:
    """A command that shows pages, until it is interrupted."""

    def __init__(self, project: Path, *arguments: str) -> None:
        self.project, self.port = project, free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.out, self.err = project.with_name("out.txt"), project.with_name("err.txt")
        self.temporary = project.with_name("temporary")
        self.temporary.mkdir()
        command = [str(GUIDANCE), "-C", str(project), *arguments, "--address", self.address]
        with self.out.open("w") as out, self.err.open("w") as err:
            variables = environment(TMPDIR=str(self.temporary))
            self.process = subprocess.Popen(command, env=variables, stdout=out, stderr=err)

    def get(self, path: str) -> str | None:
        """The page at a path, if it is answered."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.read().decode() if answer.status == 200 else None
        except ConnectionRefusedError:
            return None
        finally:
            connection.close()

    def wait(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + LONGEST
        while not is_so():
            assert self.process.poll() is None, self.err.read_text()
            assert time.monotonic() < end, (self.out.read_text(), self.err.read_text())
            time.sleep(0.1)

    def wait_for(self, path: str, text: str) -> None:
        """Wait until a text stands on a page."""
        self.wait(lambda: text in (self.get(path) or ""))

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.project / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (self.project / path).write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def showing(folder: Path, *arguments: str) -> Iterator[Showing]:
    """Show the project, and interrupt it afterwards as Ctrl+C does."""
    shown = Showing(make_project(folder / "project"), *arguments)
    try:
        yield shown
        shown.process.send_signal(signal.SIGINT)
        assert shown.process.wait(LONGEST) == 0
    finally:
        shown.process.kill()
        shown.process.wait()
    assert list(shown.temporary.iterdir()) == []


def test_serve_follows_chapters_catalogues_and_the_interface_and_outlives_a_mistake(tmp_path: Path) -> None:
    with showing(tmp_path, "serve") as shown:
        at = f"http://{shown.address}/"
        shown.wait_for("/alpha/furnaces/", "forms dioxin again")
        page = Page(shown.get("/zh/alpha/furnaces/") or "")
        assert page.one("//link[@rel='canonical']").get("href") == f"{at}zh/alpha/furnaces/"
        # The policy would keep the script from running with which the server reloads pages.
        assert page.all("//meta[@http-equiv='Content-Security-Policy']") == []
        assert "livereload(" in (page.all("//script")[-1].text or "")
        assert shown.get("/nowhere/") is None

        shown.edit(FURNACES, "forms dioxin again", "forms dioxin once more")
        shown.wait_for("/alpha/furnaces/", "forms dioxin once more")
        shown.edit(CATALOGUE, "熔炉冷却过慢", "熔炉冷却太慢")
        shown.wait_for("/zh/alpha/furnaces/", "熔炉冷却太慢")
        shown.edit(INTERFACE, 'msgstr "الرئيسية"', 'msgstr "البداية"')
        shown.wait_for("/ar/", "البداية")

        assert shown.err.read_text() == ""
        shown.edit(FURNACES, "status: draft", "status: drat")
        said = (
            f"{FURNACES}:12:1: error: “status” is “drat”, which is not one of its words; the nearest is draft.\n"
            "    Write one of: outline, draft, revised_draft, final_draft, interim, withdrawn.\n"
            "    [record.word]\n"
            "1 error, 0 warnings in 1 file.\n"
            f"The pages at {at} stay as they were until this is mended.\n"
        )
        shown.wait(lambda: shown.err.read_text() == said)
        assert "forms dioxin once more" in (shown.get("/alpha/furnaces/") or "")

        shown.edit(FURNACES, "status: drat", "status: interim")
        shown.wait_for("/alpha/furnaces/", "Interim")
    first, *others = shown.out.read_text().splitlines()
    assert first == f"Showing {at} – stop with Ctrl+C."
    assert set(others) == {f"The pages at {at} are up to date again."}
    assert shown.err.read_text() == said


def test_preview_shows_one_chapter_in_every_language_and_follows_no_other(tmp_path: Path) -> None:
    with showing(tmp_path, "preview", "furnaces") as shown:
        shown.wait_for("/alpha/furnaces/", "forms dioxin again")
        assert "熔炉冷却过慢" in (shown.get("/zh/alpha/furnaces/") or "")
        assert "الفرن الذي" in (shown.get("/ar/alpha/furnaces/") or "")
        assert shown.get("/alpha/filters/") is None
        shown.edit(FIELDS, "没有别的出路", "没有其他办法")
        time.sleep(2)
        shown.edit(FURNACES, "forms dioxin again", "forms dioxin once more")
        shown.wait_for("/alpha/furnaces/", "forms dioxin once more")
    assert shown.out.read_text().splitlines() == [
        f"Showing http://{shown.address}/ – stop with Ctrl+C.",
        f"The pages at http://{shown.address}/ are up to date again.",
    ]


def test_preview_writes_the_chapter_in_every_language_and_no_other(tmp_path: Path) -> None:
    project, look = make_project(tmp_path / "project"), tmp_path / "look"
    for _ in range(2):
        # The second time it replaces what it wrote itself.
        written = run(GUIDANCE, "-C", project, "preview", "guidance/alpha/furnaces.md", "--to", look)
        assert (written.returncode, written.stderr, written.stdout) == (
            0,
            "",
            f"Written: {look}/alpha/furnaces/index.html\n"
            f"Written: {look}/zh/alpha/furnaces/index.html\n"
            f"Written: {look}/ar/alpha/furnaces/index.html\n",
        )
    site = Site(look, project)
    assert site.addresses == ["", "alpha/furnaces/", "ar/", "ar/alpha/furnaces/", "zh/", "zh/alpha/furnaces/"]
    assert words(site.page("zh/alpha/furnaces/").by_id("plpq764ov")) == "2熔炉冷却过慢会生成二恶英。"
    assert (look / "alpha" / "furnace.svg").is_file()
    assert not (project / "site").exists()


def test_a_preview_that_failed_can_be_made_again(tmp_path: Path) -> None:
    broken = edited(FILTERS, ("(furnaces.md#temperature)", "(furnace.md)"))
    project, look = make_project(tmp_path / "project", broken), tmp_path / "look"
    failed = run(GUIDANCE, "-C", project, "preview", "filters", "--to", look)
    assert (failed.returncode, failed.stdout, failed.stderr) == (
        1,
        "",
        f"{FILTERS}:17:25: error: There is no “furnace.md”; the nearest is furnaces.md.\n"
        "    Correct the path; it is relative to this file and ends in .md.\n"
        "    [link.no-page]\n"
        "1 error, 0 warnings in 1 file.\n",
    )
    (project / FILTERS).write_text((PROJECT / FILTERS).read_text(encoding="utf-8"), encoding="utf-8")
    assert run(GUIDANCE, "-C", project, "preview", "filters", "--to", look).returncode == 0


@pytest.mark.parametrize("command", [("serve",), ("preview", "furnaces")], ids=["serve", "preview"])
def test_an_address_in_use_is_named_at_once(tmp_path: Path, command: tuple[str, ...]) -> None:
    project = make_project(tmp_path / "project")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        refused = run(GUIDANCE, "-C", project, *command, "--address", address)
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        3,
        "",
        f"{address} is in use. Choose another with --address.\n",
    )


@pytest.mark.parametrize("address", ["8000", ":8000", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:0", "127.0.0.1:65536"])
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    refused = run(GUIDANCE, "-C", make_project(tmp_path / "project"), "serve", "--address", address)
    assert (refused.returncode, refused.stdout) == (2, "")
    sentence = f"“{address}” is no address to listen at; write host and port: 127.0.0.1:8000"
    assert refused.stderr.splitlines()[-1] == f"Error: Invalid value for '--address': {sentence}"


def test_an_address_of_another_machine_is_named(tmp_path: Path) -> None:
    refused = run(GUIDANCE, "-C", make_project(tmp_path / "project"), "serve", "--address", "192.0.2.1:8000")
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        3,
        "",
        "192.0.2.1:8000: Cannot assign requested address\n",
    )


def test_serve_does_not_begin_with_a_mistake(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    text = (project / FURNACES).read_text(encoding="utf-8")
    (project / FURNACES).write_text(text.replace("status: draft", "status: drat"), encoding="utf-8")
    refused = run(GUIDANCE, "-C", project, "serve", "--address", f"127.0.0.1:{free_port()}")
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "",
        f"{FURNACES}:12:1: error: “status” is “drat”, which is not one of its words; the nearest is draft.\n"
        "    Write one of: outline, draft, revised_draft, final_draft, interim, withdrawn.\n"
        "    [record.word]\n"
        "1 error, 0 warnings in 1 file.\n",
    )
