"""A translation that its translator is not sure of says so, and blames no change of the original."""

import pytest

from tests.site.conftest import Build
from tests.site.sites import edited, words

PO = "translations/zh/alpha/furnaces.po"
UNSURE = edited(PO, ('#| msgid "Cool the gas."\n', ""), ('#. image\nmsgctxt "pik', '#. image\n#, fuzzy\nmsgctxt "pik'))


@pytest.fixture(scope="module")
def said(build: Build) -> dict[str, str]:
    """What is said in the item and after the picture."""
    page = build(changes=UNSURE).page("zh/alpha/furnaces/")
    (note,) = page.by_id("pmjhd6vpq").xpath("./details")
    assert note.xpath(".//*[contains(@class, 'lg-redline')]") == []
    return {"item": words(note), "image": words(page.one("//img/following-sibling::span[@class='lg-spoken']"))}


def test_it_is_told_in_place(said: dict[str, str]) -> None:
    assert said == {
        "item": "尚待译者确认译者已标记本段有待复核；原文没有改动。",
        "image": "尚待译者确认",
    }
