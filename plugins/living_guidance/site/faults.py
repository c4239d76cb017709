"""What is wrong with a project, in the words of the terminal's language."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from living_guidance.load.catalogues import read_catalogue
from living_guidance.load.files import read_text
from living_guidance.load.settings import load_settings
from living_guidance.load.tree import list_files
from living_guidance.model.issue import Issue, Severity
from living_guidance.render.issues import issues_text
from living_guidance.render.messages import load_messages, preferred_language

_INTERFACE = "translations/interface"
_UNREADABLE = frozenset({"po.syntax", "po.charset"})
"""What is said of a chapter's catalogue only, such as that a message has a plural, is no fault of the interface's."""


def errors_text(issues: Iterable[Issue]) -> str:
    """The errors among the issues as people read them; empty where there is none."""
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    return issues_text(errors, load_messages(preferred_language(os.environ))).rstrip("\n") if errors else ""


def settings_text(root: Path) -> str:
    """The errors in mkdocs.yml as far as they concern the guidance; empty where there is none."""
    return errors_text(load_settings(root)[1])


def interface_issues(root: Path) -> Iterator[Issue]:
    """Every reason why one of the project's own catalogues of the interface cannot be read."""
    for path in list_files(root, _INTERFACE).files:
        if not path.endswith(".po"):
            continue
        file = read_text(root, path)
        yield from file.issues
        if file.text is not None:
            yield from (issue for issue in read_catalogue(file.text, path)[1] if issue.code in _UNREADABLE)
