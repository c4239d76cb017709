"""A round on a small frozen draft, and rows of forms that speak of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from living_guidance.exchange.comments.ground import Ground
from living_guidance.exchange.comments.intake import Delivery, judge
from living_guidance.exchange.comments.placing import FindLines
from living_guidance.exchange.comments.remarks import Verdict
from living_guidance.exchange.comments.rows import Filled, Row
from living_guidance.model.comments import Comment, Numbered
from living_guidance.model.corpus import Corpus, RoundComments
from living_guidance.model.issue import Location
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.vocabulary import Channel
from tests.corpora import SUBMITTERS, chapter, comment_round, corpus, document, located
from tests.frozen import frozen, titled

BODY = """\
## Limits

The limit for a furnace is 0.1 ng TEQ per cubic metre.

Furnaces are measured twice a year, by an accredited laboratory.

| Plant | Limit |
| --- | --- |
| Old | 0.5 |
| New | 0.1 |

Nothing is burned in the open.
"""
ZH = {
    "Limits": "限值",
    "The limit for a furnace is 0.1 ng TEQ per cubic metre.": "炉窑限值为每立方米0.1纳克毒性当量。",
    "Nothing is burned in the open.": "不得露天焚烧。",
}
DAY = date(2018, 10, 8)
DRAFT = "draft-2018-06-29"


def round_corpus(**fields: object) -> Corpus:
    """A corpus with a draft of two chapters and a round on it; fields are those of the round."""
    one = titled(chapter(BODY, {"zh": ZH}), zh="炉窑")
    two = titled(chapter("## Kilns\n\nKilns burn hot.\n\nThe limit is the same.\n", id="kilns", title="Kilns"))
    made = frozen(corpus(one, two, documents=(document(chapters=("furnaces", "kilns")),)), DRAFT)
    record = comment_round(documents=("alpha",), draft=DRAFT, closes_exclusive=True, **fields)
    registers = replace(made.registers, submitters=located(*SUBMITTERS))
    return replace(made, registers=registers, rounds=located(record))


def record_of(made: Corpus) -> RoundRecord:
    """The round of a corpus."""
    (located,) = made.rounds.values()
    return located.value


def ground_of(made: Corpus) -> Ground:
    """What may be commented on."""
    record = record_of(made)
    return Ground(made, record, made.snapshots[DRAFT])


def delivery(
    *rows: Mapping[str, str], shared: Mapping[str, str] | None = None, digest: str = "0" * 12, day: str = "2018-07-20"
) -> Delivery:
    """A filled-in form of Party A."""
    numbered = tuple(Row(number, row) for number, row in enumerate(rows, start=2))
    sender = {"submitter": "Party A", "category": "party"} if shared is None else shared
    filled = Filled(Channel.SPREADSHEET, "official", numbered, sender)
    return Delivery("form.xlsx", digest, date.fromisoformat(day), filled)


def judged(
    made: Corpus,
    *deliveries: Delivery,
    stored: Sequence[Comment] = (),
    find_lines: FindLines = lambda *place: (),
) -> tuple[Verdict, ...]:
    """What becomes of the rows."""
    known = {one.id: one for one in stored}
    return judge(deliveries, ground_of(made), known, DAY, lambda name, email: "aaaaaaaa", find_lines)


def comments_of(verdicts: Sequence[Verdict]) -> list[Comment]:
    """The comments that are stored."""
    return [verdict.comment for verdict in verdicts if verdict.comment]


def with_comments(made: Corpus, comments: Sequence[Comment], numbers: Mapping[str, Numbered] | None = None) -> Corpus:
    """The corpus with these comments in its round, and the numbers they have."""
    places = {one.id: Location("comments.jsonl", number) for number, one in enumerate(comments, start=1)}
    found = RoundComments({one.id: one for one in comments}, places, numbers=numbers or {})
    return replace(made, comments={record_of(made).id: found})
