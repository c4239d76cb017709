"""What reviewers and their programs do to a Word file: comments, tracked changes, and all the noise of saving."""

import random
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from living_guidance.exchange.comments.review_facts import read_names
from living_guidance.exchange.comments.wml import W as WORD
from living_guidance.exchange.comments.wml import text, w
from tests.exchange.office import repacked

W = f"{{{WORD}}}"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
DAY = "2018-10-08"
SOMEBODY = "Reviewer A"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def mark(tag: str, number: int, author: str = SOMEBODY, day: str = DAY, **more: str) -> etree._Element:
    """The element of a change, or of a comment."""
    return w(tag, id=number, author=author, date=f"{day}T09:30:00Z", **more)


class Review:
    """A file on somebody's desk."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        with ZipFile(BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        names = (name for name in ("word/document.xml", "word/footnotes.xml") if name in self.parts)
        self.roots = {name: etree.fromstring(self.parts[name]) for name in names}
        self.comments = w("comments")
        self.extended = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
        self.number = 10_000

    @property
    def body(self) -> etree._Element:
        return self.roots["word/document.xml"][0]

    def next(self) -> int:
        self.number += 1
        return self.number

    # --- finding

    def start(self, name: str) -> etree._Element:
        """The beginning of the bookmark of a paragraph."""
        for root in self.roots.values():
            marks = {one.get(f"{W}name", ""): one for one in root.iter(f"{W}bookmarkStart")}
            for bookmark, found in read_names(marks).items():
                if found == name:
                    return marks[bookmark]
        raise KeyError(name)

    def paragraph(self, name: str) -> etree._Element:
        return next(self.start(name).iterancestors(f"{W}p"))

    def runs(self, name: str) -> list[etree._Element]:
        """The runs with the words of a paragraph; the number in the margin and those of notes are none."""
        number = self.start(name).get(f"{W}id")
        found, is_inside = [], False
        for one in self.paragraph(name).iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}r"):
            if one.get(f"{W}id") == number and one.tag != f"{W}r":
                is_inside = one.tag == f"{W}bookmarkStart"
            elif one.tag == f"{W}r" and is_inside and one.find(f"{W}t") is not None and not _is_raised(one):
                found.append(one)
        return found

    def words(self, name: str) -> str:
        return "".join(_words(run) for run in self.runs(name))

    # --- cutting

    def cut(self, name: str, start: int, end: int) -> list[etree._Element]:
        """The runs with some of the words of a paragraph and with no others."""
        self._cut_at(name, start)
        self._cut_at(name, end)
        found, at = [], 0
        for run in self.runs(name):
            if start <= at < end:
                found.append(run)
            at += len(_words(run))
        return found

    def _cut_at(self, name: str, place: int) -> None:
        at = 0
        for run in self.runs(name):
            if at < place < at + len(_words(run)):
                cut_run(run, place - at)
                return
            at += len(_words(run))

    # --- commenting

    def comment(
        self, name: str, start: int, end: int, said: str, author: str = SOMEBODY, until: str = "", day: str = DAY
    ) -> str:
        """Comment on some words of a paragraph, or on all from them to some of another; return the comment's id."""
        until = until or name
        if until == name:
            runs = self.cut(name, start, end)
            first, last = runs[0], runs[-1]
        else:
            first, last = self.cut(name, start, len(self.words(name)))[0], self.cut(until, 0, end)[-1]
        number = self.note(said, author, day)
        _outermost(first).addprevious(w("commentRangeStart", id=number))
        after = w("commentRangeEnd", id=number)
        _outermost(last).addnext(after)
        after.addnext(w("r", w("rPr", w("rStyle", val="CommentReference")), w("commentReference", id=number)))
        return number

    def note(self, said: str, author: str = SOMEBODY, day: str = DAY) -> str:
        """Write a comment that stands nowhere yet."""
        number = str(self.next())
        comment = mark("comment", int(number), author, day, initials="RA")
        for line in said.split("\n"):
            paragraph = w("p", w("r", w("annotationRef")) if not len(comment) else None, w("r", text(line)))
            paragraph.set(f"{{{W14}}}paraId", f"{self.next():08X}")
            comment.append(paragraph)
        self.comments.append(comment)
        one = etree.SubElement(self.extended, f"{{{W15}}}commentEx")
        one.set(f"{{{W15}}}paraId", comment[-1].get(f"{{{W14}}}paraId", ""))
        return number

    def reply(self, to: str, said: str, author: str = SOMEBODY, day: str = DAY) -> None:
        """Answer a comment in its thread."""
        number = self.note(said, author, day)
        parents = {one.get(f"{W}id"): one[-1].get(f"{{{W14}}}paraId", "") for one in self.comments}
        self.extended[-1].set(f"{{{W15}}}paraIdParent", parents[to])
        for one in list(self.body.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")):
            if one.get(f"{W}id") == to:
                one.addnext(w(one.tag.removeprefix(W), id=number))

    # --- changing

    def delete(self, name: str, start: int, end: int, author: str = SOMEBODY, tag: str = "del") -> None:
        """Take out some words of a paragraph."""
        for run in self.cut(name, start, end):
            self.take_out(run, author, tag)

    def take_out(self, run: etree._Element, author: str = SOMEBODY, tag: str = "del") -> None:
        around = mark(tag, self.next(), author)
        run.addprevious(around)
        around.append(run)
        for words in run.iter(f"{W}t"):
            words.tag = f"{W}delText" if tag == "del" else words.tag

    def insert(self, name: str, at: int, said: str, author: str = SOMEBODY) -> None:
        """Put words into a paragraph."""
        new = mark("ins", self.next(), author)
        new.append(w("r", text(said)))
        if at and (before := self.cut(name, at - 1, at)):
            _outermost(before[-1], f"{W}hyperlink").addnext(new)
        else:
            self.start(name).addnext(new)

    def rewrite(self, name: str, pieces: list[tuple[str, str, str]]) -> None:
        """Put pieces in the place of the words of a paragraph, each kept, put in or taken out by somebody."""
        for run in self.runs(name):
            run.getparent().remove(run)
        for kind, said, author in reversed(pieces):
            run = w("r", text(said))
            self.start(name).addnext(run)
            if kind:
                self.take_out(run, author, kind)

    def mark_end(self, paragraph: etree._Element, tag: str, author: str = SOMEBODY) -> None:
        """Put in or take out the end of a paragraph."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = w("pPr")
            paragraph.insert(0, properties)
        properties.append(w("rPr", mark(tag, self.next(), author)))

    def delete_paragraph(self, name: str, author: str = SOMEBODY) -> None:
        """Take out a whole paragraph, its number and its end with it."""
        for run in list(self.paragraph(name).iter(f"{W}r")):
            self.take_out(run, author)
        self.mark_end(self.paragraph(name), "del", author)

    def insert_after(self, name: str, said: str, author: str = SOMEBODY) -> etree._Element:
        """Press Enter at the end of a paragraph and write another."""
        old = self.paragraph(name)
        new = w("p", deepcopy(old.find(f"{W}pPr")), mark("ins", self.next(), author))
        new[-1].append(w("r", text(said)))
        self.mark_end(old, "ins", author)
        old.addnext(new)
        return new

    def split(self, name: str, at: int, author: str = SOMEBODY) -> None:
        """Press Enter in the middle of a paragraph."""
        self._cut_at(name, at)
        old = self.paragraph(name)
        new = w("p", deepcopy(old.find(f"{W}pPr")))
        rest = self.cut(name, at, len(self.words(name)))[0]
        new.extend([*([rest]), *rest.itersiblings()])
        self.mark_end(old, "ins", author)
        old.addnext(new)

    def move(self, name: str, after: str, author: str = SOMEBODY, move: str = "move1") -> etree._Element:
        """Drag a whole paragraph behind another; return its new self, which has no bookmark."""
        old, target = self.paragraph(name), self.paragraph(after)
        words = self.words(name)
        for run in list(old.iter(f"{W}r")):
            self.take_out(run, author, "moveFrom")
        self.mark_end(old, "moveFrom", author)
        new = w("p", deepcopy(target.find(f"{W}pPr")), mark("moveTo", self.next(), author))
        new[-1].append(w("r", text(words)))
        self.mark_end(new, "moveTo", author)
        target.addnext(new)
        for kind, paragraph in (("moveFrom", old), ("moveTo", new)):
            if move:
                number = self.next()
                paragraph.addprevious(mark(f"{kind}RangeStart", number, author, name=move))
                paragraph.addnext(w(f"{kind}RangeEnd", id=number))
        return new

    # --- saving

    def saved(self, noise: random.Random | None = None) -> bytes:
        """The file as a program saves it."""
        if noise:
            for root in self.roots.values():
                make_noise(root, noise)

        def change(parts: dict[str, bytes]) -> None:
            for name, root in self.roots.items():
                parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            if len(self.comments):
                parts["word/comments.xml"] = etree.tostring(self.comments)
                parts["word/commentsExtended.xml"] = etree.tostring(self.extended)
                types = (f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{name}+xml"/>' for name in _NEW)
                parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
                    b"</Types>", f"{''.join(types)}</Types>".encode()
                )

        return repacked(self.content, change)


_NEW = ("comments", "commentsExtended")


def cut_run(run: etree._Element, place: int) -> None:
    """Make two runs of one."""
    second = deepcopy(run)
    left = place
    for first_text, second_text in zip(run.findall(f"{W}t"), second.findall(f"{W}t"), strict=True):
        words = first_text.text or ""
        taken = min(left, len(words))
        first_text.text, second_text.text = words[:taken], words[taken:]
        left -= taken
    for one in run.findall(f"{W}br"):
        run.remove(one)
    run.addnext(second)


def _words(run: etree._Element) -> str:
    return "".join(one.text or "" for one in run.iterchildren(f"{W}t"))


def _is_raised(run: etree._Element) -> bool:
    return run.find(f"{W}rPr/{W}vertAlign") is not None


def _outermost(run: etree._Element, *around: str) -> etree._Element:
    """A run, or the change or link that it stands in."""
    found = run
    for one in run.iterancestors(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", *around):
        found = one
    return found


# --- noise


def make_noise(root: etree._Element, chance: random.Random) -> None:
    """Save a part as programs do: runs cut anywhere, marks of revisions and spelling, content controls, new numbers."""
    for run in list(root.iter(f"{W}r")):
        if chance.random() < 0.3 and len(_words(run)) > 1 and run.find(f"{W}br") is None:
            cut_run(run, chance.randrange(1, len(_words(run))))
    for paragraph in root.iter(f"{W}p"):
        paragraph.set(f"{W}rsidR", f"{chance.randrange(1 << 32):08X}")
    for run in list(root.iter(f"{W}r")):
        run.set(f"{W}rsidRPr", f"{chance.randrange(1 << 32):08X}")
        chance.choice(_NOISES)(run)
    numbers: dict[str, str] = {}
    for one in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        numbers.setdefault(one.get(f"{W}id", ""), str(len(numbers) + 500))
        one.set(f"{W}id", numbers[one.get(f"{W}id", "")])


def _around(*tags: str) -> Callable[[etree._Element], None]:
    def put(run: etree._Element) -> None:
        outer = inner = w(tags[0])
        for tag in tags[1:]:
            inner.append(w(tag))
            inner = inner[-1]
        run.addprevious(outer)
        inner.append(run)
        if tags[0] == "sdt":
            outer.insert(0, w("sdtPr", w("tag", val="x")))

    return put


def _spelling(run: etree._Element) -> None:
    run.addprevious(w("proofErr", type="spellStart"))
    run.addnext(w("proofErr", type="spellEnd"))


def _page(run: etree._Element) -> None:
    run.insert(1 if run.find(f"{W}rPr") is not None else 0, w("lastRenderedPageBreak"))


def _nothing(_: etree._Element) -> None:
    pass


_NOISES = (_nothing, _nothing, _nothing, _spelling, _page, _around("smartTag"), _around("sdt", "sdtContent"))
