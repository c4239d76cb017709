"""A project in which everything that people write is hostile, and the site that is made of it all the same."""

import json
import logging
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build

from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Catalogue, Chapter, Corpus, Entry
from living_guidance.site.builder import configure
from living_guidance.site.plugin import LivingGuidancePlugin
from living_guidance.site.project import Project
from tests.browser.payloads import Payload

HERE = Path(__file__).parent
A_DOCUMENT = 20
"""How many chapters a document has: navigation lists them all on each of their pages."""
DAY = date(2018, 10, 8)


@dataclass(frozen=True)
class HostileProject:
    """Where the project is, and which pages show which payloads."""

    root: Path
    pages: Mapping[str, tuple[int, ...]]
    """The payloads of each page by its address, without the language."""


def write_project(root: Path, payloads: list[Payload], chance: random.Random) -> HostileProject:
    """Write a project that has every payload in each place."""
    pages: dict[str, tuple[int, ...]] = {}
    shutil.copy(HERE / "project" / "mkdocs.yml", root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("documents: [coatings, boards]", "documents: []")
    settings = settings.replace("hooks:\n  - ../../../hooks/printed_address.py\n", "")
    settings = settings.replace("  - handbook.md", "".join(f"  - page-{number}.md\n" for number in range(5)).rstrip())
    settings = settings.replace("        - {locale: ar, name: العربية, build: true}\n", "")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for payload in payloads:
        pages |= _write_chapter(root, payload, chance)
        pages |= _write_round(root, payload)
        pages |= _write_docs_page(root, payload, chance)
    _write_documents(root, payloads)
    pages |= _write_registers(root, payloads)
    for index in ("", "documents/", "chemicals/", "teams/", "changes/", "rounds/", "translation/"):
        pages[index] = tuple(payload.number for payload in payloads)
    return HostileProject(root, pages)


def _yaml(path: Path, value: Any) -> None:
    # JSON is YAML, and quotes everything.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _words(payload: Payload) -> dict[str, str]:
    return {"en": f"Probe {payload.text}", "zh": f"探测 {payload.text}"}


def _document(number: int) -> str:
    return f"document-{number // A_DOCUMENT}"


def _write_documents(root: Path, payloads: list[Payload]) -> None:
    for first in payloads[::A_DOCUMENT]:
        chapters = [payload.number for payload in payloads[first.number : first.number + A_DOCUMENT]]
        record = {
            "id": _document(first.number),
            "title": _words(first),
            "short": _words(payloads[chapters[-1]]),
            "summary": _words(payloads[chapters[len(chapters) // 2]]),
            "chemicals": ["chemical-0"],
            "annex": ["A"],
            "task_team": "team-0",
            "series": "inf",
            "symbol": first.text,
            "chapters": [f"chapter-{number}" for number in chapters],
        }
        _yaml(root / "guidance" / _document(first.number) / "document.yml", record)


def _write_chapter(root: Path, payload: Payload, chance: random.Random) -> dict[str, tuple[int, ...]]:
    document, chapter = _document(payload.number), f"chapter-{payload.number}"
    matter = {
        "id": chapter,
        "document": document,
        "title": f"Probe {payload.text}",
        "summary": f"{payload.text} probe",
        "chemicals": ["chemical-0"],
        "task_team": "team-0",
        "lead": payload.text,
        "language": "en",
        "version": "1.0",
        "status": "draft",
        "date": "2018-06-29",
    }
    path = root / "guidance" / document / f"{chapter}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    front = json.dumps(matter, ensure_ascii=False, indent=1)
    path.write_text(f"---\n{front}\n---\n\n{hostile_text(payload, chance)}", encoding="utf-8")
    change = {
        "id": f"change-{payload.number}",
        "chapter": chapter,
        "date": "2018-07-01",
        "kind": "modify",
        "class": "substantive",
        "paragraphs": [payload.text],
        "summary": _words(payload),
        "caused_by": {"kind": "comment", "reference": payload.text, "note": _words(payload)},
    }
    _yaml(root / "guidance" / document / "changes" / f"change-{payload.number}.yml", change)
    return {f"{document}/{chapter}/": (payload.number,), f"{document}/{chapter}/changes/": (payload.number,)}


def _write_round(root: Path, payload: Payload) -> dict[str, tuple[int, ...]]:
    name = f"round-{payload.number}"
    record = {
        "id": name,
        "title": _words(payload),
        "documents": [_document(payload.number)],
        "ordinal": 1,
        "kind": "first_draft",
        "audience": "public",
        "languages_available": ["en"],
        "languages_accepted": ["en"],
        "opens": "2018-06-29",
        "closes": "2018-07-31" if payload.number else "2018-12-31",
        "closing_words": _words(payload),
        "extensions": [],
        "late_policy": "return",
        "who_may_comment": _words(payload),
        "questions": [_words(payload)],
        "publication_policy": "named",
    }
    _yaml(root / "guidance" / "rounds" / name / "round.yml", record)
    return {f"rounds/{name}/": (payload.number,)}


def _write_docs_page(root: Path, payload: Payload, chance: random.Random) -> dict[str, tuple[int, ...]]:
    (root / "docs").mkdir(exist_ok=True)
    words = json.dumps(f"Probe {payload.text}", ensure_ascii=False)
    keys = ("title", "description", "author", "subtitle", "status")
    matter = "".join(f"{key}: {words}\n" for key in keys)
    front = f"---\n{matter}---\n\n" if payload.number % 2 else f"# Probe {payload.text}\n\n"
    text = front + hostile_text(payload, chance)
    (root / "docs" / f"page-{payload.number}.md").write_text(text, encoding="utf-8")
    return {f"page-{payload.number}/": (payload.number,)}


def _write_registers(root: Path, payloads: list[Payload]) -> dict[str, tuple[int, ...]]:
    """Chemicals and bodies with a payload in each of their fields; one of each for every few payloads."""
    registers = root / "guidance" / "registers"
    chemicals, bodies = [], []
    pages = {}
    for ordinal, start in enumerate(range(0, len(payloads), 5)):
        one, two, three, four, five = (payloads[(start + offset) % len(payloads)] for offset in range(5))
        numbers = (one.number, two.number, three.number, four.number, five.number)
        listing = {"annex": "A", "adopted": "2009-05-08", "decision": three.text, "exemptions": _words(four)}
        cas = {"number": "1763-23-1", "of": _words(five)}
        chemicals.append(
            {
                "id": f"chemical-{ordinal}",
                "name": _words(one),
                "abbreviation": _words(two),
                "cas": [cas],
                "listings": [listing],
                "source": five.text,
            }
        )
        bodies.append(
            {
                "id": f"team-{ordinal}",
                "name": _words(one),
                "kind": "task_team",
                "role": _words(two),
                "areas": [_words(three), _words(four), _words(five)],
                "parent": "team-0",
                "source": "x",
            }
        )
        pages |= {f"chemicals/chemical-{ordinal}/": numbers, f"teams/team-{ordinal}/": numbers}
    _yaml(registers / "chemicals.yml", chemicals)
    _yaml(registers / "bodies.yml", bodies)
    _yaml(registers / "glossary.yml", [])
    _yaml(registers / "sources.yml", [])
    _yaml(registers / "meetings.yml", [{"id": "m", "name": _words(payloads[0]), "body": "team-0", "source": "x"}])
    decisions = [
        {
            "id": f"decision-{first.number}",
            "symbol": first.text,
            "kind": "decision",
            "body": "team-0",
            "meeting": "m",
            "date": "2017-05-05",
            "title": _words(first),
            "actions": [
                {
                    "action": "adopts",
                    "document": _document(first.number),
                    "paragraph": first.text,
                    "symbol": first.text,
                }
            ],
            "source": "x",
        }
        for first in payloads[::A_DOCUMENT]
    ]
    _yaml(registers / "decisions.yml", decisions)
    return pages


def hostile_text(payload: Payload, chance: random.Random) -> str:
    """A Markdown text with a payload in every construct, in any order: some swallow what follows them."""
    text, url, js, number = payload.text, payload.address, payload.script, payload.number
    forms = [
        text,
        f"Probe {text} probe.",
        f'Probe [link {text}]({url}) and [titled](page-0.md "{text}").',
        f"Probe ![image {text}]({url}) and ![alt](x.png '{text}').",
        f'Probe <{url}> and [reference][r{number}] and [{text}].\n\n[r{number}]: {url} "{text}"\n[{text}]: {url}',
        f"Probe `{text}` and ``{text}``.",
        f"Probe *{text}* **{text}** ~~{text}~~.",
        f'Probe.\n{{: onclick="{js}" onmouseover={js} style="background:url({url})" autofocus tabindex=1 onfocus={js} }}',
        f"[probe](page-0.md){{: href=\"{url}\" onclick='{js}' target=_blank }} ![x](x.png){{ onerror={js} src={url} }}",
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
        f'```{{ .{js} onclick="{js}" title="{text}" }}\n{text}\n```',
        f"```{url}\n{text}\n```",
        f"Probe.[^{text}][^n{number}]\n\n[^{text}]: {text}\n[^n{number}]: {text} [x]({url})",
        f'<div markdown="1" onclick={js}>\n\n{text}\n\n</div>',
        f"<details><summary>{text}</summary>{text}</details>",
        f"*[probe]: {text}",
        f'{{{{ {text} }}}} {{% {text} %}} --8<-- "{text}"',
    ]
    chance.shuffle(forms)
    return "\n\n".join(forms) + "\n"


def translate_badly(corpus: Corpus, payloads: list[Payload]) -> Corpus:
    """Put payloads into the Chinese catalogue of each chapter, every second of them marked as behind."""
    return replace(
        corpus,
        chapters={
            key: replace(chapter, catalogues={"zh": _catalogue(chapter, payload)})
            for (key, chapter), payload in zip(corpus.chapters.items(), _in_order(corpus, payloads), strict=True)
        },
    )


def _in_order(corpus: Corpus, payloads: list[Payload]) -> list[Payload]:
    return [payloads[int(chapter.matter.id.rpartition("-")[2])] for chapter in corpus.chapters.values()]


def _catalogue(chapter: Chapter, payload: Payload) -> Catalogue:
    targets = (f"探测 {payload.text}", f"探测 [x]({payload.address})", f"探测 {{: onclick={payload.script} }}")
    entries = tuple(
        Entry(
            block.id,
            block.text,
            targets[place % len(targets)],
            fuzzy=place % 2 == 1,
            previous=f"Probe {payload.text}" if place % 2 else "",
            note=payload.text,
        )
        for place, block in enumerate(chapter.blocks)
    )
    return Catalogue(f"translations/zh/{chapter.key}.po", "zh", entries=entries)


def build_unchecked(
    project: HostileProject, payloads: list[Payload], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Build the site although the checks refuse nearly all of it, and put unsafe translations in place."""
    corpus = load_corpus(project.root).corpus
    assert corpus
    assert len(corpus.chapters) == len(corpus.rounds) == len(corpus.changes) == len(payloads)
    corpus = translate_badly(corpus, payloads)
    made = Project(project.root, corpus, DAY)
    monkeypatch.setattr(LivingGuidancePlugin, "_load", lambda self, config: made)
    for module in ("reading", "splice"):
        monkeypatch.setattr(f"living_guidance.text.{module}.unsafe_target", lambda block, target: None)
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    config = configure(project.root, folder, None)
    config.strict = False
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
