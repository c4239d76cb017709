"""Generate a project of N chapters in two languages: ``python -m tests.bench.corpus N DIR``.

The same N gives the same files, byte for byte.
"""

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from shutil import copytree

from living_guidance.load.catalogues import write_catalogue
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Entry
from living_guidance.model.naming import slug
from living_guidance.text.catalogues import make_template, update_catalogue
from tests.bench import records
from tests.bench.records import Name, dump, write
from tests.bench.writing import Pair, Phrases, Target, Writer, load_phrases

CHAPTERS_PER_DOCUMENT = 25
STALE, MISSING = 0.03, 0.02
"""Which part of the paragraphs is behind in Chinese."""

_SEED = 20181008
_OLDER = {"and": "or", "the": "such", "is": "was", "are": "were", "of": "for", "than": "beyond", "must": "should"}
"""What a paragraph said before it was revised."""


def make_project(size: int, root: Path) -> None:
    """Write a project of so many chapters into a folder that does not exist yet."""
    copytree(Path(__file__).parent / "project", root)
    phrases = load_phrases()
    names = chapter_names(phrases, size)
    guidance = root / "guidance"
    documents = list(dict.fromkeys(name.document for name in names))
    write(root / "mkdocs.yml", dump(records.settings(own=True)))
    for document in documents:
        own = [name for name in names if name.document == document]
        write(guidance / document / "document.yml", dump(records.document(own)))
    decisions = [records.decision(*one) for one in enumerate(documents, start=1)]
    write(guidance / "registers" / "decisions.yml", dump(decisions))
    for ordinal, opens in enumerate((date(2018, 6, 29), date(2018, 9, 28)), start=1):
        record = records.comment_round(ordinal, opens, documents)
        write(guidance / "rounds" / record["id"] / "round.yml", dump(record))
    chinese = {}
    for number, name in enumerate(names):
        writer = Writer(phrases, random.Random(f"{_SEED} {number}"), _targets(names, number))
        chinese[f"{name.document}/{name.id}"] = _write_chapter(guidance, name, writer)
    _write_catalogues(root, phrases, chinese)


def chapter_names(phrases: Phrases, size: int) -> Sequence[Name]:
    """The first so many chapters: a document for each sector, in it a chapter for each topic."""
    every = [
        Name(slug(sector.en), slug(topic.en), Pair(f"{topic.en}: {sector.en}", f"{sector.zh}：{topic.zh}"), sector)
        for sector in phrases.of("sectors")
        for topic in phrases.of("topics")[:CHAPTERS_PER_DOCUMENT]
    ]
    if size > len(every):
        raise ValueError(f"there are names for {len(every)} chapters, not for {size}")
    return every[:size]


def _targets(names: Sequence[Name], number: int) -> Sequence[Target]:
    """The chapters near this one, as links in it name them."""
    here = names[number]
    near = islice(names, max(0, number - 20), number + 20)
    return [
        Target(f"{'' if other.document == here.document else f'../{other.document}/'}{other.id}.md", other.title)
        for other in near
        if other != here
    ]


def _write_chapter(guidance: Path, name: Name, writer: Writer) -> Mapping[str, str]:
    """Write a chapter in English; return its Chinese by its English."""
    summary = writer.fill(writer.phrases.one("summary"))
    body = writer.body()
    matter = dump(records.matter(name, summary, writer))
    write(guidance / name.document / f"{name.id}.md", f"---\n{matter}---\n\n{body}")
    return writer.chinese | {pair.en: pair.zh for pair in (name.title, summary)}


def _write_catalogues(root: Path, phrases: Phrases, chinese: Mapping[str, Mapping[str, str]]) -> None:
    """Write templates, Chinese catalogues and change records, which need the identities of the paragraphs."""
    loaded = load_corpus(root)
    assert loaded.corpus, loaded.issues
    for key, chapter in loaded.corpus.chapters.items():
        source = random.Random(f"{_SEED} {key}")
        template = make_template(key, chapter.blocks)
        catalogue = update_catalogue(None, None, chapter.blocks, "zh")
        catalogue = replace(
            catalogue, entries=tuple(_translate(entry, chinese[key], source) for entry in catalogue.entries)
        )
        for path, made in ((template.path, template), (f"translations/zh/{key}.po", catalogue)):
            write(root / path, write_catalogue(made))
        summary = Writer(phrases, source, ()).fill(phrases.one("change"))
        record = records.change(chapter, summary, source)
        write(root / "guidance" / chapter.matter.document / "changes" / f"{record['id']}.yml", dump(record))


def _translate(entry: Entry, chinese: Mapping[str, str], source: random.Random) -> Entry:
    """The entry translated, or left as real life leaves a few."""
    fate = source.random()
    if fate < MISSING:
        return entry
    done = replace(entry, target=chinese[entry.source])
    if fate < MISSING + STALE:
        older = " ".join(_OLDER.get(word, word) for word in entry.source.split(" "))
        return replace(done, fuzzy=True, previous=older if older != entry.source else f"{older} then")
    return done


if __name__ == "__main__":
    make_project(int(sys.argv[1]), Path(sys.argv[2]))
