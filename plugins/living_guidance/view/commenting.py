"""What a page needs to know to be commented on: the open round, its draft, and the chapters that are in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from living_guidance.model.addresses import kit_file, state_page
from living_guidance.model.rounds import RoundRecord, closing_instant
from living_guidance.model.snapshot import Snapshot
from living_guidance.text.states import State, States
from living_guidance.view.parts import Link, Name, RoundLine, document_link, round_line, title_of

HOW = "how-to-comment.md"
"""The project's own page on how to comment, if it has one."""


@dataclass(frozen=True, slots=True)
class Commenting:
    """A document in an open round, with a draft that can be read."""

    line: RoundLine
    draft: Snapshot
    document: str
    chapters: Mapping[str, Name]
    """The titles of its chapters that may be commented on, by ``document/chapter``."""
    documents: Mapping[str, Name]
    """All documents of the round."""
    kit: Link
    """The file with which comments on the document are written offline, in this language."""
    site: str
    """The site's address; empty where it has none of its own."""
    prefixes: Mapping[str, str]
    """What stands first in the addresses of each language."""
    how_uri: str
    """The page on how to comment; empty where there is none."""
    closes: datetime | None
    """The first instant at which a comment is late; none on an example site, whose days are not the reader's."""


@dataclass(frozen=True, slots=True)
class ChapterCommenting:
    """The same for the page of a chapter."""

    round: Commenting
    key: str
    """``document/chapter``, as it is called in the draft."""
    draft_uri: str
    """The page of the chapter's draft."""
    is_here: bool
    """Whether the draft is what the page shows."""


def document_commenting(states: States, document: str, language: str) -> Commenting | None:
    """How a document can be commented on; none where no round is open on a draft of it that can be read."""
    found = (
        _commenting(states, located.value, document, language)
        for located in states.corpus.rounds.values()
        if document in located.value.documents
    )
    return next((one for one in found if one), None)


def chapter_commenting(states: States, document: Commenting | None, shown: State) -> ChapterCommenting | None:
    """How the chapter that a page shows can be commented on, as its document can."""
    if document is None:
        return None
    # Today's chapter may have been called otherwise in the draft.
    names = (shown.chapter, *(one.chapter for one in states.of(shown.chapter) if one.snapshot is document.draft))
    key = next((name for name in names if name in document.chapters), None)
    if key is None:
        return None
    uri = state_page(document.document, key.partition("/")[2], document.draft.id)
    return ChapterCommenting(document, key, uri, is_here=shown == State(key, document.draft))


def kits_of(states: States, record: RoundRecord, language: str) -> tuple[Link, ...]:
    """The files with which the documents of a round are commented on offline, while it is open."""
    found = (_commenting(states, record, document, language) for document in record.documents)
    return tuple(one.kit for one in found if one)


def _commenting(states: States, record: RoundRecord, document: str, language: str) -> Commenting | None:
    corpus, day, settings = states.corpus, states.day, states.corpus.settings
    line = round_line(corpus, record, day, language)
    draft = next((one for one in corpus.published(day) if one.id == record.draft), None)
    is_offered = line.takes_comments and record.id in corpus.public_rounds and not states.is_final
    if not is_offered or draft is None or document not in corpus.documents:
        return None
    keys = (*states.chapters_of(document), *states.former_chapters_of(document))
    frozen = {one.key for one in draft.record.chapters}
    # A chapter that the draft has may still have no page in it.
    chapters = [State(key, draft) for key in keys if key in frozen and State(key, draft) in states.of(key)]
    if not chapters:
        return None
    names = {name: document_link(corpus, name, language).name for name in record.documents if name in corpus.documents}
    return Commenting(
        line=line,
        draft=draft,
        document=document,
        chapters={state.chapter: title_of(states.text(state, language)) for state in chapters},
        documents=names,
        kit=Link(kit_file(record.id, document, language), names[document]),
        site=settings.site_url.rstrip("/") if settings.has_address else "",
        prefixes={code: f"{prefix}/" if (prefix := settings.prefix(code)) else "" for code in settings.codes},
        how_uri=HOW if f"docs/{HOW}" in corpus.files else "",
        closes=None if settings.as_of else closing_instant(record, day),
    )
