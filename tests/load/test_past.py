"""Who is who among paragraphs when the template is missing, or the chapter was renamed or split."""

from pathlib import Path

import pytest

from living_guidance.check.references import check_references
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Chapter
from tests.load.projects import make_project
from tests.release.freezing import freeze_project, read, rewrite, update

KEY = "pfos/alternatives"
FRONT = """\
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
{more}---

"""
TEXTS = (
    "The first paragraph tells how a furnace is fired with clean, dry wood.",
    "- Short item",
    "The second paragraph is about filters, and how they are cleaned each day.",
    "| Source | Limit |\n|---|---|\n| Kiln | 10 mg |\n| Boiler | 20 mg |",
    "The third one is about ash, where it goes and who carries it there.",
)


def write(root: Path, *texts: str, name: str = "alternatives", more: str = "") -> None:
    text = FRONT.format(id=name, more=more) + "\n\n".join(texts) + "\n"
    (root / f"guidance/pfos/{name}.md").write_text(text, encoding="utf-8")


def list_as(root: Path, *names: str) -> None:
    """List these chapters in place of ``alternatives``."""
    lines = "".join(f"  - {name}\n" for name in names)
    rewrite(root / "guidance/pfos/document.yml", lambda text: text.replace("  - alternatives\n", lines))


def ids(chapter: Chapter) -> dict[str, str]:
    return {block.text: block.id for block in chapter.blocks if block.id not in ("title", "summary")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    make_project(tmp_path)
    write(tmp_path, *TEXTS)
    update(tmp_path, "zh")
    # So that the ids tell: this one is not what its text would make it.
    write(tmp_path, TEXTS[0].replace("dry", "seasoned"), *TEXTS[1:])
    update(tmp_path)
    return tmp_path


def test_a_chapter_without_its_template_remembers_what_was_last_frozen(project: Path) -> None:
    before = ids(read(project).chapters[KEY])
    freeze_project(project, "first", "2018-10-01")
    write(project, TEXTS[0].replace("dry", "very seasoned"), *TEXTS[1:])
    update(project)
    freeze_project(project, "second", "2018-10-08")
    (project / f"translations/templates/{KEY}.pot").unlink()
    chapter = read(project).chapters[KEY]
    assert list(ids(chapter).values()) == list(before.values())
    assert (chapter.born, chapter.doubts, chapter.template) == (frozenset(), (), None)
    update(project)
    assert read(project).chapters[KEY].template


def test_without_a_snapshot_it_begins_anew(project: Path) -> None:
    (project / f"translations/templates/{KEY}.pot").unlink()
    chapter = read(project).chapters[KEY]
    assert chapter.born == set(ids(chapter).values())


def test_a_template_that_cannot_be_read_is_not_replaced_by_an_older_one(project: Path) -> None:
    freeze_project(project)
    (project / f"translations/templates/{KEY}.pot").write_text("No catalogue at all.\n")
    loaded = load_corpus(project)
    assert loaded.corpus
    assert [issue.code for issue in loaded.issues] == ["po.syntax"]
    assert loaded.corpus.chapters[KEY].born


def rename(project: Path, *, catalogues: bool, more: str = "") -> None:
    write(project, TEXTS[0].replace("dry", "seasoned"), *TEXTS[1:], name="substitutes", more=more)
    (project / "guidance/pfos/alternatives.md").unlink()
    list_as(project, "substitutes")
    for path in (project / "translations").rglob("alternatives.po*"):
        if catalogues:
            path.rename(path.with_stem("substitutes"))
        else:
            path.unlink()


def test_a_chapter_renamed_with_its_catalogues_keeps_every_id(project: Path) -> None:
    before = ids(read(project).chapters[KEY])
    rename(project, catalogues=True)
    assert ids(read(project).chapters["pfos/substitutes"]) == before


@pytest.mark.parametrize("more", ["", "split_from: alternatives\n"], ids=["silently", "said so"])
def test_a_chapter_renamed_without_them_keeps_ids_by_the_snapshot(project: Path, more: str) -> None:
    before = ids(read(project).chapters[KEY])
    freeze_project(project)
    rename(project, catalogues=False, more=more)
    corpus = read(project)
    after = ids(corpus.chapters["pfos/substitutes"])
    kept = {text for text, name in after.items() if name == before[text]}
    # Who does not say so keeps what is long enough not to be mistaken.
    assert kept == (set(before) if more else {text for text in before if len(text.split()) > 8})
    assert list(check_references(corpus)) == []


def split(project: Path, *, moved: tuple[str, ...], more: str = "split_from: alternatives\n") -> None:
    kept = [text for text in (TEXTS[0].replace("dry", "seasoned"), *TEXTS[1:]) if text not in moved]
    write(project, *kept)
    write(project, *moved, name="filters", more=more)
    list_as(project, "alternatives", "filters")


def test_a_chapter_split_off_keeps_even_short_items_and_rows(project: Path) -> None:
    before = ids(read(project).chapters[KEY])
    split(project, moved=TEXTS[1:4])
    corpus = read(project)
    assert ids(corpus.chapters[KEY]) | ids(corpus.chapters["pfos/filters"]) == before
    assert not corpus.chapters["pfos/filters"].born
    after = update(project)
    assert ids(after.chapters[KEY]) | ids(after.chapters["pfos/filters"]) == before


def test_what_was_edited_while_it_was_split_off_is_followed_or_asked_about(project: Path) -> None:
    before = ids(read(project).chapters[KEY])
    edited = TEXTS[2].replace("each day", "every single day")
    split(project, moved=TEXTS[2:3])
    rewrite(project / "guidance/pfos/filters.md", lambda text: text.replace(TEXTS[2], edited))
    corpus = read(project)
    chapter = corpus.chapters["pfos/filters"]
    (block,) = (block for block in chapter.blocks if block.text == edited)
    assert block.id == before[TEXTS[2]] or [doubt.candidates[0][0] for doubt in chapter.doubts] == [before[TEXTS[2]]]


def test_what_two_chapters_have_taken_over_belongs_to_the_one_that_says_so(project: Path) -> None:
    before = ids(read(project).chapters[KEY])
    split(project, moved=TEXTS[2:3])
    rewrite(project / "guidance/pfos/metal-plating.md", lambda text: f"{text}\n{TEXTS[2]}\n")
    corpus = read(project)
    assert ids(corpus.chapters["pfos/filters"])[TEXTS[2]] == before[TEXTS[2]]
    assert ids(corpus.chapters["pfos/metal-plating"])[TEXTS[2]] != before[TEXTS[2]]


def test_what_a_withdrawn_chapter_held_comes_back_as_itself(project: Path) -> None:
    before = ids(read(project).chapters[KEY])
    freeze_project(project)
    (project / "guidance/pfos/alternatives.md").unlink()
    list_as(project)
    for path in (project / "translations").rglob("alternatives.po*"):
        path.unlink()
    rewrite(project / "guidance/pfos/metal-plating.md", lambda text: f"{text}\n{TEXTS[4]}\n")
    assert ids(read(project).chapters["pfos/metal-plating"])[TEXTS[4]] == before[TEXTS[4]]


def test_a_chapter_that_cannot_be_read_gives_nothing_away(project: Path) -> None:
    before = ids(read(project).chapters[KEY])
    freeze_project(project)
    (project / "guidance/pfos/alternatives.md").write_text("No front matter.\n")
    rewrite(project / "guidance/pfos/metal-plating.md", lambda text: f"{text}\n{TEXTS[4]}\n")
    corpus = load_corpus(project).corpus
    assert corpus
    assert before[TEXTS[4]] not in ids(corpus.chapters["pfos/metal-plating"]).values()
