"""Changelogs, feeds and open data in the site, of a project that was frozen once and edited since."""

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.site.sites import GUIDANCE, MKDOCS, Site, broken, edited, localised, make_project, run, tree, words

AS_OF = edited("mkdocs.yml", ("- living-guidance\n", "- living-guidance: {as_of: 2018-10-08}\n"))
RECORD = """\
id: 2018-10-01-hotter
chapter: furnaces
date: 2018-10-01
kind: modify
class: substantive
paragraphs: [psqqaogi6]
summary: {en: "The furnace is hotter: <b>900 °C</b>.", zh: 炉温提高到900 °C。, ar: رفع درجة الحرارة.}
caused_by: {kind: decision, reference: T-1/1}
"""
NEVER = RECORD.replace("hotter", "never").replace("2018-10-01", "2018-12-01")
CHANGELOGS = ("changes/", "alpha/changes/", "alpha/furnaces/changes/", "beta/changes/")
LANGUAGES = ("en", "zh", "ar")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Frozen in September, edited in October."""
    root = make_project(tmp_path_factory.mktemp("changed") / "project", AS_OF)
    order = ("freeze", "autumn", "--type", "comment_draft", "--title", "en=Autumn draft", "--title", "zh=秋季草案")
    frozen = run(GUIDANCE, "-C", root, *order, "--date", "2018-09-28")
    assert frozen.returncode == 0, frozen.stderr
    chapter = root / "guidance" / "alpha" / "furnaces.md"
    text = (
        chapter.read_text(encoding="utf-8").replace("850 °C", "900 °C").replace("date: 2018-09-03", "date: 2018-10-01")
    )
    chapter.write_text(text, encoding="utf-8")
    for name, record in (("2018-10-01-hotter", RECORD), ("2018-12-01-never", NEVER)):
        (root / "guidance" / "alpha" / "changes" / f"{name}.yml").write_text(record, encoding="utf-8")
    updated = run(GUIDANCE, "-C", root, "translate", "update")
    assert updated.returncode == 0, updated.stderr
    return root


@pytest.fixture(scope="module")
def built(project: Path) -> Site:
    made = run(MKDOCS, "build", "--strict", "--quiet", cwd=project, NO_MKDOCS_2_WARNING="1")
    assert (made.returncode, made.stderr) == (0, "")
    return Site(project / "site", project)


def test_every_link_leads_somewhere(built: Site) -> None:
    assert list(broken(built)) == []


def test_a_second_build_has_the_same_bytes(built: Site, project: Path) -> None:
    before = tree(project / "site")
    assert run(GUIDANCE, "-C", project, "build", "--quiet", "--to", project / "again").returncode == 0
    assert tree(project / "again") == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", CHANGELOGS)
def test_each_changelog_has_a_feed_in_each_language(built: Site, address: str, language: str) -> None:
    own = localised(address, language)
    page = built.page(own)
    (head,) = page.all("//head/link[@rel='alternate feed'][@type='application/atom+xml']")
    assert head.get("href") == "feed.xml"
    assert [link.get("href") for link in page.all("//article//a[@type='application/atom+xml']")] == ["feed.xml"]
    feed = etree.parse(str(built.root / own / "feed.xml")).getroot()
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert feed.findtext("{http://www.w3.org/2005/Atom}id") == f"https://guidance.example/{own}feed.xml"


@pytest.mark.parametrize(
    ("address", "feed"),
    [("", "changes/feed.xml"), ("alpha/", "changes/feed.xml"), ("alpha/furnaces/at/autumn/", "../../changes/feed.xml")],
)
def test_what_has_a_changelog_names_its_feed(built: Site, address: str, feed: str) -> None:
    assert built.page(address).one("//head/link[@type='application/atom+xml']").get("href") == feed


def test_a_page_that_stands_for_itself_is_its_own_canonical(built: Site) -> None:
    for address in ("alpha/", "changes/", "zh/alpha/furnaces/changes/"):
        assert built.page(address).one("//link[@rel='canonical']").get("href") == f"https://guidance.example/{address}"


def test_nothing_later_than_the_day_is_in_any_file(built: Site) -> None:
    assert list(built.mentions("2018-12-01")) == []


def test_a_chapters_changelog_tells_states_records_and_paragraphs(built: Site) -> None:
    page = built.page("alpha/furnaces/changes/")
    assert [words(heading) for heading in page.all("//article//h2")] == [
        "Since the latest published text",
        "Autumn draft",
        "Paragraph by paragraph",
    ]
    record = page.by_id("r-2018-10-01-hotter")
    assert words(record) == (
        "Substantive 1 October 2018 The furnace is hotter: <b>900 °C</b>. modified · paragraph 1 · decision: T-1/1"
    )
    assert [link.get("href") for link in record.iter("a")] == ["../working/#psqqaogi6"]
    history = page.by_id("h-psqqaogi6")
    assert [words(change) for change in history.iter("del", "ins")] == ["deleted: 850", "inserted: 900"]


def test_the_data_stands_at_the_root_alone(built: Site) -> None:
    (file,) = built.root.rglob("changes.json")
    assert file == built.root / "changes.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["languages"] == list(LANGUAGES)
    (furnaces,) = [one for one in data["chapters"] if one["chapter"] == "furnaces"]
    assert [(one["from"], one["to"], one["counts"]) for one in furnaces["intervals"]] == [
        (None, "autumn", {}),
        ("autumn", "working", {"edited": 1}),
    ]
    for language in LANGUAGES:
        link = built.page(localised("changes/", language)).one("//a[@type='application/json']")
        assert link.get("href") == ("../changes.json" if language == "en" else "../../changes.json")


def test_a_site_without_an_address_has_no_feeds(tmp_path: Path) -> None:
    nowhere = edited("mkdocs.yml", ("site_url: https://guidance.example/\n", ""))
    root = make_project(tmp_path / "project", nowhere)
    made = run(GUIDANCE, "-C", root, "build", "--quiet", "--date", "2018-10-08")
    assert (made.returncode, made.stderr) == (0, "")
    assert list((root / "site").rglob("feed.xml")) == []
    assert (root / "site" / "changes.json").is_file()
    assert "atom+xml" not in (root / "site" / "changes" / "index.html").read_text(encoding="utf-8")
