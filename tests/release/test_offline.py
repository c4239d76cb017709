"""A released site works under any address, and from a disk."""

import json

import pytest

from living_guidance.release.offline import self_contained

ADDRESS = "https://guidance.example/pops/"


@pytest.mark.parametrize(
    ("page", "written", "expected"),
    [
        ("a/index.html", '<a href="../b/">', '<a href="../b/index.html">'),
        ("a/index.html", '<a href="../b/#p1">', '<a href="../b/index.html#p1">'),
        ("a/index.html", '<a class="x" href="changes/?a=b">', '<a class="x" href="changes/index.html?a=b">'),
        ("a/index.html", '<a href="..">', '<a href="../index.html">'),
        ("a/index.html", '<a href=".">', '<a href="./index.html">'),
        ("a/index.html", '<a href="./">', '<a href="./index.html">'),
        ("a/index.html", '<link rel="next" href="../b/">', '<link rel="next" href="../b/index.html">'),
        # From the root of the address that the site was built for.
        ("index.html", '<a href="/pops/zh/">', '<a href="zh/index.html">'),
        ("zh/index.html", '<a href="/pops/">', '<a href="../index.html">'),
        ("zh/a/index.html", '<a href="/pops/a/#p1">', '<a href="../../a/index.html#p1">'),
        ("zh/a/index.html", '<a href="/pops/c.csv">', '<a href="../../c.csv">'),
        # What leads to a file, into the page itself, or elsewhere, stays.
        ("a/index.html", '<a href="../c.csv">', '<a href="../c.csv">'),
        ("a/index.html", '<a href="#p1">', '<a href="#p1">'),
        ("a/index.html", '<a href="">', '<a href="">'),
        ("a/index.html", '<a href="https://guidance.example/pops/a/">', '<a href="https://guidance.example/pops/a/">'),
        ("a/index.html", '<a href="//elsewhere.example/">', '<a href="//elsewhere.example/">'),
        ("a/index.html", '<a href="/other/">', '<a href="/other/">'),
        ("a/index.html", '<a href="mailto:a@guidance.example">', '<a href="mailto:a@guidance.example">'),
        # Words that only look like a link.
        ("a/index.html", 'say &lt;a href="../b/"&gt;', 'say &lt;a href="../b/"&gt;'),
        ("a.json", '<a href="../b/">', '<a href="../b/">'),
    ],
)
def test_links_lead_to_files(page: str, written: str, expected: str) -> None:
    assert self_contained({page: written.encode()}, ADDRESS) == {page: expected.encode()}


def test_somebodys_own_page_may_be_in_any_encoding() -> None:
    page = '<p>准则</p><a href="../b/">'.encode("gbk")
    assert self_contained({"a/index.html": page}, ADDRESS) == {
        "a/index.html": '<p>准则</p><a href="../b/index.html">'.encode("gbk")
    }


def test_what_only_the_root_of_a_server_has_is_left_out() -> None:
    files = dict.fromkeys(("404.html", "sitemap.xml", "sitemap.xml.gz", "index.html", "a/404.html"), b"")
    assert set(self_contained(files, "")) == {"index.html", "a/404.html"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('mask: url("a.svg") center', 'mask: url("data:image/svg+xml;base64,PHN2Zy8+") center'),
        ('mask: url("../icons/b.svg")', 'mask: url("data:image/svg+xml;base64,PGIvPg==")'),
        # What is not there, is data already, or stands elsewhere.
        ('mask: url("c.svg")', 'mask: url("c.svg")'),
        ('mask: url("data:image/svg+xml;charset=utf-8,a.svg")', 'mask: url("data:image/svg+xml;charset=utf-8,a.svg")'),
        ('mask: url("https://elsewhere.example/a.svg")', 'mask: url("https://elsewhere.example/a.svg")'),
        ('src: url("a.woff2")', 'src: url("a.woff2")'),
    ],
)
def test_a_style_sheet_holds_the_pictures_that_it_names(written: str, expected: str) -> None:
    pictures = {"css/a.svg": b"<svg/>", "icons/b.svg": b"<b/>"}
    assert self_contained({"css/x.css": written.encode(), **pictures}, "") == {
        "css/x.css": expected.encode(),
        **pictures,
    }


def test_the_index_of_the_search_is_a_script_that_leads_to_files() -> None:
    places = {"": "index.html", "a/": "a/index.html", "zh/a/#p1": "zh/a/index.html#p1", "c.html#p2": "c.html#p2"}
    index = {"config": {"lang": ["en"]}, "docs": [{"location": one, "text": "熔炉\u2028"} for one in places]}
    path = "search/search_index.json"
    found = self_contained({path: json.dumps(index).encode()}, "")
    name, _, script = found["search/search_index.js"].decode("ascii").partition(" = ")
    assert name == "var __index"
    assert [one["location"] for one in json.loads(script)["docs"]] == list(places.values())
    assert json.loads(found[path]) == index
