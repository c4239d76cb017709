"""Git, spoken to through here; it is only asked, so the user's files, index and branches stay as they are.

What publishing to a branch writes is in ``release/commits.py``.
"""

import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile

from living_guidance.model.naming import nearest

OURS, THEIRS = 2, 3
"""The stages of a file in conflict; its base is stage 1."""

_PLAIN = ("100644", "100755")
_OF_A_HOOK = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY"})
"""What git tells its hooks, which would lead it to another repository than the project's."""


class GitFault(StrEnum):
    """Why git cannot tell what it was asked."""

    ABSENT = "absent"
    NO_REPOSITORY = "no_repository"
    UNKNOWN = "unknown"
    SHALLOW = "shallow"
    UNRELATED = "unrelated"
    FAILED = "failed"


class GitError(Exception):
    """Git cannot tell; the words fill in what a message says about it."""

    def __init__(self, fault: GitFault, **words: str) -> None:
        super().__init__(fault, words)
        self.fault, self.words = fault, words


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository of a project, which may be a folder of it."""

    root: Path
    """The project's folder."""

    def commit(self, revision: str) -> str:
        """The commit that a revision names."""
        # What begins with a hyphen would be an option.
        if revision and not revision.startswith("-"):
            done = self.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
            if done.returncode == 0:
                return done.stdout.decode().strip()
        fault = GitFault.SHALLOW if self.is_shallow() and not self._names() else GitFault.UNKNOWN
        raise GitError(fault, revision=revision, near=nearest(revision, self._names()))

    def changed(self, names: Collection[str]) -> tuple[str, ...]:
        """The files in these folders of the project that are not as they were committed, or that git ignores."""
        told = self.tell("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", *names)
        lines = told.decode("utf-8", "replace").split("\0")
        prefix = self.tell("rev-parse", "--show-prefix").decode("utf-8", "replace").strip()
        ignored = self.tell("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--", *names)
        paths = {line[3:].removeprefix(prefix) for line in lines if line}
        return tuple(sorted(paths | {*filter(None, ignored.decode("utf-8", "replace").split("\0"))}))

    def merge_base(self, revision: str) -> str:
        """The commit at which the branch that is checked out left another."""
        other = self.commit(revision)
        done = self.ask("merge-base", "HEAD", other)
        if done.returncode == 0:
            return done.stdout.decode().strip()
        fault = GitFault.SHALLOW if self.is_shallow() else GitFault.UNRELATED
        raise GitError(fault, revision=revision)

    def files(self, commit: str, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """The plain files of a commit in these folders of the project, and what they hold: just what was committed."""
        listed = self.tell("ls-tree", "-r", "-z", commit, "--", *names).decode("utf-8", "surrogateescape")
        blobs = {}
        for line in filter(None, listed.split("\0")):
            facts, path = line.split("\t", 1)
            mode, _, blob = facts.split()
            if mode in _PLAIN and _is_inside(path):
                blobs[path] = blob
        contents = self._blobs(set(blobs.values()))
        for path, blob in blobs.items():
            yield path, contents[blob]

    def write_files(self, commit: str, names: Collection[str], folder: Path) -> None:
        """Write the files of a commit into a folder elsewhere."""
        for path, content in self.files(commit, names):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    def conflicts(self) -> dict[str, Mapping[int, bytes]]:
        """What each file in conflict holds, by stage: one that a side does not have is missing there."""
        listed = self.tell("ls-files", "--unmerged", "-z").decode("utf-8", "surrogateescape")
        stages: dict[str, dict[int, str]] = defaultdict(dict)
        for line in filter(None, listed.split("\0")):
            facts, path = line.split("\t", 1)
            mode, blob, stage = facts.split()
            if mode in _PLAIN and _is_inside(path):
                stages[path][int(stage)] = blob
        contents = self._blobs({blob for found in stages.values() for blob in found.values()})
        return {path: {stage: contents[blob] for stage, blob in found.items()} for path, found in stages.items()}

    def _blobs(self, names: Collection[str]) -> dict[str, bytes]:
        order = sorted(names)
        if not order:
            return {}
        told = self.tell("cat-file", "--batch", content="".join(f"{name}\n" for name in order).encode())
        found, at = {}, 0
        for name in order:
            # "<blob> <type> <size>", a line feed, the content, a line feed; or "<blob> missing".
            end = told.index(b"\n", at)
            head = told[at:end].split()
            if len(head) != 3:
                raise GitError(GitFault.FAILED, reason=told[at:end].decode())
            size = int(head[2])
            found[name] = told[end + 1 : end + 1 + size]
            at = end + size + 2
        return found

    def _names(self) -> list[str]:
        """The branches and tags there are."""
        told = self.tell("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
        return told.decode("utf-8", "replace").split()

    def is_shallow(self) -> bool:
        """Whether the clone has only the last part of the history."""
        return self.tell("rev-parse", "--is-shallow-repository").strip() == b"true"

    def tell(self, *arguments: str, content: bytes = b"", environment: Mapping[str, str] | None = None) -> bytes:
        """What git answers; raises GitError where it cannot."""
        done = self.ask(*arguments, content=content, environment=environment)
        if done.returncode:
            raise GitError(GitFault.FAILED, reason=first_line(done.stderr))
        return done.stdout

    def ask(
        self, *arguments: str, content: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        """What git answers, or that it cannot."""
        return subprocess.run(  # noqa: S603 - no shell is asked, and what people typed is never an option
            self._command(arguments),
            input=content,
            capture_output=True,
            check=False,
            env={**_environment(), **(environment or {})},
        )

    def feed(self, *arguments: str, pieces: Iterable[bytes]) -> None:
        """Hand git more than is kept in memory at once."""
        with (
            TemporaryFile() as said,
            subprocess.Popen(  # noqa: S603 - as above
                self._command(arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env=_environment(),
            ) as running,
        ):
            assert running.stdin is not None
            # Where git has ended before, it says why.
            with suppress(BrokenPipeError):
                running.stdin.writelines(pieces)
            with suppress(BrokenPipeError):
                running.stdin.close()
            if running.wait():
                said.seek(0)
                # Where the system ended it, it says nothing.
                reason = first_line(said.read()) or f"{arguments[0]}: {running.returncode}"
                raise GitError(GitFault.FAILED, reason=reason)

    def _command(self, arguments: Iterable[str]) -> list[str]:
        program = shutil.which("git")
        if program is None:
            raise GitError(GitFault.ABSENT)
        return [program, "-C", str(self.root), *arguments]


def open_repository(root: Path) -> Repository:
    """The repository of a project; refuses a project that is in none."""
    repository = Repository(root)
    done = repository.ask("rev-parse", "--is-inside-work-tree")
    if done.returncode == 0 and done.stdout.strip() == b"true":
        return repository
    reason = first_line(done.stderr)
    is_none = not reason or "not a git repository" in reason
    raise GitError(GitFault.NO_REPOSITORY if is_none else GitFault.FAILED, path=str(root), reason=reason)


def _environment() -> dict[str, str]:
    # In its own words git speaks English, asks nobody for a password, and refreshes no index.
    more = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}
    return {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | more


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and not {"..", ".git"} & set(parts) and "\\" not in path


def first_line(text: bytes) -> str:
    """What git said first, without its own way of beginning."""
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else ""
