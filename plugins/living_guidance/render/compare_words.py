"""The words of the interface that a script needs to show a redline, from the catalogues: one JSON text for a page."""

import json
from functools import lru_cache

from living_guidance.model.vocabulary import Fate
from living_guidance.render.messages import Messages

_PLAIN = {
    **{
        name: f"pages.redline.{name}"
        for name in (
            *("absent", "another", "first", "footnote", "form", "form-inline", "form-sides", "image", "moved-here"),
            *("new-place", "next", "none", "previous", "reformed", "show", "show-all", "show-changes", "show-numbers"),
            *("table", "is-split", "is-merged", "has-split", "has-merged"),
        )
    },
    **{name: f"pages.compare.{name}" for name in ("close", "language", "loading", "same", "why")},
    **{name: f"pages.history.front-{name}" for name in ("title", "summary")},
    **{f"fate-{fate}": f"fate.{fate}" for fate in Fate},
    "colon": "pages.colon",
    "separator": "pages.list-separator",
    "inserted": "pages.passage.inserted",
    "deleted": "pages.passage.deleted",
}
_FILLED = {
    "failed": ("pages.compare.failed", ("title",)),
    "unknown": ("pages.compare.unknown", ("state",)),
    "from-to": ("pages.comparison.from-to", ("old", "new")),
    "former": ("pages.redline.former", ("number",)),
    "paragraph": ("pages.redline.paragraph", ("number",)),
    "was": ("pages.redline.was", ("number",)),
    "numbers": ("pages.redline.numbers", ("old", "new")),
    "numbers-gone": ("pages.redline.numbers-gone", ("old",)),
    "numbers-come": ("pages.redline.numbers-come", ("new",)),
}
_COUNTED = ("changes", "departed", "unchanged", *(fate.value for fate in Fate if fate is not Fate.UNCHANGED))


@lru_cache(maxsize=8)
def compare_words(messages: Messages, languages: tuple[str, ...]) -> str:
    """The words in the messages' language: as they are, with places like ``⟦old⟧``, and by plural category."""
    filled = {name: messages(key, **{one: f"⟦{one}⟧" for one in places}) for name, (key, places) in _FILLED.items()}
    words = {
        "words": {name: messages(key) for name, key in _PLAIN.items()} | filled,
        "counts": {name: messages.forms(f"pages.redline.{name}") for name in _COUNTED},
        "directions": {code: messages.direction(code) for code in languages},
    }
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
