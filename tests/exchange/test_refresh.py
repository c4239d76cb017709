"""Templates and catalogues follow the text; every translation is kept."""

from pathlib import Path

import pytest

from living_guidance.exchange.refresh import Tally, refresh_chapter, with_receivers
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus
from tests.load.projects import make_project

CHAPTER = """\
---
id: {id}
document: pfos
title: Alternatives
chemicals: [pfos]
task_team: task-team-annex-ab
language: en
version: 1.0
status: draft
date: 2018-09-28
---

{body}
"""
FIRST = "The first paragraph tells how a furnace is fired with clean wood."
SECOND = "The second paragraph is about filters, and how they are cleaned each day."
THIRD = "The third one is about ash, where it goes and who carries it there."


class Project:
    """A project whose chapter ``pfos/alternatives`` is rewritten and updated again and again."""

    def __init__(self, root: Path) -> None:
        self.root = make_project(root)
        self.write(FIRST, SECOND)
        self.update("pfos/alternatives", new=("zh",))

    def write(self, *paragraphs: str, id: str = "alternatives") -> None:  # noqa: A002
        text = CHAPTER.format(id=id, body="\n\n".join(paragraphs))
        (self.root / f"guidance/pfos/{id}.md").write_text(text, encoding="utf-8")

    def corpus(self) -> Corpus:
        corpus = load_corpus(self.root).corpus
        assert corpus
        return corpus

    def update(self, *keys: str, new: tuple[str, ...] = ()) -> dict[str, Tally]:
        """Refresh chapters and write them; gives the tallies of the first."""
        corpus = self.corpus()
        done = [refresh_chapter(corpus, corpus.chapters[key], new) for key in keys]
        for path, text in (item for one in done for item in one.files.items()):
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")
        return dict(done[0].tallies)

    def translate(self, source: str, target: str) -> None:
        path = self.root / "translations/zh/pfos/alternatives.po"
        text = path.read_text(encoding="utf-8")
        found = f'msgid "{source}"\nmsgstr ""'
        assert found in text
        path.write_text(text.replace(found, f'msgid "{source}"\nmsgstr "{target}"'), encoding="utf-8")

    def catalogue(self, language: str = "zh") -> str:
        return (self.root / f"translations/{language}/pfos/alternatives.po").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_first_update_makes_everything_new(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (tmp_path / "translations/templates/pfos/alternatives.pot").unlink()
    (tmp_path / "translations/zh/pfos/alternatives.po").unlink()
    assert project.update("pfos/alternatives") == {"": Tally(new=3)}
    assert project.update("pfos/alternatives", new=("zh", "ar", "en")) == {
        "": Tally(unchanged=3),
        "ar": Tally(new=3),
        "zh": Tally(new=3),
    }


def test_a_second_update_changes_nothing(project: Project) -> None:
    before = project.catalogue()
    assert project.update("pfos/alternatives") == {"": Tally(unchanged=3), "zh": Tally(unchanged=3)}
    assert project.catalogue() == before


def test_an_edited_paragraph_is_stale_and_keeps_its_translation(project: Project) -> None:
    project.translate(FIRST, "第一段。")
    project.write(FIRST.replace("wood", "gas"), SECOND)
    assert project.update("pfos/alternatives") == {
        "": Tally(stale=1, unchanged=2),
        "zh": Tally(stale=1, unchanged=2),
    }
    assert f'#, fuzzy\n#| msgid "{FIRST}"' in project.catalogue()
    assert 'msgstr "第一段。"' in project.catalogue()


def test_a_paragraph_that_reads_as_before_is_restored(project: Project) -> None:
    project.translate(FIRST, "第一段。")
    project.write(FIRST.replace("wood", "gas"), SECOND)
    project.update("pfos/alternatives")
    project.write(FIRST, SECOND)
    assert project.update("pfos/alternatives")["zh"] == Tally(restored=1, unchanged=2)
    assert "fuzzy" not in project.catalogue()


def test_the_translation_of_a_deleted_paragraph_is_kept_and_comes_back(project: Project) -> None:
    project.translate(SECOND, "第二段。")
    project.write(FIRST)
    assert project.update("pfos/alternatives")["zh"] == Tally(gone=1, unchanged=2)
    assert '#~ msgstr "第二段。"' in project.catalogue()
    project.write(FIRST, SECOND)
    assert project.update("pfos/alternatives")["zh"] == Tally(restored=1, unchanged=2)
    assert f'msgid "{SECOND}"\nmsgstr "第二段。"' in project.catalogue()


def test_a_new_paragraph_is_to_be_translated(project: Project) -> None:
    project.write(FIRST, SECOND, THIRD)
    assert project.update("pfos/alternatives") == {"": Tally(new=1, unchanged=3), "zh": Tally(new=1, unchanged=3)}


def test_a_paragraph_that_moved_takes_its_translation_along(project: Project) -> None:
    project.translate(SECOND, "第二段。")
    project.write(FIRST)
    project.write(SECOND, id="other")
    keys = with_receivers(project.corpus(), ["pfos/alternatives"])
    assert keys == ["pfos/alternatives", "pfos/other"]
    project.update(*keys)
    moved = (project.root / "translations/zh/pfos/other.po").read_text(encoding="utf-8")
    assert f'msgid "{SECOND}"\nmsgstr "第二段。"' in moved


def test_a_title_is_every_chapters_own(project: Project) -> None:
    project.translate("Alternatives", "替代品")
    project.write(THIRD, id="other")
    project.update("pfos/other", new=("zh",))
    assert "替代品" not in (project.root / "translations/zh/pfos/other.po").read_text(encoding="utf-8")


def doubtful(project: Project) -> None:
    """Two paragraphs where one of the old could have become either."""
    twin = "Wash the filters with {} water, dry them, and put them back."
    project.write(FIRST, twin.format("cold"), twin.format("warm"))
    project.update("pfos/alternatives")
    project.write(FIRST, twin.format("cool"))


def test_doubts_are_told_with_their_candidates(project: Project) -> None:
    doubtful(project)
    corpus = project.corpus()
    refreshed = refresh_chapter(corpus, corpus.chapters["pfos/alternatives"])
    assert [doubt.block.text for doubt in refreshed.doubts] == [
        "Wash the filters with cool water, dry them, and put them back."
    ]
    assert len(refreshed.doubts[0].candidates) == 2
