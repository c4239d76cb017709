"""Read a Word file that came back: comments in its margin, tracked changes, and tables of comments."""

from collections.abc import Iterator
from collections.abc import Mapping as Lookup
from datetime import date
from typing import Any

from living_guidance.exchange.comments.mapping import Mapping
from living_guidance.exchange.comments.review_facts import ReviewFacts
from living_guidance.exchange.comments.rows import Filled, Row
from living_guidance.exchange.comments.tables import tidy
from living_guidance.exchange.comments.tables_docx import read_tables
from living_guidance.exchange.guarded import call_guarded
from living_guidance.model.comments import LONGEST
from living_guidance.model.vocabulary import Channel
from living_guidance.render.messages import SOURCE_LANGUAGE, Messages, load_messages
from living_guidance.text.frozen import looks_born

MARGIN = "margin"
"""The layout of comments in the margin and of tracked changes."""
_NOBODY = frozenset({"author", "unknown author", "unknown", "作者", "未知作者"})
"""What programs put in the place of a name."""


def read_word(content: bytes, mapping: Mapping | None) -> Filled:
    """The comments that a Word file holds; raises UnreadableError. The file is opened in a confined child.

    The rows of tables come first and have their numbers, counted through all tables; comments in the margin and
    tracked changes come after them in the order of the text.
    """
    found = call_guarded("comments.docx_extract:extract", content)
    facts = ReviewFacts(**found["facts"])
    say = load_messages(facts.language or SOURCE_LANGUAGE)
    tables = read_tables(found["tables"], mapping)
    last = tables.rows[-1].number if tables.rows else 0
    # In a table of comments, changes are how its rows came about.
    others = [values for values in found["rows"] if values.get("table") not in tables.tables]
    margin = [_row(number, values, facts, say) for number, values in enumerate(others, start=last + 1)]
    return Filled(
        channel=Channel.WORD,
        layout=tables.layout or MARGIN,
        rows=(*tables.rows, *margin),
        shared=_filled(
            {"document": facts.document, "chapter": facts.chapter, "draft": facts.draft, "language": facts.language}
        ),
        round=facts.round,
        unread=(*tables.unread, *_unread(found, say)),
        remarks=tuple(tables.remarks),
    )


def _row(number: int, values: Lookup[str, Any], facts: ReviewFacts, say: Messages) -> Row:
    """A comment, or a change that somebody proposes, as a row."""
    author, paragraph = values["author"], values["paragraph"]
    # In a file of somebody else any bookmark may look like one of ours.
    is_ours = facts.is_known or looks_born(paragraph)
    text = say(values["said"], beside=values["beside"]) if values.get("said") else _thread(values, say)
    row = {
        "person": "" if author.casefold() in _NOBODY else author,
        "paragraph": paragraph if is_ours else "",
        "quoted": values["quoted"],
        "text": text,
        "proposed": values.get("proposed", ""),
    }
    row = {name: tidy(one) for name, one in row.items()}
    fault = "form.cell-too-long" if max(map(len, row.values())) > LONGEST else ""
    return Row(number, _filled({name: one[:LONGEST] for name, one in row.items()}), fault)


def _thread(values: Lookup[str, Any], say: Messages) -> str:
    """A comment with its replies; who replied is not said, for a name must not come into the text."""
    parts = [values.get("text", "")]
    for reply in values.get("replies", ()):
        key = "forms.review.reply" if reply["author"] == values["author"] else "forms.review.reply-other"
        day = _day(reply["date"])
        head = say(key, day=say.day(day)) if day else say(f"{key}-undated")
        parts.append(f"{head}\n{reply['text']}")
    return "\n\n".join(parts)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unread(found: Lookup[str, Any], say: Messages) -> Iterator[str]:
    for name, key in (("looks", "forms.review.unread-looks"), ("silent", "forms.review.unread-spaces")):
        if found[name]:
            yield say.count(key, found[name])


def _filled(values: Lookup[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
