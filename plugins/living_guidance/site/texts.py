"""The texts of all states as files of the site, for the browser to compare; each language brings its own."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from living_guidance.load.cache import Cache
from living_guidance.render.state_text import state_text
from living_guidance.site.project import Project
from living_guidance.site.ways import Ways
from living_guidance.text.states import State
from living_guidance.view.choices import text_uri


def text_files(project: Project, language: str, files: Files, config: MkDocsConfig, cache: Cache) -> Iterator[File]:
    """The text of each state of each chapter that can be compared, in a language.

    The addresses in them are those of this language's pages, so the files must be final.
    """
    states = project.states
    comparable = (states.of(key) for key in states.chapters)
    # A chapter that was split shares its past with another one.
    for state in dict.fromkeys(state for every in comparable if len(every) > 1 for state in every):
        uri = text_uri(state, language)
        file = File.generated(config, uri, content="")
        file.content_string = cache(
            lambda state=state, file=file: _content(project, state, language, file, files),  # type: ignore[misc]
            *("text", uri, states.digest(state, language)),
        )
        yield file


def _content(project: Project, state: State, language: str, file: File, files: Files) -> str:
    states = project.states
    # A file has no page, but a place from which links lead.
    ways = Ways(cast(Any, SimpleNamespace(url=file.url, file=file)), files, states, is_preview=False)
    record = state.snapshot.record if state.snapshot else None
    title = record.title.best(language)[0] if record else project.messages(language)("pages.standing.working")
    return state_text(
        states.text(state, language),
        state.id,
        title,
        state.day,
        states.corpus.terms(language),
        ways.from_text(state),
    )
