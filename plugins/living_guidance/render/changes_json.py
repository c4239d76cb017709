"""Everything that changed as open data, ``changes.json``: its keys are a contract, its order is fixed.

``format``
    The version of this layout: ``"1"``. Keys may be added to it; none goes or changes its meaning.
``site``, ``languages``
    The address of the site, and the codes of its languages, the default one first. Every value "by language" is an
    object with a code for each key.
``snapshots``
    The published snapshots, the oldest first: ``id``, ``type``, ``date`` and ``title`` (by language).
``chapters``
    In the order of the site, each with

    ``document``, ``chapter``, ``title`` (by language), ``address`` (by language: the text that stands),
    ``changelog`` (by language)
        What it is called, and where it is.
    ``intervals``
        From state to state, the oldest first.

An interval:

``from``, ``to``
    A snapshot's id, or ``working`` for today's working text; ``from`` is null where the chapter begins.
``from_chapter``, ``to_chapter``
    ``document/chapter`` as it was called then; it differs where a chapter was renamed or split.
``text``, ``redline``
    By language, the permanent address of the text of ``to``, and of what changed. ``text`` with ``#`` and the id of a
    paragraph is the permanent address of that. Null where there is no such page.
``counts``
    How many paragraphs changed, by fate; a table row counts as one.
``changed``
    Each paragraph that changed, in the order of the text, those that are gone last: ``id``, ``kind``, ``fate``,
    ``moved``, ``others`` (ids of the paragraphs that its words came from or went to), and ``records``, the ids of the
    change records that speak of it.
``records``
    The change records of the interval, the oldest first: ``id``, ``date``, ``kind``, ``class``, ``paragraphs``,
    ``summary`` (by language), and ``cause``, which is null or has ``kind``, ``reference``, ``note`` (null or by
    language) and ``address`` (by language: where a comment is shown; null for one that is not, and for other causes).
"""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from living_guidance.model.addresses import chapter_changes_page, chapter_page, public_address
from living_guidance.model.records import CausedBy, ChangeRecord, Words
from living_guidance.model.snapshot import Snapshot
from living_guidance.model.vocabulary import Cause, Fate
from living_guidance.text.history import Interval
from living_guidance.text.states import States
from living_guidance.view.changelog import Ways, permanent_page
from living_guidance.view.standing import redline_uri
from living_guidance.view.told import Told, comment_uri

FORMAT = "1"


def changes_json(states: States, ways: Ways, rounds: Mapping[str, Told] = {}) -> str:
    """The changes of every chapter up to the day."""
    settings, day = states.corpus.settings, states.day
    values = {
        "format": FORMAT,
        "site": settings.site_url,
        "languages": list(settings.codes),
        "snapshots": [_snapshot(one) for one in states.corpus.published(day)],
        "chapters": [_chapter(states, key, found, rounds) for key, found in ways.items()],
    }
    return f"{json.dumps(values, ensure_ascii=False, indent=1)}\n"


def _snapshot(snapshot: Snapshot) -> dict[str, Any]:
    record = snapshot.record
    return {"id": record.id, "type": record.type, "date": record.date.isoformat(), "title": _words(record.title)}


def _words(words: Words) -> dict[str, str]:
    return dict(sorted(words.root.items()))


def _chapter(states: States, key: str, ways: tuple[Interval, ...], rounds: Mapping[str, Told]) -> dict[str, Any]:
    document, chapter = key.split("/")
    standing = states.standing(key)
    titles = ((code, states.text(standing, code).front("title")) for code in states.corpus.settings.codes)
    return {
        "document": document,
        "chapter": chapter,
        "title": {front.language: front.text for _, front in titles if front},
        "address": _addresses(states, chapter_page(document, chapter)),
        "changelog": _addresses(states, chapter_changes_page(document, chapter)),
        "intervals": [_interval(states, way, rounds) for way in ways],
    }


def _addresses(states: States, uri: str) -> Mapping[str, str] | None:
    settings = states.corpus.settings
    codes = settings.codes if uri else ()
    return {code: public_address(settings.site_url, settings.prefix(code), uri) for code in codes} or None


def _interval(states: States, way: Interval, rounds: Mapping[str, Told]) -> dict[str, Any]:
    counts = Counter(fate.fate for fate in way.changed.values())
    redline = redline_uri(way.chapter, way.old, way.new) if way.old and way.changed else ""
    return {
        "from": way.old and way.old.id,
        "to": way.new.id,
        "from_chapter": way.old and way.old.chapter,
        "to_chapter": way.new.chapter,
        "text": _addresses(states, permanent_page(states, way.new)),
        "redline": _addresses(states, redline),
        "counts": {fate: counts[fate] for fate in Fate if counts[fate]},
        "changed": [
            {
                "id": name,
                "kind": fate.kind,
                "fate": fate.fate,
                "moved": fate.moved,
                "others": list(fate.others),
                "records": sorted(record.id for record in way.explained.get(name, ())),
            }
            for name, fate in way.changed.items()
        ],
        "records": [_record(states, record, rounds) for record in reversed(way.records)],
    }


def _record(states: States, record: ChangeRecord, rounds: Mapping[str, Told]) -> dict[str, Any]:
    return {
        "id": record.id,
        "date": record.date.isoformat(),
        "kind": record.kind,
        "class": record.change_class,
        "paragraphs": list(record.paragraphs),
        "summary": _words(record.summary),
        "cause": record.caused_by and _cause(states, record.caused_by, rounds),
    }


def _cause(states: States, cause: CausedBy, rounds: Mapping[str, Told]) -> dict[str, Any]:
    uri = comment_uri(rounds, cause.reference) if cause.kind is Cause.COMMENT else ""
    return {
        "kind": cause.kind,
        "reference": cause.reference,
        "note": cause.note and _words(cause.note),
        "address": _addresses(states, uri),
    }
