"""Clean rendered content: what an author or translator writes can never run in a reader's browser.

The list is what ordinary chapters and the handbook use. A page's own furniture is added afterwards, from templates
that escape everything, and the content security policy stands behind both.
"""

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
    "a": {"href", "rel", "aria-label"},
    "img": {"alt", "height", "src", "width"},
    "li": {"value"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "details": {"open"},
    "span": {"aria-hidden"},
}


def clean(html: str) -> str:
    """The same content without anything that could run or reach out."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )
