"""What is frozen reads as the working text did, for ever, and depends on nothing but the corpus."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from living_guidance.load.corpus import load_corpus
from living_guidance.load.snapshots import load_snapshots, read_manifest
from living_guidance.model.corpus import Block, Corpus, Entry
from living_guidance.model.issue import Issue, Location
from living_guidance.model.snapshot import FOLDER, LEDGER, MANIFEST, Snapshot
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind, Fate, Freshness
from living_guidance.release.freeze import FrozenState, freeze
from living_guidance.text.blocks import read_blocks
from living_guidance.text.frozen import digest, frozen_text, ledger
from living_guidance.text.reading import read_text
from tests import corpora
from tests.counts import cases, fresh_random
from tests.load.projects import make_project
from tests.release.freezing import freeze_project, order, read, rewrite, update
from tests.site.sites import GUIDANCE, PROJECT, run, tree
from tests.site.sites import make_project as copy_project
from tests.text.documents import bodies

ROOT = Path(__file__).parents[2]


def snapshot_of(made: FrozenState) -> Snapshot:
    """The snapshot as it would be read again."""
    return Snapshot(made.record, {path: text for path, text in made.files.items() if path != MANIFEST})


def loaded(root: Path) -> Snapshot:
    """The one snapshot of a project, read from the disk."""
    issues: list[Issue] = []
    (found,) = load_snapshots(root, ("en", "zh", "ar"), issues).values()
    assert issues == []
    return found


# --- What is frozen is the text


@cache
def corpus_of(root: Path) -> Corpus:
    corpus = load_corpus(root).corpus
    assert corpus
    return corpus.readable


@cache
def frozen(root: Path) -> Snapshot:
    corpus = corpus_of(root)
    return snapshot_of(freeze(corpus, order(corpus, "frozen", "2100-01-01")))


def without_places(passage: Passage) -> Passage:
    """A passage without what tells where it is mended, or stood in the source; a row has its words from its cells."""
    block = replace(passage.block, start=0, end=0, line=0)
    if block.kind is BlockKind.ROW:
        block = replace(block, text="")
    return replace(passage, block=block, place=Location(""))


def places(text: Text) -> list[tuple[int, int]]:
    """Where each passage stands, but for those whose places mean nothing."""
    pairs = zip(text.passages, text.places, strict=True)
    return [place for passage, place in pairs if passage.block.kind not in (BlockKind.TITLE, BlockKind.ROW)]


def same(text: Text, other: Text) -> None:
    assert [without_places(one) for one in text.passages] == [without_places(one) for one in other.passages]
    assert (text.body, text.marked, places(text)) == (other.body, other.marked, places(other))
    assert (text.language, text.authority, text.coverage) == (other.language, other.authority, other.coverage)


# That the example's own texts are frozen as they stand holds whatever they say.
@pytest.mark.parametrize("root", [PROJECT, ROOT], ids=["site", "example"])
def test_a_frozen_text_is_the_working_text_passage_by_passage(root: Path) -> None:
    corpus, snapshot = corpus_of(root), frozen(root)
    documents = [key for document in corpus.documents for key in (one.key for one in corpus.chapters_of(document))]
    assert [f"{one.document}/{one.id}" for one in snapshot.record.chapters] == documents
    for key in documents:
        for code in corpus.settings.codes:
            same(frozen_text(snapshot, key, code), read_text(corpus.chapters[key], code))


@pytest.mark.parametrize("root", [PROJECT, ROOT], ids=["site", "example"])
def test_the_ledger_has_every_paragraph_with_its_digests(root: Path) -> None:
    corpus, snapshot = corpus_of(root), frozen(root)
    for key, entries in ledger(snapshot).items():
        for code in corpus.settings.codes:
            text = read_text(corpus.chapters[key], code)
            assert [entry.id for entry in entries if entry.digest] == [one.block.id for one in text.passages]
            assert [entry.digest[code] for entry in entries if entry.digest] == [
                digest(one.text) for one in text.passages
            ]


TARGETS = st.one_of(
    st.sampled_from(
        ["译文。", "# 不是标题", "见[链接](x.md)。", "- 不是列表", "a\u2028b\u0085c", "两行\n第二行", "", "| 竖线"]
    ),
    st.text(st.sampled_from("#-*+>|`~:!?=[]{}()<&\\_\"'1. \n汉字。“”ab\u2028"), max_size=30),
)


@given(bodies(faults=2), st.data())
@settings(max_examples=cases(1000), deadline=None)
def test_any_text_reads_the_same_when_it_is_frozen(body: str, data: st.DataObject) -> None:
    sources = [block.text for block in read_blocks(body).blocks]
    targets = {text: data.draw(TARGETS) for text in sources if data.draw(st.booleans())}
    chapter = corpora.chapter(body, {"zh": targets}, summary="In short: “a” --- # b\u2028c")
    assume(len({block.id for block in chapter.blocks}) == len(chapter.blocks))
    fronts = [Block(BlockKind.TITLE, getattr(chapter.matter, name), 0, 0, 0, id=name) for name in ("title", "summary")]
    catalogue = chapter.catalogues["zh"]
    entries = [
        replace(entry, fuzzy=data.draw(st.booleans()), previous=data.draw(st.sampled_from(["", "Before.\u2028Then."])))
        for entry in (*catalogue.entries, *(Entry(block.id, block.text, data.draw(TARGETS)) for block in fronts))
    ]
    catalogue = replace(catalogue, entries=tuple(entries))
    chapter = replace(chapter, blocks=(*fronts, *chapter.blocks), catalogues={"zh": catalogue})
    corpus = corpora.corpus(chapter)
    made = freeze(corpus, order(corpus))
    manifest = made.files[MANIFEST].encode()
    assert read_manifest(manifest, Location("")) == (made.record, None)
    for code in ("en", "zh"):
        same(frozen_text(snapshot_of(made), chapter.key, code), read_text(chapter, code))


@pytest.mark.parametrize("name", ["pabcdefgh", "by-hand", "summary-c2", "pabcdefgh-c2"])
def test_an_id_that_an_author_wrote_stays_one(name: str) -> None:
    chapter = corpora.chapter(
        f"## Tanks {{#{name}}}\n\nText.\n\n| a | b |\n|---|---|\n| c | d |\n", summary="In short."
    )
    corpus = corpora.corpus(chapter)
    same(frozen_text(snapshot_of(freeze(corpus, order(corpus))), chapter.key, "en"), read_text(chapter, "en"))


def test_every_state_of_a_translation_is_frozen(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    states = {
        passage.freshness
        for chapter in read(root).chapters.values()
        for code in ("en", "zh", "ar")
        for passage in read_text(chapter, code).passages
    }
    assert states >= {None, Freshness.CURRENT, Freshness.STALE, Freshness.MISSING}


def test_a_snapshot_is_whole_when_it_is_read_again(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    update(root, "zh")
    made = freeze_project(root)
    snapshot = loaded(root)
    assert snapshot.record == made.record
    assert snapshot.files == {path: text for path, text in made.files.items() if path != MANIFEST}


def test_tomorrows_working_text_does_not_change_it(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    update(root, "zh")
    freeze_project(root)
    before = frozen_text(loaded(root), "pfos/alternatives", "en")
    rewrite(root / "guidance/pfos/alternatives.md", lambda text: text.replace("See [plating]", "Look at [plating]"))
    update(root)
    same(frozen_text(loaded(root), "pfos/alternatives", "en"), before)


def test_the_registers_that_the_texts_name_are_in_it(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    snapshot = snapshot_of(freeze(read(root), order(read(root), meeting="sc-cop-4")))
    entries = {
        path: [entry["id"] for entry in yaml.safe_load(text)]
        for path, text in snapshot.files.items()
        if path.startswith("registers/")
    }
    assert entries["registers/chemicals.yml"][0] == "pfos"
    assert entries["registers/bodies.yml"] == ["task-team-annex-ab"]
    assert entries["registers/decisions.yml"] == list(snapshot.record.decisions) == ["sc-4-17"]
    assert entries["registers/meetings.yml"] == ["sc-cop-4"]


# --- Fates


FRONT = """\
---
id: alternatives
document: pfos
title: Alternatives
chemicals: [pfos]
task_team: task-team-annex-ab
language: en
version: 1.0
status: draft
date: 2018-09-28
---

"""
WASH = "Wash the filters with cold water, dry them, and put them back before the shift ends."
ASH = "The ash goes into closed drums, which are weighed, labelled and stored under a roof."
WOOD = "A furnace is fired with clean, dry wood, and never with painted or treated timber."
OIL = "Waste oil is a fuel only where the plant has a permit to burn it at all times."


def write(root: Path, *texts: str) -> None:
    (root / "guidance/pfos/alternatives.md").write_text(FRONT + "\n\n".join(texts) + "\n", encoding="utf-8")


def test_the_ledger_tells_what_became_of_each_paragraph(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    write(root, WASH, ASH, WOOD)
    update(root)
    freeze_project(root, "first", "2018-10-01")
    write(root, WASH.replace("cold", "warm"), OIL, WOOD)
    update(root)
    made = freeze_project(root, "second", "2018-10-08")
    entries = ledger(snapshot_of(made))["pfos/alternatives"]
    told = [(entry.fate, entry.kind) for entry in entries]
    assert told == [
        (Fate.UNCHANGED, BlockKind.TITLE),
        (Fate.EDITED, BlockKind.PARAGRAPH),
        (Fate.ADDED, BlockKind.PARAGRAPH),
        (Fate.UNCHANGED, BlockKind.PARAGRAPH),
        (Fate.DELETED, BlockKind.PARAGRAPH),
    ]
    assert entries[-1].digest == {}
    (chapter,) = (one for one in made.record.chapters if one.id == "alternatives")
    assert chapter.previous
    assert (chapter.previous.snapshot, chapter.previous.chapter) == ("first", "pfos/alternatives")


def test_the_same_state_is_known_again_in_every_language(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    update(root, "zh")
    freeze_project(root, "first", "2018-10-01")
    corpus = read(root)
    assert freeze(corpus, order(corpus, "second")).repeats == "first"
    catalogue = root / "translations/zh/pfos/alternatives.po"
    rewrite(
        catalogue, lambda text: text.replace('msgid "Alternatives"\nmsgstr ""', 'msgid "Alternatives"\nmsgstr "替代品"')
    )
    corpus = read(root)
    assert freeze(corpus, order(corpus, "second")).repeats is None


# --- It depends on nothing else


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "4711", "SOURCE_DATE_EPOCH": "1700000000"},
    ],
    ids=lambda surroundings: surroundings["TZ"],
)
def test_nothing_around_the_project_shows_in_a_snapshot(tmp_path: Path, surroundings: dict[str, str]) -> None:
    order_ = ("freeze", "cop-8", "--type", "adopted", "--date", "2018-10-08")
    trees = []
    for name, variables in (("one", {"PYTHONHASHSEED": "0", "TZ": "UTC"}), ("另 一", surroundings)):
        root = copy_project(tmp_path / name / "project")
        done = run("sh", "-c", f'umask 077 && exec "{GUIDANCE}" "$@"', "sh", "-C", root, *order_, **variables)
        assert (done.returncode, done.stderr) == (0, "")
        trees.append(tree(root / FOLDER))
    assert trees[0] == trees[1]
    assert f"cop-8/{MANIFEST}" in trees[0]


def test_every_file_has_line_feeds_only_and_ends_with_one(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    freeze_project(root)
    for path in (root / FOLDER).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"\r" not in content
            assert content.endswith(b"\n"), path


def test_the_ledger_is_a_line_of_json_for_each_paragraph(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    made = freeze_project(root)
    lines = [json.loads(line) for line in made.files[LEDGER].splitlines()]
    assert {line["chapter"] for line in lines} == {"pfos/alternatives", "pfos/metal-plating"}


# --- All of it or nothing


FREEZER = """
import sys
from living_guidance.cli import main
main(["-C", sys.argv[1], "freeze", "cop-8", "--type", "adopted", "--date", "2018-10-08"])
"""


def test_a_kill_leaves_the_whole_snapshot_or_none(tmp_path: Path) -> None:
    random = fresh_random()
    root = copy_project(tmp_path / "project")
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", FREEZER, str(root)], check=True, capture_output=True)
    lasts = time.monotonic() - began
    whole = tree(root / FOLDER)
    for _ in range(cases(100)):
        subprocess.run(["rm", "-rf", str(root / FOLDER)], check=True)
        process = subprocess.Popen(
            [sys.executable, "-c", FREEZER, str(root)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(lasts * (0.6 + 0.5 * random.random()))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert tree(root / FOLDER) in ({}, whole)
    # What a kill left behind is in nobody's way.
    subprocess.run(["rm", "-rf", str(root / FOLDER)], check=True)
    subprocess.run([sys.executable, "-c", FREEZER, str(root)], check=True, capture_output=True)
    assert tree(root / FOLDER) == whole


@pytest.mark.parametrize("moment", ["fsync", "rename"])
def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    root = copy_project(tmp_path / "project")
    before = tree(root)
    random = fresh_random()
    for _ in range(cases(50)):
        left = random.randrange(20)

        def full(*_: object, left: list[int] = [left]) -> None:  # noqa: B006 # it counts
            left[0] -= 1
            if left[0] < 0 or moment == "rename":
                raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(*((os, "fsync", full) if moment == "fsync" else (Path, "rename", full)))
            with pytest.raises(OSError, match="No space left") as caught:
                freeze_project(root)
        assert str(caught.value.filename).startswith(str(root / FOLDER / "cop-8"))
        assert not (root / FOLDER / "cop-8").exists()
        assert tree(root) == before


def test_a_folder_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    freeze_project(root)
    before = tree(root)
    with pytest.raises(FileExistsError):
        freeze_project(root)
    assert tree(root) == before
