"""Tables of comments in Word files, as other bodies lay them out and as people fill them in."""

from copy import deepcopy
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from living_guidance.exchange.comments.mapping import read_mapping
from living_guidance.exchange.comments.margin_docx import read_word
from living_guidance.exchange.comments.wml import text, w
from tests.exchange.comments.reviewers import mark
from tests.exchange.comments.test_docx_margin import read
from tests.exchange.office import saved

HEADINGS = (
    "MB/NC¹",
    "Line number (e.g. 17)",
    "Clause/ Subclause (e.g. 3.1)",
    "Paragraph/ Figure/ Table/ (e.g. Table 1)",
    "Type of comment²",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
)


def template(*rows: tuple[str, ...]) -> Any:
    """A template of ISO, with the rows of somebody's comments."""
    document = docx.Document()
    document.add_paragraph("Template for comments and secretariat observations")
    fill(document, HEADINGS, *rows)
    return document


def fill(document: Any, *rows: tuple[str, ...]) -> Any:
    table = document.add_table(len(rows), len(HEADINGS))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, said in zip(row.cells, texts, strict=True):
            cell.text = said
    return table


def comment(said: str, who: str = "PA", proposed: str = "Change it.") -> tuple[str, ...]:
    return (who, "17", "4.2", "Table 1", "te", said, proposed, "")


def test_a_template_of_iso_is_known() -> None:
    document = template(comment("Why 50?"), comment("And 10?", "OB"))
    table = document.tables[0]
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.rows[1].cells[5].add_paragraph("It was 100.")
    found = read_word(saved(document), None)
    assert (found.layout, found.round, found.shared) == ("iso", "", {})
    first, second = found.rows
    assert (first.number, second.number) == (2, 3)
    assert first.values["text"] == "Why 50?\nIt was 100."
    assert {name: first.values[name] for name in ("submitter", "line", "section", "type", "proposed")} == {
        "submitter": "PA",
        "line": "17",
        "section": "4.2",
        "type": "technical",
        "proposed": "Change it.",
    }
    assert (second.values["submitter"], second.values["text"]) == ("OB", "And 10?")


def test_rows_are_counted_through_all_tables_and_one_cut_in_two_goes_on() -> None:
    document = template(comment("One"), comment("Two"))
    fill(document, comment("Three"))
    document.add_table(1, 2).cell(0, 0).text = "Not a table of comments"
    fill(document, HEADINGS, comment("Four"))
    assert [(row.number, row.values["text"]) for row in read(saved(document)).rows] == [
        *((2, "One"), (3, "Two"), (4, "Three"), (7, "Four")),
    ]


def test_a_mapping_counts_the_rows_of_each_table() -> None:
    made, _ = read_mapping("heading_row: 2\ncolumns: {Remark: text, Better: proposed}", "map.yml")
    document = docx.Document()
    for texts in (
        (("On the first part", ""), ("Remark", "Better"), ("One", "Uno"), ("Two", "Due")),
        (("Three", "Tre"),),
        (("Name", "Office", "Signature"), ("A", "B", "C")),
        (("On the second part", ""), ("Better", "Remark"), ("Quattro", "Four")),
        (("Remark", "Better", "By"), ("Its second row has no headings", "", "")),
    ):
        table = document.add_table(len(texts), len(texts[0]))
        for row, cells in zip(table.rows, texts, strict=True):
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
        document.add_paragraph()
    found = read_word(saved(document), made)
    assert [(row.number, row.values["text"], row.values["proposed"]) for row in found.rows] == [
        *((3, "One", "Uno"), (4, "Two", "Due"), (5, "Three", "Tre"), (10, "Four", "Quattro")),
    ]
    assert [(one.code, dict(one.words)) for one in found.remarks] == [("tables-skipped", {"tables": "3, 5"})]


def test_headings_repeated_by_hand_are_no_comment() -> None:
    document = template(comment("One"), HEADINGS, comment("Two"))
    assert [row.values["text"] for row in read(saved(document)).rows] == ["One", "Two"]


def test_merged_cells() -> None:
    document = template(comment("One"), comment("Two", ""), ("General", *[""] * 7), comment("Three"))
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 7))
    table.cell(1, 0).text = "PA"
    table.cell(3, 0).text = "General"
    found = [dict(row.values) for row in read(saved(document)).rows]
    assert [(row.get("submitter"), row.get("text")) for row in found] == [
        *(("PA", "One"), ("PA", "Two"), ("General", None), ("PA", "Three")),
    ]


def test_tracked_changes_in_a_table_count_as_accepted() -> None:
    document = template(comment("One"), comment("Two"))
    table = document.tables[0]
    added = mark("ins", 1)
    added.append(w("r", text(" more")))
    table.cell(1, 5).paragraphs[0]._p.append(added)
    table.rows[2]._tr.get_or_add_trPr().append(mark("del", 2))
    document.paragraphs[0]._p.append(deepcopy(added))
    assert [(row.number, row.values.get("text"), row.values["proposed"]) for row in read(saved(document)).rows] == [
        (2, "One more", "Change it."),
        (3, None, "Template for comments and secretariat observations more"),
    ]


def test_a_table_in_a_table_and_cells_in_content_controls() -> None:
    document = docx.Document()
    outer = document.add_table(1, 1).cell(0, 0)
    inner = outer.add_table(2, len(HEADINGS))
    for row, texts in zip(inner.rows, (HEADINGS, comment("One")), strict=True):
        for cell, said in zip(row.cells, texts, strict=True):
            cell.text = said
    last = inner.rows[1]._tr
    control, content = w("sdt", w("sdtPr")), w("sdtContent")
    last.addprevious(control)
    control.append(content)
    content.append(last)
    cell = last.findall(qn("w:tc"))[5]
    control, content = w("sdt", w("sdtPr")), w("sdtContent")
    cell.addprevious(control)
    control.append(content)
    content.append(cell)
    assert [row.values["text"] for row in read(saved(document)).rows] == ["One"]


def test_comments_in_the_margin_follow_those_of_tables() -> None:
    document = template(comment("One"))
    document.add_comment(document.paragraphs[0].runs[0], text="In the margin", author="Reviewer A")
    found = read(saved(document))
    assert found.layout == "iso"
    assert [(row.number, row.values["text"]) for row in found.rows] == [(2, "One"), (3, "In the margin")]


def test_a_file_without_any_comment_says_none() -> None:
    document = docx.Document()
    document.add_table(2, 2).cell(0, 0).text = "What"
    assert read(saved(document)).rows == ()
