"""The MkDocs plugin: hands the corpus's pages to MkDocs, one language at a time.

mkdocs-static-i18n builds every further language inside the default one's last event and replaces every file by a
fresh object, so files are handed over twice: before it (priority 50), and again, with their contents, after it
(priority -101). Every event runs once a language.
"""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

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
from living_guidance.load.corpus import load_corpus
from living_guidance.model.addresses import HOME
from living_guidance.render.clean import clean, is_plain_id
from living_guidance.render.footnotes import FootnoteLinksExtension
from living_guidance.render.headings import headings
from living_guidance.render.marks import MarksExtension
from living_guidance.render.messages import load_messages
from living_guidance.render.pages import Page, render_borrowed, render_page
from living_guidance.render.passages import Decorator
from living_guidance.site.annex_letters import join_letters
from living_guidance.site.faults import errors_text, settings_text, site_issues
from living_guidance.site.navigation import fold, navigation
from living_guidance.site.options import BuildOptions, LivingGuidanceConfig
from living_guidance.site.policy import content_security_policy
from living_guidance.site.project import Project
from living_guidance.text.words import load_dictionary
from living_guidance.view.chapter import ChapterPage

_clean_directory = utils.clean_directory
THEME = Path(__file__).parent / "theme"
ASSETS = "assets/living-guidance"


class LivingGuidancePlugin(BasePlugin[LivingGuidanceConfig]):  # type: ignore[no-untyped-call]
    """One instance serves all languages of a build."""

    project: Project
    env: Environment
    progress: Callable[[int, int], None] | None = None
    """Told how many pages are done, and how many there are in all."""

    def __init__(self) -> None:
        self.options = BuildOptions()
        self.decorator = Decorator()
        self.own_nav: list[Any] = []
        self.done = self.in_all = 0
        self.serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Live across rebuilds of ``mkdocs serve``, which puts a script of its own into each page."""
        self.serving = command == "serve"

    def on_build_error(self, *, error: Exception) -> None:
        """Let folders be emptied again: mkdocs-static-i18n stops that while it builds further languages."""
        utils.clean_directory = _clean_directory

    @event_priority(-110)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the corpus once a build; every language starts here, after mkdocs-static-i18n has chosen it."""
        if not _i18n(config).building:
            self.project = self._load(config)
            self.done = 0
            self.own_nav = list(config.nav or [])
            config.extra_css.append(f"{ASSETS}/guidance.css")
            config.extra_javascript.append(f"{ASSETS}/guidance.js")
            extensions = [MarksExtension(self.decorator), FootnoteLinksExtension(self.decorator.footnote_title)]
            config.markdown_extensions += extensions  # type: ignore[arg-type]
            config.watch += map(str, self.project.folders(self.options.only))
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(THEME))
        return config

    def _load(self, config: MkDocsConfig) -> Project:
        root = Path(config.config_file_path).parent
        # What a server remembers may have been edited since.
        load_messages.cache_clear()
        loaded = load_corpus(root)
        issues = list(loaded.issues)
        if loaded.corpus:
            issues += [*run_checks(loaded.corpus), *site_issues(root, loaded.corpus)]
        problem = errors_text(issues)
        if problem or not loaded.corpus:
            raise PluginError(problem)
        if "zh" in loaded.corpus.settings.codes:
            # The theme's search cuts Chinese with it too.
            load_dictionary()
        return Project(root, loaded.corpus, self._day())

    def _day(self) -> date:
        if day := self.options.day or self.config.as_of:
            return day
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            return datetime.fromtimestamp(int(epoch), UTC).date()
        return datetime.now(UTC).date()

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
            else navigation(self.project.corpus, messages, self.own_nav)
        )
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
        self.decorator.prepare(view, self.project.corpus.settings, messages)
        page.update_date = self.project.day.isoformat()
        if ours and ours.uri == HOME:
            page.meta["hide"] = ["navigation", "toc", "footer"]
        if ours and ours.title:
            page.title = escape(ours.title)
        if ours and ours.description:
            page.meta["description"] = ours.description
        return markdown

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Clean what people wrote, and put the page's own parts around it."""
        self._escape_metadata(page)
        if self.progress:
            self.done += 1
            self.progress(self.done, self.in_all)
        messages = self.project.messages(_i18n(config).current_language)
        content = clean(html)
        if (written := cast(Any, page.file).locale) != messages.language:
            content = render_borrowed(content, written, messages)
        ours = self._page(page, config)
        if ours is None:
            return content

        def link(uri: str) -> str:
            path, mark, fragment = uri.partition("#")
            file = files.get_file_from_path(path)
            if file is None:
                if self.options.only:
                    return "#"
                raise PluginError(f"{ours.uri} links to {path}, which is not a page of the site")
            return get_relative_url(file.url, page.url) + mark + fragment

        rendered = render_page(ours, content, messages, link, self.project.day)
        if ours.text is None:
            page.toc = _contents(rendered)
        return rendered

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
        """Give the theme what our templates add to a page."""
        return self._furnish(context, config, get_relative_url(".", page.url))

    @event_priority(-110)
    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The same for 404.html."""
        return self._furnish(context, config, str(context.get("base_url", ".")))

    def _furnish(self, context: TemplateContext, config: MkDocsConfig, base_url: str) -> TemplateContext:
        codes = self.project.corpus.settings.codes
        return context | {  # type: ignore[return-value]
            "guidance": {
                "policy": "" if self.serving else content_security_policy(self.env, config, base_url),
                "messages": self.project.messages(_i18n(config).current_language),
                "every_language": [self.project.messages(code) for code in codes],
                "as_of": self.project.day if self.config.as_of else None,
            }
        }

    @event_priority(10)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Mend the search index of this language before it is written and kept for the index of all."""
        if search := config.plugins.get("material/search"):
            join_letters(cast(Any, search).search_index.entries)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Keep 404.html as it is first: it is rendered for every language. The last sitemap is the one with all."""
        is_first = _i18n(config).is_default_language_build
        return output_content if is_first or template_name == "sitemap.xml" else ""


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
