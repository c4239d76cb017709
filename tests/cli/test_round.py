"""Rounds are begun, followed, extended and called off on the command line."""

from pathlib import Path

import pytest

from tests.cli.runner import Project

ROUND = "guidance/rounds/round-2018-1/round.yml"


def test_a_new_round_is_a_file_without_issue(project: Project) -> None:
    done = project.run(
        *("round", "new", "round-2018-2", "--kind", "second_draft", "--document", "pfos"),
        *("--opens", "2018-09-28", "--prior-to", "2018-10-19", "--zone", "Europe/Zurich"),
    )
    assert done.code == 0
    text = project.read("guidance/rounds/round-2018-2/round.yml")
    assert "closes_exclusive: true" in text
    assert "ordinal: 2" in text
    assert "prior to 19 October 2018" in text
    assert "2018年10月19日之前" in text
    assert "guidance/rounds/round-2018-2" not in project.run("check").out
    status = project.run("round", "status", "round-2018-2", "--date", "2018-10-08")
    assert "Open" in status.out
    assert "2018-10-18" in status.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new", "Round 3", "--kind", "first_draft", "--opens", "2018-02-01", "--closes", "2018-03-01"), "Round 3"),
        (("new", "round-3", "--kind", "first_draft", "--opens", "2018-02-01"), "--prior-to"),
        (("new", "round-3", "--kind", "first_draft", "--opens", "2018-02-01", "--closes", "2018-01-01"), "closes"),
        (
            (
                "new",
                "round-3",
                "--kind",
                "first_draft",
                "--opens",
                "2018-02-01",
                "--closes",
                "2018-03-01",
                "--zone",
                "Mars",
            ),
            "zone",
        ),
        (
            (
                "new",
                "round-3",
                "--kind",
                "first_draft",
                "--opens",
                "2018-02-01",
                "--closes",
                "2018-03-01",
                "--draft",
                "d",
            ),
            "guidance freeze",
        ),
        (
            ("new", "round-2018-1", "--kind", "first_draft", "--opens", "2018-02-01", "--closes", "2018-03-01"),
            "there already",
        ),
        (("extend", "round-2018-1", "--to", "2018-08-01", "--reason", "en=x"), "2018-08-15"),
        (("extend", "round-2018-1", "--to", "2018-08-30", "--reason", "holidays"), "holidays"),
        (("cancel", "round-2018"), "round-2018-1"),
    ],
)
def test_mistakes_are_told_in_a_sentence(project: Project, arguments: tuple[str, ...], words: str) -> None:
    before = project.read(ROUND)
    done = project.run("round", *arguments)
    assert done.code in (1, 2)
    assert words in done.err
    assert project.read(ROUND) == before


def test_calls_for_information_are_counted_by_themselves(project: Project) -> None:
    done = project.run(
        *("round", "new", "call-2018", "--kind", "call_for_information", "--document", "pfos"),
        *("--opens", "2018-05-01", "--closes", "2019-04-28"),
    )
    assert done.code == 0
    assert "ordinal: 1" in project.read("guidance/rounds/call-2018/round.yml")
    assert "call-2018" not in project.run("check").out


def test_an_extension_keeps_the_old_day_and_what_was_written_around_it(project: Project) -> None:
    project.write(ROUND, "# Our own remark\n" + project.read(ROUND))
    arguments = ("--to", "2018-08-30", "--reason", "en=Holidays", "--reason", "zh=假期", "--date", "2018-08-10")
    before = project.read(ROUND)
    shown = project.run("round", "extend", "round-2018-1", *arguments, "--dry-run")
    assert "old: 2018-08-15" in shown.out
    assert project.read(ROUND) == before
    assert project.run("round", "extend", "round-2018-1", *arguments).code == 0
    assert project.read(ROUND) == shown.out
    assert project.read(ROUND).startswith("# Our own remark\n")
    assert "2018-08-29" in project.run("round", "status", "round-2018-1", "--date", "2018-08-11").out
    assert "Open" in project.run("round", "status", "--date", "2018-08-29").out
    assert "round.extension" not in project.run("check").out


def test_a_round_is_called_off_once(project: Project) -> None:
    assert project.run("round", "cancel", "round-2018-1", "--date", "2018-03-01").code == 0
    assert "Cancelled" in project.run("round", "status", "--date", "2018-03-02").out
    assert project.run("round", "cancel", "round-2018-1").code == 1


def test_without_rounds_there_is_nothing_to_show(project: Project) -> None:
    Path(project.root, ROUND).unlink()
    Path(project.root, ROUND).parent.rmdir()
    assert project.run("round", "status").code == 0
