"""Which frozen text a chapter follows: by its name, or by its paragraphs where it was renamed or split."""

from collections.abc import Collection, Iterable
from datetime import date

from living_guidance.model.corpus import FRONT_IDS
from living_guidance.model.snapshot import Snapshot
from living_guidance.text.frozen import ledger


def predecessor_of(
    snapshots: Iterable[Snapshot], key: str, ids: Collection[str], day: date
) -> tuple[Snapshot, str] | None:
    """The newest snapshot up to a day that has the chapter, and the chapter's key there.

    A chapter that no snapshot knows by its key is sought by the paragraphs it shares with one: it was renamed, or
    split from it. Every chapter has a title and a summary under the same ids, which make no kin.
    """
    own = frozenset(ids) - FRONT_IDS
    newest_first = sorted((one for one in snapshots if one.record.date <= day), key=_age, reverse=True)
    for snapshot in newest_first:
        if snapshot.chapter(key):
            return snapshot, key
    for snapshot in newest_first:
        shared = {
            name: len({entry.id for entry in entries if entry.stands} & own)
            for name, entries in ledger(snapshot).items()
        }
        best = max(shared, key=lambda name: shared[name], default=None)
        if best and shared[best]:
            return snapshot, best
    return None


def _age(snapshot: Snapshot) -> tuple[date, str]:
    return snapshot.record.date, snapshot.id
