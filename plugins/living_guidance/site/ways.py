"""Where links lead: from one page of the site to another, and out of the text of a chapter."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from living_guidance.model.addresses import chapter_page
from living_guidance.text.inline import is_external
from living_guidance.text.states import State, States
from living_guidance.view.standing import follow


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from the page that is rendered."""

    page: Page
    files: Files
    states: States
    is_preview: bool
    """Whether most pages of the site were left out."""

    def to(self, uri: str) -> str:
        """The relative address of a page, named from the root. Raises PluginError where there is none."""
        path, mark, fragment = uri.partition("#")
        file = self.files.get_file_from_path(path)
        if file is None:
            if self.is_preview:
                return "#"
            raise PluginError(f"{self.page.file.src_uri} links to {path}, which is not a page of the site")
        return get_relative_url(file.url, self.page.url) + mark + fragment

    def resolve(self, shown: State) -> Callable[[str, str], str | None]:
        """Where a page named in the text of a chapter is, named from the root; the text is shown in a state."""
        return lambda path, fragment: follow(self.states, shown, path, fragment, self._exists)

    def from_text(self, shown: State) -> Callable[[str], str | None]:
        """Where a link leads as it is written in the text of a chapter, which says it from the chapter's address."""
        home = chapter_page(*shown.chapter.split("/"))
        resolve = self.resolve(shown)

        def way(target: str) -> str | None:
            if is_external(target):
                return target
            path, _, fragment = target.partition("#")
            uri = posixpath.normpath(posixpath.join(posixpath.dirname(home), path)) if path else home
            found = resolve(uri, fragment)
            # A redline shows what was deleted, too, and where that led may be no more.
            return self.to(found) if found and self._exists(found.partition("#")[0]) else None

        return way

    def _exists(self, uri: str) -> bool:
        return self.files.get_file_from_path(uri) is not None
