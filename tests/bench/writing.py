"""Write one chapter of realistic guidance, and what each piece of it says in Chinese."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

LENGTH = 11_500
"""From how many characters on no further section is begun; with its footnotes a chapter has about 13,000."""

_HERE = Path(__file__).parent
_REGISTERS = _HERE / "project" / "guidance" / "registers"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same words in both languages."""

    en: str
    zh: str

    def fill(self, words: Mapping[str, "Pair"]) -> "Pair":
        """The words with their places filled."""
        return Pair(
            self.en.format(**{name: pair.en for name, pair in words.items()}),
            self.zh.format(**{name: pair.zh for name, pair in words.items()}),
        )


@dataclass(frozen=True)
class Phrases:
    """What chapters are made of."""

    phrases: Mapping[str, Any]
    terms: Sequence[Pair]
    chemicals: Mapping[str, Pair]

    def of(self, name: str) -> Sequence[Pair]:
        """The pairs of one kind."""
        return [Pair(**pair) for pair in self.phrases[name]]

    def one(self, name: str) -> Pair:
        """A kind of which there is one."""
        return Pair(**self.phrases[name])

    def columns(self) -> Sequence[Sequence[Pair]]:
        """The heads of tables."""
        return [[Pair(**pair) for pair in heads] for heads in self.phrases["columns"]]


def load_phrases() -> Phrases:
    """The phrases, and the words of the project's own registers."""
    yaml = YAML(typ="safe")
    glossary = yaml.load(_REGISTERS / "glossary.yml")
    chemicals = yaml.load(_REGISTERS / "chemicals.yml")
    return Phrases(
        phrases=yaml.load(_HERE / "phrases.yml"),
        terms=[Pair(**entry["term"]) for entry in glossary],
        chemicals={entry["id"]: Pair(**entry["name"]) for entry in chemicals},
    )


@dataclass(frozen=True, slots=True)
class Target:
    """A chapter that links may lead to."""

    path: str
    """As a link in this chapter names it."""
    title: Pair


@dataclass
class Writer:
    """Writes the body of one chapter; a fixed generator gives a fixed text."""

    phrases: Phrases
    random: random.Random
    targets: Sequence[Target]
    lines: list[str] = field(default_factory=list)
    chinese: dict[str, str] = field(default_factory=dict)
    """The translation of each piece of text, by its English."""
    notes: list[Pair] = field(default_factory=list)

    def body(self) -> str:
        """A whole chapter without its front matter."""
        self._paragraph()
        shapes = [self._list, self._table, self._note, self._definitions, self._steps]
        number = 0
        while sum(map(len, self.lines)) < LENGTH:
            self._add(f"## {self._say(self._pair('headings'))}")
            self._paragraph()
            shapes[number % len(shapes)]()
            if self.random.random() < 0.4:
                self._add(f"### {self._say(self._pair('headings'))}")
                self._paragraph()
            number += 1
        for index, note in enumerate(self.notes, start=1):
            self._add(f"[^n{index}]: {self._say(note)}")
        return "\n".join(self.lines)

    def _add(self, *lines: str) -> None:
        self.lines += [*lines, ""]

    def _say(self, pair: Pair) -> str:
        self.chinese[pair.en] = pair.zh
        return pair.en

    def _pair(self, kind: str) -> Pair:
        return self.fill(self.random.choice(self.phrases.of(kind)))

    def fill(self, pair: Pair, **more: Pair) -> Pair:
        """The pair with terms, a chemical and numbers."""
        one, other = self.random.sample(self.phrases.terms, 2)
        chemical = self.random.choice(list(self.phrases.chemicals.values()))
        numbers = {
            "n": str(self.random.randint(2, 48)),
            "k": str(50 * self.random.randint(4, 40)),
            "m": f"0.{self.random.randint(1, 99):02}",
        }
        words = {name: Pair(number, number) for name, number in numbers.items()}
        return pair.fill({"a": one, "b": other, "c": chemical, **words, **more})

    def _sentences(self, least: int, most: int) -> Pair:
        """Sentences, one a line; some with a footnote, some with a link."""
        pairs = [self._pair("sentences") for _ in range(self.random.randint(least, most))]
        if self.random.random() < 0.3:
            self.notes.append(self._pair("footnotes"))
            mark = f"[^n{len(self.notes)}]"
            pairs[0] = Pair(pairs[0].en + mark, pairs[0].zh + mark)
        if self.targets and self.random.random() < 0.25:
            target = self.random.choice(self.targets)
            path = Pair(target.path, target.path)
            pairs.append(self.fill(self.phrases.one("linked"), title=target.title, target=path))
        return Pair("\n".join(pair.en for pair in pairs), "\n".join(pair.zh for pair in pairs))

    def _paragraph(self) -> None:
        for _ in range(self.random.randint(1, 2)):
            self._add(self._say(self._sentences(2, 5)))

    def _list(self) -> None:
        self._add(*(f"- {self._say(self._pair('items'))}" for _ in range(self.random.randint(4, 7))))

    def _steps(self) -> None:
        count = self.random.randint(3, 6)
        self._add(*(f"{number}. {self._say(self._pair('items'))}" for number in range(1, count + 1)))

    def _table(self) -> None:
        heads = self.random.choice(self.phrases.columns())
        rows = [[self._say(head) for head in heads], ["---"] * len(heads)]
        for _ in range(self.random.randint(5, 8)):
            cells = [self._pair("cells") for _ in heads]
            # A row is known by its first cell, so that each begins with another.
            rows.append([self._say(self.fill(Pair("{a} ({c})", "{a}（{c}）"))), *map(self._say, cells[1:])])
        self._add(f"Table: {self._say(self._pair('captions'))}")
        self._add(*(f"| {' | '.join(row)} |" for row in rows))

    def _note(self) -> None:
        kind = self.random.choice(("note", "warning"))
        self._add(f'!!! {kind} "{self._say(self._pair("note_titles"))}"', *self._indented(2, 3))

    def _definitions(self) -> None:
        for term in self.random.sample(self.phrases.terms, 3):
            first, *further = self._say(self._pair("definitions")).split("\n")
            capital = Pair(term.en[0].upper() + term.en[1:], term.zh)
            self._add(self._say(capital), f":   {first}", *(f"    {line}" for line in further))

    def _indented(self, least: int, most: int) -> Iterator[str]:
        for line in self._say(self._sentences(least, most)).split("\n"):
            yield f"    {line}"
