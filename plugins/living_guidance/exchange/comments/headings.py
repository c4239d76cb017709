"""What headings mean: which are the same, which column of the official form one stands for, and which it may mean."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from rapidfuzz import fuzz, process

from living_guidance.exchange.comments.columns import OF_FILE, heading, interface_languages
from living_guidance.exchange.comments.meanings import fold
from living_guidance.exchange.comments.rows import COLUMNS, FORMER

_LONGEST = 300
"""Of a heading; what is longer is none."""
_LIKE = 75
"""From which likeness on, in a hundred, a heading is taken for one that was misspelt."""
_ASIDE = re.compile(r"\([^()]*\)|\d")
_BETWEEN = re.compile(r"[·/|\n;,]")
_SCRIPT = re.compile(r"[a-z]+|[^a-z]+")


def loose_key(text: str) -> str:
    """What makes two headings the same: examples in brackets, numbers of footnotes and a plural do not count."""
    plain = fold(_ASIDE.sub("", unicodedata.normalize("NFKC", text)))
    return plain.removesuffix("s") or exact_key(text)


def exact_key(text: str) -> str:
    """What makes two headings the same where one is told from another by its number."""
    return fold(text) or text.strip()


def keys_of(text: str) -> Iterator[str]:
    """A heading as it is, then the halves of one in two languages."""
    if len(text) > _LONGEST:
        return
    yield exact_key(text)
    yield loose_key(text)
    yield from map(loose_key, _BETWEEN.split(text))
    yield from map(loose_key, _SCRIPT.findall(loose_key(text)))


@cache
def official_headings() -> Mapping[str, str]:
    """The headings of the official form in every language, as keys, with its columns."""
    says = interface_languages()
    own = {loose_key(say(f"forms.comment.column.{name}")): name for name in OF_FILE for say in says}
    return own | {loose_key(name): name for name in COLUMNS}


def column_of(text: str) -> str:
    """The column that a heading or a label of the official form stands for; empty if it is none."""
    known = official_headings()
    return next((known[key] for key in keys_of(text) if key in known), "")


def near_column(text: str, among: Collection[str]) -> str:
    """The one of these columns that a heading is nearly called by; empty if it is called by none."""
    wanted = {key: name for key, name in official_headings().items() if name in among}
    found = (process.extractOne(key, wanted.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE) for key in keys_of(text))
    best = max(filter(None, found), key=lambda one: one[1], default=None)
    return wanted[best[0]] if best else ""


def is_former(text: str) -> bool:
    """Whether a heading is that of a column which forms once had: its being passed over is no news to anybody."""
    return not FORMER.isdisjoint(keys_of(text))


def in_every_language(name: str) -> str:
    """The heading of a column of the official form."""
    return heading(name, interface_languages())
