"""Comment rounds on a whole site: who sees what from which day, and that authors find the answers."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree

from living_guidance.exchange.comments.inert import restored
from living_guidance.site.builder import build_site
from living_guidance.site.options import BuildOptions
from tests.rounds_project import FORMULA, HOSTILE, NAMELESS, SECRETS, THANKS, make_rounds_project
from tests.site.sites import LANGUAGES, Page, Site, broken, localised, pages, tree, words

DAY = date(2018, 10, 8)
COMPILED = "rounds/first/comments/coatings/plating/"
RECEIPT = "rounds/first/receipts/party-a/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rounds") / "project"
    make_rounds_project(folder)
    return folder


@pytest.fixture(scope="module")
def commented(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    build_site(project, folder, BuildOptions(DAY))
    return Site(folder, project)


def parts(element: etree._Element, name: str) -> list[str]:
    found = element.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]")
    return [words(one) for one in found]


def comments_of(page: Page, name: str = "lg-comment") -> Iterator[etree._Element]:
    yield from page.all(f"//article[contains(concat(' ', @class, ' '), ' {name} ')]")


def comment_with(page: Page, text: str, name: str = "lg-comment") -> etree._Element:
    [found] = [one for one in comments_of(page, name) if text in words(one)]
    return found


def test_every_page_is_valid_and_every_link_leads_somewhere(commented: Site) -> None:
    assert {address: page.errors for address, page in pages(commented) if page.root is not None and page.errors} == {}
    assert list(broken(commented)) == []
    for address, page in pages(commented):
        ids = page.root.xpath("//@id")
        assert len(ids) == len(set(ids)), address


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_that_the_public_may_not_know_is_in_any_file(commented: Site, secret: str) -> None:
    assert list(commented.mentions(secret)) == []


def test_a_round_for_experts_is_nowhere(commented: Site) -> None:
    assert [address for address in commented.addresses if "inner" in address] == []


def test_the_pages_of_a_round_exist_in_every_language(commented: Site) -> None:
    own = ["rounds/first/", "rounds/first/comments/", "rounds/first/comments/coatings/", COMPILED, RECEIPT]
    for language in LANGUAGES:
        assert {localised(address, language) for address in own} <= set(commented.addresses)
    assert not any(
        address.startswith("rounds/second/") for address in commented.addresses if address != "rounds/second/"
    )


def test_a_round_that_was_not_compiled_tells_how_many_came(commented: Site) -> None:
    page = commented.page("rounds/second/")
    tiles = {words(one.find("dt")): words(one.find("dd")) for one in page.has_class("lg-tiles")[0]}
    assert tiles == {"Comments received": "1", "Received late": "0"}
    assert page.has_class("lg-receipts") == []


def test_a_round_in_numbers(commented: Site) -> None:
    page = commented.page("rounds/first/")
    tiles = {words(one.find("dt")): words(one.find("dd")) for one in page.has_class("lg-tiles")[0]}
    assert tiles == {"Comments received": "9", "Submitters": "4", "Received late": "1", "Not answered yet": "0"}

    def table(name: str) -> dict[str, str]:
        rows = page.all(f"//section[@aria-labelledby='{name}']//tbody/tr")
        return {words(row.find("th")): words(row.xpath("td[@class='lg-numbers__count']")[0]) for row in rows}

    assert table("type") == {"Technical": "7", "General": "1", "Question": "1"}
    assert table("category") == {
        "Party": "5",
        "Non-governmental organization": "3",
        "Individual": "1",
        "Industry": "1",
    }
    assert table("region") == {"African States": "5", "No region": "5"}
    assert table("days") == {"1 August 2018": "8", "21 August 2018 Late": "1"}
    assert len(page.all("//section[@aria-labelledby='dispositions']//li")) == 9


def test_a_round_links_each_draft_with_what_changed_since_the_one_before(commented: Site) -> None:
    page = commented.page("rounds/second/")
    [row] = [row for row in page.all("//table//tr") if "Metal plating" in words(row)]
    changed, carried = row.xpath("td/a")
    assert carried.get("href") == "../../coatings/plating/at/third/"
    assert words(carried) == "8"
    # The two are not neighbours, so that no page has the redline of this pair.
    assert changed.get("href") == "../../coatings/plating/changes/"
    assert int(words(changed)) > 5
    [row] = [row for row in page.all("//table//tr") if "/boards/insulation/" in "".join(row.xpath("th/a/@href"))]
    changed, carried = row.xpath("td/a")
    assert changed.get("href") == "../../boards/insulation/changes/second-to-third/"
    assert (words(changed), words(carried)) == ("1", "2")


def test_the_compilation_has_every_comment_in_the_order_of_the_text(commented: Site) -> None:
    page = commented.page(COMPILED)
    numbers = [words(one.find(".//header/*[1]")) for one in comments_of(page)]
    assert numbers == ["No. 2", "No. 8", "No. 9", "No. 6", "No. 7", "No. 3", "No. 4", "No. 5"]
    places = parts(page.root, "lg-comments__place")
    assert places[0].startswith("item Measure before every addition.")
    assert places[-1].startswith("paragraph 10 Measure PFOS in the effluent")


def test_a_comment_stands_with_its_answer_and_what_it_would_change(commented: Site) -> None:
    one = comment_with(commented.page(COMPILED), "Once a week is not enough.")
    assert parts(one, "lg-comment__sender") == ["Party A"]
    assert parts(one, "lg-comment__quoted") == ["once a week"]
    assert [words(deleted) for deleted in one.iter("del")] == ["deleted: once a week"]
    assert [words(inserted) for inserted in one.iter("ins")] == ["inserted: every day"]
    assert parts(one, "lg-disposition") == ["Accepted"]
    assert parts(one, "lg-answer__response") == [THANKS["en"]]
    assert parts(one, "lg-comment__others") == ["Says the same: No. 4", "Supported by: No. 5"]
    assert parts(comment_with(commented.page(COMPILED), "The same."), "lg-answer__fact") == ["Answered at: No. 3"]


def test_what_was_changed_is_one_link_away(commented: Site) -> None:
    one = comment_with(commented.page(COMPILED), "Once a week is not enough.")
    [link] = [link for link in one.iter("a") if "changes/first-to-second" in link.get("href")]
    address, _, fragment = urljoin(f"/{COMPILED}", link.get("href")).removeprefix("/").partition("#")
    entry = commented.page(address).by_id(fragment)
    assert "every day" in words(entry)


def test_words_are_in_the_language_they_claim(commented: Site) -> None:
    english = comment_with(commented.page(COMPILED), "五年太短。")
    [text] = english.xpath(".//*[@class='lg-comment__text']")
    assert text.get("lang") == "zh"
    chinese = comment_with(commented.page(f"zh/{COMPILED}"), "五年太短。")
    [text] = chinese.xpath(".//*[@class='lg-comment__text']")
    assert text.get("lang") is None
    assert parts(chinese, "lg-answer__response") == [THANKS["zh"]]


def test_nothing_that_people_wrote_is_markup(commented: Site) -> None:
    one = comment_with(commented.page(COMPILED), "alert(1)")
    assert parts(one, "lg-comment__text") == [HOSTILE]
    assert list(one.iter("script")) == []


def test_a_comment_stands_beside_its_paragraph_in_its_draft(commented: Site) -> None:
    page = commented.page("coatings/plating/at/first/")
    remark = comment_with(page, "Once a week is not enough.", "lg-remark")
    [details] = list(remark.iterancestors("details"))
    before = details.getprevious()
    assert words(before).startswith("7")
    assert "Measure the surface tension once a week." in words(before)
    assert words(details.find("summary")) == "2comments"
    whole = comment_with(page, "On the whole chapter.", "lg-remark")
    assert "lg-map" in {one.get("class") for one in whole.iterancestors("section")}


def test_the_comments_of_one_round_rest_in_the_draft_of_the_next(commented: Site) -> None:
    """They were on the first draft; the second has a round of its own, in which nobody commented on this chapter."""
    page = commented.page("coatings/plating/at/third/")
    remark = comment_with(page, "Once a week is not enough.", "lg-remark")
    [details] = list(remark.iterancestors("details"))
    assert "Measure the surface tension every day." in words(details.getprevious())
    assert "on the draft before" in words(details)
    assert any("changes/first-to-second/#c" in link.get("href") for link in remark.iter("a"))
    gone = comment_with(page, "Why before every addition?", "lg-remark")
    [details] = list(gone.iterancestors("details"))
    assert words(details.find("summary")) == "1comment on a paragraph that is no longer there"


def test_the_map_of_a_chapter_leads_to_every_paragraph_with_comments(commented: Site) -> None:
    page = commented.page("coatings/plating/at/first/")
    cells = page.all("//ol[@class='lg-map__sections']//a")
    ids = set(page.root.xpath("//@id"))
    assert all(cell.get("href").removeprefix("#") in ids for cell in cells)
    assert [words(cell) for cell in cells] == [
        "item: 1 comment",
        "table row: 1 comment",
        "paragraph 7: 2 comments",
        "paragraph 10: 1 comment",
    ]


def test_a_text_without_comments_is_as_it_was(commented: Site) -> None:
    for address in ("coatings/foams/at/first/", "coatings/foams/", "coatings/plating/working/"):
        page = commented.page(address)
        assert page.has_class("lg-map") + page.has_class("lg-remarks") == []


def test_a_receipt_says_what_was_said_and_done(commented: Site) -> None:
    page = commented.page(RECEIPT)
    assert words(page.one("//h1")) == "Party A"
    one = comment_with(page, "Once a week is not enough.", "lg-receipt__one")
    assert parts(one, "lg-answer__words") == [
        "Measure the surface tension deleted: once a weekinserted: every day. Log each addition by weight."
    ]
    assert words(commented.page(f"zh/{RECEIPT}").one("//h1")) == "缔约方A"
    # Who repeated a comment finds what was done about that one.
    other = comment_with(commented.page("rounds/first/receipts/observer-b/"), "The same.", "lg-receipt__one")
    assert parts(other, "lg-disposition") == ["Duplicate", "Accepted"]


def test_the_table_of_a_receipt(commented: Site) -> None:
    content = (commented.root / "rounds/first/receipts/party-a.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(content)))
    assert [row["No."] for row in rows] == ["1", "8", "6", "3", "5"]
    assert (rows[3]["Answer"], rows[3]["Changed paragraphs"]) == ("Accepted", "8")
    assert rows[1]["Comment"] == f"'{FORMULA}"
    chinese = (commented.root / "zh/rounds/first/receipts/party-a.csv").read_text(encoding="utf-8-sig")
    assert [row["答复"] for row in csv.DictReader(StringIO(chinese))][3] == "采纳"


def test_without_names_there_are_receipts_that_nothing_leads_to(commented: Site) -> None:
    own = [address for address in commented.addresses if f"rounds/{NAMELESS}/receipts/" in address]
    assert len(own) == 9
    for address, page in pages(commented):
        if address in own:
            continue
        for link in page.root.xpath("//a/@href"):
            assert f"{NAMELESS}/receipts/" not in urljoin(f"/{address}", link), address
    assert f"{NAMELESS}/receipts/" not in (commented.root / "sitemap.xml").read_text()
    senders = parts(commented.page(f"rounds/{NAMELESS}/comments/boards/insulation/").root, "lg-comment__sender")
    assert senders == ["Non-governmental organization", "Expert from the roster", "Party, African States"]


def test_open_data_has_all_that_is_told_and_no_more(commented: Site) -> None:
    data = json.loads((commented.root / "rounds/first/comments.json").read_text(encoding="utf-8"))
    assert (data["format"], data["round"], data["policy"], len(data["comments"])) == ("1", "first", "named", 9)
    weekly = next(one for one in data["comments"] if one["number"] == 3)
    assert weekly["submitters"] == [
        {"id": "party-a", "name": "Party A", "person": None, "category": "party", "country": "XA", "region": "african"}
    ]
    assert weekly["answer"]["response"] == THANKS
    address = weekly["address"]["zh"].removeprefix("https://guidance.example/")
    page, _, fragment = address.partition("#")
    assert "Once a week is not enough." in words(commented.page(page).by_id(fragment))
    nameless = json.loads((commented.root / f"rounds/{NAMELESS}/comments.json").read_text(encoding="utf-8"))
    assert [one["submitters"] for one in nameless["comments"]] == [
        [{"category": "ngo", "region": None}],
        [{"category": "roster_expert", "region": None}, {"category": "party", "region": "african"}],
    ]
    assert not (commented.root / "rounds/second/comments.json").exists()


def test_the_table_says_what_the_json_says(commented: Site) -> None:
    data = json.loads((commented.root / "rounds/first/comments.json").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(StringIO((commented.root / "rounds/first/comments.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(data["comments"])
    for row, one in zip(rows, data["comments"], strict=True):
        for key in ("id", "text", "quoted", "proposed", "type", "section"):
            assert restored(row[key]) == one[key]
        assert row["number"] == str(one["number"])
        assert row["disposition"] == one["answer"]["disposition"]
        assert row["response_zh"] == one["answer"]["response"]["zh"]
        assert row["submitter_category"] == "; ".join(sender["category"] for sender in one["submitters"])


def test_searches_of_the_site_lead_to_the_guidance_and_not_to_comments_on_it(commented: Site) -> None:
    index = (commented.root / "search/search_index.json").read_text(encoding="utf-8")
    assert "Once a week is not enough" not in index
    assert "/comments/" not in index
    sitemap = (commented.root / "sitemap.xml").read_text(encoding="utf-8")
    assert f"https://guidance.example/{COMPILED}<" in sitemap
    assert f"https://guidance.example/zh/{COMPILED}<" in sitemap
    assert "receipts" not in sitemap


def test_an_earlier_day_tells_less(project: Path, tmp_path: Path) -> None:
    """On 25 August the comments are public and the answers are not; on 10 August only how many there are is."""
    build_site(project, tmp_path / "compiled", BuildOptions(date(2018, 8, 25)))
    compiled = Site(tmp_path / "compiled", project)
    assert len(list(comments_of(compiled.page(COMPILED)))) == 8
    assert list(compiled.mentions(THANKS["en"])) == []
    build_site(project, tmp_path / "open", BuildOptions(date(2018, 8, 10)))
    early = Site(tmp_path / "open", project)
    assert [address for address in early.addresses if address.startswith("rounds/first/")] == ["rounds/first/"]
    assert list(early.mentions("Once a week is not enough")) == []
    assert parts(early.page("rounds/first/").root, "lg-tiles") == ["Comments received8 Received late0"]


def test_one_answer_more_changes_the_pages_of_its_comment_alone(project: Path, commented: Site, tmp_path: Path) -> None:
    build_site(project, tmp_path / "again", BuildOptions(DAY))
    before = tree(commented.root)
    assert tree(tmp_path / "again") == before, "kept or made anew, it is the same"
    path = project / "guidance/rounds/first/answers/coatings/plating.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("disposition: deferred", "disposition: rejected"), encoding="utf-8")
    try:
        build_site(project, tmp_path / "edited", BuildOptions(DAY))
    finally:
        path.write_text(text, encoding="utf-8")
    after = tree(tmp_path / "edited")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    expected = {
        *("rounds/first/comments.json", "rounds/first/comments.csv"),
        *(
            localised(name, language)
            for language in LANGUAGES
            for name in (
                *("rounds/first/index.html", "rounds/first/comments/index.html", f"{COMPILED}index.html"),
                *(f"{RECEIPT}index.html", "rounds/first/receipts/party-a.csv"),
                *("coatings/plating/at/first/index.html", "coatings/plating/at/third/index.html"),
                "coatings/plating/index.html",
            )
        ),
    }
    assert changed - expected == set()
    assert f"{COMPILED}index.html" in changed
