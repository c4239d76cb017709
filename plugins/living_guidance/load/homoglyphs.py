"""Letters that look Latin and are not: PFОS with a Cyrillic О is never found by a search for PFOS."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from living_guidance.model.issue import Issue, Location

_TWINS = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХаеѕіјорсухԛԝһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "ABESIJKMHOPCTYXaesijopcyxqwh" + "ABEZHIKMNOPTYXo",
        strict=True,
    )
)
"""Cyrillic and Greek letters that print the same as a Latin one."""
_NEAR = dict(zip("αγικνρτυχωгтпк", "ayikvptuxwrtnk", strict=True))
"""Those that resemble one: Greek ones have honest work beside Latin letters (hν), but not between them."""
_LONGEST = 100
"""How many letters of a word are looked at: the longest name of a chemical has fewer."""
_WORD = re.compile(rf"[^\W\d_]{{1,{_LONGEST}}}")
_MOST_WORDS = 20_000
"""How many words with foreign letters are looked at; a whole chapter has fewer."""
_FOREIGN = re.compile("[Ͱ-ͼ\u037f-\u03bb\u03bd-Ͽ\u0400-\u052f\u0531-\u0587Ꭰ-Ᏼⲁ-ⳳꓐ-ꓽ\U0001d400-\U0001d7ff]")
"""Letters of the scripts that have twins of Latin letters; the Greek mu of units is left out."""


def find_homoglyphs(text: str, path: str) -> Iterator[Issue]:
    """Letters of another script that stand for Latin ones, each with its code point and place."""
    words = list(islice(_foreign_words(text), _MOST_WORDS))
    native = {script for word in words for script in _scripts(word[0]) if _is_genuine(word[0], script)}
    for word in words:
        for at in _impostors(word[0], native):
            char, place = word[0][at], word.start() + at
            yield Issue(
                "char.homoglyph",
                Location(path, text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)),
                words={
                    "word": word[0],
                    "code": f"U+{ord(char):04X}",
                    "name": unicodedata.name(char, "–"),
                    "latin": _TWINS.get(char) or _NEAR.get(char) or unicodedata.normalize("NFKC", char),
                },
            )


def _foreign_words(text: str) -> Iterator[re.Match[str]]:
    """The words with letters of other scripts; only what is around those letters is looked at."""
    end = 0
    for letter in _FOREIGN.finditer(text):
        start = letter.start()
        if start < end:
            continue
        while start > end and letter.start() - start < _LONGEST - 1 and text[start - 1].isalpha():
            start -= 1
        if word := _WORD.match(text, start):
            end = word.end()
            yield word


@lru_cache(maxsize=4096)
def is_foreign(char: str) -> bool:
    """Whether a letter is of a script that has twins of Latin letters."""
    return _FOREIGN.match(char) is not None


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    if char.isascii():
        return "LATIN"
    if "\u4e00" <= char <= "\u9fff":
        return "CJK"
    return unicodedata.name(char, "?").split()[0]


def _scripts(word: str) -> set[str]:
    return {_script(char) for char in word}


def _is_genuine(word: str, script: str) -> bool:
    """Whether a word shows that the text really uses the script: it is all of it, and not all twins."""
    return len(word) > 1 and _scripts(word) == {script} and any(char not in _TWINS for char in word)


def _impostors(word: str, native: set[str]) -> Iterator[int]:
    scripts = _scripts(word)
    for at, char in enumerate(word):
        if not is_foreign(char):
            continue
        script = _script(char)
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        if "LATIN" not in scripts:
            # In a text without a real word of that script, a word of twins alone is an imitation.
            if script not in native and all(other in _TWINS for other in word if _script(other) == script):
                yield at
        elif script == "GREEK":
            between = bool(before and after) and _script(before) == _script(after) == "LATIN"
            if char in _TWINS or (char in _NEAR and between):
                yield at
        else:
            yield at
