"""Every fault of a record becomes an issue at its key, with what was found and what was expected."""

import re

import pytest

from living_guidance.load.front_matter import read_matter, split_parts
from living_guidance.load.records import read_record
from living_guidance.load.yaml import items_of, parse_yaml
from living_guidance.model.corpus import Source
from living_guidance.model.issue import Issue
from living_guidance.model.records import ChangeRecord, Chemical, DocumentRecord, Record, Words
from living_guidance.model.rounds import RoundRecord
from tests.load.samples import CHANGE, CHAPTER, CHEMICALS, DOCUMENT, ROUND


def chapter_issues(text: str) -> list[Issue]:
    parts, issues = split_parts(text, "c.md")
    if parts is None:
        return list(issues)
    return list(read_matter(parts, "c.md", "pfos", "metal-plating").issues)


def issues_of(model: type[Record], text: str) -> list[Issue]:
    parsed = parse_yaml(text, "r.yml")
    _, issues = read_record(model, parsed.value, Source("r.yml", parsed.positions), parsed)
    return [*parsed.issues, *issues]


def register_issues(text: str) -> list[Issue]:
    parsed = parse_yaml(text, "r.yml")
    found = list(parsed.issues)
    for value, positions in items_of(parsed):
        found += read_record(Chemical, value, Source("r.yml", positions), parsed)[1]
    return found


def test_the_samples_are_good() -> None:
    assert chapter_issues(CHAPTER) == []
    assert issues_of(DocumentRecord, DOCUMENT) == []
    assert issues_of(RoundRecord, ROUND) == []
    assert issues_of(ChangeRecord, CHANGE) == []
    assert register_issues(CHEMICALS) == []


# old line, new line, code, line:column, some of the words
CHAPTER_FAULTS = [
    ("lead: A. Chemist", "leed: A. Chemist", "record.unknown-key", "10:1", {"key": "leed", "nearest": "lead"}),
    ("annex: [B]", "annexe: [B]", "record.unknown-key", "7:1", {"key": "annexe", "nearest": "annex"}),
    ("status: revised_draft", "status: revised draft", "record.word", "13:1", {"nearest": "revised_draft"}),
    ("status: revised_draft", "status: Draft", "record.word", "13:1", {"found": "Draft"}),
    ("annex: [B]", "annex: [b]", "record.word", "7:9", {"key": "annex[1]", "known": "A, B, C"}),
    ("annex: [B]", "annex: B", "record.list", "7:1", {"found": "B"}),
    ("chemicals: [pfos, hbcd]", "chemicals: []", "record.empty", "6:1", {"key": "chemicals"}),
    ("chemicals: [pfos, hbcd]", "chemicals:", "record.empty", "6:1", {"key": "chemicals"}),
    ("chemicals: [pfos, hbcd]", "chemicals: [pfos, PFOS F]", "record.id-form", "6:19", {"proposal": "pfos-f"}),
    ("chemicals: [pfos, hbcd]", "chemicals: [pfos, [hbcd]]", "record.text", "6:19", {"key": "chemicals[2]"}),
    ("id: metal-plating", "id: Metal_Plating", "record.id-form", "2:1", {"proposal": "metal-plating"}),
    ("id: metal-plating", "id: " + "a" * 65, "record.long", "2:1", {"limit": "64", "length": "65"}),
    ("title: Metal plating with PFOS", "title: ''", "record.empty", "4:1", {"key": "title"}),
    ("title: Metal plating with PFOS", "title: {en: x}", "record.text", "4:1", {"found": "{en}"}),
    ("title: Metal plating with PFOS", "title: |\n  a\n  b", "record.one-line", "4:1", {"key": "title"}),
    ("language: en", "language: en-GB", "record.language-form", "11:1", {"proposal": "en"}),
    ("language: en", "language: EN", "record.language-form", "11:1", {"proposal": "en"}),
    ("version: 2.10-draft.2", "version: 2", "record.version-form", "12:1", {"found": "2"}),
    ("version: 2.10-draft.2", "version: v2.1", "record.version-form", "12:1", {"found": "v2.1"}),
    ("version: 2.10-draft.2", "version: ２.１", "record.version-form", "12:1", {"found": "２.１"}),
    ("date: 2018-09-28", "date: 2024-13-45", "record.date-none", "15:1", {"found": "2024-13-45"}),
    ("date: 2018-09-28", "date: 2018-02-29", "record.date-none", "15:1", {"found": "2018-02-29"}),
    ("date: 2018-09-28", "date: 0000-01-01", "record.date-none", "15:1", {"found": "0000-01-01"}),
    ("date: 2018-09-28", "date: 28.9.2018", "record.date-form", "15:1", {"found": "28.9.2018"}),
    ("date: 2018-09-28", "date: 20180928", "record.date-form", "15:1", {"found": "20180928"}),
    ("date: 2018-09-28", "date: 1538092800", "record.date-form", "15:1", {"found": "1538092800"}),
    ("date: 2018-09-28", "date: 2018-09-28T00:00:00Z", "record.date-form", "15:1", {}),
    ("date: 2018-09-28", "date: [2018]", "record.date-form", "15:1", {"found": "[2018]"}),
    ("date: 2018-09-28\n", "", "record.missing-key", "2:1", {"key": "date"}),
    ("title: Metal plating with PFOS\n", "", "record.missing-key", "2:1", {"key": "title"}),
    ("---\n\n## Why", "----\n\n## Why", "front.unclosed", "1:1", {}),
    ("---\nid", "id", "front.missing", "1:1", {"found": "id: metal-plating"}),
    ("---\nid", "\n---\nid", "front.missing", "1:1", {"found": ""}),
]


@pytest.mark.parametrize(("old", "new", "code", "place", "words"), CHAPTER_FAULTS)
def test_a_fault_of_front_matter(old: str, new: str, code: str, place: str, words: dict[str, str]) -> None:
    assert CHAPTER.count(old) == 1
    (issue,) = chapter_issues(CHAPTER.replace(old, new))
    assert (issue.code, str(issue.where)) == (code, f"c.md:{place}")
    assert words.items() <= dict(issue.words).items()


OTHER_FAULTS: list[tuple[type[Record], str, str, str, str, str]] = [
    (
        DocumentRecord,
        DOCUMENT,
        'title: {en: "PFOS guidance", zh: "全氟辛烷磺酸指南"}',
        "title: x",
        "record.by-language",
        "2:1",
    ),
    (DocumentRecord, DOCUMENT, "  en: PFOS\n", "  EN: PFOS\n", "record.language-form", "4:3"),
    (DocumentRecord, DOCUMENT, "  zh: 全氟辛烷磺酸\n", "  zh:\n", "record.empty", "5:3"),
    (DocumentRecord, DOCUMENT, "publish_working: true", "publish_working: maybe", "record.yes-no", "12:1"),
    (DocumentRecord, DOCUMENT, "series: inf", "series: INF", "record.word", "10:1"),
    (DocumentRecord, DOCUMENT, "  - alternatives", "  - Alternatives", "record.id-form", "15:5"),
    (RoundRecord, ROUND, "ordinal: 1", "ordinal: first", "record.number", "4:1"),
    (RoundRecord, ROUND, "ordinal: 1", "ordinal: 0", "record.number", "4:1"),
    (RoundRecord, ROUND, "ordinal: 1", "ordinal: " + "9" * 5000, "record.number", "4:1"),
    (RoundRecord, ROUND, "zone: Europe/Zurich", "zone: Europe/Geneva", "record.zone", "12:1"),
    (RoundRecord, ROUND, "zone: Europe/Zurich", "zone: ../../etc/passwd", "record.zone", "12:1"),
    (RoundRecord, ROUND, "closes: 2018-07-31", "closes: 2018-01-31", "record.closes-before-opens", "10:1"),
    (RoundRecord, ROUND, "    new: 2018-08-15", "    new: 2018-08-32", "record.date-none", "16:5"),
    (RoundRecord, ROUND, "    announced: 2018-07-20\n", "", "record.missing-key", "15:5"),
    (ChangeRecord, CHANGE, "class: substantive", "class: big", "record.word", "5:1"),
    (ChangeRecord, CHANGE, "class: substantive", "change_class: substantive", "record.unknown-key", "5:1"),
    (ChangeRecord, CHANGE, "{kind: decision, reference: SC-4/17}", "SC-4/17", "record.mapping", "8:1"),
]


@pytest.mark.parametrize(("model", "text", "old", "new", "code", "place"), OTHER_FAULTS)
def test_a_fault_of_another_record(model: type[Record], text: str, old: str, new: str, code: str, place: str) -> None:
    assert text.count(old) == 1
    assert (code, f"r.yml:{place}") in [
        (issue.code, str(issue.where)) for issue in issues_of(model, text.replace(old, new))
    ]


def test_the_check_digit_of_a_cas_number_is_given() -> None:
    (issue,) = register_issues(CHEMICALS.replace("1763-23-1", "1763-32-1"))
    assert (issue.code, str(issue.where)) == ("record.cas-digit", "r.yml:4:8")
    assert {"key": "cas[1].number", "expected": "2", "proposal": "1763-32-2"}.items() <= issue.words.items()


@pytest.mark.parametrize(
    "number", ["1763-231", "01763-23-1", "1-23-1", "1763–23–1", "1763-23-1 ", "１763-23-1", "PFOS"]
)
def test_the_form_of_a_cas_number_is_judged(number: str) -> None:
    assert [issue.code for issue in register_issues(CHEMICALS.replace("1763-23-1", f"'{number}'"))] == [
        "record.cas-form"
    ]


def test_all_faults_of_all_entries_are_told_at_once() -> None:
    text = (
        CHEMICALS.replace("annex: B", "annex: D")
        .replace("3194-55-6", "3194-55-5")
        .replace("source: context", "sauce: x")
    )
    found = [(issue.code, issue.where.line, issue.words["key"]) for issue in register_issues(text)]
    assert found == [
        ("record.word", 7, "listings[1].annex"),
        ("record.missing-key", 1, "source"),
        ("record.unknown-key", 11, "sauce"),
        ("record.cas-digit", 14, "cas[1].number"),
        ("record.missing-key", 12, "source"),
        ("record.unknown-key", 16, "sauce"),
    ]


def test_an_unknown_key_inside_a_record_is_told_the_keys_of_that_place() -> None:
    (issue,) = register_issues(CHEMICALS.replace("decision: SC-4/17", "desicion: SC-4/17"))
    assert issue.words["known"] == "annex, adopted, decision, entry_into_force, exemptions"
    assert issue.words["nearest"] == "decision"


def test_after_a_fault_of_syntax_nothing_is_called_missing() -> None:
    text = CHAPTER.replace("title: Metal plating with PFOS", "title: Metal plating: PFOS").replace(
        "id: metal", "id: Metal"
    )
    assert [issue.code for issue in chapter_issues(text)] == ["yaml.colon-in-value", "record.id-form"]


def test_a_slip_is_not_told_twice() -> None:
    assert [issue.code for issue in chapter_issues(CHAPTER.replace("lead: A.", "lead: *A."))] == ["yaml.alias"]


def test_words_without_any_language_are_empty() -> None:
    found = issues_of(DocumentRecord, re.sub("title: .*", "title: {}", DOCUMENT))
    assert [(issue.code, issue.words["key"]) for issue in found] == [("record.empty", "title")]
    assert Words({"en": "x"}).best("zh") == ("x", "en")


def test_a_list_with_several_wrong_items_has_each_named() -> None:
    text = CHAPTER.replace("chemicals: [pfos, hbcd]", "chemicals: [Bad One, Bad Two]")
    assert text != CHAPTER
    assert len(chapter_issues(text)) == 2
