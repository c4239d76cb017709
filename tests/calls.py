"""A call for information in a small project, and submissions to it."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from living_guidance.exchange.submissions import write_submission
from living_guidance.model.submissions import Submission, submission_id
from tests.load.samples import ROUND

CALL = "call-2018"
ROUND_FILE = ROUND.replace("round-2018-1", CALL).replace("first_draft", "call_for_information")
STOCKS = b"site,tonnes\nA,1.5\n"
CONFIDENTIAL = {
    "confidentiality": "confidential",
    "files": [{"media_type": "text/csv", "bytes": len(STOCKS), "sha256": sha256(STOCKS).hexdigest()}],
}


def submission(comment_round: str = CALL, **fields: Any) -> Submission:
    """A submission with all that must be there, and its own id."""
    given = {
        "id": f"{comment_round}-aaaaaaaa",
        "received": "2018-03-01",
        "submitters": [{"name": "Party A", "category": "party", "country": "XA"}],
        "title": "Stocks of foam",
        "area": "Fire-fighting foams",
        "chemicals": ["pfos"],
        "language": "en",
        "confidentiality": "public",
        "files": [
            {
                "name": "stocks.csv",
                "media_type": "text/csv",
                "bytes": len(STOCKS),
                "sha256": sha256(STOCKS).hexdigest(),
            }
        ],
    }
    made = Submission.model_validate(given | fields)
    return made.model_copy(update={"id": fields.get("id", submission_id(comment_round, made))})


def make_call(root: Path, *submissions: Submission, files: Mapping[str, bytes] | None = None) -> Path:
    """Write the call with its submissions, and their files unless others are given, into a project."""
    folder = root / "guidance/rounds" / CALL
    (folder / "submissions").mkdir(parents=True)
    (folder / "round.yml").write_text(ROUND_FILE, encoding="utf-8")
    named = {f"{one.id}/{file.name}": STOCKS for one in submissions for file in one.files if file.name}
    for one in submissions:
        (folder / f"submissions/{one.id}.yml").write_text(write_submission(one), encoding="utf-8")
    for path, content in (named if files is None else files).items():
        (folder / "submissions" / path).parent.mkdir(exist_ok=True)
        (folder / "submissions" / path).write_bytes(content)
    return folder / "submissions"
