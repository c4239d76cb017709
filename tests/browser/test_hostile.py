"""Whatever people write, no script of theirs runs and no other host is called."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from itertools import chain, groupby, product
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.conftest import Hosting
from tests.browser.hostile import HostileProject, after, build_unchecked, write_project
from tests.browser.payloads import Payload, make_payloads
from tests.browser.visits import Site
from tests.counts import cases, fresh_random

pytestmark = pytest.mark.browser

STIR = """(window) => {
  // Do what a reader might: touch everything that waits to be touched, follow every address that is not a plain one.
  const {document, HTMLFormElement} = window
  const address = link => {
    const written = link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? ""
    return URL.canParse(written, document.baseURI) ? new URL(written, document.baseURI).href : written
  }
  for (const link of document.querySelectorAll(":is(a, area):not([ping])"))
    if (/^(https?|mailto):/.test(address(link)))
      for (const name of ["href", "xlink:href"]) link.removeAttribute(name)
  document.addEventListener("submit", event => {
    const to = event.submitter?.getAttribute("formaction") ?? event.target.getAttribute("action") ?? ""
    if (URL.canParse(to, document.baseURI) && new URL(to, document.baseURI).origin === origin) event.preventDefault()
  }, true)
  for (const one of document.querySelectorAll("*")) {
    for (const {name} of [...one.attributes])
      if (name.startsWith("on")) one.dispatchEvent(new Event(name.slice(2)))
    if (one instanceof HTMLFormElement && one.hasAttribute("action")) HTMLFormElement.prototype.requestSubmit.call(one)
    if (one.matches("[formaction], [popovertarget], [ping]")) one.click?.()
  }
  for (const link of document.querySelectorAll("a[href], a[*|href], area[href]"))
    link.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))
}"""

WORD = re.compile(r"probe-[a-z-]+-\d+\.")

LOOK = f"""async () => {{
  ({STIR})(window)
  // What that has set off has its turn before this.
  await new Promise(done => setTimeout(done))
  const seen = new Set(), alone = new Set(), words = /{WORD.pattern}/g
  const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const [found] of text.data.matchAll(words))
      (text.data.trim() === found ? alone : seen).add(found)
  return {{ran: window.ran, refused: window.refused, seen: [...seen, ...alone], alone: [...alone]}}
}}"""

BEFORE = """
  // A dialog would stop everything else until it is answered.
  for (const name of ["alert", "confirm"]) window[name] = (...what) => pwn(...what)
  window.refused = 0
  addEventListener("securitypolicyviolation", () => refused++)
"""

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

SHOW_ALL = """async () => {
  // More results are shown whenever the end of the list comes into view.
  const list = document.querySelector(".md-search-result__list"), box = document.querySelector(".md-search__scrollwrap")
  const scroll = to => new Promise(done => {
    box.addEventListener("scroll", done, {once: true})
    box.scrollTop = to
  })
  while (list.children.length < Number.parseInt(document.querySelector(".md-search-result__meta").textContent)) {
    await scroll(box.scrollHeight)
    await scroll(0)
  }
  for (const more of list.querySelectorAll("details")) more.open = true
}"""

LET_LOOSE = f"""async texts => {{
  // Each in a page of its own, where nothing holds it back. Some of them lead away at once; others, which write into
  // what has been read already, never end.
  const frames = texts.map(text => Object.assign(document.createElement("iframe"), {{srcdoc: `<!doctype html>${{text}}`}}))
  const loaded = frames.map(frame => new Promise(done => frame.addEventListener("load", done, {{once: true}})))
  document.body.append(...frames)
  await Promise.race([Promise.all(loaded), new Promise(done => setTimeout(done, 2000))])
  const ran = []
  for (const {{contentWindow}} of frames) {{
    try {{ ({STIR})(contentWindow) }} catch {{ continue }}
  }}
  await new Promise(done => setTimeout(done))
  for (const {{contentWindow}} of frames) {{
    try {{ ran.push(contentWindow.ran) }} catch {{ continue }}
  }}
  return ran
}}"""


@dataclass
class Watch:
    """What was seen while pages were looked at, and what went wrong: what ran, who was called, complaints."""

    origin: str
    payloads: Sequence[Payload]
    ran: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    culprits: set[int] = field(default_factory=set)
    refused: int = 0
    """How often the policy stopped something."""
    seen: set[str] = field(default_factory=set)
    place: str = ""

    def _blame(self, what: str) -> str:
        """What happened, where, and whose it is: every payload says its number in whatever it does."""
        numbers = {int(number) for number in re.findall(r"\d+", what)} & {*range(len(self.payloads))}
        self.culprits |= numbers
        return f"{self.place}: {what} {[self.payloads[number] for number in numbers]}"

    def note_run(self, source: object, *what: object) -> None:
        self.ran.append(self._blame(f"pwn{what}"))

    def note_mark(self, mark: object) -> None:
        if mark is not None:
            self.ran.append(self._blame(f"ran = {mark}"))

    def note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        # What the policy stops never leaves the browser.
        if request.failure == "csp":
            return
        if parts.scheme in ("http", "https", "ws", "wss") and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.called.append(self._blame(request.url))

    def note_complaint(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "404 (" not in message.text:
            self.complaints.append(f"{self.place}: {message.text}")

    def look(self, page: Page, path: str) -> list[str]:
        """Visit a page, touch everything on it, note what happens, and tell which words stand alone on it."""
        self.place = path
        page.goto(self.origin + path)
        return self.touch(page)

    def touch(self, page: Page) -> list[str]:
        """Touch everything on the page that is shown."""
        found: dict[str, Any] = page.evaluate(LOOK)
        self.note_mark(found.get("ran"))
        self.refused += found["refused"]
        self.seen.update(found["seen"])
        alone: list[str] = found["alone"]
        return alone


@contextmanager
def watching(site: Site, payloads: Sequence[Payload], *, listening: bool = True) -> Iterator[tuple[Page, Watch]]:
    """A fresh visitor whose every script call and foreign request is noted, and what the browser complains of."""
    watch = Watch(site.origin, payloads)
    with site.reader() as page:
        context: BrowserContext = page.context
        context.expose_binding("pwn", watch.note_run)
        context.on("requestfinished", watch.note_request)
        context.on("requestfailed", watch.note_request)
        context.add_init_script(BEFORE)
        if listening:
            page.on("pageerror", lambda error: watch.complaints.append(f"{watch.place}: {error}"))
            page.on("console", watch.note_complaint)
        yield page, watch


@pytest.fixture(scope="module")
def chance() -> tuple[Random, str]:
    """A generator of cases, and what is to be said of it whenever a test fails."""
    with redirect_stdout(StringIO()) as said:
        return fresh_random(), said.getvalue()


@pytest.fixture(autouse=True)
def _seed(chance: tuple[Random, str]) -> None:
    print(chance[1])  # noqa: T201


@pytest.fixture(scope="module")
def project(chance: tuple[Random, str], tmp_path_factory: pytest.TempPathFactory) -> HostileProject:
    payloads = make_payloads(cases(1000), chance[0])
    return write_project(tmp_path_factory.mktemp("hostile"), payloads, chance[0])


NO_INDEX: Mapping[str, Any] = {
    "config": {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {"title": {}, "text": {}}},
    "docs": [],
}
A_SEARCH = 40
"""How many pages are searched at once: over thousands of long ones a browser takes minutes."""


@dataclass(frozen=True)
class HostileSite:
    """A site full of payloads, and its search index, which is kept from pages that are visited for something else."""

    site: Site
    file: Path
    index: Mapping[str, Any]

    def offer(self, index: Mapping[str, Any]) -> None:
        """Let readers search this."""
        self.file.write_text(json.dumps(index), encoding="utf-8")

    def indexes(self) -> Iterator[Mapping[str, Any]]:
        """The search index in parts that a browser can bear."""
        pages = [list(docs) for _, docs in groupby(self.index["docs"], lambda doc: doc["location"].partition("#")[0])]
        for first in range(0, len(pages), A_SEARCH):
            yield {**self.index, "docs": [*chain.from_iterable(pages[first : first + A_SEARCH])]}


def build_hostile(
    project: HostileProject, folder: Path, hosting: Hosting, browser: Browser, *, cleaner: bool
) -> HostileSite:
    with pytest.MonkeyPatch.context() as patch:
        if not cleaner:
            patch.setattr("living_guidance.site.plugin.clean", lambda html: html)
        build_unchecked(project, folder, patch)
    file = folder / "search" / "search_index.json"
    made = HostileSite(Site(hosting.serve(folder), browser), file, json.loads(file.read_text(encoding="utf-8")))
    made.offer(NO_INDEX)
    return made


@pytest.fixture(scope="module")
def cleaned(
    project: HostileProject, hosting: Hosting, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> HostileSite:
    return build_hostile(project, tmp_path_factory.mktemp("cleaned"), hosting, browser, cleaner=True)


@pytest.fixture(scope="module")
def raw(
    project: HostileProject, hosting: Hosting, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> HostileSite:
    """The same site with the cleaner off."""
    return build_hostile(project, tmp_path_factory.mktemp("raw"), hosting, browser, cleaner=False)


TOLD = {
    "/": {"title", "body", "own-title", "own", "change", "round", "question", "chemical", "team"},
    "/zh/": {"title-zh", "body", "po", "change-zh", "round-zh", "question-zh", "chemical-zh", "team-zh"},
}
"""The places, by language, that tell which payloads have been in them."""
ALONE = {"/": {"body", "own"}, "/zh/": {"body"}}
"""Those of them where it is a paragraph that tells, which a payload before it might have swallowed."""
MARKDOWN = {"body", "own", "own-title", "po"}
"""Those of them that are Markdown: of long texts the search shows what is around the words that are looked for."""
languages = pytest.mark.parametrize("language", ["/", "/zh/"], ids=["en", "zh"])


def missing(places: Iterable[str], payloads: Iterable[Payload], seen: Collection[str]) -> list[str]:
    """What should have been seen of the payloads."""
    return [told for place, payload in product(sorted(places), payloads) if (told := after(place, payload)) not in seen]


def test_the_payloads_are_live(project: HostileProject, hosting: Hosting, browser: Browser, tmp_path: Path) -> None:
    """Without cleaner and policy most of them do run: else the tests below would show nothing."""
    (tmp_path / "index.html").touch()
    site = Site(hosting.serve(tmp_path), browser)
    with watching(site, project.payloads, listening=False) as (page, watch):
        for first in range(0, len(project.payloads), 25):
            page.goto(f"{watch.origin}/")
            for mark in page.evaluate(LET_LOOSE, [payload.text for payload in project.payloads[first : first + 25]]):
                watch.note_mark(mark)
    assert len(watch.culprits) > len(project.payloads) / 3


@languages
def test_no_script_runs_and_nobody_is_called(language: str, project: HostileProject, cleaned: HostileSite) -> None:
    """Every payload in each place."""
    own = project.own if language == "/" else ()
    remains = []
    alone: set[str] = set()
    with watching(cleaned.site, project.payloads) as (page, watch):
        for path in (*project.chapters, *own, *project.others):
            alone.update(watch.look(page, language + path))
            remains += [f"{watch.place}: {found}" for found in page.evaluate(REMAINS)]
    assert (watch.ran, watch.called, watch.complaints, remains) == ([], [], [], [])
    assert missing(TOLD[language], project.payloads, watch.seen) == []
    assert missing(ALONE[language], project.payloads, alone) == []


@languages
def test_the_policy_alone_stops_every_script(language: str, project: HostileProject, raw: HostileSite) -> None:
    """The same with the cleaner off, on every page whose text passes through it."""
    own = project.own if language == "/" else ()
    alone: set[str] = set()
    # The browser complains of thousands of things, one by one.
    with watching(raw.site, project.payloads, listening=False) as (page, watch):
        for path in (*project.chapters, *own):
            alone.update(watch.look(page, language + path))
    assert (watch.ran, watch.called) == ([], [])
    assert watch.refused > len(project.payloads)
    assert missing(ALONE[language], project.payloads, alone) == []


@pytest.mark.parametrize("kind", ["cleaned", "raw"])
def test_search_results_are_harmless(kind: str, project: HostileProject, request: pytest.FixtureRequest) -> None:
    """Every page as the search shows it."""
    hostile: HostileSite = request.getfixturevalue(kind)
    strangers, shown = [], set[str]()
    for index in hostile.indexes():
        hostile.offer(index)
        with watching(hostile.site, project.payloads) as (page, watch):
            watch.look(page, "/")
            page.locator(".md-search__input").fill("probe")
            # The search listens to keys.
            page.keyboard.press("Shift")
            page.locator(".md-search-result__item").first.wait_for(timeout=60_000)
            page.evaluate(SHOW_ALL)
            watch.touch(page)
            results = page.locator(".md-search-result__list")
            strangers += results.locator(":is(script, iframe, img, object, embed, [onerror], [onload])").all()
            shown.update(WORD.findall(results.inner_text()))
        assert (watch.ran, watch.called, watch.complaints, strangers) == ([], [], [], [])
    hostile.offer(NO_INDEX)
    for places in TOLD.values():
        assert missing(places - MARKDOWN, project.payloads, shown) == []
