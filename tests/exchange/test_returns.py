"""What a returned sheet may change, row by row."""

from dataclasses import replace

import pytest

from living_guidance.exchange.returns import Verdict, take_in, tidy, weigh
from living_guidance.exchange.sheets import ReturnedRow, ReturnedSheet, make_sheet
from living_guidance.model.corpus import Chapter, Entry
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.text.reading import read_text
from tests.exchange.test_sheets import furnaces

STALE = "Gas"
CURRENT = "=1+1 is no formula."
MISSING = "Heat"
LINKED = "First sentence.\nSecond, with [a link](filters.md).[^a]"


def row_of(text: str, /, **changes: object) -> ReturnedRow:
    """The row of a source text as it comes back, with something changed."""
    rows = make_sheet(furnaces(), "zh").rows
    number, sent = next((number, row) for number, row in enumerate(rows, start=2) if row.source == text)
    state = "behind" if sent.state is Freshness.STALE else sent.state.value
    back = ReturnedRow(number, sent.id, sent.source, sent.target, state, sent.note, sent.remembered)
    return replace(back, **changes)  # type: ignore[arg-type]


def weighed(*rows: ReturnedRow, chapter: Chapter | None = None, force: bool = False) -> Verdict:
    sheet = ReturnedSheet("alpha/furnaces", "zh", rows)
    return weigh(sheet, chapter or furnaces(), "sheet.xlsx", force=force)


def entry_of(chapter: Chapter, source: str) -> Entry:
    return next(entry for entry in chapter.catalogues["zh"].entries if entry.source == source)


def with_entry(source: str, **changes: object) -> Chapter:
    """The chapter with one of its entries changed since the sheet went out."""
    made = furnaces()
    entries = tuple(
        replace(entry, **changes) if entry.source == source else entry  # type: ignore[arg-type]
        for entry in made.catalogues["zh"].entries
    )
    return replace(made, catalogues={"zh": replace(made.catalogues["zh"], entries=entries)})


@pytest.mark.parametrize(
    ("row", "target", "note"),
    [
        (row_of(MISSING, target="热"), "热", ""),
        (row_of(MISSING, target="  热 \n"), "热", ""),
        (row_of(STALE, target="煤气"), "煤气", "See glossary"),
        (row_of(STALE, state="current"), "气体", "See glossary"),
        (row_of(STALE, state=" Current "), "气体", "See glossary"),
        (row_of(STALE, state="最新"), "气体", "See glossary"),
        (row_of(CURRENT, note="Checked"), "=1+1并非公式。", "Checked"),
        (row_of(STALE, note=None, target="煤气"), "煤气", "See glossary"),
        (row_of(LINKED, target="一句。二句，[链接](filters.md)[^a]"), "一句。\n二句，[链接](filters.md)[^a]", ""),
    ],
)
def test_a_row_is_taken(row: ReturnedRow, target: str, note: str) -> None:
    verdict = weighed(row)
    assert verdict.issues == ()
    (proposal,) = verdict.proposals
    assert (proposal.new.target, proposal.new.note, proposal.new.fuzzy) == (target, note, False)
    assert proposal.row == row.number


@pytest.mark.parametrize(
    "row",
    [
        row_of(MISSING),
        row_of(STALE),
        row_of(CURRENT),
        row_of(CURRENT, state="stale"),
        row_of(CURRENT, source="touched, but not translated anew"),
        row_of(LINKED, target="第一句。第二句，含[链接](filters.md)。[^a]"),
        row_of(MISSING, state="current"),
    ],
)
def test_a_row_changes_nothing(row: ReturnedRow) -> None:
    assert weighed(row) == Verdict((), (), 1)


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (row_of(MISSING, id="pnowhere", target="热"), "sheet.unknown-id", {}),
        (row_of(MISSING, id="", target="热"), "sheet.unknown-id", {}),
        (row_of(CURRENT, target=""), "sheet.emptied", {}),
        (row_of(MISSING, fault="sheet.formula", target="=1"), "sheet.formula", {}),
        (row_of(MISSING, target="<b>热</b>"), "po.html", {"found": "<b>"}),
        (row_of(LINKED, target="没有链接。[^a]"), "po.lost-link", {"found": "filters.md"}),
        (row_of(LINKED, target="[链接](other.md)[^a]"), "po.lost-link", {"found": "filters.md"}),
        (row_of(MISSING, target="热\ue000"), "po.character", {"found": "U+E000"}),
    ],
)
def test_a_row_is_left_alone_even_with_force(row: ReturnedRow, code: str, words: dict[str, str]) -> None:
    for force in (False, True):
        verdict = weighed(row, force=force)
        assert verdict.proposals == ()
        assert [(issue.code, str(issue.where)) for issue in verdict.issues] == [(code, f"sheet.xlsx:{row.number}:1")]
        assert verdict.issues[0].words == {"id": row.id or "–", **words}


CHANGED = [
    ("the source in the sheet is not today's", row_of(STALE, target="煤气", source="Gasses"), furnaces()),
    ("somebody else translated it", row_of(MISSING, target="热"), with_entry(MISSING, target="热量")),
    ("somebody else revised it", row_of(STALE, target="煤气"), with_entry(STALE, target="气")),
    ("somebody else confirmed it", row_of(STALE, target="煤气"), with_entry(STALE, fuzzy=False, previous="")),
    ("somebody else noted something", row_of(STALE, target="煤气"), with_entry(STALE, note="No!")),
    ("the sheet has lost its memory", row_of(STALE, target="煤气", remembered=""), furnaces()),
]


@pytest.mark.parametrize(("row", "chapter"), [case[1:] for case in CHANGED], ids=[case[0] for case in CHANGED])
def test_nothing_is_overwritten_unseen(row: ReturnedRow, chapter: Chapter) -> None:
    verdict = weighed(row, chapter=chapter)
    code = "sheet.source-changed" if row.source == "Gasses" else "sheet.entry-changed"
    assert [issue.code for issue in verdict.issues] == [code]
    assert verdict.proposals == ()
    assert len(weighed(row, chapter=chapter, force=True).proposals) == 1


def test_what_was_never_translated_needs_no_memory() -> None:
    assert len(weighed(row_of(MISSING, target="热", remembered="")).proposals) == 1


def test_an_id_in_two_rows_is_refused_in_both() -> None:
    rows = (row_of(MISSING, target="热"), row_of(MISSING, target="火", number=9))
    verdict = weighed(*rows, force=True)
    assert [issue.code for issue in verdict.issues] == ["sheet.duplicate-id"] * 2


def test_a_paragraph_that_the_catalogue_does_not_know_waits_for_the_update() -> None:
    made = furnaces()
    short = replace(made.catalogues["zh"], entries=made.catalogues["zh"].entries[1:])
    verdict = weighed(row_of(MISSING, target="热"), chapter=replace(made, catalogues={"zh": short}))
    assert [issue.code for issue in verdict.issues] == ["sheet.no-entry"]


def test_taken_rows_stand_in_the_catalogue_and_in_the_text() -> None:
    chapter = furnaces()
    verdict = weighed(row_of(MISSING, target="热"), row_of(STALE, state="current"))
    catalogue = take_in(chapter, "zh", verdict.proposals)
    text = read_text(replace(chapter, catalogues={"zh": catalogue}), "zh")
    assert (text.coverage.current, text.coverage.stale, text.coverage.missing) == (4, 0, 2)
    untouched = [entry for entry in catalogue.entries if entry.source not in (MISSING, STALE)]
    assert untouched == [entry for entry in chapter.catalogues["zh"].entries if entry.source not in (MISSING, STALE)]
    again = weigh(
        ReturnedSheet("alpha/furnaces", "zh", (row_of(MISSING, target="热"),)),
        replace(chapter, catalogues={"zh": catalogue}),
        "sheet.xlsx",
    )
    assert again == Verdict((), (), 1)


def test_a_chapter_without_a_catalogue_gets_one() -> None:
    chapter = replace(furnaces(), catalogues={})
    verdict = weighed(row_of(MISSING, target="热"), chapter=chapter)
    catalogue = take_in(chapter, "zh", verdict.proposals)
    assert catalogue.path == "translations/zh/alpha/furnaces.po"
    assert [entry.target for entry in catalogue.entries] == ["热", "", "", "", "", ""]


@pytest.mark.parametrize(
    ("kind", "text", "tidied"),
    [
        (BlockKind.PARAGRAPH, "一。二。\n三", "一。\n二。\n三"),
        (BlockKind.HEADING, "一\n二", "一二"),
        (BlockKind.CELL, "One.\nTwo.", "One. Two."),
        (BlockKind.CODE, "a\n  b", "a\n  b"),
    ],
)
def test_a_translation_is_tidied(kind: BlockKind, text: str, tidied: str) -> None:
    assert tidy(kind, text) == tidied
