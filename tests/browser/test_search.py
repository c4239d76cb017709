"""Search finds Chinese as well as English, and leads to the right page."""

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.visits import PHONE, Site


def type_into(page: Page, query: str) -> None:
    """Put a query into the search box; a key that is let go, as at the end of any typing, sets it off."""
    page.locator(".md-search__input").fill(query)
    page.keyboard.press("End")


def results(page: Page, query: str) -> Locator:
    """Type a query and wait for what is found."""
    type_into(page, query)
    found = page.locator(".md-search-result__item")
    found.first.wait_for()
    return found


@pytest.mark.parametrize(
    ("language", "query", "first", "found"),
    [
        ("zh", "六溴环十二烷", "/zh/chemicals/hbcd/", {"/zh/boards/", "/zh/boards/insulation/"}),
        ("zh", "最佳可得技术", "/zh/coatings/plating/", {"/zh/boards/insulation/"}),
        ("zh", "附件C", "/zh/boards/", {"/zh/boards/insulation/", "/zh/chemicals/dioxins/"}),
        ("zh", "闭环系统", "/zh/coatings/plating/", {"/zh/chemicals/pfos/"}),
        ("en", "hydrogen fluoride", "/coatings/plating/", {"/coatings/foams/"}),
        ("en", "best available techniques", "/coatings/plating/", {"/boards/insulation/"}),
        ("en", "Hexabromocyclododecane", "/chemicals/hbcd/", {"/chemicals/"}),
    ],
)
def test_a_word_leads_to_its_pages(site: Site, language: str, query: str, first: str, found: set[str]) -> None:
    with site.reader() as page:
        page.goto(site.url("home", language))
        links = results(page, query).locator("> a")
        paths = [str(link.evaluate("link => link.pathname")) for link in links.all()]
        assert paths[0] == first
        assert found <= set(paths)
        links.first.click()
        page.wait_for_url(f"**{first}?h=*")
        assert query.lower() in page.locator("article").inner_text().lower()


@pytest.mark.parametrize("word", ["硅藻土", "附件Z"])
def test_a_word_that_is_nowhere_is_not_found_in_parts(site: Site, word: str) -> None:
    with site.reader() as page:
        page.goto(site.url("home", "zh"))
        results(page, "电镀")
        type_into(page, word)
        page.get_by_text("没有找到符合条件的结果").wait_for()


def test_search_opens_on_the_telephone(site: Site) -> None:
    with site.reader(PHONE) as page:
        page.goto(site.url("chapter", "zh"))
        page.locator("label.md-header__button[for=__search]").tap()
        assert results(page, "保温板").count() > 0


def test_excerpts_hold_the_text_and_not_what_is_said_about_it(site: Site) -> None:
    with site.reader() as page:
        page.goto(site.url("home", "zh"))
        words = results(page, "镀铬槽浪费了大部分电流").first.inner_text().replace("\u200b", "")
        assert "镀铬槽浪费了大部分电流" in words
        assert "1镀铬槽" not in words
        page.goto(site.url("home"))
        results(page, "hydrogen")
        words = " ".join(page.locator(".md-search-result__item").all_inner_texts())
        assert "Hydrogen fluoride is not formed" in words
        assert "尚未翻译" not in words
