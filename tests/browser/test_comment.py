"""Commenting in the reader's own browser: by pointer, by keyboard, on a phone; what is kept, and what never happens."""

from pathlib import Path

import pytest
from playwright.sync_api import Request, expect

from tests.browser.commented_site import (
    CHAPTER,
    DRAFT,
    KEY,
    Commented,
    block,
    comment,
    expect_marks,
    hand,
    open_send,
    save,
    select,
    sheet,
    stored,
    write,
)
from tests.browser.test_layout import sideways
from tests.browser.visits import NARROW, PHONE

TENSION = "Measure the surface tension"
DRAG_OUT = "Return drag-out"


# ---- Writing


def test_words_that_were_selected_are_commented_on(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        select(page, "surface tension once a week")
        page.locator(".lg-select").click()
        number = block(page, TENSION).locator(".lg-number").inner_text()
        expect(sheet(page)).to_have_accessible_name(f"Comment on paragraph {number}")
        expect(page.locator(".lg-quoted blockquote")).to_have_text("surface tension once a week")
        write(page, text="Once a week is not enough.", rationale="It falls within days.")
        save(page)
        expect(sheet(page)).to_be_hidden()
        expect(page.locator(".lg-pill")).to_have_text("1 comment, not sent")
        expect_marks(page, ["1"])
        (record,) = stored(page)["comments"]
        told = {
            name: record[name] for name in ("document", "chapter", "section", "number", "element", "quoted", "draft")
        }
        assert told == {
            "document": "coatings",
            "chapter": "plating",
            "section": "Close the loop",
            "number": number,
            "element": "paragraph",
            "quoted": "surface tension once a week",
            "draft": DRAFT,
        }
        assert (record["paragraph"], record["language"]) == (block(page, TENSION).get_attribute("id"), "en")


def test_a_comment_is_written_mended_and_deleted_by_keyboard_alone(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        control = block(page, TENSION).locator(".lg-note")
        page.locator(".lg-number").first.focus()
        for _ in range(200):
            page.keyboard.press("Tab")
            if control.evaluate("one => one === document.activeElement"):
                break
        expect(control).to_be_focused()
        expect(control).to_have_css("opacity", "1")
        page.keyboard.press("Enter")
        expect(page.locator("#lg-sheet-title")).to_be_focused()
        for key in ("Tab", "Tab", "ArrowRight", "ArrowRight", "Tab"):
            page.keyboard.press(key)
        page.keyboard.type("By keyboard.")
        page.keyboard.press("Control+Enter")
        expect(sheet(page)).to_be_hidden()
        expect(control).to_be_focused()
        assert [(one["type"], one["text"]) for one in stored(page)["comments"]] == [("technical", "By keyboard.")]

        page.keyboard.press("Enter")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("[name=text]").focus()
        page.keyboard.press("End")
        page.keyboard.type(" Mended.")
        page.keyboard.press("Control+Enter")
        assert [one["text"] for one in stored(page)["comments"]] == ["By keyboard. Mended."]
        page.get_by_role("button", name="Delete: Paragraph").press("Enter")
        assert stored(page)["comments"] == []
        undo = page.get_by_role("button", name="Undo")
        expect(undo).to_be_focused()
        page.keyboard.press("Enter")
        assert [one["text"] for one in stored(page)["comments"]] == ["By keyboard. Mended."]
        page.keyboard.press("Escape")
        expect(sheet(page)).to_be_hidden()
        expect(control).to_be_focused()


def test_the_focus_leaves_the_sheet_by_tab(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        block(page, TENSION).hover()
        block(page, TENSION).locator(".lg-note").click()
        inside = "document.querySelector('.lg-sheet').contains(document.activeElement)"
        for key in ("Shift+Tab", "Tab"):
            page.locator(".lg-sheet__close" if key == "Shift+Tab" else ".lg-form__foot .lg-button >> nth=-1").focus()
            page.keyboard.press(key)
            if page.evaluate("document.activeElement.id") == "lg-sheet-title":
                page.keyboard.press(key)
            assert not page.evaluate(inside), key


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_a_comment_on_a_phone(commented: Commented, language: str) -> None:
    with commented.site.reading(commented.url(language), size=NARROW) as page:
        control = page.locator("p.lg-block > .lg-note").nth(2)
        control.scroll_into_view_if_needed()
        assert float(control.evaluate("one => getComputedStyle(one).opacity")) > 0.4
        control.tap()
        box, height = sheet(page).bounding_box(), NARROW[1]
        assert box
        assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, NARROW[0], height)
        pointed = page.locator(".lg-pointed").bounding_box()
        assert pointed
        assert 0 < pointed["y"] < box["y"]
        write(page, text="尽管如此。Even so.")
        assert sideways(page) == {"width": 0, "wide": []}
        save(page)
        page.locator(".lg-pill").tap()
        assert sideways(page) == {"width": 0, "wide": []}
        page.locator(".lg-tray .lg-button--main").tap()
        assert sideways(page) == {"width": 0, "wide": []}


def test_a_form_that_lacks_something_says_what_and_where(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        block(page, TENSION).locator(".lg-note").press("Enter")
        save(page)
        errors = page.locator(".lg-field__error")
        assert errors.all_text_contents() == ["Choose the kind of comment.", "Write a comment or a proposed text."]
        expect(page.locator("[name=type]").first).to_be_focused()
        expect(page.locator("[name=text]")).to_have_accessible_description("Write a comment or a proposed text.")
        write(page, text="x" * 32_767)
        save(page)
        assert errors.all_text_contents() == ["1 character too many: divide the comment."]
        assert stored(page).get("comments", []) == []


def test_the_proposed_text_begins_with_the_present_words(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        block(page, "Hard metal plating").locator(".lg-note").press("Enter")
        prefill = page.get_by_role("button", name="Begin with the present words")
        prefill.click()
        words = "Hard metal plating in closed-loop systems is an acceptable purpose.[1] Check the register before granting a permit."
        expect(page.locator("[name=proposed]")).to_have_value(words)
        expect(page.locator("[name=proposed]")).to_be_focused()
        expect(prefill).to_be_hidden()


def test_rows_headings_items_and_notes_can_be_commented_on(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        found = {}
        for name, selector in {
            "title": "h2.lg-block",
            "table": "tbody tr",
            "paragraph": "li.lg-block:not(.footnote li)",
            "footnote": ".footnote .lg-block",
        }.items():
            page.locator(f".lg-text {selector} .lg-note").first.press("Enter")
            write(page, text=name)
            save(page)
            found[name] = page.locator(f".lg-text {selector}").first.get_attribute("id")
        records = {one["element"]: one for one in stored(page)["comments"]}
        assert list(records) == ["title", "table", "paragraph", "footnote"]
        heading = page.locator("h2.lg-block .lg-anchor").first.get_attribute("id")
        assert records["title"]["paragraph"] == heading
        assert {name: records[name]["paragraph"] for name in ("table", "paragraph")} == {
            name: found[name] for name in ("table", "paragraph")
        }
        select(page, "New hard chromium lines")
        page.locator(".lg-select").click()
        write(page, text="Which ones?")
        save(page)
        row = stored(page)["comments"][-1]
        assert row["paragraph"].endswith("-c2")
        expect_marks(page, ["1"] * 5)
        page.locator(".lg-pill").click()
        places = page.locator(".lg-entry__place > :first-child").all_text_contents()
        assert [place for place in places if place != "Table"] == ["Heading", "Paragraph without a number", "Footnote"]
        assert places[0] == "Heading"


def test_the_whole_chapter_and_the_whole_document(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        for about in ("chapter", "document"):
            page.get_by_role("button", name="Comment on the whole chapter").click()
            page.locator(f"[name=about][value={about}]").check(force=True)
            write(page, kind="general", text=about)
            save(page)
        records = stored(page)["comments"]
        assert [(one["document"], one["chapter"], one["paragraph"]) for one in records] == [
            ("coatings", "plating", ""),
            ("coatings", "", ""),
        ]
        page.locator(".lg-pill").click()
        assert page.locator(".lg-entry__place > :first-child").all_text_contents() == [
            "Whole document",
            "Whole chapter",
        ]


# ---- Keeping


def test_comments_outlive_the_page_in_every_chapter_and_language(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        comment(page, TENSION, text="First")
        page.reload()
        expect_marks(page, ["1"])
        page.goto(commented.url("zh"))
        expect_marks(page, ["1"])
        expect(page.locator(".lg-pill")).to_have_text("1条意见，尚未提交")
        page.goto(commented.url(chapter="boards/insulation"))
        expect_marks(page, [])
        page.locator("p.lg-block > .lg-note").first.press("Enter")
        write(page, text="Second")
        save(page)
        page.locator(".lg-pill").click()
        assert page.locator(".lg-tray__group").all_text_contents() == ["Metal plating", "Insulation boards"]
        page.locator(".lg-entry__place a").first.click()
        page.wait_for_url(f"**/{CHAPTER}/at/{DRAFT}/#*")
        assert "surface tension" in page.locator(":target").inner_text()


def test_words_that_were_not_saved_are_there_again(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        control = block(page, TENSION).locator(".lg-note")
        control.press("Enter")
        write(page, text="Half a thought")
        page.keyboard.press("Escape")
        page.reload()
        expect_marks(page, [])
        control.press("Enter")
        expect(page.locator("[name=text]")).to_have_value("Half a thought")
        expect(page.get_by_text("The words that you did not save are here again.")).to_be_visible()
        page.get_by_role("button", name="Discard").click()
        control.press("Enter")
        expect(page.locator("[name=text]")).to_have_value("")


def test_two_windows_do_not_overwrite_each_other(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        other = page.context.new_page()
        other.goto(commented.url())
        comment(page, TENSION, text="In one window")
        expect(other.locator(".lg-pill")).to_have_text("1 comment, not sent")
        comment(other, DRAG_OUT, text="In the other")
        expect(page.locator(".lg-pill")).to_have_text("2 comments, not sent")
        assert [one["text"] for one in stored(page)["comments"]] == ["In one window", "In the other"]


REFUSALS = {
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    "off": "Storage.prototype.setItem = Storage.prototype.getItem = function (key) {"
    " if (key.startsWith('living')) throw new DOMException('off', 'SecurityError'); return null }",
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_browser_that_keeps_nothing_is_told_of_and_loses_nothing(commented: Commented, refusal: str) -> None:
    with commented.site.reading(commented.url()) as page:
        page.add_init_script(REFUSALS[refusal])
        page.reload()
        comment(page, TENSION, text="Not kept")
        expect(page.get_by_role("alert")).to_contain_text("could not keep the comment")
        expect(page.locator("[name=text]")).to_have_value("Not kept")
        page.keyboard.press("Escape")
        expect(page.locator(".lg-pill--lost")).to_have_text("1 comment, not sent")
        open_send(page, submitter="Observer B")
        assert "Not kept" in hand(page, "json").path().read_text(encoding="utf-8")
        # The browser asks before the words are lost with the page.
        with page.expect_event("dialog", lambda dialog: dialog.type == "beforeunload"):
            page.once("dialog", lambda dialog: dialog.accept())
            page.reload()


@pytest.mark.parametrize("rubbish", ["{", "null", '{"comments": [1, null, {"id": {}, "text": ["<b>"]}], "sent": 7}'])
def test_rubbish_in_the_store_does_no_harm(commented: Commented, rubbish: str) -> None:
    with commented.site.reading(commented.url()) as page:
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, rubbish])
        page.reload()
        comment(page, TENSION, text="All the same")
        assert "All the same" in [one["text"] for one in stored(page)["comments"]]


def test_everything_can_be_deleted_from_the_browser(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        comment(page, TENSION, text="Private")
        page.locator(".lg-pill").click()
        page.get_by_role("button", name="Delete everything").click()
        assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('living'))") == []
        page.get_by_role("button", name="Undo").click()
        expect_marks(page, ["1"])


# ---- Where it is offered


def test_without_scripts_there_is_no_dead_control(commented: Commented) -> None:
    with commented.site.reading(commented.url(), java_script_enabled=False) as page:
        banner = page.locator(".lg-banner--open")
        ways = {link.inner_text(): link.get_attribute("href") or "" for link in banner.locator(".lg-ways a").all()}
        assert list(ways) == ["How to comment", "Forms and dates", "Comment offline: Coatings in one file"]
        assert page.locator(".lg-content button, .lg-text button, .lg-banner button").count() == 0
        for href in ways.values():
            assert page.request.get(f"{page.url}{href}").ok


def test_another_text_leads_to_the_draft(commented: Commented) -> None:
    with commented.site.reading(commented.url(page="working/")) as page:
        assert page.locator(".lg-note, .lg-pill, script.lg-comment-data").count() == 0
        page.get_by_role("link", name="Comment on the draft").click()
        page.wait_for_url(f"**/{CHAPTER}/at/{DRAFT}/")
        assert page.locator(".lg-note").count() > 20


def test_the_round_leads_to_the_files_for_commenting_offline(commented: Commented) -> None:
    with commented.site.reading(f"{commented.site.origin}/rounds/second/") as page:
        links = page.locator("a[href$='.en.html']")
        assert links.all_text_contents() == [
            "Comment offline: Coatings in one file",
            "Comment offline: Insulation boards in one file",
        ]


# ---- For everybody, and for nobody's script

NAMELESS = """() => [...document.querySelectorAll("button, input, select, textarea, [role]")]
  .filter(one => !one.closest(".md-header, .md-sidebar, .md-search") && one.checkVisibility())
  .filter(one => !(one.ariaLabel || one.labels?.length || one.textContent.trim() || one.getAttribute("aria-labelledby")
    || ["status", "alert", "note"].includes(one.role)))
  .map(one => one.outerHTML.slice(0, 80))"""
TWICE = """() => { const ids = [...document.querySelectorAll("[id]")].map(one => one.id)
  return ids.filter((id, at) => ids.indexOf(id) !== at) }"""
SMALL = """() => [...document.querySelectorAll(".lg-sheet :is(button, .lg-choice, select, textarea)")]
  .filter(one => one.checkVisibility() && !one.matches(".lg-plain"))
  .filter(one => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24 })
  .map(one => one.outerHTML.slice(0, 80))"""


def test_every_control_has_a_name_and_room_for_a_finger(commented: Commented) -> None:
    with commented.site.reading(commented.url(), size=PHONE) as page:
        comment(page, TENSION, text="Something")
        block(page, TENSION).locator(".lg-note").press("Enter")
        found = {}
        for step in ("", ".lg-entry__ways button", ".lg-sheet__close", ".lg-pill", ".lg-tray .lg-button--main"):
            if step:
                page.locator(step).first.click()
            found[step] = [*page.evaluate(NAMELESS), *page.evaluate(TWICE), *page.evaluate(SMALL)]
        assert [(step, faults) for step, faults in found.items() if faults] == []


def test_hostile_words_are_shown_as_words(commented: Commented, tmp_path: Path) -> None:
    hostile = "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'>\"><svg onload=ran=3>{{7*7}}⟦n⟧"
    with commented.site.reading(commented.url()) as page:
        written = {name: f"{name} {hostile}" for name in ("text", "proposed", "rationale", "references")}
        comment(page, TENSION, **written)
        page.reload()
        page.locator(".lg-pill").click()
        assert hostile in page.locator(".lg-entry-own").inner_text()
        page.get_by_role("button", name="Edit: Paragraph").click()
        assert {name: page.locator(f"[name={name}]").input_value() for name in written} == written
        page.keyboard.press("Escape")
        page.evaluate("() => { print = () => { window.printed = document.querySelector('.lg-summary').textContent } }")
        open_send(page, submitter=hostile)
        page.get_by_role("button", name="Print").click()
        assert all(text in page.evaluate("window.printed") for text in (*written.values(), hostile))
        path = tmp_path / f"{'<b>' * 3}.json"
        path.write_text("{}", encoding="utf-8")
        page.locator(".lg-sheet__close").click()
        page.locator(".lg-pill").click()
        page.locator("#lg-import").set_input_files(path)
        expect(page.locator(".lg-tray__report")).to_contain_text(f"“{path.name}” is not a file")
        assert page.evaluate("window.ran") is None


def test_nothing_is_told_to_anybody(commented: Commented) -> None:
    with commented.site.reader() as page:
        page.goto(commented.url())
        asked: list[Request] = []
        page.context.on("request", lambda request: asked.append(request))
        comment(page, TENSION, text="Mine alone")
        open_send(page, submitter="Observer B")
        for kind in ("xlsx", "csv", "json"):
            hand(page, kind)
        # The style sheet's own pictures come when they are first shown.
        told = [f"{one.method} {one.url}" for one in asked if not one.url.endswith((".svg", ".png"))]
        assert [one for one in told if not one.startswith("GET blob:")] == []
        assert all(one.method == "GET" and "?" not in one.url for one in asked)
        assert page.evaluate("fetch('https://example.org/').catch(error => error.name)") == "TypeError"
