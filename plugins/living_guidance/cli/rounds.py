"""What the commands about rounds and comments share: a round, its draft, its lines, and the private store."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from living_guidance.cli.common import Refused, tell
from living_guidance.cli.words import say
from living_guidance.exchange.comments.ground import Ground
from living_guidance.exchange.comments.placing import FindLines
from living_guidance.exchange.comments.private import PrivateStore, PrivateStoreError, open_store
from living_guidance.exchange.comments.remarks import Remark
from living_guidance.load.lines import line_map_file, load_line_map
from living_guidance.model.corpus import Corpus, Located
from living_guidance.model.issue import Issue
from living_guidance.model.naming import nearest
from living_guidance.model.rounds import RoundRecord
from living_guidance.render.messages import Messages, load_messages
from living_guidance.text.lines import LineMap, find


def find_round(corpus: Corpus, name: str) -> Located[RoundRecord]:
    """The round that was named; refuses an unknown one with those that are near."""
    wanted = name.removeprefix("guidance/rounds/").strip("/")
    if wanted not in corpus.rounds:
        raise Refused("cli.round.unknown", found=name, near=nearest(wanted, corpus.rounds) if corpus.rounds else "–")
    return corpus.rounds[wanted]


def find_comment_round(corpus: Corpus, name: str) -> RoundRecord:
    """The round that was named; refuses a call for information too, which takes submissions."""
    record = find_round(corpus, name).value
    if record.is_call:
        raise Refused("cli.comments.is-call", round=record.id)
    return record


def find_call(corpus: Corpus, name: str) -> RoundRecord:
    """The call for information that was named; refuses a round that takes comments, with the calls there are."""
    record = find_round(corpus, name).value
    if not record.is_call:
        calls = [one.value.id for one in corpus.rounds.values() if one.value.is_call]
        raise Refused("cli.submissions.no-call", round=record.id, calls=", ".join(calls) or "–")
    return record


def interfaces(corpus: Corpus) -> tuple[Messages, ...]:
    """The interface in the languages of the site, the default one first."""
    return tuple(load_messages(code) for code in corpus.settings.codes)


def ground_of(corpus: Corpus, record: RoundRecord) -> Ground:
    """What the comments of a round may point at; refuses a round whose draft is not there."""
    draft = corpus.snapshots.get(record.draft or "")
    if record.draft and draft is None:
        raise Refused("cli.round.no-draft", round=record.id, draft=record.draft)
    return Ground(corpus, record, draft)


def refuse_others(files: Mapping[Path, str | bytes], force: bool) -> None:
    """Refuse to overwrite files that hold something else: somebody may have filled them in."""
    for path, content in files.items():
        new = content.encode() if isinstance(content, str) else content
        if not force and path.exists() and path.read_bytes() != new:
            raise Refused("cli.file-exists", path=path)


def refuse_published(root: Path, to: Path) -> None:
    """Refuse to write what is not for everybody into the folders that the site is made from."""
    if any(to.resolve().is_relative_to(root / folder) for folder in ("docs", "guidance", "translations")):
        raise Refused("cli.comments.published", path=to)


def line_finder(root: Path, record: RoundRecord) -> FindLines:
    """What finds the paragraphs on the lines of the round's review edition; of one that was not made it finds none."""

    @cache
    def line_map(document: str, language: str) -> LineMap:
        path = line_map_file(record.id, document, language)
        issues: list[Issue] = []
        found = load_line_map(root, path, issues) if (root / path).exists() else ()
        tell(issues)
        return found

    def find_lines(
        document: str, language: str, page: int, first: int | None, last: int | None
    ) -> tuple[tuple[str, str], ...]:
        return find(line_map(document, language), page, first, last)

    return find_lines


def private_store(root: Path) -> PrivateStore | None:
    """The private store that the environment names, if it names one; refuses one that cannot be used."""
    try:
        return open_store(os.environ, root)
    except PrivateStoreError as error:
        raise Refused(f"cli.private.{error.code}", **error.words) from error


def needed_store(root: Path) -> PrivateStore:
    """The private store; refuses to go on without one."""
    store = private_store(root)
    if store is None:
        raise Refused("cli.private.none")
    return store


def pseudonyms(store: PrivateStore | None) -> Callable[[str, str], str]:
    """The pseudonyms of natural persons; refuses to take in one where there is no store for the name."""

    def refuse(name: str, email: str) -> str:
        raise Refused("cli.private.none")

    return store.pseudonym if store else refuse


def remark_text(remark: Remark) -> str:
    """A remark in words; the reasons why a row cannot be read have their messages among those of files."""
    key = f"forms.intake.{remark.code}"
    return say(key if say.has(key) else f"check.{remark.code}", **remark.words)
