"""A built site, served on the loopback interface, and a real Chromium to look at it."""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from living_guidance.site.builder import build_site
from tests.browser.commented_site import Commented, make_commented
from tests.browser.visits import Site

HERE = Path(__file__).parent
PROJECT = HERE / "project"
SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
    # Nothing beyond this machine can be reached, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: browsers hang up when they leave a page."""


class _Handler(SimpleHTTPRequestHandler):
    """A plain web server, as far as readers can tell: an unknown address gets 404.html."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Hosting:
    """Serves folders, each at an origin of its own."""

    def __init__(self) -> None:
        self._servers: list[_Server] = []

    def serve(self, folder: Path) -> str:
        """Serve a folder and return its origin."""
        server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()


@pytest.fixture(scope="session")
def hosting() -> Iterator[Hosting]:
    servers = Hosting()
    yield servers
    servers.close()


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.fail("There is no Chromium to test in; tests/browser/install installs it, or says how.")
    browser = _playwright.chromium.launch(executable_path=executable, args=SWITCHES)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def site(hosting: Hosting, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small project in English, Chinese and Arabic, built by the code under test."""
    folder = tmp_path_factory.mktemp("site")
    build_site(PROJECT, folder)
    return Site(hosting.serve(folder), browser)


@pytest.fixture(scope="session")
def commented(hosting: Hosting, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Commented:
    """The small project while a round is open on a draft of it, in three languages."""
    folder = tmp_path_factory.mktemp("commented")
    make_commented(folder / "project")
    build_site(folder / "project", folder / "site")
    return Commented(Site(hosting.serve(folder / "site"), browser), folder / "project", folder / "site")
