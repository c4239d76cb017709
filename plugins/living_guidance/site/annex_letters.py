"""Make one word for the theme's search of what readers type as one, such as 附件C."""

import re
from typing import Any

# The search puts a zero-width space around each run of Chinese when it indexes, but none when it reads a query.
_CUT = re.compile(r"(?<=[\u4e00-\u9fff])\u200b(?=[A-Z](?![A-Za-z0-9]))")


def join_letters(entries: list[dict[str, Any]]) -> None:
    """Take the cut between Chinese characters and a single capital letter out of the entries of an index."""
    for entry in entries:
        entry["title"], entry["text"] = (_CUT.sub("", entry[field]) for field in ("title", "text"))
