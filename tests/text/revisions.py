"""A text that is revised again and again by a script that knows which paragraph is which."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from rapidfuzz.fuzz import ratio

from living_guidance.model.corpus import Block
from living_guidance.model.vocabulary import BlockKind

PROSE = Path(__file__).parent / "prose"
SIZE = 300
DELETED, ADDED, EDITED, MOVED = 0.05, 0.05, 0.20, 0.02
REPEATED = 70
"""From which likeness on, in a hundred, a sentence repeats another."""


@cache
def unlike(language: str) -> tuple[str, ...]:
    """The sentences of the prose, but of those that nearly repeat each other only one.

    Where one leaves and its like comes, a reader too would take it for the same, edited.
    """
    found: list[str] = []
    for line in (PROSE / f"{language}.txt").read_text(encoding="utf-8").split("\n")[:-1]:
        if all(ratio(line, other, score_cutoff=REPEATED) == 0 for other in found):
            found.append(line)
    return tuple(found)


@dataclass(frozen=True)
class Paragraph:
    """A block's text, and which paragraph it truly is."""

    truth: int
    kind: BlockKind
    text: str
    """The cells of a row are parted by `` | ``."""


@dataclass
class Author:
    """Writes and revises a text in one language; ``mixed`` has 40 % short items and near-identical rows."""

    random: random.Random
    language: str
    mixed: bool
    sentences: list[str] = field(init=False)
    written: int = 0
    rows: int = 0
    said: set[str] = field(default_factory=set)
    """Every text there ever was: two paragraphs that read the same, word for word, nobody could tell apart."""

    def __post_init__(self) -> None:
        self.sentences = [*unlike(self.language)]
        self.random.shuffle(self.sentences)

    def write(self) -> list[Paragraph]:
        return [self.new() for _ in range(SIZE)]

    def new(self) -> Paragraph:
        self.written += 1
        return self.unheard(self.draft)

    def unheard(self, write: Callable[[], Paragraph]) -> Paragraph:
        """A paragraph that reads as none did before."""
        paragraph = write()
        while paragraph.text in self.said:
            paragraph = write()
        self.said.add(paragraph.text)
        return paragraph

    def draft(self) -> Paragraph:
        chance = self.random.random() if self.mixed else 1.0
        if chance < 0.2:
            words = self.words(self.sentence())[: self.random.randint(4, 9)]
            return Paragraph(self.written, BlockKind.ITEM, "".join(words).strip(" ，,"))
        if chance < 0.4:
            return Paragraph(self.written, BlockKind.ROW, self.row())
        count = self.random.choice((1, 1, 2))
        return Paragraph(self.written, BlockKind.PARAGRAPH, "\n".join(self.sentence() for _ in range(count)))

    def sentence(self) -> str:
        """A sentence that was not used yet; when none is left, one pieced together from two."""
        if self.sentences:
            return self.sentences.pop()
        return self.phrase(12) + ("，" if self.language == "zh" else ", ") + self.phrase(12)

    def words(self, text: str) -> list[str]:
        return re.findall(r"[\u4e00-\u9fff]{1,2}|\s*[^\s\u4e00-\u9fff]+|\s+", text)

    def phrase(self, length: int) -> str:
        """So many words from the midst of a sentence."""
        lines = (PROSE / f"{self.language}.txt").read_text(encoding="utf-8").split("\n")[:-1]
        words = self.words(self.random.choice(lines))
        start = self.random.randrange(max(1, len(words) - length))
        return "".join(words[start : start + length]).strip(" ，。；：,.;:")

    def row(self) -> str:
        self.rows += 1
        key = f"{'设施' if self.language == 'zh' else 'Plant'} {self.random.randint(1, 99)}-{self.rows}"
        return " | ".join((key, *(self.value() for _ in range(3))))

    def value(self) -> str:
        unit = self.random.choice(("mg/kg", "ng TEQ/Nm³"))
        return f"{self.random.choice((0.1, 0.5, 1, 10, 50, 100))} {unit}"

    def edit(self, paragraph: Paragraph) -> Paragraph:
        if paragraph.kind is BlockKind.ROW:
            cells = paragraph.text.split(" | ")
            column = self.random.randrange(len(cells))
            cells[column] = self.row().split(" | ")[0] if column == 0 else self.value()
            return replace(paragraph, text=" | ".join(cells))
        text = paragraph.text
        for _ in range(1 if paragraph.kind is BlockKind.ITEM else self.random.randint(1, 3)):
            text = self.change(text)
        lines = text.split("\n")
        if paragraph.kind is BlockKind.PARAGRAPH and self.random.random() < 0.15:
            lines = lines[:-1] if len(lines) > 1 else [*lines, self.sentence()]
        return replace(paragraph, text="\n".join(lines))

    def change(self, text: str) -> str:
        """Replace, insert or leave out a word or two."""
        words = self.words(text)
        at = self.random.randrange(len(words))
        length = self.random.randint(1, 2)
        fresh = self.words(" " + self.phrase(length))
        match self.random.choice(("replace", "insert", "leave out")):
            case "replace":
                words[at : at + length] = fresh
            case "insert":
                words[at:at] = fresh
            case "leave out" if len(words) > 4:
                del words[at : at + length]
        return "".join(words).strip()

    def revise(self, text: list[Paragraph]) -> list[Paragraph]:
        revised = list(text)
        for _ in range(round(DELETED * SIZE)):
            revised.pop(self.random.randrange(len(revised)))
        for at in self.random.sample(range(len(revised)), round(EDITED * SIZE)):
            revised[at] = self.unheard(partial(self.edit, revised[at]))
        for _ in range(round(MOVED * SIZE)):
            paragraph = revised.pop(self.random.randrange(len(revised)))
            revised.insert(self.random.randrange(len(revised) + 1), paragraph)
        for _ in range(round(ADDED * SIZE)):
            revised.insert(self.random.randrange(len(revised) + 1), self.new())
        return revised


def blocks_of(text: list[Paragraph]) -> list[Block]:
    """The text as blocks without identities."""
    blocks = []
    for number, paragraph in enumerate(text):
        row = number if paragraph.kind is BlockKind.ROW else -1
        blocks.append(Block(paragraph.kind, paragraph.text, 0, 0, number, row=row))
        if row >= 0:
            blocks += [
                Block(BlockKind.CELL, cell, 0, 0, number, row=row, column=column)
                for column, cell in enumerate(paragraph.text.split(" | "), start=1)
            ]
    return blocks
