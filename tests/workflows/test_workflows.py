"""The workflows that stand ready: sound YAML, few rights, and steps that do what they say when they are run."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from living_guidance.render.branch_markdown import MARK
from tests.cli.repository import ENVIRONMENT, Repository
from tests.load.projects import make_project

ROOT = Path(__file__).parent.parent.parent
GITHUB = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab/merge-request.yml"
GITLAB_RELEASE = ROOT / ".gitlab/release.yml"
GITLAB_SITE = ROOT / ".gitlab/site.yml"
PUBLISHING = {"release.yml", "site.yml"}
COMMANDS = {
    ".venv/bin/guidance", "cp", "echo", "exit", "gh", "git", "head", "jq", "make", "mkdir", "tar", "true", "unzip",
}  # fmt: skip
"""What a person would type."""
needs_tools = pytest.mark.skipif(
    not (shutil.which("jq") and shutil.which("unzip")),
    reason="jq and unzip, which GitHub's machines have, are not here",
)


def load(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def steps(path: Path) -> dict[str, dict[str, Any]]:
    """The steps of a workflow's one job, by name or action."""
    (job,) = load(path)["jobs"].values()
    return {step.get("name") or step["uses"]: step for step in job["steps"]}


def step(path: str, name: str) -> dict[str, Any]:
    return steps(ROOT / ".github/workflows" / path)[name]


@pytest.mark.parametrize("path", [*GITHUB, GITLAB, GITLAB_RELEASE, GITLAB_SITE], ids=lambda path: path.name)
def test_nothing_is_secret_or_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    load(path)
    assert "secrets" not in text
    assert "pull_request_target" not in text
    assert not re.search(r"https?://|\bcurl\b|\bwget\b|\bpip\b|\bsudo\b", text)


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_actions_are_pinned_and_rights_are_few(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for found in steps(path).values():
        if uses := found.get("uses"):
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", uses)
            assert re.search(rf"{uses} # v\d+\.\d+\.\d+\n", path.read_text(encoding="utf-8"))
        # What strangers write reaches a shell as a variable only.
        assert "${{" not in found.get("run", "")


def test_who_may_write_runs_nothing_of_the_pull_request() -> None:
    workflow = load(ROOT / ".github/workflows/pull-request-comment.yml")
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [found.get("uses") for found in job["steps"]] == [None]
    assert workflow[True]["workflow_run"]["workflows"] == [load(ROOT / ".github/workflows/pull-request.yml")["name"]]


def test_who_may_publish_builds_without_that_right() -> None:
    writing = {path.name for path in GITHUB if "contents: write" in path.read_text(encoding="utf-8")}
    assert writing == PUBLISHING
    for name in PUBLISHING:
        path = ROOT / ".github/workflows" / name
        (job,) = load(path)["jobs"].values()
        assert job["permissions"] == {"contents": "write"}
        *others, last = job["steps"]
        assert last["name"] == "Publish"
        assert "make" not in last["run"]
        assert not any("github.token" in str(other) for other in others)
    checkouts = [one for path in GITHUB for one in steps(path).values() if "checkout@" in one.get("uses", "")]
    assert all(one["with"]["persist-credentials"] is False for one in checkouts)


def test_the_mark_of_the_comment_is_the_same() -> None:
    assert step("pull-request-comment.yml", "Comment")["env"]["MARK"] == MARK


def test_only_what_a_person_would_type_is_run() -> None:
    lines = [line for path in GITHUB for found in steps(path).values() for line in found.get("run", "").split("\n")]
    lines += load(GITLAB)["redline"]["script"] + load(GITLAB_RELEASE)["release"]["script"]
    lines += load(GITLAB_SITE)["pages"]["script"]
    pattern = r"(?:^\s*|\$\(|[|;&{]\s+|then )([a-z./][\w./-]*)(?= )"
    words = {word for line in lines if not line.lstrip().startswith("#") for word in re.findall(pattern, line)}
    assert words - {"if", "then"} <= COMMANDS
    assert {"make", ".venv/bin/guidance", "gh"} <= words


def run(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=folder, env={**ENVIRONMENT, **environment}, capture_output=True, text=True, check=False
    )


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What the checkout leaves: the project on a branch, its target as a branch of origin."""
    root = make_project(tmp_path / "checkout")
    repository = Repository.make(root)
    repository.git("update-ref", "refs/remotes/origin/main", "main")
    repository.branch("topic")
    path = root / "guidance/pfos/alternatives.md"
    path.write_text(path.read_text(encoding="utf-8").replace("See", "Compare"), encoding="utf-8")
    repository.commit("edit")
    command = f'exec {sys.executable} -c "from living_guidance.cli import main; main()" "$@"'
    program(root / ".venv/bin/guidance", f"#!/bin/sh\n{command}\n")
    return root


@pytest.mark.parametrize("url", ["", "https://example.org/previews"])
def test_the_redline_is_made(checkout: Path, url: str) -> None:
    script = step("pull-request.yml", "Redline")["run"]
    where = "https://github.com/a/b/actions/runs/1"
    done = run(script, checkout, BASE="origin/main", RUN=where, NUMBER="7", PREVIEW_URL=url)
    assert done.returncode == 0, done.stderr
    comment = (checkout / "redline/comment.md").read_text(encoding="utf-8")
    assert comment.startswith(MARK)
    assert f"<{where}>" in comment
    assert ("https://example.org/previews/7/zh/pfos/alternatives/index.html" in comment) == bool(url)
    assert "<!doctype html>" in (checkout / "redline/redline.html").read_text(encoding="utf-8")


def test_the_preview_is_a_folder(checkout: Path) -> None:
    (checkout / ".site/one").mkdir(parents=True)
    (checkout / ".site/one/index.html").write_text("page")
    (checkout / "site").symlink_to(".site/one")
    assert run(step("pull-request.yml", "Preview")["run"], checkout).returncode == 0
    assert (checkout / "preview/index.html").read_text() == "page"
    assert not (checkout / "preview").is_symlink()


def test_gitlab_does_the_same(checkout: Path) -> None:
    program(checkout / "bin/make", "#!/bin/sh\nmkdir site && echo page > site/index.html\n")
    done = run(
        "\n".join(load(GITLAB)["redline"]["script"]),
        checkout,
        PATH=f"{checkout / 'bin'}:{os.environ['PATH']}",
        CI_MERGE_REQUEST_DIFF_BASE_SHA="origin/main",
        CI_JOB_URL="https://example.org/jobs/1",
    )
    assert done.returncode == 0, done.stderr
    comment = (checkout / "redline/comment.md").read_text(encoding="utf-8")
    assert "https://example.org/jobs/1/artifacts/file/preview/zh/pfos/alternatives/index.html" in comment
    assert (checkout / "preview/index.html").exists()


AGREED = "".join(
    f"- {{condition: {one}, reason: {{en: Agreed., zh: 已商定。}}, accepted_by: sc-cop, accepted: 2018-10-08}}\n"
    for one in ("rounds", "translations")
)


@pytest.fixture
def released(checkout: Path) -> Path:
    """The same with a snapshot that may be released."""
    for arguments in (("translate", "update"), ("freeze", "cop-1", "--type", "adopted", "--date", "2018-10-08")):
        done = run(f".venv/bin/guidance {' '.join(arguments)}", checkout)
        assert done.returncode == 0, done.stdout + done.stderr
    (checkout / "guidance/releases").mkdir()
    (checkout / "guidance/releases/cop-1.yml").write_text(f"id: cop-1\nexceptions:\n{AGREED}", encoding="utf-8")
    Repository(checkout).commit("freeze")
    return checkout


@pytest.mark.site
def test_the_release_is_packed_and_made_again(released: Path) -> None:
    done = run(step("release.yml", "Release")["run"], released, TAG="release/cop-1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the same byte for byte" in done.stdout
    assert {path.name for path in (released / "releases").glob("*.zip*")} == {"cop-1.zip", "cop-1.zip.sha256"}


@pytest.mark.site
def test_gitlab_releases_in_the_same_way(released: Path) -> None:
    program(released / "bin/make", "#!/bin/sh\n")
    script = "\n".join(load(GITLAB_RELEASE)["release"]["script"])
    path = f"{released / 'bin'}:{os.environ['PATH']}"
    done = run(script, released, PATH=path, CI_COMMIT_TAG="release/cop-1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (released / "releases/cop-1.zip").exists()


@pytest.mark.site
def test_a_tag_of_no_snapshot_and_open_conditions_stop_the_release(released: Path) -> None:
    script = step("release.yml", "Release")["run"]
    unknown = run(script, released, TAG="release/cop-2")
    assert (unknown.returncode, unknown.stderr) == (1, "There is no snapshot cop-2. Did you mean cop-1?\n")
    (released / "guidance/releases/cop-1.yml").unlink()
    Repository(released).commit("take the exceptions back")
    stopped = run(script, released, TAG="release/cop-1")
    assert stopped.returncode == 1
    assert "cop-1 may not be released yet." in stopped.stdout
    assert not (released / "releases").exists()


def served(checkout: Path, folder: Path) -> Repository:
    """The same with a server, a site that was built, and no need to know anybody."""
    repository, server = Repository(checkout), Repository(folder / "server")
    repository.git("init", "--quiet", "--bare", "--initial-branch=main", str(server.root))
    repository.git("remote", "add", "origin", str(server.root))
    repository.git("push", "--quiet", "origin", "HEAD:main")
    for name in ("gh", "make"):
        program(folder / "bin" / name, "#!/bin/sh\n")
    (checkout / "site").mkdir()
    for page in ("index.html", "sitemap.xml"):
        (checkout / "site" / page).write_text("page")
    return server


def on_branch(server: Repository) -> set[str]:
    return set(server.git("ls-tree", "--name-only", "-r", "gh-pages").split())


SITE = {".nojekyll", ".written-by-guidance", "index.html", "sitemap.xml"}


def test_the_site_of_main_is_published(checkout: Path, tmp_path: Path) -> None:
    server = served(checkout, tmp_path)
    found = step("site.yml", "Publish")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    done = run(found["run"], checkout, **(found["env"] | {"PATH": path}))
    assert done.returncode == 0, done.stderr
    assert on_branch(server) == SITE
    assert server.git("log", "--format=%an", "gh-pages") == "github-actions[bot]\n"


@pytest.mark.site
def test_the_release_is_published_beside_the_site_of_main(released: Path, tmp_path: Path) -> None:
    server = served(released, tmp_path)
    path = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    for name, words in (
        ("Release", {"TAG": "release/cop-1"}),
        ("Site of main", {"MAIN": "main"}),
        ("Publish", step("release.yml", "Publish")["env"] | {"TAG": "release/cop-1"}),
    ):
        done = run(step("release.yml", name)["run"], released, **(words | path))
        assert done.returncode == 0, done.stdout + done.stderr
    assert SITE | {"releases/cop-1.zip", "releases/cop-1/release.json"} <= on_branch(server)
    # GitLab's job lays the site of another day beside it.
    clone = tmp_path / "clone"
    server.git("clone", "--quiet", "--depth", "20", f"file://{server.root}", str(clone))
    shutil.copytree(released / "site", clone / "site")
    (clone / "site/index.html").write_text("tomorrow")
    before = server.git("rev-parse", "gh-pages")
    done = run("\n".join(load(GITLAB_SITE)["pages"]["script"]), clone, **path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (clone / "public/index.html").read_text() == "tomorrow"
    archive = (clone / "public/releases/cop-1.zip").read_bytes()
    assert archive == (released / "releases/cop-1.zip").read_bytes()
    assert server.git("rev-parse", "gh-pages") == before


GH = """\
#!{python}
import json, sys
from pathlib import Path
folder = Path({folder!r})
words = sys.argv[1:]
with (folder / "calls").open("a") as calls:
    calls.write(json.dumps(words) + "\\n")
path = next(word for word in words if word.startswith("repos/"))
if path.endswith("/zip"):
    sys.stdout.buffer.write((folder / "zip").read_bytes())
elif "--input" in words:
    (folder / "posted").write_text(Path(words[words.index("--input") + 1]).read_text())
else:
    print((folder / path.rpartition("/")[2]).read_text())
"""


class Host:
    """GitHub, as far as the comment goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program(folder / "bin/gh", GH.format(python=sys.executable, folder=str(folder)))
        self.answer("pulls", [{"number": 6, "head": {"sha": "old"}}, {"number": 7, "head": {"sha": "new"}}])
        artifacts = [{"name": "preview", "id": 1}, {"name": "redline", "id": 2, "size_in_bytes": 9}]
        self.answer("artifacts", {"artifacts": artifacts})
        self.answer("comments", [])

    def answer(self, name: str, value: object) -> None:
        (self.folder / name).write_text(json.dumps(value))

    def attach(self, files: dict[str, str]) -> None:
        with zipfile.ZipFile(self.folder / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)

    def run(self, sha: str = "new") -> str:
        (self.folder / "work").mkdir(exist_ok=True)
        done = run(
            step("pull-request-comment.yml", "Comment")["run"],
            self.folder / "work",
            PATH=f"{self.folder / 'bin'}:{os.environ['PATH']}",
            REPOSITORY="a/b",
            RUN_ID="1",
            HEAD_SHA=sha,
            HEAD="someone:a branch; $(touch hacked)",
            MARK=MARK,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def posted(self) -> tuple[list[str], str]:
        """How the comment was posted, and what it says."""
        calls = [json.loads(line) for line in (self.folder / "calls").read_text().splitlines()]
        body = json.loads((self.folder / "posted").read_text())["body"]
        return calls[-1][1:4], body


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


@needs_tools
def test_a_new_comment(host: Host) -> None:
    host.attach({"comment.md": f"{MARK}\n\n水 `code` $(touch hacked)\n", "redline.html": "", "../../escaped": "x"})
    host.run()
    assert host.posted == (
        ["--method", "POST", "repos/a/b/issues/7/comments"],
        f"{MARK}\n\n水 `code` $(touch hacked)\n",
    )
    assert sorted(path.name for path in (host.folder / "work").iterdir()) == ["body.json", "comment.md", "redline.zip"]
    assert not list(host.folder.parent.rglob("escaped"))


@needs_tools
def test_the_comment_is_replaced_and_nobody_elses(host: Host) -> None:
    bot = {"login": "github-actions[bot]"}
    comments = [(1, {"login": "someone"}, MARK), (2, bot, "other"), (3, bot, f"{MARK}\nold")]
    host.answer("comments", [{"id": number, "user": user, "body": body} for number, user, body in comments])
    host.attach({"comment.md": "new, without the mark"})
    host.run()
    assert host.posted == (["--method", "PATCH", "repos/a/b/issues/comments/3"], f"{MARK}new, without the mark")


@needs_tools
def test_what_is_too_long_is_cut(host: Host) -> None:
    host.attach({"comment.md": MARK + "水" * 1_000_000})
    host.run()
    assert len(host.posted[1]) == 65_500


@needs_tools
@pytest.mark.parametrize("case", ["no pull request", "no artifact", "too large", "no file"])
def test_nothing_to_post(host: Host, case: str) -> None:
    host.attach({"other.md" if case == "no file" else "comment.md": "text"})
    if case == "no artifact":
        host.answer("artifacts", {"artifacts": []})
    if case == "too large":
        host.answer("artifacts", {"artifacts": [{"name": "redline", "id": 2, "size_in_bytes": 30_000_000}]})
    host.run("newer" if case == "no pull request" else "new")
    assert not (host.folder / "posted").exists()
