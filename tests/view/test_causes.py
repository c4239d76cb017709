"""A change that a comment made leads to it, where everybody may read the comment under its sender's name."""

import json
from datetime import date

import pytest
from lxml import etree

from living_guidance.model.corpus import Corpus
from living_guidance.model.records import ChangeRecord
from living_guidance.render.changes_json import changes_json
from living_guidance.render.feeds import render_feed
from living_guidance.render.messages import load_messages
from living_guidance.render.pages import render_page, site_pages
from living_guidance.text.states import States
from living_guidance.view.changelog import chapter_changelog_view, ways_of
from living_guidance.view.told import comment_uri, told_rounds
from tests.commented import DAY, OPEN, comment, commented, first_round
from tests.corpora import change

ONE = comment("On the first.", paragraph="pone")
PLACE = f"rounds/first/comments/alpha/kilns.md#{ONE.id}"
SHOWN = ("index.md", "alpha/index.md", "changes/index.md", "alpha/changes.md", "alpha/kilns/changes.md")


def caused(**fields: object) -> ChangeRecord:
    cause = {"kind": "comment", "reference": ONE.id} | fields
    return change(chapter="kilns", date="2018-02-10", paragraphs=("pone",), caused_by=cause)


def whole(record: ChangeRecord | None = None, **fields: object) -> Corpus:
    return commented(ONE, record=first_round(**fields), changes=(record or caused(),))


def address_in(corpus: Corpus, day: date = DAY) -> str:
    return comment_uri(told_rounds(States(corpus, day)), ONE.id)


def test_every_page_with_the_change_leads_to_the_comment() -> None:
    states, messages = States(whole(), DAY), load_messages("en")
    pages = {page.uri: page for page in site_pages(states, messages)}
    for uri in (*SHOWN, "alpha/kilns/changes/s0-to-s1.md"):
        html = render_page(pages[uri], "", messages, lambda uri: uri, DAY)
        assert f'comment: <a href="{PLACE}">' in html, uri


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({}, OPEN),  # not compiled yet
        ({"audience": "experts"}, DAY),
        ({"publication_policy": "anonymised"}, DAY),
        ({"compiled": None}, DAY),
    ],
)
def test_a_comment_that_is_not_shown_under_a_name_has_no_address(fields: dict[str, object], day: date) -> None:
    assert address_in(whole()) == PLACE
    assert address_in(whole(**fields), day) == ""


def test_the_data_has_the_address_of_the_comment_in_each_language() -> None:
    states = States(whole(), DAY)
    data = json.loads(changes_json(states, ways_of(states), told_rounds(states)))
    (record,) = data["chapters"][0]["intervals"][1]["records"]
    site, way = "https://guidance.example/", f"rounds/first/comments/alpha/kilns/#{ONE.id}"
    assert record["cause"]["address"] == {"en": f"{site}{way}", "zh": f"{site}zh/{way}"}


def test_the_data_has_none_for_another_cause() -> None:
    states = States(whole(caused(kind="decision")), DAY)
    data = json.loads(changes_json(states, ways_of(states), told_rounds(states)))
    assert data["chapters"][0]["intervals"][1]["records"][0]["cause"]["address"] is None


def test_the_feed_links_the_comment() -> None:
    corpus = whole(caused(note={"en": "<Party> A"}))
    states, messages = States(corpus, DAY), load_messages("en")
    view = chapter_changelog_view(states, ways_of(states), "alpha/kilns", "en", told_rounds(states))
    feed = etree.fromstring(render_feed(view, "Site", "Author", corpus.settings, messages, DAY).encode())
    said = [entry.findtext("{*}summary") for entry in feed.findall("{*}entry")]
    address = f"https://guidance.example/rounds/first/comments/alpha/kilns/#{ONE.id}"
    assert f'<p>Words</p><p>comment: <a href="{address}">&lt;Party&gt; A</a></p>' in said
