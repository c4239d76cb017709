"""What a chapter's catalogues hold: make the template, update translations, tell how fresh each is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from living_guidance.model.corpus import FRONT_IDS, Block, Catalogue, Entry
from living_guidance.model.vocabulary import Authority, BlockKind, Freshness
from living_guidance.model.writing import normalise
from living_guidance.text.inline import has_letters
from living_guidance.text.targets import lost_placeholder


def needs_translation(block: Block) -> bool:
    """Whether there is anything to translate: a row has no words of its own, and numbers need none."""
    return block.kind is not BlockKind.ROW and has_letters(block.text)


def make_template(chapter_key: str, blocks: Sequence[Block]) -> Catalogue:
    """The template of a chapter, which is also the memory of its blocks' identities.

    So that nothing is forgotten it also holds the blocks that need no translation, and the first cell of a row
    in which none does.
    """
    entries = tuple(replace(_entry(block), row=row) if row else _entry(block) for block, row in remembered(blocks))
    return Catalogue(path=f"translations/templates/{chapter_key}.pot", entries=entries)


def remembered(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """The blocks that a template holds, each with the text of its row where it is the first of one there."""
    rows = {block.row: block for block in blocks if block.kind is BlockKind.ROW}
    spoken = {block.row for block in blocks if block.kind is BlockKind.CELL and needs_translation(block)}
    told: set[int] = set()
    for block in blocks:
        if block.kind is BlockKind.ROW:
            continue
        if block.kind is not BlockKind.CELL:
            yield block, ""
        elif needs_translation(block) or block.row not in spoken | told:
            yield block, "" if block.row in told else rows[block.row].text
            told.add(block.row)


def update_catalogue(
    old: Catalogue | None,
    template_before: Catalogue | None,
    blocks: Sequence[Block],
    language: str,
    elsewhere: Iterable[Catalogue] = (),
) -> Catalogue:
    """The catalogue of a language brought up to the text of today, with every translation kept.

    A translation whose source has changed becomes fuzzy and says what it was made from. One whose block is gone
    becomes obsolete, and is restored when the block comes back. ``elsewhere`` are catalogues of the same language
    from which blocks may have come with their ids.
    """
    old = old or Catalogue(path="", language=language)
    known: dict[str, Entry] = {}
    for catalogue in elsewhere:
        # Every chapter has a title and a summary of its own under the same ids.
        known |= {name: entry for name, entry in _translated(catalogue).items() if name not in FRONT_IDS}
    known |= _translated(old)
    known |= _renamed(known, template_before, blocks)
    known |= {entry.id: entry for entry in old.entries if entry.id not in known}
    entries = tuple(_carry(fresh, known) for fresh in _fresh_entries(blocks))
    present = {entry.id for entry in entries}
    gone = {
        entry.id: replace(entry, row="", comment="")
        for entry in (*old.obsolete, *old.entries)
        if entry.id and entry.id not in present and entry.target
    }
    # Another tool's, which never had an id: kept as they are.
    strangers = (entry for entry in old.obsolete if not entry.id)
    return replace(old, language=language, entries=entries, obsolete=(*gone.values(), *strangers))


def freshness(entry: Entry | None, source: str, authority: Authority) -> Freshness:
    """How the translation in an entry stands against the source text of today.

    A translation that lost a link or a note of its own source cannot be shown: it counts as missing.
    """
    if entry is None or not entry.target.strip():
        return Freshness.MISSING
    if entry.fuzzy or not _same(entry.source, source):
        return Freshness.STALE
    if lost_placeholder(entry.source, entry.target):
        return Freshness.MISSING
    return Freshness.MACHINE_DRAFT if authority is Authority.MACHINE_DRAFT else Freshness.CURRENT


def made_from(entry: Entry, source: str) -> str:
    """The text from which a stale translation was made; empty where that is the text of today.

    Such a one was marked by a translator who is not sure of it.
    """
    before = entry.previous or entry.source
    return "" if _same(before, source) else before


def _translated(catalogue: Catalogue) -> dict[str, Entry]:
    return {entry.id: entry for entry in (*catalogue.obsolete, *catalogue.entries) if entry.id and entry.target}


def _entry(block: Block) -> Entry:
    return Entry(block.id, block.text, comment=block.kind.value)


def _fresh_entries(blocks: Sequence[Block]) -> Iterator[Entry]:
    """The entries of today's text, without translations."""
    row = ""
    for block in blocks:
        if block.kind is BlockKind.ROW:
            row = block.text
        elif needs_translation(block):
            if block.kind is BlockKind.CELL:
                yield replace(_entry(block), row=row)
                row = ""
            else:
                yield _entry(block)


def _carry(fresh: Entry, known: Mapping[str, Entry]) -> Entry:
    """Today's entry with the translation that there is for it."""
    before = known.get(fresh.id)
    if _is_cell(fresh) and not (before and _same(before.source, fresh.source)):
        # Its column may have moved within the row.
        before = _same_in_row(fresh, known) or before
    if before is None:
        return fresh
    kept = replace(fresh, target=before.target, note=before.note)
    if not before.target:
        return kept
    if _same(before.source, fresh.source):
        return replace(kept, fuzzy=before.fuzzy, previous=before.previous)
    made_from = before.previous or before.source if before.fuzzy else before.source
    if before.fuzzy and before.previous and _same(before.previous, fresh.source):
        # The source reads again as it did when this was translated.
        return kept
    return replace(kept, fuzzy=True, previous=made_from)


def _same(one: str, other: str) -> bool:
    return one == other or normalise(one) == normalise(other)


def _is_cell(entry: Entry) -> bool:
    return entry.comment == BlockKind.CELL


def _same_in_row(fresh: Entry, known: Mapping[str, Entry]) -> Entry | None:
    row = fresh.id.rpartition("-c")[0]
    found = [entry for name, entry in known.items() if name.rpartition("-c")[0] == row]
    return next((entry for entry in found if _same(entry.source, fresh.source)), None)


def _renamed(known: Mapping[str, Entry], template: Catalogue | None, blocks: Sequence[Block]) -> dict[str, Entry]:
    """The translations of blocks to which the author has given a name since: same words, but the id is another."""
    named = {block.id: block for block in blocks if block.explicit and block.id not in known}
    if not named or template is None:
        return {}
    present = {block.id for block in blocks}
    found = {}
    for name, block in named.items():
        same = [
            entry.id
            for entry in template.entries
            if entry.id not in present and entry.comment == block.kind and _same(entry.source, block.text)
        ]
        if len(same) == 1 and same[0] in known:
            found[name] = known[same[0]]
    return found
