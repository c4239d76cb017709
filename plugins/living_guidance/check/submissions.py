"""Submissions: each as it came, with the files that it names and no other, and none of a confidential one."""

from collections.abc import Iterator, Mapping

from living_guidance.model.corpus import Corpus, FileFacts, Located, RoundSubmissions
from living_guidance.model.issue import Issue, Location
from living_guidance.model.naming import nearest
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.submissions import Submission, submission_id
from living_guidance.text.privacy import mask


def check_submissions(corpus: Corpus) -> Iterator[Issue]:
    """The words, documents and files of each submission, and the changes that name one as their cause."""
    for name, found in corpus.submissions.items():
        located = corpus.rounds.get(name)
        if located is None:
            continue
        for key, one in found.submissions.items():
            yield from _words(located.value, one)
            yield from _files(corpus, found.files.get(key, {}), one)
        yield from _ownerless(corpus, name, found)
    yield from _unknown_causes(corpus)


def _words(record: RoundRecord, one: Located[Submission]) -> Iterator[Issue]:
    submission, source = one.value, one.source
    words = {"id": submission.id}
    if not record.is_call:
        yield Issue("submission.no-call", source.at("id"), words={**words, "round": record.id})
    expected = submission_id(record.id, submission)
    if submission.id != expected:
        yield Issue("submission.edited", source.at("id"), words={**words, "expected": expected})
    for index, document in enumerate(submission.documents):
        if document not in record.documents:
            known = ", ".join(record.documents)
            where = source.at("documents", index)
            yield Issue("submission.document", where, words={**words, "found": document, "known": known})
    titles = (file.title or "" for file in submission.files)
    for key, text in (("title", submission.title), ("area", submission.area), ("files", "\n".join(titles))):
        if mask(text)[1]:
            yield Issue("submission.personal", source.at(key), words={**words, "key": key})


def _files(corpus: Corpus, there: Mapping[str, FileFacts], one: Located[Submission]) -> Iterator[Issue]:
    """The files that a record names against those that are in its folder."""
    submission, folder = one.value, one.source.path.removesuffix(".yml")
    named = {file.name: (index, file) for index, file in enumerate(submission.files) if file.name}
    for name, (index, file) in named.items():
        path = f"{folder}/{name}"
        where, words = one.source.at("files", index), {"path": path}
        facts = there.get(name)
        if facts is None and path not in corpus.unread:
            yield Issue("submission.no-file", where, words=words)
        elif facts and facts != FileFacts(file.bytes, file.sha256):
            yield Issue("submission.changed", where, words={**words, "expected": file.sha256, "found": facts.sha256})
    code = "submission.unnamed" if submission.is_public else "submission.confidential"
    for name in sorted(there.keys() - named.keys()):
        yield Issue(code, Location(f"{folder}/{name}"), words={"id": submission.id})


def _ownerless(corpus: Corpus, comment_round: str, found: RoundSubmissions) -> Iterator[Issue]:
    """The files in folders of which there is no record."""
    base = f"guidance/rounds/{comment_round}/submissions"
    for name in sorted(found.files.keys() - found.submissions.keys()):
        if f"{base}/{name}.yml" not in corpus.unread:
            for file in sorted(found.files[name]):
                yield Issue("submission.ownerless", Location(f"{base}/{name}/{file}"), words={"folder": name})


def _unknown_causes(corpus: Corpus) -> Iterator[Issue]:
    """The change records that name a submission which nobody made."""
    calls = {name for name, located in corpus.rounds.items() if located.value.is_call}
    known = {one for found in corpus.submissions.values() for one in found.submissions}
    for located in corpus.changes.values():
        cause = located.value.caused_by
        if cause is None:
            continue
        name, _, tail = cause.reference.rpartition("-")
        if name in calls and len(tail) == 8 and cause.reference not in known:
            words = {"found": cause.reference, "near": nearest(cause.reference, known) if known else "–"}
            yield Issue("submission.cause", located.source.at("caused_by", "reference"), words=words)
