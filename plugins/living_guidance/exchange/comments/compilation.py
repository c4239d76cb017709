"""Put a round's comments together for the task teams: numbered, in the order of the texts, with what is decided."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process

from living_guidance.exchange.comments.intake import MOST_NEAR, NEAR, said
from living_guidance.model.comments import Answer, Comment, Numbered
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Words
from living_guidance.model.rounds import RoundRecord, is_late
from living_guidance.model.vocabulary import CommentType, Disposition, SubmitterCategory
from living_guidance.text.comment_order import order_of
from living_guidance.text.frozen import frozen_text
from living_guidance.text.inline import plain_words

_SIMILAR = 5
"""How many similar comments a row names."""


@dataclass(frozen=True, slots=True)
class CompiledRow:
    """A comment as a team sees it."""

    number: int
    comment: Comment
    answer: Answer
    team: str
    """The id of the team that answers."""
    is_late: bool
    is_new: bool
    """Whether it came since the last compilation."""
    paragraph: int | None
    """The number in the margin."""
    words: str
    """Those of the paragraph, in the language that was commented on."""
    similar: tuple[int, ...]
    """The numbers of those that say nearly the same on the same place."""


@dataclass(frozen=True, slots=True)
class Compilation:
    """All comments of a round, or those for one team."""

    record: RoundRecord
    day: date
    team: str
    """Empty for all."""
    team_name: Words | None
    previous: str
    """What the compilation before is called; empty where there was none."""
    rows: tuple[CompiledRow, ...]
    titles: Mapping[str, Mapping[str, str]]
    """Of each chapter, and each document as a whole, by its key and by language."""

    def title(self, key: str) -> str:
        """A chapter's title in all languages."""
        return " · ".join(dict.fromkeys(self.titles.get(key, {}).values())) or key

    @property
    def new(self) -> tuple[CompiledRow, ...]:
        """What came since the compilation before."""
        return tuple(row for row in self.rows if row.is_new)

    def totals(self) -> Mapping[str, Counter[str]]:
        """How many comments there are of each chapter, type, category of submitter and disposition, in their order."""
        dispositions = Counter(row.answer.disposition or "" for row in self.rows)
        categories = Counter(one.category for row in self.rows for one in row.comment.submitters)
        types = Counter(row.comment.type for row in self.rows)
        return {
            "chapter": Counter(row.comment.key for row in self.rows),
            "type": Counter({one: types[one] for one in CommentType if types[one]}),
            "category": Counter({one: categories[one] for one in SubmitterCategory if categories[one]}),
            "disposition": Counter({one: dispositions[one] for one in (*Disposition, "") if dispositions[one]}),
        }


def number_comments(corpus: Corpus, name: str, day: date) -> dict[str, Numbered]:
    """The numbers of all comments received up to a day: those given before, and new ones in the order of the texts."""
    found = corpus.comments_on(name)
    numbers = dict(found.numbers)
    order = order_of(corpus)
    new = sorted((one for one in found.comments.values() if one.id not in numbers and one.received <= day), key=order)
    start = max((one.number for one in numbers.values()), default=0) + 1
    today = day.isoformat()
    ordinal = max((one.ordinal for one in numbers.values() if one.day == today), default=0) + 1
    return numbers | {one.id: Numbered(number, today, ordinal) for number, one in enumerate(new, start=start)}


def compile_round(
    corpus: Corpus, record: RoundRecord, numbers: Mapping[str, Numbered], day: date
) -> dict[str, Compilation]:
    """The compilation for each team by its id, and under an empty key that of all comments."""
    found = corpus.comments_on(record.id)
    order = order_of(corpus)
    comments = sorted((one for one in found.comments.values() if one.id in numbers), key=order)
    last, previous = _last_two(numbers)
    similar = _similar(comments, numbers)
    passages = _passages(corpus)
    rows = []
    for comment in comments:
        answer = found.answers.get(comment.id, Answer())
        number, words = passages(comment.key, comment.draft, comment.language).get(comment.paragraph or "", (None, ""))
        rows.append(
            CompiledRow(
                number=numbers[comment.id].number,
                comment=comment,
                answer=answer,
                team=team_of(corpus, comment, answer),
                is_late=is_late(record, comment.received, day),
                is_new=bool(previous) and numbers[comment.id].compilation == last,
                paragraph=number,
                words=words,
                similar=similar.get(comment.id, ()),
            )
        )
    teams = dict.fromkeys(row.team for row in rows)
    titles = {row.comment.key: _titles(corpus, row.comment) for row in rows}
    return {
        team: Compilation(
            record,
            day,
            team,
            body.value.name if (body := corpus.registers.bodies.get(team)) else None,
            previous,
            tuple(row for row in rows if not team or row.team == team),
            titles,
        )
        for team in ("", *teams)
    }


def _last_two(numbers: Mapping[str, Numbered]) -> tuple[str, str]:
    """The last compilation that gave numbers, and the one before; empty where there was none."""
    # Numbers only go up; days need not, for a command can be told which day it is.
    given = sorted(numbers.values(), key=lambda one: one.number, reverse=True)
    last, previous, *_ = (*dict.fromkeys(one.compilation for one in given), "", "")
    return last, previous


def team_of(corpus: Corpus, comment: Comment, answer: Answer) -> str:
    """The task team that answers a comment: the one its answer names, else the chapter's, else the document's."""
    if answer.team:
        return answer.team
    snapshot = corpus.snapshots.get(comment.draft or "")
    if comment.chapter and snapshot and (frozen := snapshot.chapter(comment.key)):
        return frozen.task_team
    if chapter := corpus.chapters.get(comment.key):
        return chapter.matter.task_team
    document = corpus.documents.get(comment.document)
    return document.value.task_team if document else ""


def _titles(corpus: Corpus, comment: Comment) -> dict[str, str]:
    """The titles of the chapter, or of the document as a whole, by language."""
    document = corpus.documents.get(comment.document)
    short = document.value.short.root if document else {}
    snapshot = corpus.snapshots.get(comment.draft or "")
    frozen = snapshot.chapter(comment.key) if snapshot and comment.chapter else None
    if not snapshot or not frozen:
        return dict(short)
    fronts = {code: frozen_text(snapshot, comment.key, code).front("title") for code in frozen.digests}
    return {code: f"{short.get(code, comment.document)} – {front.text}" for code, front in fronts.items() if front}


Passages = Callable[[str, str | None, str], Mapping[str, tuple[int | None, str]]]
"""Of a chapter in a draft and a language: the number and the words of each paragraph, by its id."""


def _passages(corpus: Corpus) -> Passages:
    @cache
    def passages(key: str, draft: str | None, language: str) -> dict[str, tuple[int | None, str]]:
        snapshot = corpus.snapshots.get(draft or "")
        frozen = snapshot.chapter(key) if snapshot else None
        if not snapshot or not frozen:
            return {}
        code = language if language in frozen.digests else frozen.language
        passages = frozen_text(snapshot, key, code).passages
        return {one.block.id: (one.number, plain_words(one.text)) for one in passages}

    return passages


def _similar(comments: Iterable[Comment], numbers: Mapping[str, Numbered]) -> dict[str, tuple[int, ...]]:
    """For each comment the numbers of those before it, on the same place, that say nearly the same."""
    groups: dict[tuple[str, str | None], dict[str, str]] = defaultdict(dict)
    for comment in comments:
        if text := said(comment):
            groups[comment.key, comment.paragraph][comment.id] = text
    found = {}
    for group in groups.values():
        earlier: dict[str, str] = {}
        for name, text in group.items():
            if len(group) <= MOST_NEAR:
                near = process.extract(text, earlier, scorer=fuzz.ratio, score_cutoff=NEAR, limit=_SIMILAR)
                if near:
                    found[name] = tuple(sorted(numbers[other].number for _, _, other in near))
            earlier[name] = text
    return found
