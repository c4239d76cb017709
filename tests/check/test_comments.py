"""Comments point at a text that is there; none is answered but in full, and what was taken up did change the text."""

from dataclasses import replace
from datetime import date

import pytest

from living_guidance.check.comments import check_comments
from living_guidance.model.comments import Answer
from living_guidance.model.corpus import Corpus, Located, Source
from living_guidance.model.issue import Severity
from tests.corpora import change, chapter
from tests.exchange.comments.rounds import (
    BODY,
    ZH,
    comments_of,
    delivery,
    ground_of,
    judged,
    record_of,
    round_corpus,
    with_comments,
)
from tests.frozen import titled

ANSWERED = {"compiled": "2018-08-05", "responses_published": "2018-10-05"}
BEFORE, AFTER = date(2018, 10, 4), date(2018, 10, 5)
RESPONSE = {"en": "Done.", "zh": "已改。"}
MADE = round_corpus(**ANSWERED)
LIMIT, MEASURED, OPEN_AIR = (
    next(one.block.id for one in ground_of(MADE).chapters["alpha/furnaces"][0].passages if words in one.text)
    for words in ("The limit for", "Furnaces are", "Nothing is burned")
)
ROWS = (
    {"text": "On the limit.", "paragraph": LIMIT, "type": "technical"},
    {"text": "On measuring.", "paragraph": MEASURED, "type": "technical"},
    {"text": "译文有误。", "paragraph": OPEN_AIR, "type": "translation", "quoted": "不得露天焚烧"},
)
COMMENTS = comments_of(judged(MADE, delivery(*ROWS)))
FIRST, SECOND, THIRD = (comment.id for comment in COMMENTS)


def answered(answers: dict[str, dict[str, object]], made: Corpus = MADE) -> Corpus:
    """The corpus with these answers, and with the text as it was revised: the limit, and a translation."""
    revised = chapter(
        BODY.replace("is 0.1 ng", "is 0.05 ng"), {"zh": {**ZH, "Nothing is burned in the open.": "禁止露天焚烧。"}}
    )
    ids = {block.text: block.id for block in MADE.chapters["alpha/furnaces"].blocks}
    blocks = tuple(replace(one, id=ids.get(one.text.replace("0.05", "0.1"), one.id)) for one in revised.blocks)
    entries = {
        "zh": replace(
            revised.catalogues["zh"],
            entries=tuple(
                replace(one, id=ids.get(one.source.replace("0.05", "0.1"), one.id))
                for one in revised.catalogues["zh"].entries
            ),
        )
    }
    later = replace(
        made, chapters={**made.chapters, "alpha/furnaces": titled(replace(revised, blocks=blocks, catalogues=entries))}
    )
    with_them = with_comments(later, COMMENTS)
    (found,) = with_them.comments.values()
    values = {name: Answer.model_validate(answer) for name, answer in answers.items()}
    sources = dict.fromkeys(values, Source("answers.yml"))
    found = replace(found, answers=values, answer_sources=sources)
    return replace(with_them, comments={record_of(made).id: found})


def codes(made: Corpus, day: date = AFTER) -> set[str]:
    return {issue.code.removeprefix("comment.") for issue in check_comments(made, day)}


GOOD = {
    FIRST: {"disposition": "accepted", "response": RESPONSE, "changed": [LIMIT]},
    SECOND: {"disposition": "rejected", "reason": "unclear", "response": RESPONSE},
    THIRD: {"disposition": "accepted", "response": RESPONSE},
}


def test_a_round_that_is_answered_in_full_has_no_issue() -> None:
    assert codes(answered(GOOD)) == set()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({SECOND: None}, "unanswered"),
        ({SECOND: {"status": "triaged"}}, "unanswered"),
        ({SECOND: {"disposition": "rejected", "response": RESPONSE}}, "no-reason"),
        ({SECOND: {"disposition": "noted", "reason": "unclear"}}, "no-response"),
        ({SECOND: {"disposition": "noted", "reason": "unclear", "response": {"en": "x"}}}, "response-language"),
        ({SECOND: {"disposition": "duplicate", "reason": "unclear", "response": RESPONSE}}, "no-duplicate"),
        ({SECOND: {**GOOD[SECOND], "supports": ["first-aaaaaaaa"]}}, "other"),
        ({SECOND: {"disposition": "accepted", "response": RESPONSE}}, "idle"),
        ({SECOND: {"disposition": "accepted", "response": RESPONSE, "changed": [MEASURED]}}, "idle"),
        ({"first-aaaaaaaa": {}}, "unknown"),
    ],
)
def test_what_an_answer_lacks(answers: dict[str, dict[str, object] | None], code: str) -> None:
    given = {name: answer for name, answer in {**GOOD, **answers}.items() if answer is not None}
    assert codes(answered(given)) == {code}


def test_duplicates_do_not_go_round() -> None:
    duplicate = {"disposition": "duplicate", "reason": "already_covered", "response": RESPONSE}
    answers = {FIRST: {**duplicate, "duplicate_of": SECOND}, SECOND: {**duplicate, "duplicate_of": FIRST}}
    assert codes(answered(GOOD | answers)) == {"duplicate-round"}


def test_until_the_answers_are_published_comments_may_wait_for_theirs() -> None:
    assert codes(answered({}), BEFORE) == set()


def test_an_idle_change_is_an_error_only_once_the_answers_are_published() -> None:
    made = answered(GOOD | {SECOND: {"disposition": "accepted", "response": RESPONSE}})
    found = [{issue.severity for issue in check_comments(made, day)} for day in (BEFORE, AFTER)]
    assert found == [{Severity.WARNING}, {Severity.ERROR}]


@pytest.mark.parametrize(
    ("change_of", "code"),
    [
        ({"document": "beta"}, "document"),
        ({"draft": "draft-1"}, "draft"),
        ({"chapter": "chimneys", "paragraph": None}, "chapter"),
        ({"paragraph": "pabcdefgh"}, "paragraph"),
    ],
)
def test_a_comment_points_at_what_the_draft_has(change_of: dict[str, object], code: str) -> None:
    made = with_comments(MADE, [COMMENTS[0].model_copy(update=change_of)])
    assert codes(made, BEFORE) == {code}


def test_no_address_stands_in_a_comment() -> None:
    made = with_comments(MADE, [COMMENTS[0].model_copy(update={"text": "Write to jane@example.org."})])
    assert codes(made, BEFORE) == {"personal"}


def test_a_change_is_not_caused_by_a_comment_that_nobody_made() -> None:
    def caused(reference: str) -> set[str]:
        record = change(caused_by={"kind": "comment", "reference": reference})
        return codes(replace(with_comments(MADE, COMMENTS), changes={"alpha/one": Located(record, Source("one.yml"))}))

    assert caused(FIRST) == caused("party-a") == caused("UNEP/POPS/COP.8/9") == {"unanswered"}
    assert caused(f"{record_of(MADE).id}-aaaaaaaa") == {"unanswered", "cause"}


def test_a_call_takes_submissions_and_no_comments() -> None:
    call = round_corpus(kind="call_for_information")
    assert "of-call" not in codes(call)
    assert "of-call" in codes(with_comments(call, COMMENTS))
