"""What stands inside a paragraph: code, links, references; found by pattern, never by parsing."""

import re
from collections.abc import Iterator

from living_guidance.model.writing import unwrap

CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(
    r"(?<!\\)(?P<image>!?)\[(?P<label>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]"
    r"\(\s*(?P<target><[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
REFERENCE_LINK = re.compile(r"(?<!\\)\[(?P<label>[^\[\]]+)\]\[(?P<name>[^\[\]^]+)\]")
FOOTNOTE = re.compile(r"(?<!\\)\[\^(?P<key>[^\]\s]+)\]")
AUTOLINK = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>")
MACRO = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<(?=[a-zA-Z/!?])[^<>\n]{0,40}>?")
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")

_EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_EMPHASIS = re.compile(r"(?<!\\)[*`]+|(?<![\w\\])_+|(?<!\\)_+(?!\w)")
_ESCAPED = re.compile(r"\\([^\w\s])")
_BACKTICK_RUN = re.compile(r"`+")


def without_code(text: str) -> str:
    """The text with its code blanked out, so that columns stay."""
    return CODE_SPAN.sub(lambda match: " " * len(match[0]), text) if "`" in text else text


def tags(text: str) -> Iterator[re.Match[str]]:
    """Where raw HTML begins, or what a browser would take for it."""
    if "<" not in text:
        return iter(())
    return TAG.finditer(AUTOLINK.sub(lambda match: " " * len(match[0]), without_code(text)))


def plain_words(text: str) -> str:
    """The words of a paragraph on one line: without emphasis, notes and the targets of links."""
    text = FOOTNOTE.sub("", unwrap(text))
    text = REFERENCE_LINK.sub(r"\g<label>", LINK.sub(r"\g<label>", text))
    text = _EMPHASIS.sub("", AUTOLINK.sub(lambda match: match[0][1:-1], text))
    return " ".join(_ESCAPED.sub(r"\1", text).split())


def is_external(target: str) -> bool:
    """Whether a link leads out of the site."""
    return _EXTERNAL.match(target) is not None


def placeholders(text: str) -> tuple[tuple[str, str], ...]:
    """What a translation must carry over as it is, sorted: (kind, name) of links inside the site, notes and macros.

    A link to another site is not among them: it may well lead to the page in the other language.
    """
    if "[" not in text and "{{" not in text:
        return ()
    text = without_code(text)
    found = [("footnote", match["key"]) for match in FOOTNOTE.finditer(text)]
    found += [("reference", match["name"].strip().lower()) for match in REFERENCE_LINK.finditer(text)]
    for match in LINK.finditer(text):
        target = match["target"].strip("<>")
        if match["image"] or not is_external(target):
            found.append(("image" if match["image"] else "link", target))
    found += [("macro", match[0]) for match in MACRO.finditer(text)]
    return tuple(sorted(found))


def has_letters(text: str) -> bool:
    """Whether there is any letter to translate: numbers, dashes and references alone need none."""
    if "[" in text or "<" in text or "{" in text:
        for pattern in (FOOTNOTE, AUTOLINK, MACRO):
            text = pattern.sub("", text)
    return any(map(str.isalpha, text))


def pipe_in_code(text: str) -> bool:
    """Whether a row's code holds a pipe, or its pipes are escaped in a way that parsers read differently."""
    if "`" not in text and "\\\\" not in text:
        return False
    if "\\\\|" in text:
        return True
    return any("|" in match[0] for match in CODE_SPAN.finditer(text)) or (
        "|" in text and len(_BACKTICK_RUN.findall(text)) % 2 == 1 and "\\`" in text
    )
