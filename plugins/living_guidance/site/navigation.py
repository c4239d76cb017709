"""The site's navigation: documents and their chapters first, the pages about the site last."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section

from living_guidance.model import addresses
from living_guidance.model.records import Words
from living_guidance.render.messages import Messages
from living_guidance.text.states import States


def navigation(states: States, messages: Messages, own: list[Any]) -> list[Any]:
    """The ``nav`` of MkDocs for a language; own is what ``mkdocs.yml`` lists, the pages about the site."""
    return [
        {messages("pages.nav.home"): addresses.HOME},
        {
            messages("pages.nav.guidance"): [
                addresses.DOCUMENTS,
                *(_document(states, key, messages.language) for key in states.corpus.documents),
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
                addresses.RELEASES,
            ]
        },
    ]


def _document(states: States, key: str, language: str) -> dict[str, list[str]]:
    short: Words = states.corpus.documents[key].value.short
    return {
        str(escape(short.best(language)[0])): [
            addresses.document_page(key),
            *(addresses.chapter_page(*chapter.split("/")) for chapter in states.chapters_of(key)),
        ]
    }


class _Folded(list[StructureItem]):
    """The pages of a section, which shows the first alone while no page of it is the current one."""

    def __init__(self, section: Section) -> None:
        super().__init__(section.children)
        self.section = section

    def __iter__(self) -> Iterator[StructureItem]:
        every = super().__iter__()
        return every if self.section.active else islice(every, 1)


def fold(nav: Navigation) -> Navigation:
    """The navigation with its sections folded.

    The theme leaves the pages of other sections out, but not before it has looked at each of them, on every page of
    the site again. A section begins with its own page, which is all that it looks for.
    """
    sections = [item for item in nav.items if isinstance(item, Section)]
    for section in sections:
        sections += [item for item in section.children if isinstance(item, Section)]
        section.children = _Folded(section)
    return nav
