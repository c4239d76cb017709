"""The checks of single texts, as tables."""

import time

import pytest

from living_guidance.check.inline import Link, find_links
from living_guidance.check.sentences import further_sentences
from living_guidance.check.typography import slips

SENTENCES = [
    ("One sentence.", []),
    ("One. Two.", ["Two."]),
    ("One.\nTwo.", []),
    ("One! Two? Three.", ["Two?", "Three."]),
    ("One.[^a] Two.", ["Two."]),
    ('He said "One." Then two.', ["Then two."]),
    ("See e.g. Annex C, cf. Part II, i.e. Table 2.", []),
    ("See Fig. 2, no. 5, Dr. Who, J. Smith, p. 7, vol. A and Art. X.", []),
    ("The limit is 0.1 ng. Nothing else.", ["Nothing else."]),
    ("A version such as 2.1 Draft is fine.", []),
    ("Use [this. Or that](a.md).", []),
    ("Code `a. B` is no sentence.", []),
    ("Ends with **bold.** Next.", ["Next."]),
    ("from 2018. 5 mg more", ["5 mg more"]),
    ("第一句。", []),
    ("第一句。第二句。", ["第二句。"]),
    ("第一句。\n第二句。", []),
    ("他说：“第一句。”然后走了。", ["然后走了。"]),
    ("他说：“第一句。”，然后走了。", []),
    ("第一句。[^a]", []),
    ("第一句。[^a]第二句！", ["第二句！"]),
    ("第一句（说明。）", []),
]
SLIPS = [
    ("半角,逗号", [(2, ",", "，")]),
    ("半角, 逗号", [(2, ",", "，")]),
    ("注:见表", [(1, ":", "：")]),
    ("甲;乙", [(1, ";", "；")]),
    ("真的吗?是", [(3, "?", "？")]),
    ("好!是", [(1, "!", "！")]),
    ("括号(说明)见下", [(2, "(", "（"), (5, ")", "）")]),
    ("括号 (BAT) 见下", [(3, "(", "（"), (7, ")", "）")]),
    ("句号.", [(2, ".", "。")]),
    ("句号.\n下一句", [(2, ".", "。")]),
    ("PFOS,全氟", [(4, ",", "，")]),
    ('他说"好"', [(2, '"', "“”"), (4, '"', "“”")]),
    ("”,见", [(1, ",", "，")]),
    # Nothing wrong with these.
    ("限值为0.1 ng TEQ/Nm³，见EN 1948-1:2006。", []),
    ("第5(f)段和附件C第二部分(a)类", []),
    ("见[金属电镀](metal-plating.md)一章", []),
    ("见注。[^a-1]另见[^b]", []),
    ("见`code(x)`和<https://example.org/,x>以及https://example.org/a,b；", []),
    ("比例为1:100，时间为10:30", []),
    ("UNEP/POPS/COP.8/9号文件", []),
    ("Regulation (EC) No 850/2004, Annex I", []),
    ("plain text, only (Latin).", []),
]
LINKS = [
    ("[a](b.md)", [("b.md", 4, False)]),
    ("[a]( b.md 'title')", [("b.md", 5, False)]),
    ("[a](<b c.md>)", [("b c.md", 4, False)]),
    ("![a](b.png)", [("b.png", 5, True)]),
    ("[![a](b.png)](c.md)", [("c.md", 14, False), ("b.png", 6, True)]),
    ("[a](b_(c).md) and [d](e.md)", [("b_(c).md", 4, False), ("e.md", 22, False)]),
    ("<https://example.org>", [("https://example.org", 1, False)]),
    ("`[a](b.md)`", []),
    ("[^a] [b] (c)", []),
    ("\\[a](b.md)", []),
]


@pytest.mark.parametrize(("text", "further"), SENTENCES)
def test_further_sentences_on_a_line(text: str, further: list[str]) -> None:
    found = [text[at:] for at in further_sentences(text)]
    assert [sentence[: len(wanted)] for sentence, wanted in zip(found, further, strict=True)] == further


@pytest.mark.parametrize(("text", "expected"), SLIPS)
def test_half_width_signs_in_chinese(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert [(at, found, proposal) for at, _, found, proposal in slips(text)] == expected


def test_full_width_letters_and_digits_in_chinese() -> None:
    assert list(slips("ＰＦＯＳ和２０１８年")) == [
        (0, "typography.wide-letters", "ＰＦＯＳ", "PFOS"),
        (5, "typography.wide-letters", "２０１８", "2018"),
    ]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_links_and_images(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert list(find_links(text)) == [Link(*link) for link in expected]


@pytest.mark.parametrize(
    "piece",
    [
        "x",
        "中",
        "[",
        "](",
        "[a](",
        "`",
        "``",
        "<a:",
        "[^a",
        "{#",
        "(",
        "<",
        "a.",
        "a. ",
        "a.)",
        "。",
        "。”",
        "中,",
        "(a)",
        "http://",
    ],
)
def test_a_hostile_text_is_looked_through_in_a_second(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    assert sum(1 for _ in further_sentences(text)) <= len(text)
    assert sum(1 for _ in slips(text)) <= len(text)
    assert sum(1 for _ in find_links(text)) <= len(text)
    assert time.process_time() - start < 1
