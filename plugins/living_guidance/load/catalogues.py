"""Translation catalogues: PO text in and out; a broken one is an issue with its line, never a traceback."""

import re
from collections.abc import Iterator
from itertools import islice

import polib

from living_guidance.model.corpus import Block, Catalogue, Entry
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.vocabulary import Authority, BlockKind
from living_guidance.text.problems import Problem, shorten
from living_guidance.text.targets import lost_placeholder, unsafe_target

_ROW = "row: "
_AUTHORITY = "X-Authority"
_OWN_FIELDS = ("PO-Revision-Date", "Last-Translator", "Language-Team")
"""What translators' tools fill in, and msgfmt wants to see; we write no date of our own."""
_ERROR_LINE = re.compile(r"\(line (\d+)\)")
_SOUND_LINE = (
    r"""(?>(?:msgid|msgstr|msgctxt)[ ]"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+")|"""  # nearly all lines, told at once
    r"[^\S\n]*(?:#(?![~|]).*|(?:#~\|?|#\|)?[^\S\n]*(?:(?:msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[^\S\n]+)?"
    r'"(?:[^"\\\n]|\\.)*"[^\S\n]*|[^\S\n]*)'
)
_SOUND = re.compile(rf"(?:(?:{_SOUND_LINE})(?:\n|\Z))*+\Z")
_UNSOUND_LINE = re.compile(rf"^(?!(?:{_SOUND_LINE})$).+$", re.MULTILINE)
_MOST = 20
"""How many lines that are no PO one file is told of."""
_CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)
_KINDS = {kind.value: kind for kind in BlockKind}


def read_catalogue(text: str, path: str) -> tuple[Catalogue | None, tuple[Issue, ...]]:
    """The catalogue that a PO file's text holds, and what is wrong with it.

    There is none where the file cannot be read as a whole. A translation that cannot be used is a warning: the
    reader sees the source text in its place until it is mended.
    """
    if faults := tuple(islice(_syntax_faults(text, path), _MOST)):
        return None, faults
    try:
        file = polib.pofile(text, wrapwidth=0)
    except Exception as error:  # polib raises whatever its parser trips over
        line = int(match[1]) if (match := _ERROR_LINE.search(str(error))) else 1
        return None, (_syntax_fault(text, line, path),)
    charset = _CHARSET.search(file.metadata.get("Content-Type", ""))
    if not charset or charset[1].lower() != "utf-8":
        return None, (Issue("po.charset", Location(path, 1), words={"found": charset[1] if charset else "–"}),)
    issues = [*_header_faults(file, path)]
    entries: dict[str, Entry] = {}
    for message in file:
        if message.obsolete:
            continue
        faults = tuple(_message_faults(message, path, entries))
        issues += faults
        if not faults:
            entry = _read_entry(message)
            entries[entry.id] = entry
            issues += _target_faults(entry, path)
    catalogue = Catalogue(
        path=path,
        language=file.metadata.get("Language", ""),
        authority=_authority(file) or Authority.COURTESY,
        entries=tuple(entries.values()),
        obsolete=tuple(_read_entry(message) for message in file.obsolete_entries()),
        header=tuple(file.metadata.items()),
        remarks=file.header,
    )
    return catalogue, tuple(issues)


def write_catalogue(catalogue: Catalogue) -> str:
    """The text of a catalogue as a PO file; written again after reading it is the same, byte for byte."""
    file = polib.POFile(wrapwidth=0)
    file.header = catalogue.remarks
    file.metadata = {
        **dict.fromkeys(_OWN_FIELDS, ""),
        "Project-Id-Version": "living-guidance",
        "MIME-Version": "1.0",
        **dict(catalogue.header),
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": catalogue.language,
    }
    if catalogue.language:
        file.metadata[_AUTHORITY] = catalogue.authority.value
    file.extend(_write_entry(entry) for entry in catalogue.entries)
    file.extend(_write_entry(entry, obsolete=True) for entry in catalogue.obsolete)
    return f"{file}\n" if not str(file).endswith("\n") else str(file)


def _syntax_faults(text: str, path: str) -> Iterator[Issue]:
    """The lines that are no PO: polib would cut the first and last letter off a text without its quotation marks."""
    # Given one line, polib would look for a file of that name.
    if "\n" not in text.strip():
        yield _syntax_fault(text, 1, path)
        return
    if _SOUND.match(text):
        return
    line, seen = 1, 0
    for match in _UNSOUND_LINE.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        yield _syntax_fault(text, line, path)


def _syntax_fault(text: str, line: int, path: str) -> Issue:
    found = "".join(text.split("\n")[line - 1 : line])
    return Issue("po.syntax", Location(path, line), words={"found": shorten(found.strip())})


def _header_faults(file: polib.POFile, path: str) -> Iterator[Issue]:
    if _AUTHORITY in file.metadata and not _authority(file):
        words = {"found": file.metadata[_AUTHORITY], "expected": ", ".join(Authority)}
        yield Issue("po.authority", Location(path, 1), words=words)


def _authority(file: polib.POFile) -> Authority | None:
    found = file.metadata.get(_AUTHORITY, "").strip()
    return Authority(found) if found in {*Authority} else None


def _message_faults(message: polib.POEntry, path: str, known: dict[str, Entry]) -> Iterator[Issue]:
    where = Location(path, message.linenum or 0)
    if not message.msgctxt:
        yield Issue("po.no-id", where, words={"found": shorten(message.msgid)})
    elif message.msgctxt in known:
        yield Issue("po.duplicate", where, words={"id": message.msgctxt, "line": str(known[message.msgctxt].line)})
    elif message.msgid_plural:
        yield Issue("po.plural", where, words={"id": message.msgctxt})


def _target_faults(entry: Entry, path: str) -> Iterator[Issue]:
    if problem := _target_fault(entry):
        words = {"id": entry.id, **problem.words}
        yield Issue(problem.code, Location(path, entry.line), Severity.WARNING, words)


def _target_fault(entry: Entry) -> Problem | None:
    if not entry.target:
        return None
    block = Block(_KINDS.get(entry.comment, BlockKind.PARAGRAPH), entry.source, 0, 0, 0)
    if problem := unsafe_target(block, entry.target):
        return problem
    # A fuzzy one is to be revised anyway; its links are those of the text that it was made from.
    return None if entry.fuzzy else lost_placeholder(entry.source, entry.target)


def _read_entry(message: polib.POEntry) -> Entry:
    kind, *more = (message.comment or "").split("\n")
    row = next((line.removeprefix(_ROW) for line in more if line.startswith(_ROW)), "")
    return Entry(
        id=message.msgctxt or "",
        source=message.msgid,
        target=message.msgstr,
        fuzzy="fuzzy" in message.flags,
        previous=message.previous_msgid or "",
        comment=kind,
        row=row,
        note=message.tcomment,
        line=message.linenum or 0,
    )


def _write_entry(entry: Entry, *, obsolete: bool = False) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=entry.id or None,
        msgid=entry.source,
        msgstr=entry.target,
        comment=f"{entry.comment}\n{_ROW}{entry.row}" if entry.row else entry.comment,
        tcomment=entry.note,
        flags=["fuzzy"] if entry.fuzzy else [],
        previous_msgid=entry.previous or None,
        obsolete=obsolete,
    )
