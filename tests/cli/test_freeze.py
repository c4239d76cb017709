"""``guidance freeze``: what it says, what it refuses, and that it writes all or nothing."""

import json
from pathlib import Path

import pytest

from living_guidance.cli.words import say
from tests.cli.runner import Done, Project
from tests.site.sites import tree

CHAPTER = "guidance/pfos/alternatives.md"
TWIN = "Wash the filters with {} water, dry them, and put them back."
FOLDER = "guidance/snapshots/cop-8"


@pytest.fixture
def ready(project: Project) -> Project:
    """A project whose catalogues are up to date."""
    assert project.run("translate", "update").code == 0
    return project


def freeze(project: Project, name: str = "cop-8", *more: str, day: str = "2018-10-08") -> Done:
    return project.run("freeze", name, "--type", "adopted", "--date", day, *more)


def snapshots(project: Project) -> list[str]:
    folder = project.root / "guidance/snapshots"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def refused(project: Project, done: Done, *words: str) -> None:
    assert done.code == 1
    for one in words:
        assert one in done.err
    assert "Traceback" not in done.err


def edit(project: Project, old: str, new: str) -> None:
    text = project.read(CHAPTER)
    assert old in text
    project.write(CHAPTER, text.replace(old, new))


def test_a_snapshot_is_made_and_what_became_of_each_chapter_is_shown(ready: Project) -> None:
    done = freeze(ready)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line.split()[:2] for line in lines[1:3]] == [["pfos/metal-plating", "–"], ["pfos/alternatives", "–"]]
    assert lines[-1] == say("cli.freeze.done", folder=FOLDER)
    assert snapshots(ready) == ["cop-8"]
    assert "snapshot." not in ready.run("check", "--date", "2018-10-08").out.replace("snapshot.version", "")


def test_the_next_one_follows_it(ready: Project) -> None:
    freeze(ready, "first", day="2018-10-01")
    edit(ready, "See [plating]", "Look at [plating]")
    ready.run("translate", "update")
    done = freeze(ready, "second")
    assert done.code == 0
    line = next(line for line in done.out.splitlines() if line.startswith("pfos/alternatives"))
    assert line.split()[1:4] == ["first", "1", "1"]


def test_a_dry_run_writes_nothing(ready: Project) -> None:
    before = tree(ready.root)
    done = freeze(ready, "cop-8", "--dry-run")
    assert (done.code, done.out.splitlines()[-1]) == (0, say("cli.freeze.would", folder=FOLDER))
    assert tree(ready.root) == before


def test_the_same_state_is_not_frozen_twice(ready: Project) -> None:
    freeze(ready, "first", day="2018-10-01")
    refused(ready, freeze(ready, "second"), say("cli.freeze.repeated", snapshot="first"))
    # A draft that is adopted unchanged is another matter.
    done = ready.run("freeze", "second", "--type", "comment_draft", "--date", "2018-10-08")
    assert done.code == 0
    assert snapshots(ready) == ["first", "second"]


def test_a_snapshot_is_never_rewritten(ready: Project) -> None:
    freeze(ready)
    before = tree(ready.root)
    refused(ready, freeze(ready, day="2018-10-09"), say("cli.freeze.exists", folder=FOLDER))
    assert tree(ready.root) == before


def test_two_of_one_day_would_have_no_order(ready: Project) -> None:
    freeze(ready, "first")
    edit(ready, "See [plating]", "Look at [plating]")
    ready.run("translate", "update")
    done = freeze(ready, "second")
    refused(ready, done, say("cli.freeze.same-day", chapter="pfos/metal-plating", snapshot="first"))


@pytest.mark.parametrize("day", ["2018-10-05", "2018-09-01"])
def test_nothing_comes_between_snapshots_that_there_are(ready: Project, day: str) -> None:
    """The later one says which it follows, and never changes: the check would refuse both for ever."""
    for name, when in (("first", "2018-10-01"), ("second", "2018-10-08")):
        assert freeze(ready, name, day=when).code == 0
        edit(ready, "See ", "See also ")
        ready.run("translate", "update")
    words = {"2018-10-05": ("second", "2018-10-08"), "2018-09-01": ("first", "2018-10-01")}[day]
    said = say("cli.freeze.overtaken", chapter="pfos/metal-plating", snapshot=words[0], date=words[1])
    refused(ready, freeze(ready, "between", day=day), said)
    assert snapshots(ready) == ["first", "second"]


def test_doubtful_paragraphs_are_listed_and_refused(ready: Project) -> None:
    edit(ready, "See [plating]", f"{TWIN.format('cold')}\n\n{TWIN.format('warm')}\n\nSee [plating]")
    ready.run("translate", "update")
    edit(ready, f"{TWIN.format('cold')}\n\n{TWIN.format('warm')}", TWIN.format("cool"))
    done = freeze(ready)
    refused(ready, done, say("cli.freeze.doubts"), f"{CHAPTER}:13:1", ": new")
    assert snapshots(ready) == []
    assert ready.run("translate", "update", "--as-new").code == 0
    assert freeze(ready).code == 0


def test_what_no_catalogue_knows_yet_is_refused(project: Project) -> None:
    refused(project, freeze(project), say("cli.freeze.behind", chapters="pfos/metal-plating, pfos/alternatives"))
    project.run("translate", "update")
    edit(project, "See [plating]", "Look at [plating]")
    refused(project, freeze(project), say("cli.freeze.behind", chapters="pfos/alternatives"))
    assert snapshots(project) == []


def test_errors_of_the_check_are_told_and_refused(ready: Project) -> None:
    edit(ready, "metal-plating.md#why", "metal-plating.md#nowhere")
    ready.run("translate", "update")
    done = freeze(ready)
    refused(ready, done, say("cli.freeze.faults"), f"{CHAPTER}:13")
    assert snapshots(ready) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--document", "pfoss"), ("pfoss", "pfos")),
        (("--meeting", "sc-cop-5"), ("sc-cop-5", "sc-cop-4")),
    ],
)
def test_what_is_unknown_is_refused_with_the_near_names(
    ready: Project, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    refused(ready, freeze(ready, "cop-8", *arguments), *words)
    assert snapshots(ready) == []


@pytest.mark.parametrize("name", ["COP-8", "cop.8", "../cop-8", "zh", "working", "-", ""])
def test_a_name_that_can_be_no_address_is_refused(ready: Project, name: str) -> None:
    done = ready.run("freeze", "--type", "adopted", "--date", "2018-10-08", "--", name)
    refused(ready, done, say("cli.freeze.bad-id", id=name))
    assert snapshots(ready) == []


@pytest.mark.parametrize("title", ["en", "xx=Words", "en=", "en= "])
def test_a_title_needs_a_language_and_words(ready: Project, title: str) -> None:
    done = freeze(ready, "cop-8", "--title", title)
    assert done.code == 2
    assert say("cli.freeze.bad-title", found=title, known="en, zh, ar") in done.err


def test_a_title_is_as_given_or_its_type_and_day(ready: Project) -> None:
    freeze(ready, "cop-8", "--title", "en=COP-8: the eighth", "--meeting", "sc-cop-4", "--document", "pfos")
    manifest = ready.read(f"{FOLDER}/manifest.yml")
    assert "en: 'COP-8: the eighth'" in manifest
    assert "2018年10月8日" in manifest
    assert "meeting: sc-cop-4" in manifest


def test_a_document_named_twice_is_frozen_once(ready: Project) -> None:
    assert freeze(ready, "cop-8", "--document", "pfos", "--document", "pfos").code == 0
    assert ready.read(f"{FOLDER}/manifest.yml").count("id: metal-plating") == 1


def test_what_is_for_experts_says_so(ready: Project) -> None:
    freeze(ready, "cop-8", "--audience", "experts")
    assert "audience: experts" in ready.read(f"{FOLDER}/manifest.yml")


def test_a_disk_that_cannot_be_written_is_told_in_a_line(ready: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = tree(ready.root)
    monkeypatch.setattr("os.fsync", full)
    done = freeze(ready)
    assert done.code == 3
    assert "No space left" in done.err
    assert "Traceback" not in done.err
    assert tree(ready.root) == before


def test_an_edited_snapshot_stops_the_next(ready: Project) -> None:
    freeze(ready, "first", day="2018-10-01")
    path = Path("guidance/snapshots/first/pfos/alternatives.en.md")
    ready.write(str(path), ready.read(str(path)) + "More.\n")
    done = freeze(ready, "second")
    refused(ready, done, str(path))
    found = json.loads(ready.run("check", "--format", "json").out)
    assert ("snapshot.file-edited", str(path)) in {(one["code"], one["path"]) for one in found}
