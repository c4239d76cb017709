"""Keep what identifies a person out of what is published: addresses and telephone numbers inside a text."""

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?P<said>(?:\btel(?:ephone)?|\bphone|\bmobile|\bcell|\bfax|电话(?:号码)?|手机(?:号码?)?|传真)"
    r"(?:\s*(?:no|number))?\s*[.:：]*\s*)\+?\d[\d ()./-]{5,}\d|\+\d[\d ()./-]{6,}\d|(?<!\d)1[3-9]\d{9}(?!\d)",
    re.IGNORECASE,
)
"""With a country's code, as a Chinese mobile's, or after a word that says so: other digits may be a measurement."""
_DIGITS = re.compile(r"\d[\d ()./-]{5,}\d")
"""What every telephone number has in it."""
MASK = "[…]"


def mask(text: str) -> tuple[str, int]:
    """The text without addresses and telephone numbers, and how many there were."""
    # Nearly no text has an address or a number; to look for the sign of one first is ten times as fast.
    text, emails = _EMAIL.subn(MASK, text) if "@" in text else (text, 0)
    if not _DIGITS.search(text):
        return text, emails
    text, phones = _PHONE.subn(lambda match: f"{match['said'] or ''}{MASK}", text)
    return text, emails + phones
