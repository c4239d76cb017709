"""A snapshot that was touched in any way is refused, and the file is named; one that was not survives a checkout."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from living_guidance.load.corpus import load_corpus
from living_guidance.load.snapshots import load_snapshots
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.snapshot import FOLDER, MANIFEST
from living_guidance.render.issues import message, remedy
from living_guidance.render.messages import load_messages, sources
from tests.counts import cases, fresh_random
from tests.load.projects import make_project
from tests.release.freezing import freeze_project, update

LANGUAGES = ("en", "zh", "ar")
SNAPSHOT = f"{FOLDER}/cop-8"
GITATTRIBUTES = Path(__file__).parents[2] / ".gitattributes"


def load(root: Path) -> tuple[list[str], list[Issue]]:
    """The snapshots that can be used, and what is wrong with the others."""
    issues: list[Issue] = []
    return list(load_snapshots(root, LANGUAGES, issues)), issues


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a snapshot that nobody touched."""
    root = make_project(tmp_path_factory.mktemp("frozen"))
    update(root, "zh")
    freeze_project(root)
    return root


@pytest.fixture
def project(frozen: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(frozen, tmp_path / "project"))


FILES = [
    MANIFEST,
    "ledger.jsonl",
    "pfos/metal-plating.en.md",
    "pfos/alternatives.zh.md",
    "catalogues/templates/pfos/alternatives.pot",
    "catalogues/zh/pfos/metal-plating.po",
    "registers/chemicals.yml",
]


def test_a_snapshot_that_nobody_touched_is_read(project: Path) -> None:
    assert load(project) == (["cop-8"], [])
    found = {str(path.relative_to(project / SNAPSHOT)) for path in (project / SNAPSHOT).rglob("*") if path.is_file()}
    assert set(FILES) <= found


def told(root: Path, *expected: tuple[str, str]) -> None:
    """The snapshot is refused, and these are the reasons: code and path within it."""
    snapshots, issues = load(root)
    assert snapshots == []
    prefix = f"{SNAPSHOT}/"
    assert sorted((issue.code, issue.where.path.removeprefix(prefix)) for issue in issues) == sorted(expected)
    assert {issue.severity for issue in issues} == {Severity.ERROR}


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "x",
        lambda text: text[1:],
        lambda text: text + "\n",
        lambda text: text.replace("\n", " \n", 1),
    ],
    ids=["a letter more", "a letter less", "a line more", "a space more"],
)
def test_a_file_that_was_edited_is_named(project: Path, path: str, change: Callable[[str], str]) -> None:
    place = project / SNAPSHOT / path
    place.write_text(change(place.read_text(encoding="utf-8")), encoding="utf-8", newline="")
    told(project, ("snapshot.manifest-edited" if path == MANIFEST else "snapshot.file-edited", path))


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_was_deleted_is_named(project: Path, path: str) -> None:
    (project / SNAPSHOT / path).unlink()
    told(project, ("snapshot.no-manifest" if path == MANIFEST else "snapshot.file-missing", path))


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_was_emptied_is_named(project: Path, path: str) -> None:
    (project / SNAPSHOT / path).write_bytes(b"")
    told(project, ("snapshot.manifest-edited" if path == MANIFEST else "snapshot.file-edited", path))


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_was_renamed_is_named_with_its_old_name(project: Path, path: str) -> None:
    place = project / SNAPSHOT / path
    place.rename(place.with_name(f"x-{place.name}"))
    renamed = str(Path(path).with_name(f"x-{place.name}"))
    if path == MANIFEST:
        told(project, ("snapshot.no-manifest", MANIFEST))
    else:
        told(project, ("snapshot.file-renamed", renamed))
        assert load(project)[1][0].words["expected"] == path


@pytest.mark.parametrize(
    "path", ["x.md", "pfos/more.en.md", "catalogues/ar/pfos/alternatives.po", "registers/x.yml", "MANIFEST.YML.txt"]
)
def test_a_file_that_was_added_is_named(project: Path, path: str) -> None:
    (project / SNAPSHOT / path).parent.mkdir(parents=True, exist_ok=True)
    (project / SNAPSHOT / path).write_text("More.\n")
    told(project, ("snapshot.file-extra", path))


def test_two_files_that_changed_places_are_named(project: Path) -> None:
    one, other = (project / SNAPSHOT / path for path in ("pfos/metal-plating.en.md", "pfos/alternatives.en.md"))
    first, second = one.read_bytes(), other.read_bytes()
    assert first != second
    one.write_bytes(second)
    other.write_bytes(first)
    told(
        project,
        ("snapshot.file-edited", "pfos/metal-plating.en.md"),
        ("snapshot.file-edited", "pfos/alternatives.en.md"),
    )


def test_any_one_bit_flipped_anywhere_is_found(project: Path) -> None:
    source: random.Random = fresh_random()
    files = sorted(path for path in (project / SNAPSHOT).rglob("*") if path.is_file())
    for _ in range(cases(1000)):
        place = source.choice(files)
        content = place.read_bytes()
        at, bit = source.randrange(len(content)), 1 << source.randrange(8)
        place.write_bytes(content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :])
        path = str(place.relative_to(project / SNAPSHOT))
        codes = {"snapshot.manifest-edited"} if path == MANIFEST else {"snapshot.file-edited", "snapshot.line-ends"}
        snapshots, issues = load(project)
        assert (snapshots, [issue.where.path for issue in issues]) == ([], [f"{SNAPSHOT}/{path}"]), (path, at, bit)
        assert {issue.code for issue in issues} <= codes
        place.write_bytes(content)
    assert load(project) == (["cop-8"], [])


def test_every_bit_of_the_manifests_last_line_counts(project: Path) -> None:
    place = project / SNAPSHOT / MANIFEST
    content = place.read_bytes()
    for at in range(content.rindex(b"digest: "), len(content)):
        for bit in range(8):
            place.write_bytes(content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :])
            assert load(project)[0] == [], (at, bit)


@pytest.mark.parametrize("path", FILES)
def test_line_ends_of_windows_are_told_as_such(project: Path, path: str) -> None:
    place = project / SNAPSHOT / path
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    told(project, ("snapshot.line-ends", path))


def sign(text: str) -> str:
    """A manifest whose digest is right."""
    return f"{text}digest: {sha256(text.encode()).hexdigest()}\n"


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("snapshot.id", "id: cop-8\n", "id: cop-9\n"),
        ("snapshot.format", "format: '1'\n", "format: '2'\n"),
        ("snapshot.manifest", "type: adopted\n", "type: adapted\n"),
        ("snapshot.manifest", "audience: public\n", ""),
        ("snapshot.manifest", "audience: public\n", "audience: [public\n"),
    ],
)
def test_a_manifest_that_was_signed_anew_must_still_make_sense(project: Path, code: str, old: str, new: str) -> None:
    place = project / SNAPSHOT / MANIFEST
    text = place.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    text = text[: text.rindex("digest: ")].replace(old, new, 1)
    place.write_text(sign(text), encoding="utf-8")
    told(project, (code, MANIFEST))


@pytest.mark.parametrize("text", ["", "[]\n", "x\n", "null\n", "format: '1'\n", "{}\n"])
def test_a_manifest_that_says_nothing_is_refused(project: Path, text: str) -> None:
    (project / SNAPSHOT / MANIFEST).write_text(sign(text), encoding="utf-8")
    snapshots, issues = load(project)
    assert snapshots == []
    assert {issue.code for issue in issues} <= {"snapshot.manifest", "snapshot.format"}
    assert issues


@pytest.mark.parametrize("path", ["pfos/metal-plating.en.md", MANIFEST, "pfos"])
def test_a_link_is_not_followed(project: Path, path: str) -> None:
    place = project / SNAPSHOT / path
    outside = project.parent / "outside"
    place.rename(outside)
    place.symlink_to(outside)
    snapshots, issues = load(project)
    assert snapshots == []
    assert ("file.symlink", f"{SNAPSHOT}/{path}") in {(issue.code, issue.where.path) for issue in issues}


def test_a_link_in_place_of_the_whole_snapshot_is_not_followed(project: Path) -> None:
    (project / SNAPSHOT).rename(project.parent / "outside")
    (project / SNAPSHOT).symlink_to(project.parent / "outside")
    snapshots, issues = load(project)
    assert (snapshots, [(issue.code, issue.where.path) for issue in issues]) == ([], [("file.symlink", SNAPSHOT)])


def test_a_link_that_was_added_is_refused(project: Path) -> None:
    (project / SNAPSHOT / "more.md").symlink_to("/etc/passwd")
    snapshots, issues = load(project)
    assert (snapshots, [issue.code for issue in issues]) == ([], ["file.symlink"])


def test_a_pipe_is_not_read(project: Path) -> None:
    os.mkfifo(project / SNAPSHOT / "pipe.md")
    snapshots, issues = load(project)
    assert (snapshots, [issue.code for issue in issues]) == ([], ["file.not-a-file"])


def test_a_file_of_any_size_is_refused_unread(project: Path) -> None:
    with (project / SNAPSHOT / "pfos/metal-plating.en.md").open("wb") as file:
        file.truncate(50_000_000_000)
    told(project, ("file.too-large", "pfos/metal-plating.en.md"))


def test_a_foreign_folder_hides_no_other(project: Path) -> None:
    (project / FOLDER / "notes").mkdir()
    (project / FOLDER / "notes" / "todo.txt").write_text("To do.\n")
    (project / FOLDER / "Any Name.txt").write_text("Loose.\n")
    snapshots, issues = load(project)
    assert snapshots == ["cop-8"]
    assert {(issue.code, issue.where.path.removeprefix(f"{FOLDER}/")) for issue in issues} == {
        ("snapshot.no-manifest", f"notes/{MANIFEST}"),
        ("name.unexpected", "Any Name.txt"),
    }


@pytest.mark.parametrize("name", ["COP-8", "cop.8", "zh", "working"])
def test_a_folder_whose_name_can_be_no_address_is_refused(project: Path, name: str) -> None:
    (project / SNAPSHOT).rename(project / FOLDER / name)
    snapshots, issues = load(project)
    assert snapshots == []
    assert {issue.code for issue in issues} & {"name.slug", "name.dotted", "name.reserved"}


def test_a_copy_under_another_name_is_refused(project: Path) -> None:
    shutil.copytree(project / SNAPSHOT, project / FOLDER / "copy")
    snapshots, issues = load(project)
    assert (snapshots, [issue.code for issue in issues]) == (["cop-8"], ["snapshot.id"])


def test_an_edited_snapshot_fails_the_whole_check(project: Path) -> None:
    place = project / SNAPSHOT / "pfos/metal-plating.en.md"
    place.write_text(place.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    loaded = load_corpus(project)
    assert loaded.corpus
    assert loaded.corpus.snapshots == {}
    assert str(place.relative_to(project)) in loaded.corpus.unread
    (issue,) = (issue for issue in loaded.issues if issue.severity is Severity.ERROR)
    for language in ("en", "zh"):
        words = load_messages(language)
        assert message(issue, words)
        assert "git checkout" in remedy(issue, words)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@guidance.example", "-c", "commit.gpgsign=false")
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.mark.parametrize("has_attributes", [True, False])
def test_digests_survive_a_checkout_on_windows(project: Path, tmp_path: Path, has_attributes: bool) -> None:
    if has_attributes:
        shutil.copy(GITATTRIBUTES, project)
    git(project, "init", "--quiet")
    git(project, "-c", "core.autocrlf=true", "add", "--all")
    git(project, "commit", "--quiet", "--message", "Freeze")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "-c", "core.autocrlf=true", "-c", "core.eol=crlf", str(project), str(clone))
    snapshots, issues = load(clone)
    if has_attributes:
        assert (snapshots, issues) == (["cop-8"], [])
    else:
        # The setting does change line ends where nothing forbids it.
        assert snapshots == []
        assert {issue.code for issue in issues} == {"snapshot.line-ends"}


def test_every_message_about_snapshots_has_its_remedy() -> None:
    codes = {key for key in sources() if key.startswith("check.snapshot.") and not key.endswith(".remedy")}
    assert {f"{code}.remedy" for code in codes} <= sources().keys()
