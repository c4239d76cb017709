"""Feeds keep RFC 4287, and the open data says what the changelogs say."""

import json
from datetime import UTC, datetime

import pytest
from lxml import etree

from living_guidance.model.corpus import Corpus
from living_guidance.render.changes_json import changes_json
from living_guidance.render.feeds import render_feed
from living_guidance.render.messages import load_messages
from living_guidance.text.states import States
from living_guidance.view.changelog import ChangelogPage, changelog_view, chapter_changelog_view, ways_of
from tests.corpora import change
from tests.pasts import FIRST, chance_past, past
from tests.view.test_changelog import KEY, LATER, NEW, OLD

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
WHY = {"kind": "comment", "reference": "c-7", "note": {"en": "Party <A> & B", "zh": "缔约方甲"}}
RECORDS = (
    change(id="why", date="2018-03-01", paragraphs=("pone",), caused_by=WHY),
    change(id="also", date="2018-03-01", summary={"en": "Only here"}, **{"class": "substantive"}),
    change(id="working", date="2018-06-01"),
)


def whole_past(**options) -> Corpus:
    return past({"furnaces": OLD}, {"furnaces": NEW}, {"furnaces": NEW}, records=RECORDS, **options)


def feed_of(view: ChangelogPage, whole: Corpus, language: str) -> etree._Element:
    messages = load_messages(language)
    text = render_feed(view, "Living <Guidance>", "The Secretariat", whole.settings, messages, LATER)
    assert text == render_feed(view, "Living <Guidance>", "The Secretariat", whole.settings, messages, LATER)
    root = etree.fromstring(text.encode())
    assert_atom(root)
    return root


def said(element: etree._Element, name: str) -> str:
    found = element.findall(f"{ATOM}{name}")
    assert len(found) == 1, name
    return found[0].text or ""


def instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found


def assert_atom(root: etree._Element) -> None:
    """What RFC 4287 asks of a feed and of its entries, sections 3.3, 4.1 and 4.2."""
    assert root.tag == f"{ATOM}feed"
    assert root.get(f"{XML}lang")
    own = {"author", "category", "contributor", "generator", "icon", "id", "link", "logo", "rights"}
    own |= {"subtitle", "title", "updated", "entry", "published", "summary", "content"}
    assert {child.tag for child in root.iter()} <= {f"{ATOM}{name}" for name in (*own, "feed", "name", "uri", "email")}
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert said(element, "title")
        assert said(element, "id").startswith(("https://", "tag:"))
        assert instant(said(element, "updated")) <= datetime(LATER.year, LATER.month, LATER.day, tzinfo=UTC)
        links = element.findall(f"{ATOM}link")
        assert len({(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links}) == len(links)
        assert all(link.get("href", "").startswith("https://guidance.example/") for link in links)
        assert "alternate" in {link.get("rel") for link in links}
    assert root.find(f"{ATOM}author/{ATOM}name").text == "The Secretariat"
    (itself,) = (link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert itself == said(root, "id")
    ids = [said(entry, "id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    days = [instant(said(entry, "updated")) for entry in root.findall(f"{ATOM}entry")]
    assert days == sorted(days, reverse=True)
    assert not days or instant(said(root, "updated")) == days[0]


def test_a_chapters_feed_has_an_entry_for_each_record_and_each_snapshot() -> None:
    whole = whole_past()
    states = States(whole, LATER)
    root = feed_of(chapter_changelog_view(states, ways_of(states), KEY, "en"), whole, "en")
    base = "https://guidance.example/alpha/furnaces/changes/"
    assert (said(root, "title"), said(root, "id")) == (
        "Living <Guidance> · What changed: Furnaces",
        f"{base}feed.xml",
    )
    assert [
        (said(entry, "id"), said(entry, "title"), said(entry, "updated"), entry.find(f"{ATOM}link").get("href"))
        for entry in root.findall(f"{ATOM}entry")
    ] == [
        (
            "tag:guidance.example,2018-05-11:en/snapshots/s1/alpha/furnaces",
            "Draft 1",
            "2018-05-11T00:00:00+00:00",
            f"{base}#s1",
        ),
        (
            "tag:guidance.example,2018-03-01:en/alpha/why",
            "Furnaces: Editorial",
            "2018-03-01T00:00:00+00:00",
            f"{base}#r-why",
        ),
        (
            "tag:guidance.example,2018-03-01:en/alpha/also",
            "Furnaces: Substantive",
            "2018-03-01T00:00:00+00:00",
            f"{base}#r-also",
        ),
        (
            "tag:guidance.example,2018-01-31:en/snapshots/s0/alpha/furnaces",
            "Draft 0",
            "2018-01-31T00:00:00+00:00",
            f"{base}#s0",
        ),
    ]
    newest, why, *_ = root.findall(f"{ATOM}entry")
    assert said(newest, "summary") == "<p>1 edited, 1 added, 1 deleted</p>"
    assert said(why, "summary") == "<p>Words</p><p>comment: Party &lt;A&gt; &amp; B</p>"
    assert why.find(f"{ATOM}category").get("term") == "editorial"


def test_each_language_has_a_feed_with_ids_of_its_own() -> None:
    whole = whole_past()
    states = States(whole, LATER)
    root = feed_of(changelog_view(states, ways_of(states), "zh"), whole, "zh")
    assert said(root, "id") == "https://guidance.example/zh/changes/feed.xml"
    assert root.get(f"{XML}lang") == "zh"
    told = {said(entry, "id"): entry for entry in root.findall(f"{ATOM}entry")}
    why = told["tag:guidance.example,2018-03-01:zh/alpha/why"]
    assert said(why, "summary") == "<p>词语</p><p>意见：缔约方甲</p>"
    assert why.find(f"{ATOM}link").get("href") == "https://guidance.example/zh/alpha/furnaces/changes/#r-why"
    assert (why.get(f"{XML}lang"), told["tag:guidance.example,2018-03-01:zh/alpha/also"].get(f"{XML}lang")) == (
        None,
        "en",
    )


def test_the_working_text_is_in_no_feed_unless_it_is_all_there_is() -> None:
    states = States(whole_past(), LATER)
    view = changelog_view(states, ways_of(states), "en", "alpha")
    assert "working" in {record.record.id for state in view.states for record in state.records}
    ids = [said(entry, "id") for entry in feed_of(view, states.corpus, "en").findall(f"{ATOM}entry")]
    assert not [one for one in ids if "working" in one]
    only = past({"furnaces": OLD}, records=RECORDS)
    states = States(only, LATER)
    root = feed_of(changelog_view(states, ways_of(states), "en"), only, "en")
    assert len(root.findall(f"{ATOM}entry")) == 3


def test_a_feed_without_entries_is_whole() -> None:
    whole = past({"furnaces": OLD})
    states = States(whole, LATER)
    root = feed_of(changelog_view(states, ways_of(states), "en"), whole, "en")
    assert said(root, "updated") == f"{LATER.isoformat()}T00:00:00+00:00"


@pytest.mark.parametrize("seed", range(5))
def test_feeds_and_data_say_what_the_changelogs_say(seed: int) -> None:
    whole = chance_past(seed)
    states = States(whole, LATER)
    ways = ways_of(states)
    data = json.loads(changes_json(states, ways))
    assert data == json.loads(changes_json(States(whole, LATER), ways_of(States(whole, LATER))))
    for chapter in data["chapters"]:
        key = f"{chapter['document']}/{chapter['chapter']}"
        view = chapter_changelog_view(states, ways, key, "en")
        shown = {state.state.id: state for state in view.states}
        for interval in chapter["intervals"]:
            state = shown.get(interval["to"])
            records = [record.record.id for record in reversed(state.records)] if state else []
            assert [record["id"] for record in interval["records"]] == records
            counts = {
                fate.value: count for one in (state.chapters if state else ()) for fate, count in one.counts.items()
            }
            assert interval["counts"] == counts
            assert sum(counts.values()) == len(interval["changed"])
        fed = [said(entry, "id") for entry in feed_of(view, whole, "en").findall(f"{ATOM}entry")]
        published = {
            record.record.id
            for state in view.states
            for one in state.chapters
            if one.is_published
            for record in one.records
        }
        assert {one.rpartition("/")[2] for one in fed if "/snapshots/" not in one} == published


def test_the_data_has_permanent_addresses_in_each_language() -> None:
    states = States(whole_past(), LATER)
    data = json.loads(changes_json(states, ways_of(states)))
    assert list(data) == ["format", "site", "languages", "snapshots", "chapters"]
    assert data["snapshots"][0] == {
        "id": "s0",
        "type": "comment_draft",
        "date": FIRST.isoformat(),
        "title": {"en": "Draft 0", "zh": "草案0"},
    }
    (chapter,) = data["chapters"]
    _, second, _ = chapter["intervals"]
    site = "https://guidance.example/"
    assert second["text"] == {
        "en": f"{site}alpha/furnaces/at/s1/",
        "zh": f"{site}zh/alpha/furnaces/at/s1/",
    }
    assert second["redline"]["en"] == f"{site}alpha/furnaces/changes/s0-to-s1/"
    assert [(one["id"], one["fate"], one["records"]) for one in second["changed"]] == [
        ("pone", "edited", ["also", "why"]),
        ("pnew", "added", ["also"]),
        ("ptwo", "deleted", ["also"]),
    ]
    assert second["records"][1]["cause"] == {
        "kind": "comment",
        "reference": "c-7",
        "note": WHY["note"],
        "address": None,
    }
