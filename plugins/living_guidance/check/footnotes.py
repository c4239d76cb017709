"""Footnotes are called: one that nobody refers to would vanish from the page."""

import re
from collections.abc import Iterator

from living_guidance.model.corpus import Chapter, Corpus
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.inline import FOOTNOTE, without_code

_DEFINITION = re.compile(r"[ \t]*\[\^(?P<key>[^\]\s]+)\]:")


def check_footnotes(corpus: Corpus) -> Iterator[Issue]:
    """A warning for each footnote without a reference; a reference without its footnote is the text's own problem."""
    for chapter in corpus.chapters.values():
        if "[^" in chapter.body:
            yield from _unused(chapter)


def _unused(chapter: Chapter) -> Iterator[Issue]:
    called = {
        match["key"]
        for block in chapter.blocks
        if block.kind is not BlockKind.CODE and "[^" in block.text
        for match in FOOTNOTE.finditer(without_code(block.text))
    }
    for block in chapter.blocks:
        if block.kind is not BlockKind.FOOTNOTE:
            continue
        line = chapter.body[chapter.body.rfind("\n", 0, block.start) + 1 : block.start]
        match = _DEFINITION.match(line)
        if match and match["key"] not in called:
            yield Issue("footnote.unused", chapter.locate(block), Severity.WARNING, {"key": match["key"]})
