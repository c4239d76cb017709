"""Weigh a sheet that came back against today's text and catalogue; nothing is overwritten unseen."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from living_guidance.exchange.sheets import ReturnedRow, ReturnedSheet, remember
from living_guidance.model.corpus import Block, Catalogue, Chapter, Entry
from living_guidance.model.issue import Issue, Location
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.model.writing import normalise, unwrap
from living_guidance.render.messages import CATALOGUES, load_messages
from living_guidance.text.catalogues import update_catalogue
from living_guidance.text.sentences import split_sentences
from living_guidance.text.targets import lost_placeholder, unsafe_target

_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.DEFINITION})
"""The kinds in which every sentence has a line of its own."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of one translation, or of the note beside it."""

    row: int
    block: Block
    old: Entry
    new: Entry

    @property
    def is_confirmation(self) -> bool:
        """Whether a translation is only said to be up to date."""
        return self.old.target == self.new.target and not self.is_note

    @property
    def is_note(self) -> bool:
        """Whether nothing changes but the note."""
        return replace(self.old, note=self.new.note) == self.new


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sheet would do."""

    proposals: tuple[Proposal, ...]
    issues: tuple[Issue, ...]
    """The rows that are left alone, and why."""
    unchanged: int


class _LeftAloneError(Exception):
    """A row that is not taken, with the reason."""

    def __init__(self, code: str, words: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code, self.words = code, words or {}


def weigh(sheet: ReturnedSheet, chapter: Chapter, path: str, *, force: bool = False) -> Verdict:
    """What a sheet would change in a chapter's catalogue.

    With ``force`` rows count even where the source or the translation has changed since they went out; what could
    break a page never does.
    """
    catalogue = chapter.catalogues.get(sheet.language) or _new_catalogue(chapter, sheet.language)
    entries = catalogue.by_id()
    blocks = {block.id: block for block in chapter.blocks}
    times = Counter(row.id for row in sheet.rows)
    proposals, issues, unchanged = [], [], 0
    for row in sheet.rows:
        try:
            proposal = _weigh_row(row, blocks.get(row.id), entries.get(row.id), times[row.id], force=force)
        except _LeftAloneError as error:
            words = {"id": row.id or "–", **error.words}
            issues.append(Issue(error.code, Location(path, row.number), words=words))
        else:
            if proposal:
                proposals.append(proposal)
            else:
                unchanged += 1
    return Verdict(tuple(proposals), tuple(issues), unchanged)


def _new_catalogue(chapter: Chapter, language: str) -> Catalogue:
    path = f"translations/{language}/{chapter.key}.po"
    return replace(update_catalogue(None, chapter.template, chapter.blocks, language), path=path)


def _weigh_row(
    row: ReturnedRow, block: Block | None, entry: Entry | None, times: int, *, force: bool
) -> Proposal | None:
    """What one row would change; None where it changes nothing."""
    if row.fault:
        raise _LeftAloneError(row.fault)
    if block is None:
        raise _LeftAloneError("sheet.unknown-id")
    if times > 1:
        raise _LeftAloneError("sheet.duplicate-id", {"times": str(times)})
    if entry is None:
        raise _LeftAloneError("sheet.no-entry")
    if not row.target.strip():
        if entry.target and row.remembered == remember(entry):
            raise _LeftAloneError("sheet.emptied")
        return None
    new = _proposed(row, block, entry)
    if new == entry:
        return None
    if not force:
        _check_unseen(row, block, entry)
    if problem := unsafe_target(block, new.target) or lost_placeholder(block.text, new.target):
        raise _LeftAloneError(problem.code, problem.words)
    return Proposal(row.number, block, entry, new)


def _check_unseen(row: ReturnedRow, block: Block, entry: Entry) -> None:
    """Refuse to overwrite what changed since the sheet went out."""
    if normalise(row.source) != normalise(block.text):
        raise _LeftAloneError("sheet.source-changed")
    if row.remembered != remember(entry) and (row.remembered or entry.target):
        raise _LeftAloneError("sheet.entry-changed")


def _proposed(row: ReturnedRow, block: Block, entry: Entry) -> Entry:
    """The entry that a row asks for; a text that reads the same is no change, unless the row says it still holds."""
    note = entry.note if row.note is None else row.note.strip()
    fresh = replace(entry, source=block.text, fuzzy=False, previous="", note=note)
    if normalise(row.target) != normalise(entry.target):
        return replace(fresh, target=tidy(block.kind, row.target))
    is_stale = entry.fuzzy or normalise(entry.source) != normalise(block.text)
    is_confirmed = is_stale and row.state.strip().casefold() in _words_for_current()
    return fresh if is_confirmed and entry.target else replace(entry, note=note)


def tidy(kind: BlockKind, text: str) -> str:
    """A translation as our catalogues keep it: one sentence a line where there may be several, else on one line."""
    if kind is BlockKind.CODE:
        return text
    line = unwrap(text)
    return "\n".join(split_sentences(line)) if kind in _RUNNING else line


@lru_cache(maxsize=1)
def _words_for_current() -> frozenset[str]:
    """What a translator may write beside a translation to say that it still holds, in any language of ours."""
    languages = ("en", *(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir()))
    words = {load_messages(language)(f"freshness.{Freshness.CURRENT}").casefold() for language in languages}
    return frozenset({*words, Freshness.CURRENT.value})


def take_in(chapter: Chapter, language: str, proposals: Iterable[Proposal]) -> Catalogue:
    """The chapter's catalogue with the proposals in their places."""
    catalogue = chapter.catalogues.get(language) or _new_catalogue(chapter, language)
    changed = {proposal.block.id: proposal.new for proposal in proposals}
    return replace(catalogue, entries=tuple(changed.get(entry.id, entry) for entry in catalogue.entries))
