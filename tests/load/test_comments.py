"""What people wrote is read as it was written; a line that was edited, lost or doubled is told."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.load.cache import Cache
from living_guidance.load.comments import comment_line, comment_lines, number_lines
from living_guidance.load.corpus import load_corpus
from living_guidance.model.comments import Comment, Numbered, Submitter, comment_id
from living_guidance.model.corpus import RoundComments
from living_guidance.model.issue import Location
from living_guidance.model.vocabulary import Channel, CommentType, Scope, SubmitterCategory
from tests.counts import cases
from tests.load.projects import make_project

ROUND = "round-2018-1"
FOLDER = f"guidance/rounds/{ROUND}"


def comment(text: str = "Say more.", ordinal: int = 0, **fields: object) -> Comment:
    """A comment on a whole document."""
    values = {
        "id": f"{ROUND}-aaaaaaaa",
        "round": ROUND,
        "received": "2018-07-01",
        "channel": Channel.EMAIL,
        "file": "0" * 12,
        "row": 1,
        "submitters": (Submitter(name="Party A", category=SubmitterCategory.PARTY),),
        "document": "pfos",
        "language": "en",
        "written_in": "en",
        "scope": Scope.GENERAL,
        "type": CommentType.GENERAL,
        "text": text,
        **fields,
    }
    made = Comment.model_validate(values)
    return made.model_copy(update={"id": comment_id(made, ordinal)})


def codes(root: Path, files: dict[str, str]) -> list[tuple[str, str, int]]:
    make_project(root, files)
    found = [
        issue
        for issue in load_corpus(root).issues
        if issue.code.startswith(("comment.", "corpus.", "record.", "name."))
    ]
    return [(issue.code, issue.where.path, issue.where.line) for issue in found]


def test_comments_answers_and_numbers_are_read(tmp_path: Path) -> None:
    one, two = comment("First."), comment("Second.")
    numbers = {two.id: Numbered(1, "2018-08-05"), one.id: Numbered(2, "2018-08-05", 2)}
    files = {
        f"{FOLDER}/comments/a.jsonl": comment_lines([one]),
        f"{FOLDER}/comments/b.jsonl": comment_lines([two]),
        f"{FOLDER}/answers/pfos.yml": f"{one.id}:\n  disposition: noted\n  reason: unclear\n",
        f"{FOLDER}/numbers.jsonl": number_lines(numbers),
    }
    assert codes(tmp_path, files) == []
    corpus = load_corpus(tmp_path).corpus
    assert corpus
    found = corpus.comments[ROUND]
    assert set(found.comments.values()) == {one, two}
    assert [answer.reason for answer in found.answers.values()] == ["unclear"]
    assert found.answer_sources[one.id].at(one.id, "reason").line == 3
    assert found.numbers == numbers


def test_a_line_of_numbers_says_of_a_second_compilation_only_that_it_was_one() -> None:
    numbers = {"a": Numbered(1, "2018-08-05"), "b": Numbered(2, "2018-08-05", 2)}
    assert number_lines(numbers).splitlines() == [
        '{"number": 1, "comment": "a", "day": "2018-08-05"}',
        '{"number": 2, "comment": "b", "day": "2018-08-05", "ordinal": 2}',
    ]


@settings(max_examples=cases(2_000), deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    one = comment(text.encode("utf-8", "replace").decode())
    line = comment_line(one)
    assert line.isprintable()
    assert Comment.model_validate_json(line) == one


def test_an_edited_comment_is_told(tmp_path: Path) -> None:
    line = comment_line(comment("The limit is too low."))
    edited = line.replace("too low", "too high")
    assert codes(tmp_path, {f"{FOLDER}/comments/a.jsonl": edited}) == [
        ("comment.edited", f"{FOLDER}/comments/a.jsonl", 1)
    ]


@pytest.mark.parametrize("field", ["received", "channel", "file", "row"])
def test_how_a_comment_came_is_no_part_of_its_id(field: str) -> None:
    other = {"received": "2018-07-02", "channel": "web", "file": "1" * 12, "row": 7}[field]
    assert comment().id == comment(**{field: other}).id


def test_equal_comments_have_their_ordinals(tmp_path: Path) -> None:
    lines = comment_lines([comment(ordinal=0), comment(ordinal=1)])
    assert codes(tmp_path, {f"{FOLDER}/comments/a.jsonl": lines}) == []


ONE = comment()


@pytest.mark.parametrize(
    ("files", "code", "path", "line"),
    [
        ({"comments/a.jsonl": comment_lines([ONE]) * 2}, "comment.twice", "comments/a.jsonl", 2),
        ({"comments/a.jsonl": "\n{\n"}, "comment.line", "comments/a.jsonl", 2),
        ({"comments/a.jsonl": '{"id": 1}\n'}, "comment.line", "comments/a.jsonl", 1),
        ({"comments/a.jsonl": json.dumps([])}, "comment.line", "comments/a.jsonl", 1),
        (
            {"answers/pfos.yml": f"{ONE.id}: {{}}\n", "answers/pfos/x.yml": f"{ONE.id}: {{}}\n"},
            "comment.answered-twice",
            "answers/pfos.yml",
            1,
        ),
        (
            {"numbers.jsonl": number_lines({"a": Numbered(1, "2018-08-05"), "b": Numbered(1, "2018-08-05")})},
            "comment.number-twice",
            "numbers.jsonl",
            2,
        ),
        ({"answers/pfos.yml": f"{ONE.id}:\n  disposition: yes\n"}, "record.word", "answers/pfos.yml", 2),
        ({"answers/pfos.yml": "nobody:\n  disposition: noted\n"}, "record.comment-id", "answers/pfos.yml", 1),
        ({"comments/deep/a.jsonl": ""}, "name.unexpected", "comments/deep/a.jsonl", 0),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, files: dict[str, str], code: str, path: str, line: int
) -> None:
    placed = {f"{FOLDER}/comments/z.jsonl": comment_lines([comment("Another.")])}
    placed |= {f"{FOLDER}/{name}": text for name, text in files.items()}
    assert codes(tmp_path, placed) == [(code, f"{FOLDER}/{path}", line)]


def test_a_comment_of_another_round_is_out_of_place(tmp_path: Path) -> None:
    other = comment(round="other", id="other-aaaaaaaa")
    found = codes(tmp_path, {f"{FOLDER}/comments/a.jsonl": comment_lines([other])})
    assert found == [("comment.elsewhere", f"{FOLDER}/comments/a.jsonl", 1)]


ANSWERS = """{id}:
  disposition: accepted_with_modification
  reason: unclear
  response: {{en: "Yes: see 1.10", zh: 是}}
  decided_on: 2018-09-03
  supports: [{id}]
  changed: [scope-a1]
"""


def test_answers_that_were_kept_are_those_that_were_read(tmp_path: Path) -> None:
    one = comment("First.")
    path = f"{FOLDER}/answers/pfos.yml"
    root = make_project(tmp_path / "project", {path: ANSWERS.format(id=one.id)})
    cache = Cache(tmp_path / "cache")

    def read() -> RoundComments:
        loaded = load_corpus(root, cache=cache)
        assert loaded.corpus
        return loaded.corpus.comments[ROUND]

    first, again = read(), read()
    assert first.answers == again.answers
    places = [source.answer_sources[one.id] for source in (first, again)]
    assert [place.at(one.id, "response") for place in places] == [Location(path, 4, 3)] * 2
    assert dict(places[0].positions) == dict(places[1].positions)
    (root / path).write_text(ANSWERS.format(id=one.id).replace("unclear", "already_covered"), encoding="utf-8")
    assert read().answers[one.id].reason == "already_covered"


def test_answers_with_a_fault_are_told_of_every_time(tmp_path: Path) -> None:
    one = comment("First.")
    path = f"{FOLDER}/answers/pfos.yml"
    twice = ANSWERS.format(id=one.id) + "  reason: unclear\n"
    root = make_project(tmp_path / "project", {path: twice})
    cache = Cache(tmp_path / "cache")
    first, again = (load_corpus(root, cache=cache).issues for _ in range(2))
    assert first == again
    assert (path, 8) in {(issue.where.path, issue.where.line) for issue in first}
