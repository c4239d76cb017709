"""The submissions to the calls for information, and what is known of the files that came with them."""

from dataclasses import dataclass, field
from hashlib import sha256

from living_guidance.load.files import read_bytes
from living_guidance.load.reading import Reading
from living_guidance.model.corpus import FileFacts, RoundSubmissions
from living_guidance.model.submissions import MOST_BYTES, Submission


@dataclass(slots=True)
class SubmissionFiles:
    """The files of a round's submissions, each by its path."""

    records: dict[str, str] = field(default_factory=dict)
    """The records by the name of their files, which should be the id."""
    folders: dict[str, dict[str, str]] = field(default_factory=dict)
    """The files that came, by the name of their folder, which should be the same, and by their own."""


def load_submissions(files: SubmissionFiles, reading: Reading) -> RoundSubmissions:
    """The submissions of a round as far as they can be read; what is wrong with any is noted."""
    facts = {
        folder: {name: found for name, path in own.items() if (found := _facts(path, reading))}
        for folder, own in files.folders.items()
    }
    return RoundSubmissions(reading.records(Submission, files.records), facts)


def _facts(path: str, reading: Reading) -> FileFacts | None:
    content, refusal = read_bytes(reading.root, path, MOST_BYTES)
    if content is None:
        reading.issues += (refusal,) if refusal else ()
        reading.unread.add(path)
        return None
    return FileFacts(len(content), sha256(content).hexdigest())
