"""Cut a chapter's body into blocks, each with the exact place of its text.

The structure is read with markdown-it-py, which knows the lines of everything; pages are rendered with
Python-Markdown. Where the two would read a construct differently, or it cannot be carried from language to language,
the construct is a problem that names its line.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from living_guidance.model.corpus import Block
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text import lint
from living_guidance.text.parser import parse
from living_guidance.text.places import CLOSINGS, HANGING, OPENINGS, check_place, close_place, open_hanging, open_place
from living_guidance.text.problems import Problem
from living_guidance.text.reader import INLINE_ATTRIBUTES, Reader, line_of
from living_guidance.text.tables import read_table

__all__ = ["Problem", "Reading", "read_blocks"]

_HEADING = re.compile(r"#{1,6}[ ]+(?P<text>.*?)(?:[ ]+#+)?[ ]*$")
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?!\{)(?P<list>[^}\n ][^}\n]*)\}$")
_NOTE = re.compile(r'(?:!!!|\?\?\?\+?) [a-z][\w-]*(?: [a-z][\w-]*)* "(?P<title>\S(?:.*\S)?)"[ ]*$')
_CAPTION = re.compile(r"Table:[ ]+(?=\S)")
_IMAGE = re.compile(
    r"!\[(?P<alt>(?:\\.|[^\\\[\]\n])*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)(?:\{:?(?P<list>[^{}\n]*)\})?$"
)
_FENCE = re.compile(r"(?:`{3,}|~{3,})[ ]?(?:[\w+#.-]*|\{(?P<list>[^{}]*)\})[ ]*$")
_TAB = re.compile(r"[ >]*(?:(?:[-*+:]|\d+\.)[ ]*)?\t")
_RULE = re.compile(r"([-*_])\1{2,}[ ]*$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a body says: its blocks in order, without identities, and what is wrong with it."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


def read_blocks(body: str) -> Reading:
    """Read the blocks of a chapter's body; bounded in time and memory whatever it holds."""
    if overload := tuple(lint.overload(body)):
        return Reading((), overload)
    lines = body.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    tokens, names = parse(body)
    reader = Reader(body, lines, starts, tokens)
    for name, defined in names.items():
        # To the other parser this is a footnote, only not a well-formed one.
        if name.startswith("^"):
            reader.fault("footnote-form", defined)
    index = 0
    while index < len(reader.tokens):
        index = _read_token(reader, index)
    found = [*reader.problems, *_whitespace(lines), *lint.references(reader.blocks, reader.notes)]
    problems: dict[tuple[str, int], Problem] = {}
    for problem in sorted(found, key=lambda problem: (problem.line, problem.column)):
        problems.setdefault((problem.code, problem.line), problem)
    return Reading(tuple(reader.blocks), tuple(problems.values()))


def _whitespace(lines: Sequence[str]) -> Iterator[Problem]:
    if lines[0].isspace():
        # Spaces alone on the first line are text to one of the parsers.
        yield Problem("text.indent", 0, 1, {"indent": str(len(lines[0])), "expected": "0", "found": ""})
    for number, line in enumerate(lines):
        if "\t" in line and (match := _TAB.match(line)):
            yield Problem("text.tab", number, match.end())


def _read_token(reader: Reader, index: int) -> int:
    """Read one token and return the index of the next that is to be read."""
    token = reader.tokens[index]
    kind = token.type
    if kind in OPENINGS:
        check_place(reader, token)
    if kind in HANGING:
        open_hanging(reader, token)
    elif kind in CLOSINGS:
        close_place(reader)
    elif kind in _READERS:
        return _READERS[kind](reader, index)
    return index + 1


def _read_paragraph(reader: Reader, index: int) -> int:
    """Read a paragraph, or the text that a list item, definition or footnote begins with."""
    place, first = reader.place, line_of(reader.tokens[index])
    contents = [line.lstrip() for line in reader.tokens[index + 1].content.split("\n")]
    kind, prefix, needed = BlockKind.PARAGRAPH, place.prefix, place.prefix
    if place.pending and place.kind:
        kind, prefix, place.pending = place.kind, place.hanging, False
        needed = reader.places[-2].prefix + "  " if kind is BlockKind.ITEM else prefix
    if reader.tokens[index].map != [first, first + len(contents)] or not all(
        reader.lines[line].rstrip().endswith(text.rstrip()) for line, text in enumerate(contents, first)
    ):
        reader.fault("unreadable", first)
        return index + 3
    for line in range(first + 1, first + len(contents)):
        if not reader.lines[line].startswith(needed):
            reader.fault("lazy-line", line)
    explicit = None
    if len(contents) > 1 and (attributes := _ATTRIBUTES.match(contents[-1].rstrip())):
        explicit = reader.named(attributes["list"], first + len(contents) - 1)
        contents.pop()
    reader.problems += lint.running_text(contents, first)
    last = first + len(contents) - 1
    start = reader.starts[first] + len(reader.lines[first].rstrip()) - len(contents[0].rstrip())
    end = reader.starts[last] + len(reader.lines[last].rstrip())
    block = Block(
        kind, "\n".join(contents).rstrip(), start, end, first, prefix, len(reader.places) - 1, explicit=explicit
    )
    if kind is BlockKind.PARAGRAPH:
        reader.keep(_as_special(reader, block, index))
    else:
        if _CAPTION.match(block.text):
            reader.fault("caption-alone", first)
        reader.keep(block)
    return index + 3


def _as_special(reader: Reader, block: Block, index: int) -> Block | None:
    """A paragraph as what it is for the reader: an image, a caption, a placeholder that has no text, or itself."""
    if image := _IMAGE.match(block.text):
        return _read_image(reader, block, image)
    if block.text.startswith("{{") and block.text.endswith("}}"):
        return None
    if caption := _CAPTION.match(block.text):
        if not _is_caption(reader, index):
            reader.fault("caption-alone", block.line)
            return block
        start = block.start + caption.end()
        return replace(block, kind=BlockKind.CAPTION, text=block.text[caption.end() :], start=start)
    return block


def _is_caption(reader: Reader, index: int) -> bool:
    """Whether a paragraph stands next to a table that has no caption yet."""
    if index + 3 < len(reader.tokens) and reader.tokens[index + 3].type == "table_open":
        reader.place.captioned = True
        return True
    before = index - 1
    if before >= 0 and reader.tokens[before].type == "table_close" and not reader.place.captioned:
        reader.place.captioned = True
        return True
    return False


def _read_image(reader: Reader, block: Block, image: re.Match[str]) -> Block | None:
    explicit = reader.named(image["list"], block.line) or block.explicit
    alt = image["alt"]
    if not alt.strip():
        reader.fault("image-alt", block.line)
        return None
    start = block.start + image.start("alt") + len(alt) - len(alt.lstrip())
    text = alt.strip()
    return replace(block, kind=BlockKind.IMAGE, text=text, start=start, end=start + len(text), explicit=explicit)


def _read_heading(reader: Reader, index: int) -> int:
    token = reader.tokens[index]
    line = line_of(token)
    reader.heads.add(line)
    offset = len(reader.place.prefix)
    level = int(token.tag[1])
    if level == 1:
        reader.fault("heading-one", line)
    heading = _HEADING.match(reader.lines[line][offset:])
    text = heading["text"] if heading else ""
    attributes = INLINE_ATTRIBUTES.search(text)
    if heading and attributes:
        text = text[: attributes.start()].rstrip("#").rstrip()
    if not heading or not text or _ATTRIBUTES.match(text):
        reader.fault("heading-empty", line)
        return index + 3
    if text.endswith("#") and not text.endswith("\\#"):
        reader.fault("heading-mark", line)
    explicit = reader.named(attributes["list"], line) if attributes else None
    start = offset + heading.start("text")
    reader.add(BlockKind.HEADING, line, start, start + len(text), level=level, explicit=explicit)
    return index + 3


def _read_note(reader: Reader, index: int) -> int:
    token = reader.tokens[index]
    line = line_of(token)
    reader.heads.add(line)
    place = reader.place
    note = _NOTE.match(reader.lines[line], len(place.prefix))
    if note:
        # A title is parsed once more, as if it began a text of its own.
        reader.problems += lint.running_text([note["title"]], line, begins=False)
        reader.add(BlockKind.NOTE_TITLE, line, note.start("title"), note.end("title"))
    else:
        reader.fault("note-form", line)
    open_place(reader, place.prefix + "    ", token)
    # The title has been read from its line.
    return index + 4 if reader.tokens[index + 1].type == "admonition_title_open" else index + 1


def _read_quote(reader: Reader, index: int) -> int:
    open_place(reader, reader.place.prefix + "> ", reader.tokens[index])
    return index + 1


def _read_rule(reader: Reader, index: int) -> int:
    line = line_of(reader.tokens[index])
    if not _RULE.match(reader.lines[line], len(reader.place.prefix)):
        reader.fault("rule", line)
    return index + 1


def _read_term(reader: Reader, index: int) -> int:
    line = line_of(reader.tokens[index])
    reader.heads.add(line)
    reader.leaf = "paragraph_open"
    text = reader.lines[line]
    start = len(text) - len(text.lstrip(" >"))
    if start != len(reader.place.prefix):
        reader.fault("indent", line, indent=str(start), expected=str(len(reader.place.prefix)))
    reader.problems += lint.running_text([text[start:]], line, begins=False)
    end = len(text.rstrip())
    attributes = INLINE_ATTRIBUTES.search(text, start, end)
    explicit = reader.named(attributes["list"], line) if attributes else None
    reader.add(BlockKind.TERM, line, start, attributes.start() if attributes else end, explicit=explicit)
    return index + 3


def _read_indented(reader: Reader, index: int) -> int:
    reader.fault("indented-code", line_of(reader.tokens[index]))
    return index + 1


def _read_code(reader: Reader, index: int) -> int:
    token = reader.tokens[index]
    assert token.map is not None
    first, after = token.map
    prefix = reader.place.prefix
    fence = _FENCE.match(reader.lines[first][len(prefix) :])
    if not fence:
        reader.fault("fence-form", first)
    if after - first < 2 or reader.lines[after - 1].rstrip() != prefix + token.markup:
        reader.fault("fence-open", first)
        return index + 1
    explicit = reader.named(fence["list"], first) if fence else None
    lines = reader.lines[first + 1 : after - 1]
    if any(line.strip() and not line.startswith(prefix) for line in lines):
        reader.fault("lazy-line", first + 1)
    if any(line.strip() for line in lines):
        text = "\n".join(line[len(prefix) :] for line in lines)
        start, end, level = reader.starts[first + 1], reader.starts[after - 1] - 1, len(reader.places) - 1
        reader.keep(Block(BlockKind.CODE, text, start, end, first, prefix, level, explicit=explicit))
    return index + 1


_READERS: Mapping[str, Callable[[Reader, int], int]] = {
    "paragraph_open": _read_paragraph,
    "heading_open": _read_heading,
    "table_open": read_table,
    "admonition_open": _read_note,
    "blockquote_open": _read_quote,
    "dt_open": _read_term,
    "fence": _read_code,
    "code_block": _read_indented,
    "hr": _read_rule,
}
"""What reads each block: given the index of its first token, it returns the index after its last."""
