"""A call for information on a whole site: who sent what, the files that may be fetched, and nothing about comments."""

import json
from datetime import date

import pytest
import yaml

from living_guidance.exchange.submissions import write_submission
from living_guidance.model.submissions import Submission, submission_id
from living_guidance.site.builder import build_site
from living_guidance.site.options import BuildOptions
from tests import calls
from tests.rounds_project import NAMED, OBSERVER, PARTY, PERSON, make_rounds_project
from tests.site.sites import LANGUAGES, Page, Site, broken, localised, pages, words

DAY = date(2018, 10, 8)
CALL, NAMELESS, INNER = "call", "nameless-call", "inner-call"
SECRETS = ("TOMORROW", "WITHHELD", "Observer Hidden", "INNERMOST")
RECORD = {
    "documents": ["coatings", "boards"],
    "kind": "call_for_information",
    "opens": "2018-02-01",
    "closes": "2019-04-29",
    "closes_exclusive": True,
    "draft": None,
}
CONFIDENTIAL = {
    **calls.CONFIDENTIAL,
    "title": "What it costs",
    "received": "2018-05-01",
    "files": [{**calls.CONFIDENTIAL["files"][0], "media_type": "text/plain"}],
}


def submission(name: str, **fields: object) -> Submission:
    return calls.submission(name, **{"submitters": [PARTY], "chemicals": ["pfos"], "documents": ["coatings"], **fields})


GIVEN = {
    CALL: [
        submission(CALL),
        submission(CALL, title="库存", area="泡沫", language="zh", received="2018-04-01", submitters=[PARTY, OBSERVER]),
        submission(CALL, **CONFIDENTIAL),
        submission(CALL, title="One person's", received="2018-06-01", submitters=[PERSON], documents=[]),
        submission(CALL, title="TOMORROW", received="2018-10-09"),
    ],
    NAMELESS: [submission(NAMELESS, submitters=[{"name": "Observer Hidden", "category": "ngo"}])],
    INNER: [submission(INNER, title="INNERMOST")],
}


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("calls")
    make_rounds_project(folder / "project")
    rounds = folder / "project/guidance/rounds"
    basis = yaml.safe_load((rounds / NAMED / "round.yml").read_text(encoding="utf-8"))
    for key in ("compiled", "responses_published"):
        del basis[key]
    others = {NAMELESS: {"publication_policy": "anonymised"}, INNER: {"audience": "experts"}}
    for name, submissions in GIVEN.items():
        record = {**basis, **RECORD, **others.get(name, {}), "id": name}
        own = rounds / name / "submissions"
        own.mkdir(parents=True)
        (rounds / name / "round.yml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
        for one in submissions:
            assert one.id == submission_id(name, one)
            (own / f"{one.id}.yml").write_text(write_submission(one), encoding="utf-8")
            for file in one.files:
                if file.name:
                    (own / one.id).mkdir()
                    (own / one.id / file.name).write_bytes(calls.STOCKS)
    build_site(folder / "project", folder / "site", BuildOptions(DAY))
    return Site(folder / "site", folder / "project")


def table(page: Page) -> list[list[str]]:
    [found] = page.has_class("lg-submissions")
    return [[words(cell).removesuffix(f" {row.get('id')}") for cell in row] for row in found.xpath("tbody/tr")]


def test_every_page_is_valid_and_every_link_leads_somewhere(called: Site) -> None:
    own = [(address, page) for address, page in pages(called) if "call" in address]
    assert len(own) == 2 * len(LANGUAGES)
    assert [page.errors for _, page in own if page.root is not None and page.errors] == []
    assert list(broken(called)) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_that_the_public_may_not_know_is_in_any_file(called: Site, secret: str) -> None:
    assert list(called.mentions(secret)) == []
    assert list(called.mentions(INNER)) == []


def test_the_table_says_who_sent_what(called: Site) -> None:
    assert table(called.page("rounds/call/")) == [
        [
            "Party A Party",
            "1 March 2018",
            "Stocks of foam Fire-fighting foams · Coatings",
            "PFOS",
            "stocks.csv CSV, 1 kB",
        ],
        [
            "Party A PartyObserver B Non-governmental organization",
            "1 April 2018",
            "库存 泡沫 · Coatings",
            "PFOS",
            "stocks.csv CSV, 1 kB, Chinese",
        ],
        [
            "Party A Party",
            "1 May 2018",
            "What it costs Fire-fighting foams · Coatings",
            "PFOS",
            "confidential 1 file, not published",
        ],
        ["Individual abcd2345", "1 June 2018", "One person's Fire-fighting foams", "PFOS", "stocks.csv CSV, 1 kB"],
    ]
    chinese = table(called.page("zh/rounds/call/"))
    assert chinese[2][-1] == "机密 1份文件，不予公布"
    assert chinese[1][0] == "缔约方A 缔约方观察员B 非政府组织"


def test_a_submission_can_be_named_and_linked(called: Site) -> None:
    one = called.page("rounds/call/").by_id(GIVEN[CALL][0].id)
    [link] = one.xpath(".//a[@class='lg-submission__id']")
    assert (words(link), link.get("href")) == (GIVEN[CALL][0].id, f"#{GIVEN[CALL][0].id}")


def test_a_call_in_numbers(called: Site) -> None:
    page = called.page("rounds/call/")
    tiles = {words(one.find("dt")): words(one.find("dd")) for one in page.has_class("lg-tiles")[0]}
    assert tiles == {"Submissions received": "4", "Submitters": "3", "Confidential": "1", "Received late": "0"}
    rows = page.all("//section[@aria-labelledby='category']//tbody/tr")
    assert [words(row.find("th")) for row in rows] == ["Party", "Individual", "Non-governmental organization"]
    [row] = page.all("//section[@aria-labelledby='chemical']//tbody/tr")
    assert row.xpath("th/a/@href") == ["../../chemicals/pfos/"]


def test_the_files_are_there_as_they_came_and_no_other(called: Site) -> None:
    found = sorted((called.root / "rounds").glob("*call/submissions/*/*"))
    assert [path.parent.name for path in found] == sorted(GIVEN[CALL][place].id for place in (0, 1, 3))
    assert {path.read_bytes() for path in found} == {calls.STOCKS}
    for language in LANGUAGES:
        [first, *_] = called.page(localised("rounds/call/", language)).all("//td/ul/li/a")
        assert first.get("download") is not None


def test_where_nobody_is_named_no_file_is_published(called: Site) -> None:
    page = called.page(f"rounds/{NAMELESS}/")
    assert [row[0] for row in table(page)] == ["Non-governmental organization"]
    assert table(page)[0][-1] == "1 file, not published"
    data = json.loads((called.root / f"rounds/{NAMELESS}/submissions.json").read_text(encoding="utf-8"))
    [one] = data["submissions"]
    assert (one["id"], one["submitters"]) == (None, [{"category": "ngo", "region": None}])
    assert one["files"] == [{"media_type": "text/csv", "bytes": len(calls.STOCKS)}]
    assert list(called.mentions(GIVEN[NAMELESS][0].id)) == []


def test_open_data_has_all_that_is_told_and_no_more(called: Site) -> None:
    data = json.loads((called.root / "rounds/call/submissions.json").read_text(encoding="utf-8"))
    assert (data["format"], data["round"], len(data["submissions"])) == ("1", CALL, 4)
    first, _, secret, _ = data["submissions"]
    address = first["files"][0]["address"].removeprefix("https://guidance.example/")
    assert (called.root / address).read_bytes() == calls.STOCKS
    assert secret["files"] == [{"media_type": "text/plain", "bytes": len(calls.STOCKS)}]
    assert data["address"]["zh"] == "https://guidance.example/zh/rounds/call/"


def test_nothing_asks_for_comments_on_a_call(called: Site) -> None:
    page = called.page("rounds/call/")
    assert page.all("//*[@id='comment' or @id='texts' or @id='numbers']") == []
    assert not list((called.root / "rounds/call").glob("form.*"))
    assert "Open for submissions until 28 April 2019" in words(page.root)
    home = called.page("")
    kinds = [words(one) for one in home.has_class("lg-callout__kind")]
    assert kinds == ["Open for comment", "Call for information", "Call for information"]
    for address in ("coatings/", "boards/"):
        assert "28 April 2019" not in " ".join(words(one) for one in called.page(address).has_class("lg-banner"))
