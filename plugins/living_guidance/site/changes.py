"""What changed: the words that changelogs show, kept from build to build; feeds and open data as files of the site."""

import json
from collections.abc import Iterator, Mapping
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from living_guidance.load.cache import Cache
from living_guidance.model.addresses import CHANGES_DATA
from living_guidance.render.changes_json import changes_json
from living_guidance.render.feeds import render_feed
from living_guidance.render.histories import ChangedWords, changed_words
from living_guidance.render.messages import Messages
from living_guidance.site.project import Project
from living_guidance.text.states import State
from living_guidance.view.changelog import ChangelogPage, ways_of
from living_guidance.view.parts import author_of


def change_files(project: Project, language: str, config: MkDocsConfig) -> Iterator[File]:
    """The feed of each changelog in a language, and all changes of the site as data, which every language links to."""
    settings, messages = project.corpus.settings, project.messages(language)
    author = author_of(project.corpus, language).text
    data = changes_json(project.states, ways_of(project.states), project.rounds)
    yield File.generated(config, CHANGES_DATA, content=data)
    for page in project.pages(language).values():
        if isinstance(page.view, ChangelogPage) and page.view.feed_uri:
            content = render_feed(page.view, config.site_name, author, settings, messages, project.day)
            yield File.generated(config, page.view.feed_uri, content=content)


def kept_words(project: Project, messages: Messages, cache: Cache) -> ChangedWords:
    """What changed in the words of paragraphs, in a language; what an earlier build found is not sought again."""
    states, language = project.states, messages.language

    def words(old: State, new: State) -> Mapping[str, str]:
        made = cache(
            lambda: json.dumps(changed_words(states.redline(old, new, language), messages)),
            *("words", language, states.digest(old, language), states.digest(new, language)),
        )
        return cast(dict[str, str], json.loads(made))

    return words
