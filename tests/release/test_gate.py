"""The gate: what is open, who owes it, and what was accepted as it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from living_guidance.check.releases import check_releases
from living_guidance.model.comments import Answer
from living_guidance.model.corpus import Corpus, Located
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.release import ReleaseException, ReleasePlan
from living_guidance.model.snapshot import Snapshot
from living_guidance.model.vocabulary import GateCondition, Series
from living_guidance.release.gate import Open, Tree, Verdict, gate
from tests.release.freezing import TITLE, read
from tests.release.released import (
    AFTER,
    BEFORE,
    KILNS_TEAM,
    PFOS_TEAM,
    PLATING,
    ROUND,
    UNTRANSLATED,
    make_released,
)

DAY = date(2019, 5, 10)
CLEAN = Tree()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A project that was released twice, and of which nothing was accepted."""
    return replace(read(make_released(tmp_path_factory.mktemp("gate"))), releases={})


def verdicts(
    corpus: Corpus, name: str = AFTER, day: date = DAY, tree: Tree = CLEAN, issues: Sequence[Issue] = ()
) -> dict[GateCondition, Verdict]:
    return {one.condition: one for one in gate(corpus, corpus.snapshots[name], day, issues, tree)}


def opens(corpus: Corpus, condition: GateCondition, **more: object) -> list[tuple[str, str]]:
    """What is open of a condition, and who owes it."""
    return [(one.what, one.owes) for one in verdicts(corpus, **more)[condition].open]  # type: ignore[arg-type]


def test_every_condition_is_told_in_its_order(corpus: Corpus) -> None:
    assert list(verdicts(corpus)) == list(GateCondition)


def test_what_is_open(corpus: Corpus) -> None:
    found = {condition: one.open for condition, one in verdicts(corpus, BEFORE).items() if one.open}
    assert found.keys() == {GateCondition.TRANSLATIONS, GateCondition.DECISIONS}
    [untranslated] = found[GateCondition.TRANSLATIONS]
    assert (untranslated.chapter, untranslated.language, untranslated.owes) == (UNTRANSLATED, "zh", "")
    assert [one.words for one in found[GateCondition.DECISIONS]] == [{"document": "kilns"}]


def test_the_check_and_who_owes_its_errors(corpus: Corpus) -> None:
    where = Location(f"guidance/{PLATING}.md", 3)
    issues = [
        Issue("link.target", where),
        Issue("link.target", where),
        Issue("file.missing", Location("mkdocs.yml")),
        Issue("sentence.length", where, Severity.WARNING),
    ]
    found = verdicts(corpus, issues=issues)[GateCondition.CHECKS].open
    assert [(one.words["path"], one.words["n"], one.owes) for one in found] == [
        (f"guidance/{PLATING}.md", 2, PFOS_TEAM),
        ("mkdocs.yml", 1, ""),
    ]


def test_the_tree_is_clean_and_has_its_history(corpus: Corpus) -> None:
    assert opens(corpus, GateCondition.TREE) == []
    tree = Tree(("guidance/pfos/alternatives.md", "mkdocs.yml"), is_shallow=True)
    assert opens(corpus, GateCondition.TREE, tree=tree) == [("shallow", ""), ("uncommitted", ""), ("uncommitted", "")]
    assert opens(corpus, GateCondition.TREE, tree=Tree(is_known=False)) == [("no-history", "")]


def with_answers(corpus: Corpus, answers: dict[str, Answer]) -> Corpus:
    stored = replace(corpus.comments_on(ROUND), answers=answers)
    return replace(corpus, comments={**corpus.comments, ROUND: stored})


def with_round(corpus: Corpus, **more: object) -> Corpus:
    located = corpus.rounds[ROUND]
    found = Located(located.value.model_copy(update=more), located.source)
    return replace(corpus, rounds={ROUND: found}, comments={ROUND: corpus.comments_on(ROUND)})


def test_rounds_are_closed_answered_and_published(corpus: Corpus) -> None:
    first = with_round(corpus)
    assert opens(first, GateCondition.ROUNDS) == []
    assert opens(first, GateCondition.ROUNDS, day=date(2018, 7, 1)) == [("round-open", "")]
    assert opens(with_round(corpus, responses_published=None), GateCondition.ROUNDS) == [("unpublished", "")]
    assert opens(with_round(corpus, cancelled=DAY), GateCondition.ROUNDS) == []
    assert opens(first, GateCondition.ROUNDS, name=BEFORE) == [], "it opened later"
    answers = dict(corpus.comments_on(ROUND).answers)
    name = next(key for key, one in corpus.comments_on(ROUND).comments.items() if one.document == "kilns")
    answers[name] = Answer()
    found = opens(with_answers(first, answers), GateCondition.ROUNDS)
    assert found == [("unanswered", KILNS_TEAM)]


def test_changes_without_a_record_are_open(corpus: Corpus) -> None:
    assert opens(corpus, GateCondition.CHANGES) == []
    others = {key: one for key, one in corpus.changes.items() if one.value.chapter != "metal-plating"}
    found = verdicts(replace(corpus, changes=others))[GateCondition.CHANGES].open
    assert [(one.chapter, one.owes) for one in found] == [(PLATING, PFOS_TEAM)]
    assert opens(replace(corpus, changes=others), GateCondition.CHANGES, name=BEFORE) == [], "nothing stood before"


def released(corpus: Corpus, **more: object) -> tuple[Corpus, Snapshot]:
    """The snapshot of COP-8 with other facts about its documents."""
    snapshot = corpus.snapshots[BEFORE]
    documents = tuple(one.model_copy(update=more) for one in snapshot.record.documents)
    other = replace(snapshot, record=snapshot.record.model_copy(update={"documents": documents}))
    return corpus, other


def test_a_document_of_a_series_has_its_symbol(corpus: Corpus) -> None:
    for series, symbol, expected in (
        (Series.INF, None, 2),
        (Series.INF, "UNEP/POPS/COP.8/INF/12", 0),
        (Series.PUBLICATION, None, 0),
    ):
        found = gate(*released(corpus, series=series, symbol=symbol), DAY, (), CLEAN)
        (own,) = (one for one in found if one.condition is GateCondition.SYMBOLS)
        assert len(own.open) == expected


def agreed(corpus: Corpus, **more: object) -> Corpus:
    given = {"condition": "translations", "reason": TITLE, "accepted_by": "sc-cop", "accepted": DAY, **more}
    plan = ReleasePlan(id=AFTER, exceptions=(ReleaseException.model_validate(given),))
    return replace(corpus, releases={AFTER: Located(plan, corpus.rounds[ROUND].source)})


@pytest.mark.parametrize(
    ("named", "is_covered"),
    [
        ({}, True),
        ({"chapter": UNTRANSLATED}, True),
        ({"chapter": UNTRANSLATED, "language": "zh"}, True),
        ({"language": "en"}, False),
        ({"chapter": PLATING}, False),
        ({"document": UNTRANSLATED.partition("/")[0]}, True),
        ({"document": "another"}, False),
        ({"condition": "decisions"}, False),
    ],
)
def test_an_exception_covers_what_it_names(corpus: Corpus, named: dict[str, str], is_covered: bool) -> None:
    verdict = verdicts(agreed(corpus, **named))[GateCondition.TRANSLATIONS]
    assert (len(verdict.open), len(verdict.accepted)) == ((0, 1) if is_covered else (1, 0))
    covered: list[Open] = [one for one, _ in verdict.accepted]
    assert all(one.chapter == UNTRANSLATED for one in covered)


def test_a_decision_that_is_missing_is_accepted_for_a_document(corpus: Corpus) -> None:
    own = replace(
        agreed(corpus, condition="decisions", document="kilns"), registers=replace(corpus.registers, decisions={})
    )
    verdict = verdicts(own)[GateCondition.DECISIONS]
    assert {one.document for one, _ in verdict.accepted} == {"kilns"}
    assert "pfos" in {one.document for one in verdict.open}


@pytest.mark.parametrize("condition", [GateCondition.CHECKS, GateCondition.TREE])
def test_what_proves_the_rest_is_never_accepted(corpus: Corpus, condition: GateCondition) -> None:
    issues = [Issue("file.missing", Location("mkdocs.yml"))]
    found = verdicts(agreed(corpus, condition=condition), tree=Tree(is_shallow=True), issues=issues)[condition]
    assert (len(found.open), found.accepted) == (1, ())


def test_what_was_agreed_speaks_of_things_that_are_there(corpus: Corpus, tmp_path: Path) -> None:
    project = make_released(tmp_path)
    (project / "guidance/releases/cop-9.yml").write_text(
        "id: cop-8\n"
        "exceptions:\n"
        "  - condition: checks\n"
        "    chapter: pfos/alternative\n"
        "    document: pfoss\n"
        "    language: fr\n"
        "    round: first\n"
        "    reason: {en: Because., zh: 理由。}\n"
        "    accepted_by: secretariat\n"
        "    accepted: 2019-05-10\n",
        encoding="utf-8",
    )
    (project / "guidance/releases/cop-10.yml").write_text("id: cop-10\n", encoding="utf-8")
    found = [(one.code, one.where.path, one.where.line) for one in check_releases(read(project))]
    path = "guidance/releases/cop-9.yml"
    assert sorted(found, key=lambda one: one[1:]) == [
        ("release.snapshot", "guidance/releases/cop-10.yml", 1),
        ("release.id", path, 1),
        ("release.never", path, 3),
        ("release.unknown", path, 4),
        ("release.unknown", path, 5),
        ("release.unknown", path, 6),
        ("release.unknown", path, 7),
        ("release.unknown", path, 9),
    ]


def test_a_language_in_which_nothing_was_frozen_is_open(corpus: Corpus) -> None:
    snapshot = corpus.snapshots[AFTER]
    chapters = tuple(
        one.model_copy(update={"digests": {code: found for code, found in one.digests.items() if code == one.language}})
        for one in snapshot.record.chapters
    )
    bare = replace(snapshot, record=snapshot.record.model_copy(update={"chapters": chapters}))
    found = gate(corpus, bare, DAY, (), CLEAN)
    (own,) = (one.open for one in found if one.condition is GateCondition.TRANSLATIONS)
    assert len(own) == len(chapters)


def test_a_decision_from_before_the_last_release_does_not_count(corpus: Corpus) -> None:
    found = verdicts(corpus)[GateCondition.DECISIONS].open
    assert [one.words["document"] for one in found] == ["kilns", "pfos"]
