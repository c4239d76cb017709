"""A corpus with a comment round: two drafts of two chapters, comments on the first, answers with the second."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from living_guidance.model.comments import Answer, Comment, Numbered, comment_id
from living_guidance.model.corpus import Corpus, RoundComments
from living_guidance.model.records import ChangeRecord
from living_guidance.model.rounds import RoundRecord
from living_guidance.text.states import States
from living_guidance.view.told import Told
from tests.corpora import SUBMITTERS, comment_round, located
from tests.pasts import past

OPENS, CLOSES, COMPILED, ANSWERED = "2018-02-01", "2018-03-01", "2018-03-05", "2018-05-11"
BEFORE, OPEN, UNDER_REVIEW, DAY = date(2018, 1, 31), date(2018, 2, 20), date(2018, 4, 1), date(2018, 6, 1)
KILNS = {"pone": "The kiln burns at 850 degrees.", "ptwo": "Cool the gas at once.", "psix": "Keep records for a year."}
OVENS = {"pfour": "Ovens are closed.", "pfive": "Doors are sealed with clay."}
NEW_KILNS = {"pone": "The kiln burns at 900 degrees.", "pnew": "Sample twice.", "psix": "Keep records for a year."}
PARTY = {"name": "Party A", "category": "party"}
OBSERVER = {"name": "Observer B", "category": "ngo"}
PERSON = {"person": "abcd2345", "category": "individual"}


def comment(
    text: str = "Say why.", by: Mapping[str, Any] | Sequence[Mapping[str, Any]] = PARTY, **fields: Any
) -> Comment:
    """A comment on the first draft of a chapter; on a paragraph if one is given."""
    given = {
        "id": "first-aaaaaaaa",
        "round": "first",
        "received": "2018-02-20",
        "channel": "email",
        "file": "0123456789ab",
        "row": 1,
        "submitters": (by,) if isinstance(by, Mapping) else tuple(by),
        "document": "alpha",
        "draft": "s0",
        "language": "en",
        "written_in": "en",
        "scope": "located" if "paragraph" in fields else "general",
        "chapter": "kilns",
        "type": "technical",
        "text": text,
    }
    made = Comment.model_validate(given | fields)
    return made.model_copy(update={"id": comment_id(made, 0)})


def answer(**fields: Any) -> Answer:
    """An answer with a disposition and a response."""
    given = {"disposition": "noted", "response": {"en": "Thank you.", "zh": "谢谢。"}, "decided_on": "2018-04-20"}
    return Answer.model_validate(given | fields)


def first_round(**fields: Any) -> RoundRecord:
    """The round on the first draft, compiled and answered."""
    given = {"draft": "s0", "opens": OPENS, "closes": CLOSES, "compiled": COMPILED, "responses_published": ANSWERED}
    return comment_round(**(given | fields))


def second_round(**fields: Any) -> RoundRecord:
    """The round on the second draft, still open."""
    given = {"id": "second", "ordinal": 2, "draft": "s1", "opens": "2018-05-11", "closes": "2018-07-01"}
    return comment_round(**(given | fields))


def commented(
    *comments: Comment,
    answers: Mapping[str, Answer] | None = None,
    record: RoundRecord | None = None,
    others: Sequence[RoundRecord] = (),
    numbered: bool = True,
    changes: Sequence[ChangeRecord] = (),
) -> Corpus:
    """A corpus with these comments and answers, numbered in the order in which they are given."""
    whole = past(
        *({"kilns": kilns, "ovens": OVENS} for kilns in (KILNS, NEW_KILNS, NEW_KILNS)),
        records=changes,
    )
    numbers = {one.id: Numbered(at, COMPILED) for at, one in enumerate(comments, start=1)} if numbered else {}
    stored = RoundComments({one.id: one for one in comments}, {}, answers or {}, {}, numbers)
    rounds = (record or first_round(), *others)
    return replace(
        whole,
        rounds=located(*rounds),
        comments={rounds[0].id: stored},
        registers=replace(whole.registers, submitters=located(*SUBMITTERS)),
    )


def told_of(corpus: Corpus, day: date = DAY, name: str = "first") -> Told:
    """What is told of a round on a day."""
    return Told(States(corpus, day), corpus.rounds[name].value)
