"""Changelogs: of the site, of a document, of a chapter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from living_guidance.model.corpus import Corpus
from living_guidance.model.text import Text
from living_guidance.view.parts import ChangeLine, Link, change_lines


@dataclass(frozen=True, slots=True)
class ChangelogPage:
    """The changes of one thing, by day, the latest first."""

    subject: Link | None
    """The document or chapter; None for the whole site."""
    days: tuple[tuple[date, tuple[ChangeLine, ...]], ...]


def changelog_view(
    corpus: Corpus, subject: Link | None, texts: Iterable[Text], day: date, language: str
) -> ChangelogPage:
    """The changelog of these texts up to a day."""
    lines = change_lines(corpus, texts, day, language)
    days = groupby(lines, key=lambda line: line.record.date)
    return ChangelogPage(subject, tuple((when, tuple(group)) for when, group in days))
