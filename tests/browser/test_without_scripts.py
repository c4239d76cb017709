"""Everything is there to read without JavaScript, and the banners say what they must."""

import pytest

from tests.browser.visits import PAGES, PHONE, Site


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_reads_the_same_without_scripts(site: Site, language: str) -> None:
    names = [name for name in PAGES if name != "not found"]
    read: dict[bool, list[str]] = {}
    for scripts in (True, False):
        with site.reader(java_script_enabled=scripts) as page:
            read[scripts] = []
            for name in names:
                page.goto(site.url(name, language))
                read[scripts].append(page.locator(".md-content").inner_text().strip())
    assert read[True] == read[False]
    assert min(map(len, read[False])) > 40


def test_the_banners_of_a_working_text(site: Site) -> None:
    with site.reader(java_script_enabled=False) as page:
        page.goto(site.url("chapter"))
        assert [one.inner_text() for one in page.locator(".lg-banner").all()] == [
            "Working text. This is the text as the task team keeps it today; it has not been adopted and may change."
            "\n\nNo text of this chapter is in effect yet.",
            "Open for comment until 19 October 2018: Comments on the second drafts.",
        ]
        assert page.locator(".md-banner").inner_text().strip() == "Example site, as of 8 October 2018."


def test_the_banners_of_a_translation(site: Site) -> None:
    with site.reader(java_script_enabled=False) as page:
        page.goto(site.url("chapter", "zh"))
        working, comment, translation = [one.inner_text() for one in page.locator(".lg-banner").all()]
        assert working == "工作文本。这是任务组目前的工作文本，尚未通过，可能修改。\n\n本章尚无生效文本。"
        assert comment == "意见征询截至2018年10月19日：第二稿意见征询。"
        assert translation.startswith("参考译文。原文为英文，如有歧义，以原文为准。")
        page.goto(site.url("untranslated chapter", "zh"))
        assert page.locator(".lg-banner").last.inner_text() == "尚未翻译。以下显示原文（英文）。"
        page.goto(site.url("chapter that was Chinese first", "zh"))
        assert page.locator(".lg-banner--translation").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_stale_paragraph_missed_opens_without_scripts(site: Site, scheme: str) -> None:
    with site.reader(scheme=scheme, java_script_enabled=False) as page:
        page.goto(site.url("chapter", "zh"))
        note = page.locator("details.lg-freshness").last
        inserted = note.locator("ins").first
        assert note.locator("summary").inner_text() == "译文落后于原文"
        assert not inserted.is_visible()
        note.locator("summary").click()
        assert inserted.is_visible()
        assert note.locator(".lg-redline").get_attribute("lang") == "en"
        note.locator("summary").focus()
        page.keyboard.press("Enter")
        assert not inserted.is_visible()


def test_a_missing_paragraph_says_so_and_a_whole_missing_chapter_says_so_once(site: Site) -> None:
    with site.reader(java_script_enabled=False) as page:
        page.goto(site.url("chapter", "zh"))
        missing = page.locator(".lg-freshness--missing:visible")
        assert missing.count() == page.locator(".lg-missing").count() > 5
        assert missing.first.inner_text() == "尚未翻译"
        page.goto(site.url("untranslated chapter", "zh"))
        assert page.locator(".lg-freshness--missing:visible").count() == 0


def test_the_language_and_the_menu_are_in_reach_without_scripts(site: Site) -> None:
    with site.reader(PHONE, java_script_enabled=False) as page:
        page.goto(site.url("chapter"))
        page.locator("label.md-header__button[for=__drawer]").tap()
        page.locator(".md-sidebar--primary a[href$='../foams/']").first.tap()
        page.wait_for_url("**/coatings/foams/")
        page.locator(".md-header .md-select button").tap()
        page.locator(".md-select__link[hreflang=zh]").tap()
        page.wait_for_url("**/zh/coatings/foams/")


def test_print_shows_the_address_and_no_frame(site: Site) -> None:
    with site.reader() as page:
        page.emulate_media(media="print")
        for name in PAGES:
            if name == "not found":
                continue
            page.goto(site.url(name, "zh"))
            printed = page.locator(".lg-printed:visible")
            assert printed.count() == 1, name
            assert printed.inner_text() == site.url(name, "zh").replace(site.origin, "https://guidance.example")
            for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-banner", ".md-footer__inner", ".lg-edit"):
                assert page.locator(f"{part}:visible").count() == 0, (name, part)
            assert page.locator("h1:visible").count() == 1
