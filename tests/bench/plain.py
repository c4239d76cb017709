"""The same pages as a plain MkDocs project: ``python -m tests.bench.plain PROJECT DIR``.

Every chapter in every language, as it is spliced, but without what Living Guidance puts around it; built by MkDocs,
Material and mkdocs-static-i18n with the project's own theme and Markdown extensions.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus
from living_guidance.model.marks import MARK
from living_guidance.model.text import Text
from living_guidance.text.reading import read_text
from tests.bench import records

PRUNED, WHOLE = "pruned.yml", "whole.yml"
"""The settings with ``navigation.prune``, and without."""


def make_plain(project: Path, root: Path) -> None:
    """Write the chapters of a project as plain Markdown, with settings to build them."""
    corpus = load_corpus(project).corpus
    assert corpus
    default, *others = corpus.settings.codes
    for code in corpus.settings.codes:
        suffix = f".{code}.md" if code in others else ".md"
        records.write(root / "docs" / f"index{suffix}", f"# {corpus.settings.site_name}\n")
        for key, chapter in corpus.chapters.items():
            records.write(root / "docs" / f"{key}{suffix}", _page(read_text(chapter, code)))
    settings = records.settings(own=False) | {"nav": ["index.md", {"Guidance": list(_navigation(corpus, default))}]}
    records.write(root / PRUNED, records.dump(settings))
    theme = settings["theme"]
    features = [feature for feature in theme["features"] if feature != "navigation.prune"]
    records.write(root / WHOLE, records.dump(settings | {"theme": theme | {"features": features}}))


def _page(text: Text) -> str:
    title = text.front("title")
    assert title
    return f"---\n{records.dump({'title': title.text})}---\n{MARK.sub('', text.marked)}"


def _navigation(corpus: Corpus, language: str) -> Iterator[dict[str, list[str]]]:
    for document, record in corpus.documents.items():
        chapters = [f"{chapter.key}.md" for chapter in corpus.chapters_of(document)]
        yield {record.value.short.best(language)[0]: chapters}


if __name__ == "__main__":
    make_plain(Path(sys.argv[1]), Path(sys.argv[2]))
