"""Walk through a part of a Word file and note what it says and what is done to it.

Any program may have saved the file: runs are cut anywhere, and text stands in content controls, smart tags and fields.
"""

from collections.abc import Callable, Mapping

from lxml import etree

from living_guidance.exchange.comments.docx_story import Call, Paragraph, Piece, Revision, Row, Span, Story
from living_guidance.exchange.word import W

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What older programs show instead of something: it would count twice."""
_LOOKS = frozenset(
    f"{W}{name}"
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange"),
        *("trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
)
"""Tracked changes that are not of words."""


def read_story(root: etree._Element, *, is_ours: bool) -> Story:
    """The story that a part holds."""
    walk = _Walk(is_ours)
    walk.into(root)
    return walk.finished()


def revision(element: etree._Element, move: str | None = None) -> Revision:
    """Who made a change."""
    return Revision(element.get(f"{W}author", "").strip(), move)


class _Walk:
    """One pass over a part."""

    def __init__(self, is_ours: bool) -> None:
        self.story = Story()
        self.is_ours = is_ours
        self.inserted: list[Revision] = []
        self.deleted: list[Revision] = []
        self.open: list[int] = []
        """The paragraphs that are open: more than one only in text boxes."""
        self.containers, self.tables = [0], [-1]
        self.count = self.table_count = 0
        self.rows: list[Row] = []
        self.note = ""
        self.marks: dict[str, tuple[str, Span]] = {}
        """The bookmarks that are open, with their names."""
        self.moves: dict[str, str] = {}
        """The names of the moves that are open."""
        self.fields: list[str] = []
        """The instructions of the fields that are open."""

    def into(self, element: etree._Element) -> None:
        """Walk what an element holds."""
        for child in element:
            reader = _READERS.get(child.tag)
            if reader:
                reader(self, child)
            elif child.tag in _LOOKS:
                self.story.looks += 1
            elif child.tag not in _SKIPPED:
                self.into(child)

    def finished(self) -> Story:
        """The story; what was never closed ends with it."""
        for name, span in self.marks.values():
            self._keep(name, span)
        return self.story

    def say(self, text: str) -> None:
        """Take words, with what is being done to them."""
        if self.open and text and not (self.fields and _shows_number(self.fields[-1])):
            self._take(Piece(text, self.open[-1], *self._fate()))

    def call(self, element: etree._Element) -> None:
        """The call of a footnote."""
        if self.open:
            self.story.calls.append(Call(element.get(f"{W}id", ""), self.open[-1], *self._fate()))

    def _fate(self) -> tuple[Revision | None, Revision | None]:
        return self.inserted[-1] if self.inserted else None, self.deleted[-1] if self.deleted else None

    def _take(self, piece: Piece) -> None:
        self.story.pieces.append(piece)
        self.story.paragraphs[piece.paragraph].pieces.append(piece)

    def span(self) -> Span:
        """Where the walk has come to."""
        here = len(self.story.pieces)
        return Span(self.open[-1] if self.open else len(self.story.paragraphs), here, here)

    def paragraph(self, element: etree._Element) -> None:
        """A paragraph, and what is done to its end."""
        number = len(self.story.paragraphs)
        row = self.rows[-1] if self.rows else None
        self.story.paragraphs.append(Paragraph(self.containers[-1], row, self.note))
        if row and row.cells:
            row.cells[-1].append(number)
        self.open.append(number)
        fields = len(self.fields)
        self.into(element)
        # What is never closed must not hide what follows.
        del self.fields[fields:]
        self.open.pop()
        mark = element.find(f"{W}pPr/{W}rPr")
        found: dict[str, Revision] = {}
        for child in mark if mark is not None else ():
            if child.tag in _REVISIONS:
                kind, is_move = _REVISIONS[child.tag]
                found.setdefault(kind, revision(child, self._move() if is_move else None))
        self._take(Piece("\n", number, found.get("inserted"), found.get("deleted"), is_end=True))

    def change(self, element: etree._Element) -> None:
        """Words that were put in or taken out."""
        kind, is_move = _REVISIONS[element.tag]
        stack: list[Revision] = getattr(self, kind)
        stack.append(revision(element, self._move() if is_move else None))
        self.into(element)
        stack.pop()

    def _move(self) -> str:
        return next(reversed(self.moves.values()), "")

    def move_start(self, element: etree._Element) -> None:
        """Note the name of a move."""
        self.moves[element.get(f"{W}id", "")] = element.get(f"{W}name", "")

    def move_end(self, element: etree._Element) -> None:
        """Forget it."""
        self.moves.pop(element.get(f"{W}id", ""), None)

    def run(self, element: etree._Element) -> None:
        """A run, unless it is the number of a footnote that a program has made plain text of."""
        raised = element.find(f"{W}rPr/{W}vertAlign")
        if self.is_ours and not self.inserted and raised is not None and raised.get(f"{W}val") == "superscript":
            words = "".join(piece.text or "" for piece in element.iterchildren(f"{W}t", f"{W}delText"))
            if words.strip().isdigit():
                return
        self.into(element)

    def field(self, element: etree._Element) -> None:
        """Where a field begins or ends."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def instruction(self, element: etree._Element) -> None:
        """What a field is to show."""
        if self.fields:
            self.fields[-1] += element.text or ""

    def simple_field(self, element: etree._Element) -> None:
        """A field in one piece."""
        self.fields.append(element.get(f"{W}instr", ""))
        self.into(element)
        self.fields.pop()

    def container(self, element: etree._Element) -> None:
        """A box or a note."""
        self.count += 1
        self.containers.append(self.count)
        self.into(element)
        self.containers.pop()

    def footnote(self, element: etree._Element) -> None:
        """A footnote with its text."""
        self.note = element.get(f"{W}id", "")
        self.container(element)

    def cell(self, element: etree._Element) -> None:
        """A cell of a table."""
        if self.rows:
            self.rows[-1].cells.append([])
        self.container(element)

    def table(self, element: etree._Element) -> None:
        """A table, perhaps in another."""
        self.tables.append(self.table_count)
        self.table_count += 1
        self.into(element)
        self.tables.pop()

    def row(self, element: etree._Element) -> None:
        """A row of a table, which may have been put in or taken out as a whole."""
        inserted, deleted = element.find(f"{W}trPr/{W}ins"), element.find(f"{W}trPr/{W}del")
        row = Row(
            self.tables[-1],
            None if inserted is None else revision(inserted),
            None if deleted is None else revision(deleted),
        )
        self.story.rows.append(row)
        self.rows.append(row)
        self.into(element)
        self.rows.pop()

    def bookmark_start(self, element: etree._Element) -> None:
        """Where a bookmark begins."""
        self.marks[element.get(f"{W}id", "")] = (element.get(f"{W}name", ""), self.span())

    def bookmark_end(self, element: etree._Element) -> None:
        """Where it ends."""
        if found := self.marks.pop(element.get(f"{W}id", ""), None):
            self._keep(*found)

    def _keep(self, name: str, span: Span) -> None:
        span.end = len(self.story.pieces)
        self.story.bookmarks.setdefault(name, span)

    def comment_start(self, element: etree._Element) -> None:
        """Where that begins on which somebody commented."""
        self.story.comments.setdefault(element.get(f"{W}id", ""), self.span())

    def comment_end(self, element: etree._Element) -> None:
        """Where it ends."""
        if span := self.story.comments.get(element.get(f"{W}id", "")):
            span.end = len(self.story.pieces)

    def comment_place(self, element: etree._Element) -> None:
        """Where its sign stands; that is all there is of a comment on no words."""
        span = self.story.comments.setdefault(element.get(f"{W}id", ""), self.span())
        if span.end == span.start:
            span.end = len(self.story.pieces)


def _shows_number(instruction: str) -> bool:
    """Whether a field shows the number of a footnote, which is no word of the text."""
    return instruction.split()[:1] == ["NOTEREF"]


def _words(walk: _Walk, element: etree._Element) -> None:
    walk.say(element.text or "")


def _sign(sign: str) -> Callable[[_Walk, etree._Element], None]:
    return lambda walk, _: walk.say(sign)


_REVISIONS: Mapping[str, tuple[str, bool]] = {
    f"{W}ins": ("inserted", False),
    f"{W}del": ("deleted", False),
    f"{W}moveTo": ("inserted", True),
    f"{W}moveFrom": ("deleted", True),
}
"""What each change does, and whether it is one half of a move."""
_SKIPPED = frozenset({f"{W}tabs", f"{W}sdtPr", f"{W}rt", FALLBACK})
_READERS: Mapping[str, Callable[[_Walk, etree._Element], None]] = {
    f"{W}p": _Walk.paragraph,
    f"{W}r": _Walk.run,
    f"{W}t": _words,
    f"{W}delText": _words,
    _MATH_TEXT: _words,
    f"{W}tab": _sign("\t"),
    f"{W}ptab": _sign("\t"),
    f"{W}br": _sign(" "),
    f"{W}cr": _sign(" "),
    f"{W}noBreakHyphen": _sign("-"),
    # Which sign it is only the font knows.
    f"{W}sym": _sign("\N{REPLACEMENT CHARACTER}"),
    f"{W}tbl": _Walk.table,
    f"{W}tr": _Walk.row,
    f"{W}tc": _Walk.cell,
    f"{W}txbxContent": _Walk.container,
    f"{W}footnote": _Walk.footnote,
    f"{W}footnoteReference": _Walk.call,
    f"{W}endnote": _Walk.container,
    f"{W}fldChar": _Walk.field,
    f"{W}instrText": _Walk.instruction,
    f"{W}delInstrText": _Walk.instruction,
    f"{W}fldSimple": _Walk.simple_field,
    f"{W}bookmarkStart": _Walk.bookmark_start,
    f"{W}bookmarkEnd": _Walk.bookmark_end,
    f"{W}commentRangeStart": _Walk.comment_start,
    f"{W}commentRangeEnd": _Walk.comment_end,
    f"{W}commentReference": _Walk.comment_place,
    f"{W}moveFromRangeStart": _Walk.move_start,
    f"{W}moveToRangeStart": _Walk.move_start,
    f"{W}moveFromRangeEnd": _Walk.move_end,
    f"{W}moveToRangeEnd": _Walk.move_end,
    **dict.fromkeys(_REVISIONS, _Walk.change),
}
