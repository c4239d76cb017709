"""Comment rounds: their list, and where one stands."""

from dataclasses import dataclass
from datetime import date

from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Extension, RoundRecord
from living_guidance.view.parts import Name, RoundLine, name, round_line


@dataclass(frozen=True, slots=True)
class RoundsPage:
    """The list of rounds."""

    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """All that a round's page shows."""

    line: RoundLine
    closing_words: Name
    who_may_comment: Name | None
    questions: tuple[Name, ...]
    extensions: tuple[tuple[Extension, Name], ...]
    chapters: int
    """How many chapters may be commented on."""


def rounds_view(corpus: Corpus, day: date, language: str) -> RoundsPage:
    """The rounds on a day, the latest first."""
    lines = [round_line(corpus, located.value, day, language) for located in corpus.public_rounds.values()]
    return RoundsPage(tuple(sorted(lines, key=lambda line: (line.record.opens, line.record.id), reverse=True)))


def round_view(corpus: Corpus, record: RoundRecord, day: date, language: str) -> RoundPage:
    """The page of a round on a day."""
    return RoundPage(
        line=round_line(corpus, record, day, language),
        closing_words=name(record.closing_words, language),
        who_may_comment=name(record.who_may_comment, language) if record.who_may_comment else None,
        questions=tuple(name(question, language) for question in record.questions),
        extensions=tuple(
            (extension, name(extension.reason, language))
            for extension in record.extensions
            if extension.announced <= day
        ),
        chapters=sum(len(corpus.chapters_of(document)) for document in record.documents),
    )
