"""The list of the releases on a site: the pages that show it, and the same for programs.

A build makes both without any release, and the pages bring all their words. Whatever puts releases beside a build
fills them in, from nothing but what stands there. So no release is named that is not there, and none is left out.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape
from pydantic import ValidationError

from living_guidance.model.addresses import RELEASES_DATA
from living_guidance.model.release import RECORD, SITE, ReleaseRecord
from living_guidance.model.shelf import FORMAT, RELEASES, ListedArchive, ListedRelease, Shelf
from living_guidance.release.verify import read_release
from living_guidance.text.locales import day_words, number_words, own_name

_PAGE = re.compile(rf"(?:(?!{RELEASES}/)[^/]+/)?{RELEASES}/index\.html")
_HOME = re.compile(rf"{SITE}/(?:(?P<folder>[^/]+)/)?index\.html")
_PROOF = re.compile(rb"([0-9a-f]{64})  ([^\0\n]+)\n")
_PATTERN = re.compile(r'<template data-release="(\w+)">(.*?)</template>', re.DOTALL)
_PATTERNS = frozenset({"none", "all", "one", "home"})
_LIST = re.compile(r"(<!--releases:(?P<language>[\w-]+)-->).*?(<!--/releases-->)", re.DOTALL)
_PLACE = re.compile(r"⟦(\w+)⟧")


class ForeignListError(Exception):
    """A list on a site is none that this code can fill in; the argument is its path."""


def is_list(path: str) -> bool:
    """Whether a file of a site may be one that lists its releases, by its path."""
    return path == RELEASES_DATA or _PAGE.fullmatch(path) is not None


def listed_release(record: bytes, proof: bytes, size: int) -> ListedRelease | None:
    """A release as the list has it: its record, what vouches for its archive, and how many bytes that has.

    None where it is no release that this code can read.
    """
    found, vouched = read_release(record), _PROOF.fullmatch(proof)
    if found is None or vouched is None:
        return None
    # The digest of the day of publication, not today's: whoever touched the archive since is found out.
    archive = ListedArchive(path=vouched[2].decode(errors="replace"), bytes=size, sha256=vouched[1].decode())
    return ListedRelease(
        id=found.id,
        type=found.type,
        date=found.date,
        title=found.title,
        meeting=found.meeting_name,
        homes=_homes(found),
        record=f"{found.id}/{RECORD}",
        archive=archive,
    )


def _homes(record: ReleaseRecord) -> dict[str, str]:
    found = {}
    for file in record.files:
        match = _HOME.fullmatch(file.path)
        if match and file.language and match["folder"] in (None, file.language):
            found[file.language] = posixpath.join(record.id, match["folder"] or "", "")
    return dict(sorted(found.items(), key=lambda item: (item[1].count("/"), item[0])))


def list_releases(files: Mapping[str, bytes], releases: Iterable[ListedRelease]) -> dict[str, bytes]:
    """The files of a site that list its releases, filled in anew, by path from its root; other files are left out.

    Raises ForeignListError.
    """
    newest_first = sorted(releases, key=lambda one: (one.date, one.id), reverse=True)
    return {
        path: _data(content, newest_first) if path == RELEASES_DATA else _page(path, content, newest_first)
        for path, content in files.items()
        if is_list(path)
    }


def _data(content: bytes, releases: Iterable[ListedRelease]) -> bytes:
    try:
        shelf = Shelf.model_validate_json(content)
    except ValidationError as error:
        raise ForeignListError(RELEASES_DATA) from error
    if shelf.format != FORMAT:
        raise ForeignListError(RELEASES_DATA)
    return shelf.model_copy(update={"releases": tuple(releases)}).text().encode()


def _page(path: str, content: bytes, releases: Iterable[ListedRelease]) -> bytes:
    # Somebody's own page may stand there, in any encoding: without all of our patterns it stays as it is.
    text = content.decode("utf-8", "surrogateescape")
    patterns = dict(_PATTERN.findall(text))
    if not patterns.keys() >= _PATTERNS:
        return content
    to_shelf = posixpath.join(posixpath.relpath(RELEASES, posixpath.dirname(path)), "")

    def fill(match: re.Match[str]) -> str:
        language = match["language"]
        rows = [_row(one, language, to_shelf, patterns) for one in releases]
        filled = _filled(patterns["all"], {"rows": Markup().join(rows)}) if rows else patterns["none"]
        return f"{match[1]}{filled}{match[3]}"

    try:
        return _LIST.sub(fill, text).encode("utf-8", "surrogateescape")
    except KeyError as error:
        # A pattern has a place of which only another version of this program knows.
        raise ForeignListError(path) from error


def _row(one: ListedRelease, language: str, to_shelf: str, patterns: Mapping[str, str]) -> Markup:
    title, spoken = one.title.best(language)
    meeting, named = one.meeting.best(language) if one.meeting else ("", language)
    homes = [
        _filled(patterns["home"], {"home": to_shelf + home, "language": code, "name": own_name(code)})
        for code, home in one.homes.items()
    ]
    words = {
        "id": one.id,
        "title": title,
        "title_language": spoken,
        "meeting": meeting,
        "meeting_language": named,
        "date": one.date.isoformat(),
        "day": day_words(one.date, language),
        "homes": Markup().join(homes),
        "home": to_shelf + (one.homes.get(language) or next(iter(one.homes.values()), f"{one.id}/")),
        "archive": to_shelf + one.archive.path,
        "archive_name": one.archive.path,
        "size": number_words(max(0.1, round(one.archive.bytes / 1e6, 1)), language),
        "digest": one.archive.sha256,
        "record": to_shelf + one.record,
    }
    return _filled(patterns["one"], words)


def _filled(pattern: str, words: Mapping[str, str]) -> Markup:
    """A pattern with its places filled, once: what people wrote may look like a place, and is no HTML."""
    return Markup(_PLACE.sub(lambda match: escape(words[match[1]]), pattern))  # noqa: S704 - each word is escaped
