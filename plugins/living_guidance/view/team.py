"""The page of a task team, and the list of task teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from living_guidance.model.addresses import team_page
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Body
from living_guidance.model.text import Text
from living_guidance.view.parts import ChapterLine, Link, Name, RoundLine, chapter_line, name, round_line


@dataclass(frozen=True, slots=True)
class TeamPage:
    """All that a task team's page shows."""

    uri: str
    name: Name
    role: Name
    parent: Name | None
    areas: tuple[Name, ...]
    chapters: tuple[ChapterLine, ...]
    rounds: tuple[RoundLine, ...]
    """The rounds on documents in which the team has chapters."""


def team_view(corpus: Corpus, record: Body, texts: Mapping[str, Text], day: date, language: str) -> TeamPage:
    """The page of a task team on a day, in a language."""
    chapters = [text for text in texts.values() if text.matter.task_team == record.id]
    documents = {text.matter.document for text in chapters}
    rounds = [
        round_line(corpus, located.value, day, language)
        for located in corpus.public_rounds.values()
        if documents & set(located.value.documents)
    ]
    parent = corpus.registers.bodies.get(record.parent or "")
    return TeamPage(
        uri=team_page(record.id),
        name=name(record.name, language),
        role=name(record.role, language),
        parent=name(parent.value.name, language) if parent else None,
        areas=tuple(name(area, language) for area in record.areas),
        chapters=tuple(chapter_line(text) for text in chapters),
        rounds=tuple(sorted(rounds, key=lambda line: line.record.opens, reverse=True)),
    )


def task_teams(corpus: Corpus) -> list[Body]:
    """The bodies that are task teams."""
    return [located.value for located in corpus.registers.task_teams.values()]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A task team in the list."""

    link: Link
    role: Name
    chapters: int


@dataclass(frozen=True, slots=True)
class TeamsPage:
    """The list of task teams."""

    teams: tuple[TeamLine, ...]


def teams_view(corpus: Corpus, texts: Mapping[str, Text], language: str) -> TeamsPage:
    """The list of task teams in a language."""
    teams = [text.matter.task_team for text in texts.values()]
    return TeamsPage(
        tuple(
            TeamLine(
                Link(team_page(record.id), name(record.name, language)),
                name(record.role, language),
                teams.count(record.id),
            )
            for record in task_teams(corpus)
        )
    )
