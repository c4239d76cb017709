"""A chapter as a Word file for review: comments in its margin and tracked changes can be read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from living_guidance.exchange.comments import chapter_frame as frame
from living_guidance.exchange.comments.chapter_blocks import BlockWriter, find_notes
from living_guidance.exchange.comments.chapter_inlines import InlineWriter, Notes, Story, count_calls, raised
from living_guidance.exchange.comments.chapter_passages import PassageWriter
from living_guidance.exchange.comments.docx_package import pack
from living_guidance.exchange.comments.review_facts import ReviewFacts, bookmark_names
from living_guidance.exchange.comments.untracked import remember
from living_guidance.exchange.comments.wml import Bookmarks, part, text, w
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import Freshness
from living_guidance.render.messages import Messages
from living_guidance.render.redline_words import Resolve, nowhere
from living_guidance.text.anchors import heading_anchors
from living_guidance.text.parser import parse

_FRONT: Mapping[str, str] = {"title": "Title", "summary": "Subtitle"}
_DOCUMENT, _FOOTNOTES = "word/document.xml", "word/footnotes.xml"


@dataclass(frozen=True, slots=True)
class ReviewCopy:
    """What a file for review says of itself besides its text, in the language of the messages."""

    round: str
    """The id of the comment round; empty where there is none."""
    document: str
    """What readers call the document."""
    draft: str
    """What readers call the draft."""
    day: date
    """Of the draft."""
    contact: str = ""
    """Where the file is to be sent; empty where only the invitation says."""


def write_chapter_docx(chapter: Text, say: Messages, copy: ReviewCopy, link: Resolve = nowhere) -> bytes:
    """The file; the same chapter and words give the same bytes.

    ``link`` gives the full address of the page that a link within the site leads to.
    """
    tokens, _ = parse(chapter.marked)
    found = find_notes(tokens)
    notes, bookmarks = Notes(frozenset(found), count_calls(chapter.passages)), Bookmarks()
    inlines = InlineWriter(chapter.language, _fragments(chapter), link, notes, bookmarks)
    writer = PassageWriter(chapter.passages, inlines, say("forms.review.picture"))
    body, beside = BlockWriter(writer), Story(has_notes=False)
    for number, passage in enumerate(chapter.passages):
        if passage.is_title:
            body.blocks.append(writer.paragraph(number, body.story, _FRONT[passage.block.id]))
    body.write(tokens)
    called = [
        _footnote(number, writer.paragraph(found[key], beside, "FootnoteText")) for key, number in notes.numbers.items()
    ]
    # A note that nothing calls, as a translation may leave one, has no place but the end.
    end = Story(has_notes=False, links=body.story.links)
    uncalled = [writer.paragraph(found[key], end, "FootnoteText") for key in found if key not in notes.numbers]
    facts = _facts(chapter, copy)
    content = (*bookmarks.around(facts.bookmarks(), ()), *_guide(chapter, say, copy), *body.blocks, *uncalled)
    front = chapter.front("title")
    title = front.text if front else chapter.matter.title
    document = w("document", w("body", *content, frame.section(chapter.language, say)))
    footnotes = w("footnotes", *frame.separators(), *called)
    parts = {
        "docProps/core.xml": frame.core(title, chapter.language),
        "docProps/custom.xml": frame.custom(facts.properties()),
        _DOCUMENT: part(document),
        "word/styles.xml": frame.fixed("styles.xml", chapter.language, say),
        "word/settings.xml": frame.fixed("settings.xml", chapter.language, say),
        "word/fontTable.xml": frame.fixed("fontTable.xml", chapter.language, say),
        "word/numbering.xml": frame.numbering(body.starts),
        _FOOTNOTES: part(footnotes),
        "word/header1.xml": frame.header(f"{copy.document} · {title}", _draft(say, copy)),
        "word/footer1.xml": frame.footer(say),
        "customXml/item1.xml": remember((document, footnotes)),
    }
    return pack(parts, {_DOCUMENT: body.story.links, _FOOTNOTES: beside.links})


def _facts(chapter: Text, copy: ReviewCopy) -> ReviewFacts:
    draft = chapter.snapshot.id if chapter.snapshot else ""
    return ReviewFacts(copy.round, draft, chapter.matter.document, chapter.matter.id, chapter.language)


def _draft(say: Messages, copy: ReviewCopy) -> str:
    """What the draft is called, with its day unless that is a part of it."""
    day = say.day(copy.day)
    return copy.draft if day in copy.draft else f"{copy.draft} · {day}"


def _fragments(chapter: Text) -> dict[str, str]:
    """The bookmarks of the paragraphs by all that links within the chapter call them."""
    names = {one.block.id: bookmark_names(one.block.id, number)[0] for number, one in enumerate(chapter.passages)}
    anchors = heading_anchors(one.block for one in chapter.passages)
    return {anchor: names[name] for name, anchor in anchors.items()} | names


def _guide(chapter: Text, say: Messages, copy: ReviewCopy) -> Iterator[etree._Element]:
    """How to comment, and what the bars beside paragraphs mean, where there are any."""
    states = {passage.freshness for passage in chapter.passages}
    lines = [say("forms.review.how")]
    lines.append(say("forms.review.send", contact=copy.contact) if copy.contact else say("forms.review.send-invited"))
    if Freshness.STALE in states:
        lines.append(say("forms.review.behind"))
    if Freshness.MISSING in states:
        lines.append(say("forms.review.missing", language=say.language_name(chapter.matter.language)))
    for line in lines:
        yield w("p", w("pPr", w("pStyle", val="ReviewNote")), w("r", text(line)))


def _footnote(number: int, paragraph: etree._Element) -> etree._Element:
    for place, run in enumerate((raised(w("footnoteRef")), w("r", text(" "))), start=1):
        paragraph.insert(place, run)
    return w("footnote", paragraph, id=number)
