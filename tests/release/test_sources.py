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
from tests.release.conftest import copy_example
from tests.release.freezing import read

LATER = date(2019, 5, 10)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_example(tmp_path_factory.mktemp("sources") / "project")


@pytest.fixture(scope="module")
def corpus(example: Path) -> Corpus:
    return read(example)


def sources(example: Path, corpus: Corpus, name: str) -> dict[str, str]:
    found = release_sources(example, corpus, corpus.snapshots[name])
    return {path: content.decode("utf-8", "replace") for path, content in found.items()}


@pytest.mark.parametrize("name", ["cop-8", "draft-2018-06-29", "draft-2018-09-28", "cop-9"])
def test_it_is_a_project_without_faults(example: Path, corpus: Corpus, name: str, tmp_path: Path) -> None:
    write_folder(release_sources(example, corpus, corpus.snapshots[name]), tmp_path)
    loaded = load_corpus(tmp_path)
    assert loaded.corpus
    assert [*loaded.issues, *run_checks(loaded.corpus, corpus.snapshots[name].record.date)] == []
    assert release_sources(tmp_path, loaded.corpus, loaded.corpus.snapshots[name]) == release_sources(
        example, corpus, corpus.snapshots[name]
    ), "from the project of a release comes the same project"


def test_the_working_text_is_the_frozen_one(example: Path, corpus: Corpus) -> None:
    found = sources(example, corpus, "cop-8")
    frozen = corpus.snapshots["cop-8"].files
    assert found["guidance/pfos/metal-plating.md"] == frozen["pfos/metal-plating.en.md"]
    assert found["translations/zh/pfos/metal-plating.po"] == frozen["catalogues/zh/pfos/metal-plating.po"]
    assert "publish_working" not in found["guidance/pfos/document.yml"]


def test_nothing_later_than_its_day_is_in_it(example: Path, corpus: Corpus) -> None:
    found = sources(example, corpus, "cop-8")
    assert {path.split("/")[2] for path in found if path.startswith("guidance/snapshots/")} == {"cop-8"}
    assert not [path for path in found if path.startswith("guidance/rounds/2018")]
    assert not [path for path in found if "/changes/2018" in path]
    draft = sources(example, corpus, "draft-2018-06-29")
    rounds = {path for path in draft if path.startswith("guidance/rounds/2018")}
    assert rounds == {"guidance/rounds/2018-first-draft/round.yml"}, "comments were not public yet"
    later = sources(example, corpus, "cop-9")
    assert "guidance/rounds/2018-first-draft/answers/pfos/metal-plating.yml" in later


def changed_round(corpus: Corpus, **more: object) -> Corpus:
    """The corpus with another announcement of the first round."""
    located = corpus.rounds["2018-first-draft"]
    value = located.value.model_copy(update=more)
    return replace(corpus, rounds={**corpus.rounds, "2018-first-draft": Located(value, located.source)})


def naming_comments(found: dict[str, str]) -> list[str]:
    """The records that name a comment of the first round."""
    return [path for path, text in found.items() if path.startswith("guidance/") and "2018-first-draft-" in text]


def test_a_round_for_experts_is_not_in_it(example: Path, corpus: Corpus) -> None:
    found = sources(example, changed_round(corpus, audience=Audience.EXPERTS), "cop-9")
    assert not [path for path in found if path.startswith("guidance/rounds/2018-first-draft")]
    assert naming_comments(found) == []


def test_a_round_without_names_is_in_it_without_comments(example: Path, corpus: Corpus) -> None:
    """Who wrote one would be in the record, and could be guessed from its id."""
    found = sources(example, changed_round(corpus, publication_policy=PublicationPolicy.ANONYMISED), "cop-9")
    own = {path for path in found if path.startswith("guidance/rounds/2018-first-draft")}
    assert own == {"guidance/rounds/2018-first-draft/round.yml"}
    assert naming_comments(found) == []


def test_what_came_too_late_is_left_out_with_its_answer(example: Path, corpus: Corpus) -> None:
    stored = corpus.comments_on("2018-first-draft")
    name, comment = next((key, one) for key, one in stored.comments.items() if key in stored.answers)
    comments = {**stored.comments, name: comment.model_copy(update={"received": LATER.replace(year=2020)})}
    late = replace(corpus, comments={**corpus.comments, "2018-first-draft": replace(stored, comments=comments)})
    found = sources(example, late, "cop-9")
    assert not [path for path, text in found.items() if name in text and "/changes/" not in path]


def test_what_cannot_be_read_is_named_all_at_once(corpus: Corpus, tmp_path: Path) -> None:
    project = copy_example(tmp_path / "project")
    (project / "docs" / "link.md").symlink_to(project / "docs" / "about.md")
    (project / "LICENSE").unlink()
    (project / "LICENSE").mkdir()
    with pytest.raises(SourceError) as raised:
        release_sources(project, corpus, corpus.snapshots["cop-8"])
    assert [(one.code, one.where.path) for one in raised.value.args] == [
        ("file.symlink", "docs/link.md"),
        ("file.not-a-file", "LICENSE"),
    ]


def test_a_note_of_the_secretariat_is_not_in_it(tmp_path: Path) -> None:
    project = copy_example(tmp_path / "project")
    record = next((project / "guidance/rounds/2017-call/submissions").glob("*.yml"))
    text = record.read_text(encoding="utf-8")
    record.write_text(f"# jane@industry.example\n{text}note: Keep Plant X secret.\n", encoding="utf-8")
    found = sources(project, read(project), "cop-9")
    own = found[str(record.relative_to(project))]
    assert "secret" not in own
    assert "jane" not in own
    assert found.keys() == sources(project, read(project), "cop-9").keys()


def test_what_was_never_public_is_not_in_it(example: Path, corpus: Corpus, tmp_path: Path) -> None:
    project = copy_example(tmp_path / "project")
    (project / "guidance/pfos/secret-draft.png").write_bytes(b"picture")
    found = sources(project, read(project), "cop-8")
    assert "guidance/pfos/secret-draft.png" not in found
    others = {key: one for key, one in corpus.snapshots.items() if key == "cop-8"}
    chapters = {key: one for key, one in corpus.chapters.items() if key != "pfos/metal-plating"}
    assert chapters.keys() < corpus.chapters.keys()
    key = "pfos/2018-04-27-fluorine-load"
    change = corpus.changes[key]
    hidden = change.value.model_copy(update={"chapter": "unknown", "date": corpus.snapshots["cop-8"].record.date})
    changed = replace(corpus, snapshots=others, changes={key: Located(hidden, change.source)})
    assert not [path for path in sources(example, changed, "cop-8") if "/changes/" in path]


def test_a_round_is_told_as_it_was_known(example: Path, corpus: Corpus) -> None:
    told = sources(example, corpus, "draft-2018-06-29")["guidance/rounds/2018-first-draft/round.yml"]
    assert "compilation_due" in told
    for later in ("compiled:", "sent_to_teams", "responses_published"):
        assert later not in told


def test_an_exception_for_a_round_of_experts_is_not_in_it(example: Path, corpus: Corpus) -> None:
    agreed = corpus.releases["cop-9"]
    exceptions = tuple(
        one.model_copy(update={"round": "2018-first-draft"}) if one.round else one for one in agreed.value.exceptions
    )
    plan = Located(agreed.value.model_copy(update={"exceptions": exceptions}), agreed.source)
    hidden = replace(changed_round(corpus, audience=Audience.EXPERTS), releases={"cop-9": plan})
    assert "2018-first-draft" not in sources(example, hidden, "cop-9")["guidance/releases/cop-9.yml"]
