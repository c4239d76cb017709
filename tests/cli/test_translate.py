"""Catalogues, translation status and translators' sheets from the command line."""

import json
import re
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from living_guidance.cli.words import say
from tests.cli.runner import Done, Project
from tests.counts import cases, fresh_random
from tests.exchange.office import saved

CHAPTER = "guidance/pfos/alternatives.md"
ANSWERS = "guidance/pfos/identity.yml"
CATALOGUE = "translations/zh/pfos/alternatives.po"
FRONT = """\
---
id: alternatives
document: pfos
title: Alternatives
chemicals: [pfos]
task_team: task-team-annex-ab
language: en
version: 1.0
status: draft
date: 2018-09-28
---

"""
BODY = "Wash the filters with {} water, dry them, and put them back."


def last(done: Done) -> str:
    return done.out.splitlines()[-1]


# --- update


def test_templates_are_made_for_all_and_catalogues_only_when_asked_for(project: Project) -> None:
    done = project.run("translate", "update")
    assert (done.code, last(done)) == (0, say.count("cli.translate.update.done", 2))
    assert sorted(project.files()) == [
        f"translations/templates/pfos/{name}.pot" for name in ("alternatives", "metal-plating")
    ]
    done = project.run("translate", "update", "alternatives", "--new", "--language", "zh")
    assert last(done) == say.count("cli.translate.update.done", 1)
    assert CATALOGUE in project.files()


def test_a_dry_run_writes_nothing(project: Project) -> None:
    done = project.run("translate", "update", "--new", "--dry-run")
    assert project.files() == {}
    assert done.code == 0
    assert say.count("cli.translate.update.would", 6) in done.out
    assert f"  {CATALOGUE}" in done.out.splitlines()


def test_what_has_not_changed_is_not_written(project: Project) -> None:
    project.run("translate", "update", "--new")
    times = {path: path.stat().st_mtime_ns for path in (project.root / "translations").rglob("*.po*")}
    assert last(project.run("translate", "update")) == say.count("cli.translate.update.done", 0)
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_every_translation_is_kept(project: Project) -> None:
    project.run("translate", "update", "--new")
    text = project.read(CATALOGUE)
    project.write(CATALOGUE, text.replace('msgid "Alternatives"\nmsgstr ""', 'msgid "Alternatives"\nmsgstr "替代品"'))
    project.write(CHAPTER, project.read(CHAPTER).replace("title: Alternatives", "title: Alternatives to PFOS"))
    done = project.run("translate", "update")
    assert "1" in done.out
    assert '#, fuzzy\n#| msgid "Alternatives"\nmsgctxt "title"\nmsgid "Alternatives to PFOS"\nmsgstr "替代品"' in (
        project.read(CATALOGUE)
    )


def doubtful(project: Project) -> None:
    """Leave one paragraph that may be either of two."""
    project.write(CHAPTER, f"{FRONT}{BODY.format('cold')}\n\n{BODY.format('warm')}\n")
    project.run("translate", "update", "--new")
    project.write(CHAPTER, f"{FRONT}{BODY.format('cool')}\n")


def candidates(done: Done) -> list[tuple[str, str]]:
    """The answers that a list of doubts offers, each ``(the id at birth, the id it is)``."""
    return re.findall(r"^      (p[a-z2-7]{8}): (new|p[a-z2-7]{8})(?=  #|$)", done.out + done.err, re.MULTILINE)


def test_doubts_are_listed_and_nothing_is_decided(project: Project) -> None:
    doubtful(project)
    before = project.files()
    done = project.run("translate", "update")
    assert done.code == 1
    assert done.err.strip() == say.count("cli.translate.update.held", 1, chapters="pfos/alternatives")
    lines = done.out.splitlines()
    assert lines[0] == say("cli.doubt", where=f"{CHAPTER}:13:1", text=BODY.format("cool")[:59] + "…")
    assert lines[1].strip() == say("cli.doubt.how", path=ANSWERS, chapter="alternatives")
    assert [BODY.format(word)[:40] in line for word, line in zip(("cold", "warm"), sorted(lines[2:4]), strict=True)]
    assert lines[4].endswith(": new")
    assert len({asked for asked, _ in candidates(done)}) == 1
    assert project.files() == before
    assert not (project.root / ANSWERS).exists()


def test_a_doubtful_paragraph_may_be_new(project: Project) -> None:
    doubtful(project)
    asked = candidates(project.run("translate", "update"))[0][0]
    assert project.run("translate", "update", "--as-new").code == 0
    assert project.read(ANSWERS).startswith(f"alternatives:\n  {asked}: new  # Wash the filters with cool")
    assert project.run("translate", "update").code == 0
    assert f'msgctxt "{asked}"' in project.read(CATALOGUE)


def test_a_doubtful_paragraph_may_be_an_old_one(project: Project) -> None:
    doubtful(project)
    asked, old = candidates(project.run("translate", "update"))[1]
    done = project.run("translate", "update", "--same", f"{asked}={old}")
    assert (done.code, done.err) == (0, "")
    assert f"  {asked}: {old}  # Wash" in project.read(ANSWERS)
    assert f'msgctxt "{old}"\nmsgid "{BODY.format("cool")}"' in project.read(CATALOGUE)
    again = project.run("translate", "update")
    assert (again.code, last(again)) == (0, say.count("cli.translate.update.done", 0))
    assert "identity.answer" not in project.run("check").out


def test_an_answer_written_by_hand_is_as_good(project: Project) -> None:
    doubtful(project)
    asked, old = candidates(project.run("translate", "update"))[0]
    project.write(ANSWERS, f"# Who is who.\nalternatives:\n  {asked}: {old}\n")
    assert "translation.doubt" not in project.run("check").out
    assert project.run("translate", "update").code == 0
    assert f'msgctxt "{old}"\nmsgid "{BODY.format("cool")}"' in project.read(CATALOGUE)


def test_the_check_tells_of_doubts_with_the_line_to_write(project: Project) -> None:
    doubtful(project)
    offered = candidates(project.run("translate", "update"))
    out = project.run("check").out
    assert f"{CHAPTER}:13:1" in out
    assert f"“{offered[0][0]}: {offered[0][1]}”" in out
    assert all(name in out for _, name in offered)


def test_a_dry_run_shows_what_answers_would_do(project: Project) -> None:
    doubtful(project)
    asked, old = candidates(project.run("translate", "update"))[0]
    before = project.files()
    done = project.run("translate", "update", "--same", f"{asked}={old}", "--dry-run")
    assert done.code == 0
    assert f"  {ANSWERS}" in done.out.splitlines()
    assert project.files() == before
    assert not (project.root / ANSWERS).exists()


def test_other_answers_and_comments_stay(project: Project) -> None:
    text = "# Kept.\nmetal-plating:\n  paaaaaaaa: new # once\n\n# The end.\n"
    project.write(ANSWERS, text)
    doubtful(project)
    assert project.run("translate", "update", "--as-new").code == 0
    written = project.read(ANSWERS)
    assert written.startswith("# Kept.\nmetal-plating:\n  paaaaaaaa: new # once\nalternatives:\n  p")
    assert written.endswith("\n\n# The end.\n")


def test_as_new_may_name_paragraphs_or_stand_before_a_chapter(project: Project) -> None:
    doubtful(project)
    asked = candidates(project.run("translate", "update"))[0][0]
    for arguments in (("--as-new", asked), ("alternatives", "--as-new"), ("--as-new", "alternatives", asked)):
        assert project.run("translate", "update", *arguments, "--dry-run").code == 0, arguments
    assert project.run("translate", "update", "metal-plating", "--as-new", "--dry-run").code == 0
    assert project.run("translate", "update", "--dry-run").code == 1


def test_answers_that_cannot_be_are_refused(project: Project) -> None:
    doubtful(project)
    asked, old = candidates(project.run("translate", "update"))[0]
    title = say("cli.translate.update.not-asked", id="pzzzzzzzz", near="–")[:40]
    done = project.run("translate", "update", "--same", f"pzzzzzzzz={old}")
    assert (done.code, done.err[:40]) == (1, title)
    done = project.run("translate", "update", "--same", f"{asked}=pzzzzzzzz")
    assert (done.code, done.err.strip()) == (
        1,
        say("cli.translate.update.unknown", id=asked, answer="pzzzzzzzz"),
    )
    done = project.run("translate", "update", "--same", asked)
    assert done.code == 2
    assert say("cli.translate.update.bad-same", found=asked) in done.err
    done = project.run("translate", "update", "--same", f"{asked}={old}", "--same", f"{asked}=new")
    assert done.code == 2
    assert not (project.root / ANSWERS).exists()


def test_wrong_answers_in_the_file_stop_the_update(project: Project) -> None:
    doubtful(project)
    asked = candidates(project.run("translate", "update"))[0][0]
    before = project.files()
    project.write(ANSWERS, f"alternatives:\n  {asked}: pzzzzzzzz\n")
    done = project.run("translate", "update")
    assert done.code == 1
    assert f"{ANSWERS}:2:3" in done.err
    assert done.err.strip().endswith(say("cli.translate.update.faults"))
    assert project.files() == before


# --- status


def test_the_status_of_every_translation(project: Project) -> None:
    project.run("translate", "update", "--new", "--language", "zh")
    entries = json.loads(project.run("translate", "status", "--format", "json").out)
    assert [(entry["chapter"], entry["original"], entry["language"]) for entry in entries] == [
        ("metal-plating", "en", "zh"),
        ("metal-plating", "en", "ar"),
        ("alternatives", "en", "zh"),
        ("alternatives", "en", "ar"),
    ]
    assert entries[2] == {
        "document": "pfos",
        "chapter": "alternatives",
        "original": "en",
        "language": "zh",
        "authority": None,
        "current": 0,
        "stale": 0,
        "missing": 2,
        "total": 2,
        "percent": 0,
    }


def test_the_status_of_one_language_in_columns(project: Project) -> None:
    lines = project.run("translate", "status", "--language", "zh").out.splitlines()
    assert lines[1].split() == ["Chapter", "Language", "current", "behind", "missing", "Translated", "Authority"]
    assert lines[3].split() == ["alternatives", "en", "→", "zh", "0", "0", "2", "0%", "–"]
    assert "ar" not in project.run("translate", "status", "--language", "zh").out
    done = project.run("translate", "status", "--language", "fr")
    assert (done.code, done.err.strip()) == (1, say("cli.no-language", found="fr", known="en, zh, ar"))


# --- sheets


@pytest.fixture
def sheet(project: Project, tmp_path: Path) -> Path:
    project.run("translate", "update", "--new")
    path = tmp_path / "sheet.xlsx"
    done = project.run("translate", "sheet", "export", "alternatives", "--language", "zh", "--to", path)
    assert (done.code, done.out.strip()) == (0, say.count("cli.translate.export.done", 2, path=path))
    return path


def fill(path: Path, *targets: str) -> None:
    book = openpyxl.load_workbook(path)
    for number, target in enumerate(targets, start=2):
        book.worksheets[0][f"D{number}"] = target
    book.save(path)


def test_a_sheet_goes_out_and_comes_back(project: Project, sheet: Path) -> None:
    fill(sheet, "替代品", "见[电镀](metal-plating.md)和[原因](metal-plating.md#why)。")
    before = project.read(CATALOGUE)
    trial = project.run("translate", "sheet", "import", sheet, "--dry-run")
    assert (trial.code, project.read(CATALOGUE)) == (0, before)
    assert last(trial) == say("cli.translate.import.would", changed=2, unchanged=0, left=0)
    done = project.run("translate", "sheet", "import", sheet)
    assert done.out.splitlines() == [
        say("cli.translate.import.row", row=2, id="title"),
        "  + 替代品",
        trial.out.splitlines()[2],
        "  + 见[电镀](metal-plating.md)和[原因](metal-plating.md#why)。",
        say("cli.translate.import.done", changed=2, unchanged=0, left=0),
    ]
    assert 'msgstr "替代品"' in project.read(CATALOGUE)
    assert last(project.run("translate", "sheet", "import", sheet)) == say(
        "cli.translate.import.done", changed=0, unchanged=2, left=0
    )


def test_a_row_that_is_not_taken_is_told_with_its_number(project: Project, sheet: Path) -> None:
    fill(sheet, "替代品", "没有链接。")
    done = project.run("translate", "sheet", "import", sheet)
    assert done.code == 1
    assert done.err.startswith(f"{sheet}:3:1: ")
    assert last(done) == say("cli.translate.import.done", changed=1, unchanged=0, left=1)
    assert 'msgstr "替代品"' in project.read(CATALOGUE)
    assert "没有链接" not in project.read(CATALOGUE)


def test_a_text_that_changed_meanwhile_is_not_overwritten(project: Project, sheet: Path) -> None:
    fill(sheet, "替代品")
    project.write(CHAPTER, project.read(CHAPTER).replace("title: Alternatives", "title: Others"))
    project.run("translate", "update")
    assert project.run("translate", "sheet", "import", sheet).code == 1
    assert "替代品" not in project.read(CATALOGUE)
    assert project.run("translate", "sheet", "import", sheet, "--force").code == 0
    assert 'msgid "Others"\nmsgstr "替代品"' in project.read(CATALOGUE)


def test_a_sheet_for_word(project: Project, tmp_path: Path) -> None:
    project.run("translate", "update")
    path = tmp_path / "sheet.docx"
    command = ("translate", "sheet", "export", "alternatives", "--language", "ar", "--only", "missing", "--to")
    assert project.run(*command, path).code == 0
    document = docx.Document(str(path))
    document.tables[0].rows[1].cells[2].text = "البدائل"
    path.write_bytes(saved(document))
    assert project.run("translate", "sheet", "import", path).code == 0
    assert 'msgstr "البدائل"' in project.read("translations/ar/pfos/alternatives.po")


def test_a_sheet_is_not_overwritten(project: Project, sheet: Path) -> None:
    command = ("translate", "sheet", "export", "alternatives", "--language", "zh", "--to", sheet)
    done = project.run(*command)
    assert (done.code, done.err.strip()) == (1, say("cli.file-exists", path=sheet))
    assert project.run(*command, "--force").code == 0


def test_a_chapter_that_was_not_updated_gives_no_sheet(project: Project, tmp_path: Path) -> None:
    done = project.run("translate", "sheet", "export", "alternatives", "--language", "zh", "--to", tmp_path / "a.xlsx")
    assert (done.code, done.err.strip()) == (1, say("cli.translate.not-updated", chapter="pfos/alternatives"))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_sheet_is_for_another_language_of_the_site(project: Project, tmp_path: Path, language: str) -> None:
    to = tmp_path / "a.xlsx"
    done = project.run("translate", "sheet", "export", "alternatives", "--language", language, "--to", to)
    assert (done.code, done.err.strip()) == (1, say("cli.no-language", found=language, known="zh, ar"))


def test_a_sheet_of_a_chapter_that_is_gone(project: Project, sheet: Path) -> None:
    for path in (CHAPTER, *(path for path in project.files() if "alternatives" in path)):
        (project.root / path).unlink()
    project.write(
        "guidance/pfos/document.yml", project.read("guidance/pfos/document.yml").replace("  - alternatives\n", "")
    )
    done = project.run("translate", "sheet", "import", sheet)
    assert done.code == 3
    assert done.err.strip() == say("cli.translate.import.no-chapter", path=sheet, chapter="pfos/alternatives")


def test_a_killed_import_leaves_the_old_catalogue_or_the_new(project: Project, sheet: Path) -> None:
    fill(sheet, "替代品")
    old = project.read(CATALOGUE)
    random = fresh_random()
    seen = set()
    for _ in range(cases(40)):
        project.write(CATALOGUE, old)
        command = [sys.executable, "-c", "from living_guidance.cli import main; main()", "-C", str(project.root)]
        running = subprocess.Popen([*command, "translate", "sheet", "import", str(sheet)], stdout=subprocess.DEVNULL)
        time.sleep(random.uniform(0.1, 1.5))
        running.send_signal(signal.SIGKILL)
        running.wait()
        seen.add(project.read(CATALOGUE))
        assert project.run("translate", "status").code == 0
    assert len(seen - {old}) <= 1


def test_nothing_in_a_sheet_reaches_the_terminal_raw(project: Project, sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["D2"] = "替\u202e代\u200e品"
    content = BytesIO()
    book.save(content)
    sheet.write_bytes(content.getvalue())
    done = project.run("translate", "sheet", "import", sheet, "--dry-run")
    assert "  + 替\ufffd代\ufffd品" in done.out
