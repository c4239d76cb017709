"""Read a chapter in a language: which text each block has there, and how fresh it is."""

from living_guidance.model.corpus import Block, Catalogue, Chapter, Entry
from living_guidance.model.issue import Location
from living_guidance.model.text import Coverage, Passage, Text
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.text.catalogues import freshness, needs_translation
from living_guidance.text.splice import mark_for, splice, unsafe_target


def read_text(chapter: Chapter, language: str) -> Text:
    """A chapter's working text in a language; untranslated blocks keep the original's words."""
    original = language == chapter.matter.language
    catalogue = None if original else chapter.catalogues.get(language) or Catalogue(path="", language=language)
    entries = catalogue.by_id() if catalogue else {}
    numbers = _paragraph_numbers(chapter.blocks)
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
    marks = {block.id: mark_for(index) for index, block in enumerate(chapter.blocks)}
    body_blocks = tuple(block for block in chapter.blocks if block.kind is not BlockKind.TITLE)
    return Text(
        matter=chapter.matter,
        language=language,
        marked=splice(chapter.body, body_blocks, targets, lambda block: marks[block.id]),
        passages=passages,
        coverage=_coverage(passages),
        authority=catalogue.authority if catalogue else None,
        born=chapter.born,
    )


def _paragraph_numbers(blocks: tuple[Block, ...]) -> list[int | None]:
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
    previous = (entry.previous or entry.source) if state is Freshness.STALE else ""
    place = Location(catalogue.path, entry.line)
    return Passage(block, entry.target, catalogue.language, state, previous, number, place)


def _coverage(passages: tuple[Passage, ...]) -> Coverage:
    states = [passage.freshness for passage in passages]
    return Coverage(
        current=states.count(Freshness.CURRENT) + states.count(Freshness.MACHINE_DRAFT),
        stale=states.count(Freshness.STALE),
        missing=states.count(Freshness.MISSING),
    )
