"""Strict YAML: nothing is interpreted, everything has a place, every slip has a name."""

import subprocess
import sys
import time

import pytest

from living_guidance.load.yaml import Plain, items_of, parse_yaml

KEPT: list[tuple[str, Plain]] = [
    ("a: NO", {"a": "NO"}),
    ("a: no", {"a": "no"}),
    ("a: on", {"a": "on"}),
    ("a: Yes", {"a": "Yes"}),
    ("a: true", {"a": "true"}),
    ("a: 1.10", {"a": "1.10"}),
    ("a: 1e", {"a": "1e"}),
    ("a: 1e3", {"a": "1e3"}),
    ("a: 0o17", {"a": "0o17"}),
    ("a: 017", {"a": "017"}),
    ("a: 0x1F", {"a": "0x1F"}),
    ("a: 1_000", {"a": "1_000"}),
    ("a: 12:30:00", {"a": "12:30:00"}),
    ("a: 2024-13-45", {"a": "2024-13-45"}),
    ("a: 2018-09-28", {"a": "2018-09-28"}),
    ("a: 2018-09-28T10:00:00Z", {"a": "2018-09-28T10:00:00Z"}),
    ("a: .inf", {"a": ".inf"}),
    ("a: .NaN", {"a": ".NaN"}),
    ("a: -0", {"a": "-0"}),
    ("a: +1", {"a": "+1"}),
    ("a: 309-00-2", {"a": "309-00-2"}),
    ("a: n", {"a": "n"}),
    ("a: =", {"a": "="}),
    ("<<: b", {"<<": "b"}),
    ("1: b", {"1": "b"}),
    ("true: b", {"true": "b"}),
    # Only these are nothing; between quotation marks they are words.
    ("a:", {"a": None}),
    ("a: ~", {"a": None}),
    ("a: null", {"a": None}),
    ("a: Null", {"a": None}),
    ("a: NULL", {"a": None}),
    ("a: 'null'", {"a": "null"}),
    ('a: ""', {"a": ""}),
    ("a: '~'", {"a": "~"}),
    ("a: nULL", {"a": "nULL"}),
    ("- a\n-\n- null", ["a", None, None]),
    # Text as people write it.
    ("a: it's", {"a": "it's"}),
    ("a: 'it''s'", {"a": "it's"}),
    ('a: "\\u00b5g"', {"a": "µg"}),
    ("a: x#y", {"a": "x#y"}),
    ("a: x # y", {"a": "x"}),
    ("a: https://example.org/x", {"a": "https://example.org/x"}),
    ("a: 限值：0.1", {"a": "限值：0.1"}),
    ("a: “x”", {"a": "“x”"}),
    ("a: x\n  y", {"a": "x y"}),
    ("a: |\n  x: y\n  - z\n", {"a": "x: y\n- z\n"}),
    ("a: >-\n  x\n  y\n", {"a": "x y"}),
    ("a: [b, 'c, d']", {"a": ["b", "c, d"]}),
    ("a: {en: x, zh: y}", {"a": {"en": "x", "zh": "y"}}),
    ("a: []", {"a": []}),
    ("a:\n- b\n- c", {"a": ["b", "c"]}),
    ("", None),
    ("# nothing", None),
    ("---\na: b", {"a": "b"}),
]
SLIPS = [
    # text, code, line, column, key
    ("a:\n\tb: 1", "yaml.tab", 2, 1),
    ("a: 1\n\tb: 2", "yaml.tab", 2, 1),
    ("a:\n  \tb: 1", "yaml.tab", 2, 3),
    ("title：甲\nid: x", "yaml.wide-colon", 1, 6),
    ("id: x\ntitle： 甲", "yaml.wide-colon", 2, 6),
    ("a: {en：x}", "yaml.wide-colon", 1, 5),
    ("id: x\ntitle:Foo", "yaml.close-colon", 2, 7),
    ("title:Foo", "yaml.close-colon", 1, 7),
    ("a: {en:x}", "yaml.close-colon", 1, 5),
    ("-a\nb: 1", "yaml.close-dash", 1, 2),
    ('a: "x\nb: y', "yaml.quote", 1, 4),
    ("a: 'x\nb: y", "yaml.quote", 1, 4),
    ('a: {en: "x, zh: "y"}', "yaml.quote", 1, 4),
    ("a: 'it's'", "yaml.after-quote", 1, 4),
    ('a: "x" y', "yaml.after-quote", 1, 4),
    ('a: "C:\\path"', "yaml.escape", 1, 4),
    ("a: @x", "yaml.special", 1, 4),
    ("a: `x`", "yaml.special", 1, 4),
    ("a: %x", "yaml.special", 1, 4),
    ("a: > x", "yaml.special", 1, 4),
    ("a: [b, c\nd: e", "yaml.bracket", 1, 4),
    ("a: [b]]\nd: e", "yaml.bracket", 1, 4),
    ("a: {b: c\nd: e", "yaml.bracket", 1, 4),
    ("a: [b, , c]", "yaml.comma", 1, 4),
    ("a: {en: x zh: y}", "yaml.comma", 1, 4),
    ("a: [b] c", "yaml.comma", 1, 4),
    ("a: Use of PFOS: foams", "yaml.colon-in-value", 1, 4),
    ("a: b:", "yaml.colon-in-value", 1, 4),
    ("a: b\nmore", "yaml.no-colon", 2, 1),
    ("a: |\n x\nmore", "yaml.no-colon", 3, 1),
    ("a: 1\n  b: 2", "yaml.indent", 2, 4),
    ("  a: 1\nb: 2", "yaml.indent", 2, 1),
    ("a:\n  - 1\n - 2", "yaml.indent", 3, 2),
    ("a: 1\n- b", "yaml.indent", 2, 1),
    ("a: *b", "yaml.alias", 1, 4),
    ("a: **b**", "yaml.alias", 1, 4),
    ("a: &b c", "yaml.anchor", 1, 4),
    ("a: !b c", "yaml.tag", 1, 4),
    ("a: !!python/object/apply:os.system [ls]", "yaml.tag", 1, 4),
    ("a: !!binary aGk=", "yaml.tag", 1, 4),
    ("a: ! b", "yaml.tag", 1, 4),
    ("a: 1\na: 2", "yaml.duplicate-key", 2, 1),
    ("a: {b: 1, b: 2}", "yaml.duplicate-key", 1, 11),
    ("a: 1\n'a': [2]", "yaml.duplicate-key", 2, 1),
    ("a: 1\n---\nb: 2", "yaml.documents", 2, 1),
    ("a: 1\n...\nb: 2", "yaml.documents", 3, 1),
    ("%YAML 1.1\n---\na: 1", "yaml.directive", 1, 1),
    ("%TAG ! tag:x,2000:\n---\na: 1", "yaml.directive", 1, 1),
    (": b", "yaml.key", 1, 1),
    ("? [a]\n: b", "yaml.key", 1, 3),
    ("{a: b}: c", "yaml.key", 1, 1),
    ("~: b", "yaml.key", 1, 1),
    ("[" * 21 + "]" * 21, "yaml.too-deep", 1, 22),
]


@pytest.mark.parametrize(("text", "value"), KEPT)
def test_values_are_kept_as_written(text: str, value: Plain) -> None:
    parsed = parse_yaml(text, "a.yml")
    assert (parsed.value, parsed.issues, parsed.is_whole) == (value, (), True)


@pytest.mark.parametrize(("text", "code", "line", "column"), SLIPS)
def test_a_slip_is_named_with_its_place(text: str, code: str, line: int, column: int) -> None:
    parsed = parse_yaml(text, "a.yml", first_line=11)
    assert (code, f"a.yml:{line + 10}:{column}") in [(issue.code, str(issue.where)) for issue in parsed.issues]


def test_several_slips_are_told_at_once() -> None:
    text = 'id:x\ntitle：Foo\nsummary: Use: foams\nlead: "Ann\n\tversion: 1\nstatus: draft\n'
    found = [(issue.code, issue.where.line) for issue in parse_yaml(text, "a.yml").issues]
    assert found == [
        ("yaml.close-colon", 1),
        ("yaml.wide-colon", 2),
        ("yaml.colon-in-value", 3),
        ("yaml.quote", 4),
        ("yaml.tab", 5),
    ]


def test_what_stands_in_a_block_text_is_no_slip() -> None:
    text = 'a: |\n  b:c\n  "d\n\n  title：e\nf:g\n'
    assert [(issue.code, issue.where.line) for issue in parse_yaml(text, "a.yml").issues] == [("yaml.close-colon", 6)]


def test_a_second_key_does_not_replace_the_first() -> None:
    parsed = parse_yaml("a: 1\nb: {c: 2}\na: {d: 3}\ne: 4\n", "a.yml")
    assert parsed.value == {"a": "1", "b": {"c": "2"}, "e": "4"}
    assert dict(parsed.issues[0].words) == {"key": "a", "line": "1", "column": "1"}


def test_keys_and_items_know_where_they_stand() -> None:
    parsed = parse_yaml("id: x\ntitle:\n  en: y\nitems:\n  - a\n  - {b: c}\n", "a.yml", first_line=2)
    assert dict(parsed.positions) == {
        (): (2, 1),
        ("id",): (2, 1),
        ("title",): (3, 1),
        ("title", "en"): (4, 3),
        ("items",): (5, 1),
        ("items", 0): (6, 5),
        ("items", 1): (7, 5),
        ("items", 1, "b"): (7, 6),
    }


def test_the_items_of_a_list_have_positions_of_their_own() -> None:
    parsed = parse_yaml("- id: a\n- id: b\n  name: c\n", "a.yml")
    assert list(items_of(parsed)) == [
        ({"id": "a"}, {(): (1, 3), ("id",): (1, 3)}),
        ({"id": "b", "name": "c"}, {(): (2, 3), ("id",): (2, 3), ("name",): (3, 3)}),
    ]


def test_the_lenient_reader_lets_foreign_tags_and_aliases_pass() -> None:
    text = "a: !ENV [X, y]\nb: !!python/name:os.system\nc: &d e\nf: *d\ng: *unknown\n"
    parsed = parse_yaml(text, "mkdocs.yml", lenient=True)
    assert (parsed.value, parsed.issues) == ({"a": "y", "b": None, "c": "e", "f": "e", "g": None}, ())


BOMBS = {
    "20,000 brackets": "[" * 20_000,
    "20,000 closed brackets": "[" * 20_000 + "]" * 20_000,
    "20,000 braces": "{" * 20_000,
    "20,000 dashes on a line": "- " * 20_000,
    "20,000 questions": "? " * 20_000,
    "5,000 levels of braces": "{a: " * 5_000,
    "700 levels of indentation": "".join(" " * level + "a:\n" for level in range(700)),
    "700 levels of lists": "".join(" " * level + "-\n" for level in range(700)),
    "billion laughs": "a: &a [x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)},' * 9}]\n" for n in range(20)),
    "a recursive alias": "a: &a [*a]",
    "nearly 300,000 characters of one word": "a: " + "x" * 290_000,
    "nearly 300,000 characters of one text": 'a: "' + "x" * 290_000 + '"',
    "an open quotation mark": 'a: "' + "x\n" * 140_000,
    "nearly 300,000 spaces": "a: x" + " " * 290_000,
    "nearly 300,000 line breaks": "a: x" + "\n" * 290_000,
    "comments": "# x\n" * 72_000,
    "140,000 items": "[" + "a," * 140_000 + "]",
    "74,000 lines": "- a\n" * 74_000,
    "29,000 keys": "".join(f"k{n}: v\n" for n in range(29_000)),
    "one key 59,000 times": "k: v\n" * 59_000,
    "a long key": "k" * 290_000 + ": v",
    "colons": ":" * 290_000,
    "colons and spaces": ": " * 140_000,
    "quotation marks": "'" * 290_000,
    "anchors": "&a " * 95_000,
    "tags": "! " * 140_000,
    "full-width colons": "a：\n" * 95_000,
    "tabs": "\t" * 290_000,
    "carriage returns": "a\r" * 145_000,
    "documents": "---\n" * 72_000,
    "directives": "%YAML 1.2\n" * 29_000,
    "backslashes": 'a: "' + "\\" * 290_000,
    "more than 300,000": "x" * 300_001,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_two_seconds(name: str) -> None:
    assert len(BOMBS[name]) <= 300_001
    start = time.process_time()
    parse_yaml(BOMBS[name], "a.yml")
    assert time.process_time() - start < 2


def test_bombs_take_less_than_200_megabytes() -> None:
    code = (
        "from pathlib import Path\n"
        "from tests.load.test_yaml import BOMBS\n"
        "from living_guidance.load.yaml import parse_yaml\n"
        "for text in BOMBS.values():\n"
        "    parse_yaml(text, 'a.yml')\n"
        # Not getrusage, which begins with what the parent had.
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 200_000
