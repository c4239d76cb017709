"""What a line of text may not look like, whatever the structure around it says."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from living_guidance.model.corpus import Block
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.inline import FOOTNOTE, tags, without_code
from living_guidance.text.parser import DEEPEST
from living_guidance.text.problems import Problem, shorten

LONGEST_BODY, MOST_LINES, LONGEST_LINE = 500_000, 10_000, 20_000
"""Characters of a body, its lines, and characters of a line; a long chapter has a tenth of it."""
MOST_MARKS = 500
"""Of one mark between two blank lines; parsers take time with the square of it."""
MOST_PIPES = 20_000

_DEEP = re.compile(rf"^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))){{{DEEPEST + 1},}}", re.MULTILINE)
_CHUNK = re.compile(r"\n[ \t]*\n")
_SUSPECT = frozenset("#=-+*:!?|[{0123456789`~")
_LIST = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
_UNDERLINE = re.compile(r"(?:=+|-{2,})[ \t]*$")
_BARS = re.compile(r"(?=.*\|)[|:\- \t]+$")
_STARTS = (
    ("underline", re.compile(r"=+[ \t]*$")),
    ("tabs", re.compile(r"===[!+]? ")),
    ("heading-mark", re.compile(r"#")),
    ("snippet", re.compile(r"-+8<-")),
    ("abbreviation", re.compile(r"\*\[[^\]]*\]:")),
    ("toc", re.compile(r"\[TOC\][ \t]*$")),
    ("footnote-form", re.compile(r"\[\^[^\]]*\]:")),
    ("link-definition", re.compile(r"\[[^\]]*\]:")),
    ("definition-form", re.compile(r":[ \t]")),
    ("note-form", re.compile(r"(?:!!!|\?\?\?)")),
    ("table-form", re.compile(r"\|")),
    ("fence-form", re.compile(r"`{3,}[^`]*$|~{3,}")),
    ("attributes-alone", re.compile(r"\{:?[ ]*(?!\{)[^}\n]*\}[ \t]*$")),
)
"""What a line of running text may not begin with: each would be taken for something else."""


def overload(body: str) -> Iterator[Problem]:
    """Reasons not to parse a body at all: its size, or marks by the thousand."""
    lines = body.count("\n") + 1
    if len(body) > LONGEST_BODY or lines > MOST_LINES:
        words = {"found": f"{len(body)}", "lines": f"{lines}", "limit": f"{LONGEST_BODY}", "most": f"{MOST_LINES}"}
        yield Problem("text.too-long", words=words)
        return
    if (pipes := body.count("|")) > MOST_PIPES:
        yield Problem("text.too-many-marks", words={"mark": "|", "found": f"{pipes}", "limit": f"{MOST_PIPES}"})
    if match := _DEEP.search(body):
        yield Problem("text.too-deep", body.count("\n", 0, match.start()), words={"limit": f"{DEEPEST}"})
    at = 0
    for chunk in _CHUNK.split(body):
        at = body.index(chunk, at)
        if len(chunk) > MOST_MARKS:
            yield from _chunk_overload(chunk, body.count("\n", 0, at))
        at += len(chunk)


def _chunk_overload(chunk: str, line: int) -> Iterator[Problem]:
    for mark in "[*_`<!(\\{&":
        if (found := chunk.count(mark)) > MOST_MARKS:
            words = {"mark": mark, "found": f"{found}", "limit": f"{MOST_MARKS}"}
            yield Problem("text.too-many-marks", line, words=words)
    if len(chunk) > LONGEST_LINE:
        for offset, text in enumerate(chunk.split("\n")):
            if len(text) > LONGEST_LINE:
                words = {"found": f"{len(text)}", "limit": f"{LONGEST_LINE}"}
                yield Problem("text.long-line", line + offset, words=words)


def running_text(lines: Iterable[str], first: int, *, begins: bool = True) -> Iterator[Problem]:
    """The faults of a block's lines, given without their indentation, of which ``first`` is the first's number.

    ``begins`` says that the first line was already told from the beginning of a list or a table.
    """
    for number, text in enumerate(lines, start=first):
        if not text or text[0] not in _SUSPECT:
            continue
        for code, pattern in _STARTS:
            if pattern.match(text):
                yield Problem(f"text.{code}", number, words={"found": shorten(text)})
                break
        else:
            if number > first or not begins:
                yield from _further_line(text, number)


def _further_line(text: str, number: int) -> Iterator[Problem]:
    if _UNDERLINE.match(text):
        yield Problem("text.underline", number, words={"found": shorten(text)})
    elif _LIST.match(text):
        yield Problem("text.list-after-text", number, words={"found": shorten(text)})
    elif _BARS.match(text):
        yield Problem("text.table-form", number, words={"found": shorten(text)})


def html(text: str, line: int) -> Iterator[Problem]:
    """The tags in a text that begins on a line."""
    for match in tags(text):
        number = line + text.count("\n", 0, match.start())
        yield Problem("text.html", number, words={"found": shorten(match[0])})


def references(blocks: Iterable[Block], notes: Counter[str]) -> Iterator[Problem]:
    """Footnotes that are called but not there."""
    for block in blocks:
        if "[^" not in block.text or block.kind in {BlockKind.ROW, BlockKind.CODE}:
            continue
        text = without_code(block.text)
        for match in FOOTNOTE.finditer(text):
            if match["key"] not in notes:
                number = block.line + text.count("\n", 0, match.start())
                yield Problem("text.footnote-undefined", number, words={"found": match["key"]})
