"""Changelogs as Atom feeds: an entry for each change record, and one for each snapshot.

An entry's id is a tag (RFC 4151) of the site's name, the day, the language and the record, so it outlives every move of
a page; the same entry has the same id in the feeds of the site, the document and the chapter. Dates are those of the
records and snapshots. The working text, which is still being written, is in no feed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed
from markupsafe import Markup

from living_guidance.model.addresses import public_address
from living_guidance.model.records import Settings
from living_guidance.render.messages import Messages
from living_guidance.view.changelog import ChangelogPage, ChapterChanges, RecordLine, StateChanges


@dataclass(frozen=True, slots=True)
class _Entry:
    day: date
    id: str
    """What stands in its tag behind the language."""
    language: str
    title: str
    uri: str
    said: tuple[str, ...]
    """Its paragraphs; a link in one is marked up."""
    category: str


class _Feed(Atom1Feed):  # type: ignore[misc]
    """The library's feed, which says in which language each entry is and never looks at the clock."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] != self.feed["language"] else {}

    def latest_post_date(self) -> datetime:
        days: list[datetime] = [item["updateddate"] for item in self.items]
        return max(days, default=self.feed["day"])


def render_feed(
    view: ChangelogPage, site_name: str, author: str, settings: Settings, messages: Messages, today: date
) -> str:
    """The feed of a changelog as XML; a feed without entries is as old as the day it is made for."""
    prefix = settings.prefix(messages.language)

    def address(uri: str) -> str:
        return public_address(settings.site_url, prefix, uri)

    itself = f"{settings.site_url.rstrip('/')}/{view.feed_uri}"
    feed = _Feed(
        title=f"{site_name} · {_title(view, messages)}",
        link=address(view.uri),
        description=None,
        language=messages.language,
        author_name=author,
        feed_url=itself,
        feed_guid=itself,
        day=_instant(today),
    )
    entries = sorted(_entries(view, messages, address), key=lambda entry: (entry.day, entry.id), reverse=True)
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=address(entry.uri),
            description=str(Markup().join(Markup("<p>{}</p>").format(words) for words in entry.said)),
            unique_id=_tag(settings, entry, messages.language),
            updateddate=_instant(entry.day),
            categories=[entry.category],
            language=entry.language,
        )
    stream = StringIO()
    feed.write(stream, "utf-8")
    return f"{stream.getvalue()}\n"


def _title(view: ChangelogPage, messages: Messages) -> str:
    if view.subject is None:
        return messages("pages.changelog.title")
    return messages("pages.changelog.title-of", subject=view.subject.name.text)


def _instant(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _tag(settings: Settings, entry: _Entry, language: str) -> str:
    host = (urlsplit(settings.site_url).hostname or "").encode("idna").decode()
    return f"tag:{host},{entry.day.isoformat()}:{language}/{entry.id}"


def _entries(view: ChangelogPage, messages: Messages, address: Callable[[str], str]) -> Iterator[_Entry]:
    for state in view.states:
        published = [chapter for chapter in state.chapters if chapter.is_published]
        yield from (_record(chapter, line, messages, address) for chapter in published for line in chapter.records)
        if state.state.day:
            yield _snapshot(view, state, messages)


def _record(chapter: ChapterChanges, line: RecordLine, messages: Messages, address: Callable[[str], str]) -> _Entry:
    kind = messages(f"change-class.{line.record.change_class}")
    said = [line.line.summary.text]
    if line.line.cause and line.record.caused_by:
        cause = messages(f"cause.{line.record.caused_by.kind}")
        called = line.line.cause.name.text
        if uri := line.line.cause.uri:
            called = Markup('<a href="{}">{}</a>').format(address(uri), called)
        said.append(Markup("{}{}{}").format(cause, messages("pages.colon"), called))
    return _Entry(
        day=line.record.date,
        id=f"{chapter.key.partition('/')[0]}/{line.record.id}",
        language=line.line.summary.language,
        title=messages("pages.feed.entry", chapter=chapter.chapter.name.text, **{"class": kind}),
        uri=line.uri,
        said=tuple(said),
        category=line.record.change_class,
    )


def _snapshot(view: ChangelogPage, state: StateChanges, messages: Messages) -> _Entry:
    title, day = state.state.title, state.state.day
    assert title
    assert day
    separator = messages("pages.list-separator")
    counts = separator.join(messages.count(f"pages.redline.{fate}", count) for fate, count in state.counts.items())
    begun = separator.join(link.name.text for link in state.begun)
    said = [counts or messages("pages.changelog.nothing")] if state.chapters else []
    said += [f"{messages('pages.changelog.begun')}{messages('pages.colon')}{begun}"] if begun else []
    subject = view.uri.removesuffix(".md").removesuffix("changes/index").removesuffix("changes").strip("/")
    return _Entry(
        day=day,
        id="/".join(part for part in ("snapshots", state.state.id, subject) if part),
        language=title.language,
        title=title.text,
        uri=f"{view.uri}#{state.state.id}",
        said=tuple(said),
        category="snapshot",
    )
