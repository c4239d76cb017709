"""The project of a release holds what was public on its day, and nothing else."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from living_guidance.check import run_checks
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus, Located
from living_guidance.model.vocabulary import Audience, PublicationPolicy
from living_guidance.release.folders import write_folder
from living_guidance.release.sources import SourceError, release_sources
from tests.calls import CALL
from tests.release.freezing import read
from tests.release.released import AFTER, BEFORE, CHANGE, DRAFT, PLATING, ROUND, make_released

LATER = date(2019, 5, 10)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_released(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    return read(root)


def sources(root: Path, corpus: Corpus, name: str) -> dict[str, str]:
    found = release_sources(root, corpus, corpus.snapshots[name])
    return {path: content.decode("utf-8", "replace") for path, content in found.items()}


@pytest.mark.parametrize("name", [BEFORE, DRAFT, AFTER])
def test_it_is_a_project_without_faults(root: Path, corpus: Corpus, name: str, tmp_path: Path) -> None:
    write_folder(release_sources(root, corpus, corpus.snapshots[name]), tmp_path)
    loaded = load_corpus(tmp_path)
    assert loaded.corpus
    assert [*loaded.issues, *run_checks(loaded.corpus, corpus.snapshots[name].record.date)] == []
    assert release_sources(tmp_path, loaded.corpus, loaded.corpus.snapshots[name]) == release_sources(
        root, corpus, corpus.snapshots[name]
    ), "from the project of a release comes the same project"


def test_the_working_text_is_the_frozen_one(root: Path, corpus: Corpus) -> None:
    found = sources(root, corpus, BEFORE)
    frozen = corpus.snapshots[BEFORE].files
    assert found[f"guidance/{PLATING}.md"] == frozen[f"{PLATING}.en.md"]
    assert found[f"translations/zh/{PLATING}.po"] == frozen[f"catalogues/zh/{PLATING}.po"]
    assert "publish_working" not in found["guidance/pfos/document.yml"]


def test_nothing_later_than_its_day_is_in_it(root: Path, corpus: Corpus) -> None:
    found = sources(root, corpus, BEFORE)
    assert {path.split("/")[2] for path in found if path.startswith("guidance/snapshots/")} == {BEFORE}
    assert not [path for path in found if path.startswith("guidance/rounds/")]
    assert not [path for path in found if "/changes/" in path]
    draft = sources(root, corpus, DRAFT)
    rounds = {path for path in draft if path.startswith("guidance/rounds/")}
    assert {path for path in rounds if ROUND in path} == {f"guidance/rounds/{ROUND}/round.yml"}, (
        "comments were not public yet"
    )
    later = sources(root, corpus, AFTER)
    assert f"guidance/rounds/{ROUND}/answers/{PLATING}.yml" in later
    assert len(naming_comments(later)) == 5, "comments, numbers, two files of answers, and why the text changed"


def changed_round(corpus: Corpus, **more: object) -> Corpus:
    """The corpus with another announcement of the first round."""
    located = corpus.rounds[ROUND]
    value = located.value.model_copy(update=more)
    return replace(corpus, rounds={**corpus.rounds, ROUND: Located(value, located.source)})


def naming_comments(found: dict[str, str]) -> list[str]:
    """The records that name a comment of the first round."""
    return [path for path, text in found.items() if path.startswith("guidance/") and f"{ROUND}-" in text]


def test_a_round_for_experts_is_not_in_it(root: Path, corpus: Corpus) -> None:
    found = sources(root, changed_round(corpus, audience=Audience.EXPERTS), AFTER)
    assert not [path for path in found if path.startswith(f"guidance/rounds/{ROUND}")]
    assert naming_comments(found) == []


def test_a_round_without_names_is_in_it_without_comments(root: Path, corpus: Corpus) -> None:
    """Who wrote one would be in the record, and could be guessed from its id."""
    found = sources(root, changed_round(corpus, publication_policy=PublicationPolicy.ANONYMISED), AFTER)
    own = {path for path in found if path.startswith(f"guidance/rounds/{ROUND}")}
    assert own == {f"guidance/rounds/{ROUND}/round.yml"}
    assert naming_comments(found) == []


def test_what_came_too_late_is_left_out_with_its_answer(root: Path, corpus: Corpus) -> None:
    stored = corpus.comments_on(ROUND)
    name, comment = next((key, one) for key, one in stored.comments.items() if key in stored.answers)
    comments = {**stored.comments, name: comment.model_copy(update={"received": LATER.replace(year=2020)})}
    late = replace(corpus, comments={**corpus.comments, ROUND: replace(stored, comments=comments)})
    found = sources(root, late, AFTER)
    assert not [path for path, text in found.items() if name in text and "/changes/" not in path]


def test_what_cannot_be_read_is_named_all_at_once(corpus: Corpus, tmp_path: Path) -> None:
    project = make_released(tmp_path)
    (project / "docs" / "link.md").symlink_to(project / "docs" / "about.md")
    (project / "LICENSE").unlink()
    (project / "LICENSE").mkdir()
    with pytest.raises(SourceError) as raised:
        release_sources(project, corpus, corpus.snapshots[BEFORE])
    assert [(one.code, one.where.path) for one in raised.value.args] == [
        ("file.symlink", "docs/link.md"),
        ("file.not-a-file", "LICENSE"),
    ]


def test_a_note_of_the_secretariat_is_not_in_it(tmp_path: Path) -> None:
    project = make_released(tmp_path)
    record = next((project / f"guidance/rounds/{CALL}/submissions").glob("*.yml"))
    text = record.read_text(encoding="utf-8")
    record.write_text(f"# jane@industry.example\n{text}note: Keep Plant X secret.\n", encoding="utf-8")
    found = sources(project, read(project), AFTER)
    own = found[str(record.relative_to(project))]
    assert "secret" not in own
    assert "jane" not in own
    assert found.keys() == sources(project, read(project), AFTER).keys()


def test_what_was_never_public_is_not_in_it(root: Path, corpus: Corpus, tmp_path: Path) -> None:
    project = make_released(tmp_path)
    (project / "guidance/pfos/secret-draft.png").write_bytes(b"picture")
    found = sources(project, read(project), BEFORE)
    assert "guidance/pfos/secret-draft.png" not in found
    assert "guidance/pfos/bath.svg" in found
    others = {key: one for key, one in corpus.snapshots.items() if key == BEFORE}
    chapters = {key: one for key, one in corpus.chapters.items() if key != PLATING}
    assert chapters.keys() < corpus.chapters.keys()
    key = f"pfos/{CHANGE}"
    change = corpus.changes[key]
    hidden = change.value.model_copy(update={"chapter": "unknown", "date": corpus.snapshots[BEFORE].record.date})
    changed = replace(corpus, snapshots=others, changes={key: Located(hidden, change.source)})
    assert not [path for path in sources(root, changed, BEFORE) if "/changes/" in path]


def test_a_round_is_told_as_it_was_known(root: Path, corpus: Corpus) -> None:
    told = sources(root, corpus, DRAFT)[f"guidance/rounds/{ROUND}/round.yml"]
    assert "compilation_due" in told
    for later in ("compiled:", "sent_to_teams", "responses_published"):
        assert later not in told


def test_an_exception_for_a_round_of_experts_is_not_in_it(root: Path, corpus: Corpus) -> None:
    agreed = f"guidance/releases/{AFTER}.yml"
    assert ROUND in sources(root, corpus, AFTER)[agreed]
    assert ROUND not in sources(root, changed_round(corpus, audience=Audience.EXPERTS), AFTER)[agreed]
