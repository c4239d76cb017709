"""Review editions of chapters made from real prose, in English and Chinese, with every kind of block."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from living_guidance.model.corpus import Corpus
from living_guidance.model.text import Text
from living_guidance.render.messages import load_messages
from living_guidance.render.review import review_html
from living_guidance.text.reading import read_text
from tests.corpora import chapter, comment_round, corpus, document

PROSE = Path(__file__).parents[2] / "text" / "prose"
DAY = date(2018, 7, 1)
ROUND = comment_round()
DOCUMENT = document(chapters=("furnaces", "filters"))


def prose(number: int) -> list[tuple[str, str]]:
    """The first sentences in English, each with its Chinese."""
    english, chinese = (PROSE.joinpath(f"{code}.txt").read_text(encoding="utf-8").splitlines() for code in ("en", "zh"))
    return list(zip(english, chinese, strict=False))[:number]


def _body(sentences: Sequence[tuple[str, str]], other: str) -> tuple[str, Mapping[str, str]]:
    """A body with the words that translate each of its blocks."""
    words: dict[str, str] = {}
    rest = iter(sentences)

    def take(number: int, mark: str = "") -> str:
        pairs = [next(rest) for _ in range(number)]
        english, chinese = ("\n".join(one) + mark for one in zip(*pairs, strict=True))
        words[english] = chinese
        return english

    def own(english: str, chinese: str) -> str:
        words[english] = chinese
        return english

    row = own("Chlorine", "氯"), own("balance", "平衡"), own("monthly", "每月")
    head = own("What", "项目"), own("How", "方法"), own("How often", "频率")
    link = own(f"See [the other chapter]({other}.md#first-steps) first.", f"先看[另一章]({other}.md#first-steps)。")
    lines = [
        f"## {own('First steps', '第一步')}",
        *(take(4) for _ in range(3)),
        link,
        "\n".join(f"- {take(1)}" for _ in range(4)) + f"\n    - {take(1)}",
        f"## {own('Then', '其次')}",
        take(2, "[^note]"),
        f"Table: {own('What is measured', '测定内容')}",
        "\n".join(
            f"| {' | '.join(cells)} |"
            for cells in [head, ("---",) * 3, row, (take(1), take(1), row[2]), (row[0], take(1), take(1)), row]
        ),
        take(3),
        f'!!! warning "{own("Mind the gap", "注意")}"\n    {take(1)}\n\n    {take(1)}',
        f"{own('Bypass', '旁路')}\n:   {take(1)}",
        f"> {take(1)}",
        "```\nlimit = 0.1\n\nunit = ng\n```",
        *(take(5) for _ in range(4)),
        f"[^note]: {take(1)}",
    ]
    return "\n\n".join(lines) + "\n", words


def made() -> Corpus:
    """Two chapters that lead to each other, wholly translated."""
    sentences, chapters = prose(120), []
    for number, (name, other) in enumerate((("furnaces", "filters"), ("filters", "furnaces"))):
        body, words = _body(sentences[60 * number :], other)
        chapters.append(chapter(body, {"zh": words}, id=name, title=name.title()))
    return corpus(*chapters, documents=(DOCUMENT,), rounds=(ROUND,))


def texts(of: Corpus, language: str) -> list[Text]:
    """The working texts of a corpus."""
    return [read_text(one, language) for one in of.chapters.values()]


def html_of(every: Sequence[Text], language: str) -> str:
    """The edition of some texts."""
    return review_html(every, ROUND, DOCUMENT, load_messages(language), day=DAY)
