"""Names and addresses stand in the private store and nowhere else; erasing one touches no record."""

import stat
from pathlib import Path

import pytest

from living_guidance.exchange.comments.private import VARIABLE, PrivateStore, PrivateStoreError, open_store


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
    assert store.erase(mark) == ("0" * 12,)
    left = b"".join(path.read_bytes() for path in (tmp_path / "private").rglob("*") if path.is_file())
    assert not [word for word in (b"Jane", b"jane") if word in left]
    assert b"John Roe" in left
    assert list(store.known) == [other]


def test_somebody_who_spoke_for_others_can_be_erased_too(tmp_path: Path, store: PrivateStore) -> None:
    store.add_file("0" * 12, "party-a.xlsx", b"by Jane Doe", (("Jane Doe", "jane@example.org"),), "2018-07-20")
    store.save()
    (mark,) = store.find("Jane Doe")
    assert store.erase(mark) == ("0" * 12,)
    assert not list((tmp_path / "private" / "files").iterdir())


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
