"""Text in a comment on a code host: it says what it says, and does nothing.

A host reads more than Markdown there. It makes links of names, numbers, hashes and addresses, pictures of words
between colons, formulas of dollars, and GitLab obeys a line that begins with a slash. Most of this is done after
entities have been read, so an entity alone does not help: a space of no width parts what would be taken together.
"""

import re

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NOTHING = "\u200b"
_ACTING = re.compile(
    r"""[@#!%~$&^*](?=[\w"'{])"""
    r"|:(?=//|[\w+-]+:)"
    r"|\bwww(?=\.)"
    r"|\bGH(?=-\d)"
    # Of a commit's hash seven digits are enough.
    r"|(?:\b|(?<=[0-9a-f]))[0-9a-f]{6}(?=[0-9a-f])",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[&<>\\`*_\[\]{}|~#@$^]")


_DOLLAR = "&#36;"
_LINKING = re.compile(r"@|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
"""What acts even between tags of code, where names, numbers and pictures do not."""


def harmless(text: str) -> str:
    """A text on one line, for a place in a line of Markdown or HTML that does not begin with it."""
    # GitHub makes formulas of what stands between dollars, entities or not, unless a tag parts them.
    return _parted(text, _ACTING).replace(_DOLLAR, f"<span>{_DOLLAR}</span>")


def harmless_code(text: str) -> str:
    """The same between tags of code, such as a path that people copy."""
    return f"<code>{_parted(text, _LINKING)}</code>"


def _parted(text: str, acting: re.Pattern[str]) -> str:
    line = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", re.sub(r"[ \t]*\n\s*", " ", text))
    parted = acting.sub(lambda match: match[0] + _NOTHING, line)
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", parted)
