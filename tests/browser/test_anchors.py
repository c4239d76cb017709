"""Every paragraph has an address, and a pencil that leads to its source."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PROJECT
from tests.browser.visits import DESKTOP, PHONE, Site

GAP = """id => {
  const place = document.getElementById(id)
  const box = (place.closest("h2, h3") ?? place).getBoundingClientRect()
  return box.top - document.querySelector(".md-header").getBoundingClientRect().bottom
}"""
IDENTITY = "pencil => (pencil.parentElement.querySelector(':scope > .lg-anchor') ?? pencil.closest('[id]')).id"
WORDS = """pencil => {
  const copy = pencil.parentElement.cloneNode(true)
  for (const one of copy.querySelectorAll("a.lg-number, sup, details, span.lg-freshness")) one.remove()
  return copy.textContent
}"""
EDIT = "https://git.guidance.example/team/guidance/edit/main/"


def fragments(page: Page) -> list[str]:
    """The ids of the blocks of a chapter, those of the headings twice: as a paragraph's id and as words."""
    return list(page.evaluate("[...document.querySelectorAll('.lg-block, .lg-anchor')].map(one => one.id)"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_fragments_land_below_the_header_and_show(site: Site, size: tuple[int, int], language: str) -> None:
    with site.reader((size[0], 500)) as page:
        page.goto(site.url("chapter", language))
        last = page.evaluate("document.documentElement.scrollHeight") - 600
        ids = fragments(page)
        assert len(ids) > 50
        for identity in ids[::3]:
            page.goto(f"{site.url('chapter', language)}#{identity}")
            gap = page.evaluate(GAP, identity)
            assert gap >= 0, identity
            if page.evaluate("scrollY") < last:
                assert gap < 120, identity


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_target_is_marked(site: Site, scheme: str) -> None:
    colour = "one => getComputedStyle(one).backgroundColor"
    with site.reader(scheme=scheme) as page:
        page.goto(site.url("chapter"))
        paragraph = page.locator("p.lg-block").nth(3)
        heading = page.locator("h2.lg-block").nth(1)
        plain = paragraph.evaluate(colour), heading.evaluate(colour)
        page.goto(f"{site.url('chapter')}#{paragraph.get_attribute('id')}")
        assert paragraph.evaluate(colour) != plain[0]
        page.goto(f"{site.url('chapter')}#{heading.get_attribute('id')}")
        assert heading.evaluate(colour) != plain[1]
        assert paragraph.evaluate(colour) == plain[0]
        page.goto(f"{site.url('chapter')}#{heading.locator('.lg-anchor').get_attribute('id')}")
        assert heading.evaluate(colour) != plain[1]


def test_a_paragraph_number_is_its_address(site: Site) -> None:
    with site.reader() as page:
        page.goto(site.url("chapter", "zh"))
        number = page.locator(".lg-number").nth(2)
        assert number.inner_text() == "3"
        number.click()
        assert page.evaluate("location.hash") == number.get_attribute("href")
        assert page.locator(":target").get_attribute("id") == number.locator("..").get_attribute("id")


def opacity(page: Page, index: int) -> float:
    return float(page.locator(".lg-edit").nth(index).evaluate("one => getComputedStyle(one).opacity"))


def test_the_pencil_shows_on_hover_and_for_the_keyboard(site: Site) -> None:
    with site.reader() as page:
        page.goto(site.url("chapter"))
        block = page.locator(".lg-block:has(> .lg-edit)").nth(3)
        assert opacity(page, 3) == 0
        block.hover()
        assert opacity(page, 3) == 1
        page.mouse.move(0, 0)
        assert opacity(page, 3) == 0
        page.locator(".lg-edit").nth(2).evaluate("one => one.focus()")
        for _ in range(9):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === document.querySelectorAll('.lg-edit')[3]"):
                break
        assert opacity(page, 3) == 1
        style = page.locator(".lg-edit").nth(3).evaluate("one => getComputedStyle(one).outlineStyle")
        assert style == "solid"


def test_on_the_telephone_the_pencil_comes_with_a_tap(site: Site) -> None:
    with site.reader(PHONE) as page:
        page.goto(site.url("chapter"))
        pencil = page.locator("p.lg-block > .lg-edit").nth(1)
        assert pencil.evaluate("one => getComputedStyle(one).pointerEvents") == "none"
        page.locator("p.lg-block").nth(1).tap(position={"x": 120, "y": 8})
        assert pencil.evaluate("one => getComputedStyle(one).pointerEvents") == "auto"
        assert pencil.evaluate("one => getComputedStyle(one).opacity") == "1"


@pytest.mark.parametrize(
    ("name", "language", "source"),
    [
        ("chapter", "en", "guidance/coatings/plating.md"),
        ("chapter", "zh", "translations/zh/coatings/plating.po"),
        ("chapter that was Chinese first", "zh", "guidance/boards/insulation.md"),
        ("chapter that was Chinese first", "en", "translations/en/boards/insulation.po"),
        ("untranslated chapter", "zh", "guidance/coatings/foams.md"),
    ],
)
def test_every_pencil_leads_to_the_line_of_its_words(site: Site, name: str, language: str, source: str) -> None:
    lines = Path(PROJECT, source).read_text(encoding="utf-8").splitlines()
    with site.reader(java_script_enabled=False) as page:
        page.goto(site.url(name, language))
        pencils = page.locator(".lg-edit").all()
        assert len(pencils) > 4
        for pencil in pencils:
            url = pencil.get_attribute("href") or ""
            assert url.startswith(f"{EDIT}{source}#L"), url
            at = int(url.rpartition("#L")[2]) - 1
            if source.endswith(".po"):
                identity = pencil.evaluate(IDENTITY)
                assert f'msgctxt "{identity}"' in lines[at : at + 4], url
            else:
                words = re.search(r"\w+", pencil.evaluate(WORDS))
                assert words, url
                assert words[0] in lines[at], url
