"""Conflicts of catalogues, after real merges."""

from itertools import count
from pathlib import Path

import polib
import pytest

from living_guidance.cli.words import say
from living_guidance.exchange.merge import MarksError, Sides, is_marked, marked_sides
from tests.cli.repository import Repository
from tests.cli.runner import Done, Project
from tests.cli.test_diff import CATALOGUE, CHAPTER, body, replace

TEMPLATE = "translations/templates/pfos/metal-plating.pot"
_MINUTES = count()
TEXT = """
## Why

The bath must be drained and cleaned before it is used again by the next shift.

Mist from the bath carries chromium into the air, where people breathe it in.

Filters are washed every week and replaced every second year at the latest.
"""


def translate(project: Project, beginning: str, target: str) -> None:
    """Write a translation as a translator would."""
    path = project.root / CATALOGUE
    file = polib.pofile(str(path), wrapwidth=0)
    (entry,) = (one for one in file if one.msgid.startswith(beginning))
    entry.msgstr = target
    entry.flags = []
    entry.previous_msgid = None
    # As translators' tools do, which is why catalogues are in conflict so often.
    file.metadata["PO-Revision-Date"] = f"2018-10-08 12:{next(_MINUTES):02}+0000"
    file.save(str(path))


def entry_of(project: Project, beginning: str) -> polib.POEntry:
    file = polib.pofile(str(project.root / CATALOGUE), wrapwidth=0)
    (entry,) = (one for one in file if one.msgid.startswith(beginning))
    return entry


@pytest.fixture
def repository(project: Project) -> Repository:
    body(project, CHAPTER, TEXT)
    project.run("translate", "update", "--new", "--language", "zh")
    translate(project, "The bath", "槽液排空。")
    return Repository.make(project.root)


class Merging:
    """Two branches, and what each did."""

    def __init__(self, project: Project, repository: Repository) -> None:
        self.project, self.repository = project, repository
        repository.branch("theirs", "main")

    def theirs_done(self) -> None:
        self.repository.commit("theirs")
        self.repository.branch("ours", "main")

    def merge(self, *style: str) -> None:
        self.repository.commit("ours")
        self.repository.git(*style, "merge", "theirs", fails=True)

    def resolve(self, *arguments: str) -> Done:
        return self.project.run("translate", "merge", *arguments)


@pytest.fixture
def merging(project: Project, repository: Repository) -> Merging:
    return Merging(project, repository)


def finished(merging: Merging) -> None:
    """Nothing is left to do: no marks, no issue of the catalogues, and the merge can be committed."""
    project = merging.project
    for path in (TEMPLATE, CATALOGUE):
        assert not is_marked(project.read(path))
    files = project.files()
    assert project.run("translate", "update").code == 0
    assert project.files() == files
    merging.repository.git("add", "translations", "guidance")
    merging.repository.git("commit", "--quiet", "-m", "merged")


def test_both_sides_translated_different_paragraphs(merging: Merging) -> None:
    project = merging.project
    translate(project, "Mist", "雾气。")
    translate(project, "Why", "原因")
    merging.theirs_done()
    translate(project, "Filters", "过滤器。")
    translate(project, "Why", "原因")
    merging.merge()
    done = merging.resolve()
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == say("cli.translate.merge.next")
    found = {beginning: entry_of(project, beginning) for beginning in ("Why", "The bath", "Mist", "Filters")}
    assert [one.msgstr for one in found.values()] == ["原因", "槽液排空。", "雾气。", "过滤器。"]
    assert not any(one.fuzzy or one.tcomment for one in found.values())
    finished(merging)
    assert merging.resolve().out.strip() == say("cli.translate.merge.none")


def test_both_translated_the_same_paragraph_otherwise(merging: Merging) -> None:
    project = merging.project
    translate(project, "Mist", "雾气有害。\n第二行。")
    merging.theirs_done()
    translate(project, "Mist", "雾气。")
    merging.merge()
    done = merging.resolve()
    assert done.code == 0
    entry = entry_of(project, "Mist")
    assert (entry.msgstr, entry.fuzzy) == ("雾气。", True)
    assert entry.tcomment == say("cli.translate.merge.remark", target="雾气有害。\n第二行。")
    text = say("cli.translate.merge.both", path=CATALOGUE, id=entry.msgctxt, text=entry.msgid[:59] + "…")
    assert text in done.out.splitlines()
    finished(merging)


def test_one_edited_the_text_and_the_other_its_translation(merging: Merging) -> None:
    project = merging.project
    translate(project, "The bath", "必须将槽液排空。")
    merging.theirs_done()
    replace(project, CHAPTER, "drained and cleaned", "drained, cleaned and rinsed")
    project.run("translate", "update")
    merging.merge()
    assert merging.resolve().code == 0
    entry = entry_of(project, "The bath")
    assert "rinsed" in entry.msgid
    assert (entry.msgstr, entry.fuzzy) == ("必须将槽液排空。", True)
    assert "rinsed" not in entry.previous_msgid
    assert entry.tcomment == ""
    finished(merging)


def test_both_added_a_paragraph_at_the_same_place(merging: Merging) -> None:
    project = merging.project
    added = {
        "theirs": "Visitors wear masks wherever the bath is open.",
        "ours": "Gloves are thrown away after the shift.",
    }
    for side in ("theirs", "ours"):
        project.write(CHAPTER, f"{project.read(CHAPTER)}\n{added[side]}\n")
        project.run("translate", "update")
        translate(project, added[side][:6], f"{side}。")
        if side == "theirs":
            merging.theirs_done()
    ids = polib.pofile(str(project.root / TEMPLATE))[-1].msgctxt
    merging.merge()
    done = merging.resolve()
    assert (done.code, done.err.strip()) == (1, say("cli.translate.merge.texts", paths=CHAPTER))
    assert is_marked(project.read(CATALOGUE))
    # A person resolves the text: both stay.
    lines = project.read(CHAPTER).splitlines()
    marks = ("<<<<<<<", ">>>>>>>", "=======")
    project.write(CHAPTER, "\n\n".join(line for line in lines[13:] if line and not line.startswith(marks)))
    project.write(CHAPTER, "\n".join(lines[:13]) + "\n" + project.read(CHAPTER) + "\n")
    assert merging.resolve().code == 0
    assert [entry_of(project, added[side][:6]).msgstr for side in ("theirs", "ours")] == ["theirs。", "ours。"]
    assert ids in [one.msgctxt for one in polib.pofile(str(project.root / TEMPLATE))]
    finished(merging)


def test_one_deleted_a_paragraph_that_the_other_translated(merging: Merging) -> None:
    project = merging.project
    translate(project, "The bath", "新译文。")
    merging.theirs_done()
    text = project.read(CHAPTER)
    at = text.index("The bath")
    project.write(CHAPTER, text[:at] + text[text.index("Mist") :])
    project.run("translate", "update")
    merging.merge()
    assert merging.resolve().code == 0
    file = polib.pofile(str(project.root / CATALOGUE), wrapwidth=0)
    assert [one.msgstr for one in file.obsolete_entries()] == ["新译文。"]
    assert "The bath" not in project.read(TEMPLATE)
    finished(merging)


def test_a_dry_run_and_named_files(merging: Merging) -> None:
    project = merging.project
    translate(project, "Mist", "雾气有害。")
    merging.theirs_done()
    translate(project, "Mist", "雾气。")
    merging.merge()
    before = project.read(CATALOGUE)
    done = merging.resolve("--dry-run", CATALOGUE)
    assert done.code == 0
    assert say.count("cli.translate.update.would", 1) in done.out.splitlines()
    assert project.read(CATALOGUE) == before
    done = merging.resolve(TEMPLATE)
    assert (done.code, done.err.strip()) == (1, say("cli.translate.merge.no-conflict", path=TEMPLATE))
    assert merging.resolve(CATALOGUE).code == 0
    finished(merging)


def test_a_conflict_that_somebody_resolved_by_hand_stays_so(merging: Merging) -> None:
    project = merging.project
    translate(project, "Mist", "雾气有害。")
    translate(project, "Filters", "过滤器。")
    merging.theirs_done()
    translate(project, "Mist", "雾气。")
    merging.merge()
    merging.repository.git("checkout", "--ours", "--", CATALOGUE)
    translate(project, "Mist", "雾气有害。")
    assert merging.resolve().code == 0
    entry = entry_of(project, "Mist")
    assert (entry.msgstr, entry.fuzzy) == ("雾气有害。", False)
    assert entry_of(project, "Filters").msgstr == "过滤器。"


@pytest.mark.parametrize("style", [(), ("-c", "merge.conflictStyle=diff3")])
def test_marks_that_were_committed(merging: Merging, style: tuple[str, ...]) -> None:
    project = merging.project
    translate(project, "Mist", "雾气有害。")
    merging.theirs_done()
    translate(project, "Mist", "雾气。")
    merging.merge(*style)
    merging.repository.commit("with marks")
    assert is_marked(project.read(CATALOGUE))
    assert merging.resolve().code == 0
    assert entry_of(project, "Mist").fuzzy
    finished(merging)


def test_a_chapter_renamed_here_and_translated_there(merging: Merging) -> None:
    """So much changed that git does not see the renaming."""
    project = merging.project
    translate(project, "Mist", "雾气有害。")
    merging.theirs_done()
    project.write(CHAPTER, project.read(CHAPTER).replace("id: metal-plating", "id: plating"))
    new = "guidance/pfos/plating.md"
    (project.root / CHAPTER).rename(project.root / new)
    for path in ("guidance/pfos/document.yml", "guidance/pfos/changes/foams-2018.yml", "guidance/pfos/alternatives.md"):
        project.write(path, project.read(path).replace("metal-plating", "plating"))
    for path in (TEMPLATE, CATALOGUE):
        (project.root / path).rename(project.root / path.replace("metal-plating", "plating"))
    merging.repository.commit("ours")
    merging.repository.git("merge", "-s", "resolve", "theirs", fails=True)
    done = merging.resolve()
    assert done.code == 0, done.err
    assert say("cli.translate.merge.gone", path=CATALOGUE) in done.out.splitlines()
    assert "雾气有害。" in project.read(CATALOGUE.replace("metal-plating", "plating"))
    assert "槽液排空。" in project.read(CATALOGUE.replace("metal-plating", "plating"))


def test_doubts_are_asked_about_and_nothing_is_lost(merging: Merging) -> None:
    project = merging.project
    both = "Wash the filters with {} water, dry them, and put them back."
    project.write(CHAPTER, f"{project.read(CHAPTER)}\n{both.format('cold')}\n\n{both.format('warm')}\n")
    project.run("translate", "update")
    merging.repository.commit("twice")
    merging.repository.branch("theirs")
    translate(project, "Wash the filters with cold", "冷水。")
    merging.theirs_done()
    merging.repository.git("reset", "--quiet", "--hard", "theirs~1")
    translate(project, "Wash the filters with warm", "温水。")
    merging.merge()
    text = project.read(CHAPTER)
    project.write(CHAPTER, text[: text.index("Wash")] + both.format("cool") + "\n")
    done = merging.resolve()
    assert done.code == 1
    assert done.err.splitlines()[-1] == say("cli.translate.merge.doubts")
    assert "冷水。" in project.read(CATALOGUE)
    assert "温水。" in project.read(CATALOGUE)
    assert project.run("translate", "update", "--as-new").code == 0


def test_what_cannot_be_read_stays(merging: Merging) -> None:
    project = merging.project
    project.write(CATALOGUE, project.read(CATALOGUE) + "\nbroken\n")
    merging.theirs_done()
    translate(project, "Mist", "雾气。")
    project.write(CATALOGUE, project.read(CATALOGUE) + "\n# remark\n")
    merging.merge()
    before = project.files()
    done = merging.resolve()
    assert done.code == 1
    assert say("cli.translate.merge.unread", path=CATALOGUE) in done.err
    assert project.files() == before


def test_without_git_the_marks_are_enough(project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    project.run("translate", "update", "--new", "--language", "zh")
    text = project.read(CATALOGUE)
    place = 'msgid "Why"\n'
    marked = '<<<<<<< HEAD\nmsgstr "原因"\n=======\nmsgstr "为何"\n>>>>>>> theirs\n'
    project.write(CATALOGUE, text.replace(f'{place}msgstr ""\n', place + marked))
    assert project.run("translate", "merge").code == 0
    entry = entry_of(project, "Why")
    assert (entry.msgstr, entry.fuzzy) == ("原因", True)
    assert "为何" in entry.tcomment


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd", Sides(None, "a\nb\nd", "a\nc\nd")),
        ("<<<<<<< x\nb\n||||||| z\n0\n=======\nc\n>>>>>>> y", Sides("0", "b", "c")),
        ("<<<<<<< x\n||||||| z\n=======\nc\n>>>>>>> y\n<<<<<<< x\n=======\n>>>>>>> y", Sides(None, "", "c")),
    ],
)
def test_the_sides_of_marks(text: str, sides: Sides) -> None:
    assert marked_sides(text) == sides


@pytest.mark.parametrize("text", ["<<<<<<< x\na", "=======\n", "<<<<<<< x\n=======\n=======\n>>>>>>> y", ">>>>>>> y"])
def test_marks_that_are_not_complete(text: str) -> None:
    with pytest.raises(MarksError):
        marked_sides(text)


def test_the_words_of_the_interface_are_no_chapter(project: Project, tmp_path: Path) -> None:
    (project.root / "translations/interface/zh").mkdir(parents=True)
    project.write("translations/interface/zh/pages.po", "<<<<<<< a\n=======\n>>>>>>> b\n")
    assert project.run("translate", "merge").out.strip() == say("cli.translate.merge.none")
