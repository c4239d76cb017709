"""The site's navigation: documents and their chapters first, the pages about the site last."""

from typing import Any

from markupsafe import escape

from living_guidance.model import addresses
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Words
from living_guidance.render.messages import Messages


def navigation(corpus: Corpus, messages: Messages, own: list[Any]) -> list[Any]:
    """The ``nav`` of MkDocs for a language; own is what ``mkdocs.yml`` lists, the pages about the site."""
    return [
        {messages("pages.nav.home"): addresses.HOME},
        {
            messages("pages.nav.guidance"): [
                addresses.DOCUMENTS,
                *(_document(corpus, key, messages.language) for key in corpus.documents),
            ]
        },
        addresses.CHEMICALS,
        addresses.CHANGES,
        addresses.ROUNDS,
        {
            messages("pages.nav.about"): [
                *own,
                addresses.TEAMS,
                addresses.TRANSLATION,
            ]
        },
    ]


def _document(corpus: Corpus, key: str, language: str) -> dict[str, list[str]]:
    short: Words = corpus.documents[key].value.short
    chapters = [chapter.matter for chapter in corpus.chapters_of(key)]
    return {
        str(escape(short.best(language)[0])): [
            addresses.document_page(key),
            *(addresses.chapter_page(key, matter.id) for matter in chapters),
        ]
    }
