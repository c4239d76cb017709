"""Comment rounds on the site: what is made of comments, kept from build to build, and their files of data."""

from collections.abc import Callable, Iterator
from functools import cache as remembered
from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from living_guidance.exchange.comments.form import comment_form
from living_guidance.exchange.comments.form_csv import write_form_csv
from living_guidance.exchange.comments.form_xlsx import write_form_xlsx
from living_guidance.exchange.comments.inert import inert
from living_guidance.load.cache import Cache
from living_guidance.model.addresses import comments_file, form_file, submissions_file
from living_guidance.render.comments_data import comments_csv, comments_json, receipt_csv
from living_guidance.render.histories import ChangedWords
from living_guidance.render.messages import Messages
from living_guidance.render.pages import FORMS
from living_guidance.render.round_parts import render_compilation, render_receipt, render_remarks
from living_guidance.render.submissions_data import submissions_json
from living_guidance.site.changes import kept_words
from living_guidance.site.project import Project
from living_guidance.site.ways import Ways
from living_guidance.view.chapter import ChapterPage
from living_guidance.view.comment import title_of_part
from living_guidance.view.receipt import ReceiptPage, receipt_lines
from living_guidance.view.round_comments import CompilationPage
from living_guidance.view.submitted import Submitted
from living_guidance.view.told import Told, digest_of


class Rounds:
    """What one build makes of the comments."""

    def __init__(self, project: Project, cache: Cache) -> None:
        self._project = project
        self._cache = cache
        self._words: dict[str, ChangedWords] = {}
        self._data: dict[tuple[str, str], str] = {}
        self._forms: dict[tuple[str, str], bytes] = {}

    def files(self, language: str, config: MkDocsConfig) -> Iterator[File]:
        """All comments of each round as data, which every language links to; each receipt as a table in a language."""
        for told in self._project.rounds.values():
            for form in FORMS if told.is_open else ():
                yield File.generated(config, form_file(told.record.id, form), content=self._form_of(told, form))
            for form in ("json", "csv") if told.comments else ():
                yield File.generated(config, comments_file(told.record.id, form), content=self._data_of(told, form))
        messages = self._project.messages(language)
        for page in self._project.pages(language).values():
            if isinstance(page.view, ReceiptPage):
                yield File.generated(config, page.view.file_uri, content=self._table(page.view, messages))

        for call in self._project.calls.values():
            yield from self._submitted(call, config)

    def _submitted(self, call: Submitted, config: MkDocsConfig) -> Iterator[File]:
        """The submissions to a call as data, and their files as they came."""
        if call.submissions:
            data = submissions_json(call)
            yield File.generated(config, submissions_file(call.record.id), content=data)
        for uri, path in call.published.items():
            yield File.generated(config, uri, abs_src_path=str(self._project.root / path))

    def _form_of(self, told: Told, form: str) -> bytes:
        """The empty form of an open round, which is the same in every language."""
        key = told.record.id, form
        if key not in self._forms:
            codes = self._project.corpus.settings.codes
            filled = comment_form(told.states.corpus, told.record, told.day)
            write = write_form_xlsx if form == "xlsx" else write_form_csv
            self._forms[key] = write(filled, [self._project.messages(code) for code in codes])
        return self._forms[key]

    def _data_of(self, told: Told, form: str) -> str:
        key = told.record.id, form
        if key not in self._data:
            digest = digest_of(told, told.comments.values(), "")
            make = partial(comments_json, told) if form == "json" else partial(comments_csv, told, inert)
            self._data[key] = self._cache(make, "comments", comments_file(*key), digest)
        return self._data[key]

    def _table(self, view: ReceiptPage, messages: Messages) -> str:
        told, language = view.told, messages.language

        def make() -> str:
            lines = receipt_lines(view)
            titles = {line.comment.key: title_of_part(told, line.comment.key, language).text for line in lines}
            return receipt_csv(lines, titles, messages, inert)

        return self._cache(make, "receipt table", view.file_uri, digest_of(told, view.receipt.comments, language))

    def content(self, view: object, content: str, messages: Messages, ways: Ways) -> str:
        """The content of a page with its comments; that of any other as it is.

        What is made of comments is made again only where they, their answers or the texts that they are on have
        changed. The text of a draft is kept without the comments on it.
        """
        if isinstance(view, CompilationPage | ReceiptPage):
            comments = view.comments if isinstance(view, CompilationPage) else view.receipt.comments
            digest = digest_of(view.told, comments, messages.language)
            make = partial(self._make, view, messages, _quick(ways))
            return self._cache(make, "comments", view.uri, messages.language, digest)
        if isinstance(view, ChapterPage) and view.remarks:
            return render_remarks(content, view.remarks, messages, _quick(ways))
        return content

    def _make(self, view: CompilationPage | ReceiptPage, messages: Messages, link: Callable[[str], str]) -> str:
        if isinstance(view, CompilationPage):
            return render_compilation(view, messages, link)
        if messages.language not in self._words:
            self._words[messages.language] = remembered(kept_words(self._project, messages, self._cache))
        return render_receipt(view, self._words[messages.language], messages, link)


def _quick(ways: Ways) -> Callable[[str], str]:
    """The same ways from a page that has thousands of links to few others."""
    to = remembered(ways.to)

    def link(uri: str) -> str:
        path, mark, fragment = uri.partition("#")
        return f"{to(path)}{mark}{fragment}"

    return link
