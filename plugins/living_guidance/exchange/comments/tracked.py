"""Tracked changes as proposals: for each paragraph and author how it was, and how it would read.

What others change in the same paragraph is not applied; only where somebody takes out what another put in, the other's
words count as there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from living_guidance.exchange.comments.docx_places import Group, Places, one_line
from living_guidance.exchange.comments.docx_story import Piece, Revision, Row


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody would do to a paragraph."""

    author: str
    position: int
    """The number of the first paragraph concerned."""
    paragraph: str
    """Its id; that of the paragraph before where something new is to come after it."""
    quoted: str
    proposed: str
    said: str = ""
    """The key of the message that says what is to be done, where the two texts do not; none for a mere edit."""
    beside: str = ""
    """What the message names another paragraph by."""


@dataclass(slots=True)
class Tracked:
    """The changes of a story."""

    changes: list[Change] = field(default_factory=list)
    silent: int = 0
    """How many paragraphs somebody changed without another word in them."""


def find_changes(places: Places) -> Tracked:
    """The changes in the words of a story, in the order of the text."""
    found = Tracked()
    for author, groups in _by_author(places).items():
        _Author(author, places, found).read(groups)
    for row in places.story.rows:
        found.changes += _row_changes(row, places)
    found.changes.sort(key=lambda change: change.position)
    return found


def _by_author(places: Places) -> dict[str, list[Group]]:
    """The paragraphs that each author changed, but for rows that the same author put in or took out as a whole."""
    found: dict[str, list[Group]] = {}
    for group in places.groups:
        whole = {mark.author for mark in (group.row.inserted, group.row.deleted) if mark} if group.row else set()
        for author in dict.fromkeys(mark.author for mark in _marks(group.pieces)):
            if author not in whole:
                found.setdefault(author, []).append(group)
    return found


def _marks(pieces: Iterable[Piece]) -> Iterator[Revision]:
    for piece in pieces:
        yield from (mark for mark in (piece.inserted, piece.deleted) if mark)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph as it was, or would be."""

    pieces: Sequence[Piece]

    @property
    def text(self) -> str:
        return one_line(piece.text for piece in self.pieces)

    @property
    def is_new(self) -> bool:
        """Whether none of its words were there before."""
        return all(piece.inserted for piece in self.pieces if piece.text.strip())

    @property
    def move(self) -> str | None:
        """The name of the move that brings it here; empty where the move has none."""
        moves = (piece.inserted.move for piece in self.pieces if piece.inserted)
        return next((move for move in moves if move is not None), None)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Where a paragraph is moved to, and how it reads there."""

    said: str
    anchor: Group
    text: str


class _Author:
    """The changes of one author."""

    def __init__(self, author: str, places: Places, found: Tracked) -> None:
        self.author, self.places, self.found = author, places, found
        self.departures: dict[str, list[Group]] = {}
        """The paragraphs that are moved as a whole, by the name of the move or else by their text."""
        self.arrivals: dict[str, list[_Arrival]] = {}

    def read(self, groups: Sequence[Group]) -> None:
        """Read the changes in the paragraphs that the author touched."""
        touched = {group.ordinal for group in groups}
        for group in groups:
            if (move := self._departure(group)) is not None:
                self.departures.setdefault(move or group.words, []).append(group)
        done: set[int] = set()
        for group in groups:
            chain = self._chain(group) if group.ordinal not in done else []
            done.update(one.ordinal for one in chain)
            if sum(bool(self._proposed(one.pieces)) for one in chain) > 1:
                self._add(chain[0], "\n".join(self._was(one.pieces) for one in chain), self._proposed(_joined(chain)))
            else:
                for one in chain:
                    if one.ordinal in touched:
                        self._read(one, is_alone=len(chain) == 1)
        for move, departed in self.departures.items():
            self._depart(departed, self.arrivals.get(move, []))

    def _chain(self, group: Group) -> list[Group]:
        """A paragraph with those that the author joins to its end."""
        chain = [group]
        while (end := chain[-1].pieces[-1].deleted) and end.author == self.author and end.move is None:
            following = self.places.groups[chain[-1].ordinal + 1 : chain[-1].ordinal + 2]
            if not following or following[0].container != group.container:
                break
            chain += following
        return chain

    def _departure(self, group: Group) -> str | None:
        """The name of the move that takes a whole paragraph away; empty where the move has none."""
        if not group.words or self._proposed(group.pieces):
            return None
        gone = (piece.deleted for piece in group.pieces if piece.text.strip())
        moves = [mark.move for mark in gone if mark and mark.author == self.author]
        return moves[0] if None not in moves else None

    def _read(self, group: Group, *, is_alone: bool) -> None:
        was, lines = self._was(group.pieces), self._lines(group.pieces)
        kept = [line for line in lines if not line.is_new]
        if was and not lines:
            if self._departure(group) is None:
                self._add(group, was, "", "forms.review.delete")
        elif len(kept) < len(lines) and "\n".join(line.text for line in kept) == was and (was or not group.id):
            self._insert(group, lines)
        elif (proposed := self._proposed(group.pieces)) != was:
            self._add(group, was, proposed)
        elif is_alone:
            self.found.silent += 1

    def _insert(self, group: Group, lines: Sequence[_Line]) -> None:
        """New paragraphs before or after one that stays as it is."""
        at = next((number for number, line in enumerate(lines) if not line.is_new), len(lines))
        before = self.places.before(group)
        for news, anchor in ((lines[:at], before), (lines[at + 1 :], group)):
            said = "forms.review.insert" if anchor else "forms.review.insert-before"
            self._insert_lines(group, news, said, anchor or group)

    def _insert_lines(self, group: Group, lines: Iterable[_Line], said: str, anchor: Group) -> None:
        texts = []
        for line in lines:
            move = None if line.move is None else line.move or line.text
            if move in self.departures:
                where = said.replace("insert", "move")
                self.arrivals.setdefault(move, []).append(_Arrival(where, anchor, line.text))
            else:
                texts.append(line.text)
        if texts:
            # A paragraph that is none of ours is found by its words alone.
            quoted = "" if anchor.id else anchor.words
            self._add(group, quoted, "\n".join(texts), said, paragraph=anchor.id)

    def _depart(self, departed: Sequence[Group], arrivals: Sequence[_Arrival]) -> None:
        for number, group in enumerate(departed):
            was = group.words
            if not arrivals:
                self._add(group, was, "", "forms.review.delete")
                continue
            arrival = arrivals[min(number, len(arrivals) - 1)]
            proposed = arrival.text if len(arrivals) == len(departed) and arrival.text != was else ""
            self._add(group, was, proposed, arrival.said, beside=arrival.anchor.name)

    def _add(
        self,
        group: Group,
        quoted: str,
        proposed: str,
        said: str = "",
        *,
        paragraph: str | None = None,
        beside: str = "",
    ) -> None:
        name = group.id if paragraph is None else paragraph
        change = Change(self.author, group.paragraphs[0], name, quoted, proposed, said, beside)
        self.found.changes.append(change)

    def _was(self, pieces: Sequence[Piece]) -> str:
        return "\n".join(line.text for line in _lines(pieces, self.author, before=True))

    def _proposed(self, pieces: Sequence[Piece]) -> str:
        return "\n".join(line.text for line in self._lines(pieces))

    def _lines(self, pieces: Sequence[Piece]) -> list[_Line]:
        return _lines(pieces, self.author)


def _lines(pieces: Sequence[Piece], author: str, *, before: bool = False) -> list[_Line]:
    """The paragraphs that say anything, before an author's changes or after them; the last piece is an end.

    What others cut in two is one paragraph; but what is new in a paragraph of theirs is none of the one beside it.
    """
    lines: list[_Line] = []
    stretch: list[Piece] = []
    is_parted, is_loose = True, False
    for piece in pieces:
        if not piece.is_end:
            stretch += [piece] if _counts(piece, author, before=before) else []
            continue
        if (line := _Line(stretch)).text:
            if is_parted or (is_loose and lines[-1].is_new != line.is_new):
                lines.append(line)
            else:
                lines[-1] = _Line([*lines[-1].pieces, *stretch])
            is_parted, is_loose = False, False
        is_parted = is_parted or _counts(piece, author, before=before)
        is_loose = is_loose or (piece.inserted is not None and piece.inserted.author != author)
        stretch = []
    return lines


def _counts(piece: Piece, author: str, *, before: bool) -> bool:
    """Whether words are there, before an author's changes or after them."""
    put_in = piece.inserted is not None and piece.inserted.author == author
    taken_out = piece.deleted is not None and piece.deleted.author == author
    was_there = piece.inserted is None or (taken_out and not put_in)
    return was_there if before else (was_there or put_in) and not taken_out


def _joined(chain: Sequence[Group]) -> list[Piece]:
    return [piece for group in chain for piece in group.pieces]


def _row_changes(row: Row, places: Places) -> Iterator[Change]:
    """What is done to a row as a whole."""
    numbers = [number for cell in row.cells for number in cell]
    if not numbers:
        return
    first = places.group_of(numbers[0])
    if mark := row.inserted:
        above = places.before(first)
        while above and above.row is row:
            above = places.before(above)
        name = (places.row_id(above.row) or above.id) if above else ""
        quoted = "" if name or above is None else above.words
        words = _row_words(row, places, mark.author, before=False)
        yield Change(mark.author, numbers[0], name, quoted, words, "forms.review.insert-row")
    if mark := row.deleted:
        words = _row_words(row, places, mark.author, before=True)
        yield Change(mark.author, numbers[0], places.row_id(row), words, "", "forms.review.delete-row")


def _row_words(row: Row, places: Places, author: str, *, before: bool) -> str:
    cells = []
    for numbers in row.cells:
        pieces = [piece for number in numbers for piece in places.story.paragraphs[number].pieces]
        cells.append(" ".join(line.text for line in _lines(pieces, author, before=before)))
    return " | ".join(cells)
