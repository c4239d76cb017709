"""Whatever people write, no script of theirs runs and no other host is called."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Request

from tests.browser.conftest import Hosting
from tests.browser.hostile import HostileProject, build_unchecked, write_project
from tests.browser.payloads import HOST, Payload, make_payloads
from tests.browser.visits import Site
from tests.counts import cases, fresh_random

STIR = """async () => {
  // Do what a reader might: touch everything that waits to be touched, follow every address that is not a plain one.
  for (const one of document.querySelectorAll("*")) {
    for (const {name} of [...one.attributes])
      if (name.startsWith("on")) one.dispatchEvent(new Event(name.slice(2)))
    if (one.matches("form[action], button[formaction], input[formaction]") && !one.closest(".md-search")) one.click()
  }
  for (const link of document.querySelectorAll("a, area")) {
    const target = link.href.baseVal ?? link.href ?? ""
    if (!/^(https?|mailto):|^$/.test(target)) link.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))
  }
  await new Promise(done => setTimeout(done, 20))
  return window.ran
}"""

REMAINS = """() => {
  // What a clean page holds nothing of, outside the theme's own parts.
  const found = []
  for (const one of document.querySelectorAll(".md-content *, .md-nav *, .md-tabs *, .md-header__title *, .md-footer *")) {
    const {localName} = one
    if (/^(script|style|iframe|object|embed|form|base|meta|link|video|audio|math|template)$/.test(localName))
      found.push(localName)
    for (const {name, value} of one.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || name === "ping") found.push(`${localName} ${name}=${value}`)
      if (name === "style" && localName !== "label") found.push(`${localName} ${name}=${value}`)
      if (/^(href|src|action|formaction|xlink:href|srcset|poster|background|data)$/.test(name)
          && /^[\\s\\x00-\\x20]*(?!https?:|mailto:)[a-z0-9.+-]+:/i.test(value)) found.push(`${localName} ${name}=${value}`)
    }
  }
  return found
}"""


@dataclass
class Watch:
    """What went wrong while pages were looked at: payloads that ran, hosts that were called, complaints."""

    origin: str
    ran: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    place: str = ""

    def note_run(self, source: object, *what: object) -> None:
        self.ran.append(f"{self.place}: pwn{what}")

    def note_dialog(self, dialog: Dialog) -> None:
        self.ran.append(f"{self.place}: {dialog.type} {dialog.message}")
        dialog.dismiss()

    def note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.called.append(f"{self.place}: {request.url}")

    def look(self, page: Page, path: str) -> None:
        """Visit a page, touch everything on it, and note what happens."""
        self.place = path
        page.goto(self.origin + path)
        mark = page.evaluate(STIR)
        if mark is not None:
            self.ran.append(f"{path}: ran {mark}")


@contextmanager
def watching(site: Site) -> Iterator[tuple[Page, Watch]]:
    """A fresh visitor whose every script call, dialog and foreign request is noted."""
    watch = Watch(site.origin)
    with site.reader() as page:
        context: BrowserContext = page.context
        context.expose_binding("pwn", watch.note_run)
        context.on("request", watch.note_request)
        page.on("dialog", watch.note_dialog)
        page.on("pageerror", lambda error: watch.complaints.append(f"{watch.place}: {error}"))
        page.on(
            "console",
            lambda message: (
                watch.complaints.append(f"{watch.place}: {message.text}")
                if message.type == "error" and "404 (" not in message.text
                else None
            ),
        )
        yield page, watch


@pytest.fixture(scope="module")
def payloads() -> list[Payload]:
    return make_payloads(cases(1000), fresh_random())


@pytest.fixture(scope="module")
def project(payloads: list[Payload], tmp_path_factory: pytest.TempPathFactory) -> HostileProject:
    return write_project(tmp_path_factory.mktemp("hostile"), payloads, fresh_random())


def hostile_site(
    project: HostileProject, payloads: list[Payload], folder: Path, hosting: Hosting, site: Site, *, cleaner: bool
) -> Site:
    with pytest.MonkeyPatch.context() as patch:
        if not cleaner:
            patch.setattr("living_guidance.site.plugin.clean", lambda html: html)
        build_unchecked(project, payloads, folder, patch)
    return Site(hosting.serve(folder), site.browser)


def test_the_payloads_are_live(payloads: list[Payload], hosting: Hosting, site: Site, tmp_path: Path) -> None:
    """Without cleaner and policy many of them do run: else the tests below would show nothing."""
    for payload in payloads:
        (tmp_path / f"{payload.number}.html").write_text(f"<!doctype html>{payload.text}", encoding="utf-8")
    open_site = Site(hosting.serve(tmp_path), site.browser)
    live = 0
    with watching(open_site) as (page, watch):
        for payload in payloads:
            before = len(watch.ran) + len(watch.called)
            watch.look(page, f"/{payload.number}.html")
            live += len(watch.ran) + len(watch.called) > before
    assert live > len(payloads) / 3


def test_no_script_runs_and_nobody_is_called(
    project: HostileProject, payloads: list[Payload], hosting: Hosting, site: Site, tmp_path: Path
) -> None:
    """Every payload in each place, on every page that shows it, in both languages."""
    hostile = hostile_site(project, payloads, tmp_path, hosting, site, cleaner=True)
    remains = []
    with watching(hostile) as (page, watch):
        for path in project.pages:
            for prefix in ("/", "/zh/"):
                if prefix == "/zh/" and path.startswith(("page-", "rounds/r", "chemicals/c", "teams/t")):
                    continue
                watch.look(page, prefix + path)
                remains += [f"{prefix}{path}: {found}" for found in page.evaluate(REMAINS)]
    assert (watch.ran, watch.called, watch.complaints, remains) == ([], [], [], [])


def test_the_policy_alone_stops_every_script(
    project: HostileProject, payloads: list[Payload], hosting: Hosting, site: Site, tmp_path: Path
) -> None:
    """The same with the cleaner off."""
    hostile = hostile_site(project, payloads, tmp_path, hosting, site, cleaner=False)
    with watching(hostile) as (page, watch):
        for path in project.pages:
            if path.startswith(("document-", "page-")) and "changes" not in path:
                watch.look(page, f"/{path}")
                watch.look(page, f"/zh/{path}")
    assert any("Content Security Policy" in complaint for complaint in watch.complaints)
    assert (watch.ran, watch.called) == ([], [])


def test_search_results_are_harmless(
    project: HostileProject, payloads: list[Payload], hosting: Hosting, site: Site, tmp_path: Path
) -> None:
    """Titles and texts as the search shows them, all that there are."""
    hostile = hostile_site(project, payloads, tmp_path, hosting, site, cleaner=True)
    index = json.loads((tmp_path / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert len(index["docs"]) > len(payloads)
    with watching(hostile) as (page, watch):
        watch.look(page, "/")
        page.locator(".md-search__input").press_sequentially("probe")
        items = page.locator(".md-search-result__item")
        items.first.wait_for()
        shown = 0
        while (count := items.count()) > shown:
            shown = count
            page.locator(".md-search__scrollwrap").evaluate("one => one.scrollTo(0, one.scrollHeight)")
            page.wait_for_timeout(50)
        page.evaluate("for (const more of document.querySelectorAll('.md-search-result__more > summary')) more.click()")
        watch.ran += [str(mark)] if (mark := page.evaluate(STIR)) is not None else []
        assert page.locator(".md-search-result :is(script, iframe, svg:not(.md-icon svg), img, [onerror])").count() == 0
    assert shown >= len(payloads)
    assert (watch.ran, watch.called, watch.complaints) == ([], [], [])
    assert HOST not in page.url
