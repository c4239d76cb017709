"""The picker of releases: a plain link everywhere, and a menu where the list of releases can be fetched."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from living_guidance.cli import main
from living_guidance.release.contents import archive_contents
from living_guidance.release.shelf import publish_releases
from living_guidance.release.verify import verify
from tests.browser.conftest import Browser, Hosting
from tests.browser.frozen_site import make_project
from tests.browser.visits import DESKTOP, NARROW, PHONE, PREFIX, Site

BELOW = "/a/b"
"""Where on its server the site stands."""
OLD, NEW = "first", "third"
CHAPTER = "coatings/plating/"
LATER = "coatings/plating/changes/second-to-third/"
"""A page that there was not yet on the day of the first release."""


@dataclass(frozen=True)
class Released:
    """A site with two releases, under a sub-path."""

    site: Site
    folder: Path
    alone: str
    """The origin at which the first release stands by itself."""

    def url(self, page: str = CHAPTER, language: str = "en", release: str = "") -> str:
        """A page of the text in effect, or of a release."""
        place = f"/releases/{release}" if release else ""
        return f"{self.site.origin}{BELOW}{place}{PREFIX[language]}{page}"


@pytest.fixture(scope="module")
def released(hosting: Hosting, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Released:
    folder = tmp_path_factory.mktemp("released")
    make_project(folder / "project")
    site = folder / "server" / BELOW.strip("/")
    site.parent.mkdir(parents=True)
    packed = folder / "packed"
    commands = (
        ("build", "--quiet", "--to", str(site)),
        *(("release", "pack", name, "--trial", "--to", str(packed)) for name in (OLD, NEW)),
    )
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            main(["-C", str(folder / "project"), *command])
        assert not ended.value.code, command
    records = {path: verify(archive_contents(path))[0] for path in sorted(packed.glob("*.zip"))}
    publish_releases(site, {path: record for path, record in records.items() if record}, lambda _: None)
    alone = hosting.serve(packed / OLD / "site")
    return Released(Site(hosting.serve(folder / "server"), browser), site, alone)


def button(page: Page) -> Locator:
    """What opens the menu."""
    return page.locator("summary.lg-shelf__button")


def menu(page: Page) -> Locator:
    return page.locator(".lg-shelf__list")


def opened(page: Page, url: str) -> list[str]:
    """Go somewhere and open the menu; gives what it offers."""
    page.goto(url)
    button(page).click()
    expect(menu(page)).to_be_visible()
    return [" ".join(one.inner_text().split()) for one in menu(page).locator("a").all()]


OFFERED = {
    "en": ["The guidance as it stands now", "Third draft 1 October 2018", "First draft 1 August 2018", "All releases"],
    "zh": ["现行指南", "第三稿 2018年10月1日", "第一稿 2018年8月1日", "所有发布版本"],
}


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize(("release", "shown"), [("", 0), (NEW, 1), (OLD, 2)])
def test_every_page_offers_every_release(released: Released, language: str, release: str, shown: int) -> None:
    offered = OFFERED[language]
    with released.site.reading(released.url(language=language, release=release)) as page:
        assert opened(page, released.url(language=language, release=release)) == offered
        current = menu(page).locator("[aria-current=true]")
        assert [" ".join(one.inner_text().split()) for one in current.all()] == [offered[shown]]


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_it_leads_to_the_same_page_and_back(released: Released, language: str) -> None:
    with released.site.reading(released.url(language=language)) as page:
        for place, release in ((1, NEW), (2, OLD), (0, "")):
            opened(page, page.url)
            menu(page).locator("a").nth(place).click()
            page.wait_for_url(released.url(language=language, release=release))
            assert page.evaluate("document.documentElement.lang") == language


def test_the_paragraph_stays(released: Released) -> None:
    with released.site.reader((1360, 500)) as page:
        page.goto(released.url(release=NEW))
        identity = page.locator(".lg-number").nth(6).get_attribute("href")
        opened(page, f"{released.url(release=NEW)}{identity}")
        menu(page).locator("a").first.click()
        page.wait_for_url(f"{released.url()}{identity}")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_a_release_has_no_such_page_it_opens_at_its_home(released: Released, language: str) -> None:
    with released.site.reader() as page:
        opened(page, released.url(LATER, language))
        menu(page).locator("a").nth(2).click()
        page.wait_for_url(released.url("", language, OLD))


def test_it_works_where_there_is_no_page(released: Released) -> None:
    """The page for unknown addresses stands at the root of the address that the site was built for."""
    with released.site.reader() as page:
        opened(page, released.url("releases/"))
        menu(page).locator("a").nth(1).click()
        page.wait_for_url(released.url("", release=NEW))


def test_an_old_release_says_that_there_is_a_later_one(released: Released) -> None:
    said = {"en": "There is a later release.", "zh": "已有更新的发布版本。"}
    with released.site.reader() as page:
        for language, words in said.items():
            opened(page, released.url(language=language, release=OLD))
            assert menu(page).locator(".lg-shelf__later").inner_text() == words
            assert words in str(button(page).get_attribute("aria-label"))
            for release in (NEW, ""):
                opened(page, released.url(language=language, release=release))
                assert menu(page).locator(".lg-shelf__later").count() == 0


def test_a_keyboard_is_enough(released: Released) -> None:
    with released.site.reader() as page:
        page.goto(released.url())
        expect(button(page)).to_be_visible()
        button(page).focus()
        page.keyboard.press("Enter")
        expect(menu(page)).to_be_visible()
        page.keyboard.press("Escape")
        expect(menu(page)).to_be_hidden()
        expect(button(page)).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(menu(page).locator("a").first).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        expect(menu(page).locator("a").last).to_be_focused()
        page.keyboard.press("Tab")
        expect(menu(page)).to_be_hidden()
        button(page).focus()
        for _ in range(3):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(released.url(release=OLD))


@pytest.mark.parametrize("size", [PHONE, NARROW, DESKTOP])
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_the_menu_fits_into_every_window(released: Released, size: tuple[int, int], language: str) -> None:
    with released.site.reader(size) as page:
        opened(page, released.url(language=language, release=OLD))
        box = menu(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size[0]
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        page.locator("h1").click(force=True)
        expect(menu(page)).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_scripts_it_is_a_link_to_the_list(released: Released, language: str) -> None:
    with released.site.reading(released.url(language=language), java_script_enabled=False) as page:
        page.locator(".lg-shelf a").click()
        page.wait_for_url(released.url("releases/", language))
        titles = [one.inner_text() for one in page.locator(".lg-releases h2").all()]
        assert titles == (["Third draft", "First draft"] if language == "en" else ["第三稿", "第一稿"])
        page.locator(".lg-releases h2 a").last.click()
        page.wait_for_url(released.url("", language, OLD))


def test_from_a_disk_it_is_a_link_and_nothing_is_fetched(released: Released) -> None:
    home = (released.folder / "releases" / OLD).resolve().as_uri()
    with released.site.reader() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{home}/zh/{CHAPTER}index.html")
        assert button(page).count() == 0
        page.locator(".lg-shelf a").click()
        page.wait_for_url(f"{home}/zh/releases/index.html")
        assert "其中一个发布版本" in page.locator(".md-content").inner_text()
        assert [url for url in asked if not url.startswith(f"{home}/")] == []
        assert [url for url in asked if url.endswith("releases.json")] == []


def test_a_release_that_stands_alone_keeps_its_link(released: Released) -> None:
    with released.site.reader() as page:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        with page.expect_response("**/releases.json"):
            page.goto(f"{released.alone}/{CHAPTER}")
        page.locator(".lg-shelf a").click()
        page.wait_for_url(f"{released.alone}/releases/index.html")
        assert complaints == []


def test_a_title_is_never_more_than_words(released: Released) -> None:
    hostile = '<img src=x onerror="document.title=1">'
    data = json.loads((released.folder / "releases" / "releases.json").read_text(encoding="utf-8"))
    data["releases"][0]["title"] = {"en": hostile}
    with released.site.reader() as page:
        page.route("**/releases.json", lambda route: route.fulfill(json=data))
        assert opened(page, released.url())[1] == f"{hostile} 1 October 2018"
        assert menu(page).locator("img").count() == 0


@pytest.mark.parametrize(
    "answer", ["", "[]", "{}", '{"format": "2", "releases": [{}]}', '{"format": "1", "releases": [{}]}']
)
def test_a_list_that_is_none_leaves_the_link(released: Released, answer: str) -> None:
    """Another program's file, or that of a later version of ours."""
    with released.site.reader() as page:
        page.route("**/releases.json", lambda route: route.fulfill(body=answer))
        noise = released.site.listen(page)
        with page.expect_response("**/releases.json"):
            page.goto(released.url(release=OLD))
        page.wait_for_timeout(100)
        assert page.locator(".lg-shelf > a").is_visible()
        assert (button(page).count(), noise.complaints) == (0, [])


def test_before_the_first_release_it_is_a_link(site: Site) -> None:
    with site.reader() as page:
        with page.expect_response("**/releases/releases.json"):
            page.goto(site.url("chapter", "zh"))
        page.locator(".lg-shelf a").click()
        assert page.locator(".lg-releases").inner_text() == "尚无发布版本。"
