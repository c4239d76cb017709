"""Read a chapter in a language: which text each block has there, and how fresh it is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from living_guidance.model.corpus import Block, Catalogue, Chapter, Entry
from living_guidance.model.issue import Location
from living_guidance.model.text import Coverage, Passage, Text
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.model.writing import unwrap
from living_guidance.text.catalogues import freshness, made_from, needs_translation
from living_guidance.text.splice import (
    WITHOUT_PLACE,
    mark_blocks,
    mark_for,
    replace_texts,
    standing_text,
    unsafe_target,
)


def read_text(chapter: Chapter, language: str) -> Text:
    """A chapter's working text in a language; untranslated blocks keep the original's words."""
    original = language == chapter.matter.language
    catalogue = None if original else chapter.catalogues.get(language) or Catalogue(path="", language=language)
    entries = catalogue.by_id() if catalogue else {}
    numbers = paragraph_numbers(chapter.blocks)
    passages = tuple(
        _original(chapter, block, number)
        if catalogue is None or not needs_translation(block)
        else _translated(chapter, block, number, catalogue, entries.get(block.id))
        for block, number in zip(chapter.blocks, numbers, strict=True)
    )
    targets = {
        passage.block.id: passage.text
        for passage in passages
        if not passage.is_title and passage.language != chapter.matter.language
    }
    body, placed = replace_texts(chapter.body, chapter.blocks, targets)
    return make_text(
        matter=chapter.matter,
        language=language,
        body=body,
        passages=tuple(as_it_stands(passages, body, placed)),
        places=tuple((block.start, block.end) for block in placed),
        authority=catalogue.authority if catalogue else None,
        born=chapter.born,
    )


def make_text(*, body: str, passages: tuple[Passage, ...], places: tuple[tuple[int, int], ...], **more: Any) -> Text:
    """A text with its marks and its coverage; passages and places, in the body, belong to each other."""
    placed = tuple(
        replace(passage.block, start=start, end=end) for passage, (start, end) in zip(passages, places, strict=True)
    )
    marks = {block.id: mark_for(index) for index, block in enumerate(placed)}
    return Text(
        body=body,
        marked=mark_blocks(body, placed, lambda block: marks[block.id]),
        passages=passages,
        places=places,
        coverage=_coverage(passages),
        **more,
    )


def as_it_stands(passages: Iterable[Passage], body: str, placed: Sequence[Block]) -> Iterator[Passage]:
    """The passages with the words that stand in the body; a row has those of its cells."""
    standing = [
        passage if block.kind in WITHOUT_PLACE else replace(passage, text=standing_text(body, block))
        for passage, block in zip(passages, placed, strict=True)
    ]
    rows: dict[int, list[Passage]] = defaultdict(list)
    for passage in standing:
        if passage.block.kind is BlockKind.CELL:
            rows[passage.block.row].append(passage)
    for passage in standing:
        if passage.block.kind is BlockKind.ROW:
            cells = rows[passage.block.row]
            language = next((cell.language for cell in cells if cell.language != passage.language), passage.language)
            yield replace(passage, text=" | ".join(unwrap(cell.text) for cell in cells), language=language)
        else:
            yield passage


def paragraph_numbers(blocks: Sequence[Block]) -> list[int | None]:
    """Number the paragraphs of running text, as United Nations documents do; nothing nested has a number."""
    numbers: list[int | None] = []
    last = 0
    for block in blocks:
        numbered = block.kind is BlockKind.PARAGRAPH and block.level == 0
        last += numbered
        numbers.append(last if numbered else None)
    return numbers


def _original(chapter: Chapter, block: Block, number: int | None) -> Passage:
    return Passage(block, block.text, chapter.matter.language, None, "", number, chapter.locate(block))


def _translated(
    chapter: Chapter, block: Block, number: int | None, catalogue: Catalogue, entry: Entry | None
) -> Passage:
    state = freshness(entry, block.text, catalogue.authority)
    if entry is None or state is Freshness.MISSING or unsafe_target(block, entry.target):
        # A catalogue that has the message is the place to translate it; else the source is all there is.
        place = Location(catalogue.path, entry.line) if entry else chapter.locate(block)
        return Passage(block, block.text, chapter.matter.language, Freshness.MISSING, "", number, place)
    previous = made_from(entry, block.text) if state is Freshness.STALE else ""
    place = Location(catalogue.path, entry.line)
    return Passage(block, entry.target, catalogue.language, state, previous, number, place)


def _coverage(passages: tuple[Passage, ...]) -> Coverage:
    states = [passage.freshness for passage in passages]
    return Coverage(
        current=states.count(Freshness.CURRENT) + states.count(Freshness.MACHINE_DRAFT),
        stale=states.count(Freshness.STALE),
        missing=states.count(Freshness.MISSING),
    )
