"""What is written with git: files, commits, and where a branch leads; work tree, index and HEAD stay as they are."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from living_guidance.load.git import GitError, GitFault, Repository, first_line

_OWN_INDEX = ("-c", "core.fsmonitor=false", "-c", "core.splitIndex=false")
"""Nothing of what the user has set for the index of the work tree is for one that is thrown away."""


class MovedError(Exception):
    """A branch no longer leads where it did; the argument is what git says."""


class RefusedError(Exception):
    """A remote did not take a commit; the argument is what git says."""


def write_tree(repository: Repository, files: Iterable[tuple[str, bytes]], kept: Mapping[str, str]) -> str:
    """The tree of these files and of what is there already: ``kept`` has its objects by path, a folder's with ``/``.

    One file at a time is in memory. Raises GitError, and what reading the files raises.
    """
    with TemporaryDirectory(prefix="guidance-") as folder:
        blobs = _write_blobs(repository, files, Path(folder, "marks"))
        blobs |= {path: found for path, found in kept.items() if not path.endswith("/")}
        own = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        for path, tree in kept.items():
            if path.endswith("/"):
                repository.tell(*_OWN_INDEX, "read-tree", f"--prefix={path}", tree, environment=own)
        lines = "".join(f"100644 blob {blob}\t{path}\0" for path, blob in blobs.items())
        content = lines.encode("utf-8", "surrogateescape")
        repository.tell(*_OWN_INDEX, "update-index", "-z", "--index-info", content=content, environment=own)
        return repository.tell(*_OWN_INDEX, "write-tree", environment=own).decode().strip()


def _write_blobs(repository: Repository, files: Iterable[tuple[str, bytes]], marks: Path) -> dict[str, str]:
    """The object of each file, by path: all in one pack, and none that is there already."""
    paths: list[str] = []

    def commands() -> Iterator[bytes]:
        for number, (path, content) in enumerate(files, start=1):
            paths.append(path)
            yield b"blob\nmark :%d\ndata %d\n%b\n" % (number, len(content), content)

    repository.feed("fast-import", "--quiet", f"--export-marks={marks}", pieces=commands())
    lines = marks.read_text(encoding="ascii").splitlines()
    found = {int(mark): blob for mark, _, blob in (line.removeprefix(":").partition(" ") for line in lines)}
    if len(found) != len(paths):
        raise GitError(GitFault.FAILED, reason="fast-import")
    return {path: found[number] for number, path in enumerate(paths, start=1)}


def write_commit(repository: Repository, tree: str, parent: str | None, message: str) -> str:
    """A commit of a tree, by the user."""
    parents = () if parent is None else ("-p", parent)
    arguments = ("-c", "i18n.commitEncoding=UTF-8", "commit-tree", tree, *parents)
    return repository.tell(*arguments, content=f"{message}\n".encode()).decode().strip()


def has_author(repository: Repository) -> bool:
    """Whether the user has told git who makes commits here."""
    # Else git would make up a name from that of the machine.
    told = [
        repository.ask("-c", "user.useConfigOnly=true", "var", name)
        for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT")
    ]
    return not any(done.returncode for done in told)


def is_branch_name(repository: Repository, name: str) -> bool:
    """Whether a branch can have this name."""
    done = repository.ask("check-ref-format", "--branch", name)
    # Git also takes "the branch before", and says which that is.
    return done.returncode == 0 and done.stdout.decode("utf-8", "replace").strip() == name


def is_checked_out(repository: Repository, branch: str) -> bool:
    """Whether a branch is in the work tree, or in another of the repository."""
    lines = repository.tell("worktree", "list", "--porcelain", "-z").decode("utf-8", "replace").split("\0")
    return f"branch {_ref(branch)}" in lines


def tip(repository: Repository, branch: str) -> str | None:
    """The commit to which a branch leads; None where there is no such branch."""
    return look_up(repository, f"{_ref(branch)}^{{commit}}")


def look_up(repository: Repository, name: str) -> str | None:
    """The object that git knows by a name of its own; None where there is none, here."""
    done = repository.ask("rev-parse", "--verify", "--quiet", name)
    return done.stdout.decode().strip() if done.returncode == 0 else None


def content_of(repository: Repository, name: str) -> bytes:
    """What a file holds, by the name that git knows it by."""
    return repository.tell("cat-file", "blob", name)


def size_of(repository: Repository, name: str) -> int:
    """How many bytes a file has, by the name that git knows it by."""
    return int(repository.tell("cat-file", "-s", name))


def tree_of(repository: Repository, commit: str) -> str:
    """All that a commit holds, as one object."""
    return repository.tell("rev-parse", f"{commit}^{{tree}}").decode().strip()


def is_first(repository: Repository, commit: str) -> bool:
    """Whether a commit follows on no other, be that one here or not."""
    head, _, _ = repository.tell("cat-file", "commit", commit).partition(b"\n\n")
    return b"\nparent " not in head


def entries(repository: Repository, tree: str) -> dict[str, str]:
    """The objects that stand directly in a folder, by name; that of a folder in it ends in ``/``."""
    found = {}
    listed = repository.tell("ls-tree", "-z", "--full-tree", tree).decode("utf-8", "surrogateescape")
    for line in filter(None, listed.split("\0")):
        facts, name = line.split("\t", 1)
        _, kind, own = facts.split()
        found[f"{name}/" if kind == "tree" else name] = own
    return found


def file_object(repository: Repository, path: Path) -> str:
    """The object that a file would be. Raises GitError."""
    return repository.tell("hash-object", "--no-filters", "--", str(path.absolute())).decode().strip()


def move(repository: Repository, branch: str, new: str | None, old: str | None) -> None:
    """Let a branch lead elsewhere, in one step, or nowhere; raises MovedError unless it leads where it did."""
    arguments = ("-d", _ref(branch)) if new is None else (_ref(branch), new)
    why = ("-m", "guidance release publish")
    done = repository.ask("update-ref", *why, "--no-deref", *arguments, old or "0" * len(new or ""))
    if done.returncode:
        raise MovedError(first_line(done.stderr))


def remotes(repository: Repository) -> list[str]:
    """The names of the other repositories that this one knows."""
    return repository.tell("remote").decode("utf-8", "replace").split()


def remote_tip(repository: Repository, branch: str, remote: str) -> str | None:
    """The commit to which a branch of another repository leads, brought here with its history."""
    told = repository.tell("ls-remote", "--heads", remote, _ref(branch)).decode()
    commit, _, _ = told.partition("\t")
    if not commit:
        return None
    if look_up(repository, f"{commit}^{{commit}}") is None:
        quietly = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
        repository.tell("fetch", *quietly, remote, _ref(branch))
    return commit


def push(repository: Repository, branch: str, remote: str, commit: str) -> None:
    """Let a branch of another repository lead to a commit that follows on its own; raises RefusedError."""
    done = repository.ask("push", "--quiet", "--no-follow-tags", remote, f"{commit}:{_ref(branch)}")
    if done.returncode:
        # Before its reason git may say where to it was pushing.
        lines = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines()]
        raise RefusedError(next((line for line in lines if line.startswith("!")), first_line(done.stderr)))


def follows(repository: Repository, later: str, earlier: str) -> bool:
    """Whether a commit stands in the history of another."""
    return repository.ask("merge-base", "--is-ancestor", earlier, later).returncode == 0


def _ref(branch: str) -> str:
    return f"refs/heads/{branch}"
