"""A release: packed anywhere it is the same, it opens anywhere, and strangers can prove it and make it again."""

import json
import shutil
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest

from living_guidance.cli import main
from living_guidance.model.release import RECORD, SUMS, ReleaseRecord, Source
from living_guidance.model.vocabulary import Audience, SnapshotType
from living_guidance.release.contents import archive_contents
from living_guidance.release.folders import read_folder, write_folder
from living_guidance.release.listing import listed, sums
from living_guidance.release.pack import NoSiteError, Parts, TakenError, pack
from living_guidance.release.publish import BusyError
from living_guidance.release.verify import read_release, verify
from tests.release.conftest import commit, copy_example, pack_release
from tests.release.freezing import TITLE
from tests.release.released import PLATING, ROUND, UNTRANSLATED, make_released
from tests.site.sites import GUIDANCE, run

pytestmark = pytest.mark.site


def differing(one: Path, other: Path) -> list[str]:
    """The files that differ between two folders."""
    first, second = read_folder(one), read_folder(other)
    return [path for path in sorted({*first, *second}) if first.get(path) != second.get(path)]


def forge(release: Path) -> None:
    """Write the digests of what is in a release now, as one who means to deceive."""
    files = {path: content for path, content in read_folder(release).items() if path not in (RECORD, SUMS)}
    record = read_release((release / RECORD).read_bytes())
    assert record
    record = record.model_copy(update={"files": listed(files, ("en", "zh"))})
    files[RECORD] = f"{record.model_dump_json(indent=1, exclude_none=True)}\n".encode()
    files[SUMS] = sums((path, sha256(content).hexdigest()) for path, content in files.items()).encode()
    write_folder(files, release)


def test_nothing_around_the_project_shows_in_a_release(cop_9: Path, tmp_path: Path) -> None:
    """Another folder, time zone, locale, language, hash seed, umask and day of the clock."""
    project = commit(make_released(tmp_path / "指 南" / "project"))
    to = tmp_path / "out"
    command = f'umask 077 && exec "{GUIDANCE}" -C "{project}" release pack cop-9 --to "{to}"'
    surroundings = {
        "TZ": "America/Adak",
        "LC_ALL": "zh_CN.UTF-8",
        "GUIDANCE_LANGUAGE": "zh",
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    packed = run("sh", "-c", command, cwd=tmp_path, **surroundings)
    assert packed.returncode == 0, packed.stderr
    assert differing(cop_9, to / "cop-9") == []
    for name in ("cop-9.zip", "cop-9.zip.sha256"):
        assert (to / name).read_bytes() == cop_9.with_name(name).read_bytes()


def test_the_record_names_the_meeting_in_words(cop_9: Path) -> None:
    record = read_release((cop_9 / RECORD).read_bytes())
    assert record
    assert record.meeting == "sc-cop-8"
    assert record.meeting_name
    assert record.meeting_name.get("zh") == "第八次会议"


def test_a_stranger_needs_no_tool_of_ours(cop_9: Path, tmp_path: Path) -> None:
    for name in ("cop-9.zip", "cop-9.zip.sha256"):
        shutil.copy(cop_9.with_name(name), tmp_path)
    command = "sha256sum -c cop-9.zip.sha256 && unzip -q cop-9.zip && cd cop-9 && sha256sum -c --quiet SHA256SUMS"
    proved = run("env", "-i", "PATH=/usr/bin:/bin", "sh", "-c", command, cwd=tmp_path)
    assert (proved.returncode, proved.stdout, proved.stderr) == (0, "cop-9.zip: OK\n", "")
    assert differing(cop_9, tmp_path / "cop-9") == []


def test_it_is_made_again_from_what_is_in_it(cop_9: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (cop_9, cop_9.with_name("cop-9.zip")):
        with pytest.raises(SystemExit) as ended:
            main(["release", "verify", str(path), "--rebuild"])
        assert ended.value.code == 0
        assert "the same byte for byte" in capsys.readouterr().out
    other = tmp_path / "cop-9"
    shutil.copytree(cop_9, other)
    text = other / "sources" / "docs" / "about.md"
    text.write_text(text.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    forge(other)
    with pytest.raises(SystemExit) as ended:
        main(["release", "verify", str(other), "--rebuild"])
    assert ended.value.code == 1
    assert "site/about/index.html" in capsys.readouterr().out


def test_the_record_tells_what_a_release_is(cop_9: Path) -> None:
    told = json.loads((cop_9 / "release.json").read_text(encoding="utf-8"))
    assert (told["id"], told["type"], told["date"], told["previous"]) == ("cop-9", "adopted", "2019-05-10", "cop-8")
    assert len(told["source"]["commit"]) == 40
    assert told["trial"] is False
    assert [one["condition"] for one in told["exceptions"]] == ["translations", "rounds", "decisions"]
    assert UNTRANSLATED in (cop_9 / "README.md").read_text(encoding="utf-8")
    assert told["comments"] == {ROUND: {"received": 2, "answered": 2, "dispositions": {"noted": 2}}}
    assert told["translations"] == {"zh": {"current": 7, "missing": 2}}
    assert told["tools"].keys() >= {"living-guidance", "python", "mkdocs", "mkdocs-material"}
    assert told["licence"] == {"texts": "LICENSE-CONTENT", "software": "LICENSE"}
    files = {one["path"]: one for one in told["files"]}
    assert files.keys() | {"release.json", "SHA256SUMS"} == read_folder(cop_9).keys()
    kinds = {
        path: (files[path]["media_type"], files[path].get("language"))
        for path in (
            "site/index.html",
            "site/zh/index.html",
            "sources/mkdocs.yml",
            f"sources/guidance/{PLATING}.md",
            f"sources/translations/zh/{PLATING}.po",
            f"sources/guidance/snapshots/cop-9/{PLATING}.zh.md",
        )
    }
    assert kinds == {
        "site/index.html": ("text/html", "en"),
        "site/zh/index.html": ("text/html", "zh"),
        "sources/mkdocs.yml": ("application/yaml", None),
        f"sources/guidance/{PLATING}.md": ("text/markdown", None),
        f"sources/translations/zh/{PLATING}.po": ("text/x-gettext-translation", "zh"),
        f"sources/guidance/snapshots/cop-9/{PLATING}.zh.md": ("text/markdown", "zh"),
    }
    names = {path.name for path in (cop_9 / "changes").iterdir()}
    assert names == {f"cop-8-to-cop-9.{code}.{form}" for code in ("en", "zh") for form in ("html", "json")}


# ---- The example


class Links(HTMLParser):
    """The links of a page, and what can be linked to in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids |= {value for name in ("id", "name") if (value := found.get(name))}
        self.links += [value for name in ("href", "src") if (value := found.get(name))]


def broken_links(site: Path) -> list[tuple[str, str]]:
    """The links of each page that lead to no file of the site."""
    pages = {path: Links(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    broken = []
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            fragment = unquote(parts.fragment)
            if not target.is_file() or (fragment and target in pages and fragment not in pages[target].ids):
                broken.append((str(page.relative_to(site)), link))
    return broken


def test_the_example_is_released(tmp_path: Path) -> None:
    """The one test that reads the guidance of the repository: both of its releases are to be made of it."""
    project = copy_example(tmp_path / "project")
    for name in ("cop-8", "cop-9"):
        release = pack_release(project, name, tmp_path / "releases")
        assert verify(archive_contents(release.with_name(f"{name}.zip")))[1] == []
        assert broken_links(release / "site") == []
        day = json.loads((release / RECORD).read_text(encoding="utf-8"))["date"]
        checked = run(GUIDANCE, "-C", release / "sources", "check", "--date", day, cwd=tmp_path)
        assert checked.returncode == 0, checked.stdout


# ---- Step by step


def parts_of(text: str = "text") -> Parts:
    """A release of next to nothing."""
    record = ReleaseRecord(
        format="1",
        id="cop-1",
        type=SnapshotType.ADOPTED,
        audience=Audience.PUBLIC,
        date=date(2005, 5, 6),
        title=TITLE,
        chapters=(),
        source=Source(),
        tools={},
        files=(),
    )
    return Parts(record, {"mkdocs.yml": text.encode()}, {"README.md": b"read"}, "tools", ("en",), "")


class Builder:
    """Builds a site of one page, and may be broken off."""

    def __init__(self) -> None:
        self.built = 0
        self.is_broken = False

    def __call__(self, project: Path, site: Path) -> None:
        self.built += 1
        write_folder({"index.html": (project / "mkdocs.yml").read_bytes()}, site)
        if self.is_broken:
            raise KeyboardInterrupt


def steps(to: Path, text: str = "text", build: Builder | None = None, fail_at: str = "") -> list[str]:
    """The steps that are told while a release is packed."""
    told: list[str] = []

    def tell(step: str) -> None:
        told.append(step)
        if step == fail_at:
            raise KeyboardInterrupt

    pack(parts_of(text), to, build or Builder(), tell)
    return told


def test_what_is_packed(tmp_path: Path) -> None:
    assert steps(tmp_path) == ["sources", "site", "record", "archive"]
    expected = {"README.md", "SHA256SUMS", "release.json", "site/index.html", "sources/mkdocs.yml"}
    assert read_folder(tmp_path / "cop-1").keys() == expected
    with ZipFile(tmp_path / "cop-1.zip") as archive:
        assert archive.namelist() == sorted(f"cop-1/{path}" for path in expected)
        assert {entry.date_time for entry in archive.infolist()} == {(2005, 5, 6, 0, 0, 0)}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cop-1", "cop-1.zip", "cop-1.zip.sha256"]


@pytest.mark.parametrize("step", ["record", "archive"])
def test_a_run_that_was_broken_off_is_gone_on_with(step: str, tmp_path: Path) -> None:
    build = Builder()
    with pytest.raises(KeyboardInterrupt):
        steps(tmp_path, build=build, fail_at=step)
    steps(tmp_path, build=build)
    assert build.built == 1
    steps(tmp_path / "other")
    assert differing(tmp_path / "cop-1", tmp_path / "other" / "cop-1") == []


def test_no_release_is_packed_without_its_site(tmp_path: Path) -> None:
    with pytest.raises(NoSiteError):
        pack(parts_of(), tmp_path, lambda project, site: None, lambda step: None)
    assert not (tmp_path / "cop-1.zip").exists()


def test_half_a_site_is_built_again(tmp_path: Path) -> None:
    build = Builder()
    build.is_broken = True
    with pytest.raises(KeyboardInterrupt):
        steps(tmp_path, build=build)
    assert not (tmp_path / "cop-1").exists()
    build.is_broken = False
    steps(tmp_path, build=build)
    assert build.built == 2


def test_what_was_begun_from_other_texts_is_thrown_away(tmp_path: Path) -> None:
    build = Builder()
    with pytest.raises(KeyboardInterrupt):
        steps(tmp_path, "old", build, "record")
    steps(tmp_path, "new", build)
    assert build.built == 2
    assert (tmp_path / "cop-1" / "site" / "index.html").read_bytes() == b"new"


def test_of_two_who_pack_at_once_one_is_turned_away(tmp_path: Path) -> None:
    class Second(Builder):
        def __call__(self, project: Path, site: Path) -> None:
            super().__call__(project, site)
            with pytest.raises(BusyError):
                steps(tmp_path)

    steps(tmp_path, build=Second())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cop-1", "cop-1.zip", "cop-1.zip.sha256"]


def test_that_the_place_is_taken_is_told_before_the_site_is_built(tmp_path: Path) -> None:
    steps(tmp_path / "one")
    (tmp_path / "two" / "cop-1.zip").mkdir(parents=True)
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / "cop-1").write_text("mine")
    build = Builder()
    for place in ("one", "two", "three"):
        with pytest.raises(TakenError):
            steps(tmp_path / place, "other", build)
    assert build.built == 0


def test_a_release_is_never_replaced(tmp_path: Path) -> None:
    steps(tmp_path)
    before = read_folder(tmp_path)
    steps(tmp_path)
    assert read_folder(tmp_path) == before, "the same once more changes nothing"
    with pytest.raises(TakenError):
        steps(tmp_path, "other")
    assert read_folder(tmp_path / "cop-1") == {
        path.removeprefix("cop-1/"): content for path, content in before.items() if path.startswith("cop-1/")
    }
