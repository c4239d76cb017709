"""Links lead somewhere: to chapters and paragraphs that exist, to images that are there, and nowhere unsafe."""

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import unquote, urlsplit

from living_guidance.check.inline import Link, find_links
from living_guidance.check.places import place_in, place_of
from living_guidance.model import addresses
from living_guidance.model.corpus import FRONT_IDS, Block, Chapter, Corpus
from living_guidance.model.issue import Issue, Location
from living_guidance.model.naming import nearest
from living_guidance.model.records import is_listed
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.anchors import heading_anchors

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = frozenset({"http", "https", "mailto"})
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
_WORDLESS = frozenset({BlockKind.ROW, BlockKind.CODE})


def check_links(corpus: Corpus, day: date) -> Iterator[Issue]:
    """Every link and image of every chapter, in the original and in each translation; a day's site has its pages."""
    targets = _Targets(corpus, day)
    for chapter in corpus.chapters.values():
        folder = chapter.source.path.split("/")[1]
        for block in chapter.blocks:
            for link, where in _links_of(chapter, block):
                yield from _check_link(targets, chapter, folder, link, where)
        for catalogue in chapter.catalogues.values():
            for entry in catalogue.entries:
                if "](" not in entry.target and "<" not in entry.target:
                    continue
                for link in find_links(entry.target):
                    # A target that the source has as well is the source's affair.
                    if link.target not in entry.source:
                        yield from _check_link(targets, chapter, folder, link, place_of(catalogue.path, entry))


def _links_of(chapter: Chapter, block: Block) -> Iterator[tuple[Link, Location]]:
    """The links of a block, with their places."""
    if block.kind is BlockKind.IMAGE:
        # The text of an image is what is said in its stead; where it lies stands around that.
        start = chapter.body.rfind("\n", 0, block.start) + 1
        end = chapter.body.find("\n", block.start)
        for link in find_links(chapter.body[start : end if end >= 0 else None]):
            yield link, chapter.locate(block).down(0, link.at + 1)
    elif block.kind not in _WORDLESS:
        for link in find_links(block.text):
            yield link, place_in(chapter, block, link.at)


@dataclass(frozen=True)
class _Targets:
    """Everything in the corpus that a link may lead to on a day."""

    corpus: Corpus
    day: date

    @cached_property
    def pages(self) -> frozenset[str]:
        """The pages that are no chapters, as links name them."""
        corpus = self.corpus
        chemicals = corpus.registers.chemicals.items()
        fixed = (
            *(addresses.HOME, addresses.DOCUMENTS, addresses.CHEMICALS, addresses.TEAMS),
            *(addresses.CHANGES, addresses.ROUNDS, addresses.RELEASES, addresses.TRANSLATION),
        )
        return frozenset(
            {
                *fixed,
                *map(addresses.document_page, corpus.documents),
                *map(addresses.document_changes_page, corpus.documents),
                *(addresses.chapter_changes_page(*key.split("/")) for key in corpus.chapters),
                *(addresses.chemical_page(name) for name, one in chemicals if is_listed(one.value, self.day)),
                *map(addresses.team_page, corpus.registers.task_teams),
                *map(addresses.round_page, corpus.public_rounds),
                *self._own_pages(),
            }
        )

    def _own_pages(self) -> Iterator[str]:
        """The files of ``docs/`` as links name them: a page has one name for all its languages."""
        default, *others = self.corpus.settings.codes
        for path in (path.removeprefix("docs/") for path in self.corpus.files if path.startswith("docs/")):
            name, _, language = path.removesuffix(".md").rpartition(".")
            if not path.endswith(".md") or language not in {default, *others}:
                yield path
            elif language == default:
                yield f"{name}.md"

    @cached_property
    def chapters(self) -> Mapping[str, Chapter]:
        """The chapters by the path that links name."""
        return {f"{key}.md": chapter for key, chapter in self.corpus.chapters.items()}

    @cached_property
    def images(self) -> frozenset[str]:
        """The images beside the chapters, by the path that links name."""
        return frozenset(path.removeprefix("guidance/") for path in self.corpus.files if path.startswith("guidance/"))

    @cached_property
    def site(self) -> str:
        """The host and path of the site itself."""
        parts = urlsplit(self.corpus.settings.site_url)
        return f"{parts.netloc}{parts.path}".rstrip("/").lower()

    @cached_property
    def _fragments(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _paths(self) -> dict[str, tuple[str, ...]]:
        return {}

    def seen_from(self, folder: str) -> tuple[str, ...]:
        """The paths of what people write, chapters and pages about the site, as links in a document name them."""
        if folder not in self._paths:
            names = (*self.chapters, *(name for name in self._own_pages() if name.endswith(".md")))
            self._paths[folder] = tuple(posixpath.relpath(name, folder) for name in names)
        return self._paths[folder]

    def fragments(self, path: str) -> frozenset[str]:
        """The places inside a chapter that a link may name."""
        if path not in self._fragments:
            blocks = self.chapters[path].blocks
            ids = {block.id for block in blocks if block.id} - FRONT_IDS
            self._fragments[path] = frozenset(ids | set(heading_anchors(blocks).values()))
        return self._fragments[path]


def _check_link(targets: _Targets, chapter: Chapter, folder: str, link: Link, where: Location) -> Iterator[Issue]:
    """What is wrong with one link."""
    target = _BLANKS.sub("", html.unescape(link.target))
    scheme = _SCHEME.match(target)
    words = {"target": target[:120]}
    if not target:
        yield Issue("link.empty", where)
    elif scheme or target.startswith(("//", "\\")):
        yield from _check_address(targets, link, target, scheme[1].lower() if scheme else "", where)
    elif target.startswith("/"):
        yield Issue("link.absolute", where, words=words)
    elif link.is_image:
        yield from _check_image(targets, folder, target, where)
    else:
        path, _, fragment = target.partition("#")
        own = chapter.source.path.removeprefix("guidance/")
        page = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else own
        if page in targets.chapters:
            known = targets.fragments(page)
            if fragment and unquote(fragment) not in known:
                words = {"target": path or posixpath.basename(own), "fragment": fragment}
                yield Issue("link.no-fragment", where, words=words | {"nearest": nearest(fragment, known)})
        elif page not in targets.pages and f"guidance/{page}" not in targets.corpus.unread:
            words = {"target": path, "nearest": nearest(path, targets.seen_from(folder))}
            yield Issue("link.no-page", where, words=words)


def _check_address(targets: _Targets, link: Link, target: str, scheme: str, where: Location) -> Iterator[Issue]:
    """What is wrong with a link that leads out of the corpus."""
    parts = _split(target)
    address = f"{parts[0]}{parts[1]}".lower()
    if scheme and scheme not in _ALLOWED:
        yield Issue("link.scheme", where, words={"scheme": scheme})
    elif targets.site and (address == targets.site or address.startswith(f"{targets.site}/")):
        yield Issue("link.own-site", where, words={"target": target[:120]})
    elif not scheme:
        yield Issue("link.absolute", where, words={"target": target[:120]})
    elif link.is_image:
        yield Issue("link.far-image", where, words={"target": target[:120]})


def _split(target: str) -> tuple[str, str]:
    """The host and the path of an address; nothing of one that is malformed."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "", ""
    return parts.netloc, parts.path


def _check_image(targets: _Targets, folder: str, target: str, where: Location) -> Iterator[Issue]:
    path = posixpath.normpath(posixpath.join(folder, unquote(target.partition("#")[0])))
    if path not in targets.images:
        known = {posixpath.relpath(name, folder) for name in targets.images}
        yield Issue("link.no-image", where, words={"target": target[:120], "nearest": nearest(target, known)})
