"""Translation status: how far each chapter has come in each language."""

from dataclasses import dataclass

from living_guidance.model.text import Coverage, Passage, Text
from living_guidance.model.vocabulary import Authority, Freshness
from living_guidance.model.writing import unwrap
from living_guidance.text.states import States
from living_guidance.view.parts import Link, Name, document_link, title_of
from living_guidance.view.standing import state_uri


@dataclass(frozen=True, slots=True)
class Behind:
    """A block whose translation is stale or missing."""

    link: Link
    freshness: Freshness
    source: str


@dataclass(frozen=True, slots=True)
class TranslationLine:
    """One chapter in one language."""

    chapter: Link
    original: str
    language: str
    authority: Authority | None
    coverage: Coverage
    behind: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class TranslationPage:
    """Every chapter in every language it is translated into, by document."""

    documents: tuple[tuple[Link, tuple[TranslationLine, ...]], ...]
    totals: tuple[tuple[str, Coverage], ...]
    """By language."""


def translation_view(states: States, language: str) -> TranslationPage:
    """The status of all translations of the newest state of each chapter, told in a language."""
    corpus = states.corpus
    documents = []
    totals: dict[str, Coverage] = {}
    for document in corpus.documents:
        lines = []
        for newest in (states.of(key)[-1] for key in states.chapters_of(document)):
            for code in corpus.settings.codes:
                text = states.text(newest, code)
                if text.language != code or text.is_original:
                    continue
                totals[code] = totals.get(code, Coverage()) + text.coverage
                lines.append(_line(text, states.text(newest, language), state_uri(states, newest)))
        documents.append((document_link(corpus, document, language), tuple(lines)))
    return TranslationPage(tuple(documents), tuple(sorted(totals.items())))


def _line(text: Text, shown: Text, uri: str) -> TranslationLine:
    title = title_of(shown)
    return TranslationLine(
        chapter=Link(uri, title),
        original=text.matter.language,
        language=text.language,
        authority=text.authority,
        coverage=text.coverage,
        behind=tuple(
            Behind(_place(passage, uri, title), passage.freshness, unwrap(passage.block.text))
            for passage in text.passages
            if passage.freshness in (Freshness.STALE, Freshness.MISSING)
        ),
    )


def _place(passage: Passage, uri: str, title: Name) -> Link:
    """Where a block stands on its page; the title and the summary are its top."""
    return Link(uri if passage.is_title else f"{uri}#{passage.block.id}", title)
