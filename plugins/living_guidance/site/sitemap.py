"""The sitemap lists what searches are to find, and nothing else."""

import re
from collections.abc import Collection
from html import unescape

_ENTRY = re.compile(r"[ \t]*<url>.*?<loc>(?P<address>[^<]*)</loc>.*?</url>[ \t]*\n?", re.DOTALL)


def without(sitemap: str, addresses: Collection[str]) -> str:
    """The sitemap without the entries of some pages."""
    return _ENTRY.sub(lambda match: "" if unescape(match["address"]) in addresses else match[0], sitemap)
