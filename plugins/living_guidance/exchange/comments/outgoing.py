"""Comments as the rows of a form, so that they can be taken in again, elsewhere or by other programs."""

import json
from collections.abc import Iterable, Sequence

from living_guidance.exchange.comments.columns import heading
from living_guidance.exchange.comments.form_json import FORMAT
from living_guidance.exchange.comments.inert import csv_file
from living_guidance.exchange.comments.rows import COLUMNS
from living_guidance.model.comments import Comment, lines_said
from living_guidance.render.messages import Messages


def values_of(comment: Comment) -> dict[str, str]:
    """A comment by the columns of a form; what is empty is left out. A natural person goes out as a pseudonym."""
    organisations = [one for one in comment.submitters if one.name]
    persons = [one for one in comment.submitters if one.person]
    values = {
        "submitter": "; ".join(str(one.name) for one in organisations),
        "category": "; ".join(one.category for one in (*organisations, *persons)),
        "country": comment.submitters[0].country or "",
        "person": "; ".join(f"#{one.person}" for one in persons),
        "document": comment.document,
        "chapter": comment.key if comment.chapter else "",
        "section": comment.section,
        "paragraph": comment.paragraph or "",
        "page": str(comment.page or ""),
        "line": lines_said(comment.line_from, comment.line_to),
        "element": comment.element or "",
        "quoted": comment.quoted,
        "type": comment.type,
        "text": comment.text,
        "proposed": comment.proposed,
        "rationale": comment.rationale,
        "references": comment.references,
        "language": comment.language,
        "draft": comment.draft or "",
    }
    return {name: str(value) for name, value in values.items() if value}


def write_json(name: str, comments: Iterable[Comment]) -> bytes:
    """The comments of a round in the form's format for programs."""
    content = {"format": FORMAT, "round": name, "shared": {}, "comments": list(map(values_of, comments))}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def write_csv(comments: Iterable[Comment], says: Sequence[Messages]) -> bytes:
    """The comments as a filled-in form; no cell is a formula to any program."""
    values = map(values_of, comments)
    heads = [heading(name, says) for name in COLUMNS]
    return csv_file((heads, *([one.get(name, "") for name in COLUMNS] for one in values)))
