"""The columns of a compilation, the same in every form that it takes."""

import re
from collections.abc import Mapping

from living_guidance.exchange.comments.answer_cells import answer_cells, answer_columns
from living_guidance.exchange.comments.compilation import Compilation, CompiledRow
from living_guidance.model.comments import Comment, lines_said
from living_guidance.render.messages import BESIDE, Messages

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

FIXED = (
    "number",
    "id",
    "submitter",
    "category",
    "received",
    "document",
    "chapter",
    "place",
    "target",
    "type",
    "words",
    "quoted",
    "text",
    "proposed",
    "rationale",
    "references",
    "similar",
)
"""What people wrote and where; nobody edits it."""


def columns(languages: tuple[str, ...]) -> tuple[str, ...]:
    """All columns; those that a team fills in come last."""
    return (*FIXED, *answer_columns(languages))


def heading(name: str, says: tuple[Messages, ...]) -> str:
    """The heading of a column in all languages."""
    column, _, code = name.partition(".")
    words = [say(f"forms.compiled.{column}", language=say.language_name(code) if code else "") for say in says]
    return BESIDE.join(dict.fromkeys(words))


def cells(row: CompiledRow, languages: tuple[str, ...], numbers: Mapping[str, int], say: Messages) -> dict[str, str]:
    """A row in words, by column."""
    comment = row.comment
    place = "" if row.paragraph is None else f"§ {row.paragraph}"
    marks = [say("forms.compiled.late")] if row.is_late else []
    marks += [say("forms.compiled.new")] if row.is_new else []
    return {
        "number": str(row.number),
        "id": comment.id,
        "submitter": submitters(comment, say),
        "category": "; ".join(dict.fromkeys(say(f"submitter-category.{one.category}") for one in comment.submitters)),
        "received": " · ".join((comment.received.isoformat(), *marks)),
        "document": comment.document,
        "chapter": comment.chapter or "",
        "place": "; ".join(filter(None, (place, where(comment, say), comment.section))),
        "target": comment.paragraph or "",
        "type": say(f"comment-type.{comment.type}"),
        "words": row.words,
        "quoted": comment.quoted,
        "text": comment.text,
        "proposed": comment.proposed,
        "rationale": comment.rationale,
        "references": comment.references,
        "similar": ", ".join(map(str, row.similar)),
        **answer_cells(row.answer, languages, numbers, say),
    }


def submitters(comment: Comment, say: Messages) -> str:
    """Who wrote a comment; a natural person by category and pseudonym."""
    return "; ".join(
        one.name or f"{say(f'submitter-category.{one.category}')} {one.person}" for one in comment.submitters
    )


def where(comment: Comment, say: Messages) -> str:
    """Page and lines, as they were given."""
    lines = lines_said(comment.line_from, comment.line_to)
    if comment.page is None:
        return say("forms.compiled.only-lines", lines=lines) if lines else ""
    if not lines:
        return say("forms.compiled.page", page=comment.page)
    if comment.line_to in (None, comment.line_from):
        return say("forms.compiled.line", page=comment.page, line=lines)
    return say("forms.compiled.lines", page=comment.page, lines=lines)


def numbers_of(compilation: Compilation) -> dict[str, int]:
    """The numbers of a compilation's comments by their ids."""
    return {row.comment.id: row.number for row in compilation.rows}


def printable(text: str) -> str:
    """A text without the characters that no office file can hold."""
    return _UNFIT.sub("", text)
