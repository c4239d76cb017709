"""A release from a disk: every page opens without a complaint, with its pictures and its search."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from living_guidance.cli import main
from tests.browser.conftest import Hosting
from tests.browser.frozen_site import make_project
from tests.browser.test_search import results
from tests.browser.visits import Noise

ANY_TWO_STATES = "compare.js"
"""It would have to read other files, and is hidden where it cannot; the usual pairs have pages of their own."""


def run(*arguments: str | Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert not ended.value.code, arguments


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a release of the small project, in three languages."""
    place = tmp_path_factory.mktemp("released")
    project = place / "project"
    make_project(project)
    run("-C", project, "freeze", "cop-1", "--type", "adopted", "--date", "2018-10-05")
    run("-C", project, "release", "pack", "cop-1", "--to", place, "--trial")
    return place / "cop-1" / "site"


@pytest.fixture
def reader(browser: Browser) -> Iterator[tuple[Page, Noise]]:
    context, noise = browser.new_context(), Noise("file://")
    page = context.new_page()
    page.on("console", noise.hear)
    page.on("pageerror", lambda error: noise.complaints.append(str(error)))
    page.on("request", noise.watch)
    yield page, noise
    context.close()


def test_every_page_opens_and_asks_nobody(released: Path, reader: tuple[Page, Noise]) -> None:
    page, noise = reader
    pages = sorted(released.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        page.goto(path.as_uri())
        is_comparing = page.locator("form.lg-any").count() > 0
        assert not is_comparing or page.locator("form.lg-any").is_hidden()
        found = [one for one in noise.complaints if ANY_TWO_STATES not in one]
        if is_comparing:
            found = [one for one in found if "net::ERR_FAILED" not in one]
        assert (found, noise.strangers) == ([], []), path
        noise.clear()


@pytest.mark.parametrize(
    ("home", "query", "first"),
    [
        ("", "hydrogen fluoride", "coatings/plating/index.html"),
        ("", "Hexabromocyclododecane", "chemicals/hbcd/index.html"),
        ("zh/", "六溴环十二烷", "zh/chemicals/hbcd/index.html"),
        ("zh/", "附件C", "zh/boards/index.html"),
    ],
)
@pytest.mark.parametrize("place", ["from a disk", "from a server"])
def test_search_finds_pages(
    released: Path, reader: tuple[Page, Noise], hosting: Hosting, home: str, query: str, first: str, place: str
) -> None:
    page, noise = reader
    is_disk = place == "from a disk"
    root = released.as_uri() if is_disk else f"{hosting.serve(released.parent)}/site"
    page.goto(f"{root}/{home}index.html")
    link = results(page, query).first.locator("> a").first
    assert page.evaluate("'IFrameWorker' in window") == is_disk
    link.click()
    page.wait_for_url(lambda url: url.startswith(f"{root}/{first if is_disk else first.removesuffix('index.html')}?"))
    assert query.lower() in page.locator("article").inner_text().lower()
    assert noise.complaints == []


def test_a_search_for_what_is_nowhere_finds_nothing(released: Path, reader: tuple[Page, Noise]) -> None:
    page, _ = reader
    page.goto((released / "zh/index.html").as_uri())
    results(page, "电镀")
    page.locator(".md-search__input").fill("硅藻土")
    page.keyboard.press("End")
    page.get_by_text("没有找到符合条件的结果").wait_for()


def test_signs_are_drawn_from_a_disk(released: Path, reader: tuple[Page, Noise]) -> None:
    page, _ = reader
    page.goto((released / "coatings/plating/index.html").as_uri())
    drawn = page.locator(".lg-cite__open").first.evaluate("one => getComputedStyle(one, '::before').maskImage")
    assert drawn.startswith('url("data:image/svg+xml;base64,')
