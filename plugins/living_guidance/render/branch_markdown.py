"""What a branch changes, as a comment on GitHub or GitLab.

Both sides take ``<ins>`` and ``<del>`` and strip every style; what came is also bold, for a phone shows no underline.
They refuse a comment that is too long, so a long one ends early and says where the whole is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from living_guidance.model.issue import Issue
from living_guidance.model.text import Passage
from living_guidance.model.vocabulary import BlockKind, Fate, FileFate
from living_guidance.render.harmless import harmless, harmless_code
from living_guidance.render.issues import message, remedy, totals
from living_guidance.render.messages import Messages
from living_guidance.render.redline_words import parting
from living_guidance.text.redline import Compared, Redline
from living_guidance.text.words import Op, Run
from living_guidance.view.branch import BranchPage, ChapterChange, LanguageChange

MARK = "<!-- living-guidance: redline -->"
"""Begins every comment, so that the next one can take its place."""
LONGEST = 65_000
"""In characters; GitHub takes 65,536."""
MOST_LINES, MOST_PLACES = 40, 20
"""How many issues or files, and how many paragraphs, are named."""
_LONG, _EDGE = 400, 120
"""From which length on the middle of an unchanged run is left out, and how much of it is kept on either side."""
_ADDRESS = re.compile(r"https://[^\s<>]+")
_TAGS = {Op.EQUAL: ("", ""), Op.INSERT: ("<ins><strong>", "</strong></ins>"), Op.DELETE: ("<del>", "</del>")}


@dataclass(frozen=True, slots=True)
class Preview:
    """Where the pages of the branch can be seen."""

    languages: Sequence[str]
    """Those of the site; the first stands at its root."""
    url: str = ""
    """Ends in a slash; empty where the preview is a folder that one unpacks."""

    def pages(self, uri: str) -> Iterator[tuple[str, str]]:
        """The page in each language: code and address."""
        page = uri.removesuffix("index.md").removesuffix(".md").rstrip("/")
        for code in self.languages:
            folder = "" if code == self.languages[0] else f"{code}/"
            yield code, f"{self.url}{quote(f'{folder}{page}/index.html')}"


def branch_markdown(
    page: BranchPage,
    issues: Sequence[Issue],
    messages: Messages,
    preview: Preview,
    whole: str,
    *,
    is_attached: bool = False,
) -> str:
    """The comment; ``whole`` is where the whole of it can be read: an address, or words.

    Where it is attached there, with a preview, readers are told so in any case.
    """
    counts = "\n".join(f"- {one}" for one in summary(page, issues, messages))
    before = [MARK, f"### {messages('pages.branch.title')}", counts]
    if is_attached:
        before.append(messages("pages.branch.attached", where=_where(whole)))
    after = [*_files(page.files, messages), *_issues(issues, messages)]
    end = f"*{messages('pages.branch.shortened', where=_where(whole))}*"
    room = LONGEST - sum(len(part) + 2 for part in (*before, *after, end))
    chapters = [_Section(chapter, messages, preview) for chapter in page.chapters]
    shown, is_whole = _fitted(chapters, room, messages)
    return "\n\n".join([*before, *shown, *after, *(() if is_whole else (end,))]) + "\n"


def _where(whole: str) -> str:
    return f"<{whole}>" if _ADDRESS.fullmatch(whole) else harmless_code(whole)


def _fitted(sections: Sequence["_Section"], room: int, messages: Messages) -> tuple[list[str], bool]:
    """As much of the sections as there is room for, and whether that is all: first every head, then what they hold."""
    heads: list[_Section] = []
    for section in sections:
        room -= len(section.closed) + 2
        if room < 0:
            break
        heads.append(section)
    left_out = len(sections) - len(heads)
    shown, is_whole = [], not left_out
    for section in heads:
        text, is_complete = section.within(max(room, 0) + len(section.closed))
        room -= len(text) - len(section.closed)
        is_whole &= is_complete
        shown.append(text)
    if left_out:
        shown.append(messages.count("pages.branch.more-chapters", left_out))
    return shown, is_whole


class _Section:
    """What is said of one chapter."""

    def __init__(self, chapter: ChapterChange, messages: Messages, preview: Preview) -> None:
        self.chapter, self.messages, self.preview = chapter, messages, preview
        head = f"<summary><strong>{_short(chapter.title.text)}</strong> · {self._told()}</summary>"
        self.opening, self.ending = f"<details>{head}", "</details>"

    @property
    def closed(self) -> str:
        """The section with nothing in it."""
        return f"{self.opening}\n\n{self.ending}"

    def within(self, room: int) -> tuple[str, bool]:
        """As much of it as fits, and whether that is all."""
        more = self.messages("pages.branch.more")
        room -= len(self.closed) + len(more) + 2
        shown, is_complete = _taken(self._parts(), room)
        if not is_complete and room >= 0:
            shown.append(more)
        return "\n\n".join([self.opening, *shown, self.ending]), is_complete

    def _told(self) -> str:
        chapter, messages = self.chapter, self.messages
        told = [harmless_code(chapter.key)]
        if chapter.fate is not FileFate.EDITED:
            name = f"pages.branch.from-{chapter.fate}"
            was = harmless_code(chapter.was)
            told.append(messages(name, chapter=was) if chapter.was else messages(f"file-fate.{chapter.fate}"))
        if counts := counted(chapter.counts, messages):
            told.append(counts)
        stale = sum(len(one.stale) for one in chapter.languages)
        if stale:
            told.append(messages.count("pages.branch.stale", stale))
        return " · ".join(told)

    def _parts(self) -> Iterator[str]:
        chapter, messages = self.chapter, self.messages
        if chapter.fate is FileFate.UNREADABLE:
            yield messages("pages.branch.unreadable")
        if chapter.uri:
            yield _links(self.preview, chapter.uri, messages)
        if chapter.facts:
            yield _facts(chapter, messages)
        for key, places in (("came", chapter.came), ("went", chapter.went)):
            for place, count in places.items():
                yield messages.count(f"pages.branch.{key}", count, chapter=harmless_code(place))
        for change in chapter.languages:
            yield f"**{harmless(messages.language_name(change.language))}**"
            yield from _language(change, messages)


def _taken(parts: Iterable[str], room: int) -> tuple[list[str], bool]:
    """The first parts, as many as there is room for, and whether these are all."""
    taken: list[str] = []
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            return taken, False
        taken.append(part)
    return taken, True


def counted(counts: Mapping[Fate, int], messages: Messages) -> str:
    """How many paragraphs changed, and how."""
    total = sum(counts.values())
    if not total:
        return ""
    each = [messages.count(f"pages.redline.{fate}", counts[fate]) for fate in Fate if counts.get(fate)]
    told = messages("pages.list-separator").join(each)
    return f"{messages.count('pages.redline.changes', total)}{messages('pages.colon')}{told}"


def summary(page: BranchPage, issues: Sequence[Issue], messages: Messages) -> Iterator[str]:
    """The counts, which come first."""
    if not page.chapters and not page.files:
        yield messages("pages.branch.nothing")
        return
    yield messages.count("pages.branch.chapters", len(page.chapters))
    if counts := counted(page.counts, messages):
        yield counts
    for key, count in (("stale", page.stale), ("missing", page.missing), ("files", len(page.files))):
        if count:
            yield messages.count(f"pages.branch.{key}", count)
    yield totals(issues, messages)


def _links(preview: Preview, uri: str, messages: Messages) -> str:
    pages = list(preview.pages(uri))
    if preview.url:
        links = [f"[{harmless(messages.language_name(code))}](<{address}>)" for code, address in pages]
    else:
        links = [f"{harmless(messages.language_name(code))} {harmless_code(path)}" for code, path in pages]
    return f"{messages('pages.branch.preview')}{messages('pages.colon')}{' · '.join(links)}"


def _facts(chapter: ChapterChange, messages: Messages) -> str:
    names = ("pages.branch.key", "pages.branch.before", "pages.branch.now")
    rows = [f"| {' | '.join(map(messages, names))} |", "| --- | --- | --- |"]
    rows += [
        f"| {harmless_code(fact.key)} | {_short(fact.old) or '–'} | {_short(fact.new) or '–'} |"
        for fact in chapter.facts
    ]
    return "\n".join(rows)


def _language(change: LanguageChange, messages: Messages) -> Iterator[str]:
    blocks = {block.id: block for block in change.redline.blocks}
    for block in change.redline.changes:
        yield f"- {_head(block, blocks, messages)}<br>{_block(block, change.redline)}"
    for key, passages in (("stale", change.stale), ("missing", change.missing)):
        if passages:
            count = messages.count(f"pages.branch.{key}", len(passages))
            yield f"- {count}{messages('pages.colon')}{_places(passages, messages)}"


def _head(block: Compared, blocks: Mapping[str, Compared], messages: Messages) -> str:
    facts = [_name(block.passage, messages), messages(f"fate.{block.fate}")]
    if block.moved and block.fate is Fate.EDITED:
        facts.append(messages("pages.redline.moved-here"))
    if block.is_reformed:
        facts.append(messages("pages.redline.reformed"))
    facts += [
        f"{messages(parting(block, blocks[other]))} {_name(blocks[other].passage, messages)}" for other in block.others
    ]
    if block.numbers and block.fate is Fate.EDITED:
        gone, come = (harmless(" ".join(side)) for side in (block.numbers.gone, block.numbers.come))
        key = "numbers" if gone and come else "numbers-gone" if gone else "numbers-come"
        facts.append(messages(f"pages.redline.{key}", old=gone, new=come))
    return " · ".join(fact for fact in facts if fact)


def _name(passage: Passage, messages: Messages) -> str:
    """What a paragraph is called; readers know only numbers, programs know ids."""
    if passage.number is not None:
        return f"<strong>¶ {passage.number}</strong>"
    name = messages(f"block.{passage.block.kind}")
    return f"<strong>{name}</strong>"


def _block(block: Compared, redline: Redline) -> str:
    if block.kind is BlockKind.ROW:
        cells = redline.cells.get(block.id, ())
        return " &#124; ".join(_words(cell.runs, "") for cell in cells)
    return _words(block.runs, "<br>" if block.kind is BlockKind.CODE else "")


def _words(runs: Iterable[Run], line_end: str) -> str:
    words = []
    for run in runs:
        before, after = _TAGS[run.op]
        text = run.text
        if run.op is Op.EQUAL and len(text) > _LONG:
            text = f"{text[:_EDGE]} … {text[-_EDGE:]}"
        lines = text.splitlines() if line_end else [text]
        words.append(f"{before}{line_end.join(map(harmless, lines))}{after}")
    return line_end.join(words) if line_end else "".join(words)


def _places(passages: Sequence[Passage], messages: Messages) -> str:
    names = [_name(passage, messages) for passage in passages[:MOST_PLACES]]
    names += ["…"] if len(passages) > MOST_PLACES else []
    return messages("pages.list-separator").join(names)


def _files(files: Sequence[tuple[str, FileFate]], messages: Messages) -> Iterator[str]:
    if files:
        lines = (f"- {harmless_code(path)} {messages(f'file-fate.{fate}')}" for path, fate in files)
        title = messages.count("pages.branch.files", len(files))
        yield f"<details><summary>{title}</summary>\n\n{_listed(lines, len(files), messages)}\n\n</details>"


def _issues(issues: Sequence[Issue], messages: Messages) -> Iterator[str]:
    if issues:
        yield f"### {messages('pages.branch.check')}"
        yield _listed((_issue(issue, messages) for issue in issues), len(issues), messages)


def _issue(issue: Issue, messages: Messages) -> str:
    severity = messages(f"check.severity.{issue.severity}")
    said = f"{_short(message(issue, messages))}<br>{_short(remedy(issue, messages))}"
    return f"- **{severity}** {harmless_code(str(issue.where))}<br>{said}"


def _listed(lines: Iterable[str], count: int, messages: Messages) -> str:
    """A list of so many, or its beginning."""
    shown, is_whole = _taken(islice(lines, MOST_LINES), LONGEST // 4)
    if not is_whole or len(shown) < count:
        shown.append(f"- {messages.count('pages.branch.more-lines', count - len(shown))}")
    return "\n".join(shown)


def _short(text: str) -> str:
    return harmless(text if len(text) <= _LONG else f"{text[: _LONG - 1]}…")
