"""Every page of a whole site is valid HTML, and every link, fragment and picture in it is there."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from living_guidance.site.builder import build_site
from tests.site.sites import Site, broken, make_project, pages

LIVE = Path(__file__).parents[2]


THEMES_OWN = {"__toc"}
"""On the page of a section, the theme names the switch of a table of contents that only other pages have."""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the real guidance."""
    folder = tmp_path_factory.mktemp("live")
    wanted = ("mkdocs.yml", "docs", "guidance", "translations", "hooks")
    for name in wanted:
        (folder / "project").mkdir(exist_ok=True)
        make_link(LIVE / name, folder / "project" / name)
    build_site(folder / "project", folder / "site")
    return Site(folder / "site", folder / "project")


def make_link(source: Path, target: Path) -> None:
    if source.is_dir():
        make_project(target, source=source)
    else:
        target.write_bytes(source.read_bytes())


@pytest.fixture(params=["small", "live"])
def whole(request: pytest.FixtureRequest) -> Site:
    """Each of the two sites."""
    found: Site = request.getfixturevalue("site" if request.param == "small" else "live")
    return found


def test_a_strict_parser_has_nothing_against_any_page(whole: Site) -> None:
    faults = {address: page.errors for address, page in pages(whole) if page.root is not None and page.errors}
    assert faults == {}


def test_every_link_fragment_and_picture_is_there(whole: Site) -> None:
    assert list(broken(whole)) == []


def test_no_id_stands_twice_on_a_page(whole: Site) -> None:
    for address, page in pages(whole):
        ids = page.root.xpath("//@id")
        assert len(ids) == len(set(ids)), (address, sorted({one for one in ids if ids.count(one) > 1}))


def test_every_label_and_description_has_its_element(whole: Site) -> None:
    for address, page in pages(whole):
        ids = set(page.root.xpath("//@id"))
        named = {
            one for name in ("for", "aria-labelledby", "aria-describedby") for one in page.root.xpath(f"//@{name}")
        }
        assert {word for one in named for word in one.split()} - ids <= THEMES_OWN, address


def test_the_sitemap_names_every_page_that_is_to_be_found_and_its_counterparts(whole: Site) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    sitemap = etree.parse(str(whole.root / "sitemap.xml"))
    home = min(sitemap.xpath("//s:loc/text()", namespaces=spaces), key=len)
    named = [address.removeprefix(home) for address in sitemap.xpath("//s:loc/text()", namespaces=spaces)]
    assert sorted(named) == [
        address
        for address, page in pages(whole)
        if address in whole.addresses
        and page.root.xpath("//link[@rel='canonical']/@href") == [home + address]
        and not page.root.xpath("//meta[@name='robots']")
    ]
    for entry in sitemap.xpath("//s:url", namespaces=spaces):
        others = entry.xpath("x:link/@href", namespaces=spaces)
        assert entry.find("s:loc", spaces).text in others
        assert {one.removeprefix(home) for one in others} <= set(whole.addresses)


def test_the_crawl_finds_what_is_broken(site: Site, tmp_path: Path) -> None:
    copy = Site(shutil.copytree(site.root, tmp_path / "site"), site.project)
    page = copy.root / "notes" / "index.html"
    page.write_text(page.read_text().replace("../alpha/furnaces/", "../alpha/furnaces/#nowhere"))
    (copy.root / "alpha" / "furnace.svg").unlink()
    assert list(broken(copy)) == [
        "alpha/furnaces/: ../furnace.svg",
        "ar/alpha/furnaces/: ../../../alpha/furnace.svg",
        "notes/: ../alpha/furnaces/#nowhere",
        "zh/alpha/furnaces/: ../../../alpha/furnace.svg",
    ]
