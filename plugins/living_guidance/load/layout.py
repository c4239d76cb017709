"""What each file of the tree is, by where it stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from living_guidance.load.chapters import ChapterFiles
from living_guidance.load.comments import RoundFiles
from living_guidance.load.pictures import PICTURES
from living_guidance.load.submissions import SubmissionFiles
from living_guidance.load.tree import id_faults, list_files, unexpected
from living_guidance.model.corpus import REGISTERS
from living_guidance.model.issue import Issue, Location

_LEFT_ALONE = ("guidance/workplans", "guidance/snapshots", "translations/interface")


@dataclass(slots=True)
class Files:
    """The files of the tree by what they are; names are those of folders and files."""

    documents: list[str] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    """The documents that have an ``identity.yml``."""
    rounds: list[str] = field(default_factory=list)
    comments: dict[str, RoundFiles] = field(default_factory=dict)
    """The files of the comments of each round that has some."""
    submissions: dict[str, SubmissionFiles] = field(default_factory=dict)
    """The files of the submissions to each call that has some."""
    registers: list[str] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)
    chapters: dict[str, ChapterFiles] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    """What links may name besides: images, and the pages of ``docs/``."""
    issues: list[Issue] = field(default_factory=list)


def sort_files(root: Path, languages: tuple[str, ...]) -> Files:
    """Find what each file of the tree is; names that cannot stand, and files that nothing reads, are issues."""
    files = Files()
    guidance = list_files(root, "guidance", skip=_LEFT_ALONE)
    translations = list_files(root, "translations", skip=_LEFT_ALONE)
    files.issues += guidance.issues + translations.issues
    if not guidance.files and not guidance.issues:
        files.issues.append(Issue("corpus.no-guidance", Location("guidance")))
    folders: dict[str, list[str]] = defaultdict(list)
    for path in guidance.files:
        folders[path.split("/")[1]].append(path)
    for folder, paths in folders.items():
        if folder == "registers":
            files.issues += _sort_registers(paths, files)
        elif folder == "releases":
            files.issues += _sort_releases(paths, files, languages)
        elif folder == "rounds":
            files.issues += _sort_rounds(paths, files, languages)
        else:
            files.issues += _sort_document(folder, paths, files, languages)
    files.issues += _sort_catalogues(translations.files, files, languages)
    files.others += list_files(root, "docs").files
    return files


def _sort_registers(paths: list[str], files: Files) -> Iterator[Issue]:
    for path in paths:
        _, _, *names = path.split("/")
        name = names[0].removesuffix(".yml")
        if len(names) == 1 and name in REGISTERS and names[0] != name:
            files.registers.append(name)
        else:
            yield unexpected(path, ", ".join(f"{register}.yml" for register in REGISTERS))


def _sort_releases(paths: list[str], files: Files, languages: tuple[str, ...]) -> Iterator[Issue]:
    for path in paths:
        match path.split("/")[2:]:
            case [name] if name.endswith(".yml"):
                files.releases.append(name.removesuffix(".yml"))
                yield from id_faults(path, name.removesuffix(".yml"), languages)
            case _:
                yield unexpected(path, "<snapshot>.yml")


def _sort_rounds(paths: list[str], files: Files, languages: tuple[str, ...]) -> Iterator[Issue]:
    names = {path.split("/")[2] for path in paths if path.count("/") > 2}
    for path in paths:
        if path.count("/") == 2:
            yield unexpected(path, "<id>/round.yml")
    for name in sorted(names):
        yield from id_faults(f"guidance/rounds/{name}", name, languages)
        if f"guidance/rounds/{name}/round.yml" in paths:
            files.rounds.append(name)
        else:
            yield Issue("corpus.no-round", Location(f"guidance/rounds/{name}"))
    for path in paths:
        if path.count("/") > 2:
            yield from _sort_round_file(path, files)


def _sort_round_file(path: str, files: Files) -> Iterator[Issue]:
    """Comments have one file an import, answers one a chapter and one for the whole of each document."""
    _, _, name, *inner = path.split("/")
    found = files.comments.setdefault(name, RoundFiles())
    match inner:
        case ["round.yml"]:
            pass
        case ["numbers.jsonl"]:
            found.numbers = path
        case ["comments", delivery] if delivery.endswith(".jsonl"):
            found.comments.append(path)
        case ["answers", *place] if 0 < len(place) < 3 and path.endswith(".yml"):
            found.answers.append(path)
        case ["lines", lines] if lines.endswith(".jsonl"):
            pass  # it is read when comments name the lines of an edition
        case ["submissions", record] if record.endswith(".yml"):
            files.submissions.setdefault(name, SubmissionFiles()).records[record.removesuffix(".yml")] = path
        case ["submissions", folder, file]:
            files.submissions.setdefault(name, SubmissionFiles()).folders.setdefault(folder, {})[file] = path
        case _:
            forms = (
                "comments/<import>.jsonl",
                "answers/<document>/<chapter>.yml",
                "lines/<document>.<language>.jsonl",
                "numbers.jsonl",
                "submissions/<id>.yml",
                "submissions/<id>/<file>",
            )
            yield unexpected(path, ", ".join(("round.yml", *forms)))


def _sort_document(folder: str, paths: list[str], files: Files, languages: tuple[str, ...]) -> Iterator[Issue]:
    base = f"guidance/{folder}"
    if paths == [base]:
        yield unexpected(base, "<document>/document.yml")
        return
    yield from id_faults(base, folder, languages, is_document=True)
    if f"{base}/document.yml" in paths:
        files.documents.append(folder)
    else:
        yield Issue("corpus.no-document", Location(base))
    for path in paths:
        inner = PurePosixPath(path).relative_to(base)
        match inner.parts:
            case ("document.yml",):
                pass
            case ("identity.yml",):
                files.answers.append(folder)
            case (name,) if name.endswith(".md"):
                stem = name.removesuffix(".md")
                yield from id_faults(path, stem, languages)
                files.chapters[f"{folder}/{stem}"] = ChapterFiles(path, folder, stem)
            case ("changes", name) if name.endswith(".yml"):
                stem = name.removesuffix(".yml")
                yield from id_faults(path, stem, languages)
                files.changes.append((folder, stem))
            case _ if inner.suffix.lower() in PICTURES:
                files.others.append(path)
            case _:
                yield unexpected(path, "document.yml, identity.yml, <chapter>.md, changes/<id>.yml")


def _sort_catalogues(paths: list[str], files: Files, languages: tuple[str, ...]) -> Iterator[Issue]:
    for path in paths:
        match path.split("/"):
            case [_, "templates", document, name] if name.endswith(".pot"):
                key, language = f"{document}/{name.removesuffix('.pot')}", ""
            case [_, language, document, name] if name.endswith(".po") and (language in languages or not languages):
                key = f"{document}/{name.removesuffix('.po')}"
            case _:
                known = ", ".join(languages)
                yield unexpected(path, f"templates/<document>/<chapter>.pot, <{known}>/<document>/<chapter>.po")
                continue
        if key in files.chapters:
            files.chapters[key].catalogues[language] = path
        else:
            yield Issue("corpus.orphan-catalogue", Location(path), words={"chapter": f"guidance/{key}.md"})
