"""The compilation has every comment in the order of the texts, and brings the teams' answers back."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from living_guidance.exchange.comments.answers import weigh_answers
from living_guidance.exchange.comments.answers_yaml import write_answers
from living_guidance.exchange.comments.compilation import Compilation, compile_round, number_comments
from living_guidance.exchange.comments.compiled_columns import numbers_of
from living_guidance.exchange.comments.compiled_csv import write_compiled_csv
from living_guidance.exchange.comments.compiled_docx import write_compiled_docx
from living_guidance.exchange.comments.compiled_html import write_compiled_html
from living_guidance.exchange.comments.compiled_xlsx import read_compiled_xlsx, write_compiled_xlsx
from living_guidance.load.records import read_record
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.comments import Answer, AnswerFile, Numbered
from living_guidance.model.corpus import Corpus, RoundComments, Source
from living_guidance.model.records import Words
from living_guidance.model.vocabulary import Disposition, Reason
from living_guidance.render.messages import load_messages
from tests.exchange.comments.rounds import (
    comments_of,
    delivery,
    ground_of,
    judged,
    record_of,
    round_corpus,
    with_comments,
)

SAYS = (load_messages("en"), load_messages("zh"))
WRITERS = (write_compiled_csv, write_compiled_html, write_compiled_xlsx, write_compiled_docx)
DAY = date(2018, 8, 5)
MADE = round_corpus()
LIMIT, MEASURED = (
    next(one.block.id for one in ground_of(MADE).chapters["alpha/furnaces"][0].passages if words in one.text)
    for words in ("The limit for", "Furnaces are measured")
)
ROWS = (
    {"text": "On kilns as a whole.", "chapter": "kilns", "type": "general"},
    {"text": '=HYPERLINK("http://127.0.0.1")', "paragraph": MEASURED, "type": "technical"},
    {"text": "The limit should be given at eleven per cent oxygen.", "paragraph": LIMIT, "type": "technical"},
    {"text": "The limit should be given at eleven percent oxygen!", "paragraph": LIMIT, "type": "technical"},
    {"text": "On the whole document.", "type": "general"},
    {"text": "译文有误。", "proposed": "每立方米0.1纳克", "quoted": "炉窑限值为", "type": "translation"},
)
CORPUS = with_comments(MADE, comments_of(judged(MADE, delivery(*ROWS))))
NUMBERS = number_comments(CORPUS, record_of(CORPUS).id, DAY)


def compiled(corpus: Corpus = CORPUS) -> Compilation:
    return compile_round(corpus, record_of(corpus), NUMBERS, DAY)[""]


def numbered(corpus: Corpus = CORPUS) -> RoundComments:
    (found,) = corpus.comments.values()
    return replace(found, numbers=NUMBERS)


def test_the_order_is_that_of_the_texts() -> None:
    texts = [row.comment.text for row in compiled().rows]
    assert texts[0] == "On the whole document."
    assert {texts[1], texts[2], texts[3]} == {ROWS[2]["text"], ROWS[3]["text"], "译文有误。"}
    assert texts[4:] == [ROWS[1]["text"], "On kilns as a whole."]
    assert [row.number for row in compiled().rows] == [1, 2, 3, 4, 5, 6]


def test_numbers_are_kept_and_what_came_since_is_new() -> None:
    open_to_late = round_corpus(late_policy="accept")
    later = judged(open_to_late, delivery({"text": "Late, on the limit.", "paragraph": LIMIT}, day="2018-08-10"))
    (found,) = CORPUS.comments.values()
    corpus = with_comments(MADE, [*found.comments.values(), *comments_of(later)], NUMBERS)
    numbers = number_comments(corpus, record_of(corpus).id, date(2018, 8, 20))
    assert {name: numbers[name] for name in NUMBERS} == NUMBERS
    made = compile_round(corpus, record_of(corpus), numbers, date(2018, 8, 20))[""]
    assert [(row.number, row.is_late) for row in made.new] == [(7, True)]
    assert made.previous == "2018-08-05"


def test_two_compilations_of_one_day_are_two() -> None:
    found = comments_of(judged(MADE, delivery(*ROWS)))
    corpus = MADE
    numbers: dict[str, Numbered] = {}
    told = []
    for count, day in ((2, DAY), (3, DAY), (4, DAY), (4, DAY), (6, date(2018, 8, 4))):
        corpus = with_comments(MADE, found[:count], numbers)
        numbers = number_comments(corpus, record_of(corpus).id, day)
        made = compile_round(corpus, record_of(corpus), numbers, day)[""]
        told.append((made.previous, [row.number for row in made.new]))
    # Repeated, a compilation is the same, and a day that was told is only what it is called.
    assert told == [
        ("", []),
        ("2018-08-05", [3]),
        ("2018-08-05 (2)", [4]),
        ("2018-08-05 (2)", [4]),
        ("2018-08-05 (3)", [5, 6]),
    ]


def test_what_says_nearly_the_same_is_named() -> None:
    similar = {row.comment.text: row.similar for row in compiled().rows if row.similar}
    numbers = {row.comment.text: row.number for row in compiled().rows}
    pair = {ROWS[2]["text"], ROWS[3]["text"]}
    (later,) = similar
    (earlier,) = pair - {later}
    assert similar == {later: (numbers[earlier],)}


@pytest.mark.parametrize("write", WRITERS)
def test_repeated_the_bytes_are_the_same(write: object) -> None:
    first, second = (write(compiled(), SAYS, numbers_of(compiled())) for _ in range(2))  # type: ignore[operator]
    assert first == second


@pytest.mark.parametrize("write", WRITERS)
def test_every_comment_is_in_every_form(write: object) -> None:
    content: bytes = write(compiled(), SAYS, numbers_of(compiled()))  # type: ignore[operator]
    if write is write_compiled_docx:
        tables = docx.Document(BytesIO(content)).tables
        text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    elif write is write_compiled_xlsx:
        sheet = load_workbook(BytesIO(content)).worksheets[0]
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    else:
        text = content.decode("utf-8-sig").replace("&#34;", '"').replace('""', '"')
    assert [row["text"] for row in ROWS if row["text"] not in text] == []


def test_no_cell_is_a_formula() -> None:
    book = load_workbook(BytesIO(write_compiled_xlsx(compiled(), SAYS, numbers_of(compiled()))))
    assert [
        cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == []
    lines = write_compiled_csv(compiled(), SAYS, numbers_of(compiled())).decode("utf-8-sig")
    assert ",'=HYPERLINK" in lines.replace('"', "")


def filled(changes: dict[str, dict[str, str]], corpus: Corpus = CORPUS) -> bytes:
    """The spreadsheet with cells as a team writes them, by what the comment says and the column's heading."""
    book = load_workbook(BytesIO(write_compiled_xlsx(compiled(corpus), SAYS, numbers_of(compiled(corpus)))))
    sheet = book.worksheets[0]
    heads = {str(cell.value).split(" · ")[0]: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        text = sheet.cell(row, heads["Comment"]).value
        for heading, value in changes.get(str(text), {}).items():
            sheet.cell(row, heads[heading]).value = value
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_an_answer_comes_back_as_it_was_written() -> None:
    number = next(row.number for row in compiled().rows if row.comment.text == ROWS[2]["text"])
    content = filled(
        {
            ROWS[1]["text"]: {
                "Disposition": "Rejected",
                "Reason": "outside_mandate",
                "Response, English": "=No, this is outside.",
                "Response, Chinese": "不在职权范围内。",
                "Decided on": "2018-09-03",
            },
            ROWS[3]["text"]: {
                "Disposition": SAYS[1]("disposition.duplicate"),
                "Reason": "Already covered",
                "Duplicate of no.": str(number),
            },
        }
    )
    name, returned = read_compiled_xlsx(content)
    weighed = weigh_answers(returned, numbered(), ("en", "zh"))
    assert name == record_of(CORPUS).id
    assert (weighed.unchanged, weighed.faults) == (4, ())
    answers = {one.id: one.new for one in weighed.proposals}
    texts = {comment.text: comment.id for comment in numbered().comments.values()}
    assert answers[texts[ROWS[1]["text"]]] == Answer(
        disposition=Disposition.REJECTED,
        reason=Reason.OUTSIDE_MANDATE,
        response=Words({"en": "=No, this is outside.", "zh": "不在职权范围内。"}),
        decided_on=date(2018, 9, 3),
    )
    assert answers[texts[ROWS[3]["text"]]].duplicate_of == texts[ROWS[2]["text"]]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Disposition": "perhaps"}, "answer-word"),
        ({"Duplicate of no.": "99"}, "answer-number"),
        ({"Decided on": "tomorrow"}, "answer-value"),
    ],
)
def test_what_cannot_be_meant_is_listed_and_changes_nothing(cells: dict[str, str], code: str) -> None:
    _, returned = read_compiled_xlsx(filled({ROWS[1]["text"]: cells}))
    weighed = weigh_answers(returned, numbered(), ("en", "zh"))
    assert weighed.proposals == ()
    assert [remark.code for _, _, remark in weighed.faults] == [code]


def test_an_answer_that_was_changed_meanwhile_is_not_overwritten() -> None:
    text = ROWS[1]["text"]
    _, returned = read_compiled_xlsx(filled({text: {"Disposition": "Rejected", "Reason": "Unclear"}}))
    name = next(comment.id for comment in numbered().comments.values() if comment.text == text)
    found = replace(numbered(), answers={name: Answer(disposition=Disposition.NOTED)})
    weighed = weigh_answers(returned, found, ("en", "zh"))
    assert weighed.proposals == ()
    assert [remark.code for _, _, remark in weighed.faults] == ["answer-conflict"]
    forced = weigh_answers(returned, found, ("en", "zh"), force=True)
    assert [one.new.disposition for one in forced.proposals] == [Disposition.REJECTED]


def test_what_people_wrote_around_the_answers_stays(tmp_path: Path) -> None:
    found = numbered()
    first, second = list(found.comments)[:2]
    path = tmp_path / "guidance/rounds/round-1/answers/alpha.yml"
    path.parent.mkdir(parents=True)
    path.write_text(f"# Our own note\n{first}:\n  disposition: noted  # to be discussed\n")
    source = Source(str(path.relative_to(tmp_path)))
    found = replace(found, answers={first: Answer(disposition=Disposition.NOTED)}, answer_sources={first: source})
    answer = Answer(
        disposition=Disposition.ACCEPTED,
        response=Words({"en": "Yes: it is 0.1 – “as proposed”.\nSecond line", "zh": "是：已采纳。" * 20}),
        changed=("pabcdefgh",),
    )
    files = write_answers(tmp_path, replace(found, answer_sources={first: source, second: source}), {second: answer})
    ((_, text),) = files.items()
    assert "# Our own note" in text
    assert "# to be discussed" in text
    parsed = parse_yaml(text, "answers.yml")
    located, issues = read_record(AnswerFile, parsed.value, Source("answers.yml", parsed.positions), parsed)
    assert issues == ()
    assert located
    assert located.value.root == {first: Answer(disposition=Disposition.NOTED), second: answer}
