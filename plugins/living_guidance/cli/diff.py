"""``guidance diff``: what changed, between two states or on a branch, as a reader sees it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import (
    Refused,
    date_option,
    find_chapter,
    progress_bar,
    read_corpus,
    root_of,
    today,
)
from living_guidance.cli.tables import Value, show_table, show_title
from living_guidance.cli.translate import check_language
from living_guidance.cli.words import say
from living_guidance.model.addresses import WORKING
from living_guidance.model.corpus import Corpus
from living_guidance.model.naming import nearest
from living_guidance.model.vocabulary import Fate
from living_guidance.render.messages import Messages, load_messages
from living_guidance.text.states import State, States
from living_guidance.view.difference import Difference, Narrowing, difference, pairs_between

_TODAY = "today"
"""Another word for the working text."""
_FORMS = {False: ("text", "html", "json"), True: ("markdown", "html")}
"""The formats, by whether a branch is compared; the first is taken if none is asked for."""


@click.command("diff", help=say("cli.diff.help"), short_help=say("cli.diff.short"))
@click.argument("chapter", required=False)
@click.option("--from", "old", metavar="STATE", help=say("cli.diff.from"))
@click.option("--to", "new", metavar="STATE", help=say("cli.diff.to"))
@click.option("--base", metavar="REV", help=say("cli.diff.base"))
@click.option("--language", metavar="CODE", help=say("cli.diff.language"))
@click.option("--format", "form", type=click.Choice(["text", "html", "json", "markdown"]), help=say("cli.diff.format"))
@click.option("--only-changes", is_flag=True, help=say("cli.diff.only-changes"))
@click.option("--numbers", is_flag=True, help=say("cli.diff.numbers"))
@click.option("--preview-url", metavar="URL", help=say("cli.diff.preview-url"))
@click.option("--whole", metavar="WHERE", help=say("cli.diff.whole"))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=say("cli.diff.output")
)
@click.option("--exit-code", is_flag=True, help=say("cli.diff.exit-code"))
@date_option
@click.pass_context
def command(
    ctx: click.Context,
    chapter: str | None,
    old: str | None,
    new: str | None,
    base: str | None,
    language: str | None,
    form: str | None,
    only_changes: bool,
    numbers: bool,
    preview_url: str | None,
    whole: str | None,
    output: Path | None,
    exit_code: bool,
    day: date | None,
) -> int:
    """Show what changed."""
    form = form or _FORMS[base is not None][0]
    of_states, of_branch = (chapter, old, new, only_changes or None, numbers or None), (preview_url, whole)
    if form not in _FORMS[base is not None] or any(of_states if base is not None else of_branch):
        raise click.UsageError(say("cli.diff.either"))
    root = root_of(ctx)
    if base is not None:
        from living_guidance.cli.branch import Order, branch_text

        text, is_changed = branch_text(root, Order(base, form, language, preview_url, whole), day)
        _put(text, output)
    else:
        corpus = read_corpus(root)
        states = States(corpus, today(corpus, day), is_public=False)
        code = check_language(corpus, language) if language else corpus.settings.codes[0]
        found = differences(states, chapter, (old, new), code, Narrowing(only_changes, numbers))
        is_changed = any(one.redline.changes for one in found.chapters)
        _show(found, root, form, output)
    return EXIT_ISSUES if exit_code and is_changed else 0


class Found:
    """What changed between two states."""

    def __init__(self, states: States, names: tuple[str, str], language: str, *, is_one: bool) -> None:
        self.states, self.names, self.language, self.is_one = states, names, language, is_one
        self.chapters: list[Difference] = []

    def labels(self, messages: Messages) -> tuple[str, str]:
        """What the two states are called."""
        first, second = (_label(self.states.corpus, name, messages) for name in self.names)
        return first, second

    def title(self, messages: Messages) -> str:
        """What the whole is called."""
        old, new = self.labels(messages)
        return messages("pages.comparison.from-to", old=old, new=new)


def differences(
    states: States, chapter: str | None, names: tuple[str | None, str | None], language: str, narrowing: Narrowing
) -> Found:
    """What changed between two states, in a chapter or in all; the newest snapshot and today where none is named."""
    old = _state(states, names[0] or _newest(states))
    new = _state(states, names[1] or WORKING)
    pairs = pairs_between(states, old, new)
    wanted = [_chapter(states.corpus, pairs, chapter, (old, new))] if chapter else list(pairs)
    found = Found(states, (old, new), language, is_one=chapter is not None)
    with progress_bar(say("cli.diff.progress")) as progress:
        for done, key in enumerate(wanted, start=1):
            one = difference(states, key, *pairs[key], language, narrowing)
            if one.redline.changes or chapter:
                found.chapters.append(one)
            progress(done, len(wanted))
    return found


def _newest(states: States) -> str:
    known = _known(states)
    if not known:
        raise Refused("cli.diff.no-snapshot", date=states.day)
    return known[-1]


def _known(states: States) -> list[str]:
    return [one.id for one in states.corpus.snapshots.values() if one.record.date <= states.day]


def _state(states: States, name: str) -> str:
    """The id of a state; refuses what is none, or not yet."""
    if name in (WORKING, _TODAY):
        return WORKING
    if name in _known(states):
        return name
    if later := states.corpus.snapshots.get(name):
        raise Refused("cli.diff.later", id=name, date=states.day, later=later.record.date)
    raise Refused("cli.diff.no-state", found=name, near=nearest(name, [*_known(states), WORKING]))


def _chapter(
    corpus: Corpus,
    pairs: Mapping[str, tuple[State | None, State | None]],
    wanted: str,
    names: tuple[str, str],
) -> str:
    """A chapter by the name that it has, or had in one of the states."""
    had = {state.chapter: key for key, pair in pairs.items() for state in pair if state}
    key = find_chapter(corpus, wanted, had)
    if key not in pairs and key not in had:
        raise Refused("cli.diff.not-there", chapter=key, old=names[0], new=names[1])
    return key if key in pairs else had[key]


def _label(corpus: Corpus, name: str, messages: Messages) -> str:
    snapshot = corpus.snapshots.get(name)
    return snapshot.record.title.best(messages.language)[0] if snapshot else messages("pages.standing.working")


def _show(found: Found, root: Path, form: str, output: Path | None) -> None:
    if form == "html":
        _put(html_text(found, load_messages(found.language, root)), output)
    elif form == "json":
        _put(json_text(found), output)
    elif output:
        _put(_text(found), output)
    else:
        _print(found)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    from living_guidance.exchange.save import save_files

    save_files({output: text})
    click.echo(say("cli.diff.written", path=output), err=True)


def site_style() -> str:
    """The site's own style sheet of redlines."""
    from importlib.resources import files

    sheet = files("living_guidance.site") / "theme" / "assets" / "living-guidance" / "redline.css"
    return sheet.read_text(encoding="utf-8")


def html_text(found: Found, messages: Messages) -> str:
    """What changed, as a page of its own."""
    from living_guidance.render.redline_file import RedlineFile, redline_section, render_file

    sections = [
        redline_section(
            number, one.chapter, (one.title.text, one.title.language), one.redline, _names(one, messages), messages
        )
        for number, one in enumerate(found.chapters, start=1)
    ]
    told = () if sections else (messages("pages.redline.none"),)
    file = RedlineFile(found.title(messages), told, tuple(sections), found.labels(messages))
    return render_file(file, messages, site_style())


def _names(one: Difference, messages: Messages) -> list[str]:
    """What is to be said of a chapter that is not in both states, or was called otherwise."""
    if one.old is None or one.new is None:
        return [messages("file-fate.added" if one.old is None else "file-fate.deleted")]
    was = dict.fromkeys(state.chapter for state in (one.old, one.new) if state.chapter != one.chapter)
    return [messages("cli.diff.was", chapter=key) for key in was]


def json_text(found: Found) -> str:
    """What changed, for programs."""
    from living_guidance.render.redline_json import redline_json

    entries = [
        {
            "document": one.chapter.partition("/")[0],
            "chapter": one.chapter.partition("/")[2],
            "title": one.title.text,
            **{
                name: {"state": state_id, "chapter": state.chapter if state else None}
                for name, state_id, state in zip(("from", "to"), found.names, (one.old, one.new), strict=True)
            },
            **redline_json(one.redline),
        }
        for one in found.chapters
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _print(found: Found) -> None:
    from rich.console import Console

    from living_guidance.render.redline_text import print_redline

    show_title(found.title(say))
    if not found.chapters:
        click.echo(say("pages.redline.none"))
        return
    if not found.is_one:
        click.echo()
        _table(found.chapters)
    console = Console()
    for one in found.chapters:
        click.echo()
        show_title(_heading(one))
        print_redline(one.redline, say, console)


def _heading(one: Difference) -> str:
    return " · ".join([one.title.text, one.chapter, *_names(one, say)])


def _table(chapters: Sequence[Difference]) -> None:
    rows: list[list[Value]] = []
    for one in chapters:
        counts = one.redline.counts
        rows.append([one.chapter, len(one.redline.changes), *(counts.get(fate, 0) for fate in _CHANGES)])
    show_table([say("cli.chapter"), say("cli.diff.changes"), *(say(f"fate.{fate}") for fate in _CHANGES)], rows)


_CHANGES = tuple(fate for fate in Fate if fate is not Fate.UNCHANGED)


def _text(found: Found) -> str:
    from rich.console import Console

    from living_guidance.render.redline_text import print_redline

    told = StringIO()
    # Whatever the terminal can do, a file has no colours.
    console = Console(file=told, force_terminal=False, no_color=True, color_system=None)
    told.write(f"{found.title(say)}\n")
    if not found.chapters:
        told.write(f"{say('pages.redline.none')}\n")
    for one in found.chapters:
        told.write(f"\n{_heading(one)}\n")
        print_redline(one.redline, say, console)
    return told.getvalue()
