"""One sentence a line, so that a changed sentence is a changed line."""

import re
from collections.abc import Iterator

from living_guidance.check.inline import MASK, prose
from living_guidance.check.places import place_in
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.vocabulary import BlockKind

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.DEFINITION})
_LATIN_END = re.compile(rf"(?P<word>[^\s{MASK}]{{0,12}})[.!?][\"'”’)\]*_{MASK}]*[ ]+(?=[\"“‘(\[*_]*[A-Z])")
_CHINESE_END = re.compile(rf"[。！？][”’）」』\]*_{MASK}]*[ ]*(?=[^\s”’）」』\]*_{MASK}])")
_ABBREVIATIONS = frozenset(
    {
        *("e.g", "i.e", "cf", "vs", "etc", "al", "approx", "ca", "no", "nos", "fig", "figs", "tab", "art", "arts"),
        *("para", "paras", "sect", "sec", "vol", "ed", "eds", "p", "pp", "st", "dr", "mr", "mrs", "ms", "prof"),
        *("reg", "dir", "dec", "add", "rev", "corr", "inc", "ltd", "co", "u.s", "u.n", "max", "min", "temp"),
    }
)


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
    masked = prose(text)
    for match in _LATIN_END.finditer(masked):
        if not _is_abbreviation(match["word"]):
            yield match.end()
    for match in _CHINESE_END.finditer(masked):
        # A full stop inside quotation marks or brackets need not end the sentence around it.
        if masked[match.end()] not in "，、；：":
            yield match.end()


def _is_abbreviation(word: str) -> bool:
    """Whether the point after a word need not end a sentence: abbreviations, initials, numbers of a list."""
    bare = word.lstrip('(["“‘*_').lower()
    is_number = bare.isdigit() and len(bare) < 3 and bare == word
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha()) or is_number
