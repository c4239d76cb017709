"""``guidance release verify``: whether a release is as it was made."""

from pathlib import Path

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused
from living_guidance.cli.releases import building, refuse_later, tool_versions
from living_guidance.cli.tables import Value, clean, show_table
from living_guidance.cli.words import say
from living_guidance.model.release import SITE, ReleaseRecord
from living_guidance.release.contents import DamagedError, archive_contents, file_digest, folder_contents
from living_guidance.release.verify import Finding, Harm
from living_guidance.release.verify import verify as verify_contents


@click.command("verify", help=say("cli.release.verify.help"), short_help=say("cli.release.verify.short"))
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--rebuild", "is_rebuilt", is_flag=True, help=say("cli.release.verify.rebuild"))
def verify(path: Path, is_rebuilt: bool) -> int:
    """Verify a release."""
    is_folder = path.is_dir()
    # Beside a folder there is none, and one that is called "." has no name.
    proof = None if is_folder else path.with_name(f"{path.name}.sha256")
    found = _archive_findings(path, proof) if proof and proof.is_file() else []
    try:
        contents = folder_contents(path) if is_folder else archive_contents(path)
    except DamagedError as error:
        raise Refused("cli.release.verify.damaged", path=path) from error
    if not contents.kept:
        raise Refused("cli.release.verify.no-release", path=path)
    record, inside = verify_contents(contents)
    found += inside
    if found:
        _show(found)
    refuse_later(path, contents, found)
    if found or record is None:
        return _judge(found, path)
    name = clean(record.title.best(say.language)[0])
    click.echo(say.count("cli.release.verify.good", len(contents.digests), path=path, title=name))
    if proof and not proof.is_file():
        click.echo(say("cli.release.verify.no-proof", proof=proof.name))
    if record.trial:
        click.echo(say("cli.release.verify.trial"))
    return _rebuild(record, path) if is_rebuilt else 0


def _show(found: list[Finding]) -> None:
    rows: list[list[Value]] = [[clean(one.path), say(f"harm.{one.harm}", now=clean(one.now))] for one in found]
    show_table([say("cli.release.verify.file"), say("cli.release.verify.harm")], rows)


def _judge(found: list[Finding], path: Path) -> int:
    click.echo(say.count("cli.release.verify.bad", len(found), path=path))
    return EXIT_ISSUES


def _rebuild(record: ReleaseRecord, path: Path) -> int:
    from living_guidance.release.rebuild import rebuild

    click.echo(say("cli.release.verify.rebuilding"), err=True)
    with building(record.id, record.date) as build:
        found = rebuild(record, path, build)
    if found:
        others = [f"{name} {now}" for name, now in tool_versions().items() if record.tools.get(name) != now]
        if others:
            click.echo(say("cli.release.verify.other-tools", tools=", ".join(others)))
        _show(found)
        return _judge(found, path)
    count = sum(one.path.startswith(f"{SITE}/") for one in record.files)
    click.echo(say.count("cli.release.verify.rebuilt", count))
    return 0


def _archive_findings(path: Path, proof: Path) -> list[Finding]:
    """What is wrong with an archive as one file, by the digest beside it."""
    # However the list was written, and whatever the archive was called there.
    listed = proof.read_bytes()[:200].strip().split()[:1]
    return [] if listed == [file_digest(path).encode()] else [Finding(path.name, Harm.CHANGED)]
