"""Names and places agree: ids are those of files and folders, listed where they should be, and unique."""

from collections.abc import Iterator

from living_guidance.model.corpus import FRONT_IDS, Chapter, Corpus, Located, Source
from living_guidance.model.issue import Issue
from living_guidance.model.naming import slug
from living_guidance.model.records import DocumentRecord


def check_identity(corpus: Corpus) -> Iterator[Issue]:
    """Ids against file and folder names, documents against their chapters, block ids against each other."""
    for folder, document in corpus.documents.items():
        yield from _same("identity.document-id", document.source, "id", document.value.id, folder)
        yield from _listed(corpus, folder, document)
    for key, chapter in corpus.chapters.items():
        folder, name = key.split("/")
        if "id" not in chapter.doubted:
            yield from _same("identity.chapter-id", chapter.source, "id", chapter.matter.id, name)
        if "document" not in chapter.doubted:
            yield from _same("identity.chapter-document", chapter.source, "document", chapter.matter.document, folder)
    for name, comment_round in corpus.rounds.items():
        yield from _same("identity.round-id", comment_round.source, "id", comment_round.value.id, name)
    for found in corpus.submissions.values():
        for name, one in found.submissions.items():
            yield from _same("identity.submission-id", one.source, "id", one.value.id, name)
    for key, change in corpus.changes.items():
        yield from _same("identity.change-id", change.source, "id", change.value.id, key.split("/")[1])
    yield from _block_ids(corpus)


def _same(code: str, source: Source, key: str, found: str, expected: str) -> Iterator[Issue]:
    # A file whose name can be no id has been told of already.
    if found != expected and slug(expected) == expected:
        yield Issue(code, source.at(key), words={"found": found, "expected": expected})


def _listed(corpus: Corpus, folder: str, document: Located[DocumentRecord]) -> Iterator[Issue]:
    """A document and its folder name the same chapters, each once."""
    listed = document.value.chapters
    present = [key.split("/")[1] for key in corpus.chapters if key.split("/")[0] == folder]
    for index, name in enumerate(listed):
        where = document.source.at("chapters", index)
        if name in listed[:index]:
            yield Issue("identity.listed-twice", where, words={"chapter": name})
        elif name not in present and (path := f"guidance/{folder}/{name}.md") not in corpus.unread:
            yield Issue("identity.no-chapter", where, words={"chapter": name, "path": path})
    for name in present:
        if name not in listed:
            where = corpus.chapters[f"{folder}/{name}"].source.at("id")
            yield Issue("identity.unlisted", where, words={"chapter": name, "path": document.source.path})


def _block_ids(corpus: Corpus) -> Iterator[Issue]:
    """A block's id is its own in the whole corpus; the title and summary are addressed by their chapter."""
    owners: dict[str, Chapter] = {}
    for chapter in corpus.chapters.values():
        own: set[str] = set()
        for block in chapter.blocks:
            if not block.id or block.id in FRONT_IDS:
                continue
            owner = owners.setdefault(block.id, chapter)
            if owner is not chapter or block.id in own:
                words = {"id": block.id, "path": owner.source.path}
                yield Issue("identity.block-id", chapter.locate(block), words=words)
            own.add(block.id)
