"""No page scrolls sideways; what is wider than the window scrolls in a region of its own."""

import pytest
from playwright.sync_api import Page

from tests.browser.visits import DESKTOP, NARROW, PAGES, PHONE, Site

OVERHANG = """() => {
  const wide = [...document.querySelectorAll(".md-content *, .md-header *, .md-footer *")].filter(one => {
    const box = one.getBoundingClientRect()
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !one.closest(
      ".md-typeset__scrollwrap, .lg-scroll, pre, .lg-spoken, .md-search, .md-select__inner, .md-header__topic, [hidden]")
  })
  const page = document.scrollingElement
  return {width: page.scrollWidth - page.clientWidth, wide: wide.map(one => one.outerHTML.slice(0, 80))}
}"""


def sideways(page: Page) -> object:
    """How far a page scrolls sideways, and what reaches out of the window."""
    return page.evaluate(OVERHANG)


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
@pytest.mark.parametrize("size", [NARROW, PHONE, (768, 1024), DESKTOP])
def test_no_page_scrolls_sideways(site: Site, language: str, size: tuple[int, int]) -> None:
    with site.reader(size) as page:
        found = {}
        for name in PAGES:
            page.goto(site.url(name, language))
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            found[name] = sideways(page)
    assert found == {name: {"width": 0, "wide": []} for name in PAGES}


@pytest.mark.parametrize("name", ["chapter", "chemicals", "translation status", "handbook"])
@pytest.mark.parametrize("scripts", [True, False])
def test_a_wide_table_scrolls_in_its_own_region(site: Site, name: str, scripts: bool) -> None:
    with site.reader(NARROW, java_script_enabled=scripts) as page:
        page.goto(site.url(name))
        for table in page.locator(".md-content table").all():
            reach = table.evaluate(
                """table => {
                  let box = table
                  while (box && !["auto", "scroll"].includes(getComputedStyle(box).overflowX)) box = box.parentElement
                  const end = Math.max(...[...table.rows].map(row => row.getBoundingClientRect().right))
                  return box && box !== document.scrollingElement
                    ? {fits: box.clientWidth <= innerWidth, reached: end - box.getBoundingClientRect().left <= box.scrollWidth + 1}
                    : null
                }"""
            )
            assert reach == {"fits": True, "reached": True}
