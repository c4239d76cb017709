"""Catalogues: no translation is ever lost, and each says what it was made from."""

from dataclasses import replace

import pytest

from living_guidance.model.corpus import Block, Catalogue, Entry
from living_guidance.model.vocabulary import Authority, BlockKind, Freshness
from living_guidance.text.blocks import read_blocks
from living_guidance.text.catalogues import freshness, make_template, needs_translation, update_catalogue
from living_guidance.text.identity import identify


def named(body: str, memory: Catalogue | None = None) -> tuple[Block, ...]:
    return identify("pfos", "foams", read_blocks(body).blocks, memory).blocks


def translate(catalogue: Catalogue, **targets: str) -> Catalogue:
    """The catalogue with targets by the first word of their sources."""
    return replace(
        catalogue,
        entries=tuple(
            replace(entry, target=targets.get(entry.source.split()[0].strip("."), entry.target))
            for entry in catalogue.entries
        ),
    )


class History:
    """A chapter and its Chinese catalogue over several updates."""

    def __init__(self, body: str, **targets: str) -> None:
        self.blocks = named(body)
        self.template = make_template("pfos/foams", self.blocks)
        self.catalogue = translate(update_catalogue(None, None, self.blocks, "zh"), **targets)

    def revise(self, body: str) -> "History":
        self.blocks = named(body, self.template)
        self.catalogue = update_catalogue(self.catalogue, self.template, self.blocks, "zh")
        self.template = make_template("pfos/foams", self.blocks)
        return self

    def targets(self) -> list[tuple[str, str, bool, str]]:
        return [(entry.source, entry.target, entry.fuzzy, entry.previous) for entry in self.catalogue.entries]


@pytest.mark.parametrize(
    ("kind", "text", "needed"),
    [
        (BlockKind.PARAGRAPH, "Text.", True),
        (BlockKind.CELL, "全文", True),
        (BlockKind.CELL, "50 mg/kg", True),
        (BlockKind.CELL, "1,000.5", False),
        (BlockKind.CELL, "—", False),
        (BlockKind.CELL, "50[^source]", False),
        (BlockKind.PARAGRAPH, "<https://example.org/>", False),
        (BlockKind.CELL, "≤ 10 %", False),
        (BlockKind.ROW, "a | b", False),
    ],
)
def test_what_needs_translation(kind, text, needed):
    assert needs_translation(Block(kind, text, 0, 0, 0)) is needed


def test_a_template_remembers_rows_whole_and_blocks_without_words():
    template = make_template("pfos/foams", named("2018\n\n| 1 | two | three |\n|---|---|---|\n| 4 | 5 | 6 |\n"))
    assert [(entry.comment, entry.source, entry.row) for entry in template.entries] == [
        ("paragraph", "2018", ""),
        ("cell", "two", "1 | two | three"),
        ("cell", "three", ""),
        ("cell", "4", "4 | 5 | 6"),
    ]
    assert template.path == "translations/templates/pfos/foams.pot"


def test_a_new_catalogue_holds_what_is_to_be_translated():
    catalogue = update_catalogue(None, None, named("2018\n\nText.\n\n| 1 | two |\n|---|---|\n| 4 | 5 |\n"), "zh")
    assert [(entry.comment, entry.source, entry.row, entry.target) for entry in catalogue.entries] == [
        ("paragraph", "Text.", "", ""),
        ("cell", "two", "1 | two", ""),
    ]
    assert catalogue.language == "zh"


def test_a_changed_source_makes_the_translation_fuzzy_and_keeps_what_it_was_made_from():
    history = History("Foam is open to the wind.\n", Foam="泡沫")
    history.revise("Foam is wide open to the wind.\n")
    expected = [("Foam is wide open to the wind.", "泡沫", True, "Foam is open to the wind.")]
    assert history.targets() == expected
    # A second change: it is still the first text that was translated.
    history.revise("Foam is very wide open to the wind.\n")
    assert history.targets() == [("Foam is very wide open to the wind.", "泡沫", True, "Foam is open to the wind.")]
    history.revise("Foam is open to the wind.\n")
    assert history.targets() == [("Foam is open to the wind.", "泡沫", False, "")]


def test_lines_laid_out_anew_are_no_change():
    history = History("Foam is open. It runs.\n", Foam="泡沫").revise("Foam is open.\nIt runs.\n")
    assert history.targets() == [("Foam is open.\nIt runs.", "泡沫", False, "")]


def test_a_vanished_translation_is_kept_and_restored():
    history = History("Foam.\n\nWater is wet.\n", Foam="泡沫", Water="水")
    gone = history.revise("Foam.\n").catalogue
    assert [(entry.source, entry.target) for entry in gone.obsolete] == [("Water is wet.", "水")]
    history.revise("Foam.\n\nWater is wet.\n")
    assert history.targets() == [("Foam.", "泡沫", False, ""), ("Water is wet.", "水", False, "")]
    assert history.catalogue.obsolete == ()


def test_what_was_never_translated_leaves_nothing_behind():
    assert History("Foam.\n\nWater is wet.\n").revise("Foam.\n").catalogue.obsolete == ()


def test_the_same_words_elsewhere_are_not_translated_silently():
    history = History("Foam.\n", Foam="泡沫").revise("Foam.\n\n- Foam.\n")
    assert history.targets() == [("Foam.", "泡沫", False, ""), ("Foam.", "", False, "")]


def test_a_new_column_takes_no_translation_from_its_neighbour():
    before = "| Source | Limit |\n|---|---|\n| Kiln | ten |\n"
    after = "| Source | Unit | Limit |\n|---|---|---|\n| Kiln | mg | ten |\n"
    history = History(before, Source="来源", Limit="限值", Kiln="窑", ten="十").revise(after)
    cells = {source: (target, fuzzy) for source, target, fuzzy, _ in history.targets()}
    assert cells["Limit"] == ("限值", False)
    assert cells["ten"] == ("十", False)
    assert cells["Unit"] == ("限值", True)


def test_a_block_that_was_given_a_name_keeps_its_translation():
    history = History("Foam is open.\n", Foam="泡沫").revise("Foam is open.\n{: #foam }\n")
    assert [(entry.id, entry.target) for entry in history.catalogue.entries] == [("foam", "泡沫")]


def test_a_block_from_another_chapter_brings_its_translation():
    other = History("Foam is open.\n", Foam="泡沫")
    blocks = other.blocks
    assert update_catalogue(None, None, blocks, "zh", [other.catalogue]).entries[0].target == "泡沫"


def test_notes_and_empty_translations_are_kept():
    history = History("Foam.\n")
    history.catalogue = replace(
        history.catalogue, entries=tuple(replace(entry, note="ask") for entry in history.catalogue.entries)
    )
    assert history.revise("Foam.\n").catalogue.entries[0].note == "ask"


def test_updating_again_changes_nothing():
    history = History("Foam.\n\n| a | b |\n|---|---|\n| c | 1 |\n", Foam="泡沫", a="甲")
    before = history.catalogue
    assert history.revise("Foam.\n\n| a | b |\n|---|---|\n| c | 1 |\n").catalogue == before


@pytest.mark.parametrize(
    ("entry", "source", "authority", "expected"),
    [
        (None, "Foam.", Authority.COURTESY, Freshness.MISSING),
        (Entry("p", "Foam."), "Foam.", Authority.COURTESY, Freshness.MISSING),
        (Entry("p", "Foam.", " "), "Foam.", Authority.COURTESY, Freshness.MISSING),
        (Entry("p", "Foam.", "泡沫"), "Foam.", Authority.OFFICIAL, Freshness.CURRENT),
        (Entry("p", "Foam.", "泡沫"), "Foam.", Authority.MACHINE_DRAFT, Freshness.MACHINE_DRAFT),
        (Entry("p", "Foam.", "泡沫"), "Foams.", Authority.COURTESY, Freshness.STALE),
        (Entry("p", "Foam is.\nIt", "泡沫"), "Foam is. It", Authority.COURTESY, Freshness.CURRENT),
        (Entry("p", "Foam.", "泡沫", fuzzy=True), "Foam.", Authority.MACHINE_DRAFT, Freshness.STALE),
        (Entry("p", "[Foam](x.md).", "泡沫"), "[Foam](x.md).", Authority.COURTESY, Freshness.MISSING),
        (Entry("p", "[Foam](http://x.y).", "泡沫"), "[Foam](http://x.y).", Authority.COURTESY, Freshness.CURRENT),
    ],
)
def test_freshness(entry, source, authority, expected):
    assert freshness(entry, source, authority) is expected


def test_a_title_never_comes_from_another_chapter():
    title = Block(BlockKind.TITLE, "Textiles", 0, 0, 0, id="title")
    other = Catalogue(
        "other.po", "zh", entries=(Entry("title", "Waste", "废物"), Entry("pabcdefgh", "Wash it.", "洗净。"))
    )
    washed = Block(BlockKind.PARAGRAPH, "Wash it.", 0, 8, 0, id="pabcdefgh")
    fresh = update_catalogue(None, None, (title, washed), "zh", (other,))
    assert [(entry.id, entry.target) for entry in fresh.entries] == [("title", ""), ("pabcdefgh", "洗净。")]
