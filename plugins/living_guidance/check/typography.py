"""Chinese is set as the United Nations set it: full-width punctuation, half-width letters and digits."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from living_guidance.check.inline import prose
from living_guidance.check.places import place_in, place_of
from living_guidance.check.walk import records, words_in
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.vocabulary import BlockKind

_CHINESE = "zh"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_SIDE = rf"[{_HAN}“”（）《》、，。；：]"
_HALF = re.compile(
    rf"(?<={_SIDE}) ?(?P<after>[,;:!?()\"]|\.(?=$|[ \n{_HAN}]))|(?P<before>[,;:!?)\"]|(?<![\w.])\.) ?(?=[{_HAN}])"
)
_ITEM = re.compile(r"(?<! )\((?:[0-9]{1,3}|[a-z]{1,2}|[ivxlc]{1,5}|[A-Z])\)")
"""A sub-paragraph's letter or number, which United Nations documents write with half-width brackets."""
_WIDE = re.compile("[Ａ-Ｚａ-ｚ０-９]+")
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ".": "。", '"': "“”"}
_SKIPPED = frozenset({BlockKind.CODE, BlockKind.ROW})


def check_typography(corpus: Corpus) -> Iterator[Issue]:
    """A warning, with the right sign, for each slip in Chinese chapters, translations and records."""
    for chapter in corpus.chapters.values():
        if chapter.matter.language == _CHINESE:
            for block in chapter.blocks:
                if block.kind not in _SKIPPED:
                    yield from _issues(block.text, partial(place_in, chapter, block))
        elif catalogue := chapter.catalogues.get(_CHINESE):
            for entry in catalogue.entries:
                where = place_of(catalogue.path, entry)
                yield from _issues(entry.target, partial(_same, where))
    for record in records(corpus):
        for keys, words in words_in(record.value):
            where = record.source.at(*keys, _CHINESE)
            yield from _issues(words.get(_CHINESE) or "", partial(_same, where))


def slips(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Place, code, what was found and what it should be, for each slip of a Chinese text."""
    if text.isascii():
        return
    masked = prose(text)
    items = {at for match in _ITEM.finditer(masked) for at in (match.start(), match.end() - 1)}
    for match in _HALF.finditer(masked):
        group = "after" if match["after"] else "before"
        if match.start(group) not in items:
            yield match.start(group), "typography.half-width", match[group], _FULL[match[group]]
    for match in _WIDE.finditer(masked):
        narrow = "".join(chr(ord(char) - 0xFEE0) for char in match[0])
        yield match.start(), "typography.wide-letters", match[0], narrow


def _same(where: Location, _: int) -> Location:
    return where


def _issues(text: str, place: Callable[[int], Location]) -> Iterator[Issue]:
    for at, code, found, proposal in slips(text):
        shown = text[max(0, at - 8) : at + 8].replace("\n", " ")
        yield Issue(code, place(at), Severity.WARNING, {"found": found, "proposal": proposal, "text": shown})
