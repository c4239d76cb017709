"""On paper, a page says where it came from."""

from html import escape

from mkdocs.plugins import event_priority


# After the pages that are made from the corpus have been put together (-50).
@event_priority(-100)
def on_page_content(html: str, page, **_: object) -> str:  # type: ignore[no-untyped-def]
    """Append the page's address; only a printer sees it."""
    if not page.canonical_url:
        return html
    return f'{html}<p class="lg-printed" data-search-exclude="true">{escape(page.canonical_url)}</p>'
