"""The releases in a site that was just built: none yet, and a way to their list from every page."""

import json
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

import material
import pytest

from living_guidance.site.builder import build_site
from living_guidance.site.options import BuildOptions
from tests.site.sites import LANGUAGES, ORIGIN, PROJECT, Site, localised, pages, words

_THEME = "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f"


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing has been released yet."), ("zh", "尚无发布版本。")])
def test_a_build_knows_of_no_release(site: Site, language: str, said: str) -> None:
    (found,) = site.page(localised("releases/", language)).has_class("lg-releases")
    for template in found.findall("template"):
        found.remove(template)
    assert words(found) == said
    data = json.loads((site.root / "releases" / "releases.json").read_text(encoding="utf-8"))
    assert data == {"format": "1", "homes": {"en": "../", "zh": "../zh/", "ar": "../ar/"}, "releases": []}


def test_every_page_leads_to_the_list_in_its_language(site: Site) -> None:
    for address, page in pages(site):
        language = next((code for code in LANGUAGES[1:] if address.startswith(f"{code}/")), "en")
        (picker,) = page.has_class("lg-shelf")
        (link,) = picker.findall("a")
        here = f"{ORIGIN}{address}"
        assert urljoin(here, link.get("href")) == f"{ORIGIN}{localised('releases/', language)}"
        assert urljoin(here, f"{picker.get('data-root').rstrip('/')}/") == ORIGIN
        own = "" if address in ("404.html", localised("releases/", language)) else address
        assert localised(picker.get("data-path"), language) == (own or localised("", language))
        assert picker.get("data-release") == ""


def test_searches_of_the_web_find_the_list(site: Site) -> None:
    sitemap = (site.root / "sitemap.xml").read_text(encoding="utf-8")
    for language in LANGUAGES:
        assert f"<loc>https://guidance.example/{localised('releases/', language)}</loc>" in sitemap


def test_a_preview_has_no_list(tmp_path: Path) -> None:
    build_site(PROJECT, tmp_path, BuildOptions(only="alpha/furnaces"))
    assert 'class="md-header__option lg-shelf"' not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_header_is_still_the_themes() -> None:
    """Ours was made from this one; where the theme's is another, compare the two, then renew the digest."""
    header = Path(material.__file__).parent / "templates" / "partials" / "header.html"
    assert sha256(header.read_bytes()).hexdigest() == _THEME
