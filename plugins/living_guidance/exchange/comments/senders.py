"""Who sent a comment: organisations by the names of the register, natural persons by a pseudonym."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from living_guidance.exchange.comments.meanings import fold, meaning
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.model.comments import Submitter
from living_guidance.model.corpus import Corpus
from living_guidance.model.naming import nearest
from living_guidance.model.records import KnownSubmitter
from living_guidance.model.vocabulary import SubmitterCategory

PERSONS = frozenset({SubmitterCategory.INDIVIDUAL, SubmitterCategory.ROSTER_EXPERT})
"""The categories of natural persons, whose names never stand in the repository."""

_BETWEEN = re.compile("[;；\n]")
_LISTED = re.compile("[,，、]")
_COUNTRY = re.compile(r"[A-Z]{2}")
_PSEUDONYM = re.compile("#([a-z2-7]{8})")
_LONGEST = 500


@dataclass(frozen=True)
class Known:
    """The register of submitters by all that they are called."""

    by_name: Mapping[str, KnownSubmitter]
    names: tuple[str, ...]
    """For proposals."""
    language: str
    """The language whose names stand in records."""


def known_submitters(corpus: Corpus) -> Known:
    """The register's entries by their folded names, in every language."""
    found: dict[str, KnownSubmitter] = {}
    names: list[str] = []
    for located in corpus.registers.submitters.values():
        entry = located.value
        own = [entry.id, *entry.name.root.values(), *entry.aliases]
        names += own[1:]
        found |= {fold(name): entry for name in own}
    return Known(found, tuple(names), corpus.settings.codes[0])


def find_senders(
    values: Mapping[str, str], known: Known, pseudonym: Callable[[str, str], str]
) -> tuple[tuple[Submitter, ...], list[Remark]]:
    """The submitters of a row; none, with the reason, where nobody can be named.

    ``pseudonym`` gives that of a person's name and address. A person who is named beside an organisation only speaks
    for it, and is no submitter.
    """
    remarks: list[Remark] = []
    categories = _categories(values.get("category", ""), remarks)
    country = values.get("country", "").strip().upper() or None
    if country and not _COUNTRY.fullmatch(country):
        remarks.append(Remark("country", {"found": country}))
        country = None
    names = _names(values.get("submitter", ""), known)
    if not names and fold(person := values.get("person", "").strip()) in known.by_name:
        # In the margin of a Word file an organisation may be the author.
        names = [person]
    marks = [mark for part in _BETWEEN.split(values.get("person", "")) if (mark := _PSEUDONYM.fullmatch(part.strip()))]
    every = [categories[min(place, len(categories) - 1)] for place in range(len(names) + len(marks))]
    if not names and not marks:
        if not person:
            return (), [*remarks, Remark("no-submitter")]
        own = categories[0] if categories[0] in PERSONS else SubmitterCategory.INDIVIDUAL
        own_mark = pseudonym(person, values.get("email", ""))
        return (Submitter(person=own_mark, category=own, country=country),), remarks
    found = []
    email = values.get("email", "")
    for name, category in zip(names, every, strict=False):
        one, remark = _sender(name[:_LONGEST], category, country, known, lambda person: pseudonym(person, email))
        remarks += [remark] if remark else []
        if one:
            found.append(one)
    if len(found) < len(names):
        # One that cannot be told who it is leaves the row without its sender, and so with nobody to answer.
        return (), remarks
    # As our own exports name natural persons.
    found += [
        Submitter(person=mark[1], category=category or SubmitterCategory.INDIVIDUAL, country=country)
        for mark, category in zip(marks, every[len(names) :], strict=True)
    ]
    return tuple(dict.fromkeys(found)), remarks


def _categories(text: str, remarks: list[Remark]) -> list[SubmitterCategory | None]:
    """The category that is named, or one for each sender in their order."""
    found = []
    for word in _BETWEEN.split(text):
        category = meaning(word, SubmitterCategory, "submitter-category")
        if word.strip() and category is None:
            remarks.append(Remark("category", {"found": word.strip(), "known": ", ".join(SubmitterCategory)}))
        found.append(category)
    return found


def _names(text: str, known: Known) -> list[str]:
    """The names of several senders; commas part them only where the register knows every part."""
    names = [name.strip() for name in _BETWEEN.split(text) if name.strip()]
    parts = [part.strip() for name in names for part in _LISTED.split(name) if part.strip()]
    return parts if all(fold(part) in known.by_name for part in parts) else names


def _sender(
    name: str,
    category: SubmitterCategory | None,
    country: str | None,
    known: Known,
    pseudonym: Callable[[str], str],
) -> tuple[Submitter | None, Remark | None]:
    if entry := known.by_name.get(fold(name)):
        canonical = entry.name.best(known.language)[0]
        return Submitter(name=canonical, category=entry.category, country=entry.country), None
    if category in PERSONS:
        return Submitter(person=pseudonym(name), category=category, country=country), None
    near = nearest(name, known.names) if known.names else "–"
    if category is None:
        return None, Remark("unknown-without-category", {"name": name, "near": near})
    return Submitter(name=name, category=category, country=country), Remark("unknown", {"name": name, "near": near})
