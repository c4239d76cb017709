"""Turn a Word draft into a chapter's body, in our subset of Markdown, and tell what was lost."""

import json
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pypandoc

from living_guidance.exchange.draft_blocks import NEAR, BlockWriter, inlines_of
from living_guidance.exchange.draft_inlines import Losses, Node, plain_text
from living_guidance.exchange.guarded import Limits, UnreadableError, call_guarded, run_guarded

_PREPARING, _READING = Limits(seconds=4), Limits(memory=160, seconds=5, output=8)
"""A draft of a hundred pages takes a second of each; pandoc itself has eighty megabytes beside its own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a Word file gives for a chapter."""

    title: str
    """Empty where the file has none."""
    body: str
    losses: tuple[tuple[str, str], ...]
    """The kind of each loss, and the words it stood next to."""


def read_draft(content: bytes, placeholder: Callable[[str, str], str]) -> Draft:
    """The chapter that a Word file holds; raises UnreadableError.

    ``placeholder`` gives the words that stand in the text for a thing of a kind (``image``, ``equation``), or the
    title of a note that was a box.
    """
    prepared = call_guarded("word:prepare", content, _PREPARING)
    command = [pypandoc.get_pandoc_path(), "+RTS", "-M150m", "-RTS"]
    command += ["--from=docx", "--to=json", "--sandbox", "--track-changes=all"]
    answer = run_guarded(command, b64decode(prepared["docx"]), _READING)
    try:
        draft = write_draft(json.loads(answer), placeholder)
    except RecursionError:
        raise UnreadableError("import.too-deep", part="word/document.xml") from None
    found = [(kind, near) for kind, near in prepared["losses"]]
    return Draft(draft.title, draft.body, (*found, *draft.losses))


def write_draft(tree: Node, placeholder: Callable[[str, str], str]) -> Draft:
    """The chapter in a document tree of pandoc's."""
    writer = BlockWriter(placeholder)
    blocks = _without_contents(tree["blocks"], writer.losses)
    title = plain_text(tree["meta"].get("title", {}).get("c", []))
    tops = [block for block in blocks if block["t"] == "Header" and block["c"][0] == 1]
    if not title and len(tops) == 1 and blocks[0] is tops[0]:
        title = plain_text(blocks.pop(0)["c"][2])
    levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
    writer.shift = 2 - min(levels, default=2)
    parts = [*writer.write(blocks), "\n".join(writer.notes)]
    body = "\n\n".join(part for part in parts if part)
    return Draft(title, f"{body}\n" if body else "", tuple(writer.losses.found))


def _without_contents(blocks: Sequence[Node], losses: Losses) -> list[Node]:
    """The blocks without a table of contents that Word made."""
    kept = []
    for block in blocks:
        links = [node for node in inlines_of(block) if node["t"] == "Link"]
        if len(links) == 1 and links[0]["c"][2][0].startswith("#_Toc"):
            losses.add("contents", plain_text([block])[:NEAR])
        else:
            kept.append(block)
    return kept
