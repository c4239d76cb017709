"""All pages of the site: each an address, a title, a view and the template that shows it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from living_guidance.model import addresses
from living_guidance.model.records import Settings
from living_guidance.model.text import Text
from living_guidance.render import round_charts
from living_guidance.render.citation import citation_forms
from living_guidance.render.comment_kit import Kit, KitMeans, kit_values
from living_guidance.render.comment_words import comment_data
from living_guidance.render.compare_words import compare_words
from living_guidance.render.histories import ChangedWords
from living_guidance.render.messages import Messages
from living_guidance.render.redline import render_redline
from living_guidance.render.redline_panes import render_panes
from living_guidance.render.redline_words import Resolve
from living_guidance.render.sizes import size_words
from living_guidance.text.history import intervals
from living_guidance.text.states import States
from living_guidance.view.call import call_view
from living_guidance.view.changelog import (
    ChangelogPage,
    Ways,
    changelog_view,
    chapter_changelog_view,
    ways_of,
)
from living_guidance.view.chapter import ChapterPage, chapter_view
from living_guidance.view.chemical import chemical_view, chemicals_view, listed_chemicals
from living_guidance.view.commenting import Commenting, document_commenting, kits_of
from living_guidance.view.comparison import ComparisonPage, PanesView, comparison_view, panes_view
from living_guidance.view.document import DocumentPage, document_view, documents_view
from living_guidance.view.home import home_view
from living_guidance.view.parts import Link, Name, feed_uri
from living_guidance.view.receipt import ReceiptPage, receipt_views
from living_guidance.view.releases import releases_view
from living_guidance.view.remarks import remarks_view
from living_guidance.view.round_comments import (
    CompilationContents,
    CompilationPage,
    compilation_views,
    contents_view,
)
from living_guidance.view.rounds import round_view, rounds_view
from living_guidance.view.standing import state_pages
from living_guidance.view.submitted import Submitted, submitted_calls
from living_guidance.view.team import task_teams, team_view, teams_view
from living_guidance.view.told import Told, told_rounds
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
    is_found: bool = True
    """Whether searches lead to it, the site's own and those of the web."""
    canonical: str = ""
    """The page that searches of the web are to lead to instead."""
    is_searched: bool = True
    """Whether the site's own search leads to it, if searches do at all."""

    @property
    def text(self) -> Text | None:
        """The chapter text the page shows, if it is a chapter's page."""
        return self.view.text if isinstance(self.view, ChapterPage) else None

    @property
    def is_of_comments(self) -> bool:
        """Whether it is made of comments, so that no text of the guidance may link to it."""
        return isinstance(self.view, CompilationContents | CompilationPage | ReceiptPage)


def site_pages(states: States, messages: Messages, rounds: Mapping[str, Told] | None = None) -> tuple[Page, ...]:
    """The pages in the messages' language; rounds are those that are told of, if somebody has them already."""
    rounds = told_rounds(states) if rounds is None else rounds
    language, corpus, day = messages.language, states.told, states.day
    own, ways = states.standing_texts(language), ways_of(states)
    return (
        Page(addresses.HOME, "", "home", home_view(corpus, own, day, language, rounds)),
        Page(
            addresses.DOCUMENTS,
            messages("pages.documents.title"),
            "documents",
            documents_view(corpus, own, day, language),
        ),
        *_document_pages(states, own, ways, rounds, messages),
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
            changelog_view(states, ways, language, rounds=rounds),
            messages("pages.changelog.lead"),
        ),
        Page(
            addresses.ROUNDS,
            messages("pages.rounds.title"),
            "rounds",
            rounds_view(corpus, day, language),
            messages("pages.rounds.lead"),
        ),
        *(page for told in rounds.values() for page in _round_pages(told, rounds, messages)),
        *(_call_page(call, language, is_final=states.is_final) for call in submitted_calls(corpus, day).values()),
        Page(
            addresses.TRANSLATION,
            messages("pages.translation.title"),
            "translation",
            translation_view(states, language),
            messages("pages.translation.lead"),
        ),
        Page(
            addresses.RELEASES,
            messages("pages.releases.title"),
            "releases",
            releases_view(states, language),
            messages("pages.releases.lead"),
        ),
    )


def _round_pages(told: Told, rounds: Mapping[str, Told], messages: Messages) -> Iterator[Page]:
    """A round, its compilation and its receipts.

    Comments are left to searches of the web: in that of the site they would stand before the guidance. A receipt shows
    what stands in the compilation once more.
    """
    language = messages.language
    view = round_view(told, rounds, language, tuple(_form_links(told, messages)))
    title = view.announcement.line.link.name.text
    yield Page(addresses.round_page(told.record.id), title, "round", view, view.announcement.closing_words.text)
    if not told.comments:
        return
    contents = contents_view(told, language)
    heading = messages("pages.comments.title")
    yield Page(contents.uri, f"{heading} · {title}", "contents", contents, is_searched=False)
    for part in compilation_views(told, language):
        own = f"{heading} · {part.title.text}"
        yield Page(part.uri, own, "compilation", part, is_searched=False)
    for receipt in receipt_views(told, language):
        called = receipt.sender.name.text if receipt.sender.name else receipt.receipt.code
        yield Page(receipt.uri, messages("pages.receipt.title", name=called), "receipt", receipt, is_found=False)


def _call_page(call: Submitted, language: str, *, is_final: bool) -> Page:
    view = call_view(call, language, is_final=is_final)
    announced = view.announcement
    uri = addresses.round_page(call.record.id)
    return Page(uri, announced.line.link.name.text, "call", view, announced.closing_words.text)


FORMS = ("xlsx", "csv")
"""The kinds of file that the form of a round is published as."""


def _form_links(told: Told, messages: Messages) -> Iterator[Link]:
    """The files with which a round is commented on, while it is open."""
    if told.is_open:
        for form in FORMS:
            title = messages(f"pages.round.form-{form}")
            yield Link(addresses.form_file(told.record.id, form), Name(title, messages.language))
    for kit in kits_of(told.states, told.record, messages.language):
        title = messages("pages.commenting.kit", document=kit.name.text)
        yield Link(kit.uri, Name(title, messages.language))


def _document_pages(
    states: States, own: Mapping[str, Text], ways: Ways, rounds: Mapping[str, Told], messages: Messages
) -> Iterator[Page]:
    """Each document's page and changelog, each chapter in all its states and its changelog."""
    language, corpus, day = messages.language, states.told, states.day
    for key, located in corpus.documents.items():
        view: DocumentPage = document_view(corpus, located.value, own, day, language, rounds)
        yield Page(view.uri, view.short.text, "document", view, view.summary.text)
        yield _changelog(changelog_view(states, ways, language, key, rounds), messages)
        opens = document_commenting(states, key, language)
        for name in states.chapters_of(key):
            yield from _pages_of(states, name, ways, rounds, opens, messages)
        for name in states.former_chapters_of(key):
            yield from _pages_of(states, name, {**ways, name: intervals(states, name)}, rounds, opens, messages)


def _pages_of(
    states: States, key: str, ways: Ways, rounds: Mapping[str, Told], opens: Commenting | None, messages: Messages
) -> Iterator[Page]:
    """A chapter in all its states, what changed between them, and its changelog."""
    yield from _chapter_pages(states, key, rounds, opens, messages)
    yield from _comparison_pages(states, key, rounds, messages)
    yield _changelog(chapter_changelog_view(states, ways, key, messages.language, rounds), messages)


def _chapter_pages(
    states: States, key: str, rounds: Mapping[str, Told], opens: Commenting | None, messages: Messages
) -> Iterator[Page]:
    """A chapter at its own address, and in each of its states; searches lead to the first."""
    own = addresses.chapter_page(*key.split("/"))
    for uri, state in state_pages(states, key):
        remarks = remarks_view(rounds, key, state, messages.language)
        view = chapter_view(states, key, uri, state, messages.language, remarks, opens)
        summary = view.summary.text if view.summary else ""
        canonical = own if uri != own and state.snapshot else ""
        yield Page(uri, view.title.text, "chapter", view, summary, is_found=uri == own, canonical=canonical)


def _comparison_pages(states: States, key: str, rounds: Mapping[str, Told], messages: Messages) -> Iterator[Page]:
    """What changed in a chapter between each usual pair of its states; searches lead to the texts themselves."""
    for old, new in states.usual_pairs(key):
        view = comparison_view(states, key, old, new, messages.language, rounds)
        title = messages("pages.comparison.title", chapter=view.chapter.name.text)
        yield Page(view.uri, title, "comparison", view, is_found=False)
        if view.panes_uri:
            panes = panes_view(states, key, old, new, messages.language, rounds)
            yield Page(panes.uri, title, "panes", panes, is_found=False)


def _changelog(view: ChangelogPage, messages: Messages) -> Page:
    assert view.subject
    return Page(view.uri, messages("pages.changelog.title-of", subject=view.subject.name.text), "changelog", view)


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
        charts=round_charts,
        size=partial(size_words, messages=messages),
        comment_data=partial(comment_data, messages=messages),
        compare_words=partial(compare_words, messages),
        citation_forms=partial(citation_forms, messages=messages),
    )
    return environment


def render_page(page: Page, content: str, messages: Messages, link: Callable[[str], str], today: date) -> str:
    """The page's HTML; content is its own cleaned text or its redline, if it has one, and link resolves addresses."""
    template = _environment(messages).get_template(f"{page.template}.html.j2")
    return template.render(view=page.view, content=Markup(content), link=link, today=today)  # noqa: S704 - cleaned


def render_part(template: str, messages: Messages, **values: object) -> str:
    """A part of a page that is made by itself, so that it can be kept."""
    return _environment(messages).get_template(f"{template}.html.j2").render(**values)


def macro_of(template: str, name: str, messages: Messages, **values: object) -> Callable[..., str]:
    """A macro of a template, which makes a part of a page."""
    module = _environment(messages).get_template(f"{template}.html.j2").make_module(values)
    return cast(Callable[..., str], getattr(module, name))


def render_comparison(view: ComparisonPage | PanesView, states: States, messages: Messages, follow: Resolve) -> str:
    """The redline that a page is for; ``follow`` says where a link leads that stands in the text."""
    page = view.comparison if isinstance(view, PanesView) else view
    redline = states.redline(page.before, page.state, page.language)
    if isinstance(view, ComparisonPage):
        return render_redline(redline, messages, follow, _labels(page, messages))
    other = states.redline(page.before, page.state, view.other)
    return render_panes(redline, other, messages, follow, _labels(page, messages))


def render_histories(view: ChangelogPage, words: ChangedWords, messages: Messages, link: Callable[[str], str]) -> str:
    """What became of each paragraph of a chapter, for its changelog; words are those that changed."""
    return _environment(messages).get_template("histories.html.j2").render(view=view, write=words, link=link)


def render_kit(kit: Kit, messages: Messages, means: KitMeans) -> str:
    """The offline kit of a document."""
    return _environment(messages).get_template("comment-kit.html.j2").render(kit_values(kit, messages, means))


def feed_of(page: Page, settings: Settings, language: str) -> str:
    """The feed of what a page shows, if that has one."""
    if isinstance(page.view, ChangelogPage):
        return page.view.feed_uri
    if isinstance(page.view, ChapterPage | DocumentPage):
        return feed_uri(settings, page.view.changes_uri, language)
    return feed_uri(settings, addresses.CHANGES, language) if page.uri == addresses.HOME else ""


def _labels(view: ComparisonPage, messages: Messages) -> tuple[str, str]:
    working = messages("pages.standing.working")
    old, new = (line.title.text if line.title else working for line in (view.old, view.new))
    return old, new


def render_borrowed(content: str, written: str, messages: Messages) -> str:
    """A page's own cleaned text that there is in another language only, and what says so."""
    template = _environment(messages).get_template("borrowed.html.j2")
    return template.render(content=Markup(content), written=written)  # noqa: S704 - cleaned
