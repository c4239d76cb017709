"""The list of releases for programs, as a build makes it: without any, for it is publishing that knows them."""

import posixpath
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from living_guidance.model.addresses import RELEASES_DATA
from living_guidance.model.shelf import Shelf
from living_guidance.site.project import Project


def shelf_files(project: Project, config: MkDocsConfig) -> Iterator[File]:
    """The list, which every language links to; a release has none, for it cannot know which others follow."""
    if not project.is_final:
        settings = project.corpus.settings
        homes = {code: posixpath.join("..", settings.prefix(code), "") for code in settings.codes}
        yield File.generated(config, RELEASES_DATA, content=Shelf(homes=homes).text())
