"""Make a built site work anywhere: under any address of a web server, and straight from a disk."""

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

_NEEDLESS = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})
"""What a server shows, and what search engines read, at the root of a server only."""
_LINK = re.compile(r"""(<(?:a|link)\b[^<>]*\shref=")([^"#?]+)""")


def self_contained(files: Mapping[str, bytes], address: str) -> dict[str, bytes]:
    """The files of a site made for an address, without those that only the root of a server has.

    Each link from a page leads to a file beside it: a disk shows no page for a folder, and has no root of ours.
    """
    root = f"{urlsplit(address).path.rstrip('/')}/"
    return {
        path: _linked(content, _to_file(path, root)) if path.endswith(".html") else content
        for path, content in files.items()
        if path not in _NEEDLESS
    }


def _linked(content: bytes, replace: Callable[[re.Match[str]], str]) -> bytes:
    # Somebody's own page may be in any encoding, of which nothing but a link is touched.
    return _LINK.sub(replace, content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _to_file(page: str, root: str) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        before, path = match.groups()
        is_rooted = path.startswith("/")
        if ":" in path or path.startswith("//") or (is_rooted and not path.startswith(root)):
            return match[0]
        if is_rooted:
            depth = posixpath.dirname(page)
            path = posixpath.relpath(path.removeprefix(root) or ".", depth or ".") + ("/" if path.endswith("/") else "")
        if path.rpartition("/")[2] in {"", ".", ".."}:
            path = f"{path.removesuffix('/')}/index.html"
        return f"{before}{path}"

    return replace
