"""Tracked changes come back as proposals: one for each paragraph and author, with nobody else's changes in it."""

import random
from copy import deepcopy
from itertools import pairwise

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.exchange.comments.docx_places import one_line
from living_guidance.exchange.comments.wml import text, w
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import load_messages
from tests.counts import cases
from tests.exchange.comments.copies import copy_of, text_of
from tests.exchange.comments.reviewers import SOMEBODY, Review, W, mark
from tests.exchange.comments.test_docx_margin import CELL, HEADING, ITEM, NESTED, NOTE, PARAGRAPH, File, read, rows
from tests.exchange.office import repacked, saved

OTHER = "评审人乙"
HEAT, LAST = "pmoh77mhk", "a-name-that-its-author-wrote-and-that-is-far-too-long-for-word"
WORDS = "Burn it at 1,100 °C, with care."


def change(paragraph: str, quoted: str, proposed: str, said: str = "", person: str = SOMEBODY) -> dict[str, str]:
    found = {"person": person, "paragraph": paragraph, "quoted": quoted, "proposed": proposed}
    return {name: value for name, value in (found | {"text": said}).items() if value}


def test_words_put_in_and_taken_out_are_one_proposal() -> None:
    review = Review(copy_of())
    review.delete(HEAT, 11, 16)
    review.insert(HEAT, 11, "1,200")
    review.insert(HEAT, len(review.words(HEAT)), " Always.")
    assert rows(review.saved()) == [change(HEAT, WORDS, "Burn it at 1,200 °C, with care. Always.")]


def test_each_author_has_a_proposal_without_the_others() -> None:
    review = Review(copy_of("zh"))
    review.insert(HEAT, 1, "高温")
    review.delete(HEAT, 14, 19, OTHER)
    assert rows(review.saved()) == [
        change(HEAT, "以1,100 °C焚烧，务必小心。", "以高温1,100 °C焚烧，务必小心。"),
        change(HEAT, "以1,100 °C焚烧，务必小心。", "以1,100 °C焚烧，", person=OTHER),
    ]


def test_what_somebody_takes_out_of_the_words_of_another_counts_as_there() -> None:
    review = Review(copy_of())
    review.insert(HEAT, 7, " never")
    run = next(one for one in review.paragraph(HEAT).iter(f"{W}r") if "never" in "".join(one.itertext()))
    review.take_out(run, OTHER)
    assert rows(review.saved()) == [
        change(HEAT, WORDS, "Burn it never at 1,100 °C, with care."),
        change(HEAT, "Burn it never at 1,100 °C, with care.", WORDS, person=OTHER),
    ]


def test_headings_items_cells_and_notes_may_be_changed() -> None:
    review = Review(copy_of())
    for name in (HEADING, ITEM, CELL, NOTE):
        review.insert(name, 0, "X")
    assert [(row["paragraph"], row["proposed"][:4]) for row in rows(review.saved())] == [
        *((HEADING, "XWhe"), (ITEM, "XSto"), (CELL, "X0.1"), (NOTE, "XUNE")),
    ]


def test_an_empty_cell_may_be_filled() -> None:
    review = Review(copy_of())
    cell = list(review.body.iter(f"{W}tc"))[-1]
    new = mark("ins", review.next())
    new.append(w("r", text("2 mg/l")))
    cell.find(f"{W}p").append(new)
    assert rows(review.saved()) == [change("pigpdnbaq", "", "2 mg/l")]


def test_a_paragraph_is_deleted_with_its_number_and_its_end() -> None:
    review = Review(copy_of())
    review.delete_paragraph(HEAT)
    assert rows(review.saved()) == [change(HEAT, WORDS, "", "Delete this paragraph.")]


def test_several_paragraphs_are_deleted_one_by_one() -> None:
    review = Review(copy_of())
    # As if they had been selected from the end of the one before: the end of the last stays, and is that one's.
    review.mark_end(review.paragraph(PARAGRAPH), "del")
    review.delete_paragraph(ITEM)
    review.delete(NESTED, 0, len(review.words(NESTED)))
    assert [(row["paragraph"], row["text"]) for row in rows(review.saved())] == [
        (ITEM, "Delete this paragraph."),
        (NESTED, "Delete this paragraph."),
    ]


def test_paragraphs_put_in_after_another() -> None:
    review = Review(copy_of())
    first = review.insert_after(ITEM, "Rinse.")
    second = deepcopy(first)
    second.find(f"{W}ins/{W}r/{W}t").text = "Dry."
    review.mark_end(first, "ins")
    first.addnext(second)
    assert rows(review.saved()) == [change(ITEM, "", "Rinse.\nDry.", "Insert after this paragraph.")]


def test_a_paragraph_put_in_before_another_comes_after_the_one_above() -> None:
    review = Review(copy_of())
    new = w("p", mark("ins", review.next()))
    new[-1].append(w("r", text("Rinse.")))
    review.mark_end(new, "ins")
    review.paragraph(NESTED).addprevious(new)
    assert rows(review.saved()) == [change(ITEM, "", "Rinse.", "Insert after this paragraph.")]


def test_a_paragraph_before_all_others() -> None:
    review = Review(copy_of())
    new = w("p", mark("ins", review.next()))
    new[-1].append(w("r", text("Preface.")))
    review.mark_end(new, "ins")
    review.paragraph("title").addprevious(new)
    assert rows(review.saved()) == [change("title", "", "Preface.", "Insert before this paragraph.")]


def test_a_paragraph_may_be_cut_in_two() -> None:
    review = Review(copy_of())
    review.split(HEAT, 20)
    assert rows(review.saved()) == [change(HEAT, WORDS, "Burn it at 1,100 °C,\nwith care.")]


def test_a_comment_on_a_paragraph_that_was_cut_keeps_it() -> None:
    review = Review(copy_of())
    review.comment(HEAT, 21, 25, "Why?")
    review.split(HEAT, 18, OTHER)
    assert [(row["paragraph"], row.get("quoted")) for row in rows(review.saved())] == [(HEAT, "with"), (HEAT, WORDS)]


def test_two_paragraphs_may_be_joined() -> None:
    review = Review(copy_of())
    review.mark_end(review.paragraph(ITEM), "del")
    review.delete(NESTED, 0, 2)
    assert rows(review.saved()) == [
        change(ITEM, "Stop the use. Tell the users.\nAt once.", "Stop the use. Tell the users. once.")
    ]


def test_the_end_before_a_table_joins_nothing() -> None:
    review = Review(copy_of())
    review.mark_end(review.paragraph("plhfetdjh"), "del")
    assert rows(review.saved()) == []


def test_a_paragraph_is_moved() -> None:
    review = Review(copy_of("zh"))
    review.move(HEAT, after=LAST)
    assert rows(review.saved()) == [
        change(HEAT, "以1,100 °C焚烧，务必小心。", "", "将本段移至“4 A last paragraph.”之后。")
    ]


def test_a_paragraph_is_moved_and_changed() -> None:
    review = Review(copy_of())
    new = review.move(HEAT, after=ITEM, move="")
    new.find(f"{W}moveTo").append(mark("ins", review.next()))
    new.find(f"{W}moveTo/{W}ins").append(w("r", text(" Always.")))
    # Without a name the two halves cannot be told to be one.
    assert rows(review.saved()) == [
        change(ITEM, "", f"{WORDS} Always.", "Insert after this paragraph."),
        change(HEAT, WORDS, "", "Delete this paragraph."),
    ]
    review = Review(copy_of())
    new = review.move(HEAT, after=ITEM)
    new.find(f"{W}moveTo").append(mark("ins", review.next()))
    new.find(f"{W}moveTo/{W}ins").append(w("r", text(" Always.")))
    assert rows(review.saved()) == [
        change(HEAT, WORDS, f"{WORDS} Always.", "Move this paragraph after “Stop the use. Tell the users.”.")
    ]


def test_a_paragraph_is_moved_before_all_others() -> None:
    review = Review(copy_of())
    new = review.move(HEAT, after=ITEM)
    for one in (new.getprevious(), new):
        review.paragraph("title").addprevious(one)
    assert rows(review.saved()) == [change(HEAT, WORDS, "", "Move this paragraph before “Furnaces”.")]


def test_a_move_without_a_name_is_known_by_its_words() -> None:
    review = Review(copy_of())
    review.move(HEAT, after=ITEM, move="")
    assert rows(review.saved()) == [
        change(HEAT, WORDS, "", "Move this paragraph after “Stop the use. Tell the users.”.")
    ]


def test_a_move_that_arrives_nowhere_is_a_deletion() -> None:
    review = Review(copy_of())
    new = review.move(HEAT, after=ITEM)
    new.getparent().remove(new)
    assert rows(review.saved()) == [change(HEAT, WORDS, "", "Delete this paragraph.")]


def test_words_moved_from_one_paragraph_to_another_are_a_change_of_both() -> None:
    review = Review(copy_of())
    review.delete(HEAT, 7, 16, tag="moveFrom")
    new = mark("moveTo", review.next())
    new.append(w("r", text(" at 1,100")))
    review.runs(NESTED)[-1].addnext(new)
    assert rows(review.saved()) == [
        change(NESTED, "At once.", "At once. at 1,100"),
        change(HEAT, WORDS, "Burn it °C, with care."),
    ]


def test_rows_are_put_in_and_taken_out() -> None:
    review = Review(copy_of())
    second = list(review.body.iter(f"{W}tr"))[1]
    new = deepcopy(second)
    for one in list(new.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        one.getparent().remove(one)
    for row, tag in ((second, "del"), (new, "ins")):
        row.find(f"{W}trPr").append(mark(tag, review.next()))
        for run in list(row.iter(f"{W}r")):
            review.take_out(run, tag=tag)
    second.addnext(new)
    assert rows(review.saved()) == [
        change("ptbeti2e3", "PFOS | 0.1 mg/l", "", "Delete this row of the table."),
        change("ptbeti2e3", "", "PFOS | 0.1 mg/l", "Insert a row after this place in the table."),
    ]


def test_a_footnote_is_taken_out_with_its_call() -> None:
    review = Review(copy_of())
    call = next(review.body.iter(f"{W}footnoteReference")).getparent()
    review.take_out(call)
    assert rows(review.saved()) == [
        change(NOTE, "UNEP, 2018; see also the table.", "", "Delete this footnote."),
    ]
    for run in review.runs(PARAGRAPH):
        review.take_out(run)
    assert [row["text"] for row in rows(review.saved())] == ["Delete this paragraph."]


def test_a_footnote_that_is_put_in_belongs_to_the_paragraph_that_calls_it() -> None:
    review = Review(copy_of())
    call = mark("ins", review.next())
    call.append(w("r", w("footnoteReference", id=77)))
    review.runs(HEAT)[-1].addnext(call)
    note = w("p", w("pPr", w("pStyle", val="FootnoteText")), mark("ins", review.next()))
    note[-1].extend([w("r", w("footnoteRef")), w("r", text(" A source."))])
    review.roots["word/footnotes.xml"].append(w("footnote", note, id=77))
    assert rows(review.saved()) == [change(HEAT, "", "A source.", "Add a footnote to this paragraph.")]


def untracked(paragraph: str, quoted: str, proposed: str, said: str) -> dict[str, str]:
    return change(paragraph, quoted, proposed, said, "")


def test_changes_without_tracking_are_not_lost() -> None:
    review = Review(copy_of())
    review.rewrite(HEAT, [("", "Never burn it.", "")])
    review.rewrite(CELL, [("", "1 mg/l", ""), ("ins", " or so", SOMEBODY)])
    new = w("p", w("r", text("Rinse.")))
    review.paragraph(ITEM).addnext(new)
    gone = review.paragraph(NESTED)
    gone.getparent().remove(gone)
    cell = list(review.body.iter(f"{W}tc"))[-1]
    cell.find(f"{W}p").append(w("r", text("2 mg/l")))
    changed = "This paragraph was changed without tracking."
    assert rows(review.saved()) == [
        untracked(NESTED, "At once.", "", "This paragraph was deleted without tracking."),
        untracked(ITEM, "", "Rinse.", "A new paragraph stands after this one, without tracking."),
        change(CELL, "1 mg/l", "1 mg/l or so"),
        untracked(CELL, "0.1 mg/l", "1 mg/l", changed),
        untracked("pigpdnbaq", "", "2 mg/l", changed),
        untracked(HEAT, WORDS, "Never burn it.", changed),
    ]


def test_what_programs_write_in_another_way_is_no_change() -> None:
    def respell(parts: dict[str, bytes]) -> None:
        document = parts["word/document.xml"].decode()
        changed = document.replace("1,100 °C", "1,100\N{NO-BREAK SPACE}\N{DEGREE CELSIUS}")
        assert changed != document
        parts["word/document.xml"] = changed.encode()

    assert rows(repacked(copy_of(), respell)) == []


def test_without_bookmarks_nobody_can_say_what_was_changed() -> None:
    review = Review(copy_of())
    for root in review.roots.values():
        for one in list(root.iter(f"{W}bookmarkStart")):
            one.getparent().remove(one)
    assert rows(review.saved()) == []


def test_changes_of_looks_and_spaces_are_told_and_not_read() -> None:
    review = Review(copy_of())
    run = review.runs(PARAGRAPH)[0]
    properties = w("rPr", w("b"), mark("rPrChange", review.next()))
    properties[-1].append(w("rPr"))
    run.insert(0, properties)
    review.insert(HEAT, 4, "  ")
    found = read(review.saved())
    assert found.rows == ()
    assert found.unread == (
        "1 tracked change of looks alone was passed over",
        "1 tracked change of spaces alone was passed over",
    )


def test_a_file_of_somebody_else_names_the_paragraph_by_its_words() -> None:
    document = docx.Document()
    first = document.add_paragraph("Stop the use.")
    first._p.append(mark("ins", 1))
    first._p[-1].append(w("r", text(" Now.")))
    second = document.add_paragraph("")
    properties = w("pPr", w("rPr", mark("ins", 2)))
    first._p.insert(0, properties)
    second._p.append(mark("ins", 3, OTHER))
    second._p[-1].append(w("r", text("Rinse.")))
    found = read(saved(document)).rows
    assert [dict(row.values) for row in found] == [
        change("", "Stop the use.", "Stop the use. Now."),
        change("", "Stop the use.", "Rinse.", "Insert after this paragraph.", OTHER),
    ]


# --- whatever happens

NAMES = [
    one.block.id for one in text_of().passages if one.block.kind not in (BlockKind.ROW, BlockKind.CODE, BlockKind.IMAGE)
]
AUTHORS = (SOMEBODY, OTHER, "Reviewer C")
PUT_IN = ("new ", " 新的", "x", "1,000 t", " & <b>")


@st.composite
def edited(draw: st.DrawFn) -> tuple[File, list[dict[str, str]]]:
    """A file with words put in and taken out by several people, and the proposals that it comes to."""
    language = draw(st.sampled_from(["en", "zh"]))
    review, delete = Review(copy_of(language)), load_messages(language)("forms.review.delete")
    wanted = []
    for name in sorted(draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=4)), key=NAMES.index):
        words = review.words(name)
        pieces = draw(pieces_of(words))
        review.rewrite(name, pieces)
        for author in dict.fromkeys(author for _, _, author in pieces if author):
            said = (
                words
                for kind, words, who in pieces
                if (who == author and kind == "ins") or (who != author and kind != "ins")
            )
            was, would = one_line([words]), one_line(said)
            if was != would:
                wanted.append(change(name, was, would, "" if would else delete, author))
    noise = random.Random(draw(st.integers(0, 99))) if draw(st.booleans()) else None
    return File(review.saved(noise)), wanted


@st.composite
def pieces_of(draw: st.DrawFn, words: str) -> list[tuple[str, str, str]]:
    """The words of a paragraph in pieces: kept, put in or taken out, and by whom."""
    ends = draw(st.lists(st.integers(0, len(words)), max_size=5))
    places = [0, *sorted(ends), len(words)]
    found = []
    for start, end in pairwise(places):
        if draw(st.booleans()):
            found.append(("ins", draw(st.sampled_from(PUT_IN)), draw(st.sampled_from(AUTHORS))))
        if start < end:
            author = draw(st.sampled_from(("", *AUTHORS)))
            found.append(("del" if author else "", words[start:end], author))
    return found


@settings(max_examples=cases(600), deadline=None)
@given(edited())
def test_every_proposal_comes_back(case: tuple[File, list[dict[str, str]]]) -> None:
    content, wanted = case

    def key(row: dict[str, str]) -> tuple[int, str]:
        return NAMES.index(row["paragraph"]), row["person"]

    assert sorted(rows(content), key=key) == sorted(wanted, key=key)
