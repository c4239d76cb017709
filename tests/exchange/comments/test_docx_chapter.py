"""A chapter as a Word file for review: what it holds, and that every program could open it."""

import json
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pypandoc
import pytest
from lxml import etree

from living_guidance.exchange.archive import open_archive
from living_guidance.exchange.comments.chapter_docx import ReviewCopy, write_chapter_docx
from living_guidance.exchange.comments.docx_extract import extract
from living_guidance.exchange.comments.review_facts import bookmark_names, read_names
from living_guidance.exchange.word import MAIN_PART
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.model.writing import unwrap
from living_guidance.render.messages import load_messages
from living_guidance.text.blocks import read_blocks
from living_guidance.text.frozen import frozen_text
from living_guidance.text.inline import plain_words
from tests.exchange.comments.copies import BODY, COPY, copy_of, text_of
from tests.exchange.comments.reviewers import W

PROJECT = Path(__file__).parents[3]
DRAFT = "draft-2018-09-28"


def opened(content: bytes) -> Any:
    return docx.Document(BytesIO(content))


def part(content: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def bookmarked(content: bytes) -> dict[str, list[str]]:
    """The words of every paragraph of ours, by id; more than one text where a bookmark is there twice."""
    found: dict[str, list[str]] = {}
    for name in ("word/document.xml", "word/footnotes.xml"):
        root = part(content, name)
        names = read_names(one.get(f"{W}name", "") for one in root.iter(f"{W}bookmarkStart"))
        review = root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}r", f"{W}tc")
        inside: dict[str, str] = {}
        words: dict[str, str] = {}
        for one in review:
            if one.tag == f"{W}bookmarkStart" and (block := names.get(one.get(f"{W}name", ""))):
                inside[one.get(f"{W}id", "")] = block
                words[block] = ""
            elif one.tag == f"{W}bookmarkEnd" and (block := inside.pop(one.get(f"{W}id", ""), "")):
                found.setdefault(block, []).append(" ".join(words[block].split()))
            elif one.tag == f"{W}tc":
                words |= {block: words[block] + " | " for block in inside.values()}
            elif one.tag == f"{W}r" and one.find(f"{W}rPr/{W}vertAlign") is None:
                text = "".join(" " if piece.tag == f"{W}br" else piece.text or "" for piece in one)
                words |= {block: words[block] + text for block in inside.values()}
    return found


def expected(text: Text) -> dict[str, list[str]]:
    code = (BlockKind.CODE,)
    return {
        one.block.id: [unwrap(one.text) if one.block.kind in code else plain_words(one.text)] for one in text.passages
    }


def in_cells(words: dict[str, list[str]]) -> dict[str, list[str]]:
    """Rows without the empty cells at their ends."""
    return {name: [text.strip(" |") for text in texts] for name, texts in words.items()}


@lru_cache
def example() -> Corpus:
    corpus = load_corpus(PROJECT).corpus
    assert corpus
    return corpus


def chapters() -> list[tuple[str, str]]:
    manifest = (PROJECT / "guidance" / "snapshots" / DRAFT / "ledger.jsonl").read_text(encoding="utf-8")
    keys = dict.fromkeys(json.loads(line)["chapter"] for line in manifest.splitlines())
    return [(key, language) for key in keys for language in ("en", "zh")]


def test_the_specimen_is_as_chapters_are() -> None:
    assert read_blocks(BODY).problems == ()
    kinds = {one.block.kind for one in text_of().passages}
    assert kinds == set(BlockKind)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_paragraph_has_its_bookmark_once_around_its_words(language: str) -> None:
    assert in_cells(bookmarked(copy_of(language))) == in_cells(expected(text_of(language)))


@pytest.mark.parametrize(("key", "language"), chapters())
def test_every_chapter_of_the_example(key: str, language: str) -> None:
    snapshot, say = example().snapshots[DRAFT], load_messages(language)
    text = frozen_text(snapshot, key, language)
    content = write_chapter_docx(text, say, COPY)
    assert write_chapter_docx(text, say, COPY) == content
    assert in_cells(bookmarked(content)) == in_cells(expected(text))
    document = opened(content)
    numbers = [one.runs[0].text for one in document.paragraphs if one.style.name == "Numbered Paragraph"]
    assert numbers == [f"{one.number}\t" for one in text.passages if one.number]
    found = extract(content)
    assert (found["rows"], found["tables"], found["looks"]) == ([], [], 0)
    names = ("document", "chapter", "draft", "language")
    assert [found["facts"][name] for name in names] == [*key.split("/"), DRAFT, language]


def test_styles_are_those_of_word() -> None:
    styles = {one.text.split("\t")[-1]: one.style.name for one in opened(copy_of()).paragraphs if one.text}
    assert {styles[text] for text in ("Furnaces", "Where it is found", "What to do", "The end")} == {
        *("Title", "Heading 1", "Heading 2", "Heading 3")
    }
    wanted = {
        "Stop the use. Tell the users.": "List Bullet",
        "And in writing.": "List Continue",
        "Measure": "List Number",
        "Limits for water": "Caption",
        "Taking a sample": "Note Title",
        "Recirculate the tank.": "Note Text",
        "Bottles": "List Number",
        "Burn it at 1,100 °C, with care.": "Numbered Paragraph",
        "Somebody once said so.": "Quote",
        "Waste": "Definition Term",
        "What nobody wants.": "Definition",
        "mass = volume * density\ntotal = 0.1": "Source Code",
        "Picture, in words: A tank with a drain": "Normal",
        "Nobody calls this.": "footnote text",
    }
    assert {text: styles.get(text) for text in wanted} == wanted


def test_structure_is_what_another_program_makes_of_it(golden: Any, tmp_path: Path) -> None:
    word = tmp_path / "chapter.docx"
    word.write_bytes(copy_of())
    golden(
        Path(__file__).parent / "golden" / "chapter-docx.md",
        pypandoc.convert_file(str(word), "markdown", format="docx"),
    )


def test_a_table_says_its_headings_on_every_page() -> None:
    table = opened(copy_of()).tables[0]
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1, 0, 0]
    assert table.rows[1].cells[1].paragraphs[0]._p.xpath("w:pPr/w:jc/@w:val") == ["right"]


def test_a_note_called_twice_is_one_footnote() -> None:
    document = part(copy_of(), "word/document.xml")
    assert [one.get(f"{W}id") for one in document.iter(f"{W}footnoteReference")] == ["1", "2"]
    assert [one.text for one in document.iter(f"{W}instrText")] == [" NOTEREF _note_1 \\f \\h "]
    notes = part(copy_of(), "word/footnotes.xml")
    assert [one.get(f"{W}id") for one in notes] == ["-1", "0", "1", "2"]
    # A note cannot be called in another; it is referred to.
    assert [one.text for one in notes.iter(f"{W}instrText")] == [" NOTEREF _note_2 \\f \\h "]


def test_links_lead_out_or_to_a_bookmark() -> None:
    content = write_chapter_docx(
        text_of(), load_messages("en"), COPY, {"other.md": "https://guidance.example/alpha/other/"}.get
    )
    links = list(part(content, "word/document.xml").iter(f"{W}hyperlink"))
    texts = ["".join(one.itertext()) for one in links]
    assert texts == ["leather", "other things", "what to do"]
    relations = part(content, "word/_rels/document.xml.rels")
    assert [one.get("Target") for one in relations if one.get("TargetMode")] == [
        "https://example.org/leather?a=1&b=2",
        "https://guidance.example/alpha/other/",
    ]
    assert links[2].get(f"{W}anchor") in {
        one.get(f"{W}name") for one in part(content, "word/document.xml").iter(f"{W}bookmarkStart")
    }
    # Without anybody who knows where a page is, the words alone stand there.
    assert len(list(part(copy_of(), "word/document.xml").iter(f"{W}hyperlink"))) == 2


def test_it_says_how_to_comment_and_where_it_belongs() -> None:
    document = opened(copy_of())
    assert [one.text for one in document.paragraphs if one.style.name == "Review Note"] == [
        "To comment, select the words you mean and add a comment in the margin, or write into the text: every change "
        "is tracked. Leave the numbers in the margin as they are.",
        "Send this file back to review@example.org.",
    ]
    header = document.sections[0].header
    assert header.paragraphs[0].text == "The guidance · Furnaces\tSecond draft · 28 September 2018"
    assert "".join(part(copy_of(), "word/footer1.xml").itertext()) == "Page 1 of 1"
    assert document.settings.element.xpath("w:trackRevisions")


def test_without_a_contact_the_invitation_is_named() -> None:
    copy = ReviewCopy("", "The guidance", "Draft of 28 September 2018", COPY.day)
    document = opened(write_chapter_docx(text_of(), load_messages("en"), copy))
    assert document.paragraphs[1].text == "Send this file back to the address in the invitation to comment."
    assert document.sections[0].header.paragraphs[0].text.endswith("\tDraft of 28 September 2018")


def test_chinese_is_set_as_chinese() -> None:
    content = copy_of("zh")
    styles = part(content, "word/styles.xml")
    assert next(one.get(f"{W}eastAsia") for one in styles.iter(f"{W}rFonts")) == "SimSun"
    assert [one.get(f"{W}eastAsia") for one in styles.iter(f"{W}lang")] == ["zh-CN"]
    runs = {one.findtext(f"{W}t"): one for one in part(content, "word/document.xml").iter(f"{W}r")}
    assert runs["所在之处"].find(f"{W}rPr/{W}rFonts").get(f"{W}hint") == "eastAsia"
    assert runs["Treat the water."].find(f"{W}rPr/{W}lang").get(f"{W}val") == "en-GB"
    assert opened(content).core_properties.language == "zh-CN"
    assert "尚未翻译的部分以英文原文列出。" in [one.text for one in opened(content).paragraphs]


def test_a_translation_that_is_behind_has_a_bar_beside_it() -> None:
    text = text_of("zh")
    passages = tuple(
        replace(one, freshness=Freshness.STALE) if one.text.startswith(("以", "全氟", "停止")) else one
        for one in text.passages
    )
    document = opened(write_chapter_docx(replace(text, passages=passages), load_messages("zh"), COPY))
    assert "棕色竖线表示译文落后于原文。" in [one.text for one in document.paragraphs]
    barred = document.element.xpath("//w:p[w:pPr/w:pBdr/w:left/@w:color='B06A00']")
    assert ["".join(one.xpath(".//w:t/text()")) for one in barred] == [
        *("停止使用。告知用户。", "全氟辛烷磺酸", "3以1,100 °C焚烧，务必小心。"),
    ]


def test_nobody_is_named_as_its_author() -> None:
    properties = opened(copy_of()).core_properties
    assert (properties.author, properties.last_modified_by, properties.created) == ("", "", None)
    assert properties.title == "Furnaces"


def test_it_passes_the_gate_for_files_of_others() -> None:
    assert MAIN_PART in open_archive(copy_of(), MAIN_PART).namelist()


@pytest.mark.parametrize(
    "name",
    ["title", "p3hk7q2zd-c12", "a" * 38, "a" * 39, "x-" * 39 + "xy", "1-2-3"],
)
def test_ids_come_back_from_bookmarks(name: str) -> None:
    marks = bookmark_names(name, 1234)
    assert all(len(mark) <= 40 and mark.replace("_", "").isalnum() and mark[0].isalpha() for mark in marks)
    assert list(read_names(reversed(marks)).values()) == [name]


def test_bookmarks_of_others_name_nothing() -> None:
    assert read_names(["_GoBack", "p_", "p__x", "P_title", "q_1b_x", "OLE_LINK1"]) == {}
