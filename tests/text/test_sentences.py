"""One sentence on a line, in English and in Chinese."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.text.sentences import split_sentences
from tests.counts import cases

PIECES = (
    *(
        "Dioxins form at 200 to 400 °C",
        "See Fig",
        "e.g",
        "No",
        "U",
        "S",
        "Annex C",
        "0",
        "1",
        "mg/kg",
        "para",
        "(",
        ")",
    ),
    *(
        "二噁英在低温下生成",
        "见表2",
        "“",
        "”",
        "（",
        "）",
        ".",
        ". ",
        "。",
        "！",
        "？",
        "…",
        "; ",
        " ",
        "[^note]",
        "`",
        "**",
    ),
)


@pytest.mark.parametrize(
    "sentences",
    [
        ["One sentence.", "Another one!", "A third?", "The last"],
        ["Use covers, e.g. lids.", "They cost little."],
        ["That is, i.e. BAT and BEP.", "More follows."],
        ["The limit is 0.1 ng TEQ/Nm³.", "It holds at 11 % oxygen."],
        ["See Fig. 2 and para. 14.", "Then see Nos. 3 and 4."],
        ["Regulation (EC) No. 850/2004 applies.", "It was amended."],
        ["The answer is no.", "The next question is harder."],
        ["Listed in Annex C.", "Parties shall act."],
        ["Schedule Part V.", "Parties shall act."],
        ["J. B. Smith et al. (2010) measured it.", "Others did, too."],
        ["The U.S. Environmental Protection Agency found it.", "It was published."],
        ["Filters, cyclones etc.", "Each has its place."],
        ["It was agreed (see decision SC-8/6. It is in force.) at the meeting.", "It holds."],
        ["He said “Stop.”", "Then he left."],
        ["**Never burn waste.**", "Never."],
        ["This is known.[^un-ep]", "That is not.[^a][^b]", "[Plating](plating.md) comes next."],
        ["Version 2.1 of the Toolkit, approx. 50 pages.", "See https://example.org/a.b for more."],
        ["Use `x. Y` as it is.", "Then go on."],
        ["12. Parties shall act.", "They may wait."],
        ["(a) First.", "(b) Second."],
        ["Adopted on 3 Sept. 2018 in Geneva.", "It begins on 1 Jan. 2019."],
        ["第一句。", "第二句！", "第三句？", "末句"],
        ["限值为0.1 ng TEQ/Nm³。", "适用于含氧量11%。"],
        ["“应当停止。”", "然后离开。"],
        ["（见附件C。该附件已生效。）各缔约方应采取行动。", "其他各方亦可。"],
        ["已知。[^注]", "未知。"],
        ["包括滤袋、旋风分离器……等等。", "各有所长。"],
        ["本章适用于PFOS。", "This is in English.", "又是中文。"],
        [],
    ],
)
def test_sentences_are_found(sentences: list[str]) -> None:
    joined = " ".join(sentences)
    assert split_sentences(joined) == sentences


@pytest.mark.parametrize("text", ["第一句。第二句！第三句", "限值为5%。见脚注。[^a]下一句。"])
def test_chinese_needs_no_space_between_sentences(text: str) -> None:
    assert "".join(split_sentences(text)) == text
    assert len(split_sentences(text)) == 3


@settings(max_examples=cases(2_000), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_word_is_lost_and_a_second_pass_changes_nothing(text: str) -> None:
    sentences = split_sentences(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert [again for sentence in sentences for again in split_sentences(sentence)] == sentences
