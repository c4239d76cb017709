"""One sentence a line, so that a changed sentence is a changed line."""

from collections.abc import Iterator

from living_guidance.check.inline import is_sane
from living_guidance.check.places import place_in
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.sentences import sentence_starts

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.DEFINITION})


def check_sentences(corpus: Corpus) -> Iterator[Issue]:
    """A warning for each further sentence that begins on a line."""
    for chapter in corpus.chapters.values():
        for block in chapter.blocks:
            if block.kind not in _PROSE:
                continue
            for at in further_sentences(block.text):
                words = {"text": block.text[at : at + 40].split("\n")[0]}
                yield Issue("sentence.several", place_in(chapter, block, at), Severity.WARNING, words)


def further_sentences(text: str) -> Iterator[int]:
    """Where a sentence begins that does not begin a line."""
    if not any(sign in text for sign in (". ", "! ", "? ", ".[", ".)", '."', ".”", ".*", "。", "！", "？")):
        return
    at = 0
    for line in text.split("\n"):
        for start in sentence_starts(line) if is_sane(line) else ():
            yield at + start
        at += len(line) + 1
