"""Weigh the answers that come back in a sheet against those that the project has now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from living_guidance.exchange.comments.answer_cells import digest_cells, read_cells
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.model.comments import Answer
from living_guidance.model.corpus import RoundComments

NEW = Answer()


@dataclass(frozen=True, slots=True)
class ReturnedAnswer:
    """A row of a compilation as it comes back."""

    row: int
    id: str
    cells: Mapping[str, str]
    base: str
    """The digest of the answer as it went out; empty where the form has lost it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that the sheet changes."""

    row: int
    id: str
    old: Answer
    new: Answer


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a sheet would do."""

    proposals: tuple[Proposal, ...]
    unchanged: int
    faults: tuple[tuple[int, str, Remark], ...]
    """Row, comment and reason of each that is left as it is."""


def weigh_answers(
    returned: Iterable[ReturnedAnswer], found: RoundComments, languages: tuple[str, ...], *, force: bool = False
) -> Weighed:
    """What a sheet changes; where the project's answer changed too since the sheet went out, neither wins unseen.

    ``force`` lets the sheet win. What people wrote is not looked at: it cannot be changed by a sheet.
    """
    ids = {one.number: name for name, one in found.numbers.items()}
    proposals, faults, unchanged = [], [], 0
    for one in returned:
        if one.id not in found.comments:
            faults.append((one.row, one.id, Remark("answer-unknown", {"id": one.id})))
            continue
        now = found.answers.get(one.id, NEW)
        read = read_cells(one.cells, languages, ids, now)
        if read.answer is None:
            faults += [(one.row, one.id, remark) for remark in read.remarks]
        elif read.answer == now or digest_cells(read.answer) == one.base:
            # As it is now, or as it went out: nobody wrote anything in this row.
            unchanged += 1
        elif one.base and one.base != digest_cells(now) and not force:
            faults.append((one.row, one.id, Remark("answer-conflict", {"id": one.id})))
        else:
            proposals.append(Proposal(one.row, one.id, now, read.answer))
    return Weighed(tuple(proposals), unchanged, tuple(faults))
