"""Links lead to pages that the site of the day has, and to no others."""

from dataclasses import replace
from datetime import date

import pytest

from living_guidance.check.links import check_links
from living_guidance.model.corpus import Source
from tests.corpora import chapter, chemical, corpus

LATER = chemical(id="later", listings=({"annex": "A", "adopted": "2019-05-10"},))
PAGES = frozenset({"docs/notes.md", "docs/notes.zh.md", "docs/about.en.md", "docs/about.zh.md", "docs/only.zh.md"})


def missing(target: str, day: date) -> list[tuple[str, str]]:
    """The page that a link does not find on a day, and what is offered instead."""
    written = replace(chapter(f"See [there]({target}).\n"), source=Source("guidance/alpha/furnaces.md"))
    made = corpus(written, chemicals=(chemical(), LATER), files=PAGES)
    issues = [issue for issue in check_links(made, day) if issue.words["target"] == target]
    assert {issue.code for issue in issues} <= {"link.no-page"}
    return [(issue.words["target"], issue.words["nearest"]) for issue in issues]


@pytest.mark.parametrize(
    ("day", "targets"),
    [
        (date(2019, 5, 9), ["../chemicals/later.md", "../chemicals/nowhere.md"]),
        (date(2019, 5, 10), ["../chemicals/nowhere.md"]),
    ],
)
def test_a_chemical_has_a_page_from_the_day_on_which_it_is_listed(day: date, targets: list[str]) -> None:
    known = ("dioxin", "later", "nowhere")
    assert [name for one in known for name, _ in missing(f"../chemicals/{one}.md", day)] == targets


@pytest.mark.parametrize("target", ["../notes.md", "../about.md"])
def test_a_page_about_the_site_has_one_name_for_all_languages(target: str) -> None:
    assert missing(target, date(2018, 10, 8)) == []


@pytest.mark.parametrize(
    ("target", "first"),
    [
        ("../notes.zh.md", "../notes.md"),
        ("../about.en.md", "../about.md"),
        ("../only.md", None),
        ("../only.zh.md", None),
    ],
)
def test_a_page_is_not_named_by_its_file_in_one_language(target: str, first: str | None) -> None:
    ((_, near),) = missing(target, date(2018, 10, 8))
    assert first is None or near.split(", ")[0] == first
