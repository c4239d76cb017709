"""A chapter to start from, and its place in the document's list."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.exchange.draft import Draft
from living_guidance.exchange.starter import list_chapter, scalar, starter
from living_guidance.load.front_matter import read_matter, split_parts
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.records import ChapterMatter
from living_guidance.render.messages import load_messages
from living_guidance.text.blocks import read_blocks
from tests.corpora import document

DAY = date(2018, 10, 8)


def read(text: str) -> ChapterMatter:
    parts, issues = split_parts(text, "new.md")
    assert parts
    assert issues == ()
    assert read_blocks(parts.body).problems == ()
    matter = read_matter(parts, "new.md", "alpha", "ashes")
    assert matter.issues == ()
    return matter.located.value


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_starter_has_nothing_wrong_with_it(language: str) -> None:
    say = load_messages(language)
    text = starter(document(), "ashes", language, DAY, say)
    matter = read(text)
    assert matter.model_dump(mode="json", exclude_none=True, exclude_defaults=True) == {
        "id": "ashes",
        "document": "alpha",
        "title": say("forms.starter.title"),
        "summary": say("forms.starter.summary"),
        "chemicals": ["dioxin"],
        "annex": ["C"],
        "task_team": "team-heat",
        "language": language,
        "version": "0.1-draft.1",
        "status": "outline",
        "date": "2018-10-08",
    }
    assert text.count("\n# ") == 7


def test_a_draft_gives_title_and_body() -> None:
    draft = Draft("Ashes: where they go", "Words.\n", ())
    text = starter(document(), "ashes", "en", DAY, load_messages("en"), draft=draft)
    assert (read(text).title, read(text).status) == ("Ashes: where they go", "draft")
    assert text.endswith("---\n\nWords.\n")


def test_the_title_that_was_asked_for_counts() -> None:
    draft = Draft("Other", "Words.\n", ())
    text = starter(document(), "ashes", "en", DAY, load_messages("en"), title="Ashes", draft=draft)
    assert read(text).title == "Ashes"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Metal plating", "Metal plating"),
        ("Metal plating (hard)", "Metal plating (hard)"),
        ("露天焚烧废物", "露天焚烧废物"),
        ("Ashes: where", '"Ashes: where"'),
        ("No", '"No"'),
        ("2018", '"2018"'),
        ("“So”", '"“So”"'),
        ("a #1", '"a #1"'),
        ("two\nlines", "two lines"),
    ],
)
def test_titles_are_quoted_where_they_must_be(text: str, written: str) -> None:
    assert scalar(text) == written


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: text.split()))
def test_any_title_is_read_as_it_was_written(text: str) -> None:
    written = parse_yaml(f"title: {scalar(text)}", "x")
    if not written.issues:
        assert written.value == {"title": " ".join(text.split())}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("id: a\nchapters: [x, y]\n# end\n", "id: a\nchapters: [x, y, new]\n# end\n"),
        ("chapters: [ x,\n  y ]  # two\nid: a\n", "chapters: [ x,\n  y, new ]  # two\nid: a\n"),
        ("chapters: []\nid: a\n", "chapters: [new]\nid: a\n"),
        (
            "chapters:\n  - x\n  - y  # last\n\n# end\nid: a\n",
            "chapters:\n  - x\n  - y  # last\n  - new\n\n# end\nid: a\n",
        ),
        ("chapters:\n- x\nid: a\n", "chapters:\n- x\n- new\nid: a\n"),
        ("id: a\nchapters:\n    - x", "id: a\nchapters:\n    - x\n    - new"),
    ],
)
def test_a_chapter_is_listed_and_nothing_else_moves(before: str, after: str) -> None:
    assert list_chapter(before, "new") == after
