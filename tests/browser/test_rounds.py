"""Comments and their answers in a real browser: to read without scripts, to filter with them, and on a phone."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from living_guidance.site.builder import build_site
from living_guidance.site.options import BuildOptions
from tests.browser.conftest import Hosting
from tests.browser.test_reading import FAINT, MISSPOKEN, NAMELESS, OUTLINE, REPEATED
from tests.browser.visits import DESKTOP, NARROW, PHONE, PREFIX, Site
from tests.rounds_project import make_rounds_project

COMPILED = "rounds/first/comments/coatings/plating/"
DRAFT = "coatings/plating/at/first/"
PAGES = (
    *("rounds/first/", "rounds/second/", "rounds/first/comments/", COMPILED, "rounds/first/receipts/party-a/"),
    *(DRAFT, "coatings/plating/at/third/", "rounds/nameless/comments/boards/insulation/"),
)


@pytest.fixture(scope="module")
def commented(hosting: Hosting, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("rounds")
    make_rounds_project(folder / "project")
    build_site(folder / "project", folder / "site", BuildOptions(date(2018, 10, 8)))
    return Site(hosting.serve(folder / "site"), browser)


@pytest.fixture
def compiled(commented: Site) -> Iterator[Page]:
    """The compilation of a chapter, on which nothing goes amiss."""
    with commented.reader() as page:
        noise = commented.listen(page)
        page.goto(f"{commented.origin}/{COMPILED}")
        yield page
        assert (noise.complaints, noise.strangers) == ([], [])


def numbers(page: Page) -> list[str]:
    return page.locator(".lg-comment:visible header :is(h3, h4)").all_inner_texts()


def status(page: Page) -> str:
    return page.locator(".lg-sieve [role=status]").inner_text()


def test_a_choice_leaves_the_comments_that_fit_and_says_how_many(compiled: Page) -> None:
    assert status(compiled) == "8 of 8 comments shown."
    compiled.get_by_label("Type").select_option(label="Question")
    assert numbers(compiled) == ["No. 6"]
    assert status(compiled) == "1 of 8 comments shown."
    assert compiled.locator("h2:visible").count() == 1, "sections without any are put away"
    compiled.get_by_role("button", name="Show all").click()
    expect(compiled.locator(".lg-comment:visible")).to_have_count(8)
    expect(compiled).to_have_url(re.compile(f"{COMPILED}$"))


def test_choices_add_up_and_words_are_found_in_any_script(compiled: Page) -> None:
    compiled.get_by_label("Submitter").select_option(label="Party A")
    compiled.get_by_label("Answer").select_option(label="Accepted")
    assert numbers(compiled) == ["No. 3"]
    compiled.get_by_role("button", name="Show all").click()
    compiled.get_by_label("Words").fill("五年")
    assert numbers(compiled) == ["No. 5"]
    compiled.get_by_label("Words").fill("WEEK enough")
    assert numbers(compiled) == ["No. 3"]
    compiled.get_by_label("Words").fill("nowhere to be found")
    assert numbers(compiled) == []
    assert status(compiled) == "0 of 8 comments shown."


def test_a_filtered_view_can_be_sent_to_somebody(compiled: Page, commented: Site) -> None:
    compiled.get_by_label("From").select_option(value="ngo")
    compiled.get_by_label("Words").fill("same")
    # The browser tells of a new address only after a while.
    expect(compiled).to_have_url(re.compile(r"\?(text=same&category=ngo|category=ngo&text=same)$"))
    address = compiled.url
    with commented.reader() as page:
        page.goto(address)
        assert numbers(page) == ["No. 4"]
        assert page.get_by_label("From").input_value() == "ngo"
        assert page.get_by_label("Words").input_value() == "same"
        page.goto(address.partition("?")[0] + "?type=no-such-type")
        assert len(numbers(page)) == 8


def test_what_a_link_leads_to_is_never_hidden(compiled: Page) -> None:
    compiled.get_by_label("Answer").select_option(label="Duplicate")
    assert numbers(compiled) == ["No. 4"]
    compiled.locator(".lg-comment:visible .lg-answer__fact a", has_text="No. 3").click()
    expect(compiled.locator(".lg-comment:visible")).to_have_count(8)
    expect(compiled.locator(".lg-comment:target")).to_be_in_viewport()


@pytest.mark.parametrize("language", PREFIX)
def test_without_scripts_everything_is_there_and_no_control_is(commented: Site, language: str) -> None:
    with commented.reader(java_script_enabled=False) as page:
        page.goto(f"{commented.origin}{PREFIX[language]}{COMPILED}")
        assert page.locator(".lg-comment:visible").count() == 8
        assert page.locator(".lg-sieve").is_hidden()
        assert page.locator(".md-content :is(select, button, input):visible").count() == 0


def test_comments_open_beside_the_paragraph_by_keyboard_and_without_scripts(commented: Site) -> None:
    with commented.reader(java_script_enabled=False) as page:
        page.goto(f"{commented.origin}/{DRAFT}")
        remark = page.locator(".lg-remark", has_text="Once a week is not enough.")
        note = page.locator("details.lg-remarks", has=remark)
        assert not remark.is_visible()
        note.locator("summary").focus()
        page.keyboard.press("Enter")
        assert remark.is_visible()
        paragraph = page.locator("p.lg-block", has_text="Measure the surface tension").bounding_box()
        place = note.bounding_box()
        assert paragraph
        assert place
        assert 0 <= place["y"] - paragraph["y"] - paragraph["height"] < 20


def test_the_map_leads_to_the_paragraph(commented: Site) -> None:
    with commented.reader(PHONE) as page:
        page.goto(f"{commented.origin}/{DRAFT}")
        page.get_by_role("link", name="paragraph 7: 2 comments").click()
        expect(page.locator(".lg-block:target")).to_contain_text("Measure the surface tension")
        expect(page.locator(".lg-block:target")).to_be_in_viewport()


@pytest.mark.parametrize("language", PREFIX)
def test_the_pages_of_a_round_owe_readers_what_all_pages_do(commented: Site, language: str) -> None:
    with commented.reader() as page:
        noise = commented.listen(page)
        for address in PAGES:
            page.goto(f"{commented.origin}{PREFIX[language]}{address}")
            levels = page.evaluate(OUTLINE)
            assert levels[0] == 1, address
            assert levels.count(1) == 1, address
            assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)
            assert (page.evaluate(NAMELESS), page.evaluate(REPEATED)) == ([], []), address
            if language != "ar":
                assert page.evaluate(MISSPOKEN) == [], address
        assert (noise.complaints, noise.strangers) == ([], [])


@pytest.mark.parametrize(
    ("size", "language", "scheme"), [(DESKTOP, "zh", "light"), (PHONE, "en", "dark"), (NARROW, "en", "light")]
)
def test_all_words_stand_out_and_fit(commented: Site, size: tuple[int, int], language: str, scheme: str) -> None:
    with commented.reader(size, scheme) as page:
        for address in PAGES:
            page.goto(f"{commented.origin}{PREFIX[language]}{address}")
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert page.evaluate(FAINT) == {}, address
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0], address


def test_on_paper_there_are_comments_and_pictures_and_no_controls(commented: Site, tmp_path: Path) -> None:
    with commented.reader() as page:
        page.emulate_media(media="print")
        page.goto(f"{commented.origin}/{COMPILED}")
        assert page.locator(".lg-comment:visible").count() == 8
        assert page.locator(".lg-sieve:visible").count() == 0
        page.goto(f"{commented.origin}/rounds/first/")
        bars = page.locator(".lg-chart rect:visible")
        assert bars.count() > 10
        assert (
            page.evaluate(
                "new Set([...document.querySelectorAll('.lg-chart rect')].map(one => getComputedStyle(one).fill)).size"
            )
            > 5
        )
