"""What the branch that is checked out changes against another: for a comment beside a pull request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from living_guidance.cli.common import Refused, Unavailable, progress_bar, tell, today
from living_guidance.cli.translate import check_language
from living_guidance.cli.words import say
from living_guidance.load.changed import PARTS, changed_files
from living_guidance.load.corpus import Loaded, load_corpus
from living_guidance.load.git import GitError, GitFault, open_repository
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue
from living_guidance.model.vocabulary import FileFate
from living_guidance.render.messages import load_messages
from living_guidance.view.branch import BranchPage, branch_view, chapter_of

_SAID = {
    GitFault.ABSENT: "cli.git.absent",
    GitFault.NO_REPOSITORY: "cli.git.no-repository",
    GitFault.UNKNOWN: "cli.git.unknown",
    GitFault.SHALLOW: "cli.git.shallow",
    GitFault.UNRELATED: "cli.git.unrelated",
    GitFault.FAILED: "cli.git.failed",
}
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\]+")


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    base: str
    form: str
    language: str | None
    preview_url: str | None
    whole: str | None


def refusal(error: GitError) -> Refused:
    """What a person is told where git cannot tell."""
    kind = Unavailable if error.fault is GitFault.ABSENT else Refused
    return kind(_SAID[error.fault], **{"near": "–", "revision": "", "path": "", "reason": "", **error.words})


def branch_text(root: Path, order: Order, day: date | None) -> tuple[str, bool]:
    """What the branch changes, in the form that was asked for, and whether that is anything."""
    if order.preview_url and not _ADDRESS.fullmatch(order.preview_url):
        raise click.BadParameter(say("cli.diff.bad-url", found=order.preview_url))
    loaded = load_corpus(root)
    if loaded.corpus is None:
        tell(loaded.issues)
        raise Refused("cli.unreadable")
    after = loaded.corpus
    when = today(after, day)
    languages = [check_language(after, order.language)] if order.language else list(after.settings.codes)
    with TemporaryDirectory(prefix="guidance-") as folder, progress_bar(say("cli.diff.progress")) as progress:
        progress(0, 3)
        base = Path(folder)
        try:
            repository = open_repository(root)
            repository.write_files(repository.merge_base(order.base), PARTS, base)
        except GitError as error:
            raise refusal(error) from error
        progress(1, 3)
        # A base without settings has nothing that could be read.
        before = load_corpus(base).corpus or Corpus(after.settings)
        progress(2, 3)
        files = changed_files(base, root)
        page = branch_view(before, after, files, when, languages)
        issues = _issues(root, loaded, after, files, page, when)
    return _rendered(order, page, issues, after), bool(page.chapters or page.files)


def _issues(
    root: Path, loaded: Loaded, corpus: Corpus, files: Mapping[str, FileFate], page: BranchPage, when: date
) -> tuple[Issue, ...]:
    """What the check says of the files that changed, and of the catalogues of chapters that did."""
    from living_guidance.check import run_checks
    from living_guidance.site.faults import site_issues

    chapters = {chapter.key for chapter in page.chapters}
    every = [*loaded.issues, *run_checks(corpus, when), *site_issues(root, corpus)]
    found = [issue for issue in every if issue.where.path in files or chapter_of(issue.where.path) in chapters]
    return tuple(sorted(found, key=lambda issue: (issue.severity, issue.where, issue.code)))


def _rendered(order: Order, page: BranchPage, issues: tuple[Issue, ...], corpus: Corpus) -> str:
    from living_guidance.render.branch_markdown import Preview, branch_markdown, summary

    messages = load_messages(say.language)
    url = order.preview_url.rstrip("/") + "/" if order.preview_url else ""
    preview = Preview(corpus.settings.codes, url)
    if order.form == "markdown":
        whole = order.whole or f"guidance diff --base {order.base} --format html --output redline.html"
        return branch_markdown(page, issues, messages, preview, whole, is_attached=order.whole is not None)
    from living_guidance.cli.diff import site_style
    from living_guidance.render.redline_file import RedlineFile, branch_section, render_file

    sections = [branch_section(number, one, messages, preview) for number, one in enumerate(page.chapters, start=1)]
    labels = (messages("pages.branch.before"), messages("pages.branch.now"))
    told = tuple(summary(page, issues, messages))
    file = RedlineFile(messages("pages.branch.title"), told, tuple(sections), labels, page.files, issues)
    return render_file(file, messages, site_style())
