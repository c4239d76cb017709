"""Publish a built site to a branch of git, for a host to serve: a version is a commit, and going back is one more.

Nothing is checked out. A version is written beside all others, and then the branch is moved to it, which git does in
one step and only from where it was. What was released stays, byte for byte; nothing is ever taken out of the history.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from living_guidance.load.git import GitError, Repository
from living_guidance.model.release import RECORD, ReleaseRecord
from living_guidance.model.shelf import RELEASES, ListedRelease
from living_guidance.release.commits import (
    MovedError,
    RefusedError,
    content_of,
    entries,
    file_object,
    follows,
    has_author,
    is_branch_name,
    is_checked_out,
    is_first,
    look_up,
    move,
    push,
    remote_tip,
    remotes,
    size_of,
    tip,
    tree_of,
    write_commit,
    write_tree,
)
from living_guidance.release.folders import files_in
from living_guidance.release.pack import TakenError
from living_guidance.release.shelf import is_shelved, shelved
from living_guidance.release.shelf_list import is_list, list_releases, listed_release

MARK = ".written-by-guidance"
"""The file that says that a branch is ours: no other is ever written to."""
_AS_IS = ".nojekyll"
"""The file that tells GitHub to serve the others as they are."""
_DOMAIN = "CNAME"
"""The file in which GitHub keeps the domain of the site, and which it writes to the branch itself."""


class BranchFault(StrEnum):
    """Why a branch cannot be published to."""

    NAME = "name"
    NO_AUTHOR = "no-author"
    NO_REMOTE = "no-remote"
    UNREACHABLE = "unreachable"
    CHECKED_OUT = "checked-out"
    NOT_OURS = "not-ours"
    """Somebody else's work stands on it."""
    APART = "apart"
    """It has versions here that the remote has not, and the other way round."""
    NOTHING_BEFORE = "nothing-before"
    SHALLOW = "shallow"
    """The version before is not in this clone."""
    MOVED = "moved"
    """Somebody else has published here meanwhile."""
    OVERTAKEN = "overtaken"
    """Somebody else has published to the remote meanwhile."""
    REFUSED = "refused"
    """The remote does not take it for a reason of its own."""


class BranchError(Exception):
    """A branch cannot be published to; the words fill in what a message says about it."""

    def __init__(self, fault: BranchFault, **words: str) -> None:
        super().__init__(fault, words)
        self.fault, self.words = fault, words


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that is ours or free."""

    repository: Repository
    name: str
    remote: str
    here: str | None
    """The commit to which it leads here."""
    there: str | None
    """The commit to which it leads on the remote; None as well where that need not be known."""
    newest: str | None
    """The later of the two: the version that the next one follows."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the site on a branch."""

    commit: str
    releases: frozenset[str]
    """The ids of those that are on it."""
    before: frozenset[str]
    """The ids of those that were on the version that it follows."""


def open_branch(repository: Repository, name: str, remote: str, *, pushes: bool) -> Branch:
    """The branch to publish to, as it is here and, where that matters, on the remote.

    A clone that does not have it goes on with what the remote has. Raises BranchError, GitError.
    """
    if not is_branch_name(repository, name):
        raise BranchError(BranchFault.NAME)
    if is_checked_out(repository, name):
        raise BranchError(BranchFault.CHECKED_OUT)
    if not has_author(repository):
        raise BranchError(BranchFault.NO_AUTHOR)
    known = remotes(repository)
    if pushes and remote not in known:
        raise BranchError(BranchFault.NO_REMOTE, known=", ".join(known) or "–")
    here = tip(repository, name)
    there = _ask_remote(repository, name, remote) if remote in known and (pushes or here is None) else None
    newest = _newest(repository, here, there)
    if newest is not None and not _is_ours(repository, newest):
        raise BranchError(BranchFault.NOT_OURS)
    return Branch(repository, name, remote, here, there, newest)


def new_releases(branch: Branch, releases: Mapping[Path, ReleaseRecord]) -> dict[Path, ReleaseRecord]:
    """Those archives that are not on the branch yet. Raises TakenError where another one has its place, GitError."""
    kept, found = _shelf(branch.repository, branch.newest), {}
    for archive, record in releases.items():
        place, own = f"{RELEASES}/{archive.name}", file_object(branch.repository, archive)
        if kept.get(place, own) != own:
            raise TakenError(f"{branch.name}:{place}")
        if place not in kept:
            found[archive], kept[place] = record, own
    return found


def write_version(
    branch: Branch, site: Path, releases: Mapping[Path, ReleaseRecord], message: str, tell: Callable[[str], None]
) -> Version:
    """Write the version that has this site, and beside it all that was released, with these new releases.

    Where that changes nothing, it is the newest one. ``tell`` is told the id of each release that is copied. Raises
    GitError, DamagedError, OSError.
    """

    def files() -> Iterator[tuple[str, bytes]]:
        lists = {}
        for name, path in files_in(site.resolve()):
            if is_list(name):
                lists[name] = path.read_bytes()
            elif not is_shelved(name):
                yield name, path.read_bytes()
        listed = _listed(branch)
        for archive, record in releases.items():
            tell(record.id)
            told = {f"{record.id}/{RECORD}": b"", f"{archive.name}.sha256": b""}
            for name, content in shelved(archive, record):
                if name in told:
                    told[name] = content
                yield f"{RELEASES}/{name}", content
            stated, proof = told.values()
            listed.append(listed_release(stated, proof, archive.stat().st_size))
        yield from list_releases(lists, filter(None, listed)).items()
        yield from ((MARK, b""), (_AS_IS, b""))

    kept = _shelf(branch.repository, branch.newest)
    if not (site / _DOMAIN).exists():
        kept |= _domain(branch)
    return _version(branch, write_tree(branch.repository, files(), kept), message)


def write_version_before(branch: Branch, message: str) -> Version:
    """Write a version that is as the one before the newest; done once more, the newest comes back.

    What was released with the newest goes with it. Raises BranchError, GitError.
    """
    repository, newest = branch.repository, branch.newest
    if newest is None or is_first(repository, newest):
        raise BranchError(BranchFault.NOTHING_BEFORE)
    before = look_up(repository, f"{newest}^")
    if before is None:
        raise BranchError(BranchFault.SHALLOW)
    if not _is_ours(repository, before):
        raise BranchError(BranchFault.NOTHING_BEFORE)
    return _version(branch, tree_of(repository, before), message)


def settle(branch: Branch, version: Version, *, pushes: bool) -> None:
    """Let readers meet a version: move the branch here, and then on the remote. Raises BranchError.

    What the remote does not take is taken back here, so that it can be done again.
    """
    repository, commit = branch.repository, version.commit
    if branch.here != commit:
        try:
            move(repository, branch.name, commit, branch.here)
        except MovedError as error:
            raise BranchError(BranchFault.MOVED, reason=str(error)) from error
    if not pushes or branch.there == commit:
        return
    try:
        push(repository, branch.name, branch.remote, commit)
    except RefusedError as error:
        if branch.here != commit:
            # Who has published here since then has gone on from this version, and keeps it.
            with suppress(MovedError):
                move(repository, branch.name, branch.here, commit)
        is_late = _ask_remote(repository, branch.name, branch.remote) != branch.there
        raise BranchError(BranchFault.OVERTAKEN if is_late else BranchFault.REFUSED, reason=str(error)) from error


def _version(branch: Branch, tree: str, message: str) -> Version:
    repository, newest = branch.repository, branch.newest
    is_same = newest is not None and tree_of(repository, newest) == tree
    commit = newest if newest and is_same else write_commit(repository, tree, newest, message)
    return Version(commit, _ids(_shelf(repository, commit)), _ids(_shelf(repository, newest)))


def _shelf(repository: Repository, commit: str | None) -> dict[str, str]:
    """The objects of what was released, by path."""
    tree = look_up(repository, f"{commit}:{RELEASES}") if commit else None
    found = {f"{RELEASES}/{name}": own for name, own in entries(repository, tree).items()} if tree else {}
    return {path: own for path, own in found.items() if is_shelved(path)}


def _domain(branch: Branch) -> dict[str, str]:
    """The object of the domain's file on the newest version, by path."""
    own = look_up(branch.repository, f"{branch.newest}:{_DOMAIN}") if branch.newest else None
    return {_DOMAIN: own} if own else {}


def _listed(branch: Branch) -> list[ListedRelease | None]:
    """What the lists say of the releases on the newest version."""
    repository, found = branch.repository, []
    for name in sorted(_ids(_shelf(repository, branch.newest))):
        place = f"{branch.newest}:{RELEASES}/{name}"
        parts = [f"{place}/{RECORD}", f"{place}.zip.sha256", f"{place}.zip"]
        if all(look_up(repository, part) for part in parts):
            record, proof = (content_of(repository, part) for part in parts[:2])
            found.append(listed_release(record, proof, size_of(repository, parts[2])))
    return found


def _ids(shelf: Mapping[str, str]) -> frozenset[str]:
    return frozenset(path.split("/")[1] for path in shelf if path.endswith("/"))


def _is_ours(repository: Repository, commit: str) -> bool:
    return look_up(repository, f"{commit}:{MARK}") is not None


def _ask_remote(repository: Repository, name: str, remote: str) -> str | None:
    try:
        return remote_tip(repository, name, remote)
    except GitError as error:
        raise BranchError(BranchFault.UNREACHABLE, reason=error.words.get("reason", "")) from error


def _newest(repository: Repository, here: str | None, there: str | None) -> str | None:
    if there is None or (here is not None and follows(repository, here, there)):
        return here
    if here is None or follows(repository, there, here):
        return there
    raise BranchError(BranchFault.APART)
