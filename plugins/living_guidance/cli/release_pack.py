"""``guidance release pack``: all that belongs to a release, in a folder and in one archive."""

from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Interrupted, Refused, read_corpus, root_of, tell
from living_guidance.cli.diff import differences, html_text, json_text
from living_guidance.cli.release_gate import MADE_FROM, judged, show_open
from living_guidance.cli.releases import building, find_snapshot, tool_versions
from living_guidance.cli.words import say
from living_guidance.load.git import GitError, open_repository
from living_guidance.model.corpus import Corpus
from living_guidance.model.release import Source
from living_guidance.model.snapshot import Snapshot
from living_guidance.release.describe import describe, previous_release
from living_guidance.release.publish import BusyError
from living_guidance.release.sources import SourceError, release_sources
from living_guidance.render.messages import load_messages
from living_guidance.render.release_readme import release_readme
from living_guidance.text.discreet import discreet
from living_guidance.text.states import States
from living_guidance.view.difference import Narrowing

_LICENCES = {"texts": "LICENSE-CONTENT", "software": "LICENSE"}


@click.command("pack", help=say("cli.release.pack.help"), short_help=say("cli.release.pack.short"))
@click.argument("name", metavar="ID")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    default="releases",
    metavar="DIR",
    help=say("cli.release.pack.to"),
)
@click.option("--trial", is_flag=True, help=say("cli.release.pack.trial"))
@click.pass_context
def pack(ctx: click.Context, name: str, to: Path, trial: bool) -> int:
    """Pack a release."""
    from living_guidance.load.cache import fingerprint
    from living_guidance.release.pack import CHANGES, NoSiteError, Parts, TakenError, unfinished
    from living_guidance.release.pack import pack as pack_parts

    root = root_of(ctx)
    _refuse_inside(root, to)
    corpus = read_corpus(root)
    snapshot = find_snapshot(corpus, name)
    verdicts = judged(root, corpus, snapshot, None)
    if not trial and any(one.open for one in verdicts):
        show_open(corpus, verdicts)
        raise Refused("cli.release.pack.gate", id=name)
    try:
        sources = release_sources(root, corpus, snapshot)
    except SourceError as error:
        tell(error.args)
        return EXIT_ISSUES
    licence = {kind: path for kind, path in _LICENCES.items() if path in sources}
    others = {path: sources[path] for path in licence.values()}
    others |= {f"{CHANGES}/{path}": text.encode() for path, text in _changes(root, corpus, snapshot)}
    record = describe(corpus, snapshot, _source(root), tool_versions(), licence, is_trial=trial)
    others["README.md"] = release_readme(corpus, record, has_program="pyproject.toml" in sources).encode()
    parts = Parts(record, sources, others, fingerprint(), corpus.settings.codes, corpus.settings.site_url)

    with building(snapshot.id, snapshot.record.date) as build:
        try:
            packed = pack_parts(parts, to, build, lambda step: click.echo(say(f"cli.release.step.{step}"), err=True))
        except TakenError as error:
            raise Refused("cli.release.pack.exists", path=error) from error
        except NoSiteError as error:
            raise Refused("cli.release.pack.no-site") from error
        except BusyError as error:
            raise Refused("cli.release.pack.busy", id=name) from error
        except KeyboardInterrupt as error:
            raise Interrupted("cli.release.pack.interrupted", path=unfinished(to, name)) from error
        except OSError as error:
            # A full disk does not say which file it was.
            error.filename = error.filename or str(to)
            raise
    click.echo(say.count("cli.release.pack.done", len(packed.record.files), path=packed.folder, archive=packed.archive))
    return 0


def _refuse_inside(root: Path, to: Path) -> None:
    """Refuse a place where a release would be taken for a part of the project, or go with the next build."""
    place = to.resolve()
    for name in sorted({path.partition("/")[0] for path in MADE_FROM} | {"site"}):
        if place.is_relative_to((root / name).resolve()):
            raise Refused("cli.release.pack.inside", path=to, folder=name)


def _changes(root: Path, corpus: Corpus, snapshot: Snapshot) -> list[tuple[str, str]]:
    """What changed since the release before, in each language: as a page, and for programs."""
    before = previous_release(corpus, snapshot)
    if before is None:
        return []
    states = States(discreet(corpus), snapshot.record.date)
    found = []
    for code in corpus.settings.codes:
        changed = differences(states, None, (before.id, snapshot.id), code, Narrowing(only_changes=True))
        found += [
            (f"{before.id}-to-{snapshot.id}.{code}.html", html_text(changed, load_messages(code, root))),
            (f"{before.id}-to-{snapshot.id}.{code}.json", json_text(changed)),
        ]
    return found


def _source(root: Path) -> Source:
    try:
        return Source(commit=open_repository(root).commit("HEAD"))
    except GitError:
        return Source()
