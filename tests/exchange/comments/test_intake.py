"""Every row that comes in is stored or listed, in its right place, and never twice."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.outgoing import values_of, write_csv, write_json
from living_guidance.exchange.comments.remarks import Outcome, Verdict
from living_guidance.exchange.comments.rows import COLUMNS
from living_guidance.load.comments import comment_lines
from living_guidance.model.comments import Comment
from living_guidance.model.vocabulary import CommentType, Scope, SubmitterCategory
from living_guidance.render.messages import load_messages
from tests.counts import cases
from tests.exchange.comments.rounds import comments_of, delivery, ground_of, judged, round_corpus

CORPUS = round_corpus()
GROUND = ground_of(CORPUS)
FURNACES = "alpha/furnaces"
IDS = {one.text: one.block.id for one in GROUND.chapters[FURNACES][0].passages}
LIMIT = IDS["The limit for a furnace is 0.1 ng TEQ per cubic metre."]
MEASURED = IDS["Furnaces are measured twice a year, by an accredited laboratory."]

KILNS = next(one.block.id for one in GROUND.chapters["alpha/kilns"][0].passages if one.block.kind == "heading")


def one(**values: str) -> Verdict:
    (verdict,) = judged(CORPUS, delivery({"text": "More is needed.", **values}))
    return verdict


def codes(verdict: Verdict) -> set[str]:
    return {remark.code for remark in verdict.remarks}


@pytest.mark.parametrize(
    ("values", "paragraph", "said"),
    [
        ({"chapter": FURNACES, "paragraph": LIMIT}, LIMIT, set()),
        ({"paragraph": LIMIT}, LIMIT, set()),
        ({"paragraph": f"https://example.org/alpha/furnaces/#{LIMIT}"}, LIMIT, set()),
        ({"chapter": "Furnaces", "paragraph": "2"}, MEASURED, set()),
        ({"chapter": "炉窑", "paragraph": "para. 2"}, MEASURED, set()),
        ({"chapter": "kilns", "paragraph": LIMIT}, LIMIT, {"other-chapter"}),
        ({"chapter": "furnaces", "paragraph": "9"}, None, {"number"}),
        ({"chapter": "furnaces", "paragraph": "somewhere"}, None, {"paragraph"}),
        ({"quoted": "measured twice a year"}, MEASURED, {"quoted"}),
        ({"quoted": "炉窑限值为每立方米0.1纳克"}, LIMIT, {"quoted"}),
        ({"quoted": "Furnaces are measured twice a year by accredited laboratories"}, MEASURED, {"quoted"}),
        ({"paragraph": LIMIT, "quoted": "measured twice a year"}, MEASURED, {"quoted-elsewhere"}),
        ({"paragraph": LIMIT, "quoted": "no such words in the text"}, LIMIT, {"quoted-not-there"}),
        ({"quoted": "no such words in the text at all"}, None, {"quoted-nowhere"}),
        ({"chapter": "furnaces", "section": "Limits"}, IDS["Limits"], set()),
        ({"chapter": "furnace"}, None, {"chapter"}),
        ({"section": "Kilns"}, KILNS, set()),
        ({"page": "3", "line": "4", "language": "en"}, None, {"lines"}),
        ({"chapter": "furnaces", "line": "4"}, None, {"lines-of-which-page"}),
    ],
)
def test_the_place_is_found_by_whatever_was_given(
    values: dict[str, str], paragraph: str | None, said: set[str]
) -> None:
    verdict = one(type="technical", **values)
    assert verdict.comment
    assert (verdict.comment.paragraph, codes(verdict)) == (paragraph, said)


def test_page_and_lines_lead_to_the_paragraph_of_the_review_edition() -> None:
    def find_lines(*place: object) -> tuple[tuple[str, str], ...]:
        return (("furnaces", LIMIT), ("furnaces", MEASURED)) if place == ("alpha", "en", 12, 4, 7) else ()

    row = {"text": "Unclear.", "type": "editorial", "page": "12", "line": "lines 4–7", "language": "en"}
    (verdict,) = judged(CORPUS, delivery(row), find_lines=find_lines)
    assert verdict.comment
    assert (verdict.comment.paragraph, verdict.comment.line_from, verdict.comment.line_to) == (LIMIT, 4, 7)
    assert codes(verdict) == {"several"}


def test_what_is_not_found_is_kept_as_it_was_written() -> None:
    comment = one(chapter="Chimneys", paragraph="3 bis", type="technical").comment
    assert comment
    assert (comment.chapter, comment.section, comment.scope) == (None, "Chimneys 3 bis", Scope.LOCATED)


def test_a_comment_on_no_place_is_general() -> None:
    comment = one().comment
    assert comment
    assert (comment.scope, comment.type, comment.document) == (Scope.GENERAL, CommentType.GENERAL, "alpha")


@pytest.mark.parametrize(
    ("text", "language"), [("A limit.", "en"), ("应写明限值 PFOS。", "zh"), ("TEQ 0.1 ng/m³", "en"), ("123", "en")]
)
def test_the_language_of_a_comment_is_told_by_its_script(text: str, language: str) -> None:
    comment = one(text=text).comment
    assert comment
    assert comment.written_in == language


def test_a_comment_on_the_chinese_text_says_so() -> None:
    comment = one(paragraph=LIMIT, quoted="炉窑限值", language="en").comment
    assert comment
    assert comment.language == "zh"


@pytest.mark.parametrize(
    ("day", "policy", "outcome", "code"),
    [
        ("2018-07-30", "consider_at_discretion", Outcome.ACCEPTED, None),
        ("2018-07-31", "consider_at_discretion", Outcome.ATTENTION, "late"),  # "prior to": that day is late
        ("2018-07-31", "accept", Outcome.ACCEPTED, "late"),
        ("2018-07-31", "return", Outcome.REFUSED, "late"),
        ("2018-06-28", "accept", Outcome.ATTENTION, "early"),
    ],
)
def test_late_comments_are_treated_as_the_round_says(day: str, policy: str, outcome: Outcome, code: str | None) -> None:
    made = round_corpus(late_policy=policy)
    row = {"text": "A limit is needed.", "type": "technical", "paragraph": LIMIT}
    (verdict,) = judged(made, delivery(row, day=day))
    assert verdict.outcome is outcome
    assert codes(verdict) == ({code} if code else set())


@pytest.mark.parametrize(
    ("shared", "names", "code"),
    [
        ({"submitter": "Party A"}, ["Party A"], None),
        ({"submitter": "缔约方 A"}, ["Party A"], None),
        ({"submitter": "a-LAND"}, ["Party A"], None),
        ({"submitter": "Party A; Observer B"}, ["Party A", "Observer B"], None),
        ({"submitter": "Party Q", "category": "party"}, ["Party Q"], "unknown"),
        ({"submitter": "Party Q"}, None, "unknown-without-category"),
        ({}, None, "no-submitter"),
        ({"person": "Jane Doe", "email": "jane@example.org"}, [None], None),
        ({"submitter": "Jane Doe", "category": "roster_expert"}, [None], None),
        ({"submitter": "Party A", "person": "Jane Doe"}, ["Party A"], None),
    ],
)
def test_who_sent_it(shared: dict[str, str], names: list[str | None] | None, code: str | None) -> None:
    row = {"text": "A limit is needed.", "type": "technical", "paragraph": LIMIT}
    (verdict,) = judged(CORPUS, delivery(row, shared=shared))
    found = [sender.name for sender in verdict.comment.submitters] if verdict.comment else None
    assert (found, codes(verdict)) == (names, {code} if code else set())


def test_a_natural_person_leaves_no_name_in_the_record() -> None:
    row = {"text": "Write to jane.doe@example.org or phone +41 22 917 87 29.", "paragraph": LIMIT}
    (verdict,) = judged(CORPUS, delivery(row, shared={"person": "Jane Doe", "email": "jane.doe@example.org"}))
    assert verdict.comment
    kept = comment_lines([verdict.comment])
    assert not [word for word in ("Jane", "jane", "Doe", "917") if word in kept]
    assert verdict.comment.submitters[0].category is SubmitterCategory.INDIVIDUAL


def test_figures_are_no_telephone_numbers() -> None:
    text = "CAS 1763-23-1, 0.1 ng/m3, 2018-07-31, 1 000 000 000 mg, UNEP/POPS/COP.8/9, 850 °C +/- 20"
    comment = one(text=text).comment
    assert comment
    assert comment.text == text


def test_a_comment_is_known_though_its_place_is_found_better_now() -> None:
    row = {"text": "Unclear.", "type": "editorial", "page": "12", "line": "4"}
    (before,) = judged(CORPUS, delivery(row))
    assert before.comment
    places = (("furnaces", LIMIT),)
    (after,) = judged(CORPUS, delivery(row), stored=[before.comment], find_lines=lambda *place: places)
    assert after.outcome is Outcome.KNOWN


def test_the_same_words_quoted_elsewhere_are_another_comment() -> None:
    row = {"text": "Spell it out.", "type": "editorial", "quoted": "limit"}
    first, second = (
        delivery({**row, "chapter": key}, digest=digit * 12) for key, digit in (("furnaces", "1"), ("kilns", "2"))
    )
    assert len(comments_of(judged(CORPUS, first, second))) == 2
    made = round_corpus(languages_available=("en", "zh"))
    english, chinese = (
        delivery(
            {"text": "Unclear.", "type": "editorial", "page": "9", "line": "5", "language": code}, digest=digit * 12
        )
        for code, digit in (("en", "1"), ("zh", "2"))
    )
    assert len(comments_of(judged(made, english, chinese))) == 2


def test_a_row_is_known_when_its_sender_came_into_the_register() -> None:
    row = {"text": "Give the limit.", "type": "technical", "paragraph": LIMIT}
    (before,) = judged(CORPUS, delivery(row, shared={"submitter": "A-Land Ministry", "category": "party"}))
    (after,) = judged(CORPUS, delivery(row), stored=comments_of((before,)))
    assert after.outcome is Outcome.KNOWN


def test_what_came_in_time_is_known_when_it_comes_again_too_late() -> None:
    made = round_corpus(late_policy="return")
    row = {"text": "Give the limit.", "type": "technical", "paragraph": LIMIT}
    stored = comments_of(judged(made, delivery(row)))
    (again,) = judged(made, delivery(row, day="2018-08-20"), stored=stored)
    assert again.outcome is Outcome.KNOWN


@pytest.mark.parametrize(
    "said",
    [
        "write to jane.doe@moe.example",
        "tel no. 022 917 87 29",
        "Mobile: 079 123 45 67",
        "电话号码：010-12345678",
        "手机13812345678",
        "+41 (22) 917-87-29",
    ],
)
def test_addresses_and_numbers_reach_no_record(said: str) -> None:
    comment = one(text=f"More: {said}", section=said, quoted=f"{said} is what it says").comment
    assert comment
    kept = comment_lines([comment])
    assert not [digits for digits in ("jane", "917", "079 123", "12345678") if digits in kept]


def test_a_name_with_an_address_in_it_is_refused() -> None:
    verdict = one(submitter="Ministry (jane.doe@moe.example)", category="party")
    assert (verdict.outcome, codes(verdict)) == (Outcome.REFUSED, {"address-in-name"})


def test_several_senders_keep_their_categories() -> None:
    comment = one(submitter="Party A、Observer B").comment
    assert comment
    assert {sender.category for sender in comment.submitters} == {"party", "ngo"}
    joint = one(submitter="Institute X; Club Y", category="academia; ngo", person="#aaaabbbb").comment
    assert joint
    back = one(**values_of(joint)).comment
    assert back
    assert back.id == joint.id


def test_page_and_lines_do_not_lead_out_of_the_chapter_that_was_named() -> None:
    row = {"text": "Unclear.", "type": "editorial", "page": "12", "line": "4", "chapter": "kilns"}
    (verdict,) = judged(CORPUS, delivery(row), find_lines=lambda *place: (("furnaces", LIMIT),))
    assert verdict.comment
    assert (verdict.comment.chapter, verdict.comment.paragraph) == ("kilns", None)
    assert "lines-elsewhere" in codes(verdict)


def test_equal_rows_are_all_kept_and_said_to_be_equal() -> None:
    row = {"text": "The same remark once more.", "paragraph": LIMIT, "type": "technical"}
    first, second = judged(CORPUS, delivery(row, row))
    assert first.comment
    assert second.comment
    assert first.comment.id != second.comment.id
    assert codes(second) >= {"twice"}


def test_what_another_said_before_is_proposed_as_a_duplicate_and_never_merged() -> None:
    said = {"text": "The limit should be expressed at eleven per cent oxygen.", "paragraph": LIMIT, "type": "te"}
    near = {**said, "text": "The limit should be expressed at eleven percent oxygen.", "type": "technical"}
    other = {"submitter": "Observer B"}
    files = (
        delivery(said),
        delivery(said, shared=other, digest="1" * 12),
        delivery(near, shared=other, digest="2" * 12),
    )
    verdicts = judged(CORPUS, *files)
    assert len(comments_of(verdicts)) == 3
    assert "duplicate" in codes(verdicts[1])
    assert codes(verdicts[2]) & {"duplicate", "near-duplicate"}


WORDS = st.sampled_from(["", "A limit.", "限值。", "=1+1", "see proposal", "x" * 300, "\u202ebidi", "a\nb", "Party"])
ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "text": WORDS | st.text(max_size=30),
            "proposed": WORDS,
            "paragraph": st.sampled_from([LIMIT, MEASURED, "2", "99", "nowhere", f"#{LIMIT}"]),
            "chapter": st.sampled_from(["furnaces", "alpha/kilns", "Chimneys", ""]),
            "document": st.sampled_from(["alpha", "beta", ""]),
            "page": st.sampled_from(["3", "x", "0", ""]),
            "line": st.sampled_from(["4", "7-4", "?"]),
            "quoted": st.sampled_from(["measured twice", "no such words anywhere", "炉窑限值为", ""]),
            "type": st.sampled_from(["technical", "te", "一般", "nonsense"]),
            "submitter": st.sampled_from(["Party A", "Observer B; Party A", "Party Z", "Jane"]),
            "category": st.sampled_from(["party", "individual", "nobody", ""]),
            "person": st.sampled_from(["Jane Doe", ""]),
            "language": st.sampled_from(["zh", "en", "fr", "Chinese", ""]),
            "element": st.sampled_from(["table", "Table 2", "??"]),
        },
    ),
    max_size=8,
)


def words(comments: list[Comment]) -> Counter[tuple[str, ...]]:
    return Counter(comment.words for comment in comments)


@settings(max_examples=cases(10_000), deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_rows_in_are_stored_or_listed_and_a_second_import_adds_nothing(
    rows: list[dict[str, str]], chance: random.Random
) -> None:
    verdicts = judged(CORPUS, delivery(*rows))
    stored = comments_of(verdicts)
    listed = [verdict for verdict in verdicts if verdict.comment is None]
    assert len(rows) == len(stored) + len(listed)
    assert all(verdict.remarks for verdict in listed)
    assert len({comment.id for comment in stored}) == len(stored)
    chance.shuffle(rows)
    again = judged(CORPUS, delivery(*rows, digest="1" * 12), stored=stored)
    assert comments_of(again) == []
    assert len(again) == len(rows)


@settings(max_examples=cases(1_000), deadline=None)
@given(ROWS)
def test_import_export_import_gives_the_same_records(rows: list[dict[str, str]]) -> None:
    stored = comments_of(judged(CORPUS, delivery(*rows)))
    values = [values_of(comment) for comment in stored]
    again = comments_of(judged(CORPUS, delivery(*values, shared={})))
    assert words(again) == words(stored)
    assert {comment.id for comment in again} == {comment.id for comment in stored}


@pytest.mark.parametrize("form", ["json", "csv"])
def test_files_that_go_out_come_in_again(form: str) -> None:
    rows = [
        {"text": "=SUM(A1)", "paragraph": LIMIT, "type": "technical"},
        {"text": "意见，\n两行", "quoted": "measured twice a year", "proposed": "@once", "type": "editorial"},
        {"text": "A general remark.", "submitter": "Observer B; Party A", "type": "general"},
        {"text": "A person speaks.", "submitter": "", "person": "Jane Doe", "category": "individual"},
    ]
    stored = comments_of(judged(CORPUS, delivery(*rows)))
    assert len(stored) == 4
    says = (load_messages("en"), load_messages("zh"))
    content = write_json("round-1", stored) if form == "json" else write_csv(stored, says)
    filled = read_form(content, f"comments.{form}", None)
    assert all(set(row.values) <= set(COLUMNS) for row in filled.rows)
    back = delivery(*(row.values for row in filled.rows), shared=filled.shared)
    assert words(comments_of(judged(CORPUS, back))) == words(stored)
