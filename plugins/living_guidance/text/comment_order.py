"""The order in which a round's comments are read: that of the texts they speak of."""

from collections.abc import Callable
from functools import cache

from living_guidance.model.comments import Comment
from living_guidance.model.corpus import Corpus
from living_guidance.text.frozen import ledger

Place = tuple[int, int, int, str]
"""Of the document, the chapter and the paragraph, then the id; a whole comes before its parts."""


def order_of(corpus: Corpus) -> Callable[[Comment], Place]:
    """What the comments of a corpus are sorted by."""
    documents = {name: place for place, name in enumerate(corpus.documents)}

    @cache
    def chapters(document: str, draft: str | None) -> dict[str, int]:
        snapshot = corpus.snapshots.get(draft or "")
        frozen = [one.id for one in snapshot.record.chapters if one.document == document] if snapshot else []
        record = corpus.documents.get(document)
        names = dict.fromkeys((*(record.value.chapters if record else ()), *frozen))
        return {name: place for place, name in enumerate(names)}

    @cache
    def paragraphs(key: str, draft: str | None) -> dict[str, int]:
        snapshot = corpus.snapshots.get(draft or "")
        entries = ledger(snapshot).get(key, ()) if snapshot else ()
        return {entry.id: place for place, entry in enumerate(entries)}

    def place(comment: Comment) -> Place:
        known = chapters(comment.document, comment.draft)
        return (
            documents.get(comment.document, len(documents)),
            known.get(comment.chapter, len(known)) if comment.chapter else -1,
            paragraphs(comment.key, comment.draft).get(comment.paragraph or "", -1),
            comment.id,
        )

    return place
