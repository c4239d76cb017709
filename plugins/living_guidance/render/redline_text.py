"""A redline for a terminal: colours where there are any, and signs that do without them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.render.messages import Messages
from living_guidance.render.redline_words import parting
from living_guidance.text.redline import Compared, Departed, Entry, Redline
from living_guidance.text.words import Op, Run

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS = {Op.EQUAL: ("", "", ""), Op.INSERT: ("{+", "+}", "green"), Op.DELETE: ("[-", "-]", "red strike")}
_STYLES = {Fate.ADDED: "green", Fate.SPLIT: "green", Fate.DELETED: "red", Fate.MERGED: "red"}


def redline_text(redline: Redline, messages: Messages) -> Text:
    """The changes in reading order; what did not change between them is counted, but for headings, which are named."""
    lines, cells = [_counts(redline, messages)], redline.cells
    blocks = {block.id: block for block in redline.blocks}
    # Cells are shown with their row.
    entries = (entry for entry in redline.entries if entry.kind is not BlockKind.CELL)
    for is_quiet, group in groupby(entries, _is_quiet):
        if is_quiet:
            count = messages.count("pages.redline.unchanged", len(list(group)))
            lines.append(Text(f"  … {count}", "dim"))
        else:
            lines += [line for entry in group for line in _entry(entry, blocks, cells, messages)]
    return Text("\n").join(lines)


def print_redline(redline: Redline, messages: Messages, console: Console) -> None:
    """Print it; the console leaves colours out where it is no terminal."""
    console.print(redline_text(redline, messages), soft_wrap=not console.is_terminal, highlight=False)


def _is_quiet(entry: Entry) -> bool:
    return isinstance(entry, Compared) and not entry.is_changed and entry.kind is not BlockKind.HEADING


def _counts(redline: Redline, messages: Messages) -> Text:
    if not redline.changes:
        return Text(messages("pages.redline.none"))
    counts = [messages.count(f"pages.redline.{fate}", count) for fate, count in redline.counts.items()]
    total = messages.count("pages.redline.changes", len(redline.changes))
    return Text(f"{total}{messages('pages.colon')}{messages('pages.list-separator').join(counts)}", "bold")


def _entry(
    entry: Entry, blocks: Mapping[str, Compared], cells: Mapping[str, Sequence[Compared]], messages: Messages
) -> Iterator[Text]:
    if isinstance(entry, Departed):
        yield Text(f"  ⇢ {messages.count('pages.redline.departed', len(entry.ids))}", "dim")
        return
    if not entry.is_changed:
        yield Text(f"{'#' * max(entry.level, 1)} {_clean(entry.passage.text)}", "bold")
        return
    yield _head(entry, blocks, messages)
    if entry.kind is BlockKind.ROW:
        yield Text("  | ").append(Text(" | ").join([_words(cell.runs) for cell in cells.get(entry.id, ())]))
    else:
        words = _words(entry.runs)
        yield Text("\n").join([Text("  ").append(line) for line in words.split("\n")])


def _head(block: Compared, blocks: Mapping[str, Compared], messages: Messages) -> Text:
    number = block.passage.number
    facts = [f"¶ {number}"] if number is not None else []
    facts.append(messages(f"fate.{block.fate}"))
    if block.moved and block.fate is Fate.EDITED:
        facts.append(messages("pages.redline.moved-here"))
    if block.is_reformed:
        facts.append(messages("pages.redline.reformed"))
    for key, others in groupby(block.others, lambda other: parting(block, blocks[other])):
        facts.append(f"{messages(key)} {messages('pages.list-separator').join(others)}")
    if block.numbers and block.fate is Fate.EDITED:
        gone, come = (" ".join(map(_clean, side)) for side in (block.numbers.gone, block.numbers.come))
        key = "numbers" if gone and come else "numbers-gone" if gone else "numbers-come"
        facts.append(messages(f"pages.redline.{key}", old=gone, new=come))
    return Text(" · ".join([block.id, *facts]), _STYLES.get(block.fate, "yellow"))


def _words(runs: Sequence[Run]) -> Text:
    words = Text()
    for run in runs:
        before, after, style = _MARKS[run.op]
        words.append(f"{before}{_clean(run.text)}{after}", style)
    return words


def _clean(text: str) -> str:
    """A text that cannot do anything to a terminal but stand in it."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
