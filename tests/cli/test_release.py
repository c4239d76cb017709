"""``guidance release`` as a person runs it."""

from pathlib import Path

import pytest

from tests.cli.runner import Project


@pytest.fixture
def frozen(project: Project) -> Project:
    assert project.run("translate", "update").code == 0
    done = project.run("freeze", "cop-1", "--type", "adopted", "--date", "2018-10-08")
    assert done.code == 0, done.err
    return project


def test_a_release_is_packed_and_proved(frozen: Project, tmp_path: Path) -> None:
    to = tmp_path / "releases"
    packed = frozen.run("release", "pack", "cop-1", "--to", to)
    assert packed.code == 0, packed.err
    assert packed.out.startswith("Packed: ")
    assert f"One file to carry it: {to / 'cop-1.zip'}" in packed.out
    assert packed.err.splitlines() == [
        "Collecting what the release is made from …",
        "Building the site as of the day of the snapshot …",
        "Taking the digest of every file …",
        "Writing the archive …",
    ]
    for path in (to / "cop-1", to / "cop-1.zip"):
        proved = frozen.run("release", "verify", path)
        assert proved.code == 0
        assert f"{path} is whole: " in proved.out
    (to / "cop-1.zip.sha256").unlink()
    assert "cop-1.zip.sha256 is not beside it" in frozen.run("release", "verify", to / "cop-1.zip").out
    (to / "cop-1" / "README.md").write_text("changed", encoding="utf-8")
    (to / "cop-1" / "SHA256SUMS.txt").write_text("new", encoding="utf-8")
    harmed = frozen.run("release", "verify", to / "cop-1")
    assert harmed.code == 1
    assert harmed.out == (
        "file            what was found\n"
        "README.md       changed\n"
        "SHA256SUMS.txt  does not belong to the release\n"
        f"2 findings: {to / 'cop-1'} is not as it was made.\n"
    )


def test_a_release_is_not_replaced(frozen: Project, tmp_path: Path) -> None:
    (tmp_path / "cop-1").mkdir()
    refused = frozen.run("release", "pack", "cop-1", "--to", tmp_path)
    assert refused.code == 1
    assert refused.err.splitlines()[-1].startswith(f"{tmp_path / 'cop-1'} holds another release of that name.")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cop1", "There is no snapshot cop1. Did you mean cop-1?"),
        ("inner", "Snapshot inner is for experts only; it is not released."),
    ],
)
def test_what_cannot_be_released_is_told(frozen: Project, tmp_path: Path, name: str, said: str) -> None:
    freeze = ("freeze", "inner", "--type", "expert_review", "--audience", "experts", "--date", "2018-10-09")
    frozen.write("guidance/pfos/alternatives.md", frozen.read("guidance/pfos/alternatives.md") + "\nOne more.\n")
    assert frozen.run("translate", "update").code == 0
    assert frozen.run(*freeze).code == 0
    refused = frozen.run("release", "pack", name, "--to", tmp_path / "releases")
    assert (refused.code, refused.err.strip()) == (1, said)
    assert not (tmp_path / "releases").exists()


def test_what_is_no_release_is_told(project: Project, tmp_path: Path) -> None:
    refused = project.run("release", "verify", tmp_path)
    assert (refused.code, refused.err.strip()) == (
        1,
        f"{tmp_path} is no release: it has neither release.json nor SHA256SUMS.",
    )
    broken = tmp_path / "cop-1.zip"
    broken.write_bytes(b"PK\x03\x04 half of one")
    refused = project.run("release", "verify", broken)
    assert refused.code == 1
    assert refused.err.strip() == (
        f"{broken} cannot be opened: it is damaged, or did not arrive whole. Copy it again from where it was published."
    )
    assert project.run("release", "verify", tmp_path / "nowhere").code == 2
