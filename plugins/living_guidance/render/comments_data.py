"""The comments of a round as open data, ``comments.json`` and ``comments.csv``: their keys are a contract.

``format``
    The version of this layout: ``"1"``. Keys may be added to it; none goes or changes its meaning.
``round``, ``title``, ``draft``, ``policy``, ``address``
    The round's id, its title by language, the snapshot that was commented on, ``named`` or ``anonymised``, and the
    address of the compilation by language. Every value "by language" is an object with a code for each key.
``comments``
    In the order of the texts, each with

    ``id``, ``number``, ``received``, ``late``, ``channel``, ``address``
        The number is null until one was given. In an anonymised round the id is one of this file alone.
    ``submitters``
        Each with ``category`` and ``region``; where senders are named also with ``id`` (of the register, or null),
        ``name``, ``person`` (a pseudonym) and ``country``.
    ``document``, ``draft``, ``language``, ``written_in``, ``scope``, ``chapter``, ``section``, ``paragraph``,
    ``page``, ``line_from``, ``line_to``, ``element``, ``quoted``, ``type``, ``text``, ``proposed``, ``rationale``,
    ``references``
        What was written, and on what; null or empty where nothing was.
    ``answer``
        Null until the answers are published; then ``status``, ``team``, ``disposition``, ``reason``, ``response`` (by
        language), ``decided_on``, ``duplicate_of``, ``supports``, ``changed``, ``resolved_in``, ``paragraph`` and
        ``reply``. Other comments are named by their ids.

The table has the same, a row a comment: lists with semicolons between their members, and a column for the response in
each language. Files and rows that comments came in, and whatever names people, are in neither.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from living_guidance.model.addresses import public_address
from living_guidance.model.comments import Answer, Comment
from living_guidance.render.messages import Messages
from living_guidance.view.comment import CommentLine
from living_guidance.view.senders import Sender
from living_guidance.view.told import Told

FORMAT = "1"
Inert = Callable[[str], str]
"""Makes a text one that no spreadsheet program reckons with."""

_WRITTEN = (
    *("document", "draft", "language", "written_in", "scope", "chapter", "section", "paragraph", "page", "line_from"),
    *("line_to", "element", "quoted", "type", "text", "proposed", "rationale", "references"),
)
_ANSWERED = (
    *("status", "team", "disposition", "reason", "decided_on", "duplicate_of", "supports", "changed", "resolved_in"),
    *("paragraph", "reply"),
)
_SENDER = ("id", "name", "person", "category", "country", "region")
_BETWEEN = "; "
_MARK = "\ufeff"
"""By which spreadsheet programs know that a table is in Unicode."""


def comments_json(told: Told) -> str:
    """All that may be told of a round's comments."""
    record = told.record
    values = {
        "format": FORMAT,
        "round": record.id,
        "title": dict(record.title.root),
        "draft": record.draft,
        "policy": record.publication_policy,
        "address": _addresses(told, told.contents_uri),
    }
    head = json.dumps(values, ensure_ascii=False, indent=1)
    # A line a comment: thirty thousand of them are written, searched and compared faster.
    lines = (json.dumps(_comment(told, one), ensure_ascii=False, default=str) for one in told.comments.values())
    comments = ",\n".join(f"  {line}" for line in lines)
    return f'{head[:-2]},\n "comments": [\n{comments}\n ]\n}}\n'


def _comment(told: Told, comment: Comment) -> dict[str, Any]:
    answer = told.answers.get(comment.id)
    return {
        "id": told.anchor(comment),
        "number": told.number(comment.id),
        "received": comment.received.isoformat(),
        "late": told.is_late(comment.received),
        "channel": comment.channel,
        "address": _addresses(told, told.places[comment.id]),
        "submitters": [sender_values(one, is_named=told.is_named) for one in told.senders(comment)],
        **{key: getattr(comment, key) for key in _WRITTEN},
        "answer": answer and _answer(told, answer),
    }


def sender_values(sender: Sender, *, is_named: bool) -> dict[str, Any]:
    """Who sent something, as far as that may be told."""
    if not is_named:
        return {"category": sender.category, "region": sender.region}
    known = sender.known.id if sender.known else None
    values = (known, sender.name or None, sender.person or None, sender.category, sender.country or None, sender.region)
    return dict(zip(_SENDER, values, strict=True))


def _answer(told: Told, answer: Answer) -> dict[str, Any]:
    values = {key: getattr(answer, key) for key in _ANSWERED}
    # Of a comment that the public may not know, not even the id is told.
    values["duplicate_of"] = next(iter(_ids(told, filter(None, (answer.duplicate_of,)))), None)
    values["supports"] = _ids(told, answer.supports)
    values["changed"] = list(answer.changed)
    return {**values, "response": dict(answer.response.root) if answer.response else None}


def _ids(told: Told, names: Iterable[str]) -> list[str]:
    return [told.anchor(told.comments[name]) for name in names if name in told.comments]


def _addresses(told: Told, uri: str) -> Mapping[str, str]:
    settings = told.states.corpus.settings
    return {code: public_address(settings.site_url, settings.prefix(code), uri) for code in settings.codes}


def comments_csv(told: Told, inert: Inert) -> str:
    """The same as a table."""
    codes = told.states.corpus.settings.codes
    heads = ("id", "number", "received", "late", "channel", *(f"submitter_{key}" for key in _SENDER))
    columns = (*heads, *_WRITTEN, *(_answer_column(key) for key in _ANSWERED), *(f"response_{code}" for code in codes))
    return _table(columns, (_row(_comment(told, one), codes) for one in told.comments.values()), inert)


def _answer_column(key: str) -> str:
    return "answer_paragraph" if key == "paragraph" else key


def _row(values: Mapping[str, Any], codes: Sequence[str]) -> Iterator[str]:
    for key in ("id", "number", "received", "late", "channel"):
        yield _cell(values[key])
    for key in _SENDER:
        yield _cell([_cell(sender.get(key)) for sender in values["submitters"]])
    for key in _WRITTEN:
        yield _cell(values[key])
    answer = values["answer"] or {}
    for key in _ANSWERED:
        yield _cell(answer.get(key))
    for code in codes:
        yield _cell((answer.get("response") or {}).get(code))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return _BETWEEN.join(value) if any(value) else ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def receipt_csv(lines: Iterable[CommentLine], titles: Mapping[str, str], messages: Messages, inert: Inert) -> str:
    """What became of the comments of one submitter, with the words of a language; titles are those of the chapters."""
    keys = ("number", "chapter", "paragraph", "type", "text", "proposed", "rationale", "references")
    answers = ("disposition", "reason", "response", "changed")
    columns = [messages(f"pages.receipt.column-{key}") for key in (*keys, *answers)]
    return _table(columns, (_receipt_row(line, titles, messages) for line in lines), inert)


def _receipt_row(line: CommentLine, titles: Mapping[str, str], messages: Messages) -> Iterator[str]:
    comment, answer = line.comment, line.answer
    number = line.spot.number if line.spot else None
    yield _cell(line.number) or line.anchor
    yield titles[comment.key]
    yield _cell(number) or (line.spot.words.text if line.spot else comment.section)
    yield messages(f"comment-type.{comment.type}")
    yield from (comment.text, comment.proposed, comment.rationale, comment.references)
    yield messages(f"disposition.{answer.disposition}") if answer and answer.disposition else ""
    yield messages(f"reason.{answer.reason}") if answer and answer.reason else ""
    yield answer.response.text if answer and answer.response else ""
    changes = answer.changes if answer else ()
    yield _BETWEEN.join(_cell(change.spot.number) or change.spot.words.text for change in changes)


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]], inert: Inert) -> str:
    stream = StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows(map(inert, row) for row in rows)
    return f"{_MARK}{stream.getvalue()}"
