"""What people send to a call for information is taken in once, whole or not at all."""

import sys
from pathlib import Path

import pytest

from tests.calls import CALL, STOCKS, make_call
from tests.cli.runner import Done, Project

ABOUT = ("--title", "Stocks  of foam", "--area", "Foams", "--received", "2018-03-01", "--chemical", "pfos")
PARTY = ("--from", "Party A", "--category", "party")
SUBMISSIONS = Path(f"guidance/rounds/{CALL}/submissions")


@pytest.fixture
def call(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.delenv("GUIDANCE_PRIVATE", raising=False)
    make_call(project.root)
    (project.root.parent / "stocks.csv").write_bytes(STOCKS)
    return project


def add(project: Project, *more: str, file: str = "stocks.csv", name: str = CALL) -> Done:
    return project.run("submissions", "add", name, project.root.parent / file, *ABOUT, *more)


def kept(project: Project) -> list[str]:
    folder = project.root / SUBMISSIONS
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_submission_is_a_record_with_its_files(call: Project) -> None:
    trial = add(call, *PARTY, "--dry-run")
    assert (trial.code, kept(call)) == (0, [])
    assert add(call, *PARTY).code == 0
    [record, path] = kept(call)
    assert path == f"{record.removesuffix('.yml')}/stocks.csv"
    assert record in trial.out
    assert (call.root / SUBMISSIONS / path).read_bytes() == STOCKS
    assert "title: Stocks of foam\n" in call.read(f"{SUBMISSIONS}/{record}")
    assert "submission" not in call.run("check").out
    assert call.run("round", "status", CALL).out.splitlines()[1].split()[-2:] == ["1", "0"]
    listed = call.run("submissions", "list", CALL).out
    assert record.removesuffix(".yml") in listed
    assert "Party A" in listed


def test_no_file_is_lost_to_another_of_its_name(call: Project) -> None:
    folder = call.root.parent
    (folder / "d").mkdir()
    given = {"a.txt": "one", "a-3.txt": "two", "d/A.txt": "three"}
    for path, text in given.items():
        (folder / path).write_text(text)
    done = call.run("submissions", "add", CALL, *(folder / path for path in given), *ABOUT, *PARTY)
    assert done.code == 0
    [record, *paths] = sorted(kept(call), key=lambda path: "/" in path)
    assert sorted((call.root / SUBMISSIONS / path).read_text() for path in paths) == sorted(given.values())
    assert "submission" not in call.run("check").out
    call.write(f"{SUBMISSIONS}/{record}", call.read(f"{SUBMISSIONS}/{record}").replace("a-4.txt", "a.txt"))
    assert "[record.file-twice]" in call.run("check").out


def test_the_same_again_adds_nothing(call: Project) -> None:
    add(call, *PARTY)
    before = kept(call)
    again = add(call, *PARTY)
    assert (again.code, kept(call)) == (0, before)
    assert "was taken in before" in again.out


def test_several_may_submit_together(call: Project) -> None:
    assert add(call, *PARTY, "--from", "Observer C", "--category", "ngo").code == 0
    text = call.read(f"{SUBMISSIONS}/{kept(call)[0]}")
    assert "{name: Party A, category: party}" in text
    assert "{name: Observer C, category: ngo}" in text


def test_what_is_confidential_stays_outside(call: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = add(call, *PARTY, "--confidential")
    assert (refused.code, kept(call)) == (1, [])
    assert "GUIDANCE_PRIVATE" in refused.err
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    assert add(call, *PARTY, "--confidential").code == 0
    [record] = kept(call)
    assert "stocks" not in call.read(f"{SUBMISSIONS}/{record}")
    [file] = (tmp_path / "private/files").iterdir()
    assert file.read_bytes() == STOCKS
    assert "submission" not in call.run("check").out
    backup = tmp_path / "backup.zip"
    assert call.run("comments", "private", "backup", "--to", backup).code == 0
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "other"))
    assert call.run("comments", "private", "restore", backup).code == 0
    assert [path.read_bytes() for path in (tmp_path / "other/files").iterdir()] == [STOCKS]


def test_a_person_has_a_pseudonym_and_can_be_forgotten(
    call: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = ("--from", "Jane Doe", "--category", "individual", "--confidential")
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    assert add(call, *person).code == 0
    [record] = kept(call)
    assert "Jane" not in call.read(f"{SUBMISSIONS}/{record}")
    assert "Jane" not in call.run("submissions", "list", CALL).out
    assert "Jane Doe" in call.run("comments", "private", "list").out
    assert call.run("comments", "private", "erase", "Jane Doe", "--yes").code == 0
    assert list((tmp_path / "private/files").iterdir()) == []
    assert kept(call) == [record]


def test_a_confidential_file_goes_with_the_last_who_sent_it(
    call: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    for name in ("Jane Doe", "John Roe"):
        assert add(call, "--from", name, "--category", "individual", "--confidential").code == 0
    done = call.run("comments", "private", "erase", "Jane Doe", "--yes")
    assert "0 files deleted" in done.out
    assert "1 file stays, for others sent it, too" in done.out
    assert len(list((tmp_path / "private/files").iterdir())) == 1
    assert "1 file deleted" in call.run("comments", "private", "erase", "John Roe", "--yes").out
    assert list((tmp_path / "private/files").iterdir()) == []


def test_an_organisation_keeps_what_it_submitted_with_a_person(
    call: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    assert add(call, *PARTY, "--from", "Jane Doe", "--category", "individual", "--confidential").code == 0
    assert "1 file stays" in call.run("comments", "private", "erase", "Jane Doe", "--yes").out
    assert len(list((tmp_path / "private/files").iterdir())) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--chemical", "pfox"), "pfos"),
        (("--document", "pbde"), "pfos"),
        (("--received", "2018-12-01"), "2018-12-01"),
        (("--title", "Ask jane@example.org"), "--title"),
        (("--language", "English"), "“English” in --language is not the code of a language"),
        (("--language", "english"), "such as en or zh"),
        (("--title", " "), "--title says nothing"),
        (("--area", ""), "--area says nothing"),
        (("--title", "x" * 501), "501 characters"),
        (("--title", "Stocks\udcff"), "--title is not text in UTF-8"),
        (("--area", "Foams\udcff"), "--area is not text in UTF-8"),
        (("--title", "ESC \x1b[31m"), "U+001B"),
        (("--title", "a\u202eb"), "RIGHT-TO-LEFT OVERRIDE"),
        (("--area", "a\u200bb"), "ZERO WIDTH SPACE"),
        (("--from", "Nobody Known", "--category", "igo"), ""),
    ],
)
def test_mistakes_are_told_in_a_sentence(call: Project, more: tuple[str, ...], words: str) -> None:
    done = add(call, *(more if "--from" in more else (*PARTY, *more)))
    assert words in done.err
    assert (done.code == 0) == ("--from" in more)
    assert bool(kept(call)) == ("--from" in more)


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        ("B\udcffd Org", "--from is not text in UTF-8"),
        ("Bad\x1b Org", "U+001B"),
        ("Bad\u202e Org", "RIGHT-TO-LEFT OVERRIDE"),
    ],
)
@pytest.mark.parametrize("category", ["igo", "individual"])
def test_a_sender_that_cannot_be_written_down_is_refused(
    call: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sender: str, words: str, category: str
) -> None:
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    done = add(call, "--from", sender, "--category", category, "--confidential")
    assert (done.code, kept(call)) == (1, [])
    assert words in done.err
    assert not (tmp_path / "private/files").exists()
    assert call.run("submissions", "list", CALL).code == 0


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS takes no such name")
@pytest.mark.parametrize("more", [(), ("--confidential",)])
def test_a_file_whose_name_is_not_text_is_refused(
    call: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    (call.root.parent / "bad\udcff.csv").write_bytes(STOCKS)
    done = add(call, *PARTY, *more, file="bad\udcff.csv")
    assert (done.code, kept(call)) == (3, [])
    assert "bad\ufffd.csv is not text in UTF-8" in done.err
    assert not (tmp_path / "private/files").exists()


def test_what_a_file_is_called_does_no_harm(call: Project) -> None:
    for name in ("comments jane.doe@industry.example +41 22 917 81 11.csv", "a\u202eb\x1b\ufffd\u3164c.csv"):
        (call.root.parent / name).write_bytes(name.encode())
        assert add(call, *PARTY, file=name).code == 0
    found = "".join(kept(call)) + "".join(
        call.read(f"{SUBMISSIONS}/{path}") for path in kept(call) if path.endswith(".yml")
    )
    assert 'title: "comments […] […]"' in found
    assert "/comments.csv" in found
    assert "/abc.csv" in found
    assert not [word for word in ("jane", "industry", "917") if word in found]
    assert "submission" not in call.run("check").out


def test_who_is_not_in_the_register_needs_a_category(call: Project) -> None:
    done = add(call, "--from", "Party Z")
    assert (done.code, kept(call)) == (1, [])
    assert "--category" in done.err


def test_one_bad_file_keeps_all_out(call: Project) -> None:
    (call.root.parent / "page.html").write_text("<script>")
    done = call.run(
        *("submissions", "add", CALL, call.root.parent / "stocks.csv", call.root.parent / "page.html"), *ABOUT, *PARTY
    )
    assert (done.code, kept(call)) == (3, [])
    assert "pdf, docx" in done.err


def test_what_is_late_is_told_and_returned_where_the_round_says_so(call: Project) -> None:
    late = (*PARTY, "--received", "2018-09-01")
    path = f"guidance/rounds/{CALL}/round.yml"
    call.write(path, call.read(path).replace("consider_at_discretion", "return"))
    assert (add(call, *late).code, kept(call)) == (1, [])
    call.write(path, call.read(path).replace("late_policy: return", "late_policy: accept"))
    taken = add(call, *late)
    assert taken.code == 0
    assert "2018-08-14" in taken.err
    assert "late" in call.run("submissions", "list", CALL).out.splitlines()[1]


def test_a_round_on_a_draft_takes_no_submissions_and_a_call_no_comments(call: Project, tmp_path: Path) -> None:
    refused = add(call, *PARTY, name="round-2018-1")
    assert refused.code == 1
    assert "guidance comments import round-2018-1" in refused.err
    assert CALL in refused.err
    assert "Near: call-2018" in add(call, *PARTY, name="call-2017").err
    form, folder = str(tmp_path / "form.xlsx"), str(tmp_path / "out")
    for arguments in (
        ("form", CALL, "--to", form),
        ("edition", CALL, "--to", folder),
        ("import", CALL, form),
        ("compile", CALL, "--to", folder),
    ):
        done = call.run("comments", *arguments)
        assert done.code == 1
        assert f"guidance submissions add {CALL}" in done.err
