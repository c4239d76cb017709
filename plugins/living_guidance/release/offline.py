"""Make a built site work anywhere: under any address of a web server, and straight from a disk.

A browser lets a page from a disk read no other file, but for pictures, styles and scripts that it names.
"""

import json
import posixpath
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

_NEEDLESS = frozenset({"404.html", "sitemap.xml", "sitemap.xml.gz"})
"""What a server shows, and what search engines read, at the root of a server only."""
_LINK = re.compile(r"""(<(?:a|link)\b[^<>]*\shref=")([^"#?]+)""")
_PICTURE = re.compile(r"""url\("([^":?#]+\.svg)"\)""")
_INDEX = "search/search_index"
"""What the theme's search reads: a script that names the index where there is no server, else the index itself."""


def self_contained(files: Mapping[str, bytes], address: str) -> dict[str, bytes]:
    """The files of a site made for an address, without those that only the root of a server has.

    Each link from a page leads to a file beside it: a disk shows no page for a folder, and has no root of ours.
    """
    root = f"{urlsplit(address).path.rstrip('/')}/"
    made = {path: _made(files, path, root) for path in files if path not in _NEEDLESS}
    index = files.get(f"{_INDEX}.json")
    return made | ({f"{_INDEX}.js": _as_script(index)} if index else {})


def _made(files: Mapping[str, bytes], path: str, root: str) -> bytes:
    if path.endswith(".html"):
        return _linked(files[path], _to_file(path, root))
    if path.endswith(".css"):
        return _with_pictures(files, path)
    return files[path]


def _with_pictures(files: Mapping[str, bytes], path: str) -> bytes:
    """A style sheet that holds the pictures that it names: those that mask something are read like data."""

    def replace(match: re.Match[str]) -> str:
        picture = files.get(posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1])))
        return f'url("data:image/svg+xml;base64,{b64encode(picture).decode()}")' if picture else match[0]

    return _PICTURE.sub(replace, files[path].decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _as_script(index: bytes) -> bytes:
    """The index of the search as a script, in which each place is a file."""
    read = json.loads(index)
    for one in read["docs"]:
        path, mark, fragment = one["location"].partition("#")
        one["location"] = f"{path}index.html{mark}{fragment}" if path.endswith("/") or not path else one["location"]
    return f"var __index = {json.dumps(read, separators=(',', ':'))}".encode()


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
