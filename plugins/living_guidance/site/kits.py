"""The offline kits of open comment rounds: announced as files of the site, and written once its pages are rendered."""

import mimetypes
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from living_guidance.load.files import read_bytes
from living_guidance.render.bundle import bundle, inline_pictures
from living_guidance.render.comment_kit import Kit, KitChapter, KitMeans
from living_guidance.render.kit_text import Rendered
from living_guidance.render.pages import Page, render_kit
from living_guidance.site.project import Project
from living_guidance.view.chapter import ChapterPage
from living_guidance.view.commenting import ChapterCommenting, Commenting

_SCRIPT = "comment/kit.js"
_STYLES = ("comment/kit.css", "guidance.css", "comment.css")
_LARGEST = 3_000_000
"""The largest picture that goes into a file."""


class Kits:
    """The kits of one language after another."""

    def __init__(self, assets: Path) -> None:
        self._assets = assets
        self._texts: dict[str, Rendered] = {}

    def announce(self, project: Project, language: str, config: MkDocsConfig) -> Iterator[File]:
        """The files, empty as yet: pages link to them before there is anything to put into them."""
        self._texts = {}
        for uri in dict.fromkeys(commenting.round.kit.uri for _, commenting in _drafts(project, language)):
            yield File.generated(config, uri, content="")

    def take(self, page: Page, content: str, url: str) -> None:
        """Keep the text of a page that stands in a kit."""
        if commenting := _draft(page):
            self._texts[page.uri] = Rendered(commenting.key, url, content)

    def write(self, project: Project, language: str, folder: Path) -> None:
        """Write the files of a language."""
        found: dict[str, Commenting] = {}
        chapters: dict[str, list[KitChapter]] = {}
        for view, commenting in _drafts(project, language):
            if text := self._texts.get(view.uri):
                uri = commenting.round.kit.uri
                found[uri] = commenting.round
                chapters.setdefault(uri, []).append(KitChapter(view.title, view.summary, text))
        means = self._means(project) if found else None
        for uri, one in found.items():
            assert means
            kit = Kit(one, tuple(chapters[uri]))
            path = folder / uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render_kit(kit, project.messages(language), means), encoding="utf-8")

    def _means(self, project: Project) -> KitMeans:
        modules = {
            path.relative_to(self._assets).as_posix(): path.read_text(encoding="utf-8")
            for path in (*self._assets.glob("*.js"), *self._assets.glob("comment/*.js"))
        }
        pictures = {path.name: path.read_text(encoding="utf-8").strip() for path in self._assets.glob("*.svg")}
        styles = "".join((self._assets / name).read_text(encoding="utf-8") for name in _STYLES)
        return KitMeans(bundle(_SCRIPT, modules), inline_pictures(styles, pictures), partial(_picture, project))


def _drafts(project: Project, language: str) -> Iterator[tuple[ChapterPage, ChapterCommenting]]:
    """The pages of chapters that are open for comment, in the order of the documents."""
    for page in project.pages(language).values():
        if isinstance(page.view, ChapterPage) and (commenting := _draft(page)):
            yield page.view, commenting


def _draft(page: Page) -> ChapterCommenting | None:
    """How a page can be commented on that shows a draft at the draft's own address."""
    commenting = page.view.commenting if isinstance(page.view, ChapterPage) else None
    # The chapter's own address may show the draft as well.
    return commenting if commenting and commenting.is_here and page.uri == commenting.draft_uri else None


def _picture(project: Project, path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or ""
    if not kind.startswith("image/") or path.startswith(".."):
        return ""
    content, _ = read_bytes(project.root, f"guidance/{path}", _LARGEST)
    return f"data:{kind};base64,{b64encode(content).decode()}" if content else ""
