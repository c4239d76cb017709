"""Which language a text is written in, told by its script."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_LETTER = re.compile(r"[^\W\d_]")
_SCRIPTS = {"Hans": "CJK", "Hant": "CJK", "Arab": "ARABIC", "Cyrl": "CYRILLIC", "Grek": "GREEK", "Hebr": "HEBREW"}


def language_of(text: str, codes: Sequence[str], otherwise: str) -> str:
    """The language a text is written in, of those of the site, by its script; ``otherwise`` where several share one.

    A quarter of the letters is enough for a script other than the Latin one, for names and formulas stay in that.
    """
    found: Counter[str] = Counter()
    for letter in _LETTER.findall(text[:2000]):
        found[unicodedata.name(letter, "LATIN").split()[0]] += 1
    scripts = {code: _script(code) for code in codes}
    for code, script in scripts.items():
        if script != "LATIN" and 4 * found[script] > found.total() > 0:
            return code
    if scripts.get(otherwise) == "LATIN":
        return otherwise
    return next((code for code, script in scripts.items() if script == "LATIN"), otherwise)


def _script(code: str) -> str:
    try:
        likely = get_global("likely_subtags").get(str(Locale.parse(code)), "")
    except (UnknownLocaleError, ValueError):
        likely = ""
    return next((_SCRIPTS[part] for part in str(likely).split("_") if part in _SCRIPTS), "LATIN")
