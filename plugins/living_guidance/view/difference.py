"""What changed in each chapter between two states of the whole: two snapshots, or one and the working text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.redline import Compared, Departed, Entry, Redline, changed_numbers, compare, row_of
from living_guidance.text.states import State, States
from living_guidance.view.parts import Name, title_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A chapter in two states; it need not be in both."""

    chapter: str
    """``document/chapter``, as it is called in the newer one that has it."""
    title: Name
    old: State | None
    new: State | None
    redline: Redline


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a redline is wanted."""

    only_changes: bool = False
    numbers: bool = False

    def __bool__(self) -> bool:
        return self.only_changes or self.numbers


def pairs_between(states: States, old: str, new: str) -> dict[str, tuple[State | None, State | None]]:
    """Every chapter in the two states of these ids, a renamed or split one followed by its paragraphs.

    A chapter that is called otherwise today is only listed under its old name where no other goes on from it.
    """
    snapshots = [states.corpus.snapshots[name] for name in (new, old) if name in states.corpus.snapshots]
    frozen = (one.key for snapshot in snapshots for one in snapshot.record.chapters)
    found: dict[str, tuple[State | None, State | None]] = {}
    followed: set[State] = set()
    for key in dict.fromkeys((*states.chapters, *states.corpus.chapters, *frozen)):
        chain = {state.id: state for state in states.of(key)}
        pair = chain.get(old), chain.get(new)
        known = [state for state in pair if state]
        if known and not (key not in states.corpus.chapters and followed.issuperset(known)):
            found[key] = pair
            followed.update(known)
    return found


def difference(
    states: States, key: str, old: State | None, new: State | None, language: str, narrowing: Narrowing
) -> Difference:
    """What changed in a chapter between two states, in a language."""
    newest = new or old
    assert newest
    if old and new:
        redline = states.redline(old, new, language)
    else:
        before = states.text(old, language) if old else None
        redline = compare(before, states.text(new, language) if new else None, states.corpus.terms(language))
    return Difference(key, title_of(states.text(newest, language)), old, new, narrowed(redline, narrowing))


def narrowed(redline: Redline, narrowing: Narrowing) -> Redline:
    """Only what is wanted of a redline; a row goes with its cells."""
    if not narrowing:
        return redline
    wanted = {block.id for block in redline.changes if not narrowing.numbers or changed_numbers(block)}
    return replace(redline, entries=tuple(_kept(redline.entries, wanted, keeps_places=not narrowing.numbers)))


def _kept(entries: Iterable[Entry], wanted: set[str], *, keeps_places: bool) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry, Departed):
            if keeps_places:
                yield entry
        elif _head_of(entry) in wanted:
            # Nothing may refer to what is left out.
            yield replace(entry, others=tuple(name for name in entry.others if name in wanted))


def _head_of(block: Compared) -> str:
    return row_of(block.id, block.kind) if block.kind is BlockKind.CELL else block.id
