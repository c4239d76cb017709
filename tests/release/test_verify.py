"""Whatever is done to a release, its verification names the file."""

import json
import os
import random
import re
import shutil
import stat
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from living_guidance.cli import main
from living_guidance.model.release import RECORD, SUMS
from living_guidance.release.contents import DamagedError, archive_contents, folder_contents
from living_guidance.release.folders import read_folder
from living_guidance.release.verify import Finding, Harm, verify
from tests.counts import cases, fresh_random
from tests.release.test_pack import forge, steps

FLIPS, MUTATIONS = 1000, 200


@pytest.fixture
def release(tmp_path: Path) -> Path:
    steps(tmp_path)
    return tmp_path / "cop-1"


def findings(release: Path) -> list[Finding]:
    _, found = verify(folder_contents(release))
    return found


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def test_a_release_that_was_left_alone_is_whole(release: Path) -> None:
    record, found = verify(folder_contents(release))
    assert found == []
    assert record
    assert record.id == "cop-1"
    assert verify(archive_contents(release.with_name("cop-1.zip"))) == (record, [])


def test_every_flipped_bit_is_found_in_a_folder(release: Path) -> None:
    chance = fresh_random()
    files = read_folder(release)
    for _ in range(cases(FLIPS)):
        path = chance.choice(sorted(files))
        flip(release / path, chance)
        found = {(one.path, one.harm) for one in findings(release)}
        assert (path, Harm.CHANGED) in found
        # The record and the list vouch for each other; no other file comes under suspicion.
        assert found <= {(path, Harm.CHANGED), (RECORD, Harm.CHANGED), (SUMS, Harm.CHANGED)}
        (release / path).write_bytes(files[path])
    assert findings(release) == []


def test_every_flipped_bit_is_found_in_an_archive(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = fresh_random()
    archive = release.with_name("cop-1.zip")
    content = archive.read_bytes()
    for _ in range(cases(FLIPS)):
        flip(archive, chance)
        with pytest.raises(SystemExit) as ended:
            main(["release", "verify", str(archive)])
        assert ended.value.code == 1
        assert "cop-1.zip" in "".join(capsys.readouterr())
        archive.write_bytes(content)


def mutate(release: Path, chance: random.Random) -> Finding:
    """Do something to a file, and tell what is to be found."""
    path = chance.choice(sorted(path for path in read_folder(release) if path not in (RECORD, SUMS)))
    place = release / path
    other = f"{chance.choice(['', 'new/', 'site/'])}{chance.randrange(1000)}.html"
    match chance.choice(["cut", "grow", "delete", "rename", "add", "copy", "empty", "link", "swap case"]):
        case "cut":
            place.write_bytes(place.read_bytes()[:-1])
        case "grow":
            place.write_bytes(place.read_bytes() + b"\0")
        case "delete":
            place.unlink()
            return Finding(path, Harm.MISSING)
        case "rename":
            (release / other).parent.mkdir(exist_ok=True)
            place.rename(release / other)
            return Finding(path, Harm.RENAMED, other)
        case "swap case":
            place.rename(place.with_name(place.name.upper() + "x"))
            return Finding(path, Harm.RENAMED, str(place.with_name(place.name.upper() + "x").relative_to(release)))
        case "add":
            (release / other).parent.mkdir(exist_ok=True)
            (release / other).write_bytes(b"new")
            return Finding(other, Harm.EXTRA)
        case "copy":
            (release / other).parent.mkdir(exist_ok=True)
            shutil.copy(place, release / other)
            return Finding(other, Harm.EXTRA)
        case "empty":
            place.write_bytes(b"")
        case "link":
            target = place.with_name("elsewhere")
            shutil.copy(place, release.with_name("elsewhere"))
            place.unlink()
            place.symlink_to(release.with_name(target.name))
    return Finding(path, Harm.CHANGED)


def test_every_mutation_is_named(release: Path) -> None:
    chance = fresh_random()
    kept = release.with_name("kept")
    shutil.copytree(release, kept)
    for _ in range(cases(MUTATIONS)):
        expected = mutate(release, chance)
        assert findings(release) == [expected]
        shutil.rmtree(release)
        shutil.copytree(kept, release)


@pytest.mark.parametrize("name", [RECORD, SUMS])
def test_the_proof_itself_may_be_missing(release: Path, name: str) -> None:
    (release / name).unlink()
    assert findings(release) == [Finding(name, Harm.MISSING)]


def test_one_who_writes_the_record_and_the_list_anew_is_not_caught_by_them(release: Path) -> None:
    """What only a signature, or building the site again, can tell."""
    (release / "README.md").write_text("forged", encoding="utf-8")
    forge(release)
    assert findings(release) == []


def test_an_archive_that_did_not_arrive_whole_is_told(release: Path) -> None:
    archive = release.with_name("cop-1.zip")
    content = archive.read_bytes()
    for size in (0, 10, len(content) // 2, len(content) - 1):
        archive.write_bytes(content[:size])
        with pytest.raises(DamagedError):
            archive_contents(archive)


def test_what_stands_in_front_of_an_archive_is_not_passed_over(release: Path) -> None:
    archive = release.with_name("cop-1.zip")
    archive.write_bytes(b"#!/bin/sh\necho hello\n" + archive.read_bytes())
    with pytest.raises(DamagedError):
        archive_contents(archive)


def test_a_folder_in_an_archive_that_holds_something_is_not_passed_over(release: Path) -> None:
    archive = release.with_name("cop-1.zip")
    with ZipFile(archive, "a") as zipped:
        zipped.writestr("cop-1/evil/", b"payload")
    _, found = verify(archive_contents(archive))
    assert found == [Finding("evil/", Harm.EXTRA)]


def add_to_all(release: Path, path: str, content: bytes = b"payload", mode: int = 0) -> Path:
    """An archive whose maker has listed a file of any name and kind, as one who means to deceive."""
    (release / "README.md").write_bytes(content)
    forge(release)
    files = {
        name: content.replace(b"README.md", path.replace("\\", "\\\\").encode() if name == RECORD else path.encode())
        for name, content in read_folder(release).items()
    }
    digest = sha256(files[RECORD]).hexdigest()
    lines = [line for line in files[SUMS].decode().splitlines() if not line.endswith(f"  {RECORD}")]
    listed = sorted((*(line.split("  ")[::-1] for line in lines), [RECORD, digest]))
    files[SUMS] = "".join(f"{found}  {name}\n" for name, found in listed).encode()
    archive = release.with_name("cop-1.zip")
    with ZipFile(archive, "w") as zipped:
        for name, found in files.items():
            entry = ZipInfo(f"cop-1/{path if name == 'README.md' else name}")
            entry.create_system, entry.external_attr = 3, (mode if name == "README.md" else 0) << 16
            zipped.writestr(entry, found)
    return archive


@pytest.mark.parametrize("path", ["../../evil", "site/../../../evil", "/etc/evil", "..\\evil"])
def test_a_file_that_would_come_to_stand_elsewhere_is_none_of_a_release(release: Path, path: str) -> None:
    record, found = verify(archive_contents(add_to_all(release, path)))
    assert record
    assert path in [one.path for one in record.files]
    assert sorted(found) == sorted([Finding(f"cop-1/{path}", Harm.EXTRA), Finding(path, Harm.MISSING)])


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_what_would_become_no_plain_file_is_none_of_a_release(release: Path, kind: int) -> None:
    record, found = verify(archive_contents(add_to_all(release, "passwords", b"/etc/passwd", kind | 0o777)))
    assert record
    assert found == [Finding("passwords", Harm.CHANGED)]


def test_an_encrypted_archive_cannot_be_opened(release: Path) -> None:
    archive = release.with_name("cop-1.zip")
    content = bytearray(archive.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        for found in re.finditer(mark, bytes(content)):
            content[found.start() + place] |= 1
    archive.write_bytes(content)
    with pytest.raises(DamagedError):
        archive_contents(archive)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DamagedError):
        archive_contents(tmp_path / "pipe")


@pytest.mark.parametrize("form", ["{digest}  cop-1.zip\r\n", "{digest} *cop-1.zip\n", "{digest}  /srv/cop-1.zip\n"])
def test_the_digest_beside_an_archive_may_be_written_by_another_program(release: Path, form: str) -> None:
    archive = release.with_name("cop-1.zip")
    proof = archive.with_name("cop-1.zip.sha256")
    proof.write_text(form.format(digest=proof.read_text(encoding="utf-8").split()[0]), encoding="utf-8", newline="")
    with pytest.raises(SystemExit) as ended:
        main(["release", "verify", str(archive)])
    assert ended.value.code == 0


def later(release: Path) -> None:
    """Make the release one of a program to come: other fields, and a list of digests like ours."""
    record = json.loads((release / RECORD).read_text(encoding="utf-8"))
    content = json.dumps(record | {"format": "2", "seals": ["of wax"]}).encode()
    (release / RECORD).write_bytes(content)
    listed = (release / SUMS).read_text(encoding="utf-8")
    digest = next(line for line in listed.splitlines() if line.endswith(RECORD))
    listed = listed.replace(digest, f"{sha256(content).hexdigest()}  {RECORD}")
    (release / SUMS).write_text(listed, encoding="utf-8")


def verified(path: Path, capsys: pytest.CaptureFixture[str], command: str = "verify") -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["release", command, str(path)])
    said = capsys.readouterr()
    return ended.value.code, said.out, said.err


def test_a_release_of_a_later_program_is_told_as_such(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later(release)
    beginning = (
        f"{release} was made by a later version of this program: its format is 2, and this version reads format 1. "
    )
    assert findings(release) == []
    assert verified(release, capsys) == (
        1,
        "",
        f"{beginning}Its files are as SHA256SUMS says, release.json among them; more cannot be told here. "
        "To prove the rest, use that version of the program, or a newer one. "
        "Without any, “sha256sum -c SHA256SUMS” in its folder tells the same.\n",
    )
    (release / "README.md").write_text("changed", encoding="utf-8")
    assert verified(release, capsys) == (
        1,
        "file       what was found\nREADME.md  changed\n",
        f"{beginning}Its files are not all as SHA256SUMS says, so that it is not as it was made. "
        "To learn more, use that version of the program, or a newer one. "
        "Without any, “sha256sum -c SHA256SUMS” in its folder names what was changed or is missing.\n",
    )


def test_a_release_of_a_later_program_is_not_published(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later(release)
    files = {f"cop-1/{path}": content for path, content in read_folder(release).items()}
    archive = release.with_name("cop-1.zip")
    with ZipFile(archive, "w") as zipped:
        for path, content in files.items():
            zipped.writestr(path, content)
    archive.with_name("cop-1.zip.sha256").unlink()
    told = verified(archive, capsys)
    assert told[2].startswith(f"{archive} was made by a later version of this program")
    assert verified(archive, capsys, "publish") == told


def test_a_record_that_only_claims_to_be_later_was_changed(release: Path) -> None:
    record = release / RECORD
    record.write_text(record.read_text(encoding="utf-8").replace('"format": "1"', '"format": "2"'), encoding="utf-8")
    assert findings(release) == [Finding(RECORD, Harm.CHANGED)]
