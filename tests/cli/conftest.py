"""A project for each test of the command line."""

from pathlib import Path

import pytest

from tests.cli.runner import Project


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    return Project(tmp_path / "project", capsys)
