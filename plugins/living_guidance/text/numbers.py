"""The numbers in a text, in English and in Chinese: limits, factors, dates; and which of them changed.

A number is taken with its sign, its comparison and its unit, since each of them makes another limit of it. How it is
written does not count: "1,000" is "1 000", "5 %" is "5 per cent". Its digits do: "0.10" promises more than "0.1".
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from living_guidance.text.inline import AUTOLINK, FOOTNOTE, LINK, MACRO, REFERENCE_LINK


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers, as written, that went from a text and that came into it; true if there are any."""

    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.come)


def changed(old: str, new: str) -> Numbers:
    """What changed in the numbers of a text; two that changed places count, for they are about different things."""
    before, after = found(old), found(new)
    olds, news = [key for key, _ in before], [key for key, _ in after]
    if olds == news:
        return Numbers()
    gone: list[str] = []
    come: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += (written for _, written in before[a:b])
            come += (written for _, written in after[c:d])
    return Numbers(tuple(gone), tuple(come))


def without_moved(family: Sequence[Numbers]) -> list[Numbers]:
    """The changes of several texts, without what only went from one of them to another."""
    gone = [written for numbers in family for written in numbers.gone]
    moved: list[str] = []
    for written in (written for numbers in family for written in numbers.come):
        if written in gone:
            gone.remove(written)
            moved.append(written)
    went, came = list(moved), list(moved)
    return [Numbers(_less(numbers.gone, went), _less(numbers.come, came)) for numbers in family]


def _less(numbers: Sequence[str], moved: list[str]) -> tuple[str, ...]:
    """The numbers without the moved ones, each of which is used up."""
    left = []
    for written in numbers:
        if written in moved:
            moved.remove(written)
        else:
            left.append(written)
    return tuple(left)


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)(?![a-z])"
)
_DATE = (
    r"\d{4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?|\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}-\d{2}-\d{2}(?!\d)"
    rf"|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}, \d{{4}}|{_MONTH} \d{{4}}"
)
_LATIN_UNIT = (
    r"(?:kg|[mµμnpG]?g|[kM]?t|[mµμ]?[lL]|(?:Nm|[cd]?m)[²³23]|[cmµμnk]?m|ha|ms|min|s|h|d|ppmv?|ppb|ppt"
    r"|(?:I-|WHO-)?TEQ|[hkM]?Pa|m?bar|[kMG]?Wh?|[kMGT]?J|K|k?V|mol|eq|EUR|USD|°\s?[CF]|vol|wt"
    r"|hours?|days?|weeks?|months?|years?|minutes?|seconds?|tonnes?|lit(?:re|er)s?|(?:kilo)?grams?|met(?:re|er)s?"
    r"|degrees?|million|billion|times)(?![A-Za-z])"
)
_HAN_UNIT = (
    r"(?:百?万分之|标准立方米|立方厘米|立方米|平方米|平方公里|公里|千米|厘米|毫米|微米|纳米|米|毫克|微克|纳克|皮克|千克|公斤|克"
    r"|千吨|吨|毫升|升|摄氏度|小时|分钟|秒|个月|年|月|日|天|周|倍|兆瓦时?|千瓦时?|千帕|兆帕|帕|焦耳?|公顷|毒性当量|条|款|项|章|节|段|页)"
)
_PERCENT = r"[%‰‱]|(?:per ?cent|percent)(?![a-z])"
_UNIT = rf"(?:{_PERCENT}|℃|{_LATIN_UNIT}|{_HAN_UNIT})"
_UNITS = rf"\s?{_UNIT}(?:\s?[/·]\s?(?:{_UNIT}|a(?![A-Za-z]))|\s?(?:I-|WHO-)?TEQ(?![A-Za-z])|毒性当量|⁻[¹²³])*"
_DIGITS = r"(?:(?<![\d.])[1-9]\d{0,2}(?:[,\u00a0\u2009\u202f ]\d{3})+(?![\d])|\d+)(?:\.\d+)?(?:[eE][-+−]?\d+)?"
_POWER = r"(?:[⁺⁻]?[⁰¹²³⁴-⁹]+|\^[-−]?\d+)?"
_HAN_DIGITS = "[〇零一二两三四五六七八九十百千万亿]"
_SPELT = (
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand|million|billion)\b"
)
_NUMBER = re.compile(
    rf"(?P<date>{_DATE})"
    rf"|(?:[<>≤≥≈±~]\s?)?(?:(?<![\w)\]])[-−])?{_DIGITS}{_POWER}[百千万亿]*(?:{_UNITS})?"
    # "One" is an article more often than a number, in Chinese too.
    rf"|(?:百分之|第){_HAN_DIGITS}+|(?!一{_HAN_UNIT}){_HAN_DIGITS}+{_UNITS}"
    rf"|(?i:{_SPELT})(?:{_UNITS})?"
)
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_STARS = re.compile(r"(?<!\w)[*`]+|[*`]+(?!\w)")
_GROUPING = re.compile(r"(?<=\d)[,\s](?=\d{3})")
_SAME = (
    (re.compile(_PERCENT), lambda match: match[0] if match[0] in "‰‱" else "%"),
    (re.compile("μ"), lambda match: "µ"),
    (re.compile("−"), lambda match: "-"),
    (re.compile(r"\s+"), lambda match: ""),
)


_NAMES = re.compile(r"\b(?:[1-9]\d{1,6}-\d{2}-\d|[A-Z]{2,}/[A-Z]{2,}[\w.]*(?:/[\w.()-]+)+)(?![\w/])")
"""CAS numbers and symbols of documents, whose digits are part of a name."""


def _plain(text: str) -> str:
    """The words of a text without what its markup and its names hold: addresses, keys of notes, symbols."""
    for pattern in (FOOTNOTE, AUTOLINK, MACRO):
        text = pattern.sub(" ", text)
    text = REFERENCE_LINK.sub(lambda match: match["label"], LINK.sub(lambda match: match["label"], text))
    return _NAMES.sub(" ", html.unescape(_STARS.sub("", _ESCAPE.sub(r"\1", text))))


def found(text: str) -> list[tuple[str, str]]:
    """The numbers of a text: what makes two the same, and how each is written."""
    if not text:
        return []
    plain = _plain(text)
    return [
        (_key(match), plain[match.start() : match.end()].strip())
        for match in _NUMBER.finditer(plain.translate(_HALF_WIDTH))
    ]


def _key(match: re.Match[str]) -> str:
    written = match[0] if match["date"] else _GROUPING.sub("", match[0])
    for pattern, same in _SAME:
        written = pattern.sub(same, written)
    return written.casefold() if match["date"] or written.isalpha() else written
