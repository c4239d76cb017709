"""Where sentences begin and end, in English and in Chinese."""

import re
from collections.abc import Iterator
from itertools import pairwise

from living_guidance.model.writing import HAN
from living_guidance.text.inline import CODE_SPAN

_PAIRS = dict(zip("([（［【〔《", ")]）］】〕》", strict=True))
_CLOSERS = "”’\"'」』）)】〕》*_"
_NOTES = r"(?:\[\^[^\]\s]+\])*"
_END = re.compile(
    rf"(?:(?P<wide>[。！？…]+)|(?P<narrow>[.!?]+))(?P<after>[{re.escape(_CLOSERS)}]*{_NOTES}[{re.escape(_CLOSERS)}]*)"
    r"(?P<gap>[ \t]*)"
)
_STARTER = re.compile(rf"[\[(“‘\"'*_`]*(?:[A-Z0-9À-ÖØ-Þ]|[{HAN}])|[“‘\"]|\[\^?|\(\w{{1,3}}\)")
_GOES_ON = frozenset("，、；：,;:")
_WORD = re.compile(r"(?:[A-Za-zÀ-ÿ]+\.)*[A-Za-zÀ-ÿ]+$")

_NEVER_LAST = frozenset(
    {
        *("e.g", "i.e", "cf", "viz", "vs", "approx", "ca", "incl", "excl", "resp", "esp", "dr", "mr", "mrs", "ms"),
        *("prof", "messrs", "st", "mt", "hon"),
    }
)
"""Abbreviations that stand before the word they belong to."""
_BEFORE_NUMBER = frozenset(
    {
        *("no", "nos", "fig", "figs", "tab", "para", "paras", "par", "p", "pp", "vol", "vols", "ch", "chap", "chaps"),
        *("art", "arts", "sec", "secs", "sect", "sects", "eq", "eqs", "ed", "eds", "ref", "refs", "add", "rev", "corr"),
        *("res", "dec", "doc", "docs", "ser", "suppl", "app", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep"),
        *("sept", "oct", "nov", "max", "min", "temp", "c", "v", "al"),
    }
)
"""Abbreviations where a number, a letter by itself or a bracket follows, and ordinary words where it does not."""
_NUMBER = re.compile(r"[(\[§]?(?:[0-9]|[IVXLC]+\b|[A-Z]\b)")
_LETTERED = frozenset(
    {
        *("annex", "annexes", "part", "parts", "appendix", "group", "groups", "table", "type", "types", "class"),
        *("category", "categories", "vitamin", "option", "options", "and", "or", "to", "scenario", "step", "section"),
    }
)
"""Words after which a single capital is a name and not somebody's initial."""


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph that is written on one line; brackets, code and links are never cut."""
    starts = [0, *sentence_starts(text), len(text)]
    return [sentence for begin, end in pairwise(starts) if (sentence := text[begin:end].strip())]


def sentence_starts(text: str) -> Iterator[int]:
    """Where each further sentence begins on a line."""
    begin = 0
    whole: list[bool] = []
    for match in _END.finditer(text):
        if not _is_end(text, match, begin):
            continue
        # Most lines hold one sentence: what is whole is worked out where there may be another.
        whole = whole or _whole(text)
        if not whole[match.start()]:
            begin = match.end("after")
            yield match.end()


def _whole(text: str) -> list[bool]:
    """For each character whether it stands inside brackets or code; a bracket that is never closed counts for none."""
    inside = [False] * len(text)
    for match in CODE_SPAN.finditer(text):
        inside[match.start() : match.end()] = [True] * (match.end() - match.start())
    opened: list[int] = []
    for index, character in enumerate(text):
        if inside[index]:
            continue
        if character in _PAIRS:
            opened.append(index)
        elif character in _PAIRS.values():
            while opened:
                start = opened.pop()
                if _PAIRS[text[start]] == character:
                    if not opened:
                        inside[start : index + 1] = [True] * (index + 1 - start)
                    break
    return inside


def _is_end(text: str, match: re.Match[str], begin: int) -> bool:
    """Whether a sentence ends where a full stop or the like was found."""
    rest = text[match.end() :]
    if not rest:
        return False
    if match["wide"] and match["wide"].strip("…"):
        return rest[0] not in _GOES_ON
    # An ellipsis may well stand inside a sentence.
    if not match["gap"] or not _STARTER.match(rest):
        return False
    return match["narrow"] != "." or not _is_abbreviation(text[begin : match.start()], rest)


def _is_abbreviation(before: str, rest: str) -> bool:
    """Whether a full stop belongs to the word before it."""
    found = _WORD.search(before)
    if not found:
        # A number that counts the paragraph, not one that ends a sentence.
        return re.fullmatch(r"\s*[(\[]?[0-9]{1,3}", before) is not None
    word = found[0].lower()
    if word in _NEVER_LAST:
        return True
    if len(found[0]) == 1 and found[0].isupper():
        words = before[: found.start()].split()
        return not words or words[-1].lower().rstrip(",") not in _LETTERED
    if "." in word:
        # After U.S. a name may follow as well as a new sentence; after a.m. only the latter begins with a capital.
        return found[0].isupper() or not rest[:1].isupper()
    return word in _BEFORE_NUMBER and _NUMBER.match(rest) is not None
