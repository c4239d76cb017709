"""Who changes the language stays on the page, and at the paragraph."""

import pytest
from playwright.sync_api import Page

from tests.browser.visits import PAGES, PHONE, PREFIX, Site, address


def switch(page: Page, language: str) -> None:
    """Change the language as readers do: open the menu, follow the link."""
    page.locator(".md-header .md-select").hover()
    page.locator(f".md-select__link[hreflang={language}]").click()
    page.wait_for_load_state()


def path(page: Page) -> str:
    return str(page.evaluate("location.pathname"))


def fragment(page: Page) -> str:
    return str(page.evaluate("decodeURIComponent(location.hash)"))


def distance_below_header(page: Page, identity: str) -> float:
    return float(
        page.evaluate(
            """id => document.getElementById(id).getBoundingClientRect().top
                     - document.querySelector(".md-header").getBoundingClientRect().bottom""",
            identity,
        )
    )


def test_every_page_names_its_sisters(site: Site) -> None:
    with site.reader(java_script_enabled=False) as page:
        for name in PAGES:
            for language in PREFIX:
                page.goto(site.url(name, language))
                sisters = [site.url("home" if name == "not found" else name, code) for code in PREFIX]
                assert [link.evaluate("link => link.href") for link in page.locator("a[hreflang]").all()] == sisters


@pytest.mark.parametrize("name", ["home", "document", "chapter", "changes of a chapter", "handbook"])
def test_the_page_stays(site: Site, name: str) -> None:
    with site.reader() as page:
        page.goto(site.url(name))
        for language in ("zh", "ar", "en"):
            switch(page, language)
            assert (path(page), fragment(page)) == (address(name, language), "")
            assert page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize(("start", "other"), [("en", "zh"), ("zh", "en"), ("zh", "ar")])
def test_the_paragraph_of_the_address_stays(site: Site, start: str, other: str) -> None:
    with site.reader((1360, 500)) as page:
        page.goto(site.url("chapter", start))
        identity = page.locator(".lg-number").nth(8).get_attribute("href")
        assert identity
        page.goto(site.url("chapter", start) + identity)
        switch(page, other)
        assert fragment(page) == identity
        assert 0 <= distance_below_header(page, identity[1:]) < 150


@pytest.mark.parametrize(("start", "other"), [("en", "zh"), ("zh", "en")])
def test_the_paragraph_that_is_being_read_stays(site: Site, start: str, other: str) -> None:
    with site.reader((1360, 500)) as page:
        page.goto(site.url("chapter", start))
        identity = page.locator("p.lg-block").nth(9).get_attribute("id")
        assert identity
        page.evaluate(
            """id => scrollTo(0, scrollY + document.getElementById(id).getBoundingClientRect().top - 60)""", identity
        )
        switch(page, other)
        assert fragment(page) == f"#{identity}"
        assert 0 <= distance_below_header(page, identity) < 150


def test_an_address_that_was_left_behind_does_not_pull_the_reader_back(site: Site) -> None:
    with site.reader((1360, 500)) as page:
        page.goto(site.url("chapter") + "#monitor")
        page.evaluate("scrollTo(0, 0)")
        switch(page, "zh")
        assert fragment(page) == ""


def test_headings_have_the_same_fragment_in_every_language(site: Site) -> None:
    with site.reader() as page:
        fragments = []
        for language in ("en", "zh", "ar"):
            page.goto(site.url("chapter", language))
            fragments.append(page.evaluate("[...document.querySelectorAll('.lg-text :is(h2, h3)')].map(h => h.id)"))
    assert fragments[0] == fragments[1] == fragments[2]
    assert "close-the-loop" in fragments[0]


def test_a_new_tab_opens_at_the_paragraph_too(site: Site) -> None:
    with site.reader((1360, 500)) as page:
        page.goto(site.url("chapter") + "#monitor")
        page.locator(".md-header .md-select").hover()
        with page.context.expect_page() as opened:
            page.locator(".md-select__link[hreflang=zh]").click(button="middle")
        assert fragment(opened.value) == "#monitor"


def test_it_works_on_the_telephone(site: Site) -> None:
    with site.reader(PHONE) as page:
        page.goto(site.url("chapter"))
        page.locator(".md-header .md-select button").tap()
        page.locator(".md-select__link[hreflang=zh]").tap()
        page.wait_for_url(site.url("chapter", "zh"))


def test_an_unknown_address_is_answered_in_its_language(site: Site) -> None:
    headings = {"en": "Page not found", "zh": "找不到页面", "ar": "الصفحة غير موجودة"}
    with site.reader() as page:
        for language, heading in headings.items():
            page.goto(site.url("not found", language))
            visible = [one.inner_text() for one in page.locator("h1").all() if one.is_visible()]
            assert visible == [heading]
            assert page.title() == f"{heading} · Living Guidance"
            assert page.evaluate("document.documentElement.lang") == language
            assert page.locator(".lg-not-found:visible").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
            page.locator(".lg-not-found:visible a").first.click()
            assert path(page) == address("home", language)


def test_an_unknown_address_leads_to_the_home_of_another_language(site: Site) -> None:
    with site.reader() as page:
        page.goto(site.url("not found", "zh"))
        switch(page, "en")
        assert path(page) == address("home")


def test_without_scripts_an_unknown_address_is_answered_in_every_language(site: Site) -> None:
    with site.reader(java_script_enabled=False) as page:
        page.goto(site.url("not found", "zh"))
        assert [one.get_attribute("lang") for one in page.locator(".lg-not-found:visible").all()] == ["en", "zh", "ar"]
