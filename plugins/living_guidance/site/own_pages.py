"""The pages about the site, in docs/: what is wrong with them that MkDocs would not say."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from living_guidance.load.files import read_file
from living_guidance.model.addresses import SECTIONS
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Location
from living_guidance.model.naming import slug
from living_guidance.model.records import RESERVED_IDS


def own_page_issues(root: Path, corpus: Corpus) -> Iterator[Issue]:
    """Pages that cannot be read, would vanish, or stand where pages of the guidance do."""
    codes = corpus.settings.codes
    reserved = RESERVED_IDS | SECTIONS | set(codes) | set(corpus.documents)
    for path in sorted(corpus.files):
        if not (path.startswith("docs/") and path.endswith(".md")):
            continue
        where = Location(path)
        yield from read_file(root, path).issues
        page = PurePosixPath(path.removeprefix("docs/")).with_suffix("")
        name = page.stem if page.suffix.removeprefix(".") in codes else page.name
        if "." in name:
            # MkDocs would take what follows the dot for a language, and leave the page out.
            yield Issue("name.dotted", where, words={"name": name, "proposal": slug(name)})
        first = page.parts[0] if len(page.parts) > 1 else name
        if first in reserved:
            yield Issue("name.reserved", where, words={"name": first, "reserved": ", ".join(sorted(reserved))})
