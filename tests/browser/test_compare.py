"""The redline of any two states, made in a real browser, agrees with the one that the server makes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from living_guidance.load.corpus import load_corpus
from living_guidance.render.messages import load_messages
from living_guidance.render.redline import render_redline
from living_guidance.site.builder import build_site
from living_guidance.text.states import States
from tests.browser.conftest import Hosting
from tests.browser.frozen_site import STATES, make_project
from tests.browser.redlines import read_redline
from tests.browser.visits import PHONE, PREFIX, Site

TODAY = date(2018, 10, 8)
CHAPTERS = ("coatings/plating", "boards/insulation", "coatings/foams")
USUAL = (("first", "second"), ("second", "third"), ("third", "working"))
ANY = (("first", "third"), ("first", "working"), ("third", "first"), ("working", "second"))
"""Pairs without a page, two of them backwards."""
NAMES = {
    "en": ("First draft", "Third draft", "Today's working text"),
    "zh": ("第一稿", "第三稿", "今日工作文本"),
}


@dataclass(frozen=True)
class Built:
    """The built project."""

    site: Site
    folder: Path
    project: Path
    states: States

    def url(self, old: str, new: str, fragment: str = "", chapter: str = CHAPTERS[0], language: str = "en") -> str:
        return f"{self.site.origin}{PREFIX[language]}{chapter}/changes/{old}-to-{new}/{fragment}"

    def changelog(self, fragment: str = "", language: str = "en") -> str:
        return f"{self.site.origin}{PREFIX[language]}{CHAPTERS[0]}/changes/{fragment}"

    def in_place(self, old: str, new: str, chapter: str, language: str) -> str:
        """A page of another pair, with the fragment of this one."""
        page = next(pair for pair in USUAL if pair != (old, new))
        return self.url(*page, f"#{old}..{new}", chapter, language)


@pytest.fixture(scope="module")
def built(hosting: Hosting, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small project with three frozen states and today's, in three languages."""
    folder = tmp_path_factory.mktemp("frozen")
    project, site = folder / "project", folder / "site"
    make_project(project)
    build_site(project, site)
    loaded = load_corpus(project)
    assert loaded.corpus
    return Built(Site(hosting.serve(site), browser), site, project, States(loaded.corpus, TODAY))


def result(page: Page) -> Any:
    return page.locator(".lg-any__result .lg-compare")


def heading(page: Page) -> Any:
    return page.locator(".lg-any__result > h2")


def compare(page: Page, old: str, new: str, language: str | None = None) -> None:
    page.locator("[name=old]").select_option(old)
    page.locator("[name=new]").select_option(new)
    if language:
        page.locator("[name=language]").select_option(language)
    page.locator(".lg-any button").click()


# ---- The same redline


@pytest.mark.parametrize(
    ("chapter", "language"),
    [*((CHAPTERS[0], language) for language in PREFIX), (CHAPTERS[1], "zh"), (CHAPTERS[1], "en"), (CHAPTERS[2], "ar")],
)
def test_the_usual_pairs_read_as_the_server_has_them(built: Built, chapter: str, language: str) -> None:
    # Chinese words may be cut elsewhere; all else is the same to the letter.
    exact = language != "zh"
    with built.site.reading(built.url(*USUAL[0], "", chapter, language)) as page:
        for old, new in USUAL:
            page.goto(built.url(old, new, "", chapter, language))
            expected = read_redline(page, exact=exact)
            page.goto(built.in_place(old, new, chapter, language))
            result(page).wait_for()
            assert read_redline(page, exact=exact) == expected, (old, new)


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_any_pair_reads_as_the_server_would_have_it(built: Built, language: str) -> None:
    chapter, messages = CHAPTERS[0], load_messages(language, built.project)
    states = {state.id: state for state in built.states.of(chapter)}
    assert tuple(states) == STATES
    with built.site.reading(built.changelog(language=language)) as page, built.site.reader() as other:
        for old, new in ANY:
            page.goto(built.changelog(f"#{old}..{new}", language))
            page.locator(f"[id='{old}..{new}']").wait_for()
            found = read_redline(page, exact=language != "zh", linked=False)
            labels = page.locator(".lg-compare__columns > div").all_text_contents()
            redline = built.states.redline(states[old], states[new], language)
            made = render_redline(redline, messages, lambda _: "somewhere", (labels[0], labels[1]))
            # Pages are built without this mark.
            other.set_content(made.replace(' data-search-exclude="true"', ""))
            assert found == read_redline(other, exact=language != "zh", linked=False), (old, new)


def test_what_changed_in_any_pair(built: Built) -> None:
    with built.site.reading(built.url(*USUAL[0], "#first..working")) as page:
        result(page).wait_for()
        entries = {
            fate: result(page).locator(f":is(.lg-entry, tr).lg-fate-{fate}").count()
            for fate in ("moved", "split", "added", "deleted")
        }
        assert entries == {"moved": 2, "split": 1, "added": 3, "deleted": 1}
        moved = result(page).locator(".lg-departed a").first
        moved.click()
        assert "lg-fate-moved" in (page.locator(":target").get_attribute("class") or "")
        item = result(page).locator(".lg-entry", has_text="Keep the results for").locator(".lg-new")
        assert item.locator("del").all_text_contents() == ["deleted: five"]
        assert item.locator("ins").all_text_contents() == ["inserted: 10", "inserted:  and log them"]
        assert item.locator("ins code").all_text_contents() == ["log"]


@pytest.mark.parametrize("setup", ["", "delete Intl.Segmenter"])
def test_terms_are_never_cut(built: Built, setup: str) -> None:
    with built.site.reader() as page:
        if setup:
            page.add_init_script(setup)
        page.goto(built.url(*USUAL[0], "#first..working", "boards/insulation", "zh"))
        result(page).wait_for()
        runs = [
            text.removeprefix("增加：").removeprefix("删除：")
            for text in result(page).locator("ins, del").all_text_contents()
        ]
        assert runs
        for term in ("六溴环十二烷", "最佳可得技术"):
            cuts = {term[:at] for at in range(1, len(term))}
            assert not [
                run for run in runs if any(run.endswith(cut) for cut in cuts if len(cut) > 1) and term not in run
            ]
        new = page.evaluate("""() => {
            const copy = document.querySelector(".lg-any__result .lg-compare__text").cloneNode(true)
            for (const one of copy.querySelectorAll("del, .lg-spoken, .lg-old, .lg-entry__head")) one.remove()
            return copy.textContent
        }""")
        assert "它会在墙体内停留五十年以上，拆除时才会释放。" in new


# ---- Choosing


@pytest.mark.parametrize("language", ["en", "zh"])
def test_another_pair_is_shown_in_place_by_keyboard(built: Built, language: str) -> None:
    first, third, _ = NAMES[language]
    with built.site.reading(built.url("first", "second", language=language)) as page:
        own = page.locator("main .lg-compare").inner_html()
        page.locator("[name=old]").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "new"
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        result(page).wait_for()
        assert page.url.endswith("#first..third")
        expect(heading(page)).to_be_focused()
        assert first in heading(page).inner_text()
        assert third in heading(page).inner_text()
        total = result(page).locator(".lg-compare__counts strong").inner_text()
        expect(page.locator(".lg-any__status[role=status]")).to_contain_text(total)
        assert page.locator(".lg-compare").count() == 1
        assert not page.locator("[data-usual]:visible").count()
        page.go_back()
        expect(page.locator(".lg-any__result")).to_be_hidden()
        assert page.locator("main .lg-compare").inner_html() == own
        page.go_forward()
        result(page).wait_for()
        assert page.locator("[name=new]").input_value() == "third"
        page.get_by_role("link", name={"en": "Close this comparison", "zh": "关闭此比较"}[language]).click()
        expect(page.locator(".lg-any__result")).to_be_hidden()
        assert "#" not in page.url
        page.go_back()
        result(page).wait_for()
        page.go_forward()
        expect(page.locator(".lg-any__result")).to_be_hidden()
        assert page.locator("[name=new]").input_value() == "second"


def test_the_changelog_offers_the_same(built: Built) -> None:
    with built.site.reading(built.changelog()) as page:
        assert not page.locator(".lg-any__usual").is_visible()
        assert page.locator("[name=old]").input_value() == "third"
        assert page.locator("[name=new]").input_value() == "working"
        compare(page, "second", "working")
        expect(heading(page)).to_be_focused()
        assert not page.locator(".lg-log").is_visible()
        compare(page, "second", "third")
        page.wait_for_url(built.url("second", "third"))


def test_a_usual_pair_leads_to_its_page(built: Built) -> None:
    with built.site.reading(built.url("first", "second")) as page:
        compare(page, "second", "third")
        page.wait_for_url(built.url("second", "third"))
        compare(page, "first", "second", "zh")
        page.wait_for_url(built.url("first", "second", language="zh"))


def test_the_language_changes_with_the_pair_kept(built: Built) -> None:
    with built.site.reading(built.url("first", "second")) as page:
        compare(page, "first", "third", "zh")
        page.wait_for_url(built.url("first", "second", "#first..third", language="zh"))
        result(page).wait_for()
        assert NAMES["zh"][0] in heading(page).inner_text()
        page.locator(".md-header .md-select button").hover()
        page.locator(".md-select__link[hreflang=en]").click()
        page.wait_for_url(built.url("first", "second", "#first..third"))
        result(page).wait_for()


def test_the_pages_own_pair_brings_it_back(built: Built) -> None:
    with built.site.reading(built.url("first", "second", "#first..third")) as page:
        result(page).wait_for()
        compare(page, "first", "second")
        expect(page.locator(".lg-any__result")).to_be_hidden()
        assert page.locator("[data-usual] .lg-compare").is_visible()


def test_a_deep_link_leads_to_a_change(built: Built) -> None:
    with built.site.reading(built.url("first", "second", "#first..third:c5")) as page:
        result(page).wait_for()
        target = page.locator(":target")
        assert target.get_attribute("id") == "first..third:c5"
        expect(target).to_be_in_viewport()
        target.locator(".lg-steps a").last.click()
        assert page.url.endswith("#first..third:c6")
        expect(page.locator(":target")).to_be_in_viewport()
        page.reload()
        result(page).wait_for()
        expect(page.locator(":target")).to_be_in_viewport()
        page.locator(".lg-compare__counts a").click()
        assert page.url.endswith("#first..third:c1")
        page.go_back()
        assert result(page).is_visible()


def test_what_is_shown_can_be_chosen_and_stays_chosen(built: Built) -> None:
    with built.site.reading(built.url("first", "second", "#first..working")) as page:
        result(page).wait_for()
        assert result(page).locator(".lg-fold:visible").count()
        page.get_by_label("Changes only").check()
        assert not result(page).locator(".lg-fold:visible, .lg-entry.lg-unchanged:visible").count()
        page.get_by_label("Side by side").check()
        assert result(page).locator(".lg-old").first.is_visible()
        compare(page, "first", "third")
        expect(heading(page)).to_contain_text("Third draft")
        assert page.get_by_label("Changes only").is_checked()
        assert page.get_by_label("Side by side").is_checked()
        page.get_by_label("Changed numbers only").check()
        numbered = (
            result(page)
            .locator(".lg-entry:visible, tbody tr:visible")
            .evaluate_all("all => all.map(one => one.className)")
        )
        assert numbered
        assert all("lg-number-change" in one for one in numbered if "lg-entry" in one)


# ---- When something is amiss


def test_a_missing_text_is_said_in_plain_words_and_can_be_asked_for_again(built: Built) -> None:
    with built.site.reading(built.url("first", "second")) as page:
        page.route("**/third.en.json", lambda route: route.fulfill(status=404, body="no"))
        compare(page, "first", "third")
        status = page.locator(".lg-any__status")
        expect(status).to_have_text(
            "The text of “Third draft” could not be loaded. Check your connection, then choose “Compare” again."
        )
        assert page.locator("[data-usual] .lg-compare").is_visible()
        page.unroute("**/third.en.json")
        page.locator(".lg-any button").click()
        result(page).wait_for()


@pytest.mark.parametrize(
    ("fragment", "message"),
    [
        ("#first..nonsense", "This chapter has no version “nonsense”. Choose two versions from the lists."),
        ("#no..third", "This chapter has no version “no”. Choose two versions from the lists."),
    ],
)
def test_a_state_that_is_not_there(built: Built, fragment: str, message: str) -> None:
    with built.site.reading(built.url("first", "second", fragment)) as page:
        expect(page.locator(".lg-any__status")).to_have_text(message)
        assert page.locator("[data-usual] .lg-compare").is_visible()


@pytest.mark.parametrize("fragment", ["#why", "#c1", "#..", "#%E0%A4%A", "#a..b..c", "#FIRST..third"])
def test_other_fragments_are_left_alone(built: Built, fragment: str) -> None:
    with built.site.reading(built.url("first", "second", fragment)) as page:
        expect(page.locator("form.lg-any")).to_be_visible()
        assert page.locator("[data-usual] .lg-compare").is_visible()
        assert page.locator(".lg-any__status").inner_text() == ""


def test_one_state_cannot_be_compared_with_itself(built: Built) -> None:
    with built.site.reading(built.url("first", "second")) as page:
        compare(page, "third", "third")
        expect(page.locator(".lg-any__status")).to_have_text("Choose two different versions.")


# ---- Everywhere


def test_without_scripts_the_usual_pairs_are_links(built: Built) -> None:
    with built.site.reading(built.url("first", "second"), java_script_enabled=False) as page:
        assert not page.locator("form.lg-any").is_visible()
        pairs = "all => all.map(one => one.dataset.pair)"
        assert page.locator("a[data-pair]").evaluate_all(pairs) == ["third..working", "second..third"]
        page.goto(built.changelog())
        assert page.locator("a[data-pair]").evaluate_all(pairs) == ["third..working", "second..third", "first..second"]
        page.locator("a[data-pair]").last.click()
        page.wait_for_url(built.url("first", "second"))


def test_it_works_below_a_sub_path(built: Built, hosting: Hosting) -> None:
    origin = hosting.serve(built.folder.parent)
    site = Site(origin, built.site.browser)
    with site.reader() as page:
        noise = site.listen(page)
        page.goto(f"{origin}/{built.folder.name}/zh/coatings/plating/changes/first-to-second/#first..third")
        result(page).wait_for()
        targets = result(page).locator("a[href*='//']").evaluate_all("all => all.map(one => one.href)")
        assert targets
        assert all(target.startswith(f"{origin}/{built.folder.name}/zh/") for target in targets)
        for target in targets:
            assert page.request.get(target).ok, target
    assert (noise.complaints, noise.strangers) == ([], [])


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_nothing_is_wider_than_a_phone(built: Built, language: str) -> None:
    with built.site.reading(built.url("first", "second", "#first..working", language=language), size=PHONE) as page:
        result(page).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        assert page.evaluate("getComputedStyle(document.querySelector('.lg-any')).direction") == (
            "rtl" if language == "ar" else "ltr"
        )


def test_other_pages_do_not_load_it(built: Built) -> None:
    with built.site.reader() as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{built.site.origin}/coatings/plating/")
        page.wait_for_load_state("networkidle")
        assert not [url for url in asked if "compare" in url or "/texts/" in url]


def test_the_texts_of_every_public_state_are_there_once(built: Built) -> None:
    found = sorted(
        path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*.json") if "texts" in path.parts
    )
    assert found == sorted(
        f"assets/texts/{chapter}/{state}.{language}.json"
        for chapter in CHAPTERS
        for state in STATES
        for language in PREFIX
    )
