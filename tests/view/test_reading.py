"""A text as readers meet it: what is translated, what is behind, what is missing."""

from dataclasses import replace

import pytest

from living_guidance.model.corpus import Catalogue, Entry
from living_guidance.model.text import Coverage
from living_guidance.model.vocabulary import Freshness
from living_guidance.text.anchors import heading_anchors
from living_guidance.text.reading import read_text
from tests.corpora import chapter

BODY = """\
## Heat

Keep it hot.

It cools.

- Quench it.

| Gas | Limit |
| --- | --- |
| Dust | 10 |

!!! note "Care"

    Not by hand.
"""
ZH = {"Heat": "热", "Keep it hot.": "保持高温。", "Gas": "气体", "Limit": "限值", "Dust": "粉尘", "Care": "注意"}


def test_the_original_is_itself() -> None:
    text = read_text(chapter(BODY), "en")
    assert text.is_original
    assert text.coverage == Coverage()
    assert text.authority is None
    assert [passage.text for passage in text.passages if passage.number] == ["Keep it hot.", "It cools."]


def test_a_translation_takes_the_place_of_its_source() -> None:
    text = read_text(chapter(BODY, {"zh": ZH}), "zh")
    by_source = {passage.block.text: passage for passage in text.passages}
    assert (by_source["Keep it hot."].text, by_source["Keep it hot."].freshness) == ("保持高温。", Freshness.CURRENT)
    assert (by_source["It cools."].language, by_source["It cools."].freshness) == ("en", Freshness.MISSING)
    assert by_source["10"].freshness is None  # a number needs no translation
    assert text.coverage == Coverage(current=6, stale=0, missing=3)
    assert text.coverage.percent == 66


@pytest.mark.parametrize(
    ("entry", "previous", "unconfirmed"),
    [
        (Entry("", "It cools.", "冷却。", fuzzy=True), "", True),
        (Entry("", "It cools.", "冷却。", fuzzy=True, previous="It  cools."), "", True),
        (Entry("", "It cools.", "冷却。", fuzzy=True, previous="It is hot."), "It is hot.", False),
        (Entry("", "It is hot.", "冷却。", fuzzy=True), "It is hot.", False),
        (Entry("", "It is hot.", "冷却。"), "It is hot.", False),
        (Entry("", "It cools.", "冷却。"), "", False),
    ],
)
def test_a_translator_who_is_unsure_changes_no_original(entry: Entry, previous: str, unconfirmed: bool) -> None:
    one = chapter("It cools.\n")
    catalogue = Catalogue("zh.po", "zh", entries=(replace(entry, id=one.blocks[0].id),))
    text = read_text(replace(one, catalogues={"zh": catalogue}), "zh")
    (passage,) = text.passages
    assert (passage.text, passage.previous, passage.is_unconfirmed) == ("冷却。", previous, unconfirmed)


def test_numbers_and_fragments_are_the_same_in_every_language() -> None:
    one = chapter(BODY, {"zh": ZH})
    english, chinese = read_text(one, "en"), read_text(one, "zh")
    assert [passage.number for passage in english.passages] == [passage.number for passage in chinese.passages]
    assert [passage.block.id for passage in english.passages] == [passage.block.id for passage in chinese.passages]
    assert list(heading_anchors(one.blocks).values()) == ["heat"]


def test_a_chapter_without_a_catalogue_is_all_missing() -> None:
    text = read_text(chapter(BODY), "zh")
    assert text.coverage == Coverage(missing=9)


def test_a_hundred_per_cent_means_all() -> None:
    assert Coverage(current=999, missing=1).percent == 99
    assert Coverage().percent == 100
