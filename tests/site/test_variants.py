"""Projects of every shape become whole sites: any list of languages, and without this or that."""

import pytest

from living_guidance.site.faults import interface_issues
from tests.site.conftest import Build
from tests.site.sites import LISTED, PROJECT, Changes, Site, broken, edited, languages, pages, without, words

ONE = {
    **languages("        - {locale: en, name: English, default: true, build: true}\n"),
    **without("translations", "guidance/beta"),
    "docs/notes.zh.md": None,
    **edited("guidance/rounds/second/round.yml", ("[alpha, beta]", "[alpha]")),
    **edited("guidance/rounds/first/round.yml", ("_accepted: [en, zh]", "_accepted: [en]")),
}
ARABIC_FIRST = languages(
    "        - {locale: ar, name: العربية, default: true, build: true}\n"
    "        - {locale: en, name: English, build: true}\n"
    "        - {locale: zh, name: 中文, build: true}\n"
) | {"docs/notes.en.md": (PROJECT / "docs/notes.md").read_text(encoding="utf-8"), "docs/notes.md": "# ملاحظات\n"}
FOUR = languages(LISTED + "        - {locale: fr, name: français, build: true}\n")
EMPTY_DOCUMENT = {
    "guidance/gamma/document.yml": """\
id: gamma
title: {en: Guidance to come, zh: 待编指南, ar: إرشادات قادمة}
short: {en: To come, zh: 待编, ar: قادمة}
summary: {en: Nothing yet., zh: 尚无内容。, ar: لا شيء بعد.}
chemicals: [dioxin]
annex: [C]
task_team: team-heat
series: inf
chapters: []
"""
}
NOTHING_HAPPENED = without("guidance/rounds", "guidance/alpha/changes", "guidance/beta/changes")
ONE_LANGUAGE_HOME = {"docs/index.md": "# Welcome\n\nTo [furnaces](alpha/furnaces.md).\n", "docs/notes.zh.md": None}
VARIANTS: dict[str, Changes] = {
    "one language": ONE,
    "Arabic first": ARABIC_FIRST,
    "four languages": FOUR,
    "a document without chapters": EMPTY_DOCUMENT,
    "no rounds and no changes": NOTHING_HAPPENED,
    "pages about the site in one language": ONE_LANGUAGE_HOME,
}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_whole_site_is_sound(build: Build, name: str) -> None:
    site = build(changes=VARIANTS[name])
    assert {address: page.errors for address, page in pages(site) if page.root is not None and page.errors} == {}
    assert list(broken(site)) == []
    for address, page in pages(site):
        ids = page.root.xpath("//@id")
        assert len(ids) == len(set(ids)), address


def places(site: Site, code: str) -> set[str]:
    """The addresses of a language's pages, without its code."""
    return {address.removeprefix(f"{code}/") for address in site.addresses if address.startswith(f"{code}/")}


def test_one_language_is_a_language_list(build: Build) -> None:
    site = build(changes=ONE)
    assert "alpha/furnaces/" in site.addresses
    assert not places(site, "zh") | places(site, "ar")
    assert "There is nothing to translate yet." in words(site.page("translation/").one("//article"))


def test_any_language_may_come_first(build: Build) -> None:
    site, usual = build(changes=ARABIC_FIRST), build()
    assert {page for page in site.addresses if not page.startswith(("en/", "zh/"))} == places(usual, "ar")
    assert places(site, "en") == places(site, "zh") == places(usual, "ar")
    page = site.page("alpha/furnaces/")
    assert (page.one("//html").get("lang"), page.one("//body").get("dir")) == ("ar", "rtl")
    assert words(page.one("//article/h1")) == "الأفران"
    english, chinese = site.page("en/alpha/furnaces/"), site.page("zh/alpha/furnaces/")
    assert (english.one("//html").get("lang"), english.one("//body").get("dir")) == ("en", "ltr")
    assert english.has_class("lg-banner--translation") == []
    ids = [[one.get("id") for one in shown.all("//article//*[@id]")] for shown in (page, english, chinese)]
    assert ids[0] == ids[1] == ids[2]


def test_a_language_that_nothing_is_translated_into_yet_has_every_page(build: Build) -> None:
    site = build(changes=FOUR)
    assert places(site, "fr") == places(site, "zh")
    page = site.page("fr/alpha/furnaces/")
    assert page.one("//html").get("lang") == "fr"
    assert words(page.by_id("plpq764ov")) == "2A furnace that cools slowly forms dioxin again.Not yet translated"
    assert page.by_id("plpq764ov").get("lang") == "en"
    assert len(site.page("translation/").all("//tbody/tr")) == 9


def test_a_document_without_chapters_says_so(build: Build) -> None:
    site = build(changes=EMPTY_DOCUMENT)
    chapters = "//h2[@id='chapters']/following-sibling::p[1]"
    assert words(site.page("gamma/").one(chapters)) == "No chapter has been begun yet."
    assert words(site.page("zh/gamma/").one(chapters)) == "尚未开始编写任何章节。"
    assert words(site.page("").all("//li[.//a[@href='gamma/']]")[0]) == "Guidance to come Nothing yet. 0 chapters"


def test_a_project_in_which_nothing_has_happened_yet(build: Build) -> None:
    site = build(changes=NOTHING_HAPPENED)
    assert words(site.page("rounds/").one("//article/p[2]")) == "No comment round has been announced."
    assert words(site.page("changes/").one("//article/p[2]")) == "No change has been recorded yet."
    assert site.page("").has_class("lg-callout") == []
    assert site.page("").has_class("lg-change") == []
    assert words(site.page("alpha/furnaces/").one("//dt[.='What changed']/following-sibling::dd")) == "All changes"


def test_a_page_about_the_site_in_one_language_is_shown_in_it(build: Build) -> None:
    site = build(changes=ONE_LANGUAGE_HOME)
    assert site.page("").has_class("lg-banner") == []
    for code, note in (
        ("zh", "尚未翻译。以下显示原文（英文）。"),
        ("ar", "لم يُترجم بعد. يُعرض النص بلغته الأصلية، الإنجليزية."),
    ):
        for address, title in (("", "Welcome"), ("notes/", "Notes")):
            page = site.page(f"{code}/{address}")
            assert [words(one) for one in page.has_class("lg-banner")] == [note]
            written = page.one(f"//article//h1[.='{title}']").getparent()
            assert (written.get("lang"), written.get("dir")) == ("en", "ltr" if code == "ar" else None)
    # Its links lead to the pages of the language around it.
    assert site.page("ar/").one("//a[.='furnaces']").get("href") == "alpha/furnaces/"


def test_a_wording_with_the_wrong_places_is_found_and_not_shown(build: Build) -> None:
    path = "translations/interface/ar/pages.po"
    changes = edited(
        path,
        ('msgstr "تُرجم {percent}٪"', 'msgstr "تُرجم {prozent}٪"'),
        ('msgstr "باب التعليق مفتوح حتى {day}"', 'msgstr "باب التعليق مفتوح حتى {day"'),
        ('msgstr[4] "{n} يوماً متبقياً"', 'msgstr[4] "{days} يوماً متبقياً"'),
    )
    site = build(changes=changes)
    assert words(site.page("ar/alpha/furnaces/").has_class("lg-coverage__words")[0]) == "30% translated"
    assert words(site.page("ar/").has_class("lg-callout")[0].findall("p")[2]) == (
        "Open for comment until 19 أكتوبر 2018، 11 days left"
    )
    lines = (changes[path] or "").split("\n")
    assert [(issue.code, dict(issue.words), issue.severity) for issue in interface_issues(site.project)] == [
        ("po.lost-macro", {"id": "pages.coverage.percent", "found": "{percent}"}, "warning"),
        ("po.added-macro", {"id": "pages.coverage.percent", "found": "{prozent}"}, "warning"),
        ("po.lost-macro", {"id": "pages.round.until", "found": "{day}"}, "warning"),
        ("po.added-macro", {"id": "pages.round.until", "found": "{day"}, "warning"),
        ("po.added-macro", {"id": "pages.round.days-left", "found": "{days}"}, "warning"),
    ]
    places = [issue.where for issue in interface_issues(site.project)]
    assert {place.path for place in places} == {path}
    assert all(lines[place.line].startswith("msgctxt") for place in places), places


def test_a_picture_whose_words_are_behind_says_so_to_those_who_hear_them(build: Build) -> None:
    site = build(changes=edited("guidance/alpha/furnaces.md", ("and its bag filter]", "with its bag filter]")))
    picture = site.page("zh/alpha/furnaces/").by_id("pikdsoxgi")
    assert (picture.get("alt"), picture.get("lang")) == ("熔炉及其袋式过滤器", None)
    assert (picture.getnext().tag, picture.getnext().get("class")) == ("span", "lg-spoken")
    assert words(picture.getnext()) == "译文落后于原文"
    assert site.page("zh/alpha/furnaces/").errors == []
