"""The small project with three drafts and rounds on them: answered, open, without names, and for experts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from living_guidance.load.comments import comment_lines
from living_guidance.load.corpus import load_corpus
from living_guidance.model.comments import Comment, comment_id
from living_guidance.text.states import State, States
from tests.browser.frozen_site import make_project

NAMED, OPEN, NAMELESS, INNER = "first", "second", "nameless", "inner"
SECRETS = ("TOMORROW", "UNCOMPILED", "INNERMOST", "Observer Hidden", "hiddenxx", "UNDECIDED")
"""Words and names that must stand nowhere on the site on 8 October 2018."""
HOSTILE = "<script>alert(1)</script> & <b>bold</b>"
FORMULA = '=HYPERLINK("https://evil.example","click")'
WORDS = {"en": "Words", "zh": "词语", "ar": "كلمات"}
PARTY = {"name": "Party A", "category": "party", "country": "XA"}
OBSERVER = {"name": "Observer B", "category": "ngo"}
PERSON = {"person": "abcd2345", "category": "individual"}
THANKS = {"en": "Thank you; the words were changed.", "zh": "谢谢，文字已修改。", "ar": "شكراً، لقد عُدّل النص."}

_BASIS: Mapping[str, Any] = {
    "title": {"en": "Comments on a draft", "zh": "草案意见征询", "ar": "التعليقات على مسودة"},
    "documents": ["coatings", "boards"],
    "ordinal": 2,
    "kind": "second_draft",
    "audience": "public",
    "languages_available": ["en"],
    "languages_accepted": ["en", "zh"],
    "closes": "2018-10-19",
    "zone": "Europe/Zurich",
    "closing_words": WORDS,
    "late_policy": "consider_at_discretion",
    "publication_policy": "named",
}
_RECORDS: Mapping[str, Mapping[str, Any]] = {
    NAMED: {
        "ordinal": 1,
        "draft": "first",
        "opens": "2018-08-01",
        "closes": "2018-08-20",
        "compiled": "2018-08-22",
        "responses_published": "2018-09-01",
        "documents": ["coatings"],
    },
    OPEN: {"draft": "third", "opens": "2018-10-01"},
    NAMELESS: {
        "draft": "second",
        "ordinal": 3,
        "opens": "2018-09-02",
        "closes": "2018-09-10",
        "compiled": "2018-09-12",
        "responses_published": "2018-09-20",
        "publication_policy": "anonymised",
        "documents": ["boards"],
    },
    INNER: {
        "draft": "second",
        "ordinal": 4,
        "audience": "experts",
        "opens": "2018-09-02",
        "closes": "2018-09-10",
        "compiled": "2018-09-12",
        "responses_published": "2018-09-20",
        "documents": ["coatings"],
    },
}
_REGISTER = [
    {
        "id": "party-a",
        "name": {"en": "Party A", "zh": "缔约方A", "ar": "الطرف ألف"},
        "category": "party",
        "country": "XA",
        "region": "african",
    },
    {"id": "observer-b", "name": {"en": "Observer B", "zh": "观察员B", "ar": "المراقب باء"}, "category": "ngo"},
]


def make_rounds_project(folder: Path) -> None:
    """Copy the small project, freeze it on three days, and have people comment on it."""
    make_project(folder)
    rounds = folder / "guidance/rounds"
    for name, fields in _RECORDS.items():
        record = {**_BASIS, **fields, "id": name}
        _write(rounds / f"{name}/round.yml", yaml.safe_dump(record, allow_unicode=True, sort_keys=False))
    _write(folder / "guidance/registers/submitters.yml", yaml.safe_dump(_REGISTER, allow_unicode=True, sort_keys=False))
    places = Places(folder)
    for name, comments in (
        (NAMED, _first(places)),
        (OPEN, [({"text": "UNCOMPILED", "received": "2018-10-02"}, None)]),
        (NAMELESS, _nameless()),
        (INNER, [({"text": "INNERMOST", "received": "2018-09-03"}, {"disposition": "noted"})]),
    ):
        _store(rounds / name, name, comments)


class Places:
    """The ids of paragraphs by how they begin."""

    def __init__(self, folder: Path) -> None:
        corpus = load_corpus(folder).corpus
        assert corpus
        self.corpus = corpus

    def __call__(self, draft: str, key: str, begins: str) -> str:
        """The paragraph of a draft that begins with these words."""
        states = States(self.corpus, self.corpus.snapshots["third"].record.date)
        passages = states.original(State(key, self.corpus.snapshots[draft])).passages
        [found] = [one.block.id for one in passages if one.text.startswith(begins)]
        return found


Entry = tuple[Mapping[str, Any], Mapping[str, Any] | None]
"""What a comment says, and its answer; ``repeats`` and ``supports`` name other comments by their place."""


def _first(places: Places) -> list[Entry]:
    def on(begins: str) -> dict[str, str]:
        return {"paragraph": places("first", "coatings/plating", begins), "scope": "located"}

    weekly, five = on("Measure the surface tension"), on("Measure PFOS in the effluent")
    gone, cell = on("Measure before every addition."), on("Decorative work")
    return [
        ({"text": "On the document as a whole.", "chapter": None}, {"disposition": "noted"}),
        (
            {"text": "On the whole chapter.", "submitters": [OBSERVER], "type": "general"},
            {"disposition": "out_of_scope"},
        ),
        (
            {
                **weekly,
                "text": "Once a week is not enough.",
                "quoted": "once a week",
                "proposed": "Measure the surface tension every day. Log each addition by weight.",
                "rationale": "Experience of several plants.",
                "references": "Decision T-1/1",
            },
            {"disposition": "accepted", "changed": [weekly["paragraph"]], "resolved_in": "2.1-draft.2"},
        ),
        ({**weekly, "text": "The same.", "submitters": [OBSERVER]}, {"disposition": "duplicate", "repeats": 2}),
        (
            {**five, "text": "五年太短。", "written_in": "zh", "language": "zh", "submitters": [PARTY, OBSERVER]},
            {"disposition": "accepted_with_modification", "changed": [five["paragraph"]], "supports": [2]},
        ),
        ({**gone, "text": "Why before every addition?", "type": "question"}, {"disposition": "answered"}),
        ({**cell, "text": HOSTILE, "quoted": HOSTILE, "submitters": [PERSON]}, {"disposition": "rejected"}),
        (
            {"text": FORMULA, "page": 3, "line_from": 4, "line_to": 7, "scope": "located", "section": "2.1"},
            {"disposition": "deferred"},
        ),
        (
            {
                "text": "Sorry to be late.",
                "received": "2018-08-21",
                "submitters": [{"name": "Firm", "category": "industry"}],
            },
            {"disposition": "withdrawn", "reply": "satisfied"},
        ),
        ({"text": "Hello TOMORROW", "received": "2018-10-09"}, None),
    ]


def _nameless() -> list[Entry]:
    hidden = {"name": "Observer Hidden", "category": "ngo"}
    person = {"person": "hiddenxx", "category": "roster_expert"}
    return [
        (
            {"text": "无名。", "written_in": "zh", "language": "zh", "submitters": [hidden], "chapter": "insulation"},
            {"disposition": "noted"},
        ),
        ({"text": "Nor I.", "submitters": [person, PARTY], "chapter": "insulation"}, {"disposition": "noted"}),
    ]


def _store(folder: Path, name: str, entries: list[Entry]) -> None:
    made = [_comment(name, fields, at) for at, (fields, _) in enumerate(entries)]
    _write(folder / "comments/2018-08-10-all.jsonl", comment_lines(made))
    answers: dict[str, dict[str, Any]] = {}
    for one, (_, given) in zip(made, entries, strict=True):
        if given is None:
            continue
        answer: dict[str, Any] = {
            "reason": "already_covered",
            "response": dict(THANKS),
            "decided_on": "2018-08-30",
            **given,
        }
        if answer["disposition"] == "accepted":
            del answer["reason"]
        if (repeated := answer.pop("repeats", None)) is not None:
            answer["duplicate_of"] = made[repeated].id
        answer["supports"] = [made[place].id for place in answer.get("supports", [])]
        answers.setdefault(one.key, {})[one.id] = answer
    for key, found in answers.items():
        _write(folder / f"answers/{key}.yml", yaml.safe_dump(found, allow_unicode=True, sort_keys=False))
    numbers = [
        f'{{"number": {at}, "comment": "{one.id}", "day": "2018-08-22"}}\n' for at, one in enumerate(made, start=1)
    ]
    _write(folder / "numbers.jsonl", "".join(numbers))


def _comment(name: str, fields: Mapping[str, Any], row: int) -> Comment:
    document = "boards" if name == NAMELESS else "coatings"
    given: dict[str, Any] = {
        "id": f"{name}-aaaaaaaa",
        "round": name,
        "received": _RECORDS[name]["opens"],
        "channel": "email",
        "file": "0123456789ab",
        "row": row,
        "submitters": [PARTY],
        "document": document,
        "draft": _RECORDS[name]["draft"],
        "language": "en",
        "written_in": "en",
        "scope": "general",
        "chapter": "plating" if document == "coatings" else "insulation",
        "type": "technical",
    }
    made = Comment.model_validate(given | dict(fields))
    return made.model_copy(update={"id": comment_id(made, 0)})


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
