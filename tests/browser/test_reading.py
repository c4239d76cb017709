"""What every page owes a reader: one title, headings in order, links with names, words in the language they claim."""

from itertools import pairwise

import pytest

from tests.browser.visits import DESKTOP, PAGES, PHONE, PREFIX, Site

OUTLINE = """() => [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4, h5, h6)")]
  .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""

NAMELESS = """() => {
  const name = one => (one.getAttribute("aria-label") ?? one.textContent).trim() || one.title
    || one.querySelector("img")?.alt || one.labels?.[0]?.textContent.trim() || one.placeholder
  return [...document.querySelectorAll("a[href], button, input:not([type=checkbox], [type=radio]), summary")]
    .filter(one => !name(one)).map(one => one.outerHTML.slice(0, 120))
}"""

REPEATED = """() => {
  const ids = [...document.querySelectorAll("[id]")].map(one => one.id)
  return ids.filter((id, at) => ids.indexOf(id) !== at)
}"""

MISSPOKEN = """page => {
  const han = /\\p{sc=Han}/u, arabic = /\\p{sc=Arabic}/u, latin = /[a-z]{3,}[ ,;]+[a-z]{3,}/
  const wrong = {
    en: text => han.test(text) || arabic.test(text),
    zh: text => arabic.test(text) || latin.test(text) && !han.test(text),
    ar: text => han.test(text) || latin.test(text) && !arabic.test(text),
  }
  const found = []
  const walker = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement.closest("[lang]") ?? document.documentElement
    if (!node.parentElement.closest("code, script") && wrong[holder.lang](node.data))
      found.push(`${holder.lang}: ${node.data.trim().slice(0, 60)}`)
  }
  return found
}"""

FAINT = """() => {
  const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
  const brush = canvas.getContext("2d", {willReadFrequently: true})
  const rgba = colour => {
    brush.clearRect(0, 0, 1, 1)
    brush.fillStyle = colour
    brush.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const over = (top, below) => [0, 1, 2].map(at => top[at] * top[3] + below[at] * (1 - top[3])).concat(1)
  const ground = one => {
    if (!one) return [255, 255, 255, 1]
    const own = rgba(getComputedStyle(one).backgroundColor)
    return own[3] === 1 ? own : over(own, ground(one.parentElement))
  }
  const light = colour => {
    const [r, g, b] = colour.slice(0, 3).map(part => part / 255).map(part =>
      part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b
  }
  const faint = new Map
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement
    if (!node.data.trim() || one.closest("script, noscript, .lg-spoken, .md-search__output, .md-skip, .md-top")) continue
    if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue
    let opacity = 1
    for (let above = one; above; above = above.parentElement) opacity *= getComputedStyle(above).opacity
    const style = getComputedStyle(one), below = ground(one), ink = rgba(style.color)
    const [high, low] = [light(over([...ink.slice(0, 3), ink[3] * opacity], below)), light(below)].sort((a, b) => b - a)
    const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700
    const ratio = (high + .05) / (low + .05)
    if (ratio < (large ? 3 : 4.5)) faint.set(`${one.tagName}.${one.className}`, ratio.toFixed(2))
  }
  return Object.fromEntries(faint)
}"""


@pytest.mark.parametrize("language", PREFIX)
def test_every_page_has_one_title_and_headings_in_order(site: Site, language: str) -> None:
    with site.reader() as page:
        for name in PAGES:
            page.goto(site.url(name, language))
            levels = page.evaluate(OUTLINE)
            assert levels[0] == 1, name
            assert levels.count(1) == 1, name
            assert all(after - before <= 1 for before, after in pairwise(levels)), (name, levels)


@pytest.mark.parametrize("language", PREFIX)
def test_every_link_has_a_name_and_every_id_is_one_of_its_kind(site: Site, language: str) -> None:
    with site.reader() as page:
        for name in PAGES:
            page.goto(site.url(name, language))
            assert (page.evaluate(NAMELESS), page.evaluate(REPEATED)) == ([], []), name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_words_are_in_the_language_they_claim(site: Site, language: str) -> None:
    with site.reader() as page:
        for name in PAGES:
            page.goto(site.url(name, language))
            page.evaluate("for (const one of document.querySelectorAll('.lg-not-found[hidden]')) one.remove()")
            assert page.evaluate(MISSPOKEN) == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "zh"), (PHONE, "en")])
def test_all_text_stands_out_from_its_ground(site: Site, scheme: str, size: tuple[int, int], language: str) -> None:
    with site.reader(size, scheme) as page:
        for name in PAGES:
            page.goto(site.url(name, language))
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert page.evaluate(FAINT) == {}, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whoever_uses_the_keyboard_sees_where_they_are(site: Site, scheme: str) -> None:
    with site.reader(scheme=scheme) as page:
        page.goto(site.url("chapter", "zh"))
        unseen = []
        reached = set()
        for _ in range(90):
            page.keyboard.press("Tab")
            name, seen = page.evaluate(
                """() => {
                  const one = document.activeElement, style = getComputedStyle(one)
                  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 || one.matches("body")
                  return [one.classList[0] ?? one.tagName, seen]
                }"""
            )
            reached.add(name)
            if not seen:
                unseen.append(name)
        assert unseen == []
        assert {"md-tabs__link", "lg-number", "lg-edit", "footnote-ref"} <= reached
