"""What a word in a form means: the vocabulary's own words, and their names in every language of the interface."""

import re
import unicodedata
from enum import StrEnum
from functools import cache
from typing import TypeVar

from living_guidance.render.messages import CATALOGUES, SOURCE_LANGUAGE, load_messages

E = TypeVar("E", bound=StrEnum)

_ASIDE = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """What makes two names the same to a reader of forms: case, width, spaces and punctuation do not count."""
    return _ASIDE.sub("", unicodedata.normalize("NFKC", text).casefold())


def meaning(text: str, vocabulary: type[E], prefix: str) -> E | None:
    """The member that a word stands for; its names are the messages ``<prefix>.<member>``."""
    return _names(vocabulary, prefix).get(fold(text))  # type: ignore[return-value] # the cache loses the type


@cache
def _names(vocabulary: type[StrEnum], prefix: str) -> dict[str, StrEnum]:
    languages = (SOURCE_LANGUAGE, *(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir()))
    named = {fold(load_messages(code)(f"{prefix}.{one}")): one for one in vocabulary for code in languages}
    return named | {fold(one): one for one in vocabulary}
