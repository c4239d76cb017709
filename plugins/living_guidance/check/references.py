"""What is referred to exists: chemicals, teams, bodies, meetings, decisions, chapters, languages."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from living_guidance.model.corpus import Corpus, KeyPath, Source
from living_guidance.model.issue import Issue
from living_guidance.model.naming import key_name, nearest
from living_guidance.model.vocabulary import Cause


def check_references(corpus: Corpus) -> Iterator[Issue]:
    """Every id that one record takes from another."""
    known = _Known(corpus)
    yield from _of_settings(known)
    yield from _of_chapters(known)
    yield from _of_documents(known)
    yield from _of_registers(known)
    yield from _of_rounds(known)
    yield from _of_submissions(known)
    yield from _of_changes(known)


@dataclass(frozen=True)
class _Known:
    """Everything that can be referred to, as far as it was read."""

    corpus: Corpus

    def judge(
        self, code: str, source: Source, keys: KeyPath, found: str | None, known: Collection[str]
    ) -> Iterator[Issue]:
        """An issue unless the value at the keys is known, left out, or may stand in what could not be read."""
        if found is None or found in known or self.is_out_of_sight(code, found):
            return
        words = {"key": key_name(keys), "found": found, "nearest": nearest(found, known)}
        yield Issue(f"reference.{code}", source.at(*keys), words=words)

    def is_out_of_sight(self, code: str, found: str) -> bool:
        """Whether the file that should hold what is referred to could not be read in full."""
        path = _HOMES[code].format(id=found)
        return any(unread == path or unread.endswith(f"/{path}") for unread in self.corpus.unread)


_HOMES = {
    "chemical": "registers/chemicals.yml",
    "task-team": "registers/bodies.yml",
    "not-a-team": "registers/bodies.yml",
    "body": "registers/bodies.yml",
    "meeting": "registers/meetings.yml",
    "decision": "registers/decisions.yml",
    "source-category": "registers/sources.yml",
    "document": "{id}/document.yml",
    "chapter": "{id}.md",
    "language": "mkdocs.yml",
}
"""Where that which a reference names is kept."""


def _team(known: _Known, source: Source, found: str) -> Iterator[Issue]:
    registers = known.corpus.registers
    code = "not-a-team" if found in registers.bodies else "task-team"
    yield from known.judge(code, source, ("task_team",), found, registers.task_teams)


def _of_settings(known: _Known) -> Iterator[Issue]:
    corpus = known.corpus
    for index, document in enumerate(corpus.settings.documents):
        yield from known.judge("document", Source("mkdocs.yml"), ("documents", index), document, corpus.documents)


def _of_chapters(known: _Known) -> Iterator[Issue]:
    corpus = known.corpus
    for key, chapter in corpus.chapters.items():
        matter, source = chapter.matter, chapter.source
        for index, chemical in enumerate(matter.chemicals if "chemicals" not in chapter.doubted else ()):
            yield from known.judge("chemical", source, ("chemicals", index), chemical, corpus.registers.chemicals)
        if "task_team" not in chapter.doubted:
            yield from _team(known, source, matter.task_team)
        yield from known.judge(
            "source-category", source, ("source_category",), matter.source_category, corpus.registers.sources
        )
        if "language" not in chapter.doubted:
            yield from known.judge("language", source, ("language",), matter.language, corpus.settings.codes)
        folder = key.split("/")[0]
        siblings = [other.split("/")[1] for other in corpus.chapters if other.startswith(f"{folder}/") and other != key]
        # A chapter that was renamed comes from one that only snapshots know.
        past = [name.split("/")[1] for name in corpus.frozen_chapters if name.startswith(f"{folder}/")]
        yield from known.judge("chapter", source, ("split_from",), matter.split_from, [*siblings, *past])


def _of_documents(known: _Known) -> Iterator[Issue]:
    corpus = known.corpus
    for document in corpus.documents.values():
        for index, chemical in enumerate(document.value.chemicals):
            yield from known.judge(
                "chemical", document.source, ("chemicals", index), chemical, corpus.registers.chemicals
            )
        yield from _team(known, document.source, document.value.task_team)


def _of_registers(known: _Known) -> Iterator[Issue]:
    corpus = known.corpus
    registers = corpus.registers
    for body in registers.bodies.values():
        yield from known.judge("body", body.source, ("parent",), body.value.parent, registers.bodies)
    for meeting in registers.meetings.values():
        yield from known.judge("body", meeting.source, ("body",), meeting.value.body, registers.bodies)
    for decision in registers.decisions.values():
        yield from known.judge("body", decision.source, ("body",), decision.value.body, registers.bodies)
        yield from known.judge("meeting", decision.source, ("meeting",), decision.value.meeting, registers.meetings)
        for index, action in enumerate(decision.value.actions):
            keys = ("actions", index, "document")
            yield from known.judge("document", decision.source, keys, action.document, corpus.documents)


def _of_rounds(known: _Known) -> Iterator[Issue]:
    corpus = known.corpus
    for comment_round in corpus.rounds.values():
        for index, document in enumerate(comment_round.value.documents):
            yield from known.judge("document", comment_round.source, ("documents", index), document, corpus.documents)


def _of_submissions(known: _Known) -> Iterator[Issue]:
    corpus = known.corpus
    for found in corpus.submissions.values():
        for one in found.submissions.values():
            for index, chemical in enumerate(one.value.chemicals):
                yield from known.judge(
                    "chemical", one.source, ("chemicals", index), chemical, corpus.registers.chemicals
                )


def _of_changes(known: _Known) -> Iterator[Issue]:
    corpus = known.corpus
    decisions = corpus.registers.decisions
    names = [*decisions, *(decision.value.symbol for decision in decisions.values() if decision.value.symbol)]
    for change in corpus.changes.values():
        cause = change.value.caused_by
        if cause and cause.kind is Cause.DECISION:
            yield from known.judge("decision", change.source, ("caused_by", "reference"), cause.reference, names)
