"""Write the guidance as plain Markdown, a tree a language: the way out, for any other tool."""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from living_guidance.model.corpus import Block, Chapter, Corpus, Located
from living_guidance.model.records import DocumentRecord
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import BlockKind, Freshness
from living_guidance.render.messages import Messages
from living_guidance.text.reading import read_text
from living_guidance.text.splice import splice

_WITHOUT_COMMENT = frozenset({BlockKind.IMAGE, BlockKind.NOTE_TITLE})
"""Kinds in whose text a comment would be read out; the front matter counts them all the same."""
_LABEL = re.compile(r"[\[\]\\]")


def plain_tree(corpus: Corpus, language: str, say: Messages) -> Iterator[tuple[str, str]]:
    """The path and text of each file of one language's tree."""
    yield "index.md", _index(corpus, language)
    for document, record in corpus.documents.items():
        chapters = [(chapter, read_text(chapter, language)) for chapter in corpus.chapters_of(document)]
        yield f"{document}/index.md", _document(record, [text for _, text in chapters], language, say)
        for chapter, text in chapters:
            yield f"{chapter.key}.md", _chapter(chapter, text, say)


def _index(corpus: Corpus, language: str) -> str:
    lines = [f"# {corpus.settings.site_name}", ""]
    for document, record in corpus.documents.items():
        title, _ = record.value.title.best(language)
        lines.append(f"- [{_label(title)}]({document}/index.md)")
    return "\n".join(lines) + "\n"


def _document(record: Located[DocumentRecord], texts: list[Text], language: str, say: Messages) -> str:
    title, _ = record.value.title.best(language)
    summary, _ = record.value.summary.best(language)
    lines = [f"# {title}", "", summary, ""]
    for text in texts:
        named = text.front("title")
        link = f"[{_label(named.text if named else text.matter.title)}]({text.matter.id}.md)"
        lines.append(f"- {say('forms.tree.chapter', chapter=link, version=text.matter.version)}")
    return "\n".join(lines) + "\n"


def _label(text: str) -> str:
    return _LABEL.sub(lambda match: f"\\{match[0]}", text)


def _chapter(chapter: Chapter, text: Text, say: Messages) -> str:
    """A chapter's front matter and body; a comment tells of each paragraph whose translation is behind."""
    states = {passage.block.id: passage for passage in text.passages}
    blocks = tuple(block for block in chapter.blocks if block.kind is not BlockKind.TITLE)
    targets = {name: passage.text for name, passage in states.items() if passage.language != chapter.matter.language}

    def comment(block: Block) -> str:
        passage = states[block.id]
        if passage.freshness not in (Freshness.STALE, Freshness.MISSING) or block.kind in _WITHOUT_COMMENT:
            return ""
        state = "unconfirmed" if passage.is_unconfirmed else passage.freshness
        return f" <!-- {say(f'forms.tree.{state}')} -->"

    body = splice(chapter.body, blocks, targets, None if text.is_original else comment)
    return f"---\n{_dump(_matter(text))}---\n{body}"


def _matter(text: Text) -> dict[str, Any]:
    matter = text.matter.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    matter |= {passage.block.id: passage.text for passage in text.passages if passage.is_title}
    matter["date"] = text.matter.date
    if not text.is_original:
        matter |= {
            "language": text.language,
            "translated_from": text.matter.language,
            "authority": str(text.authority),
            "translation": {
                "current": text.coverage.current,
                "stale": text.coverage.stale,
                "missing": text.coverage.missing,
            },
        }
    return matter


def _dump(value: dict[str, Any]) -> str:
    yaml = YAML()
    yaml.width = 10_000
    yaml.default_flow_style = None
    stream = StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()
