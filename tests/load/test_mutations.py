"""Ten thousand broken texts: never a traceback, and nothing dropped in silence."""

import random
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML

from living_guidance.load.characters import find_characters
from living_guidance.load.encodings import decode
from living_guidance.load.front_matter import read_matter, split_parts
from living_guidance.load.records import read_record
from living_guidance.load.registers import read_register
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.corpus import Source
from living_guidance.model.issue import Issue
from living_guidance.model.records import ChangeRecord, Chemical, DocumentRecord, Record
from living_guidance.model.rounds import RoundRecord
from living_guidance.render.issues import message, remedy
from living_guidance.render.messages import load_messages
from tests.counts import cases, fresh_random
from tests.load.samples import CHANGE, CHAPTER, CHEMICALS, DOCUMENT, ROUND

Result = tuple[list[Record], list[Issue], str]
"""The records that were read, the issues, and the YAML text that they were read from."""

TOKENS = [
    *(
        "\t",
        " ",
        "  ",
        "\n",
        "\n\n",
        ":",
        ": ",
        "：",
        " :",
        "-",
        "- ",
        "---",
        "\n---\n",
        "\n...\n",
        "#",
        " # ",
        "'",
        '"',
    ),
    *("[", "]", "{", "}", ",", ", ,", "|", ">", "|\n", "&a ", "*a", "!t ", "!!python/object:os.system ", "%", "@", "`"),
    *("?", "? ", "<<: ", "~", "null", "NO", "yes", "1e3", "0x1", "2024-13-45", "é", "全", "，", "\u3000", "\u00a0"),
    *(
        "\u200b",
        "\u202e",
        "\x00",
        "\x07",
        "\ufeff",
        "\ud7ff",
        "\ue000",
        "\U0001f600",
        "\\",
        "\\x",
        "\r",
        "\r\n",
        "\x85",
    ),
    *("title: x\n", "id: other\n", "draft", "<<<<<<< HEAD\n", "[" * 30, "a: " * 5, "9" * 400),
]


def mutate(rng: random.Random, text: str, end: int) -> str:
    """Break a text somewhere before a place."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        at = rng.randrange(end)
        lines = text.split("\n")
        line = rng.randrange(max(1, text[:end].count("\n")))
        match rng.randrange(11):
            case 0:
                text = text[:at] + text[at + rng.choice((1, 1, 2, 5)) :]
            case 1 | 2 | 3:
                text = text[:at] + rng.choice(TOKENS) + text[at:]
            case 4:
                text = text[:at] + rng.choice(TOKENS) + text[at + 1 :]
            case 5:
                text = "\n".join([*lines[:line], *lines[line + 1 :]])
            case 6:
                text = "\n".join([*lines[: line + 1], *lines[line:]])
            case 7:
                text = "\n".join(
                    [*lines[:line], rng.choice((" ", "  ", "\t", "- ", "#")) + lines[line], *lines[line + 1 :]]
                )
            case 8:
                other = rng.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
                text = "\n".join(lines)
            case 9:
                text = text[:at] + text[at : at + 6].swapcase() + text[at + 6 :]
            case _:
                text = text[:at] + text[at : at + 12][::-1] + text[at + 12 :]
        end = max(1, min(end, len(text)))
    return text


def read_chapter(content: bytes) -> Result:
    text, fault = decode(content, "c.md")
    if text is None:
        assert fault
        return [], [fault], ""
    parts, issues = split_parts(text, "c.md")
    found = [*find_characters(text, "c.md"), *issues]
    if parts is None:
        return [], found, ""
    matter = read_matter(parts, "c.md", "pfos", "metal-plating")
    located, issues = (None if matter.doubted else matter.located), matter.issues
    return [located.value] if located else [], [*found, *issues], parts.matter


def read_chemicals(content: bytes) -> Result:
    text, fault = decode(content, "r.yml")
    if text is None:
        assert fault
        return [], [fault], ""
    register = read_register(Chemical, text, "r.yml")
    records = [entry.value for entry in register.entries.values()]
    return records, [*find_characters(text, "r.yml"), *register.issues], text


def read_yaml(model: type[Record]) -> Callable[[bytes], Result]:
    def read(content: bytes) -> Result:
        text, fault = decode(content, "r.yml")
        if text is None:
            assert fault
            return [], [fault], ""
        parsed = parse_yaml(text, "r.yml")
        located, issues = read_record(model, parsed.value, Source("r.yml", parsed.positions), parsed)
        found = [*find_characters(text, "r.yml"), *parsed.issues, *issues]
        return [located.value] if located else [], found, text

    return read


def plain(value: Any) -> Any:
    """A record's value as it could be written: what was left out is left out."""
    if isinstance(value, Record):
        return {
            (field.alias or name): plain(getattr(value, name))
            for name, field in type(value).model_fields.items()
            if name in value.model_fields_set and getattr(value, name) is not None
        }
    if hasattr(value, "root"):
        return plain(value.root)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def written(value: Any, key: str = "") -> Any:
    """What another reader finds in the text, made comparable."""
    if isinstance(value, dict):
        empty = ("", "~", "null", "Null", "NULL")
        return {key: written(item, key) for key, item in value.items() if item not in empty}
    if isinstance(value, list):
        return [written(item) for item in value]
    if key in {"publish_working", "closes_exclusive"}:
        return str(value.lower() in {"true", "yes", "on", "1", "t", "y"}).lower()
    return value.strip()


ENGLISH, CHINESE = load_messages("en"), load_messages("zh")


def other_reading(source: str) -> Any:
    """What another program finds in a text, every scalar as it is written."""
    try:
        return yaml.load(source, yaml.CBaseLoader)
    except yaml.YAMLError:
        # It knows the older standard only.
        return YAML(typ="base", pure=True).load(source)


def sayable(issue: Issue) -> bool:
    """Whether an issue can be said in every language, which fails where a message names what it does not know."""
    return all(say(issue, words) for words in (ENGLISH, CHINESE) for say in (message, remedy))


SAMPLES = {
    "chapter": (CHAPTER, CHAPTER.index("\n\n## Why"), read_chapter),
    "document": (DOCUMENT, len(DOCUMENT), read_yaml(DocumentRecord)),
    "register": (CHEMICALS, len(CHEMICALS), read_chemicals),
    "round": (ROUND, len(ROUND), read_yaml(RoundRecord)),
    "change": (CHANGE, len(CHANGE), read_yaml(ChangeRecord)),
}
SHARES = {"chapter": 6000, "document": 1000, "register": 1000, "round": 1000, "change": 1000}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_broken_text_is_told_or_says_what_it_reads(name: str) -> None:
    rng = fresh_random()
    text, end, read = SAMPLES[name]
    told = 0
    for _ in range(cases(SHARES[name])):
        broken = mutate(rng, text, end)
        records, issues, source = read(broken.encode("utf-8", "surrogatepass"))
        if issues:
            told += 1
            assert all(sayable(issue) for issue in issues), broken
            assert all(issue.where.line > 0 or issue.code.startswith("file.") for issue in issues), broken
            continue
        # Nothing was said, so all that another reader finds in the text must be in the record.
        oracle = other_reading(source)
        expected = oracle if isinstance(oracle, list) else [oracle]
        assert [plain(record) for record in records] == [written(item) for item in expected], broken
    assert told


def test_bytes_flipped_anywhere_give_no_traceback() -> None:
    rng = fresh_random()
    content = CHAPTER.encode()
    for _ in range(cases(3000)):
        broken = bytearray(content)
        for _ in range(rng.choice((1, 2, 8))):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        records, issues, _ = read_chapter(bytes(broken))
        assert records or issues
