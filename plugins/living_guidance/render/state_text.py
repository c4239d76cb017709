"""A chapter's text in one state and one language as JSON: what the browser compares, and other programs may read.

Its keys are a contract; one that says nothing is left out:

``format``
    The number of this format.
``chapter``, ``state``, ``language``
    ``document/chapter`` as it was called then, the snapshot's id or ``working``, and the code of the language.
``title``, ``date``
    What readers call the state, and the day it was frozen.
``terms``
    The words of the glossary that stand in the text and must not be cut.
``blocks``
    In reading order, each with ``id``, ``kind`` and ``level``, and as far as they apply:

    ``number``, ``row``, ``column``
        That of a numbered paragraph; the place of a cell.
    ``begins``
        True for the first row of a table.
    ``language``
        Where it is another than that of the whole.
    ``text``
        Inline Markdown on one line; code as it stands. A row has none, for its words are those of its cells.
    ``parts``
        The same as read, where that is something else: a string is words, a list a piece that is never cut:
        ``["a", as written, address, …]``, ``["em", …]``, ``["strong", …]``, ``["code", text]``, ``["image", text]``
        or ``["note", key]``. An address is relative to this file; it is empty where the link leads nowhere.
    ``numbers``
        The numbers in it, as written, or with what makes two the same first.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from markdown_it.token import Token

from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.model.writing import unwrap
from living_guidance.render.redline_words import Resolve, inline_tokens
from living_guidance.text import numbers
from living_guidance.text.redline import first_rows, row_of

FORMAT = 1
_FOREIGN = ("https://", "http://", "mailto:")
"""What the address of a link begins with that may lead out of the site."""

Part = str | list[Any]
"""Words, or a piece of a text that is never cut."""


def state_text(
    text: Text, state: str, title: str, day: date | None, terms: Iterable[str] = (), link: Resolve = lambda _: None
) -> str:
    """The file of a text, in bytes that depend on nothing else."""
    begin = first_rows(text)
    rows = {row_of(one.block.id, BlockKind.CELL) for one in text.passages if one.block.kind is BlockKind.CELL}
    blocks = [_block(one, text.language, begin, rows, link) for one in text.passages]
    said = "\n".join(block.get("text", "") for block in blocks)
    values = {
        "format": FORMAT,
        "chapter": text.key,
        "state": state,
        "language": text.language,
        "title": title,
        "date": day.isoformat() if day else "",
        "terms": sorted({term for term in terms if term in said}),
        "blocks": blocks,
    }
    return json.dumps(_telling(values), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _telling(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [])}


def _block(passage: Passage, language: str, begin: frozenset[str], rows: set[str], link: Resolve) -> dict[str, Any]:
    block = passage.block
    is_code, is_cell = block.kind is BlockKind.CODE, block.kind is BlockKind.CELL
    text = passage.text if is_code else "" if block.id in rows else unwrap(passage.text)
    parts = list(_parts(text, link)) if text and not is_code else []
    values = {
        "id": block.id,
        "kind": block.kind.value,
        "level": block.level,
        "number": passage.number,
        "row": block.row if is_cell else None,
        "column": block.column if is_cell else None,
        "begins": block.id in begin or None,
        "language": passage.language if passage.language != language else "",
        "text": text,
        "parts": [] if parts == [text] else parts,
        "numbers": [written if key == written else [key, written] for key, written in numbers.found(text)],
    }
    return _telling(values)


def _parts(text: str, link: Resolve) -> Iterator[Part]:
    """Inline Markdown as it is read; neighbouring words are one string."""
    words = ""
    for part in _tree(list(inline_tokens(text)), link):
        if isinstance(part, str):
            words += part
            continue
        if words:
            yield words
        words = ""
        yield part
    if words:
        yield words


def _tree(tokens: Sequence[Token], link: Resolve) -> list[Part]:
    """The tokens with what stands between an opening one and its closing one inside."""
    found: list[Part] = []
    stack = [found]
    for token in tokens:
        if token.nesting == 1:
            piece = _opened(token, link)
            stack[-1].append(piece)
            stack.append(piece)
        elif token.nesting == -1:
            stack.pop()
        elif part := _leaf(token):
            stack[-1].append(part)
    return found


def _opened(token: Token, link: Resolve) -> list[Any]:
    if token.type != "link_open":
        return [token.tag]
    target = str(token.attrs.get("href", ""))
    found = target if target.startswith(_FOREIGN) else _inside(link(target))
    return ["a", target, found]


def _inside(found: str | None) -> str:
    """An address inside the site; the text names no other scheme than those that are known to be harmless."""
    return found if found and ":" not in found.partition("/")[0] else ""


def _leaf(token: Token) -> Part:
    if token.type == "code_inline":
        return ["code", token.content]
    if token.type == "image":
        return ["image", token.content]
    if token.type == "note_reference":
        return ["note", token.content]
    return token.content if token.type == "text" else " "
