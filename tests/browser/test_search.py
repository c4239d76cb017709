"""Search finds Chinese as well as English, and leads to the right page."""

import pytest

from tests.browser.visits import PHONE, Site


@pytest.mark.parametrize(
    ("language", "query", "found"),
    [
        ("zh", "六溴环十二烷", {"/zh/boards/insulation/", "/zh/chemicals/hbcd/"}),
        ("zh", "最佳可得技术", {"/zh/boards/insulation/", "/zh/coatings/plating/"}),
        ("zh", "附件C", {"/zh/boards/insulation/"}),
        ("zh", "抑雾", {"/zh/coatings/plating/"}),
        ("en", "hydrogen fluoride", {"/coatings/foams/"}),
        ("en", "best available techniques", {"/boards/insulation/", "/coatings/plating/"}),
        ("en", "Hexabromocyclododecane", {"/chemicals/hbcd/"}),
    ],
)
def test_a_word_leads_to_its_pages(site: Site, language: str, query: str, found: set[str]) -> None:
    with site.reader() as page:
        page.goto(site.url("home", language))
        page.locator(".md-search__input").fill(query)
        page.locator(".md-search-result__item").first.wait_for()
        links = page.locator(".md-search-result__item > a").all()
        paths = [str(link.evaluate("link => link.pathname")) for link in links]
        assert found <= set(paths)
        wanted = next(link for link, path in zip(links, paths, strict=True) if path in found)
        wanted.click()
        page.locator("article mark").first.wait_for()
        assert page.evaluate("location.pathname") in found


def test_search_opens_on_the_telephone(site: Site) -> None:
    with site.reader(PHONE) as page:
        page.goto(site.url("chapter", "zh"))
        page.locator("label.md-header__button[for=__search]").tap()
        page.locator(".md-search__input").fill("保温板")
        page.locator(".md-search-result__item").first.wait_for()
        assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE[0]


def test_excerpts_hold_the_text_and_not_the_frame_around_it(site: Site) -> None:
    with site.reader() as page:
        page.goto(site.url("home"))
        page.locator(".md-search__input").fill("closed loop")
        page.locator(".md-search-result__item").first.wait_for()
        page.wait_for_timeout(100)
        words = " ".join(page.locator(".md-search-result__item").all_inner_texts())
        assert "How platers can do without PFOS" in words
        assert "Working text" not in words
        assert "1A chromium bath" not in words
