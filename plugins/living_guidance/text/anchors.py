"""The fragments of headings: made from the original's words, so that they are the same in every language."""

import re
import unicodedata
from collections.abc import Iterable

from living_guidance.model.corpus import Block
from living_guidance.model.vocabulary import BlockKind

_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")


def heading_anchors(blocks: Iterable[Block]) -> dict[str, str]:
    """The fragment of each heading by block id; a heading without Latin words takes its block id."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        wanted = block.explicit or _slug(block.text) or block.id
        anchor, ordinal = wanted, 1
        while anchor in taken:
            ordinal += 1
            anchor = f"{wanted}-{ordinal}"
        taken.add(anchor)
        anchors[block.id] = anchor
    return anchors


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _LINK.sub(r"\1", text)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
