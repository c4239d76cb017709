"""The comments of a round as parts of pages: in the compilation, on receipts, and beside the paragraphs of a draft."""

from collections.abc import Callable, Sequence
from itertools import groupby

from living_guidance.model.comments import Comment
from living_guidance.render.beside import insert_beside
from living_guidance.render.histories import ChangedWords
from living_guidance.render.messages import Messages
from living_guidance.render.pages import macro_of, render_part
from living_guidance.view.comment import CommentLine, lines_of, title_of_part
from living_guidance.view.receipt import ReceiptPage, receipt_lines
from living_guidance.view.remarks import WHOLE, Remarked, Remarks
from living_guidance.view.round_comments import CompilationPage, sections_of

Link = Callable[[str], str]
_Found = tuple[Remarked, Sequence[CommentLine], int, str]
"""A round, its comments at one place as far as they are shown, how many they are, and where they are read."""


def render_compilation(view: CompilationPage, messages: Messages, link: Link) -> str:
    """The comments of a page of the compilation."""
    return render_part("compilation-text", messages, view=view, sections=sections_of(view), link=link)


def render_receipt(view: ReceiptPage, words: ChangedWords, messages: Messages, link: Link) -> str:
    """What a submitter said and the team did; words are those that changed in a paragraph."""
    lines = receipt_lines(view)
    chapters = [(key, tuple(those)) for key, those in groupby(lines, key=lambda line: line.comment.key)]
    titles = {key: title_of_part(view.told, key, messages.language) for key, _ in chapters}
    return render_part("receipt-text", messages, view=view, chapters=chapters, titles=titles, words=words, link=link)


def render_remarks(content: str, remarks: Remarks, messages: Messages, link: Link) -> str:
    """A text with the comments beside its paragraphs, under a map of where they are."""
    lines = {one.told.record.id: lines_of(one.told, remarks.language) for one in remarks.rounds}
    beside = macro_of("remarks", "beside", messages, link=link)

    def found(one: Remarked, comments: Sequence[Comment], place: str) -> _Found:
        own = lines[one.told.record.id]
        shown = [own.line(comment) for comment in comments] if one.is_full else []
        return one, shown, len(comments), f"{one.uri}{place}"

    def at(block: str) -> str:
        every = [found(one, one.resting[block], "") for one in remarks.rounds if block in one.resting]
        return beside(every, "pages.remarks.here") if block else beside(every, "pages.remarks.whole")

    gone = [found(one, one.gone, "") for one in remarks.rounds if one.gone]
    blocks = {block: at(block) for block in remarks.blocks}
    whole = blocks.pop(WHOLE, "") + (beside(gone, "pages.remarks.gone") if gone else "")
    text, homeless = insert_beside(content, blocks)
    overview = macro_of("remarks", "map", messages, link=link)
    return f"{overview(remarks, whole + homeless)}\n{text}"
