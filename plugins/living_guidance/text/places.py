"""Containers, and whether each block stands where both parsers see it."""

import re

from markdown_it.token import Token

from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.parser import DEEPEST
from living_guidance.text.reader import Place, Reader, line_of

LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
OPENINGS = LISTS | {
    *("paragraph_open", "heading_open", "blockquote_open", "admonition_open", "footnote_reference_open", "dl_open"),
    *("table_open", "fence", "code_block", "hr"),
}
"""The tokens that begin a block."""
CLOSINGS = frozenset(
    {"list_item_close", "blockquote_close", "admonition_close", "footnote_reference_close", "dd_close"}
)

_FORMS = {
    "list_item_open": (BlockKind.ITEM, re.compile(r"(?:[-+*]|\d{1,9}\.)[ ]{1,3}(?=\S)"), "list-marker"),
    "dd_open": (BlockKind.DEFINITION, re.compile(r":[ ]{1,3}(?=\S)"), "definition-form"),
    "footnote_reference_open": (BlockKind.FOOTNOTE, re.compile(r"\[\^[^\]\s]+\]:[ ]+(?=\S)"), "footnote-form"),
}
"""Of each container whose text begins on its own line: the kind of that text, the marker, the code of a bad one."""
_ABOVE_ITEMS = frozenset({"paragraph_open", "heading_open", "admonition_open"})
HANGING = frozenset(_FORMS)


def open_place(reader: Reader, prefix: str, token: Token) -> None:
    """Open a container whose text begins on a line of its own."""
    _push(reader, Place(prefix), token)


def open_hanging(reader: Reader, token: Token) -> None:
    """Open a container whose text begins on its own line, after a marker."""
    kind, form, code = _FORMS[token.type]
    outer, line = reader.place, line_of(token)
    if kind is BlockKind.ITEM:
        _check_indent(reader, line, outer.prefix)
    marker = form.match(reader.lines[line], len(outer.prefix))
    if not marker:
        reader.fault(code, line)
    hanging = outer.prefix + "    "
    if kind is BlockKind.ITEM and marker:
        hanging = outer.prefix + " " * (marker.end() - marker.start())
    if kind is not BlockKind.FOOTNOTE:
        _check_run(reader, line, outer.prefix)
    if kind is BlockKind.FOOTNOTE:
        if len(reader.places) > 1:
            reader.fault("footnote-place", line)
        key = token.meta["label"]
        reader.notes[key] += 1
        if reader.notes[key] > 1:
            reader.fault("footnote-twice", line, found=key)
    _push(reader, Place(outer.prefix + "    ", kind, line, True, hanging), token)


def _push(reader: Reader, place: Place, token: Token) -> None:
    reader.places.append(place)
    if len(reader.places) == DEEPEST + 2:
        reader.fault("too-deep", line_of(token), limit=str(DEEPEST))


def close_place(reader: Reader) -> None:
    """Close the innermost container."""
    place = reader.places.pop()
    if place.kind is None:
        reader.leaf = "closed"
    if place.pending:
        reader.fault("item-start", place.opened)


def check_place(reader: Reader, token: Token) -> None:
    """Check that a block is indented as its container wants and stands after a blank line."""
    place, line = reader.place, line_of(token)
    before, place.last = place.last, token.type
    if token.type not in LISTS:
        reader.leaf = token.type
    if place.pending:
        if line != place.opened or token.type != "paragraph_open":
            reader.fault("item-start", place.opened)
            place.pending = False
        return
    _check_indent(reader, line, place.prefix)
    if place.kind is BlockKind.FOOTNOTE:
        reader.fault("footnote-content", line)
    if token.type == "dl_open" and len(reader.places) > 1:
        reader.fault("definition-place", line)
    if before in LISTS and token.type in LISTS:
        reader.fault("adjacent-lists", line)
    elif before and not _is_blank(reader, line - 1, place.prefix) and not _may_follow(place, before, token.type):
        reader.fault("blank-line", line)


def _check_indent(reader: Reader, line: int, prefix: str) -> None:
    text = reader.lines[line]
    if text.startswith(prefix) and text[len(prefix) : len(prefix) + 1] not in {" ", "\t", ""}:
        return
    if ">" in prefix:
        reader.fault("quote-form", line)
    else:
        reader.fault("indent", line, indent=str(len(text) - len(text.lstrip())), expected=str(len(prefix)))


def _check_run(reader: Reader, line: int, prefix: str) -> None:
    """Check that an item or definition right below another block is seen as one.

    It is, if the lines since the last blank one are items and running text, and the first is not indented more.
    """
    above = line
    while not _is_blank(reader, above - 1, prefix):
        above -= 1
    if above < line:
        text = reader.lines[above]
        start = len(text) - len(text.lstrip(" >"))
        if above not in reader.heads or start > len(prefix) or reader.leaf not in _ABOVE_ITEMS:
            reader.fault("blank-line", line)
    reader.heads.add(line)


def _is_blank(reader: Reader, line: int, prefix: str) -> bool:
    """Whether a line is empty, but for the marks of the quotations that the block below it stands in."""
    if line < 0:
        return True
    text = reader.lines[line]
    return not text.strip(" \t>") and text.count(">") <= prefix.count(">")


def _may_follow(place: Place, before: str, kind: str) -> bool:
    """Whether a block may come right after another, without a blank line between them."""
    if before == kind == "footnote_reference_open" or before == "heading_open":
        return True
    if kind == "heading_open":
        return place.kind is None and (before == "paragraph_open" or before in LISTS)
    # A nested list right under its item.
    return kind in LISTS and before == "paragraph_open" and place.kind is BlockKind.ITEM
