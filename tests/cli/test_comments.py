"""From the form to the answer on the command line: what comes in is stored or listed, whole or not at all."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from tests.cli.runner import Project
from tests.counts import cases, fresh_random
from tests.load.projects import make_project

ROUND = "round-2018-1"
FOLDER = f"guidance/rounds/{ROUND}"
ROW = {"chapter": "metal-plating", "type": "technical", "text": "Give the limit with its source."}


def form(*rows: dict[str, str], **shared: str) -> str:
    content = {"format": "living-guidance-comments/1", "round": ROUND, "shared": shared, "comments": list(rows)}
    return json.dumps(content, ensure_ascii=False)


def stored(root: Path) -> list[dict[str, object]]:
    files = sorted((root / FOLDER / "comments").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def party_a(project: Project, tmp_path: Path) -> Path:
    path = tmp_path / "party-a.json"
    path.write_text(form(ROW, {"type": "general", "text": "一般意见。"}, submitter="Party A", category="party"))
    return path


def test_comments_are_stored_and_listed(project: Project, party_a: Path) -> None:
    done = project.run("comments", "import", ROUND, party_a, "--received", "2018-07-30")
    assert "Rows: 2; stored: 2; listed: 0." in done.out
    assert done.code == 1  # the register does not know Party A
    assert [(one["chapter"], one["written_in"]) for one in stored(project.root) if "chapter" in one] == [
        ("metal-plating", "en")
    ]
    assert {one["received"] for one in stored(project.root)} == {"2018-07-30"}
    assert project.run("check").err.count("comment.") == 0


@pytest.mark.parametrize("zone", ["Etc/GMT-14", "Etc/GMT+12"])
def test_what_comes_today_comes_on_the_day_of_the_rounds_zone(
    project: Project, party_a: Path, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    project.write("mkdocs.yml", project.read("mkdocs.yml").replace("      as_of: 2018-10-08\n", ""))
    record = f"{FOLDER}/round.yml"
    project.write(record, project.read(record).replace("zone: Europe/Zurich", f"zone: {zone}"))
    days = [datetime.now(ZoneInfo(zone)).date().isoformat()]
    project.run("comments", "import", ROUND, party_a)
    days.append(datetime.now(ZoneInfo(zone)).date().isoformat())
    (received,) = {one["received"] for one in stored(project.root)}
    assert received in days


def test_a_second_time_adds_nothing(project: Project, party_a: Path) -> None:
    project.run("comments", "import", ROUND, party_a)
    before = stored(project.root)
    done = project.run("comments", "import", ROUND, party_a)
    assert done.code == 0
    assert "Rows: 2; stored: 0; listed: 2." in done.out
    assert stored(project.root) == before
    assert len(list((project.root / FOLDER / "comments").iterdir())) == 1


def test_a_trial_writes_nothing(project: Project, party_a: Path) -> None:
    done = project.run("comments", "import", ROUND, party_a, "--dry-run")
    assert "Nothing was written." in done.out
    assert not (project.root / FOLDER / "comments").exists()


def test_the_report_has_every_row(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(
        form(ROW, {"text": "=1+1"}, {"type": "technical", "quoted": "x"}, submitter="Party A", category="party")
    )
    project.run("comments", "import", ROUND, path, "--report", tmp_path / "report.csv")
    rows = list(csv.reader(StringIO((tmp_path / "report.csv").read_text(encoding="utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["1", "2", "3"]
    assert [bool(row[3]) for row in rows[1:]] == [True, True, False]


def test_who_sent_it_may_be_said_on_the_command_line(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Chapter,Comment,Type\nmetal-plating,Say more.,te\n")
    assert "Nobody is named" in project.run("comments", "import", ROUND, path).out
    assert stored(project.root) == []
    project.run("comments", "import", ROUND, path, "--submitter", "Party B", "--category", "party", "--country", "XB")
    assert [one["submitters"] for one in stored(project.root)] == [
        [{"name": "Party B", "category": "party", "country": "XB"}]
    ]


def test_the_form_of_another_round_is_refused(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "form.json"
    path.write_text(form(ROW, submitter="Party A", category="party").replace(ROUND, "round-2017-2"))
    refused = project.run("comments", "import", ROUND, path)
    assert refused.code == 3
    assert "round-2017-2" in refused.err
    assert not (project.root / FOLDER / "comments").exists()


def test_a_person_is_not_taken_in_without_a_place_for_the_name(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GUIDANCE_PRIVATE", raising=False)
    path = tmp_path / "jane.json"
    path.write_text(form(ROW, person="Jane Doe", email="jane@example.org", category="individual"))
    refused = project.run("comments", "import", ROUND, path)
    assert refused.code == 1
    assert "GUIDANCE_PRIVATE" in refused.err
    assert not (project.root / FOLDER / "comments").exists()
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    project.run("comments", "import", ROUND, path)
    (one,) = stored(project.root)
    mark = one["submitters"][0]["person"]  # type: ignore[index]
    content = b"".join(file.read_bytes() for file in project.root.rglob("*") if file.is_file())
    assert not [word for word in (b"Jane", b"jane@") if word in content]
    assert "Jane Doe" in project.run("comments", "private", "list", mark).out
    backup = tmp_path / "backup.zip"
    assert project.run("comments", "private", "backup", "--to", backup).code == 0
    assert project.run("comments", "private", "erase", mark, "--yes").code == 0
    assert "Jane" not in project.run("comments", "private", "list").out
    assert stored(project.root) == [one]
    assert project.run("comments", "private", "restore", backup).code == 0
    # A backup from before does not bring back whom it was asked to forget.
    assert "jane@example.org" not in project.run("comments", "private", "list").out
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "other"))
    assert project.run("comments", "private", "restore", backup).code == 0
    assert "jane@example.org" in project.run("comments", "private", "list").out
    assert project.run("comments", "private", "consent", "Jane Doe").code == 0
    assert "given" in project.run("comments", "private", "list").out


def test_what_came_twice_is_forgotten_with_its_sender(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    path = tmp_path / "jane.json"
    path.write_text(form(ROW, submitter="Jane Doe", category="individual"))
    for _ in range(2):
        project.run("comments", "import", ROUND, path)
    assert len(stored(project.root)) == 1
    assert "1 file deleted" in project.run("comments", "private", "erase", "Jane Doe", "--yes").out
    assert list((tmp_path / "private/files").iterdir()) == []


@pytest.mark.parametrize("how", ["answer", "import"])
def test_comments_are_compiled_answered_and_the_answers_come_back(
    project: Project, party_a: Path, tmp_path: Path, how: str
) -> None:
    project.run("comments", "import", ROUND, party_a, "--received", "2018-07-30")
    folder = tmp_path / "compilation"
    compile_it = ("comments", "compile", ROUND, "--to", folder, "--date", "2018-08-05")
    assert project.run(*compile_it, "--yaml").code == 0
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    numbers = project.read(f"{FOLDER}/numbers.jsonl")
    assert project.run(*compile_it).code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    assert project.read(f"{FOLDER}/numbers.jsonl") == numbers
    begun = project.read(f"{FOLDER}/answers/pfos/metal-plating.yml")
    assert begun.startswith("# 2 · Party A · Give the limit")
    path = folder / f"{ROUND}.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value).split(" · ")[0]: cell.column for cell in sheet[1]}
    sheet.cell(2, heads["Disposition"]).value = "Noted"
    sheet.cell(2, heads["Reason"]).value = "already_covered"
    sheet.cell(2, heads["Response, English"]).value = "It is said in paragraph 4."
    book.save(path)
    for command in ("answer", "import"):
        trial = project.run("comments", command, ROUND, path, "--dry-run")
        assert "Answers that would change: 1" in trial.out
    done = project.run("comments", how, ROUND, path)
    assert done.code == 0
    assert len(stored(project.root)) == 2
    assert "disposition: noted" in project.read(f"{FOLDER}/answers/pfos.yml")
    again = project.run("comments", "answer", ROUND, path)
    assert "Answers changed: 0; unchanged: 2" in again.out
    project.write(f"{FOLDER}/answers/pfos.yml", project.read(f"{FOLDER}/answers/pfos.yml").replace("noted", "deferred"))
    conflict = project.run("comments", "answer", ROUND, path)
    assert conflict.code == 1
    assert "deferred" in project.read(f"{FOLDER}/answers/pfos.yml")


@pytest.mark.parametrize("form", ["csv", "docx"])
def test_a_compilation_is_not_taken_for_comments(project: Project, party_a: Path, tmp_path: Path, form: str) -> None:
    project.run("comments", "import", ROUND, party_a)
    project.run("comments", "compile", ROUND, "--to", tmp_path, "--format", form)
    refused = project.run("comments", "import", ROUND, tmp_path / f"{ROUND}.{form}")
    assert refused.code == 3
    assert "comments answer" in refused.err
    assert len(stored(project.root)) == 2


def test_a_sheet_that_was_filled_in_is_not_overwritten(project: Project, party_a: Path, tmp_path: Path) -> None:
    project.run("comments", "import", ROUND, party_a)
    command = ("comments", "compile", ROUND, "--to", tmp_path / "out", "--format", "csv")
    assert project.run(*command).code == 0
    sheet = tmp_path / "out" / f"{ROUND}.csv"
    sheet.write_text("filled in")
    assert project.run(*command).code == 1
    assert sheet.read_text() == "filled in"
    assert project.run(*command, "--force").code == 0
    assert sheet.read_text() != "filled in"


def test_nothing_that_is_not_for_everybody_is_written_where_the_site_is_made_from(
    project: Project, party_a: Path
) -> None:
    project.run("comments", "import", ROUND, party_a)
    for command in (("compile", ROUND, "--to"), ("export", ROUND, "--to")):
        assert project.run("comments", *command, project.root / "docs" / "comments.json").code == 1
    assert not (project.root / "docs" / "comments.json").exists()


def test_a_mapping_that_cannot_be_used_ends_the_import(project: Project, tmp_path: Path) -> None:
    table, mapping = tmp_path / "table.csv", tmp_path / "mapping.yml"
    table.write_text("Chapter,Comment,Type\nmetal-plating,Say more.,te\n")
    for content in (b"columns: {Comment: nothing}\n", "columns: {意见: text}\n".encode("gbk")):
        mapping.write_bytes(content)
        refused = project.run("comments", "import", ROUND, table, "--mapping", mapping, "--submitter", "Party A")
        assert refused.code in (1, 3)
        assert "Traceback" not in refused.err
    assert not (project.root / FOLDER / "comments").exists()


def test_a_file_cannot_have_come_tomorrow(project: Project, party_a: Path) -> None:
    refused = project.run("comments", "import", ROUND, party_a, "--received", "2018-10-09", "--date", "2018-10-08")
    assert refused.code == 1
    assert not (project.root / FOLDER / "comments").exists()


def test_what_went_out_comes_in_again(project: Project, party_a: Path, tmp_path: Path) -> None:
    project.run("comments", "import", ROUND, party_a)
    for name in ("all.json", "all.csv"):
        assert project.run("comments", "export", ROUND, "--to", tmp_path / name).code == 0
        done = project.run("comments", "import", ROUND, tmp_path / name)
        assert "stored: 0;" in done.out


def test_forms_are_written_and_not_overwritten(project: Project, tmp_path: Path) -> None:
    for name in ("form.xlsx", "form.csv"):
        assert project.run("comments", "form", ROUND, "--to", tmp_path / name).code == 0
        assert project.run("comments", "form", ROUND, "--to", tmp_path / name).code == 1
    assert project.run("comments", "form", ROUND, "--to", tmp_path / "form.pdf").code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("comments", "import", "round-2018", "x.json"), "round-2018-1"),
        (("comments", "compile", ROUND, "--to", "out"), "comments import"),
        (("comments", "export", "nothing", "--to", "x.json"), "nothing"),
    ],
)
def test_mistakes_are_told_in_a_sentence(project: Project, arguments: tuple[str, ...], words: str) -> None:
    done = project.run(*arguments)
    assert done.code in (1, 3)
    assert words in done.err
    assert "Traceback" not in done.err


IMPORTER = "import sys; from living_guidance.cli import main; main(sys.argv[1:])"


def test_a_kill_leaves_all_comments_of_an_import_or_none(tmp_path: Path) -> None:
    random = fresh_random()
    root = make_project(tmp_path / "project")
    rows = [{**ROW, "text": f"Comment {number} on the limit."} for number in range(300)]
    path = tmp_path / "form.json"
    path.write_text(form(*rows, submitter="Party A", category="party"))
    command = [sys.executable, "-c", IMPORTER, "-C", str(root), "comments", "import", ROUND, str(path)]
    began = time.monotonic()
    subprocess.run(command, check=False, capture_output=True)
    lasts = time.monotonic() - began
    assert len(stored(root)) == len(rows)
    for number in range(cases(100)):
        subprocess.run(["rm", "-rf", str(root / FOLDER / "comments")], check=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(lasts * (0.5 + 0.5 * random.random()))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert len(stored(root)) in (0, len(rows)), f"kill {number}"
        # Repeated, in another order, it stores what is missing and nothing twice.
        random.shuffle(rows)
        path.write_text(form(*rows, submitter="Party A", category="party"))
        subprocess.run(command, check=False, capture_output=True)
        assert len({one["id"] for one in stored(root)}) == len(stored(root)) == len(rows)
