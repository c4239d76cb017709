"""Deceptive characters are found with code point and column, and honest ones left in peace."""

import random
import time
import unicodedata

import pytest

from living_guidance.load.characters import MOST, find_characters
from tests.counts import cases, fresh_random

FOUND = [
    # Trojan Source: overrides, isolates, marks.
    ("a\u202eb", "char.bidi", "U+202E", 2),
    ("a\u202ab", "char.bidi", "U+202A", 2),
    ("a\u202bb", "char.bidi", "U+202B", 2),
    ("a\u202cb", "char.bidi", "U+202C", 2),
    ("a\u202db", "char.bidi", "U+202D", 2),
    ("限值\u2066为", "char.bidi", "U+2066", 3),
    ("限值\u2067为", "char.bidi", "U+2067", 3),
    ("限值\u2068为", "char.bidi", "U+2068", 3),
    ("限值\u2069为", "char.bidi", "U+2069", 3),
    ("a\u200fb", "char.bidi", "U+200F", 2),
    ("a\u200eb", "char.bidi", "U+200E", 2),
    ("a\u061cb", "char.bidi", "U+061C", 2),
    # Hebrew does not excuse an override.
    ("שלום\u202eabc", "char.bidi", "U+202E", 5),
    # Nothing to see.
    ("PF\u200bOS", "char.invisible", "U+200B", 3),
    ("PF\u200cOS", "char.invisible", "U+200C", 3),
    ("PF\u200dOS", "char.invisible", "U+200D", 3),
    ("PF\u2060OS", "char.invisible", "U+2060", 3),
    ("PF\ufeffOS", "char.invisible", "U+FEFF", 3),
    ("PF\u00adOS", "char.invisible", "U+00AD", 3),
    ("PF\u180eOS", "char.invisible", "U+180E", 3),
    ("PF\u2063OS", "char.invisible", "U+2063", 3),
    ("PF\u3164OS", "char.invisible", "U+3164", 3),
    ("PF\ufe0fOS", "char.invisible", "U+FE0F", 3),
    ("PF\U000e0041OS", "char.invisible", "U+E0041", 3),
    ("PF\U000e0100OS", "char.invisible", "U+E0100", 3),
    # No part of a text.
    ("a\x07b", "char.control", "U+0007", 2),
    ("a\x0cb", "char.control", "U+000C", 2),
    ("a\x85b", "char.control", "U+0085", 2),
    ("a\u2028b", "char.control", "U+2028", 2),
    ("a\u2029b", "char.control", "U+2029", 2),
    ("a\ufffeb", "char.control", "U+FFFE", 2),
    ("a\ue001b", "char.private-use", "U+E001", 2),
    ("a\U000f0000b", "char.private-use", "U+F0000", 2),
    ("a\ufffdb", "char.replacement", "U+FFFD", 2),
    # Letters of another script in a Latin word, or a whole word of them.
    ("PFОS", "char.homoglyph", "U+041E", 3),
    ("рaper", "char.homoglyph", "U+0440", 1),
    ("Annex А", "char.homoglyph", "U+0410", 7),
    ("Αnnex", "char.homoglyph", "U+0391", 1),
    ("Annex Β", "char.homoglyph", "U+0392", 7),
    ("PCΒ", "char.homoglyph", "U+0392", 3),
    ("pαper", "char.homoglyph", "U+03B1", 2),
    ("附件А第一部分", "char.homoglyph", "U+0410", 3),
    ("Ꭺnnex", "char.homoglyph", "U+13AA", 1),
    ("𝐏FOS", "char.homoglyph", "U+1D40F", 1),
    # In a text that is really Russian, a mixed word is still wrong.
    ("Русский текст: PСB", "char.homoglyph", "U+0421", 17),
]
CLEAN = [
    "The limit is 5 µg/m³ at 20\u00a0°C, or 6.5 × 10⁻⁴ µg/l (±5 %); see §2 – the annex…",
    "α-HCH, β-HCH and γ-HCH; αHCH; Δt, ΔT, Σ, Ω, kΩ, hν, ρV, σx, μm, μg, λ = c/ν",
    "最佳可得技术（BAT）和最佳环保做法（BEP）：“限值”为0.1 ng TEQ/Nm³；见附件C第二部分。",
    "六溴环十二烷、全氟辛烷磺酸及其盐类——《斯德哥尔摩公约》……",
    "café, naïve, Zürich, Łódź, São Paulo, cafe\u0301",
    "Заключение о ПХБ и РСВ: настоящий русский текст с аббревиатурой PCB.",
    "Ελληνικά κείμενα με ΑΒΓ",
    "نامه\u200cای درباره آلاینده‌ها",
    "שלום\u200f (PFOS)",
    "क्\u200dष",
    "⚠\ufe0f 👩\u200d🔬",
    "葛\U000e0100飾区",
    "日本語カタカナ 한국어 ไทย",
    "ℓ ‰ № ™ ½ ² ≤ ≥ → ÷ · • † ‡ ′ ″ − ∑ √ ∞ ≈ ≠",
    "A heading\n=======\n",
    "a tab\tand\nlines\n",
]


@pytest.mark.parametrize(("text", "code", "point", "column"), FOUND)
def test_a_deceptive_character_is_named_with_its_place(text: str, code: str, point: str, column: int) -> None:
    found = [(issue.code, issue.words["code"], str(issue.where)) for issue in find_characters(f"\n{text}", "a.md")]
    assert (code, point, f"a.md:2:{column}") in found


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_raises_nothing(text: str) -> None:
    assert list(find_characters(text, "a.md")) == []


def test_conflict_markers_are_found_with_what_stands_between() -> None:
    text = "One.\n<<<<<<< HEAD\nTwo.\n||||||| base\nThree.\n=======\nFour.\n>>>>>>> branch\n"
    found = [(issue.code, issue.words["marker"], issue.where.line) for issue in find_characters(text, "a.md")]
    assert found == [
        ("file.conflict-marker", "<<<<<<<", 2),
        ("file.conflict-marker", "|||||||", 4),
        ("file.conflict-marker", "=======", 6),
        ("file.conflict-marker", ">>>>>>>", 8),
    ]


def test_a_file_full_of_them_gives_a_bounded_number() -> None:
    assert len(list(find_characters("\u202e" * 100_000, "a.md"))) == MOST
    assert len(list(find_characters("PFОS " * 100_000, "a.md"))) == MOST


def test_each_bidi_control_and_zero_width_character_is_found_wherever_it_is_put() -> None:
    rng = fresh_random()
    hidden = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff\u00ad"
    for _ in range(cases(2000)):
        text = rng.choice(CLEAN[:5])
        at, char = rng.randrange(len(text) + 1), rng.choice(hidden)
        found = {
            (issue.words["code"], issue.where.column) for issue in find_characters(text[:at] + char + text[at:], "")
        }
        assert found == {(f"U+{ord(char):04X}", at + 1)}


def test_a_latin_letter_replaced_by_its_twin_is_found() -> None:
    rng: random.Random = fresh_random()
    twins = {
        "a": "а",
        "c": "с",
        "e": "е",
        "o": "о",
        "p": "р",
        "x": "х",
        "A": "А",
        "B": "В",
        "C": "С",
        "O": "Ο",
        "P": "Ρ",
    }
    text = "Perfluorooctane sulfonic acid (PFOS) is listed in Annex B; PCB and HCB in Annex A and Annex C."
    places = [at for at, char in enumerate(text) if char in twins]
    for at in rng.sample(places, len(places)):
        changed = text[:at] + twins[text[at]] + text[at + 1 :]
        found = [(issue.code, issue.where.column, issue.words["latin"]) for issue in find_characters(changed, "")]
        assert found == [("char.homoglyph", at + 1, text[at])], unicodedata.name(changed[at])


BOMBS = {
    "marks before one Hebrew letter": "\u200e" * 600_000 + "ש",
    "marks on lines of their own": "\u200e\n" * 500_000,
    "joiners between emoji": "👩\u200d" * 280_000,
    "words with a twin": "PFОS " * 330_000,
    "one long word of twins": "О" * 900_000,
    "one long mixed word": "PО" * 600_000,
    "conflict markers": "<<<<<<< \n" * 200_000,
    "angle brackets": "<" * 1_900_000,
    "different characters": "".join(map(chr, [*range(0x4E00, 0x9FFF), *range(0xAC00, 0xD7A3)])) * 20,
}


@pytest.mark.parametrize("name", BOMBS)
def test_two_megabytes_of_trouble_are_looked_through_in_two_seconds(name: str) -> None:
    assert len(BOMBS[name].encode()) <= 2_000_000
    start = time.process_time()
    assert len(list(find_characters(BOMBS[name], "a.md"))) <= 3 * MOST
    assert time.process_time() - start < 2
