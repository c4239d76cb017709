"""``guidance release`` as a person runs it."""

from pathlib import Path

import pytest

from living_guidance.release.folders import write_folder
from living_guidance.release.publish import staging
from tests.cli.repository import Repository
from tests.cli.runner import Done, Project
from tests.release.test_pack import steps

pytestmark = pytest.mark.site


@pytest.fixture
def frozen(project: Project) -> Project:
    assert project.run("translate", "update").code == 0
    done = project.run("freeze", "cop-1", "--type", "adopted", "--date", "2018-10-08")
    assert done.code == 0, done.err
    return project


def test_a_release_is_packed_and_proved(frozen: Project, tmp_path: Path) -> None:
    to = tmp_path / "releases"
    packed = frozen.run("release", "pack", "cop-1", "--to", to, "--trial")
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


def test_a_release_with_open_conditions_is_packed_for_practice_only(frozen: Project, tmp_path: Path) -> None:
    refused = frozen.run("release", "pack", "cop-1", "--to", tmp_path / "releases")
    assert refused.code == 1
    assert "Git cannot tell what was committed" in refused.out
    assert refused.err == "cop-1 may not be released yet: see above. For practice, add --trial.\n"
    assert not (tmp_path / "releases").exists()
    assert frozen.run("release", "pack", "cop-1", "--to", tmp_path / "releases", "--trial").code == 0
    readme = (tmp_path / "releases" / "cop-1" / "README.md").read_text(encoding="utf-8")
    assert "**This is a trial." in readme
    assert '"trial": true' in (tmp_path / "releases" / "cop-1" / "release.json").read_text(encoding="utf-8")


def test_a_release_is_not_replaced(frozen: Project, tmp_path: Path) -> None:
    (tmp_path / "cop-1").mkdir()
    refused = frozen.run("release", "pack", "cop-1", "--to", tmp_path, "--trial")
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


def test_a_release_is_proved_from_within_its_folder(frozen: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the text in it says; and it was packed to a folder named from here."""
    monkeypatch.chdir(frozen.root)
    assert frozen.run("release", "pack", "cop-1", "--trial").code == 0
    assert (frozen.root / "releases/cop-1/site/index.html").is_file()
    monkeypatch.chdir(frozen.root / "releases/cop-1")
    proved = frozen.run("release", "verify", ".", "--rebuild")
    assert proved.code == 0
    assert "This is a trial:" in proved.out
    assert "the same byte for byte" in proved.out


TREE = "tree"


def open_of_the_tree(project: Project) -> list[str]:
    """What the gate says of the tree."""
    lines = project.run("release", "gate", "cop-1").out.splitlines()
    told = [line.removeprefix(TREE).split("  Secretariat")[0].strip() for line in lines if line.startswith(TREE)]
    return [line.removeprefix("everything committed, with its history").strip() for line in told]


@pytest.mark.parametrize("inside", ["", "sub/"])
def test_the_gate_sees_what_is_not_committed(frozen: Project, tmp_path: Path, inside: str) -> None:
    """The project may be a folder of its repository; what is no part of a release is nobody's business here."""
    root = tmp_path / "repository"
    (root / inside).parent.mkdir(parents=True, exist_ok=True)
    frozen.root.rename(root / inside if inside else root)
    frozen.root = root / inside if inside else root
    repository = Repository.make(root)
    assert open_of_the_tree(frozen) == ["met"]
    frozen.write("notes.txt", "mine")
    frozen.write("guidance/pfos/alternatives.md", frozen.read("guidance/pfos/alternatives.md") + "\n")
    frozen.write("docs/新 page.md", "New.")
    (frozen.root / "guidance/registers/glossary.yml").unlink()
    frozen.write(".gitignore", "docs/memo.md\n")
    frozen.write("docs/memo.md", "Not for everybody.")
    before = repository.state()
    assert open_of_the_tree(frozen) == [
        "4 things open",
        "docs/memo.md is not as it was committed",
        "docs/新 page.md is not as it was committed",
        "guidance/pfos/alternatives.md is not as it was committed",
        "guidance/registers/glossary.yml is not as it was committed",
    ]
    assert repository.state() == before


def test_the_gate_wants_the_whole_history(frozen: Project, tmp_path: Path) -> None:
    repository = Repository.make(frozen.root)
    repository.commit("again")
    repository.git("clone", "--quiet", "--depth", "1", f"file://{frozen.root}", str(tmp_path / "shallow"))
    frozen.root = tmp_path / "shallow"
    told = open_of_the_tree(frozen)
    assert told == ["1 thing open", "the clone has only part of the history; run “git fetch --unshallow”"]


def test_the_gate_tells_who_owes_what(frozen: Project) -> None:
    Repository.make(frozen.root)
    shown = frozen.run("release", "gate", "cop-1")
    assert shown.code == 1
    assert shown.out.splitlines()[-1].startswith("cop-1 may not be released yet.")
    bodies = frozen.read("guidance/registers/bodies.yml")
    name = next(line.split("id: ")[1] for line in bodies.splitlines() if "id: " in line)
    (frozen.root / "guidance/releases").mkdir()
    frozen.write(
        "guidance/releases/cop-1.yml",
        "id: cop-1\nexceptions:\n"
        + "".join(
            f"- {{condition: {condition}, reason: {{en: Agreed., zh: 已商定。}}, accepted_by: {name}, "
            "accepted: 2018-10-08}\n"
            for condition in ("rounds", "changes", "translations", "decisions", "symbols")
        ),
    )
    Repository(frozen.root).commit("what was agreed")
    accepted = frozen.run("release", "gate", "cop-1")
    assert accepted.code == 0, accepted.out
    assert "Agreed. (8 October 2018)" in accepted.out
    assert accepted.out.splitlines()[-1] == "cop-1 may be released."
    frozen.write("guidance/new.txt", "not committed")
    dirty = frozen.run("release", "gate", "cop-1")
    assert (dirty.code, "no exception can cover it" in dirty.out.splitlines()[-1]) == (1, True)


def test_what_was_packed_when_interrupted_is_kept_and_gone_on_with(
    frozen: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    command, kept = ("release", "pack", "cop-1", "--to", tmp_path, "--trial"), tmp_path / ".cop-1.part"
    with monkeypatch.context() as patched:
        patched.setattr("living_guidance.release.pack.write_archive", interrupt)
        broken = frozen.run(*command)
    assert (broken.code, broken.err.splitlines()[-1]) == (
        130,
        f"Interrupted. What was done so far is kept in {kept}; the same command goes on from there.",
    )
    assert (kept / "site/index.html").is_file()
    with monkeypatch.context() as patched:
        patched.setattr("living_guidance.site.builder.build_site", interrupt)
        assert frozen.run(*command).code == 0, "the site is not built again"
    assert sorted(path.name for path in tmp_path.glob("*cop-1*")) == ["cop-1", "cop-1.zip", "cop-1.zip.sha256"]


@pytest.mark.parametrize("place", ["guidance", "guidance/pfos/releases", "docs/releases", "translations", "site/old"])
def test_a_release_is_not_packed_into_what_it_is_made_from(frozen: Project, place: str) -> None:
    refused = frozen.run("release", "pack", "cop-1", "--to", frozen.root / place, "--trial")
    assert (refused.code, refused.out, refused.err) == (
        1,
        "",
        f"{frozen.root / place} lies in {place.partition('/')[0]}/, which holds the project's own files or its site. "
        "Choose another place with --to.\n",
    )
    assert list(frozen.root.rglob("*.part")) == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("releases/releases.json", "{}"),
        ("releases/releases.json", '{"format": "2", "homes": {"en": "../"}}'),
        (
            "releases/index.html",
            "".join(f'<template data-release="{name}">⟦new⟧</template>' for name in ("none", "all", "one", "home"))
            + "<!--releases:en--><!--/releases-->",
        ),
    ],
)
def test_a_list_of_another_version_is_told(project: Project, tmp_path: Path, path: str, content: str) -> None:
    steps(tmp_path)
    site = tmp_path / "site"
    write_folder({"index.html": b"today", "sitemap.xml": b"map", path: content.encode()}, site)
    done = project.run("release", "publish", tmp_path / "cop-1.zip", "--to", site)
    assert done.code == 1
    assert done.err == (
        f"Copying cop-1 …\n{path} on the site was not made by this version of the program, so the release cannot be "
        "listed there. Nothing was published. Build the site again with this version, then publish.\n"
    )
    assert not (site / "releases" / "cop-1").exists()


def test_going_back_names_the_releases_that_go_and_come(project: Project, tmp_path: Path) -> None:
    steps(tmp_path)
    site = tmp_path / "site"
    with staging(site) as stage:
        write_folder({"index.html": b"today", "sitemap.xml": b"map"}, stage)
    assert project.run("release", "publish", tmp_path / "cop-1.zip", "--to", site).code == 0
    back = f"The version before is at {site} again. Once more --roll-back undoes this.\n"
    gone = f"What was released with the later version went with it and is not on {site} now: cop-1\n"
    assert project.run("release", "publish", "--roll-back", "--to", site) == Done(0, back + gone, "")
    again = f"What was released with this version is on {site} again: cop-1\n"
    assert project.run("release", "publish", "--roll-back", "--to", site) == Done(0, back + again, "")
