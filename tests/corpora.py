"""Small corpora made from a few lines, without a disk."""

from collections.abc import Mapping
from typing import Any

from living_guidance.model.corpus import Chapter, Corpus, Located, Registers, Source
from living_guidance.model.records import (
    Body,
    ChangeRecord,
    ChapterMatter,
    Chemical,
    Decision,
    DocumentRecord,
    KnownSubmitter,
    Meeting,
    Record,
    Settings,
    SiteLanguage,
)
from living_guidance.model.rounds import RoundRecord
from living_guidance.text.blocks import read_blocks
from living_guidance.text.catalogues import update_catalogue
from living_guidance.text.identity import identify

SETTINGS = Settings(
    site_name="Test",
    languages=(SiteLanguage(code="en", name="English"), SiteLanguage(code="zh", name="中文")),
)
WORDS = {"en": "Words", "zh": "词语"}
SUBMITTERS = (
    KnownSubmitter.model_validate(
        {
            "id": "party-a",
            "name": {"en": "Party A", "zh": "缔约方A"},
            "category": "party",
            "country": "XA",
            "region": "african",
            "aliases": ("The Republic of A", "A-land"),
        }
    ),
    KnownSubmitter.model_validate(
        {"id": "observer-b", "name": {"en": "Observer B", "zh": "观察员B"}, "category": "ngo"}
    ),
)
"""The register of those who comment on rounds."""


def matter(**fields: Any) -> ChapterMatter:
    """Front matter with all that must be there."""
    given = {
        "id": "furnaces",
        "document": "alpha",
        "title": "Furnaces",
        "chemicals": ("dioxin",),
        "task_team": "team-heat",
        "language": "en",
        "version": "1.0-draft.1",
        "status": "draft",
        "date": "2018-06-29",
    }
    return ChapterMatter.model_validate(given | fields)


def chapter(body: str, translations: Mapping[str, Mapping[str, str]] | None = None, **fields: Any) -> Chapter:
    """A chapter with this body; translations are by language, then by source text."""
    front = matter(**fields)
    found = identify(front.document, front.id, read_blocks(body).blocks, None)
    catalogues = {}
    for language, targets in (translations or {}).items():
        catalogue = update_catalogue(None, None, found.blocks, language)
        entries = tuple(
            entry.__class__(entry.id, entry.source, targets.get(entry.source, ""), comment=entry.comment, line=number)
            for number, entry in enumerate(catalogue.entries, start=1)
        )
        catalogues[language] = catalogue.__class__(path=f"{language}.po", language=language, entries=entries)
    return Chapter(front, Source("chapter.md"), body, 10, found.blocks, None, catalogues)


def document(**fields: Any) -> DocumentRecord:
    """A document with all that must be there."""
    given = {
        "id": "alpha",
        "title": WORDS,
        "short": WORDS,
        "summary": WORDS,
        "chemicals": ("dioxin",),
        "annex": ("C",),
        "task_team": "team-heat",
        "series": "inf",
        "chapters": ("furnaces",),
    }
    return DocumentRecord.model_validate(given | fields)


def comment_round(**fields: Any) -> RoundRecord:
    """A comment round with all that must be there."""
    given = {
        "id": "first",
        "title": WORDS,
        "documents": ("alpha",),
        "ordinal": 1,
        "kind": "first_draft",
        "audience": "public",
        "languages_available": ("en",),
        "languages_accepted": ("en", "zh"),
        "opens": "2018-06-29",
        "closes": "2018-07-31",
        "zone": "Europe/Zurich",
        "closing_words": WORDS,
        "late_policy": "return",
        "publication_policy": "named",
    }
    return RoundRecord.model_validate(given | fields)


def change(**fields: Any) -> ChangeRecord:
    """A change record with all that must be there."""
    given = {
        "id": "2018-09-01-x",
        "chapter": "furnaces",
        "date": "2018-09-01",
        "kind": "modify",
        "class": "editorial",
        "summary": WORDS,
    }
    return ChangeRecord.model_validate(given | fields)


def chemical(**fields: Any) -> Chemical:
    """A chemical with all that must be there."""
    given = {"id": "dioxin", "name": WORDS, "listings": ({"annex": "C", "adopted": "2001-05-22"},), "source": "Annex C"}
    return Chemical.model_validate(given | fields)


def located(*records: Record) -> dict[str, Any]:
    """Records by id, each as if read from a file."""
    return {record.id: Located(record, Source("records.yml")) for record in records}  # type: ignore[attr-defined]


def corpus(*chapters: Chapter, **parts: Any) -> Corpus:
    """A corpus of these chapters; its other parts by name."""
    registers = Registers(
        **{
            name: located(*parts.pop(name, ()))
            for name, _ in (("chemicals", Chemical), ("bodies", Body), ("meetings", Meeting), ("decisions", Decision))
        }
    )
    return Corpus(
        settings=parts.pop("settings", SETTINGS),
        documents=located(*parts.pop("documents", (document(),))),
        chapters={one.key: one for one in chapters},
        registers=registers,
        rounds=located(*parts.pop("rounds", ())),
        changes={f"alpha/{one.id}": Located(one, Source("change.yml")) for one in parts.pop("changes", ())},
        **parts,
    )
