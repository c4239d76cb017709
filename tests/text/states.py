"""Two states of a text, for redlines: from bodies, or from blocks whose ids are given."""

from collections.abc import Mapping, Sequence

from living_guidance.model.corpus import Block
from living_guidance.model.issue import Location
from living_guidance.model.text import Coverage, Passage, Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.blocks import read_blocks
from living_guidance.text.catalogues import update_catalogue
from living_guidance.text.identity import identify
from living_guidance.text.reading import read_text
from tests.corpora import chapter, matter


def texts(old: str, new: str, words: Mapping[str, str] | None = None) -> tuple[Text, Text]:
    """Two bodies as texts, ids carried from the first to the second; in Chinese if there are words for it."""
    first = chapter(old, {"zh": words} if words else None)
    second = chapter(new, {"zh": words} if words else None)
    memory = update_catalogue(None, None, first.blocks, "")
    found = identify("alpha", "furnaces", read_blocks(new).blocks, memory).blocks
    renamed = {block.id: carried.id for block, carried in zip(second.blocks, found, strict=True)}
    catalogues = {
        code: replaced(catalogue, entries=tuple(replaced(one, id=renamed[one.id]) for one in catalogue.entries))
        for code, catalogue in second.catalogues.items()
    }
    second = replaced(second, blocks=found, catalogues=catalogues)
    language = "zh" if words else "en"
    return read_text(first, language), read_text(second, language)


def replaced(value, **fields):
    return value.__class__(**({name: getattr(value, name) for name in value.__dataclass_fields__} | fields))


def spoken(text: Text, language: str) -> Text:
    """A text as if it had been written in another language."""
    passages = tuple(replaced(passage, language=language) for passage in text.passages)
    return replaced(text, language=language, passages=passages)


def text_of(
    blocks: Sequence[tuple[str, BlockKind, str]], language: str = "en", levels: Mapping[str, int] | None = None
) -> Text:
    """Blocks with these ids as a text; a table begins wherever a row does not follow a row."""
    passages, places, body, number, row, column = [], [], "", 0, -1, 0
    before = None
    for name, kind, words in blocks:
        if kind is BlockKind.ROW:
            row, column = row + 1, 0
        column += kind is BlockKind.CELL
        if before not in {BlockKind.ROW, BlockKind.CELL}:
            body += "\n\n"
        before = kind
        own = int(name.rpartition("-c")[2]) if kind is BlockKind.CELL else 0
        place = (len(body), len(body) + len(words))
        body += "" if kind is BlockKind.ROW else f"{words} | "
        level = (levels or {}).get(name, 2 if kind is BlockKind.HEADING else 0)
        inner = row if kind in {BlockKind.ROW, BlockKind.CELL} else -1
        number += kind is BlockKind.PARAGRAPH
        block = Block(kind, words, *place, 0, level=level, row=inner, column=own, id=name)
        own_number = number if kind is BlockKind.PARAGRAPH else None
        passages.append(Passage(block, words, language, None, "", own_number, Location("")))
        places.append(place)
    return Text(
        matter=matter(language=language),
        language=language,
        body=body,
        marked=body,
        passages=tuple(passages),
        places=tuple(places),
        coverage=Coverage(),
        authority=None,
    )


def paragraphs(text: str) -> list[tuple[str, BlockKind, str]]:
    """Blocks from lines ``id: words``.

    A sign after the id tells the kind: ``*`` item, ``#`` heading, ``|`` row of cells, ``!`` code, ``^`` footnote, ``=``
    caption; without one it is a paragraph.
    """
    kinds = {"*": BlockKind.ITEM, "#": BlockKind.HEADING, "|": BlockKind.ROW, "!": BlockKind.CODE}
    kinds |= {"^": BlockKind.FOOTNOTE, "=": BlockKind.CAPTION}
    blocks = []
    for line in text.strip().split("\n"):
        name, _, words = line.strip().partition(": ")
        kind = kinds.get(name[-1], BlockKind.PARAGRAPH)
        name = name.rstrip("*#|!^=")
        blocks.append((name, kind, words))
        if kind is BlockKind.ROW:
            cells = words.split(" | ")
            blocks += [(f"{name}-c{at}", BlockKind.CELL, cell) for at, cell in enumerate(cells, 1) if cell]
    return blocks
