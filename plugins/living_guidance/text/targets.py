"""Make a translation fit the place of its source, so that it can say nothing but text there."""

import re
from collections.abc import Callable, Collection

from living_guidance.model.corpus import Block
from living_guidance.model.vocabulary import BlockKind
from living_guidance.model.writing import unwrap
from living_guidance.text.inline import (
    CODE_SPAN,
    FOOTNOTE,
    LINK,
    MACRO,
    REFERENCE_LINK,
    is_external,
    pipe_in_code,
    placeholders,
    tags,
)
from living_guidance.text.lint import LONGEST_LINE, MOST_MARKS
from living_guidance.text.problems import Problem, shorten

ONE_LINE = frozenset({BlockKind.HEADING, BlockKind.CELL, BlockKind.NOTE_TITLE, BlockKind.TERM, BlockKind.IMAGE})
"""The kinds whose text cannot go over the end of a line."""

_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_FENCE = re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
_BACKTICK = re.compile(r"\\?`")
_PIPE = re.compile(r"\\?\|")
_BRACE = re.compile(r"\\?\{[^{}\n]*\}?")
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!")
_LIST_NUMBER = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_GUARDED = re.compile(
    r"#|>|[-+*](?=[ \t]|$)|-+8<|[-=|:*_+ \t]+$|`{3}(?=[^`]*$)|~{3}|[:~](?=[ \t])"
    r"|!!!|\?\?\?|===|\||\[[^\]]*\]:|\*\[|\[TOC\]"
)


def unsafe_target(block: Block, target: str) -> Problem | None:
    """Why a translation may not be put in a block's place, if so; what can be made harmless is no reason."""
    if match := _UNFIT.search(target):
        return Problem("po.character", words={"found": f"U+{ord(match[0]):04X}"})
    if len(target) > LONGEST_LINE or _has_too_many_marks(target):
        return Problem("po.too-long", words={"found": str(len(target)), "limit": str(LONGEST_LINE)})
    if block.kind is BlockKind.CODE:
        return Problem("po.fence", words={"found": "```"}) if _FENCE.search(target) else None
    if match := next(tags(target), None):
        return Problem("po.html", words={"found": shorten(match[0])})
    if block.kind is BlockKind.CELL and pipe_in_code(target):
        return Problem("po.pipe-in-code", words={"found": shorten(target)})
    return None


def _has_too_many_marks(target: str) -> bool:
    return len(target) > MOST_MARKS and any(target.count(mark) > MOST_MARKS for mark in "[*_`<!(\\{&")


def lost_placeholder(source: str, target: str) -> Problem | None:
    """The first link, note or placeholder that a translation lacks, or has without need."""
    wanted, found = list(placeholders(source)), list(placeholders(target))
    for kind, name in wanted:
        if (kind, name) not in found:
            return Problem(f"po.lost-{kind}", words={"found": name})
        found.remove((kind, name))
    if found:
        kind, name = found[0]
        return Problem(f"po.added-{kind}", words={"found": name})
    return None


def fit_target(block: Block, target: str) -> str:
    """A safe translation as it stands in the Markdown of its block's place."""
    target = target.expandtabs(4)
    if block.kind is BlockKind.CODE:
        return "\n".join(block.prefix + line if line.strip() else "" for line in target.strip("\n").split("\n"))
    text = _brace(_without_strangers(target, block.text), block.text)
    if block.kind in ONE_LINE:
        return _fit_line(block.kind, unwrap(text))
    # Two spaces at the end of a line are a line break that was meant.
    lines = [line.lstrip() for line in text.split("\n") if line.strip()]
    guarded = [_guard(line) for line in lines]
    if block.kind is BlockKind.CAPTION:
        # It follows a word of markup, so nothing can begin here.
        guarded[0] = lines[0]
    elif guarded[0].startswith("Table:"):
        guarded[0] = guarded[0].replace(":", "&#58;", 1)
    return f"\n{block.prefix}".join(guarded).rstrip()


def _fit_line(kind: BlockKind, text: str) -> str:
    if kind is BlockKind.CELL:
        # A stray backtick would find its partner in another cell.
        text = _outside_code(_PIPE.sub("&#124;", text), lambda part: _BACKTICK.sub("&#96;", part))
    elif kind is BlockKind.IMAGE:
        text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)
    elif kind in {BlockKind.TERM, BlockKind.NOTE_TITLE}:
        text = _guard(text)
    elif kind is BlockKind.HEADING and text.endswith("#"):
        text = f"{text[:-1]}\\#"
    # A backslash at the end would take away the meaning of what comes after the text.
    if (len(text) - len(text.rstrip("\\"))) % 2:
        text += "\\"
    return text


def _guard(line: str) -> str:
    """A line that no parser takes for the beginning of anything but text."""
    if match := _LIST_NUMBER.match(line):
        return f"{match[1]}\\{line[match.end(1) :]}"
    if _GUARDED.match(line):
        return (f"\\{line[0]}" if line[0] in _ESCAPABLE else f"&#{ord(line[0])};") + line[1:]
    return line


def _brace(text: str, source: str) -> str:
    """Escape braces that the source does not have: they would be read as attributes of what stands before them."""
    if "{" not in text:
        return text

    def escape(match: re.Match[str]) -> str:
        found = match[0]
        return found if found.startswith("\\") or found in source else f"\\{found}"

    return _outside_code(text, lambda part: _BRACE.sub(escape, part))


def _without_strangers(text: str, source: str) -> str:
    """A translation without the links and references that its source has no more, as an older one may have."""
    known = placeholders(source)
    found = placeholders(text)
    if found == known or not set(found) - set(known):
        return text

    def replace_in(part: str) -> str:
        part = LINK.sub(lambda match: _keep(match, known), part)
        part = FOOTNOTE.sub(lambda match: match[0] if ("footnote", match["key"]) in known else "", part)
        part = MACRO.sub(lambda match: match[0] if ("macro", match[0]) in known else "", part)
        return REFERENCE_LINK.sub(
            lambda match: match[0] if ("reference", match["name"].strip().lower()) in known else match["label"], part
        )

    return _outside_code(text, replace_in)


def _keep(match: re.Match[str], known: Collection[tuple[str, str]]) -> str:
    kind, target = "image" if match["image"] else "link", match["target"].strip("<>")
    if (kind, target) in known or (kind == "link" and is_external(target)):
        return match[0]
    return match["label"]


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, at = [], 0
    for match in CODE_SPAN.finditer(text) if "`" in text else ():
        parts += [change(text[at : match.start()]), match[0]]
        at = match.end()
    return "".join([*parts, change(text[at:])])
