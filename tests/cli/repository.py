"""A real git repository around a test's project."""

import os
import subprocess
from pathlib import Path

_WHO = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in (
    ("NAME", "A. Chemist"), ("EMAIL", "chemist@example.org"), ("DATE", "2018-10-08T12:00:00Z"))}  # fmt: skip
ENVIRONMENT = {**os.environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


class Repository:
    """A repository, and git as a person types it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def make(cls, root: Path) -> "Repository":
        """A repository whose first commit is what the folder holds."""
        made = cls(root)
        made.git("init", "--quiet", "--initial-branch=main")
        made.commit("begin")
        return made

    def git(self, *arguments: str, fails: bool = False) -> str:
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments], capture_output=True, text=True, check=False, env=ENVIRONMENT
        )
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stdout

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)

    def branch(self, name: str, start: str = "HEAD") -> None:
        self.git("checkout", "--quiet", "-B", name, start)

    def state(self) -> tuple[str, str, bytes]:
        """All that a command must leave alone: what git sees, the branches, the index."""
        index = self.root / ".git/index"
        return self.git("status", "--porcelain"), self.git("for-each-ref"), index.read_bytes()
