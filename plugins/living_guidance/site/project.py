"""What one build works from: the corpus, the day, and every text in every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from living_guidance.model.corpus import Corpus
from living_guidance.render.messages import Messages, load_messages
from living_guidance.render.pages import Page, site_pages
from living_guidance.text.states import States
from living_guidance.view.submitted import Submitted, submitted_calls
from living_guidance.view.told import Told, told_rounds


@dataclass(frozen=True)
class Project:
    """A corpus on a day; what is derived from it is computed once and shared by all languages."""

    root: Path
    corpus: Corpus
    day: date
    is_final: bool = False
    """Whether the site is part of a release."""

    @cached_property
    def states(self) -> States:
        """Every chapter in every state that is shown."""
        return States(self.corpus, self.day, is_final=self.is_final)

    @cached_property
    def rounds(self) -> Mapping[str, Told]:
        """What may be told of each round."""
        return told_rounds(self.states)

    @cached_property
    def calls(self) -> Mapping[str, Submitted]:
        """What may be told of each call for information."""
        return submitted_calls(self.states.told, self.day)

    def folders(self, only: str | None) -> list[Path]:
        """The folders that the site is made from, or one chapter, ``document/chapter``, with what it needs."""
        folders = ["guidance", "translations"]
        if only:
            document = only.partition("/")[0]
            translations = (f"translations/{code}/{document}" for code in self.corpus.settings.codes)
            folders = ["guidance/registers", f"guidance/{document}", *translations]
        return [self.root / folder for folder in folders]

    def messages(self, language: str) -> Messages:
        """The interface in a language."""
        return load_messages(language, self.root)

    @cached_property
    def _pages(self) -> dict[str, dict[str, Page]]:
        return {}

    def pages(self, language: str) -> Mapping[str, Page]:
        """The pages in a language, by address."""
        if language not in self._pages:
            made = site_pages(self.states, self.messages(language), self.rounds)
            self._pages[language] = {page.uri: page for page in made}
        return self._pages[language]
