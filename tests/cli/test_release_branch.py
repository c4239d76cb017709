"""``guidance release publish --branch`` as a person runs it."""

from pathlib import Path

import pytest

from living_guidance.cli.words import say
from living_guidance.release.branch import BranchFault
from tests.cli.repository import ENVIRONMENT, Repository
from tests.cli.runner import Done, Project
from tests.release.test_pack import steps


@pytest.fixture
def repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The project in a repository, with a site that was built."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    made = Repository.make(project.root)
    (project.root / "site").mkdir()
    for page in ("index.html", "sitemap.xml"):
        project.write(f"site/{page}", "page")
    return made


def publish(project: Project, *arguments: str | Path, branch: str = "gh-pages") -> Done:
    return project.run("release", "publish", "--branch", branch, *arguments)


def tip(repository: Repository) -> str:
    return repository.git("rev-parse", "gh-pages")[:10]


def test_what_a_person_is_told(project: Project, repository: Repository, tmp_path: Path) -> None:
    steps(tmp_path)
    archive, site = tmp_path / "cop-1.zip", project.root / "site"
    repository.git("init", "--quiet", "--bare", str(tmp_path / "remote"))
    repository.git("remote", "add", "origin", str(tmp_path / "remote"))
    assert publish(project, archive, "--dry-run") == Done(
        0,
        f"Would be published: {site} at gh-pages\nWould be published: cop-1 at gh-pages:releases/cop-1\n",
        "",
    )
    assert repository.git("branch", "--list", "gh-pages") == ""
    done = publish(project)
    first = tip(repository)
    assert done == Done(
        0,
        f"Published: {site} on the branch gh-pages, commit {first}\n",
        f"Writing {site} to the branch gh-pages …\n",
    )
    done = publish(project, archive, "--push")
    second = tip(repository)
    assert done == Done(
        0,
        f"Published: {site} on the branch gh-pages, commit {second}\n"
        "Published: cop-1 at gh-pages:releases/cop-1\n"
        "Pushed: gh-pages to origin\n",
        f"Writing {site} to the branch gh-pages …\nCopying cop-1 …\n",
    )
    assert publish(project, archive, "--push").out == (
        f"The branch gh-pages has this site already, in commit {second}; no commit was made.\n"
        "cop-1 is at gh-pages:releases/cop-1 already; nothing was changed.\n"
    )
    done = publish(project, "--roll-back", "--push")
    third = tip(repository)
    assert done == Done(
        0,
        f"The branch gh-pages is back at the version before, in the new commit {third}. "
        "Once more --roll-back undoes this.\n"
        "What was released with the later version went with it and is not on gh-pages now: cop-1\n"
        "Pushed: gh-pages to origin\n",
        "",
    )
    assert publish(project, "--roll-back").out.endswith(
        "\nWhat was released with this version is on gh-pages again: cop-1\n"
    )
    source = repository.git("rev-parse", "main").strip()
    assert repository.git("log", "--reverse", "--format=%B", "gh-pages").strip() == (
        f"Publish the site\n\nThe project was at commit {source}.\n\n"
        f"Publish the site and release cop-1\n\nThe project was at commit {source}.\n\n"
        "Go back to the version before\n\nGo back to the version before"
    )


def test_what_is_refused(project: Project, repository: Repository, tmp_path: Path) -> None:
    repository.git("branch", "foreign")
    before = repository.state()
    steps(tmp_path)
    torn = tmp_path / "torn" / "cop-1.zip"
    torn.parent.mkdir()
    torn.write_bytes((tmp_path / "cop-1.zip").read_bytes()[:99])
    for done, said in (
        (publish(project, branch="a b"), "A branch cannot be called “a b”."),
        (publish(project, branch="main"), "The branch main is checked out,"),
        (publish(project, branch="foreign"), "The branch foreign was not written by guidance release publish,"),
        (publish(project, "--push"), "There is no remote “origin” to push to. Known: –."),
        (publish(project, "--roll-back"), "There is no version before the one on the branch gh-pages"),
        (publish(project, "--site", tmp_path), f"There is no built site at {tmp_path}."),
        (publish(project, torn), f"{torn} cannot be opened:"),
    ):
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith(said)
    for arguments in (
        ("--branch", "gh-pages", "--to", "site"),
        ("--to", "site", "--push"),
        ("--roll-back", "--remote", "origin"),
        ("--branch", "gh-pages", "--roll-back", "--site", "site"),
        ("--branch", "gh-pages", "--roll-back", "--dry-run"),
        ("--branch", "gh-pages", "--roll-back", str(tmp_path / "cop-1.zip")),
    ):
        assert project.run("release", "publish", *arguments).code == 2
    assert repository.state() == before


def test_another_release_of_the_name_is_refused(project: Project, repository: Repository, tmp_path: Path) -> None:
    for text in ("text", "another"):
        steps(tmp_path / text, text)
    assert publish(project, tmp_path / "text/cop-1.zip").code == 0
    before = repository.state()
    refused = publish(project, tmp_path / "another/cop-1.zip")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("gh-pages:releases/cop-1.zip is another release of that name.")
    assert repository.state() == before


def test_a_project_that_is_in_no_repository_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.root / "site").mkdir()
    for page in ("index.html", "sitemap.xml"):
        project.write(f"site/{page}", "page")
    refused = publish(project)
    assert (refused.code, refused.err) == (
        1,
        f"{project.root} is in no git repository, so it has no branch to publish to. "
        "Clone the project with git, or publish to a folder with --to.\n",
    )
    monkeypatch.setenv("PATH", str(project.root))
    assert publish(project) == Done(3, "", "This needs git, which is not installed here.\n")


@pytest.mark.parametrize("fault", BranchFault)
def test_every_fault_has_words(fault: BranchFault) -> None:
    assert say.has(f"cli.release.branch.{fault}")
