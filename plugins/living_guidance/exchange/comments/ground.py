"""What the comments of a round may point at: the chapters of its draft, their paragraphs, numbers and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from living_guidance.exchange.comments.meanings import fold
from living_guidance.model.corpus import Corpus
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.snapshot import Snapshot
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.frozen import frozen_text
from living_guidance.text.inline import plain_words
from living_guidance.text.reading import read_text

_SURE = 95
"""From which likeness on, in a hundred, words that were quoted are taken for those of a paragraph."""
_LIKELY = 80
"""From which on, with a remark."""
_SHORT = 8
"""A quotation of fewer bytes, which three Chinese characters have, may stand anywhere."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where quoted words stand."""

    key: str
    paragraph: str
    languages: tuple[str, ...]
    is_sure: bool


@dataclass(frozen=True)
class Ground:
    """The texts of a draft; a round without one is on the working texts."""

    corpus: Corpus
    record: RoundRecord
    draft: Snapshot | None

    @cached_property
    def chapters(self) -> Mapping[str, tuple[Text, ...]]:
        """The texts of every chapter of the round, by ``document/chapter``, in each of their languages."""
        found: dict[str, tuple[Text, ...]] = {}
        for document in self.record.documents:
            if self.draft:
                for one in self.draft.record.chapters:
                    if one.document == document:
                        key = f"{document}/{one.id}"
                        found[key] = tuple(frozen_text(self.draft, key, code) for code in one.digests)
            else:
                for chapter in self.corpus.chapters_of(document):
                    found[chapter.key] = tuple(read_text(chapter, code) for code in self.corpus.settings.codes)
        return found

    def texts_of(self, document: str, language: str) -> tuple[Text, ...]:
        """The chapters of a document in a language, or in the original of one that has no such text."""
        chapters = (texts for key, texts in self.chapters.items() if key.startswith(f"{document}/"))
        return tuple(next((text for text in texts if text.language == language), texts[0]) for texts in chapters)

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """The documents of the round by all that they are called."""
        found: dict[str, str] = {}
        for name in self.record.documents:
            if located := self.corpus.documents.get(name):
                record = located.value
                names = [name, record.symbol or "", *record.title.root.values(), *record.short.root.values()]
                found |= {fold(one): name for one in names if one}
        return found

    def chapter(self, name: str, document: str = "") -> str | None:
        """The key of the chapter that a name, id or file stands for; none where there is no such one, or several."""
        found = {key for key in self._named.get(fold(name), ()) if not document or key.startswith(f"{document}/")}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, texts in self.chapters.items():
            titles = [front.text for text in texts if (front := text.front("title"))]
            for name in (key, key.partition("/")[2], f"{key}.md", *titles):
                found.setdefault(fold(name), set()).add(key)
        return found

    @cached_property
    def blocks(self) -> Mapping[str, str]:
        """The chapter of every paragraph that a reader can point at, by the paragraph's id."""
        return {
            passage.block.id: key
            for key, texts in self.chapters.items()
            for passage in texts[0].passages
            if passage.block.kind is not BlockKind.TITLE
        }

    def has(self, key: str, name: str) -> bool:
        """Whether a chapter has a paragraph; title and summary have the same ids in all."""
        return name in self._ids.get(key, ())

    @cached_property
    def _ids(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(one.block.id for one in texts[0].passages) for key, texts in self.chapters.items()}

    def numbered(self, key: str, number: int) -> str | None:
        """The paragraph with a number in the margin of a chapter."""
        return next((one.block.id for one in self.chapters[key][0].passages if one.number == number), None)

    def heading(self, key: str, words: str) -> str | None:
        """The paragraph id of the heading that a section's name stands for."""
        wanted = fold(words)
        return next(
            (
                passage.block.id
                for text in self.chapters[key]
                for passage in text.passages
                if passage.block.kind is BlockKind.HEADING and fold(passage.text) == wanted
            ),
            None,
        )

    def says(self, key: str, name: str, words: str) -> tuple[str, ...]:
        """The languages in which a paragraph says the quoted words; none where it does not."""
        wanted = fold(words)
        return tuple(
            language for language, passage, folded in self._folded(key) if passage.block.id == name and wanted in folded
        )

    def quoted(self, words: str, key: str = "") -> Found | None:
        """The one paragraph, of a chapter or of all, that says the quoted words, or nearly so."""
        wanted = fold(words)
        if len(wanted.encode()) < _SHORT:
            return None
        keys = [key] if key else list(self.chapters)
        exact = [found for one in keys for found in self._exact(one, wanted)]
        if exact:
            places = {(found.key, found.paragraph) for found in exact}
            languages = tuple(language for found in exact for language in found.languages)
            return Found(exact[0].key, exact[0].paragraph, languages, True) if len(places) == 1 else None
        scored = [found for one in keys for found in self._near(one, wanted)]
        scored.sort(key=lambda found: -found[0])
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 2):
            return None
        score, found = scored[0]
        return Found(found.key, found.paragraph, found.languages, score >= _SURE)

    def _exact(self, key: str, wanted: str) -> list[Found]:
        return [
            Found(key, passage.block.id, (language,), True)
            for language, passage, folded in self._folded(key)
            if wanted in folded
        ]

    def _near(self, key: str, wanted: str) -> list[tuple[float, Found]]:
        best: dict[str, tuple[float, Found]] = {}
        for language, passage, folded in self._folded(key):
            score = fuzz.partial_ratio(wanted, folded, score_cutoff=_LIKELY) if len(folded) >= len(wanted) / 2 else 0
            if score > best.get(passage.block.id, (0.0,))[0]:
                best[passage.block.id] = (score, Found(key, passage.block.id, (language,), False))
        return list(best.values())

    def _folded(self, key: str) -> list[tuple[str, Passage, str]]:
        if key not in self._folds:
            self._folds[key] = [
                # As it is read, and so as it is quoted: without the targets of links.
                (text.language, passage, fold(plain_words(passage.text)))
                for text in self.chapters[key]
                for passage in text.passages
                # A row's words are those of its cells; what is not translated is there in the original already.
                if passage.block.kind is not BlockKind.ROW and passage.language == text.language
            ]
        return self._folds[key]

    @cached_property
    def _folds(self) -> dict[str, list[tuple[str, Passage, str]]]:
        return {}
