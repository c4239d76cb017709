"""What a round's page shows of its announcement, whatever comes in."""

from dataclasses import dataclass
from datetime import date

from living_guidance.model.corpus import Corpus
from living_guidance.model.rounds import Extension, RoundRecord
from living_guidance.view.parts import Name, RoundLine, name, round_line


@dataclass(frozen=True, slots=True)
class Announcement:
    """A round as it was announced, and as it was extended up to a day."""

    line: RoundLine
    closing_words: Name
    who_may_comment: Name | None
    questions: tuple[Name, ...]
    extensions: tuple[tuple[Extension, Name], ...]


def announcement_of(corpus: Corpus, record: RoundRecord, day: date, language: str) -> Announcement:
    """The announcement of a round on a day, in a language."""
    return Announcement(
        line=round_line(corpus, record, day, language),
        closing_words=name(record.closing_words, language),
        who_may_comment=name(record.who_may_comment, language) if record.who_may_comment else None,
        questions=tuple(name(question, language) for question in record.questions),
        extensions=tuple(
            (extension, name(extension.reason, language))
            for extension in record.extensions
            if extension.announced <= day
        ),
    )
