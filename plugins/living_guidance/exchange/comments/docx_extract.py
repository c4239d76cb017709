"""What a Word file that came back says, as plain values; runs in the confined child."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zipfile import ZipFile

from living_guidance.exchange.archive import open_archive
from living_guidance.exchange.comments.docx_file import STORIES, facts_of, parts_of
from living_guidance.exchange.comments.docx_places import Places, one_line
from living_guidance.exchange.comments.docx_story import Piece, Span, Story
from living_guidance.exchange.comments.docx_tables import tables_of
from living_guidance.exchange.comments.docx_walk import read_story
from living_guidance.exchange.comments.margin_comments import read_comments
from living_guidance.exchange.comments.rows import COMPILATION, COMPILED
from living_guidance.exchange.comments.tracked import Change, find_changes
from living_guidance.exchange.comments.tracked_notes import place_notes
from living_guidance.exchange.comments.untracked import find_untracked, remembered
from living_guidance.exchange.guarded import UnreadableError
from living_guidance.exchange.word import MAIN_PART

_PROPERTIES = "docProps/core.xml"
_COMPILATION = COMPILATION.encode()
_Placed = tuple[int, int]
"""The number of a story, and of a paragraph in it."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Where a comment stands."""

    place: _Placed
    paragraph: str
    quoted: str


def extract(content: bytes) -> dict[str, Any]:
    """The facts, the comments and changes in the order of the text, the tables, and how much is of looks alone."""
    archive = open_archive(content, MAIN_PART)
    if _COMPILATION in (archive.read(_PROPERTIES) if _PROPERTIES in archive.namelist() else b""):
        raise UnreadableError(COMPILED)
    parts = [(kind, root) for kind in STORIES for root in parts_of(archive, kind)]
    document = parts[0][1]
    facts = facts_of(archive, document)
    stories = [Places(read_story(root, is_ours=facts.is_known)) for _, root in parts]
    tracked = [find_changes(places) for places in stories]
    notes = next((number for number, (kind, _) in enumerate(parts) if kind == "footnotes"), None)
    changes: list[tuple[int, Change]] = []
    for number, one in enumerate(tracked):
        if number == notes:
            changes += place_notes(one.changes, number, stories[number], stories[0])
        else:
            changes += ((number, change) for change in one.changes)
    if facts.is_known:
        changes += find_untracked(stories, remembered(archive))
    comments = _comments(archive, stories)
    # Where somebody comments on what they change, the comment comes first.
    rows = sorted([*comments, *(_change(*one, stories) for one in changes)], key=lambda row: row[0])
    return {
        "facts": asdict(facts),
        "rows": [values for _, values in rows],
        # The tables of our own text hold no comments.
        "tables": [] if facts.is_known else tables_of(document),
        "looks": sum(places.story.looks for places in stories),
        "silent": sum(one.silent for one in tracked),
    }


def _change(number: int, change: Change, stories: Sequence[Places]) -> tuple[_Placed, dict[str, Any]]:
    """A change as plain values, with the ordinal of the table that it is in."""
    row = stories[number].story.paragraphs[change.position].row
    table = row.table if row and number == 0 else None
    return (number, change.position), asdict(change) | {"table": table}


def _comments(archive: ZipFile, stories: Sequence[Places]) -> Iterator[tuple[_Placed, dict[str, Any]]]:
    anchors: dict[str, _Anchor] = {}
    for number, places in enumerate(stories):
        anchors |= dict(_anchors(places, number))
    nowhere = _Anchor((len(stories), 0), "", "")
    for comment in read_comments(archive):
        ids = (comment.id, *(reply.id for reply in comment.replies))
        anchor = next((anchors[one] for one in ids if one in anchors), nowhere)
        yield anchor.place, asdict(comment) | {"paragraph": anchor.paragraph, "quoted": anchor.quoted}


def _anchors(places: Places, number: int) -> Iterator[tuple[str, _Anchor]]:
    for name, span in places.story.comments.items():
        group = places.group_at(span)
        first = group.paragraphs[0] if group else len(places.story.paragraphs)
        yield name, _Anchor((number, first), places.id_at(span), _quoted(places.story, span))


def _quoted(story: Story, span: Span) -> str:
    """The words that a comment is on as they were; of words that were put in, as they would be."""
    pieces = story.pieces[span.start : span.end]
    was = _lines(piece for piece in pieces if piece.inserted is None)
    return was or _lines(piece for piece in pieces if piece.deleted is None)


def _lines(pieces: Iterator[Piece]) -> str:
    lines = "".join("\n" if piece.is_end else piece.text.replace("\n", " ") for piece in pieces).split("\n")
    return "\n".join(line for text in lines if (line := one_line(text)))
