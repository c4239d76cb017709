"""Find the place in the draft that a comment speaks of, by whatever its sender gave: id, number, page, words."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from living_guidance.exchange.comments.ground import Ground
from living_guidance.exchange.comments.meanings import fold, meaning
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.exchange.comments.scripts import language_of
from living_guidance.model.comments import lines_said
from living_guidance.model.naming import nearest
from living_guidance.model.vocabulary import Element, Scope
from living_guidance.render.messages import load_messages

FindLines = Callable[[str, str, int, int | None, int | None], Sequence[tuple[str, str]]]
"""The chapters and paragraphs on a page, and on some lines of it, of a document's review edition in a language."""

_NUMBER = re.compile(r"(?:para(?:graph)?s?|¶|§|第)?[ .]*([0-9]{1,4})(?:[ .]*段)?", re.IGNORECASE)
_RANGE = re.compile(r"([0-9]{1,5})(?:\s*(?:-|–|—|~|～|to|至|到|/)\s*([0-9]{1,5}))?", re.IGNORECASE)
_SAID = 120
"""How much of what was written a remark repeats."""


@dataclass(slots=True)
class Target:
    """The place that was found, and what has to be said of it."""

    document: str = ""
    chapter: str | None = None
    """``document/chapter``."""
    paragraph: str | None = None
    language: str = ""
    page: int | None = None
    line_from: int | None = None
    line_to: int | None = None
    element: Element | None = None
    section: str = ""
    quoted: str = ""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def scope(self) -> Scope:
        """Located where there is any locator within the document."""
        located = self.chapter or self.section or self.page or self.quoted or self.line_from
        return Scope.LOCATED if located else Scope.GENERAL

    def read_in(self, languages: Sequence[str]) -> None:
        """Let the words that were quoted say which language was read, where they are not those of the one named."""
        if self.language not in languages:
            self.language = languages[0]

    def say(self, code: str, *, needs_attention: bool = True, **words: str) -> None:
        """Add a remark."""
        shown = {name: text if len(text) <= _SAID else f"{text[: _SAID - 1]}…" for name, text in words.items()}
        self.remarks.append(Remark(code, shown, needs_attention))


def find_place(values: Mapping[str, str], ground: Ground, find_lines: FindLines) -> Target:
    """The place of a comment in the draft; what is not found is kept as it was written, with a remark."""
    target = Target(section=values.get("section", ""), quoted=values.get("quoted", ""))
    target.language = _language(values, ground, target)
    _read_lines(values, target)
    _read_element(values.get("element", ""), target)
    _read_chapter(values, ground, target)
    _read_paragraph(values.get("paragraph", ""), ground, target)
    if target.page is None and target.line_from is not None and target.paragraph is None:
        target.say("lines-of-which-page", lines=_lines(target))
    if target.paragraph is None and target.page is not None:
        _by_lines(ground, target, find_lines)
    if target.quoted:
        _by_quotation(ground, target)
    if target.paragraph is None and target.chapter and (section := values.get("section", "")):
        target.paragraph = ground.heading(target.chapter, section)
    if not target.document:
        target.document = _only_document(ground, target)
    return target


def _language(values: Mapping[str, str], ground: Ground, target: Target) -> str:
    """The language of the text that is commented on: as it is named, else the one that the comment is written in."""
    known = ground.record.languages_available
    word = values.get("language", "")
    code = word.strip().lower()
    if code in known:
        return code
    if word:
        for one in known:
            names = {load_messages(other).language_name(one).casefold() for other in known}
            if code in names:
                return one
        target.say("language", found=word, known=", ".join(known))
    wrote = " ".join(values.get(name, "") for name in ("text", "proposed", "rationale"))
    taken = language_of(wrote, known, known[0])
    if values.get("page") and len(known) > 1 and not word:
        # Each language has pages and lines of its own.
        target.say("language-taken", taken=taken)
    return taken


def _read_lines(values: Mapping[str, str], target: Target) -> None:
    if page := values.get("page", ""):
        if match := _RANGE.search(page):
            target.page = int(match[1]) or None
        else:
            target.say("page", found=page)
    if line := values.get("line", ""):
        if match := _RANGE.search(line):
            first, last = int(match[1]), int(match[2] or match[1])
            target.line_from, target.line_to = (min(first, last) or None), (max(first, last) or None)
        else:
            target.say("line", found=line)


def _read_element(word: str, target: Target) -> None:
    if not word:
        return
    target.element = meaning(word, Element, "element")
    if target.element is None:
        # ISO's forms have "Figure 2" and "Table 1" here, which say more than the kind.
        first = word.split()[0] if word.split() else ""
        target.element = meaning(first, Element, "element")
        target.section = " ".join(filter(None, (target.section, word)))


def _read_chapter(values: Mapping[str, str], ground: Ground, target: Target) -> None:
    document, chapter = values.get("document", ""), values.get("chapter", "")
    if document:
        target.document = ground.documents.get(fold(document), "")
        if not target.document:
            found = ground.chapter(document)
            target.chapter, target.document = found, (found or "").partition("/")[0]
        if not target.document:
            target.say("document", found=document, known=", ".join(ground.record.documents))
    if chapter:
        found = ground.chapter(chapter, target.document)
        if found:
            target.chapter, target.document = found, found.partition("/")[0]
        elif not target.chapter:
            target.say("chapter", found=chapter, near=nearest(chapter, ground.chapters))
            target.section = " ".join(filter(None, (chapter, target.section)))
    elif not target.chapter and target.section and (found := ground.chapter(target.section, target.document)):
        # Forms with one column for the place have the chapter's title there.
        target.chapter, target.document, target.section = found, found.partition("/")[0], ""


def _read_paragraph(word: str, ground: Ground, target: Target) -> None:
    """An id, an address that ends in one, or the number in the margin."""
    if not word:
        return
    name = word.rpartition("#")[2].strip() if "#" in word else word.strip()
    if target.chapter and ground.has(target.chapter, name):
        target.paragraph = name
    elif name in ground.blocks:
        key = ground.blocks[name]
        if target.chapter and target.chapter != key:
            target.say("other-chapter", found=word, chapter=key)
        target.chapter, target.document, target.paragraph = key, key.partition("/")[0], name
    elif (match := _NUMBER.fullmatch(name)) and target.chapter:
        target.paragraph = ground.numbered(target.chapter, int(match[1]))
        if target.paragraph is None:
            target.say("number", found=word, chapter=target.chapter)
    else:
        target.say("paragraph", found=word)
    if target.paragraph is None:
        target.section = " ".join(filter(None, (target.section, word)))


def _by_lines(ground: Ground, target: Target, find_lines: FindLines) -> None:
    document = target.document or (ground.record.documents[0] if len(ground.record.documents) == 1 else "")
    if not document or target.page is None:
        target.say("lines-of-what", page=str(target.page))
        return
    found = find_lines(document, target.language, target.page, target.line_from, target.line_to)
    if target.chapter and found:
        named = [place for place in found if f"{document}/{place[0]}" == target.chapter]
        if not named:
            target.say("lines-elsewhere", page=str(target.page), lines=_lines(target), chapter=target.chapter)
            return
        found = named
    if not found:
        target.say("lines", page=str(target.page), lines=_lines(target))
        return
    chapter, paragraph = found[0]
    target.document, target.chapter, target.paragraph = document, f"{document}/{chapter}", paragraph
    if len(found) > 1:
        target.say("several", count=str(len(found)), paragraphs=", ".join(name for _, name in found))


def _lines(target: Target) -> str:
    return lines_said(target.line_from, target.line_to) or "–"


def _by_quotation(ground: Ground, target: Target) -> None:
    """Let the words that were quoted confirm the place, or find it."""
    if target.chapter and target.paragraph:
        if languages := ground.says(target.chapter, target.paragraph, target.quoted):
            target.read_in(languages)
            return
        if found := ground.quoted(target.quoted, target.chapter):
            if found.paragraph == target.paragraph:
                return
            if found.is_sure:
                target.say("quoted-elsewhere", paragraph=target.paragraph, found=found.paragraph)
                target.paragraph = found.paragraph
                target.read_in(found.languages)
                return
        target.say("quoted-not-there", paragraph=target.paragraph, quoted=target.quoted)
        return
    found = ground.quoted(target.quoted, target.chapter or "")
    if found is None:
        target.say("quoted-nowhere", quoted=target.quoted)
        return
    target.chapter, target.document = found.key, found.key.partition("/")[0]
    target.paragraph = found.paragraph
    target.read_in(found.languages)
    target.say("quoted", paragraph=found.paragraph, chapter=found.key, needs_attention=not found.is_sure)


def _only_document(ground: Ground, target: Target) -> str:
    """The document of a comment that names none."""
    documents = ground.record.documents
    if len(documents) > 1:
        target.say("which-document", taken=documents[0], known=", ".join(documents))
    return documents[0]
