"""Footnotes that somebody put in or took out: their calls stand in the text, and their words elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from living_guidance.exchange.comments.docx_places import Group, Places
from living_guidance.exchange.comments.tracked import Change


def place_notes(changes: Iterable[Change], number: int, notes: Places, text: Places) -> Iterator[tuple[int, Change]]:
    """The changes of footnotes, each with the number of its story: that of the text where a note is new, or gone.

    ``number`` is that of the footnotes; that of the text is zero.
    """
    added = {call.note: call for call in text.story.calls if call.inserted}
    for change in changes:
        call = added.get(notes.story.paragraphs[change.position].note)
        if call is None:
            yield number, change
            continue
        caller = text.group_of(call.paragraph)
        yield (
            0,
            replace(
                change,
                position=caller.paragraphs[0],
                paragraph=caller.id,
                # Here too a paragraph that is none of ours is found by its words alone.
                quoted="" if caller.id else caller.words,
                said="forms.review.insert-note",
            ),
        )
    words = {notes.story.paragraphs[group.paragraphs[0]].note: group for group in reversed(notes.groups)}
    for call in text.story.calls:
        note, mark, caller = words.get(call.note), call.deleted, text.group_of(call.paragraph)
        if note and mark and mark.move is None and call.inserted is None and _stays(caller, mark.author):
            position, said = caller.paragraphs[0], "forms.review.delete-note"
            yield 0, Change(mark.author, position, note.id, note.words, "", said)


def _stays(group: Group, author: str) -> bool:
    """Whether an author leaves any words of a paragraph: else its notes go with it."""
    kept = (piece for piece in group.pieces if piece.inserted is None and piece.text.strip())
    return any(piece.deleted is None or piece.deleted.author != author for piece in kept)
