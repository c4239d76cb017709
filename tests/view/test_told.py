"""Nothing of a round is told before its day, nor under a name that must not be known."""

from datetime import date, timedelta

import pytest

from living_guidance.model.comments import Comment
from living_guidance.text.states import States
from living_guidance.view.told import PER_PAGE, Told, digest_of, told_rounds
from tests.commented import (
    BEFORE,
    DAY,
    OBSERVER,
    OPEN,
    PARTY,
    PERSON,
    UNDER_REVIEW,
    answer,
    comment,
    commented,
    first_round,
    second_round,
    told_of,
)
from tests.counts import cases, fresh_random

ONE = comment("On the first.", paragraph="pone")
SIX = comment("On the last.", paragraph="psix")
WHOLE = comment("On all of it.")
OVEN = comment("On ovens.", chapter="ovens", by=OBSERVER)
DOCUMENT = comment("On the document.", chapter=None)
LATE = comment("Sorry.", received="2018-03-04", by=PERSON)


def texts(told: Told) -> list[str]:
    return [one.text for one in told.comments.values()]


def test_comments_stand_in_the_order_of_the_texts() -> None:
    told = told_of(commented(SIX, OVEN, ONE, WHOLE, DOCUMENT))
    assert texts(told) == ["On the document.", "On all of it.", "On the first.", "On the last.", "On ovens."]
    assert list(told.parts) == ["alpha", "alpha/kilns", "alpha/ovens"]


def test_where_the_team_knows_the_paragraph_better_that_counts() -> None:
    answers = {WHOLE.id: answer(paragraph="psix"), SIX.id: answer()}
    corpus = commented(WHOLE, ONE, SIX, answers=answers)
    assert texts(told_of(corpus))[0] == "On the first."
    assert texts(told_of(corpus, UNDER_REVIEW))[0] == "On all of it.", "answers are not public yet"


@pytest.mark.parametrize(
    ("day", "received", "comments", "answers"),
    [
        (BEFORE, 0, 0, 0),
        (OPEN, 2, 0, 0),
        (date(2018, 3, 4), 3, 0, 0),
        (date(2018, 3, 5), 3, 3, 0),  # compiled
        (date(2018, 5, 10), 3, 3, 0),
        (date(2018, 5, 11), 3, 3, 2),  # answered, but for one that was decided later
        (date(2018, 6, 1), 3, 3, 3),
    ],
)
def test_each_thing_is_told_from_its_day(day: date, received: int, comments: int, answers: int) -> None:
    later = answer(decided_on="2018-05-30")
    corpus = commented(ONE, SIX, LATE, answers={ONE.id: answer(), SIX.id: answer(), LATE.id: later})
    told = told_of(corpus, day)
    assert (told.total, len(told.comments), len(told.answers)) == (received, comments, answers)
    assert sum(told.received.values()) == received


def test_a_round_that_was_never_compiled_tells_only_how_many_came() -> None:
    told = told_of(commented(ONE, record=first_round(compiled=None, responses_published=None)))
    assert (told.total, told.comments, told.parts, told.receipts) == (1, {}, {}, ())


def test_answers_wait_for_the_compilation_too() -> None:
    told = told_of(commented(ONE, answers={ONE.id: answer()}, record=first_round(compiled=None)))
    assert told.answers == {}


def test_a_number_is_told_from_the_day_it_was_given() -> None:
    corpus = commented(ONE, record=first_round(compiled="2018-03-03"))
    assert told_of(corpus, date(2018, 3, 4)).number(ONE.id) is None
    assert told_of(corpus, date(2018, 3, 5)).number(ONE.id) == 1


def test_late_is_what_came_after_the_close() -> None:
    told = told_of(commented(ONE, LATE))
    assert (told.is_late(ONE.received), told.is_late(LATE.received)) == (False, True)


def test_a_round_for_experts_is_not_told_of() -> None:
    corpus = commented(ONE, record=first_round(audience="experts"), others=(second_round(),))
    assert list(told_rounds(States(corpus, DAY))) == ["second"]


def test_a_submitter_is_the_same_under_every_name() -> None:
    other = comment("Under another name.", by={"name": "the  republic of a", "category": "party"})
    told = told_of(commented(ONE, other))
    assert [(one.code, len(one.comments)) for one in told.receipts] == [("party-a", 2)]


def test_a_joint_comment_is_in_the_receipt_of_each() -> None:
    joint = comment("We all say so.", by=(PARTY, OBSERVER, PERSON))
    told = told_of(commented(joint, ONE))
    receipts = {one.code: [comment.text for comment in one.comments] for one in told.receipts}
    assert receipts.pop("party-a") == ["We all say so.", "On the first."]
    assert receipts.pop("observer-b") == ["We all say so."]
    [(code, texts_)] = receipts.items()
    assert (len(code), texts_) == (8, ["We all say so."])


def test_who_is_not_in_the_register_has_a_digest_for_a_code_and_a_name() -> None:
    told = told_of(commented(comment(by={"name": "Someone", "category": "industry"})))
    [receipt] = told.receipts
    assert receipt.sender.name == "Someone"
    assert receipt.code.isalnum()
    assert len(receipt.code) == 8


def test_an_anonymised_round_tells_category_and_region_only() -> None:
    told = told_of(commented(ONE, LATE, record=first_round(publication_policy="anonymised")))
    for one in (ONE, LATE):
        [sender] = told.senders(one)
        assert (sender.name, sender.known, sender.person, sender.country, sender.code, sender.key) == (
            *("", None, "", "", "", ""),
        )
    assert told.senders(ONE)[0].region == "african"


def test_an_anonymised_comment_cannot_be_told_by_trying_all_names() -> None:
    """Its id is a digest of words and names; what stands on pages also needs what nobody else has, the file."""
    record = first_round(publication_policy="anonymised")
    other = ONE.model_copy(update={"file": "ba9876543210"})
    anchors = {told_of(commented(one, record=record)).anchor(one) for one in (ONE, other)}
    assert len(anchors) == 2
    assert ONE.id not in anchors
    codes = {told_of(commented(one, record=record)).receipts[0].code for one in (ONE, other)}
    assert len(codes) == 2
    assert told_of(commented(ONE)).anchor(ONE) == ONE.id


def test_a_long_chapter_has_several_pages() -> None:
    many = [comment(f"Comment {at}", paragraph="pone") for at in range(PER_PAGE + 1)]
    told = told_of(commented(*many))
    pages = {place.partition("#")[0] for place in told.places.values()}
    assert pages == {"rounds/first/comments/alpha/kilns.md", "rounds/first/comments/alpha/kilns/2.md"}


def test_what_was_repeated_and_supported_is_known_both_ways() -> None:
    answers = {SIX.id: answer(disposition="duplicate", duplicate_of=ONE.id), OVEN.id: answer(supports=(ONE.id,))}
    told = told_of(commented(ONE, SIX, OVEN, answers=answers))
    assert (told.duplicates, told.supporters) == ({ONE.id: (SIX.id,)}, {ONE.id: (OVEN.id,)})


def test_a_proposal_is_compared_with_what_was_quoted_else_with_the_paragraph() -> None:
    quoting = comment(paragraph="pone", quoted="burns at 850 degrees", proposed="burns at 950 degrees")
    whole = comment(paragraph="pone", proposed="The kiln burns at 870 degrees.")
    other = comment(paragraph="pone", proposed="Add a table of all limits in the region.")
    told = told_of(commented(quoting, whole, other))
    shown = {
        one.id: "".join(f"[{run.op}:{run.text}]" for run in told.rewording(one)) for one in (quoting, whole, other)
    }
    assert shown[quoting.id] == "[equal:burns at ][delete:850][insert:950][equal: degrees]"
    assert shown[whole.id] == "[equal:The kiln burns at ][delete:850][insert:870][equal: degrees.]"
    assert shown[other.id] == ""


def test_the_digest_changes_with_all_that_is_told() -> None:
    def made(*comments: Comment, day: date = DAY, **parts) -> str:
        told = told_of(commented(*comments, **parts), day)
        return digest_of(told, told.comments.values(), "en")

    basis = made(ONE, SIX, answers={ONE.id: answer()})
    assert basis == made(ONE, SIX, answers={ONE.id: answer()})
    others = [
        made(SIX, ONE, answers={ONE.id: answer()}),  # other numbers
        made(ONE, SIX, answers={ONE.id: answer(disposition="rejected")}),
        made(ONE, SIX, answers={ONE.id: answer()}, day=UNDER_REVIEW),
        made(ONE, SIX, answers={ONE.id: answer(), SIX.id: answer(duplicate_of=ONE.id)}),
        made(ONE, SIX, answers={ONE.id: answer()}, numbered=False),
        made(ONE, SIX.model_copy(update={"received": date(2018, 3, 2)}), answers={ONE.id: answer()}),
        made(ONE, SIX, answers={ONE.id: answer()}, record=first_round(publication_policy="anonymised")),
    ]
    assert basis not in others
    assert len(set(others)) == len(others)


def test_whatever_the_day_nothing_later_is_told() -> None:
    chance = fresh_random()
    for _ in range(cases(100)):
        days = sorted(date(2018, 1, 1) + timedelta(days=chance.randrange(300)) for _ in range(4))
        record = first_round(
            opens=days[0],
            closes=days[0] + timedelta(days=30),
            compiled=chance.choice([None, days[1]]),
            responses_published=chance.choice([None, days[2]]),
        )
        comments = [
            comment(f"Comment {at}", received=date(2018, 1, 1) + timedelta(days=chance.randrange(300)))
            for at in range(6)
        ]
        decided = [date(2018, 1, 1) + timedelta(days=chance.randrange(300)) for _ in comments]
        answers = {one.id: answer(decided_on=on) for one, on in zip(comments, decided, strict=True)}
        told = told_of(commented(*comments, answers=answers, record=record), days[3])
        compiled = record.compiled is not None and record.compiled <= days[3]
        published = compiled and record.responses_published is not None and record.responses_published <= days[3]
        assert set(told.comments) == {one.id for one in comments if compiled and one.received <= days[3]}
        assert all(on <= days[3] for name in told.answers if (on := told.answers[name].decided_on))
        assert bool(told.answers) <= published
