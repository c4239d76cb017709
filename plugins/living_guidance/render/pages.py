"""All pages of the site: each an address, a title, a view and the template that shows it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from living_guidance.model import addresses
from living_guidance.model.corpus import Corpus
from living_guidance.model.text import Text
from living_guidance.render.messages import Messages
from living_guidance.view.changelog import changelog_view
from living_guidance.view.chapter import ChapterPage, chapter_view
from living_guidance.view.chemical import chemical_view, chemicals_view, listed_chemicals
from living_guidance.view.document import DocumentPage, document_view, documents_view
from living_guidance.view.home import home_view
from living_guidance.view.parts import Link, document_link, title_of
from living_guidance.view.rounds import round_view, rounds_view
from living_guidance.view.team import task_teams, team_view, teams_view
from living_guidance.view.translation import translation_view

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is made from the corpus."""

    uri: str
    title: str
    template: str
    view: object
    description: str = ""

    @property
    def text(self) -> Text | None:
        """The chapter text the page shows, if it is a chapter's page."""
        return self.view.text if isinstance(self.view, ChapterPage) else None


def site_pages(
    corpus: Corpus, texts: Mapping[str, Mapping[str, Text]], day: date, messages: Messages
) -> tuple[Page, ...]:
    """The pages in the messages' language; texts by language, then ``document/chapter``."""
    language = messages.language
    own = texts[language]
    return (
        Page(addresses.HOME, "", "home", home_view(corpus, own, day, language)),
        Page(
            addresses.DOCUMENTS,
            messages("pages.documents.title"),
            "documents",
            documents_view(corpus, own, day, language),
        ),
        *_document_pages(corpus, own, day, messages),
        Page(
            addresses.CHEMICALS,
            messages("pages.chemicals.title"),
            "chemicals",
            chemicals_view(corpus, own, day, language),
            messages("pages.chemicals.lead"),
        ),
        *(
            Page(view.uri, view.name.text, "chemical", view)
            for record in listed_chemicals(corpus, day)
            for view in [chemical_view(corpus, record, own, day, language)]
        ),
        Page(addresses.TEAMS, messages("pages.teams.title"), "teams", teams_view(corpus, own, language)),
        *(
            Page(view.uri, view.name.text, "team", view, view.role.text)
            for record in task_teams(corpus)
            for view in [team_view(corpus, record, own, day, language)]
        ),
        Page(
            addresses.CHANGES,
            messages("pages.changelog.title"),
            "changelog",
            changelog_view(corpus, None, own.values(), day, language),
            messages("pages.changelog.lead"),
        ),
        Page(
            addresses.ROUNDS,
            messages("pages.rounds.title"),
            "rounds",
            rounds_view(corpus, day, language),
            messages("pages.rounds.lead"),
        ),
        *(
            Page(
                addresses.round_page(located.value.id), view.line.link.name.text, "round", view, view.closing_words.text
            )
            for located in corpus.public_rounds.values()
            for view in [round_view(corpus, located.value, day, language)]
        ),
        Page(
            addresses.TRANSLATION,
            messages("pages.translation.title"),
            "translation",
            translation_view(corpus, texts, language),
            messages("pages.translation.lead"),
        ),
    )


def _document_pages(corpus: Corpus, own: Mapping[str, Text], day: date, messages: Messages) -> Iterator[Page]:
    """Each document's page and changelog, each chapter's page and changelog."""
    language = messages.language
    for key, located in corpus.documents.items():
        view: DocumentPage = document_view(corpus, located.value, own, day, language)
        yield Page(view.uri, view.short.text, "document", view, view.summary.text)
        subject = document_link(corpus, key, language)
        texts = [own[chapter.key] for chapter in corpus.chapters_of(key)]
        yield _changelog(corpus, subject, addresses.document_changes_page(key), texts, day, messages)
        for text in texts:
            chapter = chapter_view(corpus, text, day, language)
            yield Page(
                chapter.uri,
                chapter.title.text,
                "chapter",
                chapter,
                chapter.summary.text if chapter.summary else "",
            )
            link = Link(chapter.uri, title_of(text))
            yield _changelog(corpus, link, chapter.changes_uri, [text], day, messages)


def _changelog(corpus: Corpus, subject: Link, uri: str, texts: list[Text], day: date, messages: Messages) -> Page:
    title = messages("pages.changelog.title-of", subject=subject.name.text)
    view = changelog_view(corpus, subject, texts, day, messages.language)
    return Page(uri, title, "changelog", view)


@lru_cache(maxsize=8)
def _environment(messages: Messages) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.globals.update(
        t=messages,
        n=messages.count,
        day=messages.day,
        language=messages.language,
        addresses=addresses,
    )
    return environment


def render_page(page: Page, content: str, messages: Messages, link: Callable[[str], str], today: date) -> str:
    """The page's HTML; content is its own cleaned text, if it has one, and link resolves addresses."""
    template = _environment(messages).get_template(f"{page.template}.html.j2")
    return template.render(view=page.view, content=Markup(content), link=link, today=today)  # noqa: S704 - cleaned


def render_borrowed(content: str, written: str, messages: Messages) -> str:
    """A page's own cleaned text that there is in another language only, and what says so."""
    template = _environment(messages).get_template("borrowed.html.j2")
    return template.render(content=Markup(content), written=written)  # noqa: S704 - cleaned
