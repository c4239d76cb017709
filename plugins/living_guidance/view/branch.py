"""What a branch changes for readers: the texts of two corpora, joined paragraph by paragraph."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from living_guidance.model.addresses import chapter_page
from living_guidance.model.corpus import Chapter, Corpus
from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import BlockKind, Fate, FileFate, Freshness
from living_guidance.text.join import Join
from living_guidance.text.reading import read_text
from living_guidance.text.redline import Compared, Departed, Entry, Redline, compare, row_of
from living_guidance.text.states import State, States
from living_guidance.text.words import Op
from living_guidance.view.parts import Name, title_of
from living_guidance.view.standing import state_uri

_NEEDED = frozenset({"title", "language"})
"""The front matter without which a chapter cannot be compared."""
_OF_CHAPTER = re.compile(r"(?:guidance|translations/(?!interface/)[^/]+)/(?P<key>[^/]+/[^/]+)\.(?:md|pot?)")
FRONT = ("title", "version", "status", "editing", "date", "lead", "task_team", "supersedes")
"""The front matter whose changes readers are told of, as it is written."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of the front matter that changed; empty where there is none."""

    key: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LanguageChange:
    """What changed in a chapter in one language."""

    language: str
    redline: Redline
    """Of what is written in this language: where a translation is missing, the original's words are no change."""
    stale: tuple[Passage, ...] = ()
    """The translations that fell behind."""
    missing: tuple[Passage, ...] = ()
    """The paragraphs that have no translation, and had one or are new."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.redline.changes or self.stale or self.missing)


@dataclass(frozen=True, slots=True)
class ChapterChange:
    """What a branch changes in a chapter."""

    key: str
    """``document/chapter``; of one that is gone, as it was called."""
    was: str
    """What it was called before, or the chapter it was split from, where that is another."""
    fate: FileFate
    title: Name
    uri: str
    """Its page in a preview; empty where it has none."""
    facts: tuple[Fact, ...] = ()
    languages: tuple[LanguageChange, ...] = ()
    came: Mapping[str, int] = field(default_factory=dict)
    """How many paragraphs came from each other chapter."""
    went: Mapping[str, int] = field(default_factory=dict)
    """How many went to each other chapter."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return self.fate is FileFate.EDITED and not (self.facts or self.languages or self.came or self.went)

    @property
    def counts(self) -> Counter[Fate]:
        """How many paragraphs changed, by fate, in the language in which the most did: a change counts once."""
        return max((Counter(one.redline.counts) for one in self.languages), key=Counter.total, default=Counter())


@dataclass(frozen=True, slots=True)
class BranchPage:
    """All that a branch changes for readers."""

    chapters: tuple[ChapterChange, ...]
    files: tuple[tuple[str, FileFate], ...]
    """The other files that changed: registers, rounds, change records, pages about the site."""

    @property
    def stale(self) -> int:
        """How many translations fell behind."""
        return sum(len(one.stale) for chapter in self.chapters for one in chapter.languages)

    @property
    def missing(self) -> int:
        """How many translations are missing."""
        return sum(len(one.missing) for chapter in self.chapters for one in chapter.languages)

    @property
    def counts(self) -> Counter[Fate]:
        """How many paragraphs changed, by fate."""
        return sum((chapter.counts for chapter in self.chapters), Counter())


def branch_view(
    before: Corpus, after: Corpus, files: Mapping[str, FileFate], day: date, languages: Sequence[str]
) -> BranchPage:
    """What changed from one corpus to another, of which these files differ."""
    join = Join(before, after)
    states = States(after, day)
    every = (_chapter(join, key, files, states, languages) for key in join.chapters())
    chapters = tuple(chapter for chapter in every if not chapter.is_empty)
    told = {key for chapter in chapters for key in (chapter.key, chapter.was) if key}
    return BranchPage(
        chapters=chapters,
        files=tuple((path, fate) for path, fate in sorted(files.items()) if chapter_of(path) not in told),
    )


def chapter_of(path: str) -> str:
    """The chapter that a file is the text or a catalogue of, as ``document/chapter``; empty for any other file."""
    match = _OF_CHAPTER.fullmatch(path)
    return match["key"] if match else ""


def _chapter(
    join: Join, key: str, files: Mapping[str, FileFate], states: States, languages: Sequence[str]
) -> ChapterChange:
    old, new = join.before.chapters.get(join.origins.get(key, key)), join.after.chapters.get(key)
    fate = _fate(join, key, files)
    some = old or new if fate is FileFate.UNREADABLE else new or old
    assert some
    came = join.came(key)
    was = join.origins.get(key, "") or (came.most_common(1)[0][0] if came and fate is FileFate.SPLIT else "")
    changes: list[LanguageChange] = []
    if fate is not FileFate.UNREADABLE:
        changes = [_language(join, key, code) for code in languages]
    return ChapterChange(
        key=key,
        was=was if was != key else "",
        fate=fate,
        title=title_of(read_text(some, languages[0])),
        uri=_uri(states, key) if new else "",
        facts=tuple(_facts(old, new)) if old and new else (),
        languages=tuple(change for change in changes if not change.is_empty),
        came=dict(sorted(came.items())) if fate is not FileFate.UNREADABLE else {},
        went=dict(sorted(join.went(key).items())) if fate is not FileFate.UNREADABLE else {},
    )


def _fate(join: Join, key: str, files: Mapping[str, FileFate]) -> FileFate:
    if key not in join.after.chapters:
        is_there = files.get(f"guidance/{key}.md", FileFate.EDITED) is not FileFate.DELETED
        return FileFate.UNREADABLE if is_there else FileFate.DELETED
    if join.after.chapters[key].doubted & _NEEDED:
        return FileFate.UNREADABLE
    origin = join.origins.get(key)
    if origin is None:
        return FileFate.SPLIT if join.came(key) else FileFate.ADDED
    return FileFate.EDITED if origin == key else FileFate.RENAMED


def _uri(states: States, key: str) -> str:
    working = State(key)
    return state_uri(states, working) if working in states.of(key) else chapter_page(*key.split("/"))


def _facts(old: Chapter, new: Chapter) -> Iterator[Fact]:
    for key in FRONT:
        before, after = (str(value) if (value := getattr(one.matter, key)) is not None else "" for one in (old, new))
        # What cannot be used has a stand-in, which nobody wrote.
        if before != after and key not in old.doubted | new.doubted:
            yield Fact(key, before, after)


def _language(join: Join, key: str, language: str) -> LanguageChange:
    old, new = join.old_text(key, language), join.new_text(key, language)
    redline = compare(old, new, join.after.terms(language))
    before = {passage.block.id: passage.freshness for passage in old.passages} if old else {}
    passages = new.passages if new else ()

    def became(state: Freshness) -> tuple[Passage, ...]:
        return tuple(one for one in passages if one.freshness is state and before.get(one.block.id) is not state)

    own = tuple(_written_in(redline, language))
    return LanguageChange(
        language=language,
        redline=replace(redline, language=language, entries=own),
        stale=became(Freshness.STALE),
        missing=became(Freshness.MISSING),
    )


def _written_in(redline: Redline, language: str) -> Iterator[Entry]:
    """The changes that are written in a language; what was translated only now was not there before."""
    cells = redline.cells
    kept = {block.id for block in redline.changes if _speaks(block, language, cells)}
    for entry in redline.entries:
        if isinstance(entry, Departed):
            if kept.issuperset(entry.ids):
                yield entry
            continue
        head = row_of(entry.id, entry.kind) if entry.kind is BlockKind.CELL else entry.id
        if head in kept:
            entry = replace(entry, others=tuple(name for name in entry.others if name in kept))
            yield _first_translated(entry, language)


def _speaks(block: Compared, language: str, cells: Mapping[str, Sequence[Compared]]) -> bool:
    """Whether what changed about a block is written in a language; a row says what its cells say."""
    parts = cells.get(block.id, ()) if block.kind is BlockKind.ROW else (block,)
    return any(_is_in(part, language) and (block.moved or part.fate is not Fate.UNCHANGED) for part in parts)


def _is_in(block: Compared, language: str) -> bool:
    return language in {one.language for one in (block.old, block.new) if one}


def _first_translated(block: Compared, language: str) -> Compared:
    if block.old and block.new and block.old.language != language == block.new.language:
        runs = tuple(run for run in block.runs if run.op is not Op.DELETE)
        return replace(block, old=None, fate=Fate.ADDED, runs=runs)
    return block
