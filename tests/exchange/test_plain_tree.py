"""The way out: plain Markdown, a tree a language."""

from dataclasses import replace

from living_guidance.exchange.plain_tree import plain_tree
from living_guidance.model.corpus import Block
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import load_messages
from tests.corpora import chapter, corpus
from tests.exchange.test_sheets import BODY, furnaces

TITLE = Block(BlockKind.TITLE, "Furnaces", 0, 0, 0, id="title")
SUMMARY = Block(BlockKind.TITLE, "How to *fire*.", 0, 0, 0, id="summary")


def trees(language: str) -> dict[str, str]:
    made = furnaces()
    whole = replace(made, blocks=(TITLE, SUMMARY, *made.blocks))
    return dict(plain_tree(corpus(whole), language, load_messages(language)))


def test_the_original_is_as_it_was_written() -> None:
    tree = trees("en")
    assert sorted(tree) == ["alpha/furnaces.md", "alpha/index.md", "index.md"]
    matter, _, body = tree["alpha/furnaces.md"].removeprefix("---\n").partition("---\n")
    assert body == BODY
    assert matter == (
        "id: furnaces\ndocument: alpha\ntitle: Furnaces\nsummary: How to *fire*.\nchemicals: [dioxin]\n"
        "task_team: team-heat\nlanguage: en\nversion: 1.0-draft.1\nstatus: draft\ndate: 2018-06-29\n"
    )


def test_a_translation_says_what_is_behind() -> None:
    text = trees("zh")["alpha/furnaces.md"]
    assert text.partition("---\n## Heat")[0].endswith(
        "language: zh\nversion: 1.0-draft.1\nstatus: draft\ndate: 2018-06-29\ntranslated_from: en\n"
        "authority: courtesy\ntranslation: {current: 2, stale: 1, missing: 5}\n"
    )
    assert text.endswith(
        "## Heat <!-- 尚未翻译 -->\n\n第一句。\n第二句，含[链接](filters.md)。[^a]\n\n=1+1并非公式。\n\n"
        "| 气体 <!-- 译文落后于原文 --> | 0.1 |\n| --- | --- |\n| Air <!-- 尚未翻译 --> | 12 |\n\n"
        "[^a]: A note. <!-- 尚未翻译 -->\n"
    )


def test_documents_list_their_chapters() -> None:
    tree = trees("zh")
    assert tree["index.md"] == "# Test\n\n- [词语](alpha/index.md)\n"
    assert tree["alpha/index.md"] == "# 词语\n\n词语\n\n- [Furnaces](furnaces.md)，版本1.0-draft.1\n"


def test_no_comment_stands_where_it_would_be_read_out() -> None:
    body = '![A kiln](kiln.svg)\n\n!!! note "Care"\n\n    Not by hand.\n'
    pages = dict(plain_tree(corpus(chapter(body)), "zh", load_messages("zh")))
    text = pages["alpha/furnaces.md"].partition("---\n![")[2]
    assert text == 'A kiln](kiln.svg)\n\n!!! note "Care"\n\n    Not by hand. <!-- 尚未翻译 -->\n'
