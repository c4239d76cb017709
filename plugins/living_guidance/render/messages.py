"""The words of the interface, in every language.

Code names a message by its key (``pages.chapter.status``); the words live in catalogues, where the key is the
message's context and the English is its source text: ``catalogues/<domain>.pot`` and
``catalogues/<language>/<domain>.po``. A project may add languages, or its own wording, in
``translations/interface/<language>/<domain>.po``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import polib
from babel.dates import format_skeleton

from living_guidance.text.locales import day_words, locale_of, number_words

CATALOGUES = Path(__file__).parent / "catalogues"
SOURCE_LANGUAGE = "en"
_WIDE_END = re.compile("(?<=[。！？；：，）]) ")
_SAMPLES = 200
"""Every plural category of whole numbers has one below this."""


@lru_cache(maxsize=1)
def sources() -> Mapping[str, tuple[str, str]]:
    """The English words and their plural (often empty) for every key, from the templates."""
    return {
        entry.msgctxt: (entry.msgid, entry.msgid_plural)
        for template in sorted(CATALOGUES.glob("*.pot"))
        for entry in polib.pofile(str(template), wrapwidth=0)
    }


def _translations(folder: Path) -> NullTranslations:
    """All domains of one language's folder as one set of translations."""
    merged: NullTranslations = NullTranslations()
    for path in sorted(folder.glob("*.po")):
        domain = GNUTranslations(BytesIO(polib.pofile(str(path), wrapwidth=0).to_binary()))
        domain.add_fallback(merged)
        merged = domain
    return merged


BESIDE = " · "
"""What stands between the same words in several languages."""


@dataclass(frozen=True)
class Messages:
    """The interface in one language."""

    language: str
    translations: NullTranslations

    def __call__(self, key: str, /, **words: object) -> str:
        """The message of a key, with its places filled; English where it is not translated, or not to be filled."""
        source, _ = sources()[key]
        return _fill(self.translations.pgettext(key, source), source, words)

    def count(self, key: str, number: int, /, **words: object) -> str:
        """The message of a key for a number of things, which it may print as ``{n}``."""
        source, plural = sources()[key]
        text = self.translations.npgettext(key, source, plural, number)
        return _fill(text, source if number == 1 else plural, words | {"n": self.number(number)})

    def forms(self, key: str, /) -> Mapping[str, str]:
        """The message of a key for each plural category of the language, by Unicode's name for it.

        Scripts put the number where it says ``⟦n⟧``.
        """
        source, plural = sources()[key]
        rule = locale_of(self.language).plural_form
        # The first number of each category stands for all of them.
        samples = {rule(number): number for number in reversed(range(_SAMPLES))}
        texts = {name: self.translations.npgettext(key, source, plural, number) for name, number in samples.items()}
        return {name: _fill(text, plural, {"n": "⟦n⟧"}) for name, text in sorted(texts.items())}

    def has(self, key: str) -> bool:
        """Whether there is such a message."""
        return key in sources()

    def day(self, value: date) -> str:
        """A date as prose has it: 8 October 2018, 2018年10月8日."""
        return day_words(value, self.language)

    def month(self, value: date) -> str:
        """A month as prose has it: October 2018, 2018年10月."""
        return format_skeleton("yMMMM", value, locale=locale_of(self.language))

    def number(self, value: float) -> str:
        """A number with the language's grouping."""
        return number_words(value, self.language)

    def language_name(self, code: str) -> str:
        """What a language is called: as the catalogues have it, else as Unicode's locale data."""
        key = f"language.{code}"
        source, _ = sources().get(key, ("", ""))
        own = self.translations.pgettext(key, source)
        return own if own != source else locale_of(self.language).languages.get(code, code)

    @staticmethod
    def direction(code: str) -> str:
        """Which way the script of a language runs: ``ltr`` or ``rtl``."""
        return locale_of(code).text_direction


@lru_cache(maxsize=32)
def load_messages(language: str, project: Path | None = None) -> Messages:
    """The messages of a language: the package's own, under those of the project."""
    merged = _translations(CATALOGUES / language)
    if project:
        own = _translations(project / "translations" / "interface" / language)
        own.add_fallback(merged)
        merged = own
    return Messages(language, merged)


def in_all(says: Iterable[Messages], key: str, /, **words: object) -> str:
    """A message in several languages beside each other, once where they say the same."""
    return BESIDE.join(dict.fromkeys(say(key, **words) for say in says))


def run_on(sentences: Iterable[str]) -> str:
    """Sentences one after another: a space between two, but none after full-width punctuation, which brings its own."""
    return _WIDE_END.sub("", " ".join(sentences))


def _fill(text: str, source: str, words: Mapping[str, object]) -> str:
    """A text with its places filled, or its source where a project's own wording has another place, or half a one."""
    try:
        return text.format(**words)
    except (KeyError, IndexError, ValueError, AttributeError):
        return source.format(**words)


def preferred_language(environment: Mapping[str, str]) -> str:
    """The language in which a person at a terminal is spoken to, from the usual variables; English otherwise."""
    for variable in ("GUIDANCE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            code = value.partition(".")[0].partition("_")[0]
            return code if (CATALOGUES / code).is_dir() else SOURCE_LANGUAGE
    return SOURCE_LANGUAGE
