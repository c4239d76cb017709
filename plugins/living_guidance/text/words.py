"""What changed between two texts, word by word, in English and in Chinese."""

import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Any

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
    olds, news = _Words(cut(before)), _Words(cut(after))
    matcher = SequenceMatcher(None, olds.words, news.words, autojunk=False)
    changes: list[_Step] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            for older, newer in zip(range(a, b), range(c, d), strict=True):
                changes += _equal(olds.gaps[older], news.gaps[newer], news.words[newer])
        else:
            changes.append((False, olds.text(a, b), news.text(c, d)))
    return tuple(_runs(_joined(_without_islands(_joined(changes)))))


_Step = tuple[bool, str, str]
"""Whether it is equal, the text before, and the text after."""


class _Words:
    """The words of a text, and the space before each, by which they are not compared."""

    def __init__(self, parts: Iterable[str]) -> None:
        self.words: list[str] = []
        self.gaps: list[str] = []
        gap = ""
        for part in parts:
            if part.isspace():
                gap = part
            else:
                self.words.append(part)
                self.gaps.append(gap)
                gap = ""

    def text(self, start: int, end: int) -> str:
        return "".join(f"{self.gaps[at]}{self.words[at]}" for at in range(start, end))


def _equal(gap_before: str, gap_after: str, word: str) -> Iterator[_Step]:
    """An equal word; a space before it that only one side has is a change of its own."""
    if gap_before == gap_after:
        yield True, gap_before + word, gap_after + word
    else:
        yield False, gap_before, gap_after
        yield True, word, word


def _joined(steps: Iterable[_Step]) -> list[_Step]:
    """The steps with neighbours of one sort made one."""
    joined: list[_Step] = []
    for equal, before, after in steps:
        if joined and joined[-1][0] == equal:
            joined[-1] = (equal, joined[-1][1] + before, joined[-1][2] + after)
        else:
            joined.append((equal, before, after))
    return joined


def _without_islands(steps: Sequence[_Step]) -> Iterator[_Step]:
    """Join replacements that only a comma keeps apart, and keep what both sides of one begin with out of it."""
    for number, (equal, before, after) in enumerate(steps):
        if equal:
            around = steps[number - 1 : number + 2 : 2] if number else ()
            island = len(around) == 2 and _STOPS.fullmatch(after) and all(old and new for _, old, new in around)
            yield not island, before, after
        else:
            lead = len(before) - len(before.lstrip())
            if lead and before and after and before[:lead] == after[:lead]:
                yield True, before[:lead], after[:lead]
                before, after = before[lead:], after[lead:]
            yield False, before, after


def _runs(steps: Iterable[_Step]) -> Iterator[Run]:
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
    segment = _segment if language == "zh" else list

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
def load_dictionary() -> Any:
    """Jieba's tokenizer with its dictionary, which takes half a second to load and is needed for Chinese only.

    The dictionary comes from the package itself. Left alone, jieba would take it from a file in the folder for
    temporary files, which another version, or anybody else on the machine, may have written.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.dt
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def _segment(text: str) -> list[str]:
    return list(load_dictionary().cut(text, HMM=False))
