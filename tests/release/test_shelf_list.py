"""The list of releases: filled in from what stands on the site, whatever people wrote into titles."""

import json
import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from living_guidance.model.addresses import RELEASES, RELEASES_DATA
from living_guidance.model.records import Words
from living_guidance.model.release import RECORD, ReleaseRecord
from living_guidance.model.shelf import ListedRelease, Shelf
from living_guidance.release.listing import listed
from living_guidance.release.shelf_list import is_list, list_releases, listed_release
from living_guidance.render.messages import load_messages
from living_guidance.render.pages import Page, render_page
from living_guidance.view.releases import ReleasesPage
from tests.release.test_pack import parts_of
from tests.site.sites import Page as Seen
from tests.site.sites import words

LANGUAGES = ("en", "zh")
ENGLISH, CHINESE = "releases/index.html", "zh/releases/index.html"
PATHS = {"en": ENGLISH, "zh": CHINESE}
DIGEST = "ab" * 32
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=60).map(str.strip).filter(bool)
HOSTILE = st.sampled_from(
    ["⟦id⟧", "<!--/releases-->", "</template>", '"><script>alert(1)</script>', "\\1 \\g<0>", "&amp;"]
)


def page(language: str) -> bytes:
    """The page as a build makes it."""
    made = Page(RELEASES, "", "releases", ReleasesPage(is_final=False, address=""))
    return render_page(made, "", load_messages(language), lambda uri: uri, date(2018, 10, 8)).encode()


FRESH = {PATHS[code]: page(code) for code in LANGUAGES} | {
    RELEASES_DATA: Shelf(homes={"en": "../", "zh": "../zh/"}).text().encode()
}


def record(name: str = "cop-1", day: str = "2005-05-06", **changes: object) -> ReleaseRecord:
    """The record of a release in two languages."""
    pages = ("site/index.html", "site/zh/index.html", "site/alpha/index.html", "site/zh/alpha/index.html")
    own = {"id": name, "date": date.fromisoformat(day), "files": listed(dict.fromkeys(pages, b""), LANGUAGES)}
    return parts_of().record.model_copy(update=own | changes)


def stands(one: ReleaseRecord, size: int = 12_345_678) -> ListedRelease:
    """A release as it is found on a site."""
    proof = f"{DIGEST}  {one.id}.zip\n".encode()
    found = listed_release(one.model_dump_json(exclude_none=True).encode(), proof, size)
    assert found
    return found


def shown(files: dict[str, bytes], language: str) -> list[str]:
    """What the page says of each release, line by line."""
    seen = Seen(files[PATHS[language]].decode())
    return [words(item) for item in seen.all("//*[@class='lg-releases']/ol/li")]


def test_without_releases_the_files_stay_as_they_were_built() -> None:
    assert list_releases(FRESH, []) == FRESH
    assert "Nothing has been released yet." in FRESH[ENGLISH].decode().partition("<!--releases")[2]
    assert "尚无发布版本。" in FRESH[CHINESE].decode().partition("<!--releases")[2]


def test_a_release_is_told_in_the_language_of_the_page() -> None:
    one = stands(record(meeting="cop", meeting_name=Words({"en": "First meeting", "zh": "第一次会议"})))
    files = list_releases(FRESH, [one])
    assert shown(files, "en") == [
        "A state First meeting 6 May 2005 Read it inEnglish 中文 Archive to fetchcop-1.zip 12.3 MB "
        f"Recordrelease.json SHA-256 of the archive{DIGEST}"
    ]
    assert shown(files, "zh") == [
        "某一状态 第一次会议 2005年5月6日 阅读语言English 中文 下载归档文件cop-1.zip 12.3 MB "
        f"发布记录release.json 归档文件的SHA-256摘要值{DIGEST}"
    ]


@pytest.mark.parametrize(
    ("language", "home", "to_shelf"), [("en", "cop-1/", "./"), ("zh", "cop-1/zh/", "../../releases/")]
)
def test_its_links_lead_below_the_folder_of_releases(language: str, home: str, to_shelf: str) -> None:
    seen = Seen(list_releases(FRESH, [stands(record())])[PATHS[language]].decode())
    links = [link.get("href") for link in seen.all("//*[@class='lg-releases']/ol//a")]
    expected = [home, "cop-1/", "cop-1/zh/", "cop-1.zip", "cop-1/release.json", "cop-1.zip.sha256"]
    assert links == [f"{to_shelf}{path}" for path in expected]


def test_the_newest_stands_first_and_filling_in_again_changes_nothing() -> None:
    days = {"cop-1": "2005-05-06", "cop-3": "2009-05-08", "cop-2": "2007-05-04", "cop-10": "2009-05-08"}
    releases = [stands(record(name, day)) for name, day in days.items()]
    files = list_releases(FRESH, releases)
    listed_ids = ["cop-3", "cop-10", "cop-2", "cop-1"]
    assert re.findall(r'<li id="([^⟦]+?)">', files[ENGLISH].decode()) == listed_ids
    data = json.loads(files[RELEASES_DATA])
    assert [one["id"] for one in data["releases"]] == listed_ids
    assert data["homes"] == {"en": "../", "zh": "../zh/"}
    assert list_releases(files, reversed(releases)) == files
    assert list_releases(files, []) == FRESH


def test_the_data_say_the_same() -> None:
    data = json.loads(list_releases(FRESH, [stands(record())])[RELEASES_DATA])
    assert data["releases"] == [
        {
            "id": "cop-1",
            "type": "adopted",
            "date": "2005-05-06",
            "title": {"en": "A state", "zh": "某一状态", "ar": "حالة"},
            "homes": {"en": "cop-1/", "zh": "cop-1/zh/"},
            "record": "cop-1/release.json",
            "archive": {"path": "cop-1.zip", "bytes": 12_345_678, "sha256": DIGEST},
        }
    ]


@given(TITLES | HOSTILE, TITLES | HOSTILE)
def test_titles_may_hold_any_text(title: str, meeting: str) -> None:
    one = stands(record(title=Words({"zh": title}), meeting_name=Words({"en": meeting})))
    files = list_releases(FRESH, [one])
    assert list_releases(files, [one]) == files
    for path in (ENGLISH, CHINESE):
        text = files[path].decode()
        (item,) = re.findall(r"<!--releases:\w+--><ol><li .*?</li>\s*</ol><!--/releases-->", text, re.DOTALL)
        told = re.findall(r'lang="zh" dir="auto">([^<>]*)</a>|lang="en" dir="auto">([^<>]*)</span>', item)
        assert [unescape(first or second) for first, second in told] == [title, meeting]
        assert text.replace(item, "") == re.sub("(?s)<!--releases.*<!--/releases-->", "", FRESH[path].decode())


def test_a_release_in_another_language_is_offered_in_its_own() -> None:
    pages = dict.fromkeys(("site/index.html", "site/fr/index.html"), b"")
    one = stands(record(title=Words({"fr": "Un texte"}), files=listed(pages, ("ar", "fr"))))
    assert one.homes == {"ar": "cop-1/", "fr": "cop-1/fr/"}
    seen = Seen(list_releases(FRESH, [one])[CHINESE].decode())
    heading = seen.one("//*[@class='lg-releases']/ol//h2/a")
    assert (heading.get("lang"), heading.get("href")) == ("fr", "../../releases/cop-1/")
    assert [words(link) for link in seen.all("//dd[@class='lg-release__homes']/a")[:2]] == ["العربية", "français"]


@pytest.mark.parametrize(
    ("content", "proof"),
    [
        (b"", f"{DIGEST}  cop-1.zip\n".encode()),
        (record(format="2").model_dump_json().encode(), f"{DIGEST}  cop-1.zip\n".encode()),
        (record().model_dump_json().encode(), b"no digest"),
    ],
)
def test_what_is_no_release_of_ours_is_not_listed(content: bytes, proof: bytes) -> None:
    assert listed_release(content, proof, 1) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (ENGLISH, True),
        (CHINESE, True),
        (RELEASES_DATA, True),
        ("index.html", False),
        ("releases/cop-1/index.html", False),
        # A release whose id is a word of ours stands in a folder, never in the way of a file.
        ("releases/index/index.html", False),
        ("releases/releases/index.html", False),
        ("releases/cop-1/zh/releases/index.html", False),
        (f"releases/cop-1/{RECORD}", False),
    ],
)
def test_which_files_list_releases(path: str, expected: bool) -> None:
    assert is_list(path) is expected


def test_a_page_without_a_list_stays() -> None:
    """A chapter or a round may have an address like that of a list."""
    other = {"rounds/releases/index.html": "<p>轮次</p>".encode()}
    assert (
        list_releases(FRESH | other, [stands(record())])["rounds/releases/index.html"]
        == other["rounds/releases/index.html"]
    )


@pytest.mark.parametrize("content", ["中文".encode("gbk"), b"<!--releases:en-->own<!--/releases-->"])
def test_a_page_of_somebody_s_own_stays(content: bytes) -> None:
    """In any encoding, and also where it holds a mark but not our patterns."""
    files = {"old/releases/index.html": content}
    assert list_releases(files, []) == files
