"""Comment rounds: their languages, and their dates in order."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from living_guidance.model.corpus import Corpus, Located
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.vocabulary import RoundKind

_ACTUAL = ("opens", "compiled", "sent_to_teams", "responses_published")
_DUE = ("closes", "compilation_due", "responses_due")


def check_rounds(corpus: Corpus) -> Iterator[Issue]:
    """Languages known to the site, dates and extensions in order, a draft where there must be one."""
    for comment_round in corpus.rounds.values():
        record, source = comment_round.value, comment_round.source
        for index, language in enumerate(record.languages_available):
            if language not in corpus.settings.codes:
                words = {"language": language, "known": ", ".join(corpus.settings.codes)}
                where = source.at("languages_available", index)
                yield Issue("round.language", where, Severity.WARNING, words)
        yield from _in_order(comment_round, _ACTUAL)
        yield from _in_order(comment_round, _DUE)
        yield from _extensions(comment_round)
        if record.responses_published and not record.compiled:
            yield Issue("round.not-compiled", source.at("responses_published"))
        if record.kind is RoundKind.CALL_FOR_INFORMATION and record.draft:
            yield Issue("round.draft-of-call", source.at("draft"), Severity.WARNING)


def _in_order(comment_round: Located[RoundRecord], names: tuple[str, ...]) -> Iterator[Issue]:
    days = [(name, day) for name in names if (day := getattr(comment_round.value, name)) is not None]
    for (first, earlier), (second, later) in pairwise(days):
        if later < earlier:
            words = {"first": first, "earlier": earlier.isoformat(), "second": second, "later": later.isoformat()}
            yield Issue("round.order", comment_round.source.at(second), words=words)


def _extensions(comment_round: Located[RoundRecord]) -> Iterator[Issue]:
    record, source = comment_round.value, comment_round.source
    expected: date = record.closes
    for index, extension in enumerate(record.extensions):
        if extension.old != expected:
            words = {"found": extension.old.isoformat(), "expected": expected.isoformat()}
            yield Issue("round.extension-old", source.at("extensions", index, "old"), words=words)
        if extension.new <= extension.old:
            words = {"old": extension.old.isoformat(), "new": extension.new.isoformat()}
            yield Issue("round.extension-new", source.at("extensions", index, "new"), words=words)
        expected = extension.new
