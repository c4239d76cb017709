"""The day of a build, and what is said where the environment names none."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from living_guidance.render.messages import load_messages
from living_guidance.site.day import EpochError, build_day
from tests.site.sites import GUIDANCE, MKDOCS, PROJECT, make_project, run

SAID = load_messages("en")("cli.bad-epoch", variable="SOURCE_DATE_EPOCH", found="abc")


def test_the_first_that_is_known_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1539000000")
    assert build_day(None, date(2018, 7, 15)) == date(2018, 7, 15)
    assert build_day(None, None) == date(2018, 10, 8)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert build_day() == datetime.now(UTC).date()


def test_the_clock_is_read_in_a_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    east, west = ZoneInfo("Etc/GMT-14"), ZoneInfo("Etc/GMT+12")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert build_day(zone=east) > build_day(zone=west), "it is never the same day at both ends of the world"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1539000000")
    assert build_day(zone=east) == build_day(zone=west) == date(2018, 10, 8)


@pytest.mark.parametrize("epoch", ["abc", "", "1e9", "9" * 30])
def test_a_bad_epoch_is_refused_even_where_a_day_is_given(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(EpochError):
        build_day(date(2018, 7, 15))


@pytest.mark.parametrize("command", [["check"], ["build"], ["preview", "furnaces", "--to", "preview"], ["status"]])
def test_a_command_says_so(tmp_path: Path, command: list[str]) -> None:
    failed = run(GUIDANCE, "-C", make_project(tmp_path / "project"), *command, cwd=tmp_path, SOURCE_DATE_EPOCH="abc")
    assert (failed.returncode, failed.stdout, failed.stderr) == (2, "", f"{SAID}\n")


def test_mkdocs_alone_says_so(tmp_path: Path) -> None:
    arguments = ("build", "--strict", "--quiet", "--site-dir", tmp_path / "site")
    failed = run(MKDOCS, *arguments, cwd=PROJECT, SOURCE_DATE_EPOCH="abc", NO_MKDOCS_2_WARNING="1")
    assert (failed.returncode, failed.stderr) == (1, f"ERROR   -  {SAID}\n")
