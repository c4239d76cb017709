"""Two states of all chapters, joined paragraph by paragraph.

A paragraph is the same one wherever it stands: one that went to another chapter is compared there with what it was,
and is neither gone from the old chapter nor new in the other.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from living_guidance.model.corpus import FRONT_IDS, Corpus
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.reading import read_text


class Join:
    """Two corpora, joined: which chapter goes on from which, and where each paragraph was and is."""

    def __init__(self, before: Corpus, after: Corpus) -> None:
        self.before, self.after = before, after
        self.stood = _places(before)
        self.stands = _places(after)
        self.origins = dict(self._origins())
        """The chapter that each chapter of today was, if it was one."""

    def _origins(self) -> Iterator[tuple[str, str]]:
        """The chapter that each chapter of today was: of the same name, or a gone one that gave it most."""
        gone = [key for key in self.before.chapters if key not in self.after.chapters]
        shared = Counter(
            (self.stood[name], key)
            for name, key in self.stands.items()
            if key not in self.before.chapters and self.stood.get(name) in gone
        )
        yield from ((key, key) for key in self.after.chapters if key in self.before.chapters)
        renamed: set[str] = set()
        for (old, new), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
            if not {old, new} & renamed:
                renamed |= {old, new}
                yield new, old

    def chapters(self) -> list[str]:
        """Today's chapters in the order of documents, then those that are gone."""
        ordered = [chapter.key for document in self.after.documents for chapter in self.after.chapters_of(document)]
        gone = (key for key in self.before.chapters if key not in self.origins.values())
        return list(dict.fromkeys((*ordered, *self.after.chapters, *gone)))

    def came(self, key: str) -> Counter[str]:
        """How many paragraphs of a chapter stood in each other one."""
        origin = self.origins.get(key)
        found = (self.stood.get(name) for name in _ids(self.after, key))
        return Counter(place for place in found if place and place != origin)

    def went(self, key: str) -> Counter[str]:
        """How many paragraphs of what the chapter was stand in each other one."""
        origin = self.origins.get(key, key if key in self.before.chapters else "")
        found = (self.stands.get(name) for name in _ids(self.before, origin))
        return Counter(place for place in found if place and place != key)

    def old_text(self, key: str, language: str) -> Text | None:
        """What a chapter's paragraphs were, wherever they stood, and those that are gone from it."""
        origin = self.origins.get(key, key if key in self.before.chapters else "")
        texts = []
        if origin:
            text = read_text(self.before.chapters[origin], language)
            texts.append(_of(text, {name for name in _all(text) if self.stands.get(name, key) == key} | FRONT_IDS))
        for other in sorted(self.came(key)):
            text = read_text(self.before.chapters[other], language)
            texts.append(_of(text, {name for name in _all(text) if self.stands.get(name) == key} - FRONT_IDS))
        return _joined(texts)

    def new_text(self, key: str, language: str) -> Text | None:
        """A chapter as it reads today."""
        chapter = self.after.chapters.get(key)
        return read_text(chapter, language) if chapter else None


def _places(corpus: Corpus) -> dict[str, str]:
    """The chapter of every paragraph, cells included; titles are every chapter's own."""
    return {block.id: key for key, one in corpus.chapters.items() for block in one.blocks if block.id not in FRONT_IDS}


def _ids(corpus: Corpus, key: str) -> list[str]:
    chapter = corpus.chapters.get(key)
    blocks = chapter.blocks if chapter else ()
    return [block.id for block in blocks if block.kind is not BlockKind.CELL and block.id not in FRONT_IDS]


def _all(text: Text) -> list[str]:
    return [passage.block.id for passage in text.passages]


def _of(text: Text, ids: set[str]) -> Text:
    """A text with only some of its paragraphs."""
    kept = [pair for pair in zip(text.passages, text.places, strict=True) if pair[0].block.id in ids]
    return replace(text, passages=tuple(one for one, _ in kept), places=tuple(place for _, place in kept))


def _joined(texts: Sequence[Text]) -> Text | None:
    """Several texts as one: what stood in the body of each stands in the body of all."""
    if not texts:
        return None
    whole = texts[0]
    for text in texts[1:]:
        at, row = len(whole.body) + 2, max((one.block.row for one in whole.passages), default=0) + 1
        whole = replace(
            whole,
            body=f"{whole.body}\n\n{text.body}",
            passages=(*whole.passages, *(_below(one, row) for one in text.passages)),
            places=(*whole.places, *((start + at, end + at) for start, end in text.places)),
        )
    return whole


def _below(passage: Passage, row: int) -> Passage:
    block = passage.block
    return replace(passage, block=replace(block, row=block.row + row)) if block.row >= 0 else passage
