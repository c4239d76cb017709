"""The states of a chapter between any two of which a reader may ask what changed."""

from dataclasses import dataclass

from living_guidance.model.addresses import state_text_file
from living_guidance.text.states import State, States
from living_guidance.view.standing import StateLine, redline_uri, standing_of


@dataclass(frozen=True, slots=True)
class Choices:
    """What a reader may choose from; nobody can compare a single state."""

    states: tuple[tuple[StateLine, str], ...]
    """Each state, the oldest first, and the file of its text."""
    pairs: tuple[tuple[StateLine, StateLine, str], ...]
    """The pairs that have a page, the latest first: old, new, and its address."""

    languages: tuple[str, ...]
    """Those that a text may be in."""

    def __bool__(self) -> bool:
        return len(self.states) > 1


def choices_of(states: States, key: str, language: str) -> Choices:
    """The choices for a chapter, in a language."""
    lines = {line.id: line for line in standing_of(states, key, states.standing(key), language).states}
    return Choices(
        states=tuple((lines[state.id], text_uri(state, language)) for state in states.of(key)),
        pairs=tuple(
            (lines[old.id], lines[new.id], redline_uri(key, old, new)) for old, new in reversed(states.usual_pairs(key))
        ),
        languages=tuple(states.corpus.settings.codes),
    )


def text_uri(state: State, language: str) -> str:
    """The file of a text in a state and a language."""
    document, chapter = state.chapter.split("/")
    return state_text_file(document, chapter, state.id, language)
