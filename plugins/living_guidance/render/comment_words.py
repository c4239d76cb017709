"""What the script needs with which comments are written in the browser: words, vocabularies, and facts of the page.

One JSON text for a page. All of it comes from the catalogues and from the view; nothing that a reader wrote is in it.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

from living_guidance.model.vocabulary import CommentType, Element, SubmitterCategory
from living_guidance.render.messages import Messages, in_all, load_messages
from living_guidance.view.commenting import Commenting

COLUMNS = (
    *("submitter", "category", "country", "person", "email", "document", "chapter", "section", "paragraph", "element"),
    *("quoted", "type", "text", "proposed", "rationale", "references", "language", "draft"),
)
"""The columns of the form that the script makes, in its order."""
_SENDER = ("submitter", "country", "person", "email")
_VOCABULARIES: Mapping[str, tuple[str, type[StrEnum]]] = {
    "type": ("comment-type", CommentType),
    "category": ("submitter-category", SubmitterCategory),
    "element": ("element", Element),
}
_PLAIN = {
    **{
        name: f"pages.commenting.{name}"
        for name in (
            *("comment", "on-paragraph", "on-title", "on-row", "on-figure", "on-footnote", "on-chapter", "on-document"),
            *("at-paragraph", "at-title", "at-table", "at-figure", "at-footnote", "at-chapter", "at-document"),
            *("about", "quoted", "unquote", "kind", "text", "proposed", "prefill", "rationale", "references", "place"),
            *("save", "discard", "delete", "edit", "undo", "close", "restored", "saved", "failed", "kept", "not-kept"),
            *("error-kind", "error-text", "error-category", *(f"error-{name}" for name in _SENDER)),
            *("hint", "tray", "empty", "note", "import", "sent", "restore", "clear", "cleared", "archived"),
            *("send", "who", "category", "own-name", "private", "file", "xlsx", "csv", "json", "print", "send-it"),
            *("mail", "i-sent", "sent-hint", *_SENDER, *(f"{name}-hint" for name in _SENDER)),
        )
    },
    "colon": "pages.colon",
    "separator": "pages.list-separator",
}
_FILLED = {
    "on-number": ("number",),
    "at-number": ("number",),
    "edit-title": ("place",),
    "sent-on": ("day",),
    "handed": ("name",),
    "to-contact": ("contact", "day"),
    "to-invitation": ("day",),
    "closed": ("day", "policy"),
    "publication": ("policy",),
    "no-form": ("name",),
    "other-round": ("name", "round"),
}
_COUNTED = ("here", "waiting", "comments", "deleted", "imported", "error-long")


@lru_cache(maxsize=8)
def _words(messages: Messages) -> dict[str, Any]:
    """The words in the messages' language: as they are, with places like ``⟦name⟧``, and by plural category."""
    filled = {
        name: messages(f"pages.commenting.{name}", **{one: f"⟦{one}⟧" for one in places})
        for name, places in _FILLED.items()
    }
    return {
        "words": {name: messages(key) for name, key in _PLAIN.items()} | filled,
        "counts": {name: messages.forms(f"pages.commenting.{name}") for name in _COUNTED},
        "kinds": {
            name: {one.value: messages(f"{prefix}.{one}") for one in words}
            for name, (prefix, words) in _VOCABULARIES.items()
        },
    }


@lru_cache(maxsize=8)
def _headings(languages: tuple[str, ...]) -> list[str]:
    """The headings of the form, in all languages at once."""
    every = [load_messages(code) for code in languages]
    return [in_all(every, f"forms.comment.column.{name}") for name in COLUMNS]


def _own_kinds(messages: Messages) -> dict[str, dict[str, str]]:
    """The names in the form, which are read again, where the project has others for people."""
    own, shown = (_words(one)["kinds"] for one in (load_messages(messages.language), messages))
    return {name: words for name, words in own.items() if words != shown[name]}


def comment_data(commenting: Commenting, messages: Messages, root: str = "", chapter: str = "") -> str:
    """The data of a page.

    ``root`` leads from the page to the root of the site, and is empty for a file that stands alone; ``chapter`` is the
    one that the page shows, if it is only one.
    """
    record, language = commenting.line.record, messages.language
    facts = {
        "round": record.id,
        "title": commenting.line.link.name.text,
        "draft": commenting.draft.id,
        "until": messages.day(commenting.line.last_day),
        "closes": commenting.closes.isoformat() if commenting.closes else "",
        "late": messages(f"late-policy.{record.late_policy}"),
        "publication": messages(f"publication-policy.{record.publication_policy}"),
        "contact": record.contact or "",
        "document": commenting.document,
        "chapter": chapter,
        "chapters": {name: title.text for name, title in commenting.chapters.items()},
        "documents": {name: title.text for name, title in commenting.documents.items()},
        "languages": {code: messages.language_name(code) for code in commenting.prefixes},
        "site": commenting.site,
        "root": root,
        "prefixes": commenting.prefixes,
        "form": {
            "title": messages("pages.commenting.sheet"),
            "round": record.id,
            "draft": commenting.draft.id,
            "language": language,
            "headings": _headings(tuple(commenting.prefixes)),
            "kinds": _own_kinds(messages),
        },
    }
    text = json.dumps(_words(messages) | {"data": facts}, ensure_ascii=False, separators=(",", ":"))
    # In a script element nothing ends the text but this.
    return text.replace("<", "\\u003c")
