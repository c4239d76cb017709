"""The private store: who the natural persons are, outside the repository, so that erasing one touches no record.

A folder that ``GUIDANCE_PRIVATE`` names, readable by its owner alone: ``secret`` gives each person a pseudonym that
nobody else can work out, ``persons.jsonl`` says who is behind it, ``files.jsonl`` which file came under which name
and from which contact persons, each time that it came, and ``files/`` keeps the files as they came.
"""

import hmac
import json
import os
import secrets
from base64 import b32encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from living_guidance.exchange.comments.deliveries import (
    ERASED,
    Entry,
    deliveries,
    is_there,
    people,
    with_delivery,
    without_contacts,
)
from living_guidance.exchange.comments.meanings import fold

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no such locks
    fcntl = None  # type: ignore[assignment]

VARIABLE = "GUIDANCE_PRIVATE"
_SECRET, _PERSONS, _FILES, _KEPT = "secret", "persons.jsonl", "files.jsonl", "files"


class PrivateStoreError(Exception):
    """The store cannot be used, with the code of the reason."""

    def __init__(self, code: str, **words: str) -> None:
        super().__init__(code)
        self.code = code
        self.words: Mapping[str, str] = words


@dataclass(frozen=True, slots=True)
class Erasure:
    """What became of the files that a person sent, by their digests."""

    gone: tuple[str, ...]
    stayed: tuple[str, ...]
    """Those that others sent, too."""


@dataclass(slots=True)
class PrivateStore:
    """The store as it is on the disk, and what is to be added to it."""

    folder: Path
    secret: bytes
    persons: dict[str, dict[str, Any]]
    """By pseudonym: name, email, consent, first seen."""
    files: dict[str, Entry]
    """By digest: name, contact persons, day, of each delivery."""
    _contents: dict[str, bytes] = field(default_factory=dict)
    _sent: dict[str, list[Entry]] = field(default_factory=dict)
    """The deliveries since the store was read, which others' deliveries of the same file must not displace."""
    _touched: set[str] = field(default_factory=set)
    """The persons and files that were changed since the store was read."""

    def pseudonym(self, name: str, email: str = "") -> str:
        """A person's pseudonym; who the person is goes into the store with the next save."""
        mark = self._mark(name)
        if not is_there(self.persons.get(mark)):
            self.persons[mark] = {"name": name}
            self._touched.add(mark)
        known = self.persons[mark]
        if email:
            known["email"] = email
            self._touched.add(mark)
        return mark

    def _mark(self, name: str) -> str:
        return b32encode(hmac.new(self.secret, fold(name).encode(), "sha256").digest())[:8].decode().lower()

    def add_file(self, digest: str, name: str, content: bytes, contacts: tuple[tuple[str, str], ...], day: str) -> None:
        """Keep a file as it came, with its name and those who sent it, who are persons of the store, too.

        Without contacts it is from an organisation, which cannot be erased.
        """
        told = [(person, email) for person, email in contacts if person or email]
        for person, email in told:
            self.pseudonym(person or email, email)
        # A name may be any bytes; those that are no text could not be written.
        name = name.encode("utf-8", "replace").decode()
        delivery = {
            "name": name,
            "received": day,
            "contacts": [{"name": person, "email": email} for person, email in told],
        }
        self.files[digest] = with_delivery(self.files.get(digest), delivery)
        self._sent.setdefault(digest, []).append(delivery)
        self._touched.add(digest)
        self._contents[digest] = content

    def senders(self, digest: str) -> set[tuple[str, str]]:
        """The contact persons of a file, by name and address."""
        return {person for one in deliveries(self.files.get(digest, {})) for person in people(one)}

    def save(self) -> None:
        """Write what was added to what others have added meanwhile; each file is the old one or the new one, whole."""
        with _alone(self.folder):
            self._save()

    def _save(self) -> None:
        _make(self.folder / _KEPT)
        for entries, name in ((self.persons, _PERSONS), (self.files, _FILES)):
            theirs = dict(_read_file(self.folder / name))
            entries |= {key: one for key, one in theirs.items() if key not in self._touched}
            for digest in self._sent.keys() & theirs.keys() if entries is self.files else ():
                for delivery in self._sent[digest]:
                    theirs[digest] = with_delivery(theirs[digest], delivery)
                entries[digest] = theirs[digest]
        persons, files = _lines(self.persons), _lines(self.files)
        # Who sent a file is written before the file: one of which nobody knows whose it is could never be erased.
        _replace(self.folder / _PERSONS, persons)
        _replace(self.folder / _FILES, files)
        for digest, content in self._contents.items():
            if not (self.folder / _KEPT / digest).exists():
                _replace(self.folder / _KEPT / digest, content)
        for pending in (self._touched, self._sent, self._contents):
            pending.clear()

    @property
    def known(self) -> dict[str, dict[str, Any]]:
        """The persons who were not erased."""
        return {mark: person for mark, person in self.persons.items() if is_there(person)}

    def set_consent(self, mark: str, *, given: bool) -> None:
        """Note whether a person agrees to be named."""
        self.persons[mark]["consent"] = given
        self._touched.add(mark)

    def find(self, wanted: str) -> dict[str, dict[str, Any]]:
        """The persons whose pseudonym, name or address is as given."""
        folded = fold(wanted)
        return {
            mark: person
            for mark, person in self.known.items()
            if wanted == mark or folded in {fold(str(person.get(key, ""))) for key in ("name", "email")}
        }

    def erase(self, mark: str) -> Erasure:
        """Forget a person, as one behind a pseudonym and as a contact, with the files that nobody else sent.

        The pseudonym stays in the records and now stands for nobody.
        """
        with _alone(self.folder):
            # What others have added meanwhile may be the person's, too.
            self._save()
            person, self.persons[mark] = self.persons.get(mark, {}), dict(ERASED)
            self._touched.add(mark)
            names = {fold(str(person.get(key, ""))) for key in ("name", "email")} - {""}
            changed = self._forget(lambda one: not names.isdisjoint({fold(one["name"]), fold(one["email"])}))
            self._touched |= changed
            gone = {digest for digest in changed if not is_there(self.files[digest])}
            self._save()
        return Erasure(tuple(sorted(gone)), tuple(sorted(changed - gone)))

    def _forget(self, is_meant: Callable[[Mapping[str, str]], bool]) -> set[str]:
        """Take contact persons out of the files' entries, with the files of nobody else; gives all that changed."""
        changed = set()
        for digest, file in self.files.items():
            left = without_contacts(file, is_meant)
            if left is not file:
                self.files[digest] = left
                changed.add(digest)
                if not is_there(left):
                    (self.folder / _KEPT / digest).unlink(missing_ok=True)
        return changed

    def _is_erased(self, contact: Mapping[str, str]) -> bool:
        mark = self._mark(contact["name"] or contact["email"])
        return mark in self.persons and not is_there(self.persons[mark])

    def backup(self) -> bytes:
        """The whole store as an archive, the secret with it."""
        content = BytesIO()
        with ZipFile(content, "w") as archive:
            archive.writestr(_SECRET, self.secret.hex())
            archive.writestr(_PERSONS, _lines(self.persons))
            archive.writestr(_FILES, _lines(self.files))
            for path in sorted((self.folder / _KEPT).glob("*")):
                archive.writestr(f"{_KEPT}/{path.name}", path.read_bytes())
        return content.getvalue()

    def restore(self, content: bytes) -> int:
        """Take in an archive that ``backup`` made; what is here already stays. Gives how many persons were added.

        Raises PrivateStoreError where it is none, or one of another store whose pseudonyms mean other people.
        """
        try:
            with ZipFile(BytesIO(content)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
            secret = bytes.fromhex(parts[_SECRET].decode())
            persons, files = dict(_read(parts[_PERSONS])), dict(_read(parts[_FILES]))
        except (BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
            raise PrivateStoreError("no-backup") from error
        if (self.persons or self.files) and secret != self.secret:
            raise PrivateStoreError("other-store")
        before = len(self.known)
        self.secret = secret
        self._touched |= (persons.keys() - self.persons.keys()) | (files.keys() - self.files.keys())
        self.persons = persons | self.persons
        for digest, file in files.items():
            ours = self.files.setdefault(digest, file)
            if ours is not file and is_there(ours) and "less" not in ours:
                for delivery in deliveries(file):
                    self.files[digest] = with_delivery(self.files[digest], delivery)
                self._touched.add(digest)
        # Who was erased here since the backup was made stays so.
        self._touched |= self._forget(self._is_erased)
        kept = {PurePosixPath(name).name: part for name, part in parts.items() if name.startswith(f"{_KEPT}/")}
        self._contents |= {digest: part for digest, part in kept.items() if is_there(self.files.get(digest))}
        _replace(self.folder / _SECRET, secret.hex().encode())
        self.save()
        return len(self.known) - before


def open_store(environment: Mapping[str, str], project: Path) -> PrivateStore | None:
    """The store that the environment names, made where it is not there yet; None where it names none.

    Raises PrivateStoreError for a folder inside the project, which would be published with it.
    """
    named = environment.get(VARIABLE, "")
    if not named:
        return None
    folder = Path(named).expanduser().resolve()
    if folder.is_relative_to(project.resolve()):
        raise PrivateStoreError("inside", path=str(folder))
    _make(folder)
    place = folder / _SECRET
    if not place.exists():
        if any(folder.iterdir()):
            raise PrivateStoreError("no-store", path=str(folder))
        _replace(place, secrets.token_bytes(32).hex().encode())
    try:
        secret = bytes.fromhex(place.read_text(encoding="ascii").strip())
        return PrivateStore(folder, secret, dict(_read_file(folder / _PERSONS)), dict(_read_file(folder / _FILES)))
    except ValueError as error:
        raise PrivateStoreError("no-store", path=str(folder)) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let nobody else write into the store meanwhile."""
    with os.fdopen(os.open(folder / ".lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _read_file(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    return _read(path.read_bytes()) if path.exists() else iter(())


def _read(content: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in content.decode("utf-8").split("\n"):
        if line:
            values = json.loads(line)
            yield values.pop("id"), values


def _lines(values: Mapping[str, Mapping[str, Any]]) -> bytes:
    lines = (json.dumps({"id": key, **values[key]}, ensure_ascii=False) + "\n" for key in sorted(values))
    return "".join(lines).encode()


def _make(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _replace(path: Path, content: bytes) -> None:
    stage = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(stage, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        stage.replace(path)
    finally:
        stage.unlink(missing_ok=True)
