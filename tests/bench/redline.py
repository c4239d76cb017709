"""How long the redline of a chapter takes: ``python -m tests.bench.redline``."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from living_guidance.model.text import Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import load_messages
from living_guidance.render.redline import render_redline
from living_guidance.text.fates import Piece, fates
from living_guidance.text.redline import compare
from living_guidance.text.words import load_dictionary
from tests.text.revisions import Author, Paragraph
from tests.text.states import text_of

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds, the best of several runs."""

    language: str
    blocks: int
    fates: float
    compare: float
    render: float


def redline_times(language: str, *, runs: int = 5) -> Times:
    """The times of a chapter of 300 paragraphs, items and rows after one revision that touched a third of them."""
    old, new = _states(language)
    load_dictionary()
    pieces = [[(one.block.id, one.block.kind, one.text) for one in text.passages] for text in (old, new)]
    redline = compare(old, new)
    messages = load_messages(language)
    render_redline(redline, messages)
    return Times(
        language=language,
        blocks=len(redline.blocks),
        fates=_best(runs, lambda: fates(*pieces)),
        compare=_best(runs, lambda: compare(old, new)),
        render=_best(runs, lambda: render_redline(redline, messages)),
    )


def _states(language: str) -> tuple[Text, Text]:
    author = Author(random.Random(8), language, mixed=True)
    first = author.write()
    return text_of(list(_pieces(first)), language), text_of(list(_pieces(author.revise(first))), language)


def _pieces(text: list[Paragraph]) -> Iterator[Piece]:
    for paragraph in text:
        name = f"p{paragraph.truth}"
        yield name, paragraph.kind, paragraph.text
        if paragraph.kind is BlockKind.ROW:
            for column, cell in enumerate(paragraph.text.split(" | "), start=1):
                yield f"{name}-c{column}", BlockKind.CELL, cell


def _best(runs: int, work: Callable[[], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        work()
        return 1000 * (time.perf_counter() - start)

    return min(once() for _ in range(runs))


if __name__ == "__main__":
    for code in LANGUAGES:
        print(redline_times(code))  # noqa: T201 - what it is run for
