"""``guidance translate merge``: catalogues that two branches changed, made one."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from living_guidance.cli import EXIT_ISSUES
from living_guidance.cli.common import Refused, read_corpus, root_of, tell
from living_guidance.cli.doubts import first_words, show_doubts
from living_guidance.cli.tables import Value, show_table
from living_guidance.cli.words import say
from living_guidance.exchange.merge import MarksError, Merged, Sides, is_marked, marked_sides, merge_catalogues
from living_guidance.exchange.refresh import held_back, refresh_chapter, with_receivers
from living_guidance.exchange.save import save_files
from living_guidance.load.catalogues import read_catalogue, write_catalogue
from living_guidance.load.changed import PARTS
from living_guidance.load.encodings import decode
from living_guidance.load.git import OURS, THEIRS, GitError, open_repository
from living_guidance.load.tree import list_files
from living_guidance.model.corpus import FRONT_IDS, Catalogue, Chapter, Corpus
from living_guidance.view.branch import chapter_of

_BASE = 1


@dataclass(frozen=True, slots=True)
class _Conflict:
    """A catalogue in conflict."""

    path: str
    base: Catalogue | None
    ours: Catalogue | None
    theirs: Catalogue | None

    @property
    def chapter(self) -> str:
        return chapter_of(self.path)

    @property
    def language(self) -> str:
        """Of its translations; empty for a template."""
        folder = self.path.split("/")[1]
        return "" if folder == "templates" else folder

    def merged(self) -> Merged:
        """The two sides as one."""
        ours, theirs = self.ours or self.theirs, self.theirs or self.ours
        assert ours
        assert theirs
        return merge_catalogues(self.base, ours, theirs, _remark)


@click.command("merge", help=say("cli.translate.merge.help"), short_help=say("cli.translate.merge.short"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--dry-run", is_flag=True, help=say("cli.translate.dry-run"))
@click.pass_context
def merge(ctx: click.Context, files: tuple[Path, ...], dry_run: bool) -> int:
    """Resolve conflicts of catalogues."""
    root = root_of(ctx)
    if marked := [path for path in _texts(root) if is_marked(_content(root, path))]:
        raise Refused("cli.translate.merge.texts", paths=", ".join(marked))
    conflicts = _conflicts(root, _wanted(root, files))
    if not conflicts:
        click.echo(say("cli.translate.merge.none"))
        return 0
    there = [one for one in conflicts if (root / f"guidance/{one.chapter}.md").is_file()]
    gone = [one for one in conflicts if one not in there]
    merged = {one.path: one.merged() for one in there}
    raw = {path: write_catalogue(one.catalogue) for path, one in merged.items()}
    corpus, carried = _with_carried(_corpus_with(root, raw, [one.path for one in gone]), gone)
    every, doubtful = _refreshed(corpus, [one.chapter for one in there] + list(carried), raw)
    made = {path: text for path, text in every.items() if _content(root, path) != text}
    if not dry_run:
        save_files({root / path: text for path, text in made.items()}, root)
    results = {(one.chapter, one.language): merged[one.path] for one in there}
    _report(results | {(key, language): found for key, own in carried.items() for language, found in own.items()})
    for one in gone:
        click.echo(say("cli.translate.merge.gone", path=one.path))
    click.echo(say.count("cli.translate.update.would" if dry_run else "cli.translate.update.done", len(made)))
    if doubtful:
        show_doubts(doubtful, err=True)
        click.echo(say("cli.translate.merge.doubts"), err=True)
        return EXIT_ISSUES
    if not dry_run:
        click.echo(say("cli.translate.merge.next"))
    return 0


def _remark(target: str) -> str:
    return say("cli.translate.merge.remark", target=target)


def _texts(root: Path) -> list[str]:
    return [*list_files(root, "guidance").files, "mkdocs.yml"]


def _content(root: Path, path: str) -> str:
    """What a file says, as far as marks of conflicts are to be found in it; empty for one that is not there."""
    try:
        return (root / path).read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


def _wanted(root: Path, files: Sequence[Path]) -> frozenset[str]:
    """The paths of the files that were named, as the project has them."""
    found = set()
    for file in files:
        # What the command prints is seen from the project, what a shell completes from where one stands.
        real = (root / file).resolve() if (root / file).exists() else file.resolve()
        if not real.is_relative_to(root):
            raise Refused("cli.translate.merge.no-conflict", path=file)
        found.add(real.relative_to(root).as_posix())
    return frozenset(found)


def _conflicts(root: Path, wanted: frozenset[str]) -> list[_Conflict]:
    """The catalogues in conflict: those that git lists, and those that hold its marks."""
    try:
        stages = open_repository(root).conflicts()
    except GitError:
        stages = {}
    sides: dict[str, Sides] = {}
    for path in dict.fromkeys((*stages, *list_files(root, "translations").files)):
        if chapter_of(path) and path.startswith("translations/"):
            text = _content(root, path)
            if path in stages:
                sides[path] = _staged(stages[path], path, text)
            elif is_marked(text):
                sides[path] = _marked(path, text)
    if unknown := sorted(wanted - set(sides)):
        raise Refused("cli.translate.merge.no-conflict", path=unknown[0])
    return [_read(path, sides[path]) for path in sorted(sides) if not wanted or path in wanted]


def _staged(stages: Mapping[int, bytes], path: str, text: str) -> Sides:
    base, ours, theirs = (
        decode(stages[stage], path)[0] if stage in stages else None for stage in (_BASE, OURS, THEIRS)
    )
    if text and not is_marked(text) and text not in (ours, theirs):
        # Somebody has resolved it by hand: that is our side now.
        ours = text
    return Sides(base, ours, theirs)


def _marked(path: str, text: str) -> Sides:
    try:
        return marked_sides(text)
    except MarksError as error:
        raise Refused("cli.translate.merge.marks", path=path) from error


def _read(path: str, sides: Sides) -> _Conflict:
    found = []
    for text in (sides.base, sides.ours, sides.theirs):
        catalogue, issues = read_catalogue(text, path) if text else (None, ())
        if text and catalogue is None:
            tell(issues)
            raise Refused("cli.translate.merge.unread", path=path)
        found.append(catalogue)
    if not any(found[1:]):
        raise Refused("cli.translate.merge.unread", path=path)
    return _Conflict(path, *found)


def _corpus_with(root: Path, files: Mapping[str, str], without: Iterable[str]) -> Corpus:
    """The project as it reads with these files in place of its own: it is looked at elsewhere, for it may not read."""
    with TemporaryDirectory(prefix="guidance-") as folder:
        for part in PARTS:
            if (root / part).is_dir():
                shutil.copytree(root / part, Path(folder) / part, symlinks=True)
            elif (root / part).is_file():
                shutil.copyfile(root / part, Path(folder) / part)
        for path in without:
            (Path(folder) / path).unlink(missing_ok=True)
        for path, text in files.items():
            (Path(folder) / path).write_text(text, encoding="utf-8", newline="\n")
        return read_corpus(Path(folder))


def _with_carried(corpus: Corpus, gone: Iterable[_Conflict]) -> tuple[Corpus, dict[str, dict[str, Merged]]]:
    """The corpus with what catalogues of chapters that are gone hold for paragraphs that stand in others now."""
    chapters = dict(corpus.chapters)
    carried: dict[str, dict[str, Merged]] = {}
    for conflict in gone:
        document, language = conflict.chapter.partition("/")[0], conflict.language
        side = conflict.theirs or conflict.ours
        for key, chapter in chapters.items() if side and language else ():
            own = chapter.catalogues.get(language)
            if own and chapter.matter.document == document and (part := _for(side, chapter)).entries:
                found = merge_catalogues(conflict.base, own, part, _remark)
                chapters[key] = replace(chapter, catalogues={**chapter.catalogues, language: found.catalogue})
                carried.setdefault(key, {})[language] = found
    return replace(corpus, chapters=chapters), carried


def _for(catalogue: Catalogue | None, chapter: Chapter) -> Catalogue:
    """What a catalogue holds for the paragraphs of a chapter."""
    assert catalogue
    # Every chapter has a title and a summary of its own under the same ids: only the same words are the same.
    texts = {block.id: block.text for block in chapter.blocks}
    every = (*catalogue.obsolete, *catalogue.entries)
    own = (one for one in every if one.target and one.id in texts)
    kept = tuple(one for one in own if one.id not in FRONT_IDS or one.source == texts[one.id])
    return replace(catalogue, entries=kept, obsolete=())


def _refreshed(corpus: Corpus, wanted: Sequence[str], raw: Mapping[str, str]) -> tuple[dict[str, str], list[Chapter]]:
    """The files as today's text wants them, and the chapters with doubts, whose files stay as they were merged."""
    keys = with_receivers(corpus, wanted)
    refreshed = [refresh_chapter(corpus, corpus.chapters[key]) for key in keys]
    held = held_back(corpus, refreshed)
    made = dict(raw)
    for one in refreshed:
        if one.chapter not in held:
            made |= one.files
    return made, [corpus.chapters[one.chapter] for one in refreshed if one.chapter in held]


def _report(merged: Mapping[tuple[str, str], Merged]) -> None:
    rows: list[list[Value]] = [
        [chapter, language or say("cli.translate.template"), one.taken, len(one.doubled)]
        for (chapter, language), one in merged.items()
    ]
    names = ("cli.chapter", "cli.language", "cli.translate.merge.taken", "cli.translate.merge.doubled")
    if rows:
        show_table([say(name) for name in names], rows)
    for (chapter, language), one in merged.items():
        for entry in one.doubled:
            path = f"translations/{language}/{chapter}.po"
            click.echo(say("cli.translate.merge.both", path=path, id=entry.id, text=first_words(entry.source)))
