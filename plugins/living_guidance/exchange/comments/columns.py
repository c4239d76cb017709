"""The columns of the official form: their order, their headings in every language, and what their words mean."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache

from babel import Locale

from living_guidance.exchange.comments.meanings import fold, meaning
from living_guidance.exchange.comments.rows import COLUMNS
from living_guidance.model.vocabulary import CommentType, Element, SubmitterCategory
from living_guidance.render.messages import BESIDE, CATALOGUES, SOURCE_LANGUAGE, Messages, in_all, load_messages

FORMAT = "comments/1"
"""Of the forms; another one is not read."""
MEMORY = "guidance"
"""The name of the hidden worksheet that says what a form is for."""
SHARED = ("submitter", "category", "country", "person", "email", "language")
"""What a form's head says for all its rows."""
OF_ROWS = (
    *("chapter", "paragraph", "type", "text", "proposed", "rationale", "references"),
    *("quoted", "section", "page", "line", "element", "document"),
    *SHARED,
)
"""The columns of a form that has a head: what every comment needs comes first, what it shares with others last."""
OF_FILE = (*OF_ROWS, "draft")
"""The columns of a form that is one table and nothing else."""
PREFILLED = frozenset({"document", "chapter", "section", "paragraph", "quoted", "language", "draft"})
"""A row with nothing else is as it went out."""
WORDS: Mapping[str, tuple[type[StrEnum], str]] = {
    "category": (SubmitterCategory, "submitter-category"),
    "element": (Element, "element"),
    "type": (CommentType, "comment-type"),
}
"""The columns with a vocabulary, and what the names of its members begin with."""

assert set(OF_FILE) == set(COLUMNS)


def heading(name: str, says: Iterable[Messages]) -> str:
    """What a column is called, in every language."""
    return in_all(says, f"forms.comment.column.{name}")


def labels(name: str, says: Sequence[Messages]) -> list[str]:
    """The words that a column with a vocabulary may hold, in every language."""
    vocabulary, prefix = WORDS[name]
    return [in_all(says, f"{prefix}.{member}") for member in vocabulary]


def language_label(code: str, says: Iterable[Messages]) -> str:
    """What a language is called, in every language."""
    return BESIDE.join(dict.fromkeys(say.language_name(code) for say in says))


def word_of(name: str, text: str) -> str:
    """The vocabulary's own word for what a cell says; the text as it is where there is none."""
    if name == "language":
        found = next((code for part in _halves(text) if (code := _languages().get(fold(part)))), "")
        return found or text
    if name not in WORDS:
        return text
    vocabulary, prefix = WORDS[name]
    return next((one.value for part in _halves(text) if (one := meaning(part, vocabulary, prefix))), text)


def _halves(text: str) -> tuple[str, ...]:
    return (text, *text.split(BESIDE))


@cache
def interface_languages() -> tuple[Messages, ...]:
    """The interface in every language that it speaks by itself."""
    codes = sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir())
    return tuple(load_messages(code) for code in (SOURCE_LANGUAGE, *codes))


@cache
def _languages() -> Mapping[str, str]:
    """The codes of all languages that have one, by their names in the interface's languages."""
    says = interface_languages()
    codes = [code for code in map(str, Locale(SOURCE_LANGUAGE).languages) if code.isalpha()]
    names = {fold(say.language_name(code)): code for code in codes for say in says}
    # These win where a code is a name elsewhere.
    own = [say.language for say in says]
    return (
        names | {code: code for code in codes} | {fold(say.language_name(code)): code for code in own for say in says}
    )
