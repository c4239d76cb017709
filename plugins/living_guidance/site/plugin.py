"""The MkDocs plugin: hands the corpus's pages to MkDocs, one language at a time.

mkdocs-static-i18n builds every further language inside the default one's last event and replaces every file by a
fresh object, so files are handed over twice: before it (priority 50), and again, with their contents, after it
(priority -101). Every event runs once a language.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from living_guidance.check import run_checks
from living_guidance.load.cache import Cache
from living_guidance.load.corpus import load_corpus
from living_guidance.model.addresses import HOME
from living_guidance.model.issue import Location
from living_guidance.model.records import Settings
from living_guidance.model.shelf import RELEASES
from living_guidance.render.clean import clean, is_plain_id
from living_guidance.render.footnotes import FootnoteLinksExtension
from living_guidance.render.headings import headings
from living_guidance.render.marks import MarksExtension
from living_guidance.render.messages import Messages, load_messages
from living_guidance.render.pages import (
    Page,
    feed_of,
    render_borrowed,
    render_comparison,
    render_histories,
    render_page,
)
from living_guidance.render.passages import Decorator
from living_guidance.site.annex_letters import join_letters
from living_guidance.site.changes import change_files, kept_words
from living_guidance.site.day import EpochError, build_day
from living_guidance.site.editing import web_editor
from living_guidance.site.faults import concerns, errors_text, released_text, settings_text, site_issues
from living_guidance.site.kept_page import restore, store
from living_guidance.site.kits import Kits
from living_guidance.site.navigation import fold, navigation
from living_guidance.site.options import BuildOptions, LivingGuidanceConfig
from living_guidance.site.policy import content_security_policy
from living_guidance.site.project import Project
from living_guidance.site.rounds import Rounds
from living_guidance.site.search_sections import bear_nested_headings
from living_guidance.site.shelf import shelf_files
from living_guidance.site.sitemap import without
from living_guidance.site.texts import text_files
from living_guidance.site.ways import Ways
from living_guidance.text.discreet import discreet
from living_guidance.text.words import load_dictionary
from living_guidance.view.changelog import ChangelogPage
from living_guidance.view.chapter import ChapterPage
from living_guidance.view.comparison import ComparisonPage, PanesView
from living_guidance.view.standing import named_fragments

_clean_directory = utils.clean_directory
THEME = Path(__file__).parent / "theme"
ASSETS = "assets/living-guidance"
STYLES, SCRIPTS = ("guidance", "redline", "cite", "changelog", "rounds", "releases"), ("guidance", "cite", "releases")
OFFLINE = "offline.js"
"""What a release needs on a disk, before any script of the theme."""
_UNSEARCHED = "<!-- unsearched -->"
"""Stands for what a page holds while the theme's search goes through it."""


class LivingGuidancePlugin(BasePlugin[LivingGuidanceConfig]):  # type: ignore[no-untyped-call]
    """One instance serves all languages of a build."""

    project: Project
    edit_url: Callable[[Location], str]
    cache: Cache
    rounds: Rounds
    unlisted: set[str]
    """The addresses of pages that the sitemap leaves out."""
    unsearched: dict[str, str]
    """What pages of comments hold, which the search leaves out, by address: the theme would go through it even so."""
    found: str | None = None
    """What an earlier build made of the page that is rendered now."""
    env: Environment
    progress: Callable[[int, int], None] | None = None
    """Told how many pages are done, and how many there are in all."""

    def __init__(self) -> None:
        self.options = BuildOptions()
        self.decorator = Decorator()
        self.kits = Kits(THEME / ASSETS)
        self.own_nav: list[Any] = []
        self.done = self.in_all = 0
        self.serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Live across rebuilds of ``mkdocs serve``, which puts a script of its own into each page."""
        self.serving = command == "serve"
        bear_nested_headings()

    def on_build_error(self, *, error: Exception) -> None:
        """Let folders be emptied again: mkdocs-static-i18n stops that while it builds further languages."""
        utils.clean_directory = _clean_directory

    @event_priority(-110)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the corpus once a build; every language starts here, after mkdocs-static-i18n has chosen it."""
        if not _i18n(config).building:
            self.project = self._load(config)
            self.edit_url = web_editor(config)
            self.cache = self._cache(config)
            self.rounds = Rounds(self.project, self.cache)
            self.done = 0
            self.unlisted = set()
            self.unsearched = {}
            self.own_nav = list(config.nav or [])
            config.extra_css += [f"{ASSETS}/{name}.css" for name in STYLES]
            config.extra_javascript += [f"{ASSETS}/{name}.js" for name in SCRIPTS]
            if self.options.release:
                config.extra["polyfills"] = [*config.extra.get("polyfills", ()), f"{ASSETS}/{OFFLINE}"]
            extensions = [
                MarksExtension(self.decorator, self.decorator.relink),
                FootnoteLinksExtension(self.decorator.footnote_title),
            ]
            config.markdown_extensions += extensions  # type: ignore[arg-type]
            config.watch += map(str, self.project.folders(self.options.only))
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(THEME))
        return config

    def _load(self, config: MkDocsConfig) -> Project:
        if problem := released_text(Path(config.site_dir)):
            raise PluginError(problem)
        root = Path(config.config_file_path).parent
        # What a server remembers may have been edited since.
        load_messages.cache_clear()
        loaded = load_corpus(root, cache=Cache(self._cache_folder(root)))
        if loaded.corpus is None:
            raise PluginError(errors_text(loaded.issues))
        corpus, day = loaded.corpus, self._day(loaded.corpus.settings)
        issues = [*loaded.issues, *run_checks(corpus, day), *site_issues(root, corpus)]
        if self.options.only:
            issues = [issue for issue in issues if concerns(issue, self.options.only)]
            corpus = corpus.readable
        if problem := errors_text(issues):
            raise PluginError(problem)
        if "zh" in corpus.settings.codes:
            # The theme's search cuts Chinese with it too.
            load_dictionary()
        return Project(root, discreet(corpus), day, is_final=bool(self.options.release))

    def _cache_folder(self, root: Path) -> Path | None:
        # A preview leaves pages out, and so has links that no other build has.
        return root / ".cache" / "guidance" if self.options.cache and not self.options.only else None

    def _cache(self, config: MkDocsConfig) -> Cache:
        """What earlier builds made; it depends on settings, hooks, interface, snapshots and which pages there are."""
        root, states, corpus = self.project.root, self.project.states, self.project.corpus
        # By their paths, whatever MkDocs says their type is.
        hooks = (Path(str(hook.__file__)) for hook in cast(Any, config.hooks).values())
        files = [root / "mkdocs.yml", *hooks, *sorted(root.glob("translations/interface/**/*.po"))]
        # No text may link to what is made of comments, so that one more of them changes nothing elsewhere.
        own = [uri for uri, page in self.project.pages(corpus.settings.codes[0]).items() if not page.is_of_comments]
        pages = [*own, *sorted(corpus.files)]
        standing = [(key, states.standing(key).id) for key in states.chapters]
        terms = [corpus.terms(code) for code in corpus.settings.codes]
        # What one page says of the other states is in their titles, days and ledgers.
        snapshots = [one.record for one in corpus.published(self.project.day)]
        made_from = repr((pages, standing, terms, snapshots, named_fragments(states)))
        return Cache(self._cache_folder(root), *(file.read_text(encoding="utf-8") for file in files), made_from)

    def _day(self, settings: Settings) -> date:
        try:
            return build_day(self.options.day, settings.as_of)
        except EpochError as error:
            raise PluginError(str(error)) from error

    def _pages(self, language: str) -> dict[str, Page]:
        pages = self.project.pages(language)
        if not self.options.only:
            return dict(pages)
        wanted = {HOME, f"{self.options.only}.md"}
        return {uri: page for uri, page in pages.items() if uri in wanted}

    @event_priority(50)
    def _announce_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Append every page in every language, as if it stood in docs/, for mkdocs-static-i18n to sort."""
        default, *others = self.project.corpus.settings.codes
        if self.options.only:
            for file in files.documentation_pages():
                files.remove(file)
        for uri in self._pages(default):
            # A page that stands in docs/ in the default language only is shown in that language elsewhere.
            is_written = files.get_file_from_path(uri) is not None
            for name in (uri, *(() if is_written else (_localised(uri, code) for code in others))):
                if files.get_file_from_path(name) is None:
                    file = File.generated(config, name, content="")
                    file.abs_src_path = str(Path(config.docs_dir, name))
                    files.append(file)
        images = sorted(path for path in self.project.corpus.files if path.startswith("guidance/"))
        for name in (path.removeprefix("guidance/") for path in images):
            files.append(File(name, str(self.project.root / "guidance"), config.site_dir, config.use_directory_urls))
        return files

    @event_priority(-101)
    def _fill_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give the fresh objects their contents, and set the navigation of this language."""
        language = _i18n(config).current_language
        messages = self.project.messages(language)
        for uri, page in self._pages(language).items():
            file = files.get_file_from_path(uri)
            if file is None or Path(config.docs_dir, file.src_uri).exists():
                continue
            # The blank line keeps MkDocs from taking a first line such as "Table: …" for metadata of its own.
            file.content_string = f"\n{page.text.marked}" if page.text else "\n"
            file.generated_by = "living-guidance"
            file.edit_uri = None
        config.nav = (
            list(self._pages(language))
            if self.options.only
            else navigation(self.project.states, messages, self.own_nav)
        )
        if not self.options.only:
            for file in change_files(self.project, language, config):
                files.append(file)
            for file in text_files(self.project, language, files, config, self.cache):
                files.append(file)
            for file in self.kits.announce(self.project, language, config):
                files.append(file)
            for file in self.rounds.files(language, config):
                files.append(file)
            for file in shelf_files(self.project, config):
                files.append(file)
        self.in_all = len(files.documentation_pages()) * len(self.project.corpus.settings.codes)
        return files

    on_files = CombinedEvent(_announce_files, _fill_files)

    @event_priority(-110)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Fold the sections, after mkdocs-static-i18n has gone through them."""
        return fold(nav)

    def _page(self, page: SitePage, config: MkDocsConfig) -> Page | None:
        """Our page behind a page of MkDocs, if it is one."""
        return self.project.pages(_i18n(config).current_language).get(cast(Any, page.file).norm_src_uri)

    def on_page_markdown(self, markdown: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Name the page, and tell the Markdown extension whose text is rendered next."""
        ours = self._page(page, config)
        view = ours.view if ours and isinstance(ours.view, ChapterPage) else None
        messages = self.project.messages(_i18n(config).current_language)
        resolve = self._ways(page, files).resolve(view.state) if view else None
        self.decorator.prepare(view, self.edit_url, messages, resolve)
        page.update_date = self.project.day.isoformat()
        if ours and ours.uri == HOME:
            page.meta["hide"] = ["navigation", "toc", "footer"]
        if ours and ours.title:
            page.title = escape(ours.title)
        if ours and ours.description:
            page.meta["description"] = ours.description
        if ours and not ours.is_found:
            page.meta["search"] = {"exclude": True}
            self.unlisted.add(page.canonical_url or "")
            page.meta["robots"] = "" if ours.canonical else "noindex"
        if ours and not ours.is_searched:
            page.meta["search"] = {"exclude": True}
        self.found = self.cache.find(*self._frozen(ours, messages)) if self._frozen(ours, messages) else None
        feed = feed_of(ours, self.project.corpus.settings, messages.language) if ours else ""
        # An empty path would be the home page's.
        if feed and (found := files.get_file_from_path(feed)):
            page.meta["feed"] = get_relative_url(found.url, page.url)
        if ours and ours.canonical and (canonical := files.get_file_from_path(ours.canonical)):
            page.meta["canonical"] = urljoin(config.site_url or "", canonical.url)
        return "" if self.found else markdown

    def _frozen(self, page: Page | None, messages: Messages) -> tuple[str, ...]:
        """What a frozen page is made from; empty for any other page."""
        view = page.view if page else None
        if not isinstance(view, ChapterPage) or view.state.snapshot is None:
            return ()
        digest = self.project.states.digest(view.state, messages.language)
        return ("page", view.uri, messages.language, digest)

    def _content(self, html: str, page: SitePage, config: MkDocsConfig) -> str:
        """The text of a page, cleaned; that of a frozen page is kept with its table of contents."""
        messages = self.project.messages(_i18n(config).current_language)
        if self.found:
            return restore(self.found, page)
        content = clean(html)
        if parts := self._frozen(self._page(page, config), messages):
            self.cache.keep(store(content, page), *parts)
        return content

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Clean what people wrote, and put the page's own parts around it."""
        self._escape_metadata(page)
        if self.progress:
            self.done += 1
            self.progress(self.done, self.in_all)
        messages = self.project.messages(_i18n(config).current_language)
        content = self._content(html, page, config)
        if (written := cast(Any, page.file).locale) != messages.language:
            content = render_borrowed(content, written, messages)
        ours = self._page(page, config)
        if ours is None:
            return content

        self.kits.take(ours, content, page.url)
        ways = self._ways(page, files)
        if isinstance(ours.view, ComparisonPage | PanesView):
            content = self._comparison(ours.view, messages, ways)
        elif isinstance(ours.view, ChangelogPage) and ours.view.histories:
            # MkDocs knows only the anchors of pages that were written in Markdown.
            page.present_anchor_ids = {one.anchor for one in ours.view.histories}
            content = render_histories(ours.view, kept_words(self.project, messages, self.cache), messages, ways.to)
        content = self.rounds.content(ours.view, content, messages, ways)
        rendered = render_page(ours, content, messages, ways.to, self.project.day)
        if ours.text is None:
            page.toc = _contents(rendered)
        if ours.is_found or not ours.is_of_comments:
            return rendered
        self.unsearched[page.url] = rendered
        return _UNSEARCHED

    def _ways(self, page: SitePage, files: Files) -> Ways:
        return Ways(page, files, self.project.states, bool(self.options.only))

    def _comparison(self, view: ComparisonPage | PanesView, messages: Messages, ways: Ways) -> str:
        """The redline of a page, kept from one build to the next."""
        page, other = (view.comparison, view.other) if isinstance(view, PanesView) else (view, "")
        states = self.project.states
        languages = (page.language, other) if other else (page.language,)
        digests = [states.digest(one, code) for one in (page.before, page.state) for code in languages]
        follow = ways.from_text(page.state)
        return self.cache(
            lambda: render_comparison(view, states, messages, follow), "redline", view.uri, messages.language, *digests
        )

    @staticmethod
    def _escape_metadata(page: SitePage) -> None:
        """The theme prints what front matter says, and the table of contents, as they are."""
        if page.title and not isinstance(page.title, Markup):
            page.title = escape(page.title)
        for key, value in page.meta.items():
            # The name of a template is looked up, not printed.
            if isinstance(value, str) and key != "template":
                page.meta[key] = escape(value)
        _escape_contents(page.toc)

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the environment: the policy is made from the theme's own partials."""
        self.env = env
        return env

    @event_priority(-110)
    def on_page_context(
        self, context: TemplateContext, *, page: SitePage, config: MkDocsConfig, nav: Any
    ) -> TemplateContext:
        """Give the theme what our templates add to a page, and what its search need not have gone through."""
        if page.url in self.unsearched:
            # Hooks may have put something around it.
            page.content = (page.content or "").replace(_UNSEARCHED, self.unsearched.pop(page.url), 1)
        path = page.url.removeprefix(self._home(config)).removeprefix(f"{RELEASES}/")
        return self._furnish(context, config, get_relative_url(".", page.url), path)

    @event_priority(-110)
    def on_post_page(self, output: str, *, page: SitePage, config: MkDocsConfig) -> str:
        """Forget what a page holds once it is written; MkDocs would remember that of all pages to the end."""
        page.content = None
        return output

    @event_priority(-110)
    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The same for 404.html."""
        return self._furnish(context, config, str(context.get("base_url", ".")))

    def _furnish(
        self, context: TemplateContext, config: MkDocsConfig, base_url: str, path: str = ""
    ) -> TemplateContext:
        """Add what our templates show; path is the address, in its language, of what a release has of the page."""
        codes = self.project.corpus.settings.codes
        return context | {  # type: ignore[return-value]
            "guidance": {
                "policy": "" if self.serving else content_security_policy(self.env, config, base_url),
                "messages": self.project.messages(_i18n(config).current_language),
                "every_language": [self.project.messages(code) for code in codes],
                "as_of": self.project.day if self.project.corpus.settings.as_of else None,
                "release": self.project.corpus.snapshots.get(self.options.release),
                # A preview has no such page.
                "shelf": "" if self.options.only else f"{self._home(config)}{RELEASES}/",
                "path": path,
            }
        }

    def _home(self, config: MkDocsConfig) -> str:
        """Where the pages of this language stand; nowhere special for the default one."""
        prefix = self.project.corpus.settings.prefix(_i18n(config).current_language)
        return f"{prefix}/" if prefix else ""

    @event_priority(10)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Mend the search index of this language before it is written and kept for the index of all."""
        if search := config.plugins.get("material/search"):
            join_letters(cast(Any, search).search_index.entries)
        self.kits.write(self.project, _i18n(config).current_language, Path(config.site_dir))
        self.cache.prune()

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Keep 404.html as it is first: it is rendered for every language. The last sitemap is the one with all."""
        if template_name == "sitemap.xml":
            return without(output_content, self.unlisted)
        return output_content if _i18n(config).is_default_language_build else ""


def _i18n(config: MkDocsConfig) -> Any:
    """The plugin that builds one language after another."""
    if "i18n" not in config.plugins:
        raise PluginError(settings_text(Path(config.config_file_path).parent))
    return config.plugins["i18n"]


def _localised(uri: str, language: str) -> str:
    return f"{uri.removesuffix('.md')}.{language}.md"


def _escape_contents(entries: Iterable[AnchorLink]) -> None:
    """Take what a browser, though not Python-Markdown, sees as a tag out of the words of headings; drop odd ids."""
    for entry in entries:
        entry.title = escape(Markup(entry.title).striptags())  # noqa: S704 - what is left is escaped
        entry.id = entry.id if is_plain_id(entry.id) else ""
        _escape_contents(entry.children)


def _contents(html: str) -> TableOfContents:
    return TableOfContents([AnchorLink(title, fragment, 2) for title, fragment in headings(html)])
