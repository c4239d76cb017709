"""What changed in a chapter between two states, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from living_guidance.model.addresses import chapter_changes_page, panes_page
from living_guidance.text.history import interval
from living_guidance.text.states import State, States
from living_guidance.view.choices import Choices, choices_of
from living_guidance.view.parts import ChangeLine, Link, change_line, title_of
from living_guidance.view.standing import StateLine, redline_uri, standing_of, state_uri
from living_guidance.view.told import Told, comment_uri


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The redline of a chapter between two states."""

    uri: str
    panes_uri: str
    """The same in two languages side by side; empty where the chapter has only one."""
    chapter: Link
    old: StateLine
    new: StateLine
    state: State
    """The new one."""
    before: State
    """The old one."""
    language: str
    records: tuple[ChangeLine, ...]
    """Why: the change records of the time between the two."""
    unexplained: int
    """How many of the changed paragraphs no record speaks of."""
    others: tuple[tuple[StateLine, StateLine, str], ...]
    """The other pairs that have a page: old, new, and its address."""
    choices: Choices
    """The states between any two of which the reader may ask the same."""
    changes_uri: str
    """The changelog of the chapter."""


@dataclass(frozen=True, slots=True)
class PanesView:
    """The same change in two languages."""

    uri: str
    comparison: ComparisonPage
    other: str
    """The language that stands beside the page's own."""


def comparison_view(
    states: States, key: str, old: State, new: State, language: str, rounds: Mapping[str, Told] = {}
) -> ComparisonPage:
    """The redline of a chapter between two of its states, in a language."""
    way = interval(states, key, old, new)
    text = states.text(new, language)
    uri = redline_uri(key, old, new)
    standing = standing_of(states, key, new, language)
    lines = {line.id: line for line in standing.states}
    where = state_uri(states, new)
    find = partial(comment_uri, rounds)
    return ComparisonPage(
        uri=uri,
        panes_uri=panes_page(uri) if len(states.corpus.settings.codes) > 1 else "",
        chapter=Link(where, title_of(text)),
        old=lines[old.id],
        new=lines[new.id],
        state=new,
        before=old,
        language=language,
        records=tuple(change_line(states.corpus, record, text, language, where, find) for record in way.records),
        unexplained=len(way.unexplained),
        others=tuple(
            (lines[before.id], lines[after.id], redline_uri(key, before, after))
            for before, after in reversed(states.usual_pairs(key))
            if (before, after) != (old, new)
        ),
        choices=choices_of(states, key, language),
        changes_uri=chapter_changes_page(*key.split("/")),
    )


def panes_view(
    states: States, key: str, old: State, new: State, language: str, rounds: Mapping[str, Told] = {}
) -> PanesView:
    """The same in the page's language and in another: the original, or the first translation of it."""
    page = comparison_view(states, key, old, new, language, rounds)
    original = states.original(new).language
    codes = states.corpus.settings.codes
    other = original if original != language else next(code for code in codes if code != language)
    return PanesView(
        uri=page.panes_uri,
        comparison=page,
        other=other,
    )
