"""Freeze the working text: every file of a snapshot, made from the corpus and from what was frozen before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from living_guidance.load.catalogues import write_catalogue
from living_guidance.model.corpus import REGISTERS, Chapter, Corpus
from living_guidance.model.records import ChapterMatter, Decision, Record, Words
from living_guidance.model.snapshot import (
    FORMAT,
    LEDGER,
    MANIFEST,
    FrozenChapter,
    FrozenFile,
    LedgerEntry,
    Predecessor,
    Snapshot,
    SnapshotRecord,
)
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import Audience, Authority, BlockKind, Freshness, SnapshotType
from living_guidance.release.plain import record_text, yaml_text
from living_guidance.text.frozen import digest, file_of, frozen_text, ledger_line, looks_born
from living_guidance.text.lineage import predecessor_of
from living_guidance.text.reading import read_text
from living_guidance.text.redline import BlockFate, fates


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be frozen, and as what."""

    id: str
    type: SnapshotType
    audience: Audience
    date: date
    title: Words
    documents: tuple[str, ...]
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class FrozenState:
    """A snapshot as it is to be written."""

    record: SnapshotRecord
    files: Mapping[str, str]
    """By path, relative to the snapshot's folder; the manifest among them."""
    fates: Mapping[str, Mapping[str, BlockFate]]
    """What became of each paragraph since the previous snapshot, by ``document/chapter``, then id."""
    repeats: str | None
    """The snapshot of the same type in which every chapter reads as now, in every language."""


def freeze(corpus: Corpus, order: Order) -> FrozenState:
    """The snapshot of some documents as they read today."""
    files: dict[str, str] = {}
    chapters: list[FrozenChapter] = []
    lines: list[str] = []
    found: dict[str, Mapping[str, BlockFate]] = {}
    for chapter in (one for document in order.documents for one in corpus.chapters_of(document)):
        texts = {code: read_text(chapter, code) for code in corpus.settings.codes}
        before = predecessor_of(
            corpus.snapshots.values(), chapter.key, _ids(texts[chapter.matter.language]), order.date
        )
        contents = {file_of(chapter.key, code): _content(text) for code, text in texts.items()}
        own = _fates(before, texts[chapter.matter.language])
        found[chapter.key] = own
        lines += (ledger_line(chapter.key, entry) for entry in _entries(chapter, texts, own, before))
        frozen = _frozen_chapter(chapter, texts, before, contents)
        chapters.append(frozen)
        files |= contents | dict(_catalogues(chapter))
    files[LEDGER] = "".join(f"{line}\n" for line in lines)
    files |= _registers(corpus, order, chapters)
    record = _record(corpus, order, chapters, files)
    files[MANIFEST] = write_manifest(record)
    return FrozenState(record, files, found, _repeated(corpus, record))


def write_manifest(record: SnapshotRecord) -> str:
    """A manifest's text; its last line is the digest of all that stands above it."""
    text = record_text(record)
    return f"{text}digest: {sha256(text.encode()).hexdigest()}\n"


def _ids(text: Text) -> frozenset[str]:
    return frozenset(passage.block.id for passage in text.passages if not passage.is_title)


def _content(text: Text) -> str:
    """A chapter's file in one language: its front matter with the title and summary of that language, and its body."""
    matter = text.matter.model_dump(mode="json", by_alias=True, exclude_unset=True)
    matter |= {name: passage.text for name in ("title", "summary") if (passage := text.front(name))}
    return f"---\n{yaml_text(matter)}---\n{text.body}"


def _units(text: Text) -> list[tuple[str, BlockKind, str]]:
    return [(passage.block.id, passage.block.kind, passage.text) for passage in text.passages]


def _fates(before: tuple[Snapshot, str] | None, text: Text) -> Mapping[str, BlockFate]:
    """What became of each paragraph of the original; those of a chapter that was split off are not deleted here."""
    old: list[tuple[str, BlockKind, str]] = []
    if before:
        snapshot, key = before
        frozen = snapshot.chapter(key)
        assert frozen
        old = _units(frozen_text(snapshot, key, frozen.language))
        if key != text.key:
            here = _ids(text)
            old = [unit for unit in old if unit[0] in here or unit[1] is BlockKind.TITLE]
    return fates(old, _units(text))


def _entries(
    chapter: Chapter, texts: Mapping[str, Text], own: Mapping[str, BlockFate], before: tuple[Snapshot, str] | None
) -> Iterator[LedgerEntry]:
    """The ledger of a chapter: its paragraphs in their order, then those that are no more."""
    for index, block in enumerate(chapter.blocks):
        passages = {code: text.passages[index] for code, text in texts.items()}
        places = {code: text.places[index] for code, text in texts.items()}
        has_place = block.kind not in {BlockKind.TITLE, BlockKind.ROW}
        fate = own[block.id]
        yield LedgerEntry(
            id=block.id,
            kind=block.kind,
            fate=fate.fate,
            moved=fate.moved,
            others=fate.others,
            digest={code: digest(passage.text) for code, passage in passages.items()},
            at=places if has_place else {},
            words={code: one.text for code, one in passages.items()} if block.kind is BlockKind.TITLE else {},
            freshness={code: one.freshness for code, one in passages.items() if _is_notable(one, code, chapter)},
            made_from={code: one.previous for code, one in passages.items() if one.previous},
            prefix=block.prefix,
            level=block.level,
            row=block.row,
            column=block.column,
            explicit=block.explicit is not None and looks_born(block.id),
        )
    present = {block.id for block in chapter.blocks}
    for name, fate in own.items():
        if name not in present:
            yield LedgerEntry(name, fate.kind, fate.fate, others=fate.others)


def _is_notable(passage: Passage, code: str, chapter: Chapter) -> bool:
    return code != chapter.matter.language and passage.freshness is not Freshness.CURRENT


def _frozen_chapter(
    chapter: Chapter, texts: Mapping[str, Text], before: tuple[Snapshot, str] | None, contents: Mapping[str, str]
) -> FrozenChapter:
    authority: dict[str, Authority] = {code: text.authority for code, text in texts.items() if text.authority}
    return FrozenChapter(
        **chapter.matter.model_dump(exclude_unset=True),
        previous=Predecessor(snapshot=before[0].id, chapter=before[1]) if before else None,
        digests={code: _sha256(contents[file_of(chapter.key, code)]) for code in texts},
        authority=authority,
    )


def _repeated(corpus: Corpus, record: SnapshotRecord) -> str | None:
    digests = {(one.document, one.id): one.digests for one in record.chapters}
    return next(
        (
            name
            for name, other in corpus.snapshots.items()
            if other.record.type is record.type
            and {(one.document, one.id): one.digests for one in other.record.chapters} == digests
        ),
        None,
    )


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _catalogues(chapter: Chapter) -> Iterator[tuple[str, str]]:
    if chapter.template:
        yield f"catalogues/templates/{chapter.key}.pot", write_catalogue(chapter.template)
    for language, catalogue in chapter.catalogues.items():
        yield f"catalogues/{language}/{chapter.key}.po", write_catalogue(catalogue)


def _decisions(corpus: Corpus, order: Order) -> tuple[Decision, ...]:
    """The decisions up to the day that did something with one of the documents."""
    return tuple(
        located.value
        for located in corpus.registers.decisions.values()
        if located.value.date <= order.date
        and any(action.document in order.documents for action in located.value.actions)
    )


def _registers(corpus: Corpus, order: Order, chapters: Sequence[ChapterMatter]) -> dict[str, str]:
    """The register entries that the texts, and their documents and decisions, name."""
    documents = [corpus.documents[name].value for name in order.documents]
    decisions = _decisions(corpus, order)
    of_documents = {name for one in documents for name in one.chemicals}
    wanted: Mapping[str, set[str]] = {
        "chemicals": of_documents | {name for one in chapters for name in one.chemicals},
        "sources": {one.source_category for one in chapters if one.source_category},
        "bodies": {one.task_team for one in documents} | {one.task_team for one in chapters},
        "decisions": {one.id for one in decisions},
        "meetings": {one.meeting for one in decisions if one.meeting} | ({order.meeting} if order.meeting else set()),
    }
    files = {}
    for name, ids in wanted.items():
        register: Mapping[str, Any] = getattr(corpus.registers, name)
        entries = [_plain(register[key].value) for key in register if key in ids]
        if entries:
            files[f"registers/{name}.yml"] = yaml_text(entries)
    assert set(wanted) <= set(REGISTERS)
    return files


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _record(
    corpus: Corpus, order: Order, chapters: Sequence[FrozenChapter], files: Mapping[str, str]
) -> SnapshotRecord:
    return SnapshotRecord(
        format=FORMAT,
        id=order.id,
        type=order.type,
        audience=order.audience,
        date=order.date,
        meeting=order.meeting,
        title=order.title,
        documents=tuple(corpus.documents[name].value for name in order.documents),
        chapters=tuple(chapters),
        decisions=tuple(one.id for one in _decisions(corpus, order)),
        rounds=tuple(
            located.value.id
            for located in corpus.rounds.values()
            if (published := located.value.responses_published)
            and published <= order.date
            and set(located.value.documents) & set(order.documents)
        ),
        files=tuple(
            FrozenFile(path=path, bytes=len(text.encode()), sha256=_sha256(text))
            for path, text in sorted(files.items())
        ),
    )
