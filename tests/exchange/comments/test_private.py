"""Names and addresses stand in the private store and nowhere else; erasing one touches no record."""

import stat
from pathlib import Path

import pytest

from living_guidance.exchange.comments.private import VARIABLE, Erasure, PrivateStore, PrivateStoreError, open_store


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def store_in(folder: Path, project: Path) -> PrivateStore:
    store = open_store({VARIABLE: str(folder)}, project)
    assert store
    return store


@pytest.fixture
def store(tmp_path: Path, project: Path) -> PrivateStore:
    return store_in(tmp_path / "private", project)


def test_without_the_variable_there_is_none(project: Path) -> None:
    assert open_store({}, project) is None


def test_a_person_keeps_the_pseudonym(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    mark = store.pseudonym("Jane Doe", "jane@example.org")
    assert store.pseudonym("jane  doe") == mark
    assert store.pseudonym("John Doe") != mark
    store.save()
    again = store_in(tmp_path / "private", project)
    assert again.pseudonym("Jane Doe") == mark
    assert again.persons[mark] == {"name": "Jane Doe", "email": "jane@example.org"}


def test_another_store_gives_other_pseudonyms(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    other = store_in(tmp_path / "other", project)
    assert other.pseudonym("Jane Doe") != store.pseudonym("Jane Doe")


def test_only_the_owner_can_read_it(tmp_path: Path, store: PrivateStore) -> None:
    store.pseudonym("Jane Doe")
    store.add_file("0" * 12, "jane.xlsx", b"content", (("Jane Doe", "jane@example.org"),), "2018-07-20")
    store.save()
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "private").rglob("*")}
    assert [path for path, mode in modes.items() if mode & 0o077] == []


def test_erasing_leaves_no_trace_of_a_person(tmp_path: Path, store: PrivateStore) -> None:
    mark = store.pseudonym("Jane Doe", "jane@example.org")
    other = store.pseudonym("John Roe")
    store.add_file("0" * 12, "jane doe.xlsx", b"by Jane Doe", (("Jane Doe", "jane@example.org"),), "2018-07-20")
    store.add_file("1" * 12, "john.xlsx", b"by John Roe", (("John Roe", ""),), "2018-07-21")
    store.save()
    assert list(store.find("JANE@example.org")) == [mark]
    assert store.erase(mark) == Erasure(("0" * 12,), ())
    left = b"".join(path.read_bytes() for path in (tmp_path / "private").rglob("*") if path.is_file())
    assert not [word for word in (b"Jane", b"jane") if word in left]
    assert b"John Roe" in left
    assert list(store.known) == [other]


def test_somebody_who_spoke_for_others_can_be_erased_too(tmp_path: Path, store: PrivateStore) -> None:
    store.add_file("0" * 12, "party-a.xlsx", b"by Jane Doe", (("Jane Doe", "jane@example.org"),), "2018-07-20")
    store.save()
    (mark,) = store.find("Jane Doe")
    assert store.erase(mark) == Erasure(("0" * 12,), ())
    assert not list((tmp_path / "private" / "files").iterdir())


JANE, JOHN = ("Jane Doe", "jane@example.org"), ("John Roe", "")
DIGEST = "0" * 12


def send(store: PrivateStore, *contacts: tuple[str, str], name: str = "") -> None:
    store.add_file(DIGEST, name or f"{contacts[0][0]}.xlsx", b"form", contacts, "2018-07-20")
    store.save()


def mark_of(store: PrivateStore, name: str) -> str:
    (mark,) = store.find(name)
    return mark


def left_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("senders", [(JANE, JOHN), (JOHN, JANE)])
@pytest.mark.parametrize("erased", [(JANE, JOHN), (JOHN, JANE)])
@pytest.mark.parametrize("is_joint", [False, True])
def test_a_file_goes_with_the_last_who_sent_it(
    tmp_path: Path,
    project: Path,
    senders: tuple[tuple[str, str], ...],
    erased: tuple[tuple[str, str], ...],
    is_joint: bool,
) -> None:
    folder = tmp_path / "private"
    for together in (senders,) if is_joint else ((one,) for one in senders):
        # Each comes on another day, to a store that was read anew.
        send(store_in(folder, project), *together)
    store = store_in(folder, project)
    before = store.backup()
    (first, _), (last, _) = erased
    mark = mark_of(store, first)
    assert store.erase(mark) == Erasure((), (DIGEST,))
    assert (folder / "files" / DIGEST).read_bytes() == b"form"
    assert not [word for word in (first, first.split()[0].lower()) if word.encode() in left_in(folder)]
    assert last.encode() in left_in(folder)
    # Neither brings back a backup from before who was erased, nor takes it away what the other sent.
    store = store_in(folder, project)
    assert store.restore(before) == 0
    assert first.encode() not in left_in(folder)
    assert store.erase(mark_of(store, last)) == Erasure((DIGEST,), ())
    assert not list((folder / "files").iterdir())
    assert store.restore(before) == 0
    assert not [word for word in (b"Doe", b"Roe", b"jane") if word in left_in(folder)]
    assert not list((folder / "files").iterdir())


@pytest.mark.parametrize("is_first", [True, False])
def test_what_an_organisation_sent_stays(tmp_path: Path, store: PrivateStore, is_first: bool) -> None:
    for contacts in ((), (JANE,)) if is_first else ((JANE,), ()):
        send(store, *contacts, name="form.xlsx")
    assert store.erase(mark_of(store, "Jane Doe")) == Erasure((), (DIGEST,))
    assert (tmp_path / "private/files" / DIGEST).exists()
    assert b"Jane" not in left_in(tmp_path / "private")


def test_two_who_add_the_same_file_at_once_both_stay(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    other = store_in(tmp_path / "private", project)
    send(store, JANE)
    send(other, JOHN)
    # The first does not know of the second either, when it erases.
    assert store.erase(mark_of(store, "Jane Doe")) == Erasure((), (DIGEST,))
    assert store.erase(mark_of(store, "John Roe")) == Erasure((DIGEST,), ())


def test_the_same_from_the_same_is_noted_once(store: PrivateStore) -> None:
    send(store, JANE)
    send(store, JANE, name="again.xlsx")
    assert store.files[DIGEST] == {
        "name": "Jane Doe.xlsx",
        "received": "2018-07-20",
        "contacts": [{"name": "Jane Doe", "email": "jane@example.org"}],
    }


def test_a_store_from_before_is_read(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    send(store, JANE)
    contacts = '[{"name": "Jane Doe", "email": ""}]'
    line = f'{{"id": "{DIGEST}", "name": "a.xlsx", "received": "2018-07-20", "contacts": {contacts}}}\n'
    (tmp_path / "private/files.jsonl").write_text(line, encoding="utf-8")
    again = store_in(tmp_path / "private", project)
    send(again, JOHN)
    assert again.erase(mark_of(again, "Jane Doe")) == Erasure((), (DIGEST,))
    assert again.erase(mark_of(again, "John Roe")) == Erasure((DIGEST,), ())


def test_a_backup_adds_who_else_sent_a_file(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    send(store, JANE)
    early = store.backup()
    send(store, JOHN)
    late = store.backup()
    fresh = store_in(tmp_path / "fresh", project)
    assert fresh.restore(early) == 1
    assert fresh.restore(late) == 1
    assert fresh.files == store.files
    assert fresh.erase(mark_of(fresh, "Jane Doe")) == Erasure((), (DIGEST,))


def test_a_backup_brings_no_file_of_who_was_erased(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    store.pseudonym("Jane Doe")
    store.save()
    early = store.backup()
    send(store, JANE)
    late = store.backup()
    fresh = store_in(tmp_path / "fresh", project)
    fresh.restore(early)
    fresh.erase(mark_of(fresh, "Jane Doe"))
    assert fresh.restore(late) == 0
    assert not [word for word in (b"Jane", b"form") if word in left_in(tmp_path / "fresh")]


def test_what_cannot_be_noted_is_not_kept(
    tmp_path: Path, project: Path, store: PrivateStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = store_in(tmp_path / "private", project)
    with pytest.raises(UnicodeEncodeError):
        send(other, ("J\udcff", ""), name="form.xlsx")
    assert not list((tmp_path / "private/files").iterdir())
    store.add_file(DIGEST, "bad\udcff.xlsx", b"form", (JANE,), "2018-07-20")
    monkeypatch.setattr("living_guidance.exchange.comments.private._FILES", "no/such/folder")
    with pytest.raises(OSError, match="folder"):
        store.save()
    assert not list((tmp_path / "private/files").iterdir())
    monkeypatch.undo()
    store.save()
    assert store.files[DIGEST]["name"] == "bad?.xlsx"
    assert (tmp_path / "private/files" / DIGEST).read_bytes() == b"form"


def test_an_old_backup_does_not_undo_an_erasure(tmp_path: Path, store: PrivateStore) -> None:
    store.add_file("0" * 12, "jane.xlsx", b"by Jane Doe", (("Jane Doe", ""),), "2018-07-20")
    store.save()
    before = store.backup()
    (mark,) = store.find("Jane Doe")
    store.erase(mark)
    assert store.restore(before) == 0
    assert store.known == {}
    assert not list((tmp_path / "private" / "files").iterdir())
    assert store.pseudonym("Jane Doe") == mark
    assert store.known == {mark: {"name": "Jane Doe"}}


def test_a_backup_is_the_whole_store(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    mark = store.pseudonym("Jane Doe", "jane@example.org")
    store.add_file("0" * 12, "jane.xlsx", b"content", (), "2018-07-20")
    store.save()
    content = store.backup()
    fresh = store_in(tmp_path / "fresh", project)
    assert fresh.restore(content) == 1
    again = store_in(tmp_path / "fresh", project)
    assert (again.persons, again.files, again.secret) == (store.persons, store.files, store.secret)
    assert again.pseudonym("Jane Doe") == mark
    assert (tmp_path / "fresh" / "files" / ("0" * 12)).read_bytes() == b"content"
    assert again.restore(content) == 0


def test_the_backup_of_another_store_is_not_mixed_in(tmp_path: Path, project: Path, store: PrivateStore) -> None:
    store.pseudonym("Jane Doe")
    store.save()
    other = store_in(tmp_path / "other", project)
    other.pseudonym("John Roe")
    other.save()
    with pytest.raises(PrivateStoreError, match="other-store"):
        other.restore(store.backup())
    assert [person["name"] for person in other.persons.values()] == ["John Roe"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive"])
def test_what_is_no_backup_is_refused(content: bytes, store: PrivateStore) -> None:
    with pytest.raises(PrivateStoreError, match="no-backup"):
        store.restore(content)


def test_a_folder_inside_the_project_is_refused(project: Path) -> None:
    with pytest.raises(PrivateStoreError, match="inside"):
        open_store({VARIABLE: str(project / "private")}, project)


def test_somebody_elses_folder_is_refused(tmp_path: Path, project: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "one.jpg").write_bytes(b"")
    with pytest.raises(PrivateStoreError, match="no-store"):
        open_store({VARIABLE: str(tmp_path / "photos")}, project)
