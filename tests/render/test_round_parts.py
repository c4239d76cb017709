"""Pictures of numbers, comments beside paragraphs, and open data."""

import csv
import json
from io import StringIO

import html5lib
import pytest
from lxml import etree

from living_guidance.exchange.comments.inert import inert, restored
from living_guidance.render.beside import insert_beside
from living_guidance.render.comments_data import comments_csv, comments_json
from living_guidance.render.messages import load_messages
from living_guidance.render.round_charts import bar, columns, stack
from living_guidance.render.round_parts import render_compilation
from living_guidance.view.round_comments import compilation_views
from tests.commented import OBSERVER, PARTY, PERSON, answer, comment, commented, first_round, told_of

HERE = "<details>here</details>"


def widths(svg: str) -> list[tuple[str | None, float, float]]:
    rects = etree.fromstring(svg).iter("rect")
    return [(rect.get("class"), float(rect.get("x")), float(rect.get("width"))) for rect in rects]


def test_a_bar_is_as_long_as_its_number() -> None:
    assert widths(bar(3, 12)) == [(None, 0, 25)]
    assert widths(bar(0, 0)) == [(None, 0, 0)]


def test_the_parts_of_a_stack_fill_it_with_what_is_left() -> None:
    assert widths(stack({"accepted": 1, "noted": 2}, 4)) == [
        ("lg-part--accepted", 0, 25),
        ("lg-part--noted", 25, 50),
        ("lg-part--none", 75, 25),
    ]
    assert widths(stack({"accepted": 2}, 2, most=8)) == [("lg-part--accepted", 0, 25)]
    assert widths(stack({}, 0)) == []


def test_columns_keep_the_days_without_any() -> None:
    found = etree.fromstring(columns([(4, False), (0, False), (1, True)], 4))
    assert found.get("viewBox") == "0 0 30 100"
    assert [(rect.get("class"), rect.get("x"), rect.get("height")) for rect in found] == [
        (None, "1", "100"),
        ("lg-part--marked", "21", "25"),
    ]
    assert etree.fromstring(columns([], 0)).get("viewBox") == "0 0 10 100"


def test_pictures_are_silent_and_need_no_styles() -> None:
    for picture in (bar(1, 2), stack({"noted": 1}, 1), columns([(1, False)], 1)):
        assert etree.fromstring(picture).get("aria-hidden") == "true"
        assert "style=" not in picture


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p id="a">One</p><p>Two</p>', f'<p id="a">One</p>{HERE}<p>Two</p>'),
        ('<h2 class="x" id="a">T</h2>', f'<h2 class="x" id="a">T</h2>{HERE}'),
        ('<h3 id="slug"><span class="lg-anchor" id="a"></span>T</h3><p>x</p>', None),
        ('<ul><li id="a">One</li></ul>', f'<ul><li id="a">One{HERE}</li></ul>'),
        (
            '<ul><li id="a">One<ul><li>Two</li></ul></li></ul>',
            f'<ul><li id="a">One{HERE}<ul><li>Two</li></ul></li></ul>',
        ),
        ('<ul><li><p id="a">One</p></li></ul>', f'<ul><li><p id="a">One</p>{HERE}</li></ul>'),
        (
            '<table><caption id="b">C</caption><tr id="a"><td>x</td></tr></table><p>y</p>',
            f'<table><caption id="b">C</caption><tr id="a"><td>x</td></tr></table>{HERE}<p>y</p>',
        ),
        ('<dl><dt id="a">T</dt><dd class="d">x</dd></dl>', f'<dl><dt id="a">T</dt><dd class="d">{HERE}x</dd></dl>'),
        ('<dl><dt>T</dt><dd id="a">x</dd></dl>', f'<dl><dt>T</dt><dd id="a">x{HERE}</dd></dl>'),
        ('<div id="a"><div>x</div></div><p>y</p>', f'<div id="a"><div>x</div></div>{HERE}<p>y</p>'),
        ('<p><img id="a" src="x"></p><p>y</p>', f'<p><img id="a" src="x"></p>{HERE}<p>y</p>'),
        ('<p title="a > b" id="a">One</p>', f'<p title="a > b" id="a">One</p>{HERE}'),
    ],
)
def test_something_stands_beside_a_block_where_it_may(before: str, after: str | None) -> None:
    made, left = insert_beside(before, {"a": HERE})
    expected = after or f'<h3 id="slug"><span class="lg-anchor" id="a"></span>T</h3>{HERE}<p>x</p>'
    assert (made, left) == (expected, "")
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(f"<!doctype html><title>t</title>{made}")


def test_what_has_no_place_is_given_back() -> None:
    assert insert_beside('<p id="a">One</p>', {"b": HERE}) == ('<p id="a">One</p>', HERE)
    assert insert_beside('<p id="a">One</p>', {}) == ('<p id="a">One</p>', "")


HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</details></article>")
FORMULAS = ("=1+1", "+1", "-1", "@x", "\tx", "＝1", "'=1", "a=1", "two\r\nlines", "")


def test_whatever_people_wrote_stays_text() -> None:
    comments = [
        comment(words, paragraph="pone", quoted=words, proposed=words, rationale=words, references=words, section=words)
        for words in HOSTILE
    ]
    answers = {one.id: answer(response={"en": one.text}) for one in comments}
    told = told_of(commented(*comments, answers=answers))
    [view] = compilation_views(told, "en")
    html = render_compilation(view, load_messages("en"), lambda uri: uri)
    root = html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False)
    assert root.xpath("//script | //img") == []
    articles = root.xpath("//article")
    assert len(articles) == len(HOSTILE)
    for article, one in zip(articles, told.comments.values(), strict=True):
        assert article.xpath("string(.//*[@class='lg-comment__text'])") == one.text
        assert article.xpath("string(.//*[@class='lg-answer__response'])") == one.text


def test_no_cell_of_the_table_is_alive_and_every_word_comes_back() -> None:
    comments = [comment(f"{text}", rationale=f"No. {at}") for at, text in enumerate(FORMULAS)]
    told = told_of(commented(*comments))
    table = comments_csv(told, inert)
    rows = list(csv.DictReader(StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [restored(row["text"]) for row in rows] == [one.text for one in told.comments.values()]
    assert not any(row["text"].startswith(("=", "+", "-", "@", "\t", "＝")) for row in rows)
    assert comments_csv(told_of(commented(*comments)), inert) == table


def test_the_data_of_a_round_are_the_same_each_time_and_name_whom_they_may() -> None:
    comments = [comment("One.", by=(PARTY, OBSERVER)), comment("Two.", by=PERSON)]
    values = json.loads(comments_json(told_of(commented(*comments))))
    assert [[sender["name"] or sender["person"] for sender in one["submitters"]] for one in values["comments"]] == [
        ["Party A", "Observer B"],
        ["abcd2345"],
    ]
    record = first_round(publication_policy="anonymised")
    text = comments_json(told_of(commented(*comments, record=record)))
    assert text == comments_json(told_of(commented(*comments, record=record)))
    for secret in ("Party A", "Observer B", "abcd2345", "XA", "party-a", *(one.id for one in comments), "0123456789ab"):
        assert secret not in text
        assert secret not in comments_csv(told_of(commented(*comments, record=record)), inert)
