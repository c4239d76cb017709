"""Judge the rows of a file: each becomes a comment, or stands in the report with the reason why not.

Nothing is lost and nothing happens twice: rows in are comments stored and rows listed, and what was stored before is
known by its words, in whatever order and out of whatever file it comes again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz, process

from living_guidance.exchange.comments.ground import Ground
from living_guidance.exchange.comments.meanings import meaning
from living_guidance.exchange.comments.placing import FindLines, Target, find_place
from living_guidance.exchange.comments.remarks import Outcome, Remark, Verdict, timing
from living_guidance.exchange.comments.rows import Filled, Row
from living_guidance.exchange.comments.scripts import language_of
from living_guidance.exchange.comments.senders import Known, find_senders, known_submitters
from living_guidance.exchange.comments.stored import Stored
from living_guidance.model.comments import LONGEST, Comment, Submitter
from living_guidance.model.vocabulary import CommentType, LatePolicy, Scope
from living_guidance.model.writing import normalise
from living_guidance.text.privacy import mask

_WRITTEN = ("text", "proposed", "rationale", "references")
_TARGET = ("section", "quoted")
"""What people write to say which place they mean."""
NEAR = 90
"""From which likeness on, in a hundred, two comments on one place are proposed as duplicates."""
MOST_NEAR = 500
"""Among how many on one place likeness is sought; among more only equal ones are found, or it would take for ever."""
_LONG_ENOUGH = 20
_SAID = 80


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file with the day it was received on."""

    name: str
    """As the sender called it; for the report alone."""
    digest: str
    """The beginning of its SHA-256."""
    received: date
    filled: Filled


@dataclass(slots=True)
class _Intake:
    """What is known while the rows are judged."""

    ground: Ground
    day: date
    known: Known
    pseudonym: Callable[[str, str], str]
    find_lines: FindLines
    stored: Stored
    near: dict[tuple[str, str | None], dict[str, str]] = field(default_factory=dict)
    """For each place, the ids of the comments on it by what they say."""


def judge(
    deliveries: Sequence[Delivery],
    ground: Ground,
    stored: Mapping[str, Comment],
    day: date,
    pseudonym: Callable[[str, str], str],
    find_lines: FindLines,
) -> tuple[Verdict, ...]:
    """What becomes of every row of the files, in their order; exactly one verdict for each row."""
    intake = _Intake(ground, day, known_submitters(ground.corpus), pseudonym, find_lines, Stored.of(stored))
    for comment in stored.values():
        _remember(intake, comment)
    verdicts = []
    for place, delivery in enumerate(deliveries):
        intake.stored.begin_file()
        verdicts += [replace(_judge_row(row, delivery, intake), delivery=place) for row in delivery.filled.rows]
    return tuple(verdicts)


def _judge_row(row: Row, delivery: Delivery, intake: _Intake) -> Verdict:
    def refuse(*remarks: Remark) -> Verdict:
        return Verdict(delivery.name, row.number, Outcome.REFUSED, remarks)

    if row.fault:
        return refuse(Remark(row.fault))
    values = {**delivery.filled.shared, **row.values}
    if not any(values.get(name, "").strip() for name in _WRITTEN):
        return refuse(Remark("empty"))
    if too_long := next((name for name in (*_WRITTEN, "quoted", "section") if len(values.get(name, "")) > LONGEST), ""):
        return refuse(Remark("too-long", {"column": too_long, "limit": str(LONGEST)}))
    senders, remarks = find_senders(values, intake.known, intake.pseudonym)
    if not senders:
        return refuse(*remarks)
    if any(mask(one.name or "")[1] for one in senders):
        return refuse(Remark("address-in-name", {"name": values.get("submitter", "")}))
    target = find_place(values, intake.ground, intake.find_lines)
    comment, more = _comment(values, row, delivery, senders, target, intake)
    if known := intake.stored.known(comment):
        return Verdict(delivery.name, row.number, Outcome.KNOWN, (Remark("known", {"id": known}, False),))
    late = timing(intake.ground.record, delivery.received, intake.day)
    if late and late.code == "late" and intake.ground.record.late_policy is LatePolicy.RETURN:
        return refuse(late)
    remarks += [*([late] if late else []), *target.remarks, *more]
    return _store(comment, remarks, row, delivery, intake)


def _comment(
    values: Mapping[str, str],
    row: Row,
    delivery: Delivery,
    senders: tuple[Submitter, ...],
    target: Target,
    intake: _Intake,
) -> tuple[Comment, list[Remark]]:
    remarks: list[Remark] = []
    record, draft = intake.ground.record, intake.ground.draft
    wrote = {}
    taken_out = 0
    for name in _WRITTEN:
        wrote[name], count = mask(values.get(name, ""))
        taken_out += count
    for name in _TARGET:
        masked, count = mask(getattr(target, name))
        setattr(target, name, masked)
        taken_out += count
    if taken_out:
        remarks.append(Remark("masked", {"count": str(taken_out)}, needs_attention=False))
    kind = meaning(values.get("type", ""), CommentType, "comment-type")
    if kind is None:
        kind = CommentType.GENERAL if target.scope is Scope.GENERAL else CommentType.SUBSTANTIVE
        code = "type-unknown" if values.get("type") else "type-missing"
        words = {"found": values.get("type", ""), "taken": kind.value}
        remarks.append(Remark(code, words, needs_attention=bool(values.get("type"))))
    if (named := values.get("draft", "").strip()) and draft and named != draft.id:
        remarks.append(Remark("other-draft", {"found": named, "expected": draft.id}))
    written_in = language_of(" ".join(wrote.values()), intake.ground.corpus.settings.codes, target.language)
    if written_in not in record.languages_accepted:
        remarks.append(Remark("not-accepted", {"language": written_in, "known": ", ".join(record.languages_accepted)}))
    comment = Comment(
        id=f"{record.id}-aaaaaaaa",
        round=record.id,
        received=delivery.received,
        channel=delivery.filled.channel,
        file=delivery.digest,
        row=row.number,
        submitters=senders,
        document=target.document,
        draft=draft.id if draft else None,
        language=target.language,
        written_in=written_in,
        scope=target.scope,
        chapter=target.chapter.partition("/")[2] if target.chapter else None,
        section=target.section,
        paragraph=target.paragraph,
        page=target.page,
        line_from=target.line_from,
        line_to=target.line_to,
        element=target.element,
        quoted=target.quoted,
        type=kind,
        **wrote,
    )
    return comment, remarks


def _store(comment: Comment, remarks: list[Remark], row: Row, delivery: Delivery, intake: _Intake) -> Verdict:
    if equal := intake.stored.equal(comment):
        remarks.append(Remark("twice", {"id": equal}))
    comment = intake.stored.add(comment)
    remarks += _duplicates(comment, intake)
    _remember(intake, comment)
    outcome = Outcome.ATTENTION if any(remark.needs_attention for remark in remarks) else Outcome.ACCEPTED
    return Verdict(delivery.name, row.number, outcome, tuple(remarks), comment)


def _remember(intake: _Intake, comment: Comment) -> None:
    if text := said(comment):
        intake.near.setdefault((comment.key, comment.paragraph), {}).setdefault(text, comment.id)


def said(comment: Comment) -> str:
    """What a comment says, as duplicates are sought by; empty where it is too short for that."""
    text = normalise(f"{comment.text} {comment.proposed}").casefold()
    return text if len(text) >= _LONG_ENOUGH else ""


def _duplicates(comment: Comment, intake: _Intake) -> Iterable[Remark]:
    """The comment of others on the same place that says the same, or nearly so: proposed, never merged."""
    text, others = said(comment), intake.near.get((comment.key, comment.paragraph), {})
    if not text or not others:
        return
    if text in others:
        yield Remark("duplicate", {"id": others[text], "text": text[:_SAID]})
    elif len(others) <= MOST_NEAR and (
        best := process.extractOne(text, others.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    ):
        words = {"id": others[best[0]], "text": best[0][:_SAID], "likeness": f"{best[1]:.0f}"}
        yield Remark("near-duplicate", words)
