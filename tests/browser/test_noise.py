"""No page calls a third party, breaks its own policy or stumbles over its own scripts."""

import pytest

from tests.browser.visits import DESKTOP, PAGES, PHONE, Site

PALETTES = {"light": "default", "dark": "slate"}


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
@pytest.mark.parametrize(("size", "schemes"), [(DESKTOP, ("light", "dark")), (PHONE, ("dark", "light"))])
def test_every_page_is_quiet(site: Site, language: str, size: tuple[int, int], schemes: tuple[str, str]) -> None:
    heard = {}
    with site.reader(size, schemes[0]) as page:
        noise = site.listen(page)
        for name in PAGES:
            page.goto(site.url(name, language))
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                page.locator(f"body[data-md-color-scheme={PALETTES[scheme]}]").wait_for()
            page.mouse.wheel(0, 2000)
            heard[name] = [*noise.complaints, *noise.strangers]
            noise.clear()
    assert heard == {name: [] for name in PAGES}


def test_searching_is_quiet(site: Site) -> None:
    with site.reader() as page:
        noise = site.listen(page)
        page.goto(site.url("chapter"))
        page.locator(".md-search__input").press_sequentially("plating")
        # Where the machine is busy, the first results are those of the first letters.
        page.locator(".md-search-result__item a[href*='h=plating']").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**?h=plating**")
    assert (noise.complaints, noise.strangers) == ([], [])
