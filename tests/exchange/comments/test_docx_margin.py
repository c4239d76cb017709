"""Comments in the margin come back with their paragraph and the words they are on, whatever programs did."""

import json
import random
from unittest.mock import patch

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from living_guidance.exchange.comments import margin_docx
from living_guidance.exchange.comments.docx_extract import extract
from living_guidance.exchange.comments.margin_docx import read_word
from living_guidance.exchange.comments.rows import COLUMNS, Filled
from living_guidance.exchange.comments.wml import w
from living_guidance.model.vocabulary import BlockKind, Channel
from tests.counts import cases
from tests.exchange.comments.copies import copy_of, text_of
from tests.exchange.comments.reviewers import SOMEBODY, Review, W
from tests.exchange.office import repacked, saved

PARAGRAPH, HEADING, ITEM, NESTED, CELL, NOTE = (
    *("p7rznwim2", "pcxx7trfy", "pj7k5hi75", "pjvccycxw"),
    *("ptbeti2e3-c2", "pgiiutlft"),
)
CODE = "pm33q2rlp"
IDS = [one.block.id for one in text_of().passages if one.block.kind not in (BlockKind.ROW, BlockKind.CODE)]


def read(content: bytes) -> Filled:
    """What is read, without a process of its own for each of a thousand files."""
    with patch.object(margin_docx, "call_guarded", lambda _, given: json.loads(json.dumps(extract(given)))):
        return read_word(content, None)


def rows(content: bytes) -> list[dict[str, str]]:
    found = read(content)
    assert [row.number for row in found.rows] == list(range(1, len(found.rows) + 1))
    assert all(row.values.keys() <= set(COLUMNS) for row in found.rows)
    return [dict(row.values) for row in found.rows]


def said(quoted: str, paragraph: str, words: str = "Why?", **more: str) -> dict[str, str]:
    found = {"person": SOMEBODY, "paragraph": paragraph, "quoted": quoted, "text": words}
    return {name: value for name, value in (found | more).items() if value}


def test_a_comment_comes_back_from_its_own_process() -> None:
    review = Review(copy_of())
    review.comment(PARAGRAPH, 5, 11, "Why?\nWho says so?")
    found = read_word(review.saved(), None)
    assert (found.channel, found.layout, found.round, found.unread) == (Channel.WORD, "margin", "2018-second-draft", ())
    assert found.shared == {
        "document": "alpha",
        "chapter": "furnaces",
        "draft": "draft-2018-09-28",
        "language": "en",
    }
    assert [(row.number, dict(row.values), row.fault) for row in found.rows] == [
        (1, said("repels", PARAGRAPH, "Why?\nWho says so?"), "")
    ]


def test_comments_come_in_the_order_of_the_text() -> None:
    review = Review(copy_of("zh"))
    for name in (NOTE, CELL, PARAGRAPH, HEADING):
        review.comment(name, 0, 2, name)
    found = read(review.saved())
    assert [row.values["text"] for row in found.rows] == [HEADING, PARAGRAPH, CELL, NOTE]
    assert [row.values["quoted"] for row in found.rows] == ["所在", "PF", "0.", "UN"]
    assert found.shared["language"] == "zh"


def test_a_comment_over_several_paragraphs_belongs_to_the_first() -> None:
    review = Review(copy_of())
    review.comment(ITEM, 5, 4, "Why?", until=NESTED)
    assert rows(review.saved()) == [said("the use. Tell the users.\nAt o", ITEM)]


def test_a_comment_that_begins_at_the_end_of_a_paragraph_belongs_to_the_next() -> None:
    review = Review(copy_of())
    number = review.note("Why?")
    review.runs(ITEM)[-1].addnext(w("commentRangeStart", id=number))
    review.runs(NESTED)[-1].addnext(w("commentRangeEnd", id=number))
    assert rows(review.saved()) == [said("At once.", NESTED)]


def test_the_lines_of_code_are_quoted_on_one() -> None:
    review = Review(copy_of())
    review.comment(CODE, 0, len(review.words(CODE)), "Why?")
    assert rows(review.saved()) == [said("mass = volume * density total = 0.1", CODE)]


def test_a_comment_on_a_place_quotes_nothing() -> None:
    review = Review(copy_of())
    number = review.note("Why?")
    review.runs(ITEM)[-1].addnext(w("r", w("commentReference", id=number)))
    assert rows(review.saved()) == [said("", ITEM)]


@pytest.mark.parametrize(("place", "row"), [(0, "ptbeti2e3-c1"), (1, "pigpdnbaq")])
def test_a_comment_on_a_cell_without_words_belongs_to_the_row(place: int, row: str) -> None:
    review = Review(copy_of())
    number = review.note("Why?")
    cell = list(review.body.iter(f"{W}tr"))[1 + place].findall(f"{W}tc")[place]
    cell.find(f"{W}p").insert(1, w("commentRangeStart", id=number))
    cell.find(f"{W}p").append(w("commentRangeEnd", id=number))
    assert rows(review.saved()) == [said("" if place else "PFOS", row)]


def test_a_comment_that_stands_nowhere_is_not_lost() -> None:
    review = Review(copy_of())
    review.note("Why?")
    assert rows(review.saved()) == [said("", "")]


def test_a_comment_on_the_guide_or_in_a_header_has_no_paragraph() -> None:
    review = Review(copy_of())
    number = review.note("Why?")
    guide = next(review.body.iter(f"{W}p"))
    guide.insert(1, w("commentRangeStart", id=number))
    other = review.note("And this?")
    content = repacked(
        review.saved(),
        lambda parts: parts.update(
            {
                "word/header1.xml": parts["word/header1.xml"].replace(
                    b"<w:tab/>", f'<w:tab/><w:commentReference w:id="{other}"/>'.encode()
                )
            }
        ),
    )
    assert [(row.get("paragraph"), row["text"]) for row in rows(content)] == [(None, "Why?"), (None, "And this?")]


def test_the_numbers_in_the_margin_and_of_notes_are_no_words() -> None:
    review = Review(copy_of())
    number = review.note("Why?")
    for name in (PARAGRAPH, "pdnbnbnz7"):
        review.paragraph(name).insert(1, w("commentRangeStart", id=number))
        review.paragraph(name).append(w("commentRangeEnd", id=number))
        # Only the first of two beginnings counts.
        number = review.note("And this?")
    quoted = [row["quoted"] for row in rows(review.saved())[:2]]
    assert quoted[0].startswith("PFOS repels water, and so do others; it stays for long. It is in leather")
    assert quoted[1] == "Treat the water."


def test_a_number_that_a_program_made_text_of_is_no_word_either() -> None:
    review = Review(copy_of())
    for run in list(review.body.iter(f"{W}r")):
        if run.find(f"{W}fldChar") is not None or run.find(f"{W}instrText") is not None:
            run.getparent().remove(run)
    review.comment("pdnbnbnz7", 6, 16, "Why?")
    review.paragraph("pdnbnbnz7").append(next(review.body.iter(f"{W}commentRangeEnd")))
    assert [row["quoted"] for row in rows(review.saved())] == ["the water."]


def test_replies_are_with_the_comment_and_name_nobody() -> None:
    review = Review(copy_of())
    first = review.comment(PARAGRAPH, 0, 4, "Is this so?")
    review.reply(first, "It is.", "Reviewer B", "2018-10-09")
    review.reply(first, "Thanks.", day="2018-10-10")
    assert rows(review.saved()) == [
        said(
            "PFOS",
            PARAGRAPH,
            "Is this so?\n\nReply by somebody else, 9 October 2018:\nIt is.\n\nReply of 10 October 2018:\nThanks.",
        )
    ]


def test_replies_in_a_circle_are_not_lost() -> None:
    review = Review(copy_of())
    first = review.comment(PARAGRAPH, 0, 4, "Egg?")
    review.reply(first, "Hen?")
    ids = [one.values() for one in review.extended]
    review.extended[0].set(review.extended[1].keys()[1], ids[1][0])
    assert sorted(row["text"] for row in rows(review.saved())) == ["Egg?", "Hen?"]


@pytest.mark.parametrize("name", ["Author", "作者", "Unknown Author", ""])
def test_what_programs_put_for_a_name_is_none(name: str) -> None:
    review = Review(copy_of())
    review.comment(PARAGRAPH, 0, 4, "Why?", name)
    assert "person" not in rows(review.saved())[0]


def test_a_day_that_is_none_is_left_out() -> None:
    review = Review(copy_of())
    first = review.comment(PARAGRAPH, 0, 4, "Why?", day="yesterday")
    review.reply(first, "So.", day="2018-02-31")
    assert [row["text"] for row in rows(review.saved())] == ["Why?\n\nReply:\nSo."]


def test_a_comment_longer_than_comments_are_is_told() -> None:
    review = Review(copy_of())
    review.comment(PARAGRAPH, 0, 4, "x" * 100_001)
    (row,) = read(review.saved()).rows
    assert (len(row.values["text"]), row.fault) == (100_000, "form.cell-too-long")


def test_facts_come_from_bookmarks_where_a_program_dropped_the_properties() -> None:
    def drop(parts: dict[str, bytes]) -> None:
        del parts["docProps/custom.xml"]

    with_properties, without = read(copy_of()), read(repacked(copy_of(), drop))
    assert (without.shared, without.round) == (with_properties.shared, with_properties.round)


def test_facts_come_from_properties_where_somebody_dropped_the_bookmarks() -> None:
    review = Review(copy_of())
    for one in list(review.body.iterchildren(f"{W}bookmarkStart")):
        review.body.remove(one)
    assert read(review.saved()).shared["chapter"] == "furnaces"


def test_properties_that_are_no_ids_are_not_believed() -> None:
    def lie(parts: dict[str, bytes]) -> None:
        parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b">furnaces<", b">../../etc<")

    assert read(repacked(copy_of(), lie)).shared["chapter"] == "furnaces"


def foreign() -> bytes:
    """A file that is not ours, with a table, a comment and a bookmark that looks like one of ours."""
    document = docx.Document()
    paragraph = document.add_paragraph("PFOS repels water and stays for long.")
    start, end = w("bookmarkStart", id=1, name="p_summary"), w("bookmarkEnd", id=1)
    paragraph._p.insert(0, start)
    paragraph._p.append(end)
    document.add_comment(paragraph.runs[0], text="Why?", author=SOMEBODY)
    document.add_table(2, 2).cell(0, 0).text = "What"
    return saved(document)


def test_a_file_of_somebody_else_gives_its_comments_and_their_words() -> None:
    found = read(foreign())
    assert (found.layout, found.shared, found.round) == ("margin", {}, "")
    (row,) = found.rows
    assert {name: row.values.get(name) for name in ("paragraph", "quoted", "text", "person")} == {
        "paragraph": None,
        "quoted": "PFOS repels water and stays for long.",
        "text": "Why?",
        "person": SOMEBODY,
    }


def test_words_copied_into_another_file_keep_their_paragraph() -> None:
    review = Review(copy_of())
    review.comment(PARAGRAPH, 0, 4, "Why?")
    for one in list(review.body.iterchildren(f"{W}bookmarkStart")):
        review.body.remove(one)

    def drop(parts: dict[str, bytes]) -> None:
        del parts["docProps/custom.xml"]

    found = read(repacked(review.saved(), drop))
    assert (found.shared, [row.values["paragraph"] for row in found.rows]) == ({}, [PARAGRAPH])


def test_the_strict_variant_of_the_format_is_read() -> None:
    review = Review(copy_of())
    review.comment(PARAGRAPH, 0, 4, "Why?")

    def make_strict(parts: dict[str, bytes]) -> None:
        for name in parts:
            parts[name] = parts[name].replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )

    assert rows(repacked(review.saved(), make_strict)) == [said("PFOS", PARAGRAPH)]


def test_words_in_a_box_count_once() -> None:
    review = Review(copy_of())
    number = review.note("Why?")
    box = etree.fromstring(
        f'<w:r xmlns:w="{W.strip("{}")}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p><w:commentRangeStart w:id="{number}"/>'
        f'<w:r><w:t>In a box.</w:t></w:r><w:commentRangeEnd w:id="{number}"/></w:p></w:txbxContent></mc:Choice>'
        f"<mc:Fallback><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        f"</mc:AlternateContent></w:r>"
    )
    review.runs(ITEM)[-1].addnext(box)
    new = "A new paragraph stands after this one, without tracking."
    assert rows(review.saved()) == [said("In a box.", ITEM), {"paragraph": ITEM, "text": new, "proposed": "In a box."}]


# --- whatever happens


class File(bytes):
    """A file that is not printed where a test fails."""

    def __repr__(self) -> str:
        return f"{len(self)} bytes"


@st.composite
def commented(draw: st.DrawFn) -> tuple[File, list[dict[str, str]]]:
    """A file with comments on words anywhere, as some program saved it, and what must come back."""
    review = Review(copy_of(draw(st.sampled_from(["en", "zh"]))))
    chance = random.Random(draw(st.integers(0, 1 << 32)))
    places = draw(st.lists(st.tuples(st.sampled_from(IDS), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6))
    wanted = []
    for number, (name, *ends) in enumerate(places):
        words = review.words(name)
        start, end = sorted(round(one * len(words)) for one in ends)
        start, end = (start, end) if words[start:end].strip() else (0, len(words))
        author = draw(st.sampled_from([SOMEBODY, "评审人乙"]))
        review.comment(name, start, end, f"No. {number}", author)
        wanted.append(said(" ".join(words[start:end].split()), name, f"No. {number}", person=author))
    # What somebody else puts in is not what was commented on.
    for name in draw(st.lists(st.sampled_from(IDS), max_size=3)):
        review.insert(name, draw(st.integers(0, len(review.words(name)))), " put in ", "Somebody else")
    return File(review.saved(chance if draw(st.booleans()) else None)), wanted


@settings(max_examples=cases(600), deadline=None)
@given(commented())
def test_every_comment_comes_back(case: tuple[File, list[dict[str, str]]]) -> None:
    content, wanted = case
    comments = [row for row in rows(content) if row.get("person") != "Somebody else"]
    assert sorted(comments, key=lambda row: row["text"]) == wanted
