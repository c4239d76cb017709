"""What is wrong with a project, in the words of the terminal's language."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

from living_guidance.load.catalogues import read_catalogue
from living_guidance.load.files import read_file
from living_guidance.load.pictures import published_issues
from living_guidance.load.settings import load_settings
from living_guidance.load.tree import list_files
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.release import RECORD
from living_guidance.model.shelf import RELEASES
from living_guidance.render.issues import issues_text
from living_guidance.render.messages import load_messages, preferred_language
from living_guidance.site.own_pages import own_page_issues

_INTERFACE = "translations/interface"
_OF_CHAPTER = re.compile(rf"(?:guidance|(?!{_INTERFACE}/)translations/[^/]+)/(?P<key>[^/]+/[^/]+)\.(?:md|pot?)")
_PLACE = re.compile(r"\{[^{}]*\}?|\}")
_UNREADABLE = frozenset({"po.syntax", "po.charset"})
"""What is said of a chapter's catalogue only, such as that a message has a plural, is no fault of the interface's."""


def errors_text(issues: Iterable[Issue]) -> str:
    """The errors among the issues as people read them; empty where there is none."""
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    return issues_text(errors, load_messages(preferred_language(os.environ))).rstrip("\n") if errors else ""


def settings_text(root: Path) -> str:
    """The errors in mkdocs.yml as far as they concern the guidance; empty where there is none."""
    return errors_text(load_settings(root)[1])


def released_text(site_dir: Path) -> str:
    """Why nothing may be built into a folder, whose releases MkDocs would throw away; empty where there are none."""
    ids = sorted(path.parent.name for path in (site_dir / RELEASES).glob(f"*/{RECORD}"))
    if not ids:
        return ""
    messages = load_messages(preferred_language(os.environ))
    return messages("cli.build.released", site=site_dir, ids=", ".join(ids))


def concerns(issue: Issue, chapter: str) -> bool:
    """Whether an issue matters to one chapter, ``document/chapter``: it is not in the files of another."""
    found = _OF_CHAPTER.fullmatch(issue.where.path)
    return not found or found["key"] == chapter


def site_issues(root: Path, corpus: Corpus) -> Iterator[Issue]:
    """What is wrong with what the site is made from besides the guidance."""
    yield from interface_issues(root)
    yield from own_page_issues(root, corpus)
    yield from published_issues(root, corpus.files)


def interface_issues(root: Path) -> Iterator[Issue]:
    """What is wrong with the project's own catalogues of the interface."""
    for path in list_files(root, _INTERFACE).files:
        if not path.endswith(".po"):
            continue
        file = read_file(root, path)
        yield from file.issues
        if file.text is None:
            continue
        unreadable = [issue for issue in read_catalogue(file.text, path)[1] if issue.code in _UNREADABLE]
        yield from unreadable or _misfits(file.text, path)


def _misfits(text: str, path: str) -> Iterator[Issue]:
    """The messages that have not the places of their source; readers see the source."""
    for message in polib.pofile(text, wrapwidth=0):
        wanted = {*_PLACE.findall(message.msgid), *_PLACE.findall(message.msgid_plural)}
        for target in filter(None, (message.msgstr, *message.msgstr_plural.values())):
            found = set(_PLACE.findall(target))
            # A plural may well say "one" instead of the number.
            lost = set() if message.msgid_plural else wanted - found
            for code, places in (("po.lost-macro", lost), ("po.added-macro", found - wanted)):
                for place in sorted(places):
                    where = Location(path, message.linenum or 0, 1)
                    yield Issue(code, where, Severity.WARNING, {"id": message.msgctxt or "", "found": place})
