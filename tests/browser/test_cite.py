"""Citing a paragraph in a real browser: the button, the dialog, the clipboard; and the page without any script."""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from living_guidance.render.citation import citation_forms
from living_guidance.render.messages import load_messages
from tests.browser.conftest import Hosting
from tests.render.citations import CHINESE, ENGLISH, PARAGRAPH, shown

ASSETS = Path(__file__).parents[2] / "plugins/living_guidance/site/theme/assets/living-guidance"
CITED = {"en": ENGLISH, "zh": CHINESE}
NOW = date(2021, 3, 4)
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Test</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; object-src 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="guidance.css"><link rel="stylesheet" href="cite.css"><script src="cite.js" defer></script>
</head><body data-md-color-scheme="default"><main class="md-content md-typeset"><h1>Smelters</h1><div class="lg-text">
<p id="p3k7x2abc" class="lg-block"><a class="lg-number" href="#p3k7x2abc">12</a>Keep it hot.</p>
<p id="pborn2345" class="lg-block lg-born"><a class="lg-number" href="#pborn2345">13</a>New.</p>
<p id="p3k7x2abd" class="lg-block">A paragraph without a number.</p>
</div>{card}</main></body></html>"""


@pytest.fixture(scope="module")
def origin(hosting: Hosting, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cite")
    for name in ("guidance.css", "cite.css", "cite.js", "cite.svg"):
        shutil.copy(ASSETS / name, folder)
    for language, citation in CITED.items():
        page = PAGE.format(language=language, card=shown(citation, language))
        (folder / f"{language}.html").write_text(page, encoding="utf-8")
    (folder / "none.html").write_text(PAGE.format(language="en", card=""), encoding="utf-8")
    return hosting.serve(folder)


@contextmanager
def reading(browser: Browser, url: str, *setup: str, **options: Any) -> Iterator[Page]:
    given: dict[str, Any] = {"permissions": ["clipboard-read", "clipboard-write"], "timezone_id": "Asia/Shanghai"}
    context = browser.new_context(**given | options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for script in setup:
        page.add_init_script(script)
    # Early on this day in Shanghai, still the day before in Greenwich.
    page.clock.set_fixed_time("2021-03-03T20:00:00Z")
    page.goto(url)
    yield page
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []
    context.close()


def expected(language: str) -> list[str]:
    own = replace(CITED[language], accessed=NOW, **PARAGRAPH)
    return [form.text for form in citation_forms(own, load_messages(language))]


@pytest.mark.parametrize("language", CITED)
def test_any_paragraph_is_cited_in_a_dialog(browser: Browser, origin: str, language: str) -> None:
    with reading(browser, f"{origin}/{language}.html") as page:
        (button,) = page.locator(".lg-cite__open").all()  # none for what is new or has no number
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name=button.get_attribute("aria-label") or "")
        assert dialog.is_visible()
        assert dialog.locator("pre").all_text_contents() == expected(language)
        assert dialog.locator("a").get_attribute("href") == f"{CITED[language].address}#p3k7x2abc"
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
        assert button.evaluate("one => one === document.activeElement")


def test_the_chapters_own_citation_bears_the_readers_date(browser: Browser, origin: str) -> None:
    with reading(browser, f"{origin}/zh.html") as page:
        own = replace(CHINESE, accessed=NOW)
        texts = [form.text for form in citation_forms(own, load_messages("zh"))]
        assert page.locator(".lg-cite pre").all_text_contents() == texts
        assert page.locator(".lg-cite time").first.get_attribute("datetime") == NOW.isoformat()


@pytest.mark.parametrize("ordinal", range(4))
def test_a_copy_is_the_whole_form(browser: Browser, origin: str, ordinal: int) -> None:
    with reading(browser, f"{origin}/zh.html") as page:
        page.locator(".lg-block").first.hover()
        page.locator(".lg-cite__open").click()
        dialog = page.locator("dialog")
        dialog.locator(".lg-cite__copy").nth(ordinal).click()
        dialog.get_by_role("status").filter(has_text=re.compile("^已复制：")).wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == expected("zh")[ordinal]


def test_the_link_is_copied_too(browser: Browser, origin: str) -> None:
    with reading(browser, f"{origin}/en.html") as page:
        page.locator(".lg-cite > summary").click()
        page.get_by_role("button", name="Copy: Permanent link").click()
        page.locator(".lg-cite").get_by_role("status").filter(has_text="Copied: Permanent link").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == ENGLISH.address


REFUSED = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
WITHOUT = "Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined})"
HELPLESS = "Document.prototype.execCommand = () => false"


@pytest.mark.parametrize("setup", [REFUSED, WITHOUT])
def test_without_the_clipboard_the_selection_is_copied(browser: Browser, origin: str, setup: str) -> None:
    with reading(browser, f"{origin}/en.html", setup) as page:
        page.locator(".lg-block").first.hover()
        page.locator(".lg-cite__open").click()
        page.locator("dialog").get_by_role("button", name="Copy: GB/T 7714—2015").click()
        page.get_by_role("status").filter(has_text="Copied: GB/T 7714—2015").wait_for()
        assert page.evaluate("String(getSelection())").strip() == expected("en")[1]


def test_where_nothing_copies_the_reader_is_told_how(browser: Browser, origin: str) -> None:
    with reading(browser, f"{origin}/en.html", REFUSED, HELPLESS) as page:
        page.locator(".lg-block").first.hover()
        page.locator(".lg-cite__open").click()
        page.locator("dialog").get_by_role("button", name="Copy: BibTeX").click()
        page.get_by_role("status").filter(has_text="press Ctrl+C").wait_for()
        assert page.evaluate("String(getSelection())").strip() == expected("en")[2]


def test_a_click_beside_the_dialog_or_on_close_shuts_it(browser: Browser, origin: str) -> None:
    with reading(browser, f"{origin}/en.html") as page:
        for close in (lambda: page.mouse.click(3, 3), page.get_by_role("button", name="Close").click):
            page.locator(".lg-block").first.hover()
            page.locator(".lg-cite__open").click()
            page.locator("dialog pre").first.click()
            assert page.locator("dialog").is_visible()
            close()
            assert not page.locator("dialog").is_visible()


def test_without_scripts_the_chapter_can_be_cited(browser: Browser, origin: str) -> None:
    with reading(browser, f"{origin}/en.html", java_script_enabled=False) as page:
        assert page.locator("button").count() == 0
        page.locator(".lg-cite > summary").click()
        texts = page.locator(".lg-cite pre").all_text_contents()
        assert texts == [form.text for form in citation_forms(ENGLISH, load_messages("en"))]
        assert json.loads(texts[3])[0]["URL"] == ENGLISH.address


def test_a_text_that_has_no_citation_has_no_button(browser: Browser, origin: str) -> None:
    with reading(browser, f"{origin}/none.html") as page:
        assert page.locator("button").count() == 0


@pytest.mark.parametrize("width", [320, 1360])
def test_nothing_is_wider_than_the_window(browser: Browser, origin: str, width: int) -> None:
    with reading(browser, f"{origin}/en.html", viewport={"width": width, "height": 640}) as page:
        page.locator(".lg-cite__open").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("(one => one.scrollWidth - one.clientWidth)(document.querySelector('dialog'))") <= 0


def test_what_a_copy_button_says_is_in_sight(browser: Browser, origin: str) -> None:
    with reading(browser, f"{origin}/en.html", viewport={"width": 390, "height": 500}) as page:
        page.locator(".lg-cite__open").focus()
        page.keyboard.press("Enter")
        page.locator("dialog .lg-cite__copy").first.click()
        status = page.locator("dialog").get_by_role("status").filter(has_text="Copied")
        status.wait_for()
        box = status.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 500
