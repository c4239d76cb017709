"""Show what became of each paragraph of a chapter, with its words: the part of a changelog that redlines are for."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import Messages
from living_guidance.render.redline_words import Side, Writer, nowhere
from living_guidance.text.redline import Compared, Redline
from living_guidance.text.states import State

ChangedWords = Callable[[State, State], Mapping[str, str]]
"""The words of each paragraph that changed between two states, in the language of the page: clean HTML by id."""


def changed_words(redline: Redline, messages: Messages) -> dict[str, str]:
    """What changed in each paragraph's words; a row's are those of its cells."""
    writer, cells = Writer(messages, nowhere), redline.cells

    def words(block: Compared) -> Markup:
        html = writer.words(block, Side.BOTH)
        language = block.passage.language
        if language == messages.language:
            return html
        direction = messages.direction(language)
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction, html)

    return {
        block.id: str(
            Markup(' <span class="lg-history__cell" aria-hidden="true">|</span> ').join(map(words, cells[block.id]))
            if block.kind is BlockKind.ROW and block.id in cells
            else words(block)
        )
        for block in redline.changes
    }
