"""How a language writes days, numbers and its own name, as Unicode's locale data have it."""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal


@lru_cache(maxsize=32)
def locale_of(code: str) -> Locale:
    """The locale data of a language; English for one of which there is none."""
    try:
        # English as the United Nations write it: day before month.
        return Locale.parse("en_GB" if code == "en" else code)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def day_words(value: date, code: str) -> str:
    """A date as prose has it: 8 October 2018, 2018年10月8日."""
    return format_date(value, format="long", locale=locale_of(code))


def number_words(value: float, code: str) -> str:
    """A number with the language's grouping."""
    return format_decimal(value, locale=locale_of(code))


def own_name(code: str) -> str:
    """What a language calls itself; its code where that is unknown."""
    return str(locale_of(code).languages.get(code, code))
