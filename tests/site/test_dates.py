"""A site shows what was known on its day, and nothing later."""

from datetime import date

import pytest

from tests.site.conftest import Build
from tests.site.sites import edited, words

AS_OF = edited("mkdocs.yml", ("- living-guidance\n", "- living-guidance: {as_of: 2018-07-15}\n"))
EXTENDED = edited(
    "guidance/rounds/first/round.yml",
    (
        "late_policy",
        "extensions:\n"
        "  - {old: 2018-07-31, new: 2018-08-15, reason: {en: On request}, announced: 2018-07-20}\n"
        "late_policy",
    ),
)
STATES = [
    # day, the state and the dates of each round as the list shows them, the newest first
    ("2018-06-01", ("Planned", "28 September 2018 to 19 October 2018"), ("Planned", "29 June 2018 to 30 July 2018")),
    (
        "2018-07-15",
        ("Planned", "28 September 2018 to 19 October 2018"),
        ("Open", "Open for comment until 30 July 2018"),
    ),
    (
        "2018-07-30",
        ("Planned", "28 September 2018 to 19 October 2018"),
        ("Open", "Open for comment until 30 July 2018"),
    ),
    ("2018-07-31", ("Planned", "28 September 2018 to 19 October 2018"), ("Closed", "29 June 2018 to 30 July 2018")),
    ("2018-10-08", ("Open", "Open for comment until 19 October 2018"), ("Closed", "29 June 2018 to 30 July 2018")),
    ("2018-10-19", ("Open", "Open for comment until 19 October 2018"), ("Closed", "29 June 2018 to 30 July 2018")),
    ("2019-05-10", ("Closed", "28 September 2018 to 19 October 2018"), ("Closed", "29 June 2018 to 30 July 2018")),
]
LATE = ["latecomer", "Latecomer", "后来者", "المتأخر", "T-9/1", "50-29-3", "2019-", "2020"]
"""What there is of the listing that was decided in 2019."""


@pytest.mark.parametrize(("day", "second", "first"), STATES, ids=[day for day, _, _ in STATES])
def test_a_round_is_open_from_its_first_day_to_its_last(
    build: Build, day: str, second: tuple[str, str], first: tuple[str, str]
) -> None:
    page = build(date.fromisoformat(day)).page("rounds/")
    shown = [(words(item[0][1]), words(item[1])) for item in page.has_class("lg-round")]
    assert shown == [second, first]


@pytest.mark.parametrize(
    ("day", "banner", "callout"),
    [
        ("2018-06-01", [], []),
        ("2018-07-15", ["Open for comment until 30 July 2018: First round."], ["15 days left"]),
        ("2018-07-30", ["Open for comment until 30 July 2018: First round."], ["today is the last day"]),
        ("2018-07-31", [], []),
        ("2018-10-08", ["Open for comment until 19 October 2018: Second round."], ["11 days left"]),
        ("2019-05-10", [], []),
    ],
)
def test_an_open_round_stands_on_the_pages_of_its_chapters_and_at_home(
    build: Build, day: str, banner: list[str], callout: list[str]
) -> None:
    site = build(date.fromisoformat(day))
    for address in ("alpha/", "alpha/furnaces/"):
        assert [words(element) for element in site.page(address).has_class("lg-banner--open")] == banner
    left = [words(aside).rpartition(", ")[2] for aside in site.page("").has_class("lg-callout")]
    assert left == callout


def test_only_the_documents_of_a_round_are_open(build: Build) -> None:
    site = build(date(2018, 7, 15))
    assert site.page("beta/fields/").has_class("lg-banner--open") == []
    assert len(build().page("beta/fields/").has_class("lg-banner--open")) == 1


def test_a_round_is_extended_from_the_day_on_which_that_is_announced(build: Build) -> None:
    before, after = (build(date(2018, 7, day), EXTENDED) for day in (19, 20))
    assert words(before.page("rounds/first/").has_class("lg-banner--open")[0]) == (
        "Open. Open for comment until 30 July 2018, 11 days left"
    )
    assert words(after.page("rounds/first/").has_class("lg-banner--open")[0]) == (
        "Open. Open for comment until 14 August 2018, 25 days left"
    )
    assert list(before.mentions("On request")) == []
    assert "rounds/first/index.html" in after.mentions("On request")


@pytest.mark.parametrize("day", ["2018-10-08", "2019-05-09"])
def test_a_later_listing_is_nowhere_in_the_site(build: Build, day: str) -> None:
    site = build(date.fromisoformat(day))
    wanted = [text for text in LATE if not day.startswith(text)]
    found = {text: [path for path in site.mentions(text) if not path.startswith("assets/")] for text in wanted}
    assert found == {text: [] for text in wanted}


def test_a_listing_appears_on_the_day_it_is_decided(build: Build) -> None:
    site = build(date(2019, 5, 10))
    assert words(site.page("chemicals/latecomer/").has_class("lg-listings")[0]) == (
        "Annex A (elimination): decision T-9/1 of 10 May 2019. Enters into force on 3 December 2020. "
        "Exemptions and acceptable purposes: None"
    )
    for language, name in (("", "Latecomer"), ("zh/", "后来者"), ("ar/", "المتأخر")):
        assert words(site.page(f"{language}chemicals/latecomer/").one("//h1")) == name
        assert name in words(site.page(f"{language}chemicals/").one("//table"))
    assert "https://guidance.example/zh/chemicals/latecomer/" in (site.root / "sitemap.xml").read_text()
    assert "latecomer" in (site.root / "search" / "search_index.json").read_text()


def test_a_chapter_on_a_chemical_that_is_not_listed_yet_has_no_link_to_it(build: Build) -> None:
    changes = edited("guidance/alpha/filters.md", ("[dioxin]", "[dioxin, latecomer]")) | edited(
        "guidance/alpha/document.yml", ("[dioxin]", "[dioxin, latecomer]")
    )
    card = "//dt[.='Chemicals']/following-sibling::dd"
    before, after = build(changes=changes), build(date(2019, 5, 10), changes)
    assert [words(before.page(address).one(card)) for address in ("alpha/", "alpha/filters/")] == ["Dioxins", "PCDD"]
    assert [words(after.page(address).one(card)) for address in ("alpha/", "alpha/filters/")] == [
        "Dioxins, Latecomer",
        "PCDD, Latecomer",
    ]
    assert list(before.mentions("atecomer")) == []


def test_a_change_is_in_no_changelog_before_its_day(build: Build) -> None:
    before, after = build(date(2018, 7, 31)), build()
    for address in ("changes/", "alpha/changes/", "alpha/furnaces/changes/", "alpha/furnaces/", "alpha/", ""):
        assert "Corrected the residence time." not in before.page(address).html
        assert "Corrected the residence time." in after.page(address).html
    assert "No change has been recorded yet." in before.page("alpha/furnaces/changes/").html


def test_an_example_site_says_on_every_page_as_of_when_it_is(build: Build) -> None:
    site = build(date(2018, 7, 15), AS_OF)
    banner = "//*[contains(@class, 'md-banner__inner')]"
    for language, said in (
        ("", "Example site, as of 15 July 2018."),
        ("zh/", "示例网站，数据截至2018年7月15日。"),
        ("ar/", "موقع نموذجي بتاريخ 15 يوليو 2018."),
    ):
        for address in ("", "alpha/furnaces/", "notes/"):
            assert words(site.page(f"{language}{address}").one(banner)) == said
    assert words(site.page("404.html").one(banner)) == "Example site, as of 15 July 2018."


def test_a_site_that_is_built_for_a_day_is_the_one_that_was_built_on_it(build: Build) -> None:
    """No banner: the day is that of the build."""
    assert list(build(date(2018, 7, 15)).mentions("Example site")) == []
