"""A chapter to start from, and its name in the list of its document."""

import json
import re
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode

from living_guidance.exchange.draft import Draft
from living_guidance.load.yaml import parse_yaml
from living_guidance.model.records import DocumentRecord
from living_guidance.render.messages import Messages

_WORDS = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})
"""What other readers of YAML take for something else."""
_FLOW = re.compile(r"[,\[\]{}]")
"""What ends a word inside brackets."""


def starter(
    document: DocumentRecord,
    chapter: str,
    language: str,
    day: date,
    say: Messages,
    *,
    title: str | None = None,
    draft: Draft | None = None,
) -> str:
    """A chapter's file with its front matter filled in as far as the document tells, and comments for the rest.

    Its words are those of the chapter's language.
    """
    named = title or (draft.title if draft else "") or say("forms.starter.title")
    fields = (
        ("id", chapter),
        ("document", document.id),
        ("title", scalar(named)),
        ("summary", scalar(say("forms.starter.summary"))),
        ("chemicals", f"[{', '.join(document.chemicals)}]"),
        ("annex", f"[{', '.join(document.annex)}]"),
        ("task_team", document.task_team),
        ("language", language),
        ("version", "0.1-draft.1"),
        ("status", "outline" if draft is None else "draft"),
        ("date", day.isoformat()),
    )
    lines = ["---"]
    for key, value in fields:
        if say.has(f"forms.starter.{key}.comment"):
            lines += [f"# {line}" for line in say(f"forms.starter.{key}.comment").split("\n")]
        lines.append(f"{key}: {value}")
    body = draft.body if draft else say("forms.starter.body")
    return "\n".join([*lines, "---", "", body.rstrip("\n"), ""])


def scalar(text: str) -> str:
    """A text as a YAML value on one line, in quotes only where it needs them."""
    text = " ".join(text.split())
    plain = parse_yaml(f"key: {text}", "")
    is_plain = text[:1].isalpha() and text.lower() not in _WORDS and not plain.issues
    return text if is_plain and plain.value == {"key": text} else json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """A value on one line, with its lists and mappings in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and _FLOW.search(value):
        return json.dumps(value, ensure_ascii=False)
    return scalar(value) if isinstance(value, str) else str(value)


def list_chapter(text: str, chapter: str) -> str:
    """The text of ``document.yml`` with a chapter at the end of its list; not a character besides is changed."""
    root = YAML(typ="safe", pure=True).compose(text)
    assert isinstance(root, MappingNode)  # it has been read as a record
    items: SequenceNode = next(value for key, value in root.value if key.value == "chapters")
    if not items.value:
        at = items.start_mark.index
        return f"{text[:at]}[{chapter}]{text[items.end_mark.index :]}"
    last = items.value[-1]
    at = last.end_mark.index
    if items.flow_style:
        return f"{text[:at]}, {chapter}{text[at:]}"
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{' ' * items.start_mark.column}- {chapter}{text[end:]}"
