"""Snapshots and working texts in memory: a history of chapters whose paragraphs keep their ids."""

from collections.abc import Sequence
from dataclasses import replace

from living_guidance.model.corpus import Block, Chapter, Corpus
from living_guidance.model.snapshot import MANIFEST, Snapshot
from living_guidance.model.vocabulary import Audience, BlockKind, SnapshotType
from living_guidance.release.freeze import freeze
from living_guidance.text.blocks import read_blocks
from living_guidance.text.catalogues import make_template
from living_guidance.text.identity import identify
from tests import corpora
from tests.release.freezing import order

KILN = "The kiln is fired with clean, dry wood at all times."
FILTER = "The filter is washed each day with cold water, and dried."
ASH = "The ash goes into closed drums, which are weighed and labelled."
OIL = "Waste oil is a fuel only where there is a permit to burn it."


def written(name: str, *texts: str, before: Sequence[Chapter] = ()) -> Chapter:
    """A chapter of these paragraphs, which have their ids from the chapters before it."""
    body = "\n\n".join(texts) + "\n"
    chapter = corpora.chapter(body, id=name, title=name)
    entries = tuple(entry for one in before for entry in make_template(one.key, one.blocks).entries)
    memory = replace(make_template(chapter.key, ()), entries=tuple({entry.id: entry for entry in entries}.values()))
    blocks = identify("alpha", name, read_blocks(body).blocks, memory).blocks
    title = Block(BlockKind.TITLE, name, 0, 0, 0, id="title")
    return replace(chapter, blocks=(title, *blocks))


def working(*chapters: Chapter, snapshots: Sequence[Snapshot] = (), publish_working: bool = False) -> Corpus:
    """A corpus with these working texts and snapshots."""
    document = corpora.document(chapters=tuple(one.matter.id for one in chapters), publish_working=publish_working)
    in_order = sorted(snapshots, key=lambda one: (one.record.date, one.id))
    return corpora.corpus(*chapters, documents=(document,), snapshots={one.id: one for one in in_order})


def frozen(
    name: str,
    day: str,
    *chapters: Chapter,
    after: Sequence[Snapshot] = (),
    kind: SnapshotType = SnapshotType.ADOPTED,
    audience: Audience = Audience.PUBLIC,
) -> Snapshot:
    """A snapshot of these chapters that follows others."""
    corpus = working(*chapters, snapshots=after)
    made = freeze(corpus, order(corpus, name, day, type=kind, audience=audience))
    return Snapshot(made.record, {path: text for path, text in made.files.items() if path != MANIFEST})
