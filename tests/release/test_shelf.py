"""Releases on a published site: copied as they are, kept by later builds, and taken back in one step."""

import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from living_guidance.release.contents import archive_contents
from living_guidance.release.folders import read_folder, write_folder
from living_guidance.release.pack import TakenError, pack
from living_guidance.release.publish import NothingBeforeError, roll_back, staging, versions_folder
from living_guidance.release.shelf import publish_releases
from living_guidance.release.shelf_list import is_list
from living_guidance.release.verify import verify
from tests.counts import cases, fresh_random
from tests.faults import ERRORS, fail_at, kill_at, steps_of, writes_of
from tests.release.test_pack import Builder, parts_of, steps
from tests.site.sites import GUIDANCE, MKDOCS, make_project, run, tree

pytestmark = pytest.mark.site
PAGES = {"index.html": b"today", "sitemap.xml": b"map"}


def build(site: Path, text: bytes = b"today") -> None:
    """What a build does with a site."""
    with staging(site) as stage:
        write_folder(PAGES | {"index.html": text}, stage)


BUILD = """
from pathlib import Path
from living_guidance.release.folders import write_folder
from living_guidance.release.publish import staging

with staging(Path(arguments[0])) as stage:
    write_folder({"index.html": b"new", "sitemap.xml": b"map"}, stage)
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    steps(tmp_path / "packed")
    return tmp_path / "packed" / "cop-1.zip"


def put(site: Path, archive: Path) -> list[str]:
    record, found = verify(archive_contents(archive))
    assert record
    assert found == []
    return publish_releases(site, {archive: record}, lambda _: None)


def test_a_release_stands_beside_the_site_as_it_was_packed(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    assert put(site, archive) == ["cop-1"]
    packed = read_folder(archive.with_name("cop-1"))
    expected = {f"cop-1/{path.removeprefix('site/')}": packed[path] for path in packed if path.startswith("site/")}
    expected |= {"cop-1/release.json": packed["release.json"]}
    expected |= {name: archive.with_name(name).read_bytes() for name in ("cop-1.zip", "cop-1.zip.sha256")}
    assert read_folder(site) == PAGES | {f"releases/{path}": content for path, content in expected.items()}


def test_once_more_changes_nothing_and_another_one_is_refused(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    put(site, archive)
    before, version = tree(site), site.resolve()
    assert put(site, archive) == []
    steps(tmp_path / "other", "another text")
    with pytest.raises(TakenError):
        put(site, tmp_path / "other" / "cop-1.zip")
    assert (tree(site), site.resolve()) == (before, version)


def test_later_builds_keep_what_was_released(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    put(site, archive)
    kept = read_folder(site / "releases")
    for text in (b"tomorrow", b"the day after"):
        build(site, text)
        assert read_folder(site / "releases") == kept
        assert (site / "index.html").read_bytes() == text


def test_a_real_build_keeps_them_too(tmp_path: Path, archive: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run(GUIDANCE, "-C", project, "build", "--quiet").returncode == 0
    before = tree(project / "site")
    assert put(project / "site", archive) == ["cop-1"]
    assert run(GUIDANCE, "-C", project, "build", "--quiet").returncode == 0
    after = tree(project / "site")
    lists = {path for path in before if is_list(path)}
    assert lists == {"releases/releases.json", *(f"{code}releases/index.html" for code in ("", "zh/", "ar/"))}
    assert {path for path in after if path not in before} | lists & {
        "releases/releases.json",
        "releases/index.html",
    } == {f"releases/{path}" for path in read_folder(project / "site" / "releases")}
    assert {path: after[path] for path in before if path not in lists} == {
        path: before[path] for path in before if path not in lists
    }


def test_mkdocs_alone_does_not_empty_it_of_releases(tmp_path: Path, archive: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run(GUIDANCE, "-C", project, "build", "--quiet").returncode == 0
    assert put(project / "site", archive) == ["cop-1"]
    before = read_folder(project / "site")
    told = run(MKDOCS, "build", "--quiet", cwd=project)
    assert (told.returncode, told.stderr.count("cop-1"), "Traceback" in told.stderr) == (1, 1, False)
    assert read_folder(project / "site") == before
    assert run(MKDOCS, "build", "--quiet", "--site-dir", "other", cwd=project).returncode == 0


def listed(site: Path) -> list[str]:
    """The releases that a site says are on it, by the list for programs; its pages must say the same."""
    ids = [
        one["id"] for one in json.loads((site / "releases" / "releases.json").read_text(encoding="utf-8"))["releases"]
    ]
    for prefix in ("", "zh/", "ar/"):
        page = (site / prefix / "releases" / "index.html").read_text(encoding="utf-8")
        assert re.findall(r'<li id="([^⟦"]+)">\s*<h2>', page) == ids
    return ids


def test_the_list_says_what_stands_there(tmp_path: Path, archive: Path) -> None:
    """After each build, each publication, and each way back and forth."""
    project = make_project(tmp_path / "project")
    site = project / "site"
    assert run(GUIDANCE, "-C", project, "build", "--quiet").returncode == 0
    fresh = read_folder(site)
    assert listed(site) == []
    put(site, archive)
    assert listed(site) == ["cop-1"]
    roll_back(site)
    assert read_folder(site) == fresh, "what is shared between versions was not written to"
    roll_back(site)
    parts = parts_of()
    later = replace(parts, record=parts.record.model_copy(update={"id": "cop-2", "date": date(2006, 5, 6)}))
    put(site, pack(later, tmp_path / "packed", Builder(), lambda _: None).archive)
    assert listed(site) == ["cop-2", "cop-1"]
    published = read_folder(site)
    assert run(GUIDANCE, "-C", project, "build", "--quiet").returncode == 0
    assert listed(site) == ["cop-2", "cop-1"]
    assert read_folder(site) == published
    # A release that lost its archive cannot be proved any more, and is not offered.
    (site / "releases" / "cop-2.zip").unlink()
    assert run(GUIDANCE, "-C", project, "build", "--quiet").returncode == 0
    assert listed(site) == ["cop-1"]


def test_going_back_and_forth(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    with pytest.raises(NothingBeforeError):
        roll_back(site)
    build(site)
    with pytest.raises(NothingBeforeError):
        roll_back(site)
    put(site, archive)
    published = tree(site)
    roll_back(site)
    assert read_folder(site) == PAGES
    roll_back(site)
    assert tree(site) == published


def test_back_is_to_what_readers_met_last(tmp_path: Path) -> None:
    """Not to what they were led back from before, nor to what a killed publisher had got ready."""
    site = tmp_path / "site"
    for text in (b"first", b"mistaken"):
        build(site, text)
    roll_back(site)
    build(site, b"second")
    roll_back(site)
    assert (site / "index.html").read_bytes() == b"first"
    roll_back(site)
    whole = tmp_path / "whole" / "site"
    whole.parent.mkdir()
    build(whole)
    for fatal in range(1, steps_of(whole.parent, whole, work=BUILD) + 1):
        kill_at(fatal, site.parent, site, work=BUILD)
        is_new = (site / "index.html").read_bytes() == b"new"
        roll_back(site)
        assert (site / "index.html").read_bytes() == (b"second" if is_new else b"first"), fatal
        for text in (b"first", b"second"):
            build(site, text)


@pytest.mark.parametrize("is_back", [False, True], ids=["publish", "roll back"])
def test_a_kill_at_any_step_leaves_the_site_whole(tmp_path: Path, archive: Path, is_back: bool) -> None:
    def prepare(name: str) -> Path:
        site = tmp_path / name / "site"
        site.parent.mkdir()
        build(site)
        if is_back:
            put(site, archive)
        return site

    command = ("release", "publish", "--roll-back" if is_back else archive, "--to")
    whole = prepare("whole")
    old = read_folder(whole)
    count = steps_of(whole.parent, *command, whole)
    new = read_folder(whole)
    assert old != new
    for fatal in range(1, count + 1, max(1, count // 25)):
        site = prepare(str(fatal))
        kill_at(fatal, site.parent, *command, site)
        assert read_folder(site) in (old, new), fatal
        build(site)
        assert list(versions_folder(site).glob("stage-*")) == []


def guidance(*arguments: str | Path) -> tuple[int, str, str]:
    done = run(GUIDANCE, "release", "publish", *map(str, arguments))
    return done.returncode, done.stdout, done.stderr


def test_what_a_person_is_told(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    assert guidance(archive, "--to", site) == (
        1,
        "",
        f"There is no site at {site} yet. Build it first: guidance build --to {site}\n",
    )
    build(site)
    place = site / "releases" / "cop-1"
    assert guidance(archive, "--to", site, "--dry-run") == (0, f"Would be published: cop-1 at {place}\n", "")
    assert not place.exists()
    assert guidance(archive, "--to", site) == (0, f"Published: cop-1 at {place}\n", "Copying cop-1 …\n")
    assert guidance(archive, "--to", site) == (0, f"cop-1 is at {place} already; nothing was changed.\n", "")
    assert guidance("--roll-back", "--to", site) == (
        0,
        f"The version before is at {site} again. Once more --roll-back undoes this.\n"
        f"What was released with the later version went with it and is not on {site} now: cop-1\n",
        "",
    )
    assert not place.exists()
    assert guidance(archive, "--roll-back", "--to", site)[0] == 2
    assert guidance("--to", site)[0] == 2
    with staging(site) as stage:
        write_folder(PAGES, stage)
        assert guidance(archive, "--to", site) == (
            1,
            "",
            f"Somebody else is publishing to {site} right now. Wait until it is done, then try again.\n",
        )


def test_what_is_never_published(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    before = tree(site)
    content = archive.read_bytes()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("years of work")
    code, _, said = guidance(archive, "--to", tmp_path / "mine")
    assert (code, "holds something that is no site" in said) == (1, True)
    cut = tmp_path / "cop-1.zip"
    cut.write_bytes(content[: len(content) // 2])
    code, _, said = guidance(cut, "--to", site)
    assert (code, "did not arrive whole" in said) == (1, True)
    position = content.index(b"PK\x03\x04", 1) - 8
    cut.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])
    code, _, said = guidance(cut, "--to", site)
    assert (code, "no whole release" in said) == (1, True)
    other = tmp_path / "cop-2.zip"
    other.write_bytes(content)
    assert guidance(other, "--to", site) == (1, "", f"{other} is the release cop-1.zip; give the file its name back.\n")
    parts = parts_of()
    trial = replace(parts, record=parts.record.model_copy(update={"trial": True}))
    packed = pack(trial, tmp_path / "trial", Builder(), lambda _: None)
    code, _, said = guidance(packed.archive, "--to", site)
    assert (code, said) == (1, "cop-1 is a trial, packed with conditions open, and is not published.\n")
    assert tree(site) == before
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["thesis.docx"]


def test_two_of_one_name_are_never_published_together(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    steps(tmp_path / "other", "another text")
    other = tmp_path / "other" / "cop-1.zip"
    before = tree(site)
    for more in ((), ("--dry-run",)):
        code, out, said = guidance(archive, other, "--to", site, *more)
        assert (code, out, said.splitlines()[-1].startswith(f"{archive} is another release of that name.")) == (
            1,
            "",
            True,
        )
    assert tree(site) == before
    (tmp_path / "copy").mkdir()
    copy = tmp_path / "copy" / "cop-1.zip"
    copy.write_bytes(archive.read_bytes())
    assert guidance(archive, copy, "--to", site)[:2] == (0, f"Published: cop-1 at {site / 'releases/cop-1'}\n")


def test_a_dry_run_tells_what_would_happen(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    put(site, archive)
    known = f"cop-1 is at {site / 'releases/cop-1'} already; nothing was changed.\n"
    assert guidance(archive, "--to", site, "--dry-run") == (0, known, "")
    steps(tmp_path / "other", "another text")
    code, _, said = guidance(tmp_path / "other" / "cop-1.zip", "--to", site, "--dry-run")
    assert (code, "another release of that name" in said) == (1, True)


@pytest.mark.parametrize("name", ["releases/cop-1", "releases/cop-1.zip"])
@pytest.mark.parametrize("is_folder", [True, False])
def test_nothing_that_stands_in_its_place_is_written_over(
    tmp_path: Path, archive: Path, name: str, is_folder: bool
) -> None:
    site = tmp_path / "site"
    with staging(site) as stage:
        write_folder(PAGES | {f"{name}/index.html" if is_folder else name: b"mine"}, stage)
    before = tree(site)
    with pytest.raises(TakenError):
        put(site, archive)
    assert tree(site) == before


def test_a_version_is_not_taken_for_a_site(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    before = tree(tmp_path)
    done = run(GUIDANCE, "release", "publish", archive, "--to", ".", cwd=site)
    assert (done.returncode, "holds something that is no site" in done.stderr) == (1, True)
    assert tree(tmp_path) == before


def test_an_error_of_the_disk_is_one_line_and_the_site_stays(tmp_path: Path, archive: Path) -> None:
    site = tmp_path / "site"
    build(site)
    place = versions_folder(site)
    whole = tmp_path / "whole"
    build(whole)
    command = ("release", "publish", archive, "--to")
    count = writes_of(versions_folder(whole), *command, whole)
    assert count > 10
    before, chance = tree(site), fresh_random()
    for _ in range(cases(50)):
        number = chance.choice(ERRORS)
        failed = fail_at(chance.randint(1, count), number, place, *command, site)
        assert (failed.returncode, failed.stdout) == (3, "")
        path, _, reason = failed.stderr.splitlines()[-1].partition(": ")
        assert path.startswith(str(place))
        assert reason == os.strerror(number)
        assert tree(site) == before
    assert list(versions_folder(site).glob("stage-*")) == []
