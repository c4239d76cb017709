"""Take a snapshot's texts apart: what a frozen chapter says, and which paragraph of it is which.

A frozen text is never parsed for its blocks again: the ledger says where each of them begins and ends, so that a
parser of tomorrow cannot change which paragraph has which id.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from living_guidance.model.corpus import Block
from living_guidance.model.issue import Location
from living_guidance.model.snapshot import LEDGER, FrozenChapter, LedgerEntry, Snapshot
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind, Fate, Freshness
from living_guidance.text.reading import as_it_stands, make_text, paragraph_numbers

_FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
_BORN = re.compile(r"p[a-z2-7]{8}")
"""An id that may have been made at birth; any other was written by the author."""


def file_of(key: str, language: str) -> str:
    """Where the text of a chapter, ``document/chapter``, stands in a snapshot."""
    return f"{key}.{language}.md"


def digest(text: str) -> str:
    """The digest of a paragraph's text: the first half of its SHA-256 in hexadecimal."""
    return sha256(text.encode()).hexdigest()[:32]


def looks_born(name: str) -> bool:
    """Whether an id, or that of a cell's row, has the form of those that are made at birth."""
    return bool(_BORN.fullmatch(name.partition("-c")[0]))


def split_front(content: str) -> tuple[str, str]:
    """The front matter of a frozen file with its fences, and the body."""
    match = _FRONT.match(content)
    end = match.end() if match else 0
    return content[:end], content[end:]


@lru_cache(maxsize=64)
def ledger(snapshot: Snapshot) -> Mapping[str, tuple[LedgerEntry, ...]]:
    """The paragraphs of each chapter, by ``document/chapter``, in the order of the text; deleted ones last."""
    found: dict[str, list[LedgerEntry]] = defaultdict(list)
    # Not splitlines: a text may hold what Unicode calls the end of a line.
    for line in filter(None, snapshot.files[LEDGER].split("\n")):
        values = json.loads(line)
        found[values.pop("chapter")].append(_entry(values))
    return {key: tuple(entries) for key, entries in found.items()}


def _entry(values: dict[str, Any]) -> LedgerEntry:
    values["kind"] = BlockKind(values["kind"])
    values["fate"] = Fate(values["fate"])
    values["at"] = {language: tuple(place) for language, place in values.get("at", {}).items()}
    freshness = values.get("freshness", {})
    values["freshness"] = {language: word and Freshness(word) for language, word in freshness.items()}
    values["others"] = tuple(values.get("others", ()))
    return LedgerEntry(**values)


def ledger_line(key: str, entry: LedgerEntry) -> str:
    """A paragraph as a line of the ledger; what says nothing is left out."""
    values: dict[str, object] = {"chapter": key, "id": entry.id, "kind": entry.kind, "fate": entry.fate}
    standing = LedgerEntry(entry.id, entry.kind, entry.fate)
    for name in LedgerEntry.__dataclass_fields__:
        if name not in values and (value := getattr(entry, name)) != getattr(standing, name):
            values[name] = value
    return json.dumps(values, ensure_ascii=False)


@lru_cache(maxsize=4096)
def frozen_text(snapshot: Snapshot, key: str, language: str) -> Text:
    """A chapter as it read in a snapshot; raises KeyError where the snapshot has no such text."""
    chapter = snapshot.chapter(key)
    if chapter is None or language not in chapter.digests:
        raise KeyError(key)
    entries = [entry for entry in ledger(snapshot).get(key, ()) if entry.stands]
    blanks = [_block(entry) for entry in entries]
    numbers = paragraph_numbers(blanks)

    def read(blocks: Sequence[Block], code: str) -> tuple[str, tuple[Passage, ...]]:
        """The body in a language and the passages with the words that stand there."""
        _, body = split_front(snapshot.files[file_of(key, code)])
        passages = (
            _passage(entry, block, number, chapter, code)
            for entry, block, number in zip(entries, blocks, numbers, strict=True)
        )
        placed = [_placed(block, entry, code) for entry, block in zip(entries, blocks, strict=True)]
        return body, tuple(as_it_stands(passages, body, placed))

    _, originals = read(blanks, chapter.language)
    blocks = [
        replace(_placed(block, entry, chapter.language), text=passage.text)
        for block, entry, passage in zip(blanks, entries, originals, strict=True)
    ]
    body, passages = read(blocks, language)
    return make_text(
        matter=chapter,
        language=language,
        body=body,
        passages=passages,
        places=tuple(entry.at.get(language, _NOWHERE) for entry in entries),
        authority=chapter.authority.get(language),
        snapshot=snapshot.record,
    )


_NOWHERE = (0, 0)


def _block(entry: LedgerEntry) -> Block:
    is_written = entry.explicit or not (entry.kind is BlockKind.TITLE or looks_born(entry.id))
    explicit = entry.id if is_written else None
    return Block(
        entry.kind, "", *_NOWHERE, 0, entry.prefix, entry.level, entry.row, entry.column, explicit=explicit, id=entry.id
    )


def _placed(block: Block, entry: LedgerEntry, language: str) -> Block:
    start, end = entry.at.get(language, _NOWHERE)
    return replace(block, start=start, end=end)


def _passage(entry: LedgerEntry, block: Block, number: int | None, chapter: FrozenChapter, language: str) -> Passage:
    is_original = language == chapter.language
    freshness = None if is_original else entry.freshness.get(language, Freshness.CURRENT)
    is_translated = freshness not in (None, Freshness.MISSING)
    return Passage(
        block=block,
        text=entry.words.get(language, ""),
        language=language if is_translated else chapter.language,
        freshness=freshness,
        previous=entry.made_from.get(language, ""),
        number=number,
        # A frozen text is mended nowhere.
        place=Location(""),
    )
