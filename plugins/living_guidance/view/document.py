"""The page of a document, and the list of documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from living_guidance.model.addresses import document_changes_page, document_page, team_page
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import DocumentRecord
from living_guidance.model.text import Coverage, Text
from living_guidance.view.parts import (
    ActionLine,
    ChangeLine,
    ChapterLine,
    Link,
    Name,
    RoundLine,
    actions_on,
    change_lines,
    chapter_line,
    chemical_links,
    name,
    rounds_of,
    texts_of,
)
from living_guidance.view.told import Told, comment_uri


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that a document's page shows; its card in the list of documents shows a part of it."""

    uri: str
    record: DocumentRecord
    title: Name
    short: Name
    summary: Name
    chapters: tuple[ChapterLine, ...]
    coverage: Coverage
    chemicals: tuple[Link, ...]
    team: Link | None
    actions: tuple[ActionLine, ...]
    rounds: tuple[RoundLine, ...]
    changes: tuple[ChangeLine, ...]
    changes_uri: str

    @property
    def open_round(self) -> RoundLine | None:
        """The round in which comments on the document may be sent."""
        return next((line for line in self.rounds if line.takes_comments), None)


def document_view(
    corpus: Corpus,
    record: DocumentRecord,
    texts: Mapping[str, Text],
    day: date,
    language: str,
    rounds: Mapping[str, Told] = {},
) -> DocumentPage:
    """The page of a document on a day, in a language; texts by ``document/chapter``."""
    own = texts_of(texts, record.id)
    team = corpus.registers.bodies.get(record.task_team)
    return DocumentPage(
        uri=document_page(record.id),
        record=record,
        title=name(record.title, language),
        short=name(record.short, language),
        summary=name(record.summary, language),
        chapters=tuple(chapter_line(text) for text in own),
        coverage=sum((text.coverage for text in own), Coverage()),
        chemicals=chemical_links(corpus, record.chemicals, day, language),
        team=Link(team_page(record.task_team), name(team.value.name, language)) if team else None,
        actions=actions_on(corpus, record.id, day, language),
        rounds=rounds_of(corpus, record.id, day, language),
        changes=change_lines(corpus, own, day, language, partial(comment_uri, rounds)),
        changes_uri=document_changes_page(record.id),
    )


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """The list of documents."""

    documents: tuple[DocumentPage, ...]


def documents_view(corpus: Corpus, texts: Mapping[str, Text], day: date, language: str) -> DocumentsPage:
    """The list of documents on a day, in a language."""
    return DocumentsPage(
        tuple(document_view(corpus, located.value, texts, day, language) for located in corpus.documents.values())
    )
