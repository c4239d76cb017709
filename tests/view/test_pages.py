"""What pages show of the registers, and on which day."""

from datetime import date

import pytest

from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Chemical
from living_guidance.text.reading import read_text
from living_guidance.text.states import States
from living_guidance.view.chapter import ChapterPage, chapter_view
from living_guidance.view.chemical import chemical_view, listed_chemicals
from living_guidance.view.document import document_view
from living_guidance.view.home import home_view
from living_guidance.view.translation import translation_view
from tests.corpora import change, chapter, chemical, comment_round, corpus, document

BEFORE, AFTER = date(2018, 10, 8), date(2019, 6, 1)
KEY = "alpha/furnaces"
BODY = "## Heat\n\nKeep it hot.\n"
RELISTED = chemical(
    listings=(
        {"annex": "C", "adopted": "2001-05-22", "entry_into_force": "2004-05-17"},
        {
            "annex": "A",
            "adopted": "2019-05-10",
            "decision": "T-9/1",
            "entry_into_force": "2020-12-03",
            "exemptions": {"en": "None", "zh": "无"},
        },
    )
)
LATE = chemical(id="late", listings=({"annex": "A", "adopted": "2019-05-10", "decision": "T-9/2"},))


def shown(whole: Corpus, day: date) -> ChapterPage:
    """The chapter's own page on a day."""
    states = States(whole, day)
    return chapter_view(states, KEY, f"{KEY}.md", states.standing(KEY), "en")


@pytest.mark.parametrize(
    ("day", "annexes", "listed"), [(BEFORE, ["C"], ["dioxin"]), (AFTER, ["C", "A"], ["dioxin", "late"])]
)
def test_nothing_dated_later_is_shown(day: date, annexes: list[str], listed: list[str]) -> None:
    one = corpus(chapter(BODY), chemicals=(RELISTED, LATE))
    assert [record.id for record in listed_chemicals(one, day)] == listed
    page = chemical_view(one, RELISTED, {"alpha/furnaces": read_text(chapter(BODY), "en")}, day, "en")
    assert [annex.value for annex in page.annexes] == annexes


def test_a_listing_says_whether_it_is_in_force() -> None:
    page = chemical_view(corpus(), RELISTED, {}, AFTER, "zh")
    assert [line.in_force for line in page.listings] == [True, False]
    assert [line.exemptions.text if line.exemptions else "" for line in page.listings] == ["", "无"]


def test_a_chemical_has_its_names_in_the_other_languages() -> None:
    record: Chemical = chemical()
    page = chemical_view(corpus(), record, {}, BEFORE, "zh")
    assert (page.name.text, [(other.text, other.language) for other in page.other_names]) == ("词语", [("Words", "en")])


def test_a_change_links_the_numbered_paragraphs_that_still_stand() -> None:
    one = chapter(BODY)
    heading, paragraph = (block.id for block in one.blocks)
    record = change(paragraphs=(heading, paragraph, "pgoneaway"), caused_by={"kind": "decision", "reference": "T-1/1"})
    whole = corpus(one, changes=(record,))
    line = shown(whole, BEFORE).last_change
    assert line is not None
    assert [(link.uri, link.name.text) for link in line.paragraphs] == [
        (f"alpha/furnaces.md#{heading}", ""),
        (f"alpha/furnaces.md#{paragraph}", "1"),
    ]
    assert line.cause is not None
    assert (line.cause.uri, line.cause.name.text) == ("", "T-1/1")


def test_a_chapter_tells_which_round_is_open() -> None:
    one = chapter(BODY)
    whole = corpus(one, rounds=(comment_round(), comment_round(id="second", opens="2018-09-28", closes="2018-10-19")))
    page = shown(whole, BEFORE)
    assert page.open_round is not None
    assert page.open_round.record.id == "second"
    assert shown(whole, AFTER).open_round is None


def test_a_document_without_chapters_is_a_page_like_any_other() -> None:
    record = document(chapters=())
    page = document_view(corpus(documents=(record,)), record, {}, BEFORE, "zh")
    assert (page.chapters, page.coverage.percent, page.short.text) == ((), 100, "词语")


def test_home_and_translation_status_count_the_same_blocks() -> None:
    one = chapter(BODY, {"zh": {"Heat": "热"}})
    whole = corpus(one)
    texts = {code: {"alpha/furnaces": read_text(one, code)} for code in ("en", "zh")}
    card = home_view(whole, texts["zh"], BEFORE, "zh").documents[0]
    status = translation_view(States(whole, BEFORE), "en")
    assert dict(status.totals) == {"zh": card.coverage}
    ((_, (line,)),) = status.documents
    assert [behind.source for behind in line.behind] == ["Keep it hot."]
