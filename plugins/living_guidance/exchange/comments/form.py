"""What the form of a round is filled with before it goes out: the documents, chapters and paragraphs of its draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from living_guidance.model.corpus import Corpus
from living_guidance.model.rounds import RoundRecord, closing_instant
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.frozen import frozen_text
from living_guidance.text.inline import plain_words
from living_guidance.text.reading import read_text

_WIDTH = 36
"""Of a paragraph's first words in each language; a Han character is as wide as two letters."""
_WIDE = "\u2e80"
"""The first of the wide characters."""


@dataclass(frozen=True, slots=True)
class FormParagraph:
    """A paragraph that can be commented on."""

    id: str
    number: int | None
    """That in the margin."""
    words: Mapping[str, str]
    """The first ones, by language."""

    def label(self, languages: Sequence[str]) -> str:
        """How people find it in a list; it ends in the id, as an address does."""
        return f"{self.number or '–'} · {beside(self.words, languages)} #{self.id}"


@dataclass(frozen=True, slots=True)
class FormChapter:
    """A chapter of the draft."""

    key: str
    """``document/chapter``."""
    title: str
    """In every language."""
    paragraphs: tuple[FormParagraph, ...]


@dataclass(frozen=True, slots=True)
class CommentForm:
    """All that a form says before anybody has filled it in."""

    record: RoundRecord
    last_day: date
    """The last one on which a comment is in time, as it was known on the day the form was made."""
    draft: str
    """The id of the snapshot that is commented on; empty where there is none."""
    languages: tuple[str, ...]
    """Those of the site."""
    documents: Mapping[str, Mapping[str, str]]
    """The titles of the documents by their ids, by language."""
    chapters: tuple[FormChapter, ...]
    """In the order of the documents."""


def beside(words: Mapping[str, str], languages: Sequence[str]) -> str:
    """Words in several languages beside each other, as far as there are any, and once where they are the same."""
    return " · ".join(dict.fromkeys(words[code] for code in languages if words.get(code)))


def comment_form(corpus: Corpus, record: RoundRecord, day: date) -> CommentForm:
    """The form of a round as it stood on a day; a round without a draft is on the working texts."""
    languages = corpus.settings.codes
    titles = {name: located.value.title for name, located in corpus.documents.items() if name in record.documents}
    return CommentForm(
        record=record,
        last_day=(closing_instant(record, day) - timedelta(microseconds=1)).date(),
        draft=record.draft or "",
        languages=languages,
        documents={name: {code: words.best(code)[0] for code in languages} for name, words in titles.items()},
        chapters=tuple(_chapter(key, texts) for key, texts in _texts(corpus, record)),
    )


def _texts(corpus: Corpus, record: RoundRecord) -> Iterator[tuple[str, dict[str, Text]]]:
    """The texts of each chapter of a round, by language; one that is not there in a language is in its original."""
    codes = corpus.settings.codes
    draft = corpus.snapshots.get(record.draft or "")
    for document in record.documents:
        if draft is None:
            for chapter in corpus.chapters_of(document):
                yield chapter.key, {code: read_text(chapter, code) for code in codes}
            continue
        for one in draft.record.chapters:
            if one.document == document:
                key = f"{document}/{one.id}"
                there = {code: code if code in one.digests else one.language for code in codes}
                yield key, {code: frozen_text(draft, key, own) for code, own in there.items()}


def _chapter(key: str, texts: Mapping[str, Text]) -> FormChapter:
    # The languages of a text have the same paragraphs in the same order.
    passages = zip(*(text.passages for text in texts.values()), strict=True)
    paragraphs = (
        FormParagraph(same[0].block.id, same[0].number, dict(zip(texts, map(_first_words, same), strict=True)))
        for same in passages
        # A row stands for its cells, which would make the list several times as long.
        if same[0].block.kind is not BlockKind.CELL
    )
    titles = {code: _title(text) for code, text in texts.items()}
    return FormChapter(key, beside(titles, tuple(texts)), tuple(paragraphs))


def _title(text: Text) -> str:
    front = text.front("title")
    return front.text if front else text.matter.title


def _first_words(passage: Passage) -> str:
    """As much as stands on a line: whole words, where the script has a space between them."""
    words = plain_words(passage.text)
    room = _WIDTH
    for place, character in enumerate(words):
        room -= 1 if character < _WIDE else 2
        if room < 0:
            whole = words[:place].rpartition(" ")[0] if character < _WIDE else ""
            return f"{whole or words[:place]}…"
    return words
