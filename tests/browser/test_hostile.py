"""Whatever people write, no script of theirs runs and no other host is called."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Dialog, Error, Page, Request

from tests.browser.conftest import Hosting
from tests.browser.hostile import HostileProject, build_unchecked, write_project
from tests.browser.payloads import Payload, make_payloads
from tests.browser.visits import Site
from tests.counts import cases, fresh_random

pytestmark = [pytest.mark.browser, pytest.mark.soak]

STIR = """async () => {
  // Do what a reader might: touch everything that waits to be touched, follow every address that is not a plain one.
  for (const one of document.querySelectorAll("*")) {
    for (const {name} of [...one.attributes])
      if (name.startsWith("on")) one.dispatchEvent(new Event(name.slice(2)))
    if (one.matches("form[action]")) one.requestSubmit()
    if (one.matches("[formaction], [popovertarget]")) one.click()
  }
  for (const link of document.querySelectorAll("a, area")) {
    const target = String(link.href?.baseVal ?? link.href ?? link.getAttribute("href") ?? "")
    const click = () => new MouseEvent("click", {bubbles: true, cancelable: true})
    if (target && !/^(https?|mailto):/.test(target)) link.dispatchEvent(click())
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
        # What the policy stops never leaves the browser.
        if request.failure == "csp":
            return
        if parts.scheme in ("http", "https", "ws", "wss") and f"{parts.scheme}://{parts.netloc}" != self.origin:
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
        context.on("requestfinished", watch.note_request)
        context.on("requestfailed", watch.note_request)
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
def chance() -> Random:
    return fresh_random()


@pytest.fixture(scope="module")
def payloads(chance: Random) -> list[Payload]:
    return make_payloads(cases(1000), chance)


@pytest.fixture(scope="module")
def project(payloads: list[Payload], chance: Random, tmp_path_factory: pytest.TempPathFactory) -> HostileProject:
    return write_project(tmp_path_factory.mktemp("hostile"), payloads, chance)


@dataclass(frozen=True)
class HostileSite:
    """A site full of payloads, and its search index, which is kept from pages that are visited for something else."""

    site: Site
    index: Path
    kept: bytes


NO_INDEX = {
    "config": {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {"title": {}, "text": {}}},
    "docs": [],
}


def build_hostile(
    project: HostileProject, payloads: list[Payload], folder: Path, hosting: Hosting, site: Site, *, cleaner: bool
) -> HostileSite:
    with pytest.MonkeyPatch.context() as patch:
        if not cleaner:
            patch.setattr("living_guidance.site.plugin.clean", lambda html: html)
        build_unchecked(project, payloads, folder, patch)
    index = folder / "search" / "search_index.json"
    kept = index.read_bytes()
    index.write_text(json.dumps(NO_INDEX), encoding="utf-8")
    return HostileSite(Site(hosting.serve(folder), site.browser), index, kept)


@pytest.fixture(scope="module")
def cleaned(
    project: HostileProject,
    payloads: list[Payload],
    hosting: Hosting,
    site: Site,
    tmp_path_factory: pytest.TempPathFactory,
) -> HostileSite:
    return build_hostile(project, payloads, tmp_path_factory.mktemp("cleaned"), hosting, site, cleaner=True)


def worth_a_visit(path: str) -> bool:
    """Whether a page is to be looked at: one in ten of those whose words all stand on another page as well."""
    name = path.removesuffix("/").removesuffix("/changes")
    repeats = path.startswith("rounds/r") or path.endswith("/changes/")
    return not repeats or name.endswith("0")


def test_the_payloads_are_live(payloads: list[Payload], hosting: Hosting, site: Site, tmp_path: Path) -> None:
    """Without cleaner and policy many of them do run: else the tests below would show nothing."""
    for payload in payloads:
        (tmp_path / f"{payload.number}.html").write_text(f"<!doctype html>{payload.text}", encoding="utf-8")
    open_site = Site(hosting.serve(tmp_path), site.browser)
    live = 0
    with watching(open_site) as (page, watch):
        for payload in payloads:
            before = len(watch.ran) + len(watch.called)
            # Some of them lead away at once.
            with suppress(Error):
                watch.look(page, f"/{payload.number}.html")
            live += len(watch.ran) + len(watch.called) > before
    assert live > len(payloads) / 4


def test_no_script_runs_and_nobody_is_called(project: HostileProject, cleaned: HostileSite) -> None:
    """Every payload in each place, in both languages."""
    remains = []
    with watching(cleaned.site) as (page, watch):
        for path in filter(worth_a_visit, project.pages):
            for prefix in ("/", "/zh/"):
                if prefix == "/zh/" and path.startswith("page-"):
                    continue
                watch.look(page, prefix + path)
                remains += [f"{prefix}{path}: {found}" for found in page.evaluate(REMAINS)]
    assert (watch.ran, watch.called, watch.complaints, remains) == ([], [], [], [])


def test_the_policy_alone_stops_every_script(
    project: HostileProject, payloads: list[Payload], hosting: Hosting, site: Site, tmp_path: Path
) -> None:
    """The same with the cleaner off, on every page whose text passes through it."""
    hostile = build_hostile(project, payloads, tmp_path, hosting, site, cleaner=False)
    with watching(hostile.site) as (page, watch):
        for path in project.pages:
            if path.startswith("page-"):
                watch.look(page, f"/{path}")
            elif path.startswith("document-") and not path.endswith("/changes/"):
                watch.look(page, f"/{path}")
                watch.look(page, f"/zh/{path}")
    refused = [complaint for complaint in watch.complaints if "Content Security Policy" in complaint]
    assert len(refused) > len(payloads)
    assert (watch.ran, watch.called) == ([], [])


def test_search_results_are_harmless(payloads: list[Payload], cleaned: HostileSite) -> None:
    """Titles and texts as the search shows them, all that there are."""
    cleaned.index.write_bytes(cleaned.kept)
    with watching(cleaned.site) as (page, watch):
        watch.look(page, "/")
        page.locator(".md-search__input").press_sequentially("probe")
        items = page.locator(".md-search-result__item")
        items.first.wait_for(timeout=60_000)
        # More are shown whenever the end of the list comes into view.
        for _ in range(10 * len(payloads)):
            if items.count() >= len(payloads):
                break
            items.last.scroll_into_view_if_needed()
            page.wait_for_timeout(20)
        shown = items.count()
        page.evaluate("for (const more of document.querySelectorAll('.md-search-result__more > summary')) more.click()")
        mark = page.evaluate(STIR)
        strangers = page.locator(".md-search-result__list :is(script, iframe, img, object, embed, [onerror], [onload])")
        assert (mark, strangers.count()) == (None, 0)
    assert shown >= len(payloads)
    assert (watch.ran, watch.called, watch.complaints) == ([], [], [])
