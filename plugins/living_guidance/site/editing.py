"""The project's web editor, as MkDocs' own settings name it: ``repo_url``, ``edit_uri``, ``edit_uri_template``."""

from collections.abc import Callable
from functools import cache
from os.path import relpath
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from living_guidance.model.issue import Location


def web_editor(config: MkDocsConfig) -> Callable[[Location], str]:
    """A function that gives the address at which a place is edited; empty where the settings name no editor."""
    root = Path(config.config_file_path).parent

    @cache
    def editor(path: str) -> str:
        # Those settings lead to docs_dir, and from there MkDocs finds the way.
        file = File(path, str(root), config.site_dir, config.use_directory_urls)
        file.edit_uri = Path(relpath(root / path, config.docs_dir)).as_posix()
        return Page(None, file, config).edit_url or ""

    def edit_url(place: Location) -> str:
        url = editor(place.path) if place.path else ""
        return f"{url}#L{place.line}" if url and place.line else url

    return edit_url
