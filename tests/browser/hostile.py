"""A project in which everything that people write is hostile, and the site that is made of it all the same."""

import json
import logging
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from mkdocs.commands.build import build
from pydantic import BaseModel

from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Block, Catalogue, Chapter, Corpus, Entry
from living_guidance.model.vocabulary import BlockKind
from living_guidance.site.builder import configure
from living_guidance.site.options import BuildOptions
from living_guidance.site.plugin import LivingGuidancePlugin
from living_guidance.site.project import Project
from living_guidance.text.targets import lost_placeholder
from tests.browser.payloads import END, Payload, ends

HERE = Path(__file__).parent
A_PAGE = 20
"""How many payloads share a page: one long page is shown far sooner than many short ones."""
A_DOCUMENT = 5
"""How many chapters a document has: navigation lists them all on each of their pages."""
DAY = date(2018, 10, 8)

Batch = Sequence[Payload]


@dataclass(frozen=True)
class HostileProject:
    """Where the project is, and the addresses of its pages without the language."""

    root: Path
    payloads: Batch
    chapters: tuple[str, ...]
    own: tuple[str, ...]
    """The pages about the site, which are in English only."""
    others: tuple[str, ...]
    translations: Sequence[Batch]
    """The payloads in the Chinese catalogue of each chapter."""


def after(place: str, payload: Payload) -> str:
    """What is written after a payload: where it is seen, the payload has been and swallowed nothing."""
    return f"probe-{place}-{payload.number}."


def write_project(root: Path, payloads: Batch, chance: Random) -> HostileProject:
    """Write a project that has every payload in each place, each time in another company."""
    chapters, translations, rounds, own, registers = (_batches(payloads, chance) for _ in range(5))
    _write_settings(root, len(own))
    for number, batch in enumerate(chapters):
        _write_chapter(root, number, batch, chance)
        if number % A_DOCUMENT == 0:
            _write_document(root, range(number, len(chapters))[:A_DOCUMENT], batch)
    for number, batch in enumerate(rounds):
        _write_round(root, number, batch)
    for number, batch in enumerate(own):
        _write_own_page(root, number, batch, payloads, chance)
    _write_registers(root, registers, chapters)
    texts = tuple(f"{_document(number)}/chapter-{number}/" for number in range(len(chapters)))
    documents = sorted({text.partition("/")[0] for text in texts})
    others = (
        *("", "documents/", "chemicals/", "teams/", "changes/", "rounds/", "translation/"),
        *(f"{document}/" for document in documents),
        *(f"{page}changes/" for page in (*(f"{document}/" for document in documents), texts[0])),
        "changes/feed.xml",
        *(f"rounds/round-{number}/" for number in range(len(rounds))),
        *(f"{kind}s/{kind}-{number}/" for kind in ("chemical", "team") for number in range(len(registers))),
    )
    pages = tuple(f"page-{number}/" for number in range(len(own)))
    return HostileProject(root, payloads, texts, pages, others, translations)


def _batches(payloads: Batch, chance: Random) -> list[Batch]:
    order = chance.sample(payloads, len(payloads))
    return [order[first : first + A_PAGE] for first in range(0, len(order), A_PAGE)]


def _document(chapter: int) -> str:
    return f"document-{chapter // A_DOCUMENT}"


def _line(batch: Batch, place: str = "line") -> str:
    """A line of text with all of them, as it stands in the files: longer than 500 characters it would be refused."""
    return f"⟦{place}: {' '.join(str(payload.number) for payload in batch)}⟧"


_CONTROL = re.compile(r"[\x00-\x1f]")
"""What no record can hold: the checks refuse it, and feeds, which are XML, cannot say it."""
_LINE = re.compile(r"⟦([a-z-]+): ([0-9 ]+)⟧")


def _written_out(text: str, payloads: Batch) -> str:
    """The text with the payloads of its lines, each ended before the next."""

    def write_out(line: re.Match[str]) -> str:
        batch = [payloads[int(number)] for number in line[2].split()]
        words = " ".join(f"{payload.text} {ends(payload.text)} {after(line[1], payload)}" for payload in batch)
        return _CONTROL.sub("", words)

    return _LINE.sub(write_out, text)


def _all_written_out(value: Any, payloads: Batch) -> Any:
    """The same value with every line in it written out, however deep."""

    def parts(names: Iterable[str]) -> dict[str, Any]:
        return {name: _all_written_out(getattr(value, name), payloads) for name in names}

    if isinstance(value, str):
        return _written_out(value, payloads) if "⟦" in value else value
    if isinstance(value, BaseModel):
        return value.model_copy(update=parts(type(value).model_fields))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **parts(field.name for field in fields(value)))
    if isinstance(value, Mapping):
        return {key: _all_written_out(item, payloads) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_all_written_out(item, payloads) for item in value)
    return value


def _words(batch: Batch, place: str = "words") -> dict[str, str]:
    return {"en": f"Probe {_line(batch, place)}", "zh": f"探测 {_line(batch, f'{place}-zh')}"}


def _yaml(path: Path, value: Any) -> None:
    # JSON is YAML, and quotes everything.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_settings(root: Path, own: int) -> None:
    """Those of the other tests' project, for two languages."""
    shutil.copy(HERE / "project" / "mkdocs.yml", root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    # No link to an editor: it would stand in every paragraph.
    settings = re.sub(r"(repo_url|edit_uri): .*\n", "", settings)
    settings = settings.replace("fallback_to_default: true", "fallback_to_default: false")
    settings = settings.replace("documents: [coatings, boards]", "documents: []")
    settings = settings.replace("hooks:\n  - ../../../hooks/printed_address.py\n", "")
    settings = settings.replace("  - handbook.md", "".join(f"  - page-{number}.md\n" for number in range(own)).rstrip())
    settings = settings.replace("        - {locale: ar, name: العربية, build: true}\n", "")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")


def _write_document(root: Path, chapters: range, batch: Batch) -> None:
    name = _document(chapters.start)
    record = {
        "id": name,
        # Every page names every document.
        "title": _words(batch[0::3]),
        "short": _words(batch[1::3]),
        "summary": _words(batch[2::3]),
        "chemicals": ["chemical-0"],
        "annex": ["A"],
        "task_team": "team-0",
        "series": "inf",
        "symbol": _line(batch),
        "chapters": [f"chapter-{number}" for number in chapters],
    }
    _yaml(root / "guidance" / name / "document.yml", record)


def _write_chapter(root: Path, number: int, batch: Batch, chance: Random) -> None:
    document, chapter = _document(number), f"chapter-{number}"
    matter = {
        "id": chapter,
        "document": document,
        "title": f"Probe {_line(batch, 'title')}",
        "summary": f"Probe {_line(batch)}",
        "chemicals": [f"chemical-{number}"],
        "task_team": f"team-{number}",
        "lead": _line(batch),
        "language": "en",
        "version": "1.0",
        "status": "draft",
        "date": "2018-06-29",
    }
    path = root / "guidance" / document / f"{chapter}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    front = json.dumps(matter, ensure_ascii=False, indent=1)
    path.write_text(f"---\n{front}\n---\n\n{hostile_text(batch, 'body', chance)}", encoding="utf-8")
    change = {
        "id": f"change-{number}",
        "chapter": chapter,
        "date": "2018-07-01",
        "kind": "modify",
        "class": "substantive",
        "paragraphs": [payload.text for payload in batch],
        "summary": _words(batch, "change"),
        "caused_by": {"kind": "comment", "reference": _line(batch), "note": _words(batch)},
    }
    _yaml(root / "guidance" / document / "changes" / f"change-{number}.yml", change)


def _write_round(root: Path, number: int, batch: Batch) -> None:
    record = {
        "id": f"round-{number}",
        "title": _words(batch, "round"),
        "documents": ["document-0"],
        "ordinal": 1,
        "kind": "first_draft",
        "audience": "public",
        "languages_available": ["en"],
        "languages_accepted": ["en"],
        "opens": "2018-06-29",
        "closes": "2018-07-31" if number else "2018-12-31",
        "closing_words": _words(batch),
        "extensions": [],
        "late_policy": "return",
        "who_may_comment": _words(batch),
        "questions": [_words([payload], "question") for payload in batch],
        "contact": _line(batch),
        "invitation_symbol": _line(batch),
        "publication_policy": "named",
    }
    _yaml(root / "guidance" / "rounds" / f"round-{number}" / "round.yml", record)


def _write_own_page(root: Path, number: int, batch: Batch, payloads: Batch, chance: Random) -> None:
    """A page about the site, every second of them with a title in its front matter."""
    title = _written_out(f"Probe {_line(batch, 'own-title')}", payloads)
    keys = ("title", "description", "author", "subtitle", "status")
    matter = "".join(f"{key}: {json.dumps(title, ensure_ascii=False)}\n" for key in keys)
    front = f"---\n{matter}---\n\n" if number % 2 else f"# {title}\n\n"
    text = front + hostile_text(batch, "own", chance)
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs" / f"page-{number}.md").write_text(text, encoding="utf-8")


def _write_registers(root: Path, batches: Sequence[Batch], chapters: Sequence[Batch]) -> None:
    """A chemical and a task team for each batch, and for each document the decision on it."""
    registers = root / "guidance" / "registers"
    chemicals = [
        {
            "id": f"chemical-{number}",
            "name": _words(batch, "chemical"),
            "abbreviation": _words(batch),
            "cas": [{"number": "1763-23-1", "of": _words(batch)}],
            "listings": [
                {"annex": "A", "adopted": "2009-05-08", "decision": _line(batch), "exemptions": _words(batch)}
            ],
            "note": _words(batch),
            "source": _line(batch),
        }
        for number, batch in enumerate(batches)
    ]
    bodies = [
        {
            "id": f"team-{number}",
            "name": _words(batch, "team"),
            "kind": "task_team",
            "role": _words(batch),
            "areas": [_words([payload]) for payload in batch],
            "parent": "team-0",
            "source": "x",
        }
        for number, batch in enumerate(batches)
    ]
    decisions = [
        {
            "id": f"decision-{number}",
            "symbol": _line(batch),
            "kind": "decision",
            "body": "team-0",
            "meeting": "m",
            "date": "2017-05-05",
            "title": _words(batch),
            "actions": [
                {"action": "adopts", "document": _document(number), "paragraph": _line(batch), "symbol": _line(batch)}
            ],
            "source": "x",
        }
        for number, batch in enumerate(chapters)
        if number % A_DOCUMENT == 0
    ]
    _yaml(registers / "chemicals.yml", chemicals)
    _yaml(registers / "bodies.yml", bodies)
    _yaml(registers / "glossary.yml", [])
    _yaml(registers / "sources.yml", [])
    _yaml(registers / "meetings.yml", [{"id": "m", "name": _words(batches[0]), "body": "team-0", "source": "x"}])
    _yaml(registers / "decisions.yml", decisions)


def hostile_text(batch: Batch, place: str, chance: Random) -> str:
    """A Markdown text with every payload in every construct, in any order.

    What a construct leaves open is closed after it, and a paragraph after the last one of a payload tells whether
    that went well. One more waits for a translation.
    """
    parts: list[str] = []
    for payload in batch:
        forms = _forms(payload)
        chance.shuffle(forms)
        for form in forms:
            # Where nothing but words can stand at the end, a line of its own would take twice as long.
            is_line = "\n" not in form and not form.endswith("}") and not form.startswith("*")
            parts += [f"{form} {ends(form)}"] if is_line else [form, ends(form)]
        parts += [after(place, payload), f"{_TO_TRANSLATE}{payload.number}."]
    return "\n\n".join(parts) + "\n"


_TO_TRANSLATE = "To be translated: "
"""What a paragraph begins with that stands between two payloads, where nothing is open."""
_END_OF_CODE = "```x\n```"
"""Outside code the first line begins some, and inside it ends none; the second ends it."""


def _forms(payload: Payload) -> list[str]:
    text, url, js, number = payload.text, payload.address, payload.script, payload.number
    return [
        text,
        f"Probe {text} probe.",
        f'Probe [link {text}]({url}) and [titled](#probe "{text}").',
        f"Probe ![image {text}]({url}) and ![alt](x.png '{text}').",
        f'Probe <{url}> and [reference][r{number}] and [{text}].\n\n[r{number}]: {url} "{text}"\n[{text}]: {url}',
        f"Probe `{text}` and ``{text}``.",
        f"Probe *{text}* **{text}** ~~{text}~~.",
        f'Probe.\n{{: onclick="{js}" onmouseover={js} style="background:url({url})" autofocus tabindex=1 onfocus={js} }}',
        f"[probe](#probe){{: href=\"{url}\" onclick='{js}' target=_blank }} ![x](x.png){{ onerror={js} src={url} }}",
        f"## Probe {text}",
        f'### Probe {{: #__config onclick={js} data-toc-label="{text}" }}',
        f"### Probe {number} <span onclick={js}>{text}</span> {{: .md-dialog id='{text}' }}",
        f"Probe {text}\n======\n\nProbe {text}\n------",
        f"- {text}\n- [x]({url}){{: onclick={js} }}\n    - {text}",
        f"1. {text}\n2. probe {text}",
        f"Table: Probe {text}\n\n| {text} | {text} |\n| --- | :-: |\n| {text} | [x]({url}) |",
        f'!!! note "{text}"\n    {text}',
        f"!!! {text}\n    probe",
        f'??? warning "{text}"\n    {text}',
        f"{text}\n:   {text}",
        f"> {text}\n> {text}",
        f'```{{ .{js} onclick="{js}" title="{text}" }}\n{text}\n```\n\n{_END_OF_CODE}',
        f"```{url}\n{text}\n```\n\n{_END_OF_CODE}",
        f"Probe.[^{text}][^n{number}]\n\n[^{text}]: {text}\n[^n{number}]: {text} [x]({url})",
        f'<div markdown="1" onclick={js}>\n\n{text}\n\n</div>',
        f"<details><summary>{text}</summary>{text}</details>",
        f"*[probe]: {text}",
        f'{{{{ {text} }}}} {{% {text} %}} --8<-- "{text}"',
    ]


def translate_badly(corpus: Corpus, batches: Sequence[Batch]) -> Corpus:
    """Put payloads into the Chinese catalogue of each chapter."""
    translated = {
        # No block is told apart as new: the mark would stand on every one of them.
        key: replace(chapter, catalogues={"zh": _catalogue(chapter, batch)}, born=frozenset())
        for (key, chapter), batch in zip(corpus.chapters.items(), batches, strict=True)
    }
    return replace(corpus, chapters=translated)


def _catalogue(chapter: Chapter, batch: Batch) -> Catalogue:
    return Catalogue(f"translations/zh/{chapter.key}.po", "zh", entries=tuple(_entries(chapter, batch)))


def _entries(chapter: Chapter, batch: Batch) -> Iterator[Entry]:
    """A hostile translation for every third block that can have one, every second of them behind.

    What stands around one may swallow it, so every payload is the translation of a paragraph of its own as well.
    """
    ordinals, own = count(), iter(batch)
    for block in chapter.blocks:
        if block.kind is BlockKind.TITLE:
            # One that is not behind has all the placeholders of its source, or it is not shown.
            yield Entry(block.id, block.text, f"探测 {_line(batch, 'title-zh')}", fuzzy=True)
        elif block.text.startswith(_TO_TRANSLATE) and (payload := next(own, None)):
            yield Entry(block.id, block.text, _translation(payload), fuzzy=True)
        elif block.text.startswith((END, "probe-")) or _END_OF_CODE.split("\n")[0] in block.text:
            yield Entry(block.id, block.text, block.text)
        elif not lost_placeholder(block.text, "探测"):
            ordinal, rest = divmod(next(ordinals), 3)
            turn, place = divmod(ordinal, len(batch))
            yield Entry(block.id, block.text, "探测") if rest else _entry(block, batch[place], turn)


def _translation(payload: Payload) -> str:
    return f"探测 {payload.text} {ends(payload.text)} {after('po', payload)}"


def _entry(block: Block, payload: Payload, turn: int) -> Entry:
    targets = (
        _translation(payload),
        f"探测 [x]({payload.address}) {ends(payload.address)}",
        f"探测 {{: onclick={payload.script} }}",
    )
    behind = turn % 2 == 1
    previous = f"Probe {payload.text}" if behind else ""
    return Entry(block.id, block.text, targets[turn % len(targets)], behind, previous, note=payload.text)


def build_unchecked(project: HostileProject, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Build the site although the checks refuse nearly all of it, and put unsafe translations in place."""
    corpus = load_corpus(project.root).corpus
    assert corpus
    assert len(corpus.chapters) == len(corpus.changes) == len(corpus.rounds) == len(project.chapters)
    corpus = _all_written_out(translate_badly(corpus, project.translations), project.payloads)
    made = Project(project.root, corpus, DAY)
    monkeypatch.setattr(LivingGuidancePlugin, "_load", lambda self, config: made)
    for module in ("reading", "splice"):
        monkeypatch.setattr(f"living_guidance.text.{module}.unsafe_target", lambda block, target: None)
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    config = configure(project.root, folder, BuildOptions(cache=False))
    config.strict = False
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
