"""What changed between two texts, word by word, in English and in Chinese."""

import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from living_guidance.model.writing import HAN, unwrap
from living_guidance.text.inline import AUTOLINK, FOOTNOTE, LINK, MACRO, REFERENCE_LINK


class Op(StrEnum):
    """What happened to a run of words."""

    EQUAL = "equal"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one fate."""

    op: Op
    text: str


_MARKUP = "|".join(
    re.sub(r"\?P<\w+>", "?:", pattern)
    for pattern in (
        r"(?<![\\`])`[^`\n]+`(?!`)",
        LINK.pattern,
        REFERENCE_LINK.pattern,
        FOOTNOTE.pattern,
        AUTOLINK.pattern,
        MACRO.pattern,
        r"\*\*(?!\s)[^*\n]+(?<!\s)\*\*|(?<![\w*])\*(?![\s*])[^*\n]+(?<!\s)\*(?![\w*])",
        r"(?<!\w)__(?!\s)[^_\n]+(?<!\s)__(?!\w)|(?<!\w)_(?![\s_])[^_\n]+(?<!\s)_(?!\w)",
    )
)
_WORD = (
    r"\d+(?:[.,]\d+)*"
    rf"|[^\W\d_{HAN}]+(?:['’\-/][^\W_{HAN}]+)*[⁰¹²³⁴-⁹⁻₀-₉]*"
    rf"|[{HAN}]+|\s+|."
)
_HAN_RUN = re.compile(f"[{HAN}]+")
_STOPS = re.compile(r"[\s,.;:、，。；：]*")


def redline(old: str, new: str, language: str, terms: Iterable[str] = ()) -> tuple[Run, ...]:
    """The runs that lead from the old text to the new, each on one line as a reader takes it.

    Links, emphasis, notes and code are never cut, nor in Chinese a word or one of the terms. Between two changes a
    mere space is no common ground, nor a comma between two replacements: it is changed with them.
    """
    before, after = unwrap(old), unwrap(new)
    if before == after:
        return (Run(Op.EQUAL, after),) if after else ()
    cut = _cutter(language, tuple(sorted(set(terms), key=lambda term: (-len(term), term))))
    olds, news = cut(before), cut(after)
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    steps = [(tag == "equal", olds[a:b], news[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]
    return tuple(_runs(_without_islands(steps)))


_Step = tuple[bool, Sequence[str], Sequence[str]]
"""Whether it is equal, the words before, and the words after."""


def _without_islands(steps: Sequence[_Step]) -> Iterator[tuple[bool, str, str]]:
    """Join changes that only a space or a comma keeps apart."""
    kept: list[tuple[bool, str, str]] = []
    for number, (equal, olds, news) in enumerate(steps):
        before, after = "".join(olds), "".join(news)
        if equal and not _is_island(after, steps[number - 1 : number + 2 : 2] if number else ()):
            kept.append((True, before, after))
        elif kept and not kept[-1][0]:
            kept[-1] = (False, kept[-1][1] + before, kept[-1][2] + after)
        else:
            kept.append((False, before, after))
    return iter(kept)


def _is_island(text: str, around: Sequence[_Step]) -> bool:
    """Whether a stretch that did not change says too little to stand between two changes."""
    if len(around) < 2:
        return False
    return text.isspace() or (_STOPS.fullmatch(text) is not None and all(olds and news for _, olds, news in around))


def _runs(steps: Iterable[tuple[bool, str, str]]) -> Iterator[Run]:
    for equal, before, after in steps:
        if equal:
            yield Run(Op.EQUAL, after)
        else:
            if before:
                yield Run(Op.DELETE, before)
            if after:
                yield Run(Op.INSERT, after)


@lru_cache(maxsize=8)
def _cutter(language: str, terms: tuple[str, ...]) -> Callable[[str], list[str]]:
    """What cuts a text of a language into words; the terms are given longest first."""
    kept = [re.escape(term) for term in terms if _HAN_RUN.search(term)]
    pattern = re.compile("|".join([_MARKUP, *kept, _WORD]), re.DOTALL)
    # A term may begin inside a run of characters, so the run is searched for terms first.
    inside = re.compile(f"({'|'.join(kept)})") if kept else None
    segment = _segmenter() if language == "zh" else list

    def cut(text: str) -> list[str]:
        found: list[str] = []
        for match in pattern.finditer(text):
            word = match[0]
            if not _HAN_RUN.fullmatch(word):
                found.append(word)
            elif inside is None:
                found += segment(word)
            else:
                for part in inside.split(word):
                    found += [part] if inside.fullmatch(part) else segment(part)
        return found

    return cut


@lru_cache(maxsize=1)
def _segmenter() -> Callable[[str], list[str]]:
    """Jieba's word segmentation, loaded when first needed; it takes most of a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # What its own initialisation does, without a cache file that anybody on the machine could have written.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return lambda text: list(tokenizer.cut(text, HMM=False))
