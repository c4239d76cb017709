"""The file of a text: what it says of each block, and that nothing in it can run or reach out."""

import json
from datetime import date
from typing import Any

import pytest

from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.compare_words import compare_words
from living_guidance.render.messages import load_messages
from living_guidance.render.state_text import FORMAT, state_text
from living_guidance.text.fates import Piece
from tests.text.states import text_of

DAY = date(2018, 9, 28)


def written(*pieces: Piece, language: str = "en", terms: tuple[str, ...] = (), **options: Any) -> dict[str, Any]:
    text = state_text(text_of(list(pieces), language), "cop-8", "COP-8", DAY, terms, **options)
    found: dict[str, Any] = json.loads(text)
    assert list(found) == sorted(found)
    return found


def paragraph(text: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = written(("p1", BlockKind.PARAGRAPH, text), **options)["blocks"][0]
    return found


def test_the_head_names_the_text() -> None:
    found = written(("p1", BlockKind.PARAGRAPH, "六溴环十二烷"), language="zh", terms=("六溴环十二烷", "附件C"))
    assert {key: found[key] for key in found if key not in ("blocks", "chapter")} == {
        "format": FORMAT,
        "state": "cop-8",
        "language": "zh",
        "title": "COP-8",
        "date": "2018-09-28",
        "terms": ["六溴环十二烷"],
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Plain words.", None),
        ("Two\nlines.", None),
        ("Keep *it* **hot**.", ["Keep ", ["em", "it"], " ", ["strong", "hot"], "."]),
        ("Set `a*b*` there.[^note]", ["Set ", ["code", "a*b*"], " there.", ["note", "note"]]),
        (
            "See [the *foams*](foams.md#x).",
            ["See ", ["a", "foams.md#x", "to/foams.md#x", "the ", ["em", "foams"]], "."],
        ),
        (
            "See [a site](https://a.example/?q=1).",
            ["See ", ["a", "https://a.example/?q=1", "https://a.example/?q=1", "a site"], "."],
        ),
        ("See [nothing](gone.md).", ["See ", ["a", "gone.md", "", "nothing"], "."]),
        ("![A drum](drum.svg)", [["image", "A drum"]]),
        ("5 \\* 3 &lt; 16", ["5 * 3 < 16"]),
        ("<b>not bold</b>", None),
    ],
)
def test_the_parts_are_what_is_read(text: str, parts: list[Any] | None) -> None:
    found = paragraph(text, link=lambda target: None if target == "gone.md" else f"to/{target}")
    assert found.get("parts") == parts


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "JAVASCRIPT:alert(1)"])
def test_no_address_can_run(target: str) -> None:
    found = paragraph(f"[x]({target})", link=lambda given: given)
    assert all(part[2] == "" for part in found.get("parts", []) if isinstance(part, list))


def test_numbers_are_as_written_and_with_what_makes_two_the_same() -> None:
    assert paragraph("Below 1,000 mg/kg or 5 % and 7.")["numbers"] == [["1000mg/kg", "1,000 mg/kg"], ["5%", "5 %"], "7"]


def test_a_row_has_the_words_of_its_cells_only() -> None:
    found = written(
        ("r1", BlockKind.ROW, "Lead | 5 g"), ("r1-c1", BlockKind.CELL, "Lead"), ("r1-c2", BlockKind.CELL, "5 g")
    )["blocks"]
    assert "text" not in found[0]
    assert [cell["text"] for cell in found[1:]] == ["Lead", "5 g"]


def test_the_words_for_scripts_keep_their_places() -> None:
    found = json.loads(compare_words(load_messages("en"), ("en", "ar")))
    assert found["words"]["from-to"] == "From ⟦old⟧ to ⟦new⟧"
    assert found["counts"]["changes"] == {"one": "⟦n⟧ change", "other": "⟦n⟧ changes"}
    assert found["directions"] == {"ar": "rtl", "en": "ltr"}
    assert json.loads(compare_words(load_messages("zh"), ("zh",)))["counts"]["changes"] == {"other": "⟦n⟧处改动"}
