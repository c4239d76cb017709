"""Every page stands at its address in every language, and shows what it should."""

import re
from pathlib import Path
from unittest.mock import ANY

import pytest

from tests.site.sites import LANGUAGES, PROJECT, Page, Site, localised, words

ADDRESSES = [
    *("", "documents/", "chemicals/", "chemicals/dioxin/", "teams/", "teams/team-heat/", "changes/", "translation/"),
    "releases/",
    *("rounds/", "rounds/first/", "rounds/second/", "notes/"),
    *("alpha/", "alpha/changes/", "alpha/furnaces/", "alpha/furnaces/changes/"),
    *("alpha/filters/", "alpha/filters/changes/"),
    *("beta/", "beta/changes/", "beta/fields/", "beta/fields/changes/"),
]
CHAPTERS = ["alpha/furnaces/", "alpha/filters/", "beta/fields/"]
TITLES = {
    "": ("Test Guidance", "Test Guidance", "Test Guidance"),
    "documents/": ("Guidance documents", "指南文件", "وثائق الإرشادات"),
    "chemicals/": ("Chemicals", "化学品", "المواد الكيميائية"),
    "chemicals/dioxin/": ("Dioxins", "二恶英", "الديوكسينات"),
    "teams/": ("Task teams", "任务组", "فرق العمل"),
    "teams/team-heat/": ("Task team on heat", "热工任务组", "فرقة العمل المعنية بالحرارة"),
    "changes/": ("What changed", "修改记录", "ما الذي تغيّر"),
    "translation/": ("Translation status", "翻译状况", "حالة الترجمة"),
    "releases/": ("Releases", "发布版本", "Releases"),
    "rounds/": ("Comment rounds", "意见征询", "جولات التعليق"),
    "rounds/first/": ("First round", "第一轮", "الجولة الأولى"),
    "notes/": ("Notes", "说明", "Notes"),
    "alpha/": ("Furnaces", "熔炉", "الأفران"),
    "alpha/furnaces/": ("Furnaces", "熔炉", "الأفران"),
    "alpha/furnaces/changes/": ("What changed: Furnaces", "修改记录：熔炉", "ما الذي تغيّر: الأفران"),
    "alpha/filters/": ("Filters", "过滤器", "Filters"),
    "beta/fields/": ("Burning of fields", "田间焚烧", "حرق الحقول"),
}
EDIT = "https://git.example/team/guidance/edit/main/"


def test_every_page_exists_in_every_language(site: Site) -> None:
    assert site.addresses == sorted(localised(address, language) for language in LANGUAGES for address in ADDRESSES)


@pytest.mark.parametrize(("address", "titles"), TITLES.items(), ids=[address or "home" for address in TITLES])
def test_titles_are_in_the_language_of_the_page(site: Site, address: str, titles: tuple[str, ...]) -> None:
    pages = [site.page(localised(address, language)) for language in LANGUAGES]
    shown = tuple(words(page.one("//title")).removesuffix(" · Test Guidance") for page in pages)
    assert shown == titles


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_and_direction_are_those_of_the_site(site: Site, language: str) -> None:
    direction = "rtl" if language == "ar" else "ltr"
    for address in ADDRESSES:
        page = site.page(localised(address, language))
        assert (page.one("//html").get("lang"), page.one("//body").get("dir")) == (language, direction)


def test_the_switcher_keeps_the_page(site: Site) -> None:
    links = site.page("zh/alpha/furnaces/").all("//a[@hreflang]")
    assert [(link.get("hreflang"), link.get("href"), words(link)) for link in links] == [
        ("en", "../../../alpha/furnaces/", "English"),
        ("zh", "./", "中文"),
        ("ar", "../../../ar/alpha/furnaces/", "العربية"),
    ]


def test_a_page_that_is_not_there_is_answered_in_every_language(site: Site) -> None:
    sections = site.page("404.html").has_class("lg-not-found")
    assert [(one.get("lang"), one.get("dir"), words(one.find("h1"))) for one in sections] == [
        ("en", "ltr", "Page not found"),
        ("zh", "ltr", "找不到页面"),
        ("ar", "rtl", "الصفحة غير موجودة"),
    ]
    homes = [one.find(".//a").get("href") for one in sections]
    assert homes == ["/", "/zh/", "/ar/"]
    assert list(site.root.rglob("404.html")) == [site.root / "404.html"]


def card(page: Page) -> dict[str, str]:
    """The fields of a page's card."""
    fields = page.all("//section[contains(@class, 'lg-card')]/dl/div")
    return {words(field.find("dt")): words(field.find("dd")) for field in fields}


def test_the_card_of_a_chapter(site: Site) -> None:
    assert card(site.page("alpha/furnaces/")) == {
        "Document": "Furnaces TEST/COP.1/INF/2",
        "Status": "Draft without formal editing",
        "Version": "1.0-draft.1, 3 September 2018",
        "Chemicals": "PCDD Annex C (unintentional production)",
        "Source category": "Waste incinerators",
        "Task team": "Task team on heat",
        "Language": "English",
        "Conference of the Parties": (
            "Welcomed by decision T-1/1, paragraph 2, First meeting, 5 May 2017, before the meeting as TEST/COP.1/INF/1"
        ),
        "Last change": "3 September 2018: Corrected the residence time. All changes",
    }


def test_the_card_of_a_translated_chapter(site: Site) -> None:
    assert card(site.page("zh/alpha/furnaces/")) == {
        "文件": "熔炉 TEST/COP.1/INF/2",
        "状态": "草案 未经正式编辑",
        "版本": "1.0-draft.1，2018年9月3日",
        "化学品": "二恶英 附件C（无意生产）",
        "来源类别": "废物焚烧炉",
        "任务组": "热工任务组",
        "语言": "参考译文，英文→中文",
        "缔约方大会": "表示欢迎 第T-1/1号决定第2段，第一次会议，2017年5月5日，会前文号TEST/COP.1/INF/1",
        "最近修改": "2018年9月3日：更正停留时间。全部修改",
    }


def test_the_card_of_a_chapter_without_much(site: Site) -> None:
    assert card(site.page("alpha/filters/")).keys() == {
        *("Document", "Status", "Version", "Chemicals", "Task team", "Language"),
        *("Conference of the Parties", "What changed"),
    }
    assert card(site.page("beta/fields/"))["Language"] == "Courtesy translation, Chinese → English"
    assert "Conference of the Parties" not in card(site.page("beta/fields/"))


@pytest.mark.parametrize(
    ("address", "banners"),
    [
        ("alpha/furnaces/", ["working", "open"]),
        ("zh/alpha/furnaces/", ["working", "open", "translation"]),
        ("beta/fields/", ["working", "open", "translation"]),
        ("zh/beta/fields/", ["working", "open"]),
        ("ar/notes/", ["translation"]),
        ("zh/notes/", []),
    ],
)
def test_the_banners_of_a_page(site: Site, address: str, banners: list[str]) -> None:
    shown = site.page(address).has_class("lg-banner")
    assert [re.findall(r"lg-banner--(\w+)", banner.get("class"))[0] for banner in shown] == banners


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("alpha/furnaces/", None),
        (
            "zh/alpha/furnaces/",
            "参考译文。原文为英文，如有歧义，以原文为准。 已译86%，23段中有20段为最新，2段落后于原文，1段未译",
        ),
        (
            "zh/alpha/filters/",
            "正式译文。原文为英文，如有歧义，以原文为准。 已译100%，4段中有4段为最新",
        ),
        (
            "ar/alpha/furnaces/",
            "مسودة آلية. الأصل باللغة الإنجليزية وهو الذي يُعتد به. "
            "تُرجم 30٪، 7 من أصل 23 من الوحدات محدّثة، واحد متأخر، 15 غير مترجماً",
        ),
        ("ar/alpha/filters/", "لم يُترجم بعد. يُعرض النص بلغته الأصلية، الإنجليزية."),
        (
            "beta/fields/",
            "Courtesy translation. The original is in Chinese and prevails. 100% translated, 5 of 5 blocks are current",
        ),
        ("ar/notes/", "لم يُترجم بعد. يُعرض النص بلغته الأصلية، الإنجليزية."),
    ],
)
def test_a_translation_says_what_it_is_and_how_far_it_has_come(site: Site, address: str, said: str | None) -> None:
    banner = site.page(address).has_class("lg-banner--translation")
    assert [words(one) for one in banner] == ([said] if said else [])


def test_a_paragraph_that_is_behind_says_so_in_place_with_what_changed(site: Site) -> None:
    page = site.page("zh/alpha/furnaces/")
    paragraph = page.by_id("plpq764ov")
    assert (words(paragraph), paragraph.get("lang")) == ("2熔炉冷却过慢会生成二恶英。", None)
    note = paragraph.getnext()
    assert words(note.find("summary")) == "译文落后于原文"
    explained, redline = note.findall("p")
    assert words(explained) == "本段译出后原文有改动："
    assert redline.get("lang") == "en"
    assert [(change.tag, change.find("span").get("lang"), words(change)) for change in redline] == [
        ("del", "zh", "删除： too"),
        ("ins", "zh", "增加： again"),
    ]


def test_an_item_that_is_behind_holds_its_note(site: Site) -> None:
    item = site.page("zh/alpha/furnaces/").by_id("pmjhd6vpq")
    assert (item.tag, item.text) == ("li", "冷却气体。")
    assert [words(change) for change in item.findall("details/p/ins")] == ["增加： fast"]


def test_a_paragraph_without_translation_is_shown_in_the_original_language(site: Site) -> None:
    for language, direction, note in (("zh", None, "尚未翻译"), ("ar", "ltr", "لم يُترجم بعد")):
        paragraph = site.page(f"{language}/alpha/furnaces/").by_id("pb6ewqjuu")
        assert (paragraph.get("lang"), paragraph.get("dir")) == ("en", direction)
        assert words(paragraph) == f"3See filters for what comes next.{note}"
        said = paragraph.find("span")
        assert (said.get("lang"), said.get("dir")) == (language, "rtl" if direction else None)


def test_the_words_of_a_picture_without_translation_are_named_beside_it(site: Site) -> None:
    picture = site.page("ar/alpha/furnaces/").by_id("pikdsoxgi")
    assert (picture.get("alt"), picture.get("lang")) == ("A furnace and its bag filter", "en")
    assert (words(picture.getnext()), picture.getnext().get("class")) == ("لم يُترجم بعد", "lg-spoken")
    translated = site.page("zh/alpha/furnaces/").by_id("pikdsoxgi")
    assert (translated.get("alt"), translated.get("lang")) == ("熔炉及其袋式过滤器", None)


def test_a_number_has_no_language(site: Site) -> None:
    for language in LANGUAGES:
        cell = site.page(localised("alpha/furnaces/", language)).by_id("pqr42kmvh-c2")
        assert (words(cell), cell.get("lang")) == ("10", None)


def test_a_title_without_translation_is_marked_wherever_it_stands(site: Site) -> None:
    for address in ("ar/alpha/filters/", "ar/alpha/", "ar/documents/", "ar/translation/"):
        found = site.page(address).all("//main//article//*[not(*) and normalize-space()='Filters']")
        assert found
        assert {(one.get("lang"), one.get("dir")) for one in found} == {("en", "ltr")}


@pytest.mark.parametrize("address", CHAPTERS)
def test_identities_fragments_and_numbers_are_the_same_in_every_language(site: Site, address: str) -> None:
    pages = [site.page(localised(address, language)) for language in LANGUAGES]
    ids = [[one.get("id") for one in page.all("//article//*[@id]")] for page in pages]
    numbers = [[(words(one), one.get("href")) for one in page.has_class("lg-number")] for page in pages]
    headings = [[one.get("id") for one in page.all("//article//h2")] for page in pages]
    assert ids[0] == ids[1] == ids[2]
    assert numbers[0] == numbers[1] == numbers[2]
    assert headings[0] == headings[1] == headings[2]
    assert numbers[0]


def test_headings_have_the_fragments_of_the_original(site: Site) -> None:
    pages = [site.page(address) for address in ("zh/alpha/furnaces/", "ar/beta/fields/")]
    assert [[one.get("id") for one in page.all("//article//h2")] for page in pages] == [
        ["temperature", "filters"],
        ["why", "pyadwoicc"],
    ]


def edit_links(page: Page) -> list[tuple[str, str, int]]:
    """The block, file and line of each "edit" link."""
    found = []
    for link in page.has_class("lg-edit"):
        assert link.get("href").startswith(EDIT)
        path, _, line = link.get("href").removeprefix(EDIT).partition("#L")
        block = link.getparent()
        anchor = block.find("span[@class='lg-anchor']")
        found.append(((block if anchor is None else anchor).get("id"), path, int(line)))
    return found


@pytest.mark.parametrize(
    ("address", "path"),
    [("alpha/furnaces/", "guidance/alpha/furnaces.md"), ("zh/beta/fields/", "guidance/beta/fields.md")],
)
def test_edit_leads_to_the_line_of_the_original(site: Site, address: str, path: str) -> None:
    lines = (PROJECT / path).read_text(encoding="utf-8").split("\n")
    page = site.page(address)
    links = edit_links(page)
    assert {file for _, file, _ in links} == {path}
    for block, _, line in links:
        said = re.sub(r"[\W\d_]+", "", words(page.by_id(block)) or words(page.by_id(block).getparent()))
        first = re.sub(r"[\W\d_]+", "", re.sub(r"\{.*\}|\(.*\)|\[\^law\]:?", "", lines[line - 1]))
        assert first, (block, line)
        assert first in said, (block, line)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("zh/alpha/furnaces/", "translations/zh/alpha/furnaces.po"),
        ("ar/alpha/furnaces/", "translations/ar/alpha/furnaces.po"),
        ("beta/fields/", "translations/en/beta/fields.po"),
    ],
)
def test_edit_leads_to_the_message_in_the_catalogue(site: Site, address: str, path: str) -> None:
    lines = (PROJECT / path).read_text(encoding="utf-8").split("\n")
    links = edit_links(site.page(address))
    assert links
    for block, file, line in links:
        assert file == path
        above = "\n".join(lines[:line]).rpartition("\n\n")[2]
        below = "\n".join(lines[line:]).partition("\n\n")[0]
        assert f'msgctxt "{block}"' in f"{above}\n{below}".split("\n")
        assert lines[line - 1].startswith(("msgctxt", "msgid", "#"))


def test_edit_leads_to_the_original_where_there_is_no_catalogue(site: Site) -> None:
    assert {file for _, file, _ in edit_links(site.page("ar/alpha/filters/"))} == {"guidance/alpha/filters.md"}


def test_a_picture_beside_a_chapter_is_shown_in_every_language(site: Site) -> None:
    assert (site.root / "alpha" / "furnace.svg").read_bytes() == (PROJECT / "guidance/alpha/furnace.svg").read_bytes()
    for language in LANGUAGES:
        address = localised("alpha/furnaces/", language)
        source = site.page(address).one("//article//img").get("src")
        assert Path(site.root, address, source).resolve() == site.root / "alpha" / "furnace.svg"


def test_links_back_from_notes_are_in_the_language_of_the_page(site: Site) -> None:
    titles = [site.page(f"{code}alpha/furnaces/").has_class("footnote-backref")[0].get("title") for code in ("", "zh/")]
    assert titles == ["Back to note 1 in the text", "返回正文中的注1"]


def test_the_status_of_translations(site: Site) -> None:
    rows = [[words(cell) for cell in row] for row in site.page("translation/").all("//tbody/tr")]
    assert rows == [
        ["Furnaces", "English → Chinese", "Courtesy translation", "86% translated", ANY],
        ["Furnaces", "English → Arabic", "Machine draft", "30% translated", ANY],
        ["Filters", "English → Chinese", "Official translation", "100% translated", "–"],
        ["Filters", "English → Arabic", "Not begun", "0% translated", "4 blocks"],
        ["Burning of fields", "Chinese → English", "Courtesy translation", "100% translated", "–"],
        ["Burning of fields", "Chinese → Arabic", "Courtesy translation", "40% translated", ANY],
    ]


def test_a_change_names_its_class_its_paragraph_and_its_cause(site: Site) -> None:
    shown = [[words(change) for change in site.page(f"{code}changes/").has_class("lg-change")] for code in ("", "zh/")]
    assert shown == [
        [
            "Correction 3 September 2018 Corrected the residence time. "
            "modified · paragraph 1 · erratum: Party A, 20 August 2018",
            "Substantive 1 August 2018 The chapter was begun. added · decision: T-1/1",
        ],
        [
            "更正 2018年9月3日 更正停留时间。 修改 · 段落 1 · 勘误：缔约方A，2018年8月20日",
            "实质性 2018年8月1日 开始编写本章。 增加 · 决定：T-1/1",
        ],
    ]


def test_no_page_asks_for_a_script_of_its_own_or_of_others(site: Site) -> None:
    for address in site.addresses:
        page = site.page(address)
        policy = page.one("//meta[@http-equiv='Content-Security-Policy']").get("content")
        assert policy.startswith("default-src 'self'; script-src 'self' 'sha256-")
        assert "unsafe" not in policy
        sources = [one.get("src") for one in page.all("//script[@src] | //img[@src]")]
        sources += [one.get("href") for one in page.all("//link[@rel='stylesheet' or @rel='icon']")]
        assert not [source for source in sources if "//" in source]
