"""Clean rendered content: what an author or translator writes can never run in a reader's browser.

The list is what ordinary chapters and the handbook use. A page's own furniture is added afterwards, from templates
that escape everything, and the content security policy stands behind both.
"""

import re

import nh3

_TEXT = {"class", "dir", "id", "lang", "title"}
_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn", "div", "dl"),
    *("dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li"),
    *("mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul", "var"),
}
_ATTRIBUTES = {
    "*": _TEXT,
    "a": {"href", "rel", "aria-label", "data-search-exclude"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"data-search-exclude", "open"},
    "p": {"data-search-exclude"},
    "span": {"aria-hidden", "data-search-exclude"},
}
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
"""What an address begins with that leads out of the site."""
_PLAIN_ID = re.compile(r"(?!__)[\w:.-]+")
_IGNORED = re.compile(r"[\x00-\x20]+")
"""What browsers pass over in the beginning of an address."""
_THEME = ("md-", "mermaid")
"""Classes that the theme's own parts go by: text could pose as one, or have its script fetch more from elsewhere."""


def clean(html: str) -> str:
    """The same content without anything that could run or reach out."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_tame,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )


def is_plain_id(value: str) -> bool:
    """Whether an element may be called so: the theme's script stumbles over quotes, and over its own ``__`` names."""
    return _PLAIN_ID.fullmatch(value) is not None


def _tame(tag: str, attribute: str, value: str) -> str | None:
    """What becomes of an attribute that is allowed as such."""
    if attribute == "id" and not is_plain_id(value):
        return None
    if attribute == "class" and any(mark in value for mark in _THEME):
        return " ".join(name for name in value.split() if not name.startswith(_THEME)) or None
    if (tag, attribute) == ("img", "src") and _FOREIGN.match(_IGNORED.sub("", value)):
        return None
    return value
