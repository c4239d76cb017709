"""The compilation by chapter, section and paragraph; what rests beside the text; rounds in numbers; receipts."""

from dataclasses import replace
from datetime import date

from living_guidance.model.corpus import Corpus
from living_guidance.text.states import State, States
from living_guidance.view.comment import lines_of
from living_guidance.view.receipt import receipt_lines, receipt_views
from living_guidance.view.remarks import MOST, Remarks, remarks_view
from living_guidance.view.round_comments import compilation_views, contents_view, sections_of
from living_guidance.view.rounds import RoundPage, round_view
from living_guidance.view.told import PER_PAGE, told_rounds
from tests.commented import (
    DAY,
    OBSERVER,
    OPEN,
    PARTY,
    PERSON,
    answer,
    comment,
    commented,
    first_round,
    second_round,
    told_of,
)

ONE = comment("On the first.", paragraph="pone", proposed="The kiln burns at 900 degrees.")
TWO = comment("On the second.", paragraph="ptwo", by=OBSERVER)
SIX = comment("On the last.", paragraph="psix", language="zh", written_in="zh")
WHOLE = comment("On all of it.", by=PERSON)
OVEN = comment("On ovens.", chapter="ovens")
DOCUMENT = comment("On the document.", chapter=None)
LATE = comment("Sorry.", received="2018-03-04", by=(PARTY, OBSERVER))
EVERY = (ONE, TWO, SIX, WHOLE, OVEN, DOCUMENT, LATE)
ANSWERS = {
    ONE.id: answer(disposition="accepted", changed=("pone", "pnew"), response={"zh": "已改。"}),
    TWO.id: answer(disposition="duplicate", duplicate_of=ONE.id),
    SIX.id: answer(duplicate_of="inner-aaaaaaaa", supports=("inner-aaaaaaaa",)),
}


def made(**parts) -> Corpus:
    return commented(*EVERY, answers=ANSWERS, **parts)


def view_of(corpus: Corpus, day: date = DAY, name: str = "first") -> RoundPage:
    rounds = told_rounds(States(corpus, day))
    return round_view(rounds[name], rounds, "en")


def test_the_contents_list_documents_and_chapters_with_what_was_done() -> None:
    view = contents_view(told_of(made()), "zh")
    [(document, lines)] = view.documents
    assert document.name.text == "词语"
    assert [(line.key, line.tally.total, line.tally.unanswered) for line in lines] == [
        ("alpha", 1, 1),
        ("alpha/kilns", 5, 2),
        ("alpha/ovens", 1, 1),
    ]
    assert dict(lines[1].tally.dispositions) == {"accepted": 1, "noted": 1, "duplicate": 1}


def test_each_chapter_has_a_page_with_its_neighbours() -> None:
    views = list(compilation_views(told_of(made()), "en"))
    assert [(view.uri, view.before and view.before.uri, view.after and view.after.uri) for view in views] == [
        ("rounds/first/comments/alpha.md", None, "rounds/first/comments/alpha/kilns.md"),
        (
            "rounds/first/comments/alpha/kilns.md",
            "rounds/first/comments/alpha.md",
            "rounds/first/comments/alpha/ovens.md",
        ),
        ("rounds/first/comments/alpha/ovens.md", "rounds/first/comments/alpha/kilns.md", None),
    ]
    assert views[1].ground.draft_uri == "alpha/kilns/at/s0.md"
    assert views[1].ground.redline_uri == "alpha/kilns/changes/s0-to-s1.md"


def test_the_parts_of_a_long_chapter_know_each_other() -> None:
    many = [comment(f"Comment {at}", paragraph="pone") for at in range(2 * PER_PAGE + 1)]
    views = list(compilation_views(told_of(commented(*many)), "en"))
    assert [(view.part, len(view.comments), view.tally.total) for view in views] == [
        (1, PER_PAGE, len(many)),
        (2, PER_PAGE, len(many)),
        (3, 1, len(many)),
    ]
    assert {view.parts for view in views} == {tuple(view.uri for view in views)}


def test_comments_stand_at_their_paragraphs() -> None:
    [view] = [one for one in compilation_views(told_of(made()), "en") if one.uri.endswith("kilns.md")]
    sections = sections_of(view)
    assert [(section.anchor, section.count) for section in sections] == [("s-whole", 2), ("s-begin", 3)]
    groups = sections[1].groups
    assert [(group.spot.id, group.spot.number, group.spot.uri) for group in groups if group.spot] == [
        ("pone", 1, "alpha/kilns/at/s0.md#pone"),
        ("ptwo", 2, "alpha/kilns/at/s0.md#ptwo"),
        ("psix", 3, "alpha/kilns/at/s0.md#psix"),
    ]
    assert groups[0].lines[0].rewording[1].text == "850"


def test_an_answer_leads_to_what_was_changed() -> None:
    told = told_of(made())
    line = lines_of(told, "en").line(ONE)
    assert line.answer
    assert [(one.spot.id, one.uri) for one in line.answer.changes] == [
        ("pone", "alpha/kilns/changes/s0-to-s1.md#c1"),
        ("pnew", "alpha/kilns/changes/s0-to-s1.md#c3"),
    ]
    assert line.answer.response
    assert (line.answer.response.text, line.answer.response.language) == ("已改。", "zh")
    assert [one.uri for one in line.duplicates] == [told.places[TWO.id]]
    other = lines_of(told, "en").line(TWO)
    assert other.answer
    assert other.original == line.answer
    assert other.answer.duplicate_of
    assert other.answer.duplicate_of.uri == told.places[ONE.id]


def test_what_the_public_may_not_know_is_not_even_named() -> None:
    """An answer speaks of a comment of another round, which is for experts."""
    line = lines_of(told_of(made()), "en").line(SIX)
    assert line.answer
    assert (line.answer.duplicate_of, line.answer.supports, line.original) == (None, (), None)


def test_a_round_before_its_compilation_tells_only_how_many_came() -> None:
    view = view_of(made(), OPEN)
    assert (view.numbers.total, view.numbers.tally.total, view.numbers.senders) == (6, 0, 0)
    assert (view.numbers.types, view.numbers.categories, view.numbers.regions) == ({}, {}, {})
    assert (view.contents_uri, view.data, view.receipts) == ("", (), ())
    assert [(one.day.isoformat(), one.count) for one in view.numbers.days if one.count] == [("2018-02-20", 6)]
    assert view.numbers.days[-1].day == OPEN


def test_a_round_in_numbers() -> None:
    numbers = view_of(made()).numbers
    assert (numbers.total, numbers.late, numbers.senders, numbers.busiest) == (7, 1, 3, 6)
    assert numbers.types == {"technical": 7}
    assert numbers.categories == {"party": 5, "ngo": 2, "individual": 1}, "a joint comment counts for each"
    assert list(numbers.regions.items()) == [("african", 5), ("", 3)]
    assert [one.count for one in numbers.days if one.is_late and one.count] == [1]


def test_a_slip_in_a_date_draws_no_picture_of_years() -> None:
    old = comment("Old.", received="1990-01-01")
    assert len(view_of(commented(ONE, old)).numbers.days) == 2


def test_the_second_round_says_what_changed_since_the_first() -> None:
    corpus = made(others=(second_round(),))
    view = view_of(corpus, name="second")
    [document] = view.documents
    found = [(one.link.uri, one.changed, one.redline_uri, one.carried) for one in document.drafts]
    assert found == [
        ("alpha/kilns/at/s1.md", 3, "alpha/kilns/changes/s0-to-s1.md", 5),
        ("alpha/ovens/at/s1.md", 0, "", 1),
    ]
    assert view.previous
    assert view.previous.uri == "rounds/first.md"
    assert view_of(corpus).previous is None


def test_a_document_that_is_no_more_has_no_comments() -> None:
    corpus = made()
    gone = replace(corpus, documents={})
    assert told_of(gone).comments == {}
    assert told_of(gone).total == 7


def remarks(corpus: Corpus, snapshot: str, day: date = DAY, language: str = "en") -> Remarks | None:
    states = States(corpus, day)
    state = State("alpha/kilns", corpus.snapshots.get(snapshot))
    return remarks_view(told_rounds(states), "alpha/kilns", state, language)


def test_comments_rest_on_their_draft() -> None:
    found = remarks(made(), "s0")
    assert found
    [one] = found.rounds
    assert {name: [comment.text for comment in comments] for name, comments in one.resting.items()} == {
        "": ["On all of it.", "Sorry."],
        "pone": ["On the first."],
        "ptwo": ["On the second."],
        "psix": ["On the last."],
    }
    cells = [cell for stretch in found.stretches for cell in stretch.cells]
    assert [(cell.id, cell.count) for cell in cells] == [("pone", 1), ("ptwo", 1), ("psix", 1)]


def test_the_comments_of_the_round_before_rest_on_the_next_draft() -> None:
    found = remarks(made(others=(second_round(),)), "s1")
    assert found
    [one] = found.rounds
    assert not one.is_own
    assert list(one.resting) == ["", "pone", "psix"]
    assert [comment.text for comment in one.gone] == ["On the second."]


def test_a_text_that_nobody_is_asked_about_bears_no_comments() -> None:
    assert remarks(made(), "s1") is None
    assert remarks(made(), "working") is None


def test_no_comment_rests_anywhere_before_the_compilation() -> None:
    corpus = made(others=(second_round(),))
    assert remarks(corpus, "s0", OPEN) is None
    assert remarks(corpus, "s1", date(2018, 5, 11))
    assert remarks(made(record=first_round(audience="experts"), others=(second_round(),)), "s1") is None


def test_of_very_many_comments_only_the_number_is_shown_beside_the_text() -> None:
    few = [comment(f"Comment {at}", paragraph="pone") for at in range(MOST)]
    one_more = comment("One more.", paragraph="psix")
    for comments, is_full in ((few, True), ([*few, one_more], False)):
        found = remarks(commented(*comments), "s0")
        assert found
        assert found.rounds[0].is_full is is_full


def test_receipts_have_all_that_somebody_sent() -> None:
    told = told_of(made())
    views = {view.receipt.code: view for view in receipt_views(told, "zh")}
    assert views["party-a"].sender.name
    assert views["party-a"].sender.name.text == "缔约方A"
    assert views["party-a"].file_uri == "zh/rounds/first/receipts/party-a.csv"
    assert [line.comment.text for line in receipt_lines(views["observer-b"])] == ["Sorry.", "On the second."]
    assert {view.is_named for view in views.values()} == {True}
    corpus = made(record=first_round(publication_policy="anonymised"))
    assert {view.is_named for view in receipt_views(told_of(corpus), "en")} == {False}
    assert view_of(corpus).receipts == ()
