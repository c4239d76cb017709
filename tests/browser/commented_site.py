"""The small project while its second round is open on a draft, and ways to comment on it."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from living_guidance.cli import main
from tests.browser.visits import PREFIX, Site

HERE = Path(__file__).parent
DRAFT = "second-draft"
ROUND = "second"
CHAPTER = "coatings/plating"
KEY = f"living-guidance:https://guidance.example:{ROUND}"
"""Under what the browser keeps the comments."""
TITLES = {"en": "Second draft", "zh": "第二稿", "ar": "المسودة الثانية"}


def make_commented(folder: Path) -> None:
    """Copy the small project, freeze a draft of it, and open the second round on that."""
    shutil.copytree(HERE / "project", folder)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8").replace("../../../hooks", str(HERE.parents[1] / "hooks"))
    settings.write_text(text, encoding="utf-8")
    for path, line in {
        "boards/document.yml": "publish_working: true",
        f"rounds/{ROUND}/round.yml": f"draft: {DRAFT}\ncontact: comments@secretariat.example",
    }.items():
        with (folder / "guidance" / path).open("a", encoding="utf-8") as record:
            record.write(f"{line}\n")
    shutil.copy(folder / "docs/handbook.md", folder / "docs/how-to-comment.md")
    named = (part for code, title in TITLES.items() for part in ("--title", f"{code}={title}"))
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(folder), "freeze", DRAFT, "--type", "comment_draft", "--date", "2018-09-28", *named])
    assert not ended.value.code


@dataclass(frozen=True)
class Commented:
    """The built project."""

    site: Site
    project: Path
    folder: Path

    def url(self, language: str = "en", chapter: str = CHAPTER, page: str = f"at/{DRAFT}/") -> str:
        return f"{self.site.origin}{PREFIX[language]}{chapter}/{page}"


# ---- What a reader does


def sheet(page: Page) -> Locator:
    """The sheet beside the text."""
    return page.locator(".lg-sheet[role=dialog]")


def expect_marks(page: Page, said: list[str]) -> None:
    """The marks beside the paragraphs say this, or come to: what a window keeps may reach the next one a little later."""
    expect(page.locator(".lg-note--own")).to_have_text(said, timeout=30_000)


def block(page: Page, words: str) -> Locator:
    """The paragraph that says certain words."""
    return page.locator(f'.lg-text p.lg-block:has-text("{words}")').first


def select(page: Page, words: str) -> None:
    """Select words on the page, as a pointer would."""
    page.evaluate(
        """words => {
          const walker = document.createTreeWalker(document.querySelector(".lg-text"), NodeFilter.SHOW_TEXT)
          while (walker.nextNode()) {
            const start = walker.currentNode.data.indexOf(words)
            if (start < 0) continue
            const range = document.createRange()
            range.setStart(walker.currentNode, start)
            range.setEnd(walker.currentNode, start + words.length)
            getSelection().removeAllRanges()
            getSelection().addRange(range)
            return
          }
          throw new Error(`nowhere: ${words}`)
        }""",
        words,
    )


def write(page: Page, kind: str = "technical", **words: str) -> None:
    """Fill in the form of a comment."""
    page.locator(f".lg-form input[value={kind}]").check(force=True)
    for name, text in words.items():
        page.locator(f".lg-form [name={name}]").fill(text)


def save(page: Page) -> None:
    """Save the comment that is being written."""
    page.locator(".lg-form .lg-button--main").click()


def comment(page: Page, words: str, **written: str) -> None:
    """Comment on the paragraph that says certain words."""
    control = block(page, words).locator(".lg-note")
    control.focus()
    control.press("Enter")
    write(page, **written)
    save(page)


def open_send(page: Page, category: str = "igo", **sender: str) -> None:
    """Open the form of who sends the comments, and fill it in."""
    page.locator(".lg-pill").click()
    page.locator(".lg-tray .lg-button--main").click()
    page.locator("[name=category]").select_option(category)
    for name, text in sender.items():
        page.locator(f".lg-send [name={name}]").fill(text)


def hand(page: Page, kind: str) -> Download:
    """Have the file of a kind made."""
    with page.expect_download() as found:
        page.locator(".lg-send .lg-button", has_text=kind.upper()).click()
    return found.value


def stored(page: Page) -> dict[str, Any]:
    """What the browser keeps."""
    found: dict[str, Any] = page.evaluate(f"JSON.parse(localStorage.getItem('{KEY}') ?? '{{}}')")
    return found
