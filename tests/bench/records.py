"""The records of a generated project: documents, decisions, rounds, changes, and the settings of MkDocs."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from living_guidance.model.corpus import Chapter
from living_guidance.model.vocabulary import BlockKind
from tests.bench.writing import Pair, Writer

DATE = date(2018, 9, 28)
"""The day of every chapter; the site is built ten days later."""

_SETTINGS = Path(__file__).parent.parent.parent / "mkdocs.yml"
_YAML = YAML()
_YAML.width = 10_000


@dataclass(frozen=True, slots=True)
class Name:
    """A chapter to be written."""

    document: str
    id: str
    title: Pair
    sector: Pair


def dump(record: object) -> str:
    """A record as YAML."""
    stream = StringIO()
    _YAML.dump(record, stream)
    return stream.getvalue()


def write(path: Path, text: str) -> None:
    """Write a file and the folders it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def settings(*, own: bool) -> dict[str, Any]:
    """The project's own MkDocs settings for a generated one: with the parts that are ours, or plain."""
    found: dict[str, Any] = YAML(typ="safe").load(_SETTINGS)
    del found["hooks"]
    plugins: dict[str, Any] = {}
    for plugin in found["plugins"]:
        plugins |= {plugin: {}} if isinstance(plugin, str) else plugin
    if own:
        plugins["living-guidance"] = {"as_of": date(2018, 10, 8)}
        found["nav"] = ["about.md"]
    else:
        del plugins["living-guidance"]
        # As its users have it.
        del plugins["i18n"]["reconfigure_search"]
    return found | {"plugins": [{name: options} for name, options in plugins.items()]}


def matter(name: Name, summary: Pair, writer: Writer) -> dict[str, Any]:
    """The front matter of a chapter."""
    return {
        "id": name.id,
        "document": name.document,
        "title": name.title.en,
        "summary": summary.en,
        "chemicals": ["pcdd-pcdf", writer.random.choice(list(writer.phrases.chemicals))],
        "annex": ["C"],
        "task_team": writer.random.choice(("task-team-one", "task-team-two")),
        "source_category": writer.random.choice(("ii-a", "ii-b")),
        "language": "en",
        "version": "2.1-draft.2",
        "status": writer.random.choice(("draft", "revised_draft")),
        "date": DATE,
    }


def document(names: Sequence[Name]) -> dict[str, Any]:
    """The document that chapters belong to."""
    sector = names[0].sector
    return {
        "id": names[0].document,
        "title": {"en": f"Guidance on {sector.en}", "zh": f"{sector.zh}指南"},
        "short": {"en": sector.en.capitalize(), "zh": sector.zh},
        "summary": {
            "en": f"How releases from {sector.en} are avoided, measured and reported.",
            "zh": f"如何避免、测量和报告{sector.zh}的释放。",
        },
        "chemicals": ["pcdd-pcdf"],
        "annex": ["C"],
        "task_team": "task-team-one",
        "series": "publication",
        "publish_working": True,
        "chapters": [name.id for name in names],
    }


def decision(ordinal: int, document: str) -> dict[str, Any]:
    """The decision that welcomed a document."""
    return {
        "id": f"sc-8-{ordinal}",
        "symbol": f"SC-8/{ordinal}",
        "kind": "decision",
        "body": "sc-cop",
        "meeting": "sc-cop-8",
        "date": date(2017, 5, 5),
        "title": {"en": f"Guidance, part {ordinal}", "zh": f"指南第{ordinal}部分"},
        "actions": [{"action": "welcomes", "document": document, "paragraph": "2"}],
        "source": "made up for the bench",
    }


def comment_round(ordinal: int, opens: date, documents: Sequence[str]) -> dict[str, Any]:
    """A round of comments on all documents; the second is open on the day of the site."""
    return {
        "id": f"round-{ordinal}",
        "title": {"en": f"Comments, round {ordinal}", "zh": f"第{ordinal}轮意见征询"},
        "documents": list(documents),
        "ordinal": ordinal,
        "kind": "first_draft" if ordinal == 1 else "second_draft",
        "audience": "public",
        "languages_available": ["en", "zh"],
        "languages_accepted": ["en", "zh"],
        "opens": opens,
        "closes": opens + timedelta(days=30),
        "closing_words": {"en": "within thirty days", "zh": "三十天之内"},
        "late_policy": "consider_at_discretion",
        "publication_policy": "named",
    }


def change(chapter: Chapter, summary: Pair, source: random.Random) -> dict[str, Any]:
    """A change of two paragraphs of a chapter."""
    paragraphs = [block.id for block in chapter.blocks if block.kind is BlockKind.PARAGRAPH]
    return {
        "id": f"{chapter.matter.id}-revised",
        "chapter": chapter.matter.id,
        "date": DATE - timedelta(days=source.randrange(100)),
        "kind": "modify",
        "class": source.choice(("substantive", "correction", "new_information")),
        "paragraphs": source.sample(paragraphs, 2),
        "summary": {"en": summary.en, "zh": summary.zh},
        "caused_by": {"kind": "comment", "reference": "round-1-observer"},
    }
