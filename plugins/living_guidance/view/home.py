"""The first page: where each document stands, what is open, what changed last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from living_guidance.model.addresses import document_page
from living_guidance.model.corpus import Corpus
from living_guidance.model.text import Coverage, Text
from living_guidance.view.parts import (
    ChangeLine,
    Link,
    Name,
    RoundLine,
    change_lines,
    name,
    round_line,
    texts_of,
)
from living_guidance.view.told import Told, comment_uri

LATEST = 5
"""How many changes the first page shows."""


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A document on the first page."""

    link: Link
    summary: Name
    chapters: int
    coverage: Coverage
    is_open: bool


@dataclass(frozen=True, slots=True)
class HomePage:
    """What the first page shows below its words of welcome."""

    documents: tuple[DocumentCard, ...]
    open_rounds: tuple[RoundLine, ...]
    """What closes first comes first."""
    changes: tuple[ChangeLine, ...]


def home_view(
    corpus: Corpus, texts: Mapping[str, Text], day: date, language: str, rounds: Mapping[str, Told] = {}
) -> HomePage:
    """The first page on a day, in a language."""
    lines = [round_line(corpus, located.value, day, language) for located in corpus.public_rounds.values()]
    open_rounds = tuple(sorted((line for line in lines if line.is_open), key=lambda line: line.last_day))
    open_documents = {document for line in open_rounds if line.takes_comments for document in line.record.documents}
    cards = []
    for key, located in corpus.documents.items():
        own = texts_of(texts, key)
        cards.append(
            DocumentCard(
                link=Link(document_page(key), name(located.value.title, language)),
                summary=name(located.value.summary, language),
                chapters=len(own),
                coverage=sum((text.coverage for text in own), Coverage()),
                is_open=key in open_documents,
            )
        )
    changes = change_lines(corpus, texts.values(), day, language, partial(comment_uri, rounds))
    return HomePage(tuple(cards), open_rounds, changes[:LATEST])
