"""Where comments are kept: an import is one new file, so that it is there as a whole or not at all."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import PurePosixPath

from living_guidance.exchange.comments.remarks import Verdict
from living_guidance.load.comments import comment_lines
from living_guidance.model.comments import Comment


def file_digest(content: bytes) -> str:
    """The beginning of a file's SHA-256, by which its comments say where they came from."""
    return sha256(content).hexdigest()[:12]


def new_comments(verdicts: Iterable[Verdict]) -> tuple[Comment, ...]:
    """The comments that are to be stored."""
    return tuple(verdict.comment for verdict in verdicts if verdict.comment)


def submission_file(name: str, received: date, comments: Iterable[Comment]) -> Mapping[PurePosixPath, str]:
    """The file of an import, relative to the project; none where it adds nothing.

    Its name is made from what it holds: two imports at once, on two branches, do not meet.
    """
    text = comment_lines(comments)
    if not text:
        return {}
    digest = sha256(text.encode()).hexdigest()[:8]
    return {PurePosixPath(f"guidance/rounds/{name}/comments/{received.isoformat()}-{digest}.jsonl"): text}
