"""Put something beside the paragraphs of a rendered text, as it was kept: no tree is made of it again.

Only where a block ends is looked for, in HTML that was cleaned and so is well formed.
"""

import re
from collections.abc import Mapping

_START = re.compile(r"""<(?P<tag>[a-z][a-z0-9]*)(?:\s(?:[^<>"]|"[^"]*")*?)?\sid="(?P<id>[^"]+)"(?:[^<>"]|"[^"]*")*>""")
_HEADING_END = re.compile(r"</h[1-6]>")
_HOLDER_END = re.compile(r"</(?P<tag>p|li|td|th|dd|figure|div)>")
_TABLE = frozenset({"table", "caption", "tr", "td", "th"})
_LIST = re.compile(r"<(?:ul|ol)\b")


def insert_beside(html: str, parts: Mapping[str, str]) -> tuple[str, str]:
    """The HTML with each part beside the block of its id, those of a table below it; and the parts without a place."""
    places: list[tuple[int, str]] = []
    left = dict(parts)
    for start in _START.finditer(html) if parts else ():
        if start["id"] in left:
            places.append((_end(html, start), left.pop(start["id"])))
    made, done = [], 0
    for place, part in sorted(places, key=lambda one: one[0]):
        made += [html[done:place], part]
        done = place
    return "".join([*made, html[done:]]), "".join(left.values())


def _end(html: str, start: re.Match[str]) -> int:
    """Where something stands beside the block that begins here, in a place where it may."""
    tag = start["tag"]
    if tag in _TABLE:
        return _after(html, start.end(), "</table>")
    if tag == "span":
        # A heading has its id in a mark of its own.
        found = _HEADING_END.search(html, start.end())
        return found.end() if found else start.end()
    if tag == "dt":
        # A term may hold no sections; what explains it may.
        at = html.find("<dd", start.end())
        return html.find(">", at) + 1 if at >= 0 else _after(html, start.end(), "</dl>")
    if tag == "img":
        holder = _HOLDER_END.search(html, start.end())
        return start.end() if holder is None else holder.end() if holder["tag"] == "p" else holder.start()
    close = _close(html, start.end(), tag)
    if tag == "li":
        inner = _LIST.search(html, start.end(), close)
        return inner.start() if inner else close
    return close if tag == "dd" else close + len(f"</{tag}>")


def _close(html: str, at: int, tag: str) -> int:
    """Where the element ends whose content begins here."""
    depth = 1
    for found in re.compile(rf"<(?P<end>/?){tag}\b").finditer(html, at):
        depth += -1 if found["end"] else 1
        if not depth:
            return found.start()
    return len(html)


def _after(html: str, at: int, end: str) -> int:
    found = html.find(end, at)
    return found + len(end) if found >= 0 else len(html)
