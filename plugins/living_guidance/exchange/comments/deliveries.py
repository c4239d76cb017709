"""What the private store notes of a file: each time that it came, under which name and from whom.

The first delivery stands in the entry itself, as it did when there was only one; ``again`` lists the others. An entry
from which somebody was taken out says ``less``; ``erased`` is what is left where nobody else sent the file.
"""

from collections.abc import Callable, Mapping
from typing import Any

Entry = dict[str, Any]

ERASED: Mapping[str, Any] = {"erased": True}
"""What is left of a person, and said of a file: a backup that is restored later must not bring them back."""


def is_there(entry: Mapping[str, Any] | None) -> bool:
    """Whether there is an entry that was not erased."""
    return entry is not None and "erased" not in entry


def deliveries(entry: Entry) -> list[Entry]:
    """Each time that the file came: name, day, contact persons."""
    first = {key: value for key, value in entry.items() if key in ("name", "received", "contacts")}
    return [first, *entry.get("again", [])]


def with_delivery(entry: Entry | None, delivery: Entry) -> Entry:
    """The entry with one delivery more, unless the same people sent the same file before."""
    if entry is None or not is_there(entry):
        return delivery
    if any(people(one) == people(delivery) for one in deliveries(entry)):
        return entry
    return {**entry, "again": [*entry.get("again", []), delivery]}


def without_contacts(entry: Entry, is_meant: Callable[[Mapping[str, str]], bool]) -> Entry:
    """The entry without some people; the same where they are not in it, an erased one where nobody else sent the file.

    What a file was called may name who sent it, so that name goes with them.
    """
    left, every = [], deliveries(entry)
    for one in every:
        contacts = [contact for contact in one["contacts"] if not is_meant(contact)]
        if len(contacts) == len(one["contacts"]):
            left.append(one)
        elif any(contact["name"] or contact["email"] for contact in contacts):
            left.append({**one, "name": "", "contacts": contacts})
    if left == every:
        return entry
    if not left:
        return {**every[0], "name": "", "contacts": [], **ERASED}
    return {**left[0], **({"again": left[1:]} if left[1:] else {}), "less": True}


def people(delivery: Entry) -> set[tuple[str, str]]:
    """The contact persons of a delivery, by name and address."""
    return {(one["name"], one["email"]) for one in delivery.get("contacts", ())}
