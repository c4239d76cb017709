"""Read a redline off a page, as far as the server and the browser must agree on it."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

READ = """
([exact, linked]) => {
  const compare = document.querySelector(".lg-compare")
  const words = new Set(["INS", "DEL", "A", "EM", "STRONG", "CODE", "SUP", "SPAN"])
  const holds = element => element.matches("h1,h2,h3,h4,h5,h6,li,p,pre,td,th,caption > div, summary")
  const squeeze = text => text.replace(/\\s+/g, " ").trim()
  /* Where the words lead; those that are gone may lead to the old text here, and to the new one there. */
  const ways = element => [...element.querySelectorAll("a")].filter(one => !one.closest("del, .lg-old"))
    .map(one => one.getAttribute("href").startsWith("#") ? one.hash.replace(/^#.*:/, "#") : one.href)
  const said = (element, without) => {
    const copy = element.cloneNode(true)
    for (const one of copy.querySelectorAll(without)) one.remove()
    return squeeze(copy.textContent)
  }
  const marks = element => [...element.querySelectorAll("ins, del")]
    .map(one => one.localName + (one.lang || "") + (one.dir || "") + ":" + squeeze(one.textContent))
  const shape = element => {
    const names = [...element.attributes].filter(one => !["id", "href"].includes(one.name)).map(one => one.name + "=" + one.value)
    /* The theme gives ids of its own to code. */
    const id = element.id.replace(/^.*:|^__.*/, "")
    const name = [element.localName, id && "#" + id, ...names.sort()].filter(Boolean).join(" ")
    if (!holds(element)) return [name, ...[...element.children].map(shape)]
    const head = element.querySelector(":scope > .lg-entry__head")
    const first = head ? [shape(head)] : []
    const all = ".lg-entry__head, .lg-spoken"
    const old = said(element, all + ", ins")
    if (element.closest(".lg-old")) return [name, ...first, old]
    const found = [name, ...first, old, said(element, all + ", del"), linked ? ways(element) : []]
    return exact ? [...found, marks(element)] : [...found, marks(element).length > 0]
  }
  return shape(compare)
}
"""


def read_redline(page: Page, *, exact: bool, linked: bool = True) -> list[str]:
    """The redline on a page: its elements, what each says before and after, and where it leads.

    Exactly, also each insertion and deletion.
    """
    page.locator(".lg-compare").wait_for()
    return list(_lines(page.evaluate(READ, [exact, linked])))


def _lines(shape: Any, depth: int = 0) -> Iterator[str]:
    """One line for each element and each text, so that a difference can be read."""
    for part in shape:
        if isinstance(part, list) and part and isinstance(part[0], str) and depth >= 0:
            yield from _lines(part, depth + 1)
        else:
            yield f"{'  ' * depth}{part}"
