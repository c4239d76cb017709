"""The page of a chapter: its card, its banners and its text."""

from collections.abc import Mapping
from dataclasses import dataclass

from living_guidance.model.addresses import (
    chapter_changes_page,
    document_page,
    history_address,
    team_page,
)
from living_guidance.model.text import Text
from living_guidance.text.history import changed_ids, intervals
from living_guidance.text.states import State, States
from living_guidance.text.words import Run, redline
from living_guidance.view.citation import Citation, citation_of
from living_guidance.view.commenting import ChapterCommenting, Commenting, chapter_commenting
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
from living_guidance.view.remarks import Remarks
from living_guidance.view.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """All that a chapter's page shows."""

    uri: str
    state: State
    standing: Standing
    """The state that is shown, and the others."""
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
    commenting: ChapterCommenting | None
    changes_uri: str
    last_change: ChangeLine | None
    citation: Citation | None
    redlines: Mapping[str, tuple[Run, ...]]
    """What the original changed since a stale translation was made, by block id."""
    histories: Mapping[str, str]
    """Where the history of each paragraph stands that ever changed, by its id; a row has one for all its cells."""
    remarks: Remarks | None
    """The comments that rest on the text."""


def chapter_view(
    states: States,
    key: str,
    uri: str,
    state: State,
    language: str,
    remarks: Remarks | None = None,
    opens: Commenting | None = None,
) -> ChapterPage:
    """The page at an address that shows a chapter in a state, in a language, with the comments on it.

    ``opens`` is how its document can be commented on.
    """
    corpus, day = states.corpus, states.day
    text = states.text(state, language)
    matter = text.matter
    registers = corpus.registers
    team = registers.bodies.get(matter.task_team)
    category = registers.sources.get(matter.source_category or "")
    changes = change_lines(corpus, [text], state.day or day, language)
    document, chapter = key.split("/")
    # A frozen page is kept from build to build, so that it must not tell of the working text.
    ways = [way for way in intervals(states, key) if way.new.snapshot or state.snapshot is None]
    rounds = rounds_of(corpus, matter.document, day, language)
    return ChapterPage(
        uri=uri,
        state=state,
        standing=standing_of(states, key, state, language),
        title=title_of(text),
        summary=summary_of(text),
        document=Link(document_page(matter.document), document_link(corpus, matter.document, language).name),
        document_symbol=corpus.documents[matter.document].value.symbol,
        text=text,
        chemicals=chemical_links(corpus, matter.chemicals, day, language, short=True),
        team=Link(team_page(matter.task_team), name(team.value.name, language)) if team else None,
        source_category=name(category.value.name, language) if category else None,
        actions=actions_on(corpus, matter.document, state.day or day, language),
        open_round=next((line for line in rounds if line.takes_comments), None),
        commenting=chapter_commenting(states, opens, state),
        changes_uri=chapter_changes_page(*key.split("/")),
        last_change=changes[0] if changes else None,
        citation=citation_of(corpus, text, day),
        redlines={
            passage.block.id: redline(
                passage.previous, passage.block.text, matter.language, corpus.terms(matter.language)
            )
            for passage in text.passages
            if passage.previous
        },
        histories={block: history_address(document, chapter, block) for block in sorted(changed_ids(ways))},
        remarks=remarks,
    )
