"""A site on a branch: one commit a version, releases kept, nothing else of the repository touched."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest

from living_guidance.load.git import GitError, open_repository
from living_guidance.model.shelf import Shelf
from living_guidance.release import commits
from living_guidance.release.branch import (
    Branch,
    BranchError,
    Version,
    new_releases,
    open_branch,
    settle,
    write_version,
    write_version_before,
)
from living_guidance.release.contents import archive_contents
from living_guidance.release.folders import read_folder, write_folder
from living_guidance.release.pack import TakenError
from living_guidance.release.verify import verify
from tests.cli.repository import ENVIRONMENT, Repository
from tests.counts import cases, fresh_random
from tests.release.test_pack import steps

BRANCH = "gh-pages"
PAGES = {
    "index.html": b"today\r\n",
    "sitemap.xml": b"map",
    "zh/新 page/index.html": "今天".encode(),
    'a "b"\\c.txt': b"\0\1",
    "assets/run.sh": b"",
}
OURS = {".nojekyll": b"", ".written-by-guidance": b""}


@pytest.fixture(autouse=True)
def as_a_chemist(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    steps(tmp_path / "packed")
    return tmp_path / "packed" / "cop-1.zip"


class Project(Repository):
    """A project in a repository, and what its branch holds."""

    @property
    def site(self) -> Path:
        return self.root / "site"

    def build(self, text: bytes = b"today", more: dict[str, bytes] | None = None) -> None:
        """Make the site; as a build does, into a folder to which a link leads."""
        versions = self.root / ".site"
        stage = versions / f"{len(list(versions.glob('*')))}"
        write_folder(PAGES | {"index.html": text} | (more or {}), stage)
        (stage / "assets/run.sh").chmod(0o755)
        self.site.unlink(missing_ok=True)
        self.site.symlink_to(stage)

    def open(self, name: str = BRANCH, remote: str = "origin", *, pushes: bool = False) -> Branch:
        return open_branch(open_repository(self.root), name, remote, pushes=pushes)

    def publish(self, *archives: Path, pushes: bool = False) -> Version:
        branch = self.open(pushes=pushes)
        proved = {path: record for path in archives if (record := verify(archive_contents(path))[0])}
        version = write_version(branch, self.site, new_releases(branch, proved), "Publish", lambda _: None)
        settle(branch, version, pushes=pushes)
        return version

    def back(self, *, pushes: bool = False) -> Version:
        branch = self.open(pushes=pushes)
        version = write_version_before(branch, "Back")
        settle(branch, version, pushes=pushes)
        return version

    def tip(self, name: str = BRANCH) -> str:
        return self.git("rev-parse", name).strip()

    def files(self, revision: str = BRANCH) -> dict[str, bytes]:
        """What a commit holds, as somebody who has only git sees it."""
        listed = [line.split("\t") for line in self.git("ls-tree", "-rz", "--full-tree", revision).split("\0") if line]
        assert all(facts.startswith("100644 blob ") for facts, _ in listed)
        blobs = "".join(f"{facts.split()[2]}\n" for facts, _ in listed)
        command = ["git", "-C", str(self.root), "cat-file", "--batch"]
        told = BytesIO(subprocess.run(command, input=blobs.encode(), capture_output=True, check=True).stdout)
        # Each has a line that ends in its size, then its content, then a line feed.
        return {path: told.read(int(told.readline().split()[2]) + 1)[:-1] for _, path in listed}

    def clone(self, to: Path, *arguments: str) -> "Project":
        self.git("clone", "--quiet", *arguments, f"file://{self.root}", str(to))
        made = Project(to)
        made.build()
        return made


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "project"
    write_folder({".gitignore": b"/site\n/.site\n", "text.md": b"text"}, root)
    Repository.make(root)
    made = Project(root)
    made.build()
    return made


@pytest.fixture
def remote(project: Project, tmp_path: Path) -> Project:
    """An empty repository to push to."""
    project.git("init", "--quiet", "--bare", "--initial-branch=main", str(tmp_path / "remote"))
    project.git("remote", "add", "origin", str(tmp_path / "remote"))
    project.git("push", "--quiet", "origin", "main")
    return Project(tmp_path / "remote")


def shelf(archive: Path) -> dict[str, bytes]:
    """What stands on a site for a release."""
    packed = read_folder(archive.with_name("cop-1"))
    own = {f"cop-1/{path.removeprefix('site/')}": packed[path] for path in packed if path.startswith("site/")}
    own |= {"cop-1/release.json": packed["release.json"]}
    own |= {name: archive.with_name(name).read_bytes() for name in ("cop-1.zip", "cop-1.zip.sha256")}
    return {f"releases/{path}": content for path, content in own.items()}


def test_the_branch_has_the_site_and_the_releases_as_they_were_packed(project: Project, archive: Path) -> None:
    project.git("config", "core.autocrlf", "true")
    version = project.publish()
    assert project.files() == PAGES | {"index.html": b"today"} | OURS
    assert (project.tip(), version.releases) == (version.commit, set())
    version = project.publish(archive)
    assert project.files() == PAGES | {"index.html": b"today"} | OURS | shelf(archive)
    assert (version.before, version.releases) == (set(), {"cop-1"})
    assert project.git("log", "--format=%an %s", BRANCH) == "A. Chemist Publish\nA. Chemist Publish\n"
    project.git("fsck", "--strict")


def test_nothing_else_of_the_repository_is_touched(project: Project, archive: Path) -> None:
    (project.root / "text.md").write_text("edited")
    project.git("add", "text.md")
    (project.root / "text.md").write_text("edited again")
    before = project.state()[0], project.state()[2], sorted(path.name for path in (project.root / ".git").iterdir())
    others = project.git("for-each-ref", "refs/heads/main")
    project.publish()
    project.publish(archive)
    project.back()
    after = project.state()[0], project.state()[2]
    assert after == before[:2]
    assert {path.name for path in (project.root / ".git").iterdir()} - {*before[2]} <= {"logs"}
    assert project.git("for-each-ref").splitlines() == [f"{project.tip()} commit\trefs/heads/{BRANCH}", others.strip()]


def test_once_more_makes_no_commit_and_another_release_is_refused(
    project: Project, archive: Path, tmp_path: Path
) -> None:
    first = project.publish(archive)
    assert project.publish(archive).commit == first.commit == project.publish().commit
    steps(tmp_path / "other", "another text")
    with pytest.raises(TakenError, match=r"gh-pages:releases/cop-1\.zip"):
        project.publish(tmp_path / "other" / "cop-1.zip")
    assert project.tip() == first.commit


def test_two_releases_of_one_name_are_refused_together(project: Project, archive: Path, tmp_path: Path) -> None:
    steps(tmp_path / "other", "another text")
    with pytest.raises(TakenError):
        project.publish(archive, tmp_path / "other" / "cop-1.zip")


def test_a_later_site_replaces_the_one_before_and_keeps_what_was_released(project: Project, archive: Path) -> None:
    project.publish(archive)
    stray = {"releases/cop-1/index.html": b"another", "releases/cop-2.zip": b"unproved", "releases/cop-2/a": b"a"}
    project.build(b"tomorrow", {"new.html": b"new", "releases/index.html": b"list", "zh/releases/a/b": b"", **stray})
    (project.site / "assets/run.sh").unlink()
    project.publish()
    expected = PAGES | {"index.html": b"tomorrow", "new.html": b"new", "releases/index.html": b"list"}
    expected |= {"zh/releases/a/b": b""}
    del expected["assets/run.sh"]
    assert project.files() == expected | OURS | shelf(archive)
    project.build()
    project.publish()
    assert project.files() == PAGES | {"index.html": b"today"} | OURS | shelf(archive)


def test_the_domain_that_the_host_wrote_to_the_branch_stays(project: Project, tmp_path: Path) -> None:
    project.publish()
    host = Repository(tmp_path / "host")
    project.git("worktree", "add", "--quiet", str(host.root), BRANCH)
    (host.root / "CNAME").write_bytes(b"guidance.example\n")
    host.commit("Create CNAME")
    project.git("worktree", "remove", str(host.root))
    project.build(b"tomorrow")
    project.publish()
    assert project.files() == PAGES | {"index.html": b"tomorrow", "CNAME": b"guidance.example\n"} | OURS
    project.build(more={"CNAME": b"elsewhere.example\n"})
    project.publish()
    assert project.files()["CNAME"] == b"elsewhere.example\n"


def test_going_back_and_forth(project: Project, archive: Path) -> None:
    with pytest.raises(BranchError, match="nothing-before"):
        project.back()
    project.publish()
    with pytest.raises(BranchError, match="nothing-before"):
        project.back()
    first = project.files()
    project.build(b"tomorrow")
    project.publish(archive)
    second = project.files()
    version = project.back()
    assert (version.before, version.releases) == ({"cop-1"}, set())
    assert project.files() == first
    version = project.back()
    assert (version.before, version.releases) == (set(), {"cop-1"})
    assert project.files() == second
    project.back()
    project.build(b"the day after")
    project.publish()
    project.back()
    # The version before is the one that readers had met, not the one from which it was gone back.
    assert project.files() == first
    assert project.git("rev-list", "--count", BRANCH).strip() == "7"
    assert project.git("rev-list", "--merges", BRANCH) == ""


def test_the_project_may_be_a_folder_of_its_repository_or_have_no_commit_yet(tmp_path: Path) -> None:
    inner = Project(tmp_path / "all/inner")
    inner.root.mkdir(parents=True)
    inner.git("init", "--quiet", "--initial-branch=main", str(tmp_path / "all"))
    inner.build()
    inner.publish()
    inner.build(b"tomorrow")
    inner.publish()
    assert inner.files() == PAGES | {"index.html": b"tomorrow"} | OURS
    with pytest.raises(BranchError, match="checked-out"):
        inner.open("main")


def test_a_repository_with_longer_names(tmp_path: Path, archive: Path) -> None:
    project = Project(tmp_path / "project")
    project.root.mkdir()
    project.git("init", "--quiet", "--object-format=sha256")
    project.build()
    project.publish(archive)
    assert project.files() == PAGES | {"index.html": b"today"} | OURS | shelf(archive)


def test_the_number_of_times_that_git_is_asked_does_not_grow_with_the_site(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    start = subprocess.Popen.__init__

    def counted(self: "subprocess.Popen[bytes]", *arguments: object, **options: object) -> None:
        asked.append(arguments)
        start(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    project.publish()
    project.build(b"tomorrow")
    asked.clear()
    project.publish()
    few = len(asked)
    project.build(b"many", {f"page-{number}/index.html": b"%d" % number for number in range(2_000)})
    asked.clear()
    begun = time.monotonic()
    project.publish()
    assert time.monotonic() - begun < 5
    assert len(asked) == few


def test_going_back_takes_less_than_a_second(project: Project) -> None:
    for text in (b"yesterday", b"today"):
        project.build(text, {f"page-{number}/index.html": text * number for number in range(1_000)})
        project.publish()
    taken = []
    for _ in range(3):
        begun = time.monotonic()
        project.back()
        taken.append(time.monotonic() - begun)
    # Others may be busy on the same machine.
    assert min(taken) < 1


def fault(call: "pytest.ExceptionInfo[BranchError]") -> str:
    return str(call.value.fault)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "name"),
        ("-f", "name"),
        ("a b", "name"),
        ("a..b", "name"),
        ("@{-1}", "name"),
        ("HEAD", "name"),
        ("x.lock", "name"),
        ("main", "checked-out"),
        ("elsewhere", "checked-out"),
        ("foreign", "not-ours"),
    ],
)
def test_branches_that_are_never_written_to(project: Project, tmp_path: Path, name: str, expected: str) -> None:
    project.git("branch", "foreign")
    project.git("worktree", "add", "--quiet", "-b", "elsewhere", str(tmp_path / "elsewhere"))
    project.git("checkout", "--quiet", "foreign")
    project.git("checkout", "--quiet", "main")
    before = project.state()
    with pytest.raises(BranchError) as refused:
        project.open(name)
    assert fault(refused) == expected
    assert project.state() == before


def test_our_own_branch_is_left_alone_while_it_is_checked_out(project: Project) -> None:
    project.publish()
    project.git("checkout", "--quiet", BRANCH)
    with pytest.raises(BranchError) as refused:
        project.back()
    assert fault(refused) == "checked-out"


def test_the_mark_survives_the_rewriting_of_the_history(project: Project) -> None:
    project.publish()
    whole = project.git("commit-tree", "-m", "Squashed", f"{BRANCH}^{{tree}}").strip()
    project.git("update-ref", f"refs/heads/{BRANCH}", whole)
    project.build(b"tomorrow")
    project.publish()
    assert project.git("rev-parse", f"{BRANCH}^").strip() == whole


def test_somebody_has_to_publish(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER")):
            monkeypatch.delenv(name)
    with pytest.raises(BranchError) as refused:
        project.publish()
    assert fault(refused) == "no-author"
    project.git("config", "user.name", "B. Editor")
    project.git("config", "user.email", "editor@example.org")
    project.publish()
    assert project.git("log", "--format=%an <%ae> %cn", BRANCH) == "B. Editor <editor@example.org> B. Editor\n"


@pytest.mark.parametrize("arguments", [("--depth", "1"), ("--single-branch",), ()])
def test_a_fresh_clone_goes_on_with_what_the_remote_has(
    project: Project, remote: Project, archive: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    first = project.publish(archive, pushes=True).commit
    clone = remote.clone(tmp_path / "clone", *arguments)
    assert clone.publish().commit == first == clone.tip()
    clone.build(b"theirs")
    clone.publish(pushes=True)
    assert remote.files() == PAGES | {"index.html": b"theirs"} | OURS | shelf(archive)
    assert remote.git("rev-parse", f"{BRANCH}^").strip() == first


def test_a_branch_that_is_behind_goes_on_with_what_the_remote_has(
    project: Project, remote: Project, tmp_path: Path
) -> None:
    project.publish(pushes=True)
    clone = remote.clone(tmp_path / "clone")
    clone.build(b"theirs")
    theirs = clone.publish(pushes=True).commit
    project.build(b"ours")
    project.publish(pushes=True)
    assert remote.tip() == project.tip()
    assert remote.git("rev-parse", f"{BRANCH}^").strip() == theirs


def test_a_fresh_clone_can_go_back(project: Project, remote: Project, tmp_path: Path) -> None:
    project.publish()
    first = project.files()
    project.build(b"tomorrow")
    project.publish(pushes=True)
    clone = remote.clone(tmp_path / "clone", "--depth", "1")
    clone.back(pushes=True)
    assert remote.files() == first
    cut = remote.clone(tmp_path / "cut", "--depth", "1", "--branch", BRANCH)
    cut.git("checkout", "--quiet", "--detach")
    with pytest.raises(BranchError) as refused:
        cut.back()
    assert fault(refused) == "shallow"


def test_what_was_not_pushed_is_pushed_later(project: Project, remote: Project) -> None:
    version = project.publish()
    assert remote.git("branch", "--list", BRANCH) == ""
    assert project.publish(pushes=True).commit == version.commit == remote.tip()


def test_versions_on_either_side_are_not_joined(project: Project, remote: Project, tmp_path: Path) -> None:
    project.publish(pushes=True)
    clone = remote.clone(tmp_path / "clone")
    clone.build(b"theirs")
    clone.publish(pushes=True)
    project.build(b"ours")
    ours = project.publish().commit
    with pytest.raises(BranchError) as refused:
        project.publish(pushes=True)
    assert fault(refused) == "apart"
    assert (project.tip(), remote.tip()) == (ours, clone.tip())


def hook(repository: Path, name: str, script: str) -> None:
    place = repository / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)


@pytest.mark.parametrize("published", [False, True])
def test_what_the_remote_does_not_take_is_taken_back(project: Project, remote: Project, published: bool) -> None:
    if published:
        project.publish(pushes=True)
        project.build(b"tomorrow")
    before = project.git("for-each-ref")
    hook(remote.root / "hooks", "pre-receive", "echo 'not on a Friday' >&2; exit 1")
    with pytest.raises(BranchError) as refused:
        project.publish(pushes=True)
    assert fault(refused) == "refused"
    assert "pre-receive hook declined" in refused.value.words["reason"]
    assert project.git("for-each-ref") == before
    (remote.root / "hooks/pre-receive").unlink()
    assert project.publish(pushes=True).commit == remote.tip()


def test_somebody_else_pushes_meanwhile(project: Project, remote: Project, tmp_path: Path) -> None:
    project.publish(pushes=True)
    clone = remote.clone(tmp_path / "clone")
    clone.build(b"theirs")
    theirs = clone.publish().commit
    project.build(b"ours")
    hook(project.root / ".git/hooks", "pre-push", f"git -C {clone.root} push --quiet origin {BRANCH}")
    before = project.tip()
    with pytest.raises(BranchError) as refused:
        project.publish(pushes=True)
    assert fault(refused) == "overtaken"
    assert (project.tip(), remote.tip()) == (before, theirs)
    (project.root / ".git/hooks/pre-push").unlink()
    project.publish(pushes=True)
    assert remote.files()["index.html"] == b"ours"
    assert remote.git("rev-parse", f"{BRANCH}^").strip() == theirs


def test_a_remote_that_is_not_there(project: Project, remote: Project) -> None:
    with pytest.raises(BranchError) as refused:
        project.open(remote="upstream", pushes=True)
    assert (fault(refused), refused.value.words) == ("no-remote", {"known": "origin"})
    remote.root.rename(remote.root.with_name("away"))
    with pytest.raises(BranchError) as refused:
        project.publish()
    assert fault(refused) == "unreachable"
    assert project.git("branch", "--list", BRANCH) == ""


def test_only_one_of_two_moves_the_branch(project: Project) -> None:
    branches = [project.open() for _ in range(2)]
    versions = []
    for number, branch in enumerate(branches):
        project.build(b"%d" % number)
        versions.append(write_version(branch, project.site, {}, "Publish", lambda _: None))
    settle(branches[0], versions[0], pushes=False)
    with pytest.raises(BranchError) as refused:
        settle(branches[1], versions[1], pushes=False)
    assert fault(refused) == "moved"
    assert project.tip() == versions[0].commit


def test_a_file_that_cannot_be_read_leaves_the_branch(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = project.publish().commit
    project.build(b"tomorrow", {"z.html": b"z"})
    read = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path.name == "z.html":
            raise OSError(5, "Input/output error", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    with pytest.raises(OSError, match=r"z\.html"):
        project.publish()
    assert project.tip() == before
    assert not list((project.root / ".git").glob("fast_import_crash*"))


def test_a_full_disk_leaves_the_branch(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = project.publish().commit
    project.build(b"tomorrow", {"large.bin": os.urandom(1 << 20)})
    full = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, 1 << 18))\n{PUBLISH}"
    done = subprocess.run(
        [sys.executable, "-c", full, str(project.root)], capture_output=True, text=True, check=False, env=ENVIRONMENT
    )
    assert done.returncode != 0
    assert GitError.__name__ in done.stderr
    assert project.tip() == before
    project.publish()


PUBLISH = """
import sys
from pathlib import Path
from living_guidance.load.git import open_repository
from living_guidance.release.branch import BranchError, open_branch, settle, write_version

root = Path(sys.argv[1])
if len(sys.argv) > 2:
    print("ready", flush=True)
    sys.stdin.readline()
try:
    branch = open_branch(open_repository(root), "gh-pages", "origin", pushes=False)
    version = write_version(branch, Path(sys.argv[2] if len(sys.argv) > 2 else root / "site"), {}, "P", lambda _: None)
    settle(branch, version, pushes=False)
except BranchError as error:
    sys.exit(str(error.fault))
"""


def start(project: Project, site: Path) -> "subprocess.Popen[str]":
    """A publisher that waits for a word."""
    started = subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(project.root), str(site)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=ENVIRONMENT, start_new_session=True,
    )  # fmt: skip
    assert started.stdout
    assert started.stdout.readline() == "ready\n"
    return started


def go(publishers: Iterable["subprocess.Popen[str]"]) -> None:
    for one in publishers:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()


def test_of_two_at_once_one_wins_or_both_follow_each_other(project: Project) -> None:
    sites = []
    for number in range(2):
        project.build(b"%d" % number)
        sites.append(project.site.resolve())
    wholes = [read_folder(site) | OURS for site in sites]
    ended = []
    for _ in range(cases(50)):
        pair = [start(project, site) for site in sites]
        go(pair)
        said = [one.communicate(timeout=60)[1].strip() for one in pair]
        codes = [one.returncode for one in pair]
        assert 0 in codes
        assert {(0, ""), *zip(codes, said, strict=True)} <= {(0, ""), (1, "moved")}
        ended += codes
        assert project.files() in wholes
    project.git("fsck", "--strict")
    assert int(project.git("rev-list", "--count", BRANCH)) <= ended.count(0)


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_version(project: Project) -> None:
    random, sites = fresh_random(), []
    for text in (b"old", b"new"):
        project.build(text, {f"{text!r}-{number}": os.urandom(10_000) for number in range(200)})
        sites.append(project.site.resolve())
    wholes = [read_folder(site) | OURS for site in sites]
    project.publish()
    whole = start(project, sites[0])
    begun = time.monotonic()
    go([whole])
    assert whole.communicate(timeout=60)[1] == ""
    takes = time.monotonic() - begun
    for number in range(cases(200)):
        killed = start(project, sites[(number + 1) % 2])
        go([killed])
        time.sleep(random.uniform(0, takes * 1.1))
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
        assert project.files() in wholes
        # What git leaves of a branch that it was just about to move is for a person to take away, who is told so.
        (project.root / f".git/refs/heads/{BRANCH}.lock").unlink(missing_ok=True)
    project.git("fsck", "--strict")
    project.publish()
    assert project.files() == wholes[1]


def test_a_lock_that_was_left_is_told(project: Project) -> None:
    project.publish()
    (project.root / f".git/refs/heads/{BRANCH}.lock").touch()
    project.build(b"tomorrow")
    with pytest.raises(BranchError) as refused:
        project.publish()
    assert fault(refused) == "moved"
    assert "gh-pages.lock" in refused.value.words["reason"]


def test_a_branch_that_a_name_leads_to_is_not_moved(project: Project) -> None:
    """A symbolic name is none of ours, whatever it leads to."""
    project.publish()
    project.git("symbolic-ref", "refs/heads/alias", f"refs/heads/{BRANCH}")
    before = project.tip()
    commits.move(open_repository(project.root), "alias", project.tip("main"), before)
    assert project.tip() == before


def test_the_lists_say_which_releases_are_on_the_branch(project: Project, archive: Path) -> None:
    place = "releases/releases.json"

    def listed() -> list[str]:
        return [one["id"] for one in json.loads(project.files()[place])["releases"]]

    # A site that was itself published to a folder may list what is not on the branch.
    project.build(more={place: Shelf(homes={"en": "../"}).text().encode()})
    project.publish()
    assert listed() == []
    project.publish(archive)
    assert listed() == ["cop-1"]
    told = json.loads(project.files()[place])["releases"][0]["archive"]
    assert told["sha256"] == sha256(archive.read_bytes()).hexdigest()
    assert told["bytes"] == archive.stat().st_size
    project.build(b"tomorrow", {place: Shelf(homes={"en": "../"}).text().encode()})
    project.publish()
    assert listed() == ["cop-1"]
    version = project.publish()
    assert version.commit == project.tip()
    assert listed() == ["cop-1"]
    project.back()
    project.back()
    assert listed() == ["cop-1"]
