"""Where a character of a block or of a translation stands in its file."""

from living_guidance.model.corpus import Block, Chapter, Entry
from living_guidance.model.issue import Location
from living_guidance.model.vocabulary import BlockKind


def place_in(chapter: Chapter, block: Block, at: int) -> Location:
    """The place of a character of a block's text."""
    whole = chapter.locate(block)
    if block.kind is BlockKind.TITLE:
        return whole
    lines = block.text.count("\n", 0, at)
    if lines:
        column = at - block.text.rfind("\n", 0, at) + len(block.prefix)
    else:
        column = block.start - chapter.body.rfind("\n", 0, block.start) + at
    return whole.down(lines, column)


def place_of(path: str, entry: Entry) -> Location:
    """The place of a catalogue's message; its text may be cut into lines there, so the message is all that is sure."""
    return Location(path, entry.line, 1 if entry.line else 0)
