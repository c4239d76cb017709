"""Texts of small snapshots, frozen by the code that freezes real ones."""

from dataclasses import replace
from datetime import date

from living_guidance.model.corpus import Block, Chapter, Corpus, Entry
from living_guidance.model.records import Words
from living_guidance.model.snapshot import Snapshot
from living_guidance.model.vocabulary import Audience, BlockKind, SnapshotType
from living_guidance.release.freeze import Order, freeze

TITLE = Words({"en": "Second draft", "zh": "第二稿"})


def titled(one: Chapter, **titles: str) -> Chapter:
    """The chapter with its title as a block, translated by language."""
    block = Block(BlockKind.TITLE, one.matter.title, 0, 0, 0, id="title")
    catalogues = {
        language: replace(
            catalogue,
            entries=(Entry("title", one.matter.title, titles.get(language, ""), comment="title"), *catalogue.entries),
        )
        for language, catalogue in one.catalogues.items()
    }
    return replace(one, blocks=(block, *one.blocks), catalogues=catalogues)


def frozen(corpus: Corpus, name: str = "draft-2018-09-28", title: Words = TITLE) -> Corpus:
    """The corpus with a snapshot of all its documents as they read today."""
    order = Order(
        id=name,
        type=SnapshotType.COMMENT_DRAFT,
        audience=Audience.PUBLIC,
        date=date(2018, 9, 28),
        title=title,
        documents=tuple(corpus.documents),
    )
    state = freeze(corpus, order)
    return replace(corpus, snapshots={**corpus.snapshots, name: Snapshot(state.record, state.files)})
