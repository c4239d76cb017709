"""The page of a chapter: its card, its banners and its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from living_guidance.model.addresses import (
    chapter_changes_page,
    chapter_page,
    document_page,
    team_page,
)
from living_guidance.model.corpus import Corpus
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import Freshness
from living_guidance.text.words import Run, redline
from living_guidance.view.parts import (
    ActionLine,
    ChangeLine,
    Link,
    Name,
    RoundLine,
    actions_on,
    change_lines,
    chemical_links,
    document_link,
    name,
    rounds_of,
    summary_of,
    title_of,
)


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """All that a chapter's page shows."""

    uri: str
    title: Name
    summary: Name | None
    document: Link
    document_symbol: str | None
    text: Text
    chemicals: tuple[Link, ...]
    team: Link | None
    source_category: Name | None
    actions: tuple[ActionLine, ...]
    open_round: RoundLine | None
    changes_uri: str
    last_change: ChangeLine | None
    redlines: Mapping[str, tuple[Run, ...]]
    """What the original changed since a stale translation was made, by block id."""


def chapter_view(corpus: Corpus, text: Text, day: date, language: str) -> ChapterPage:
    """The page of a chapter on a day, in a language."""
    matter = text.matter
    registers = corpus.registers
    team = registers.bodies.get(matter.task_team)
    category = registers.sources.get(matter.source_category or "")
    changes = change_lines(corpus, [text], day, language)
    rounds = rounds_of(corpus, matter.document, day, language)
    return ChapterPage(
        uri=chapter_page(matter.document, matter.id),
        title=title_of(text),
        summary=summary_of(text),
        document=Link(document_page(matter.document), document_link(corpus, matter.document, language).name),
        document_symbol=corpus.documents[matter.document].value.symbol,
        text=text,
        chemicals=chemical_links(corpus, matter.chemicals, day, language, short=True),
        team=Link(team_page(matter.task_team), name(team.value.name, language)) if team else None,
        source_category=name(category.value.name, language) if category else None,
        actions=actions_on(corpus, matter.document, day, language),
        open_round=next((line for line in rounds if line.is_open), None),
        changes_uri=chapter_changes_page(matter.document, matter.id),
        last_change=changes[0] if changes else None,
        redlines={
            passage.block.id: redline(
                passage.previous, passage.block.text, matter.language, _terms(corpus, matter.language)
            )
            for passage in text.passages
            if passage.freshness is Freshness.STALE
        },
    )


def _terms(corpus: Corpus, language: str) -> tuple[str, ...]:
    """The glossary's words in a language, which a redline must not cut."""
    words = (located.value.term.get(language) for located in corpus.registers.glossary.values())
    return tuple(word for word in words if word)
