"""Submissions are read as they were written, and their files are known by what is in them."""

from hashlib import sha256
from pathlib import Path

import pytest

from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import FileFacts
from living_guidance.model.submissions import Submission, submission_id
from tests.calls import CALL, CONFIDENTIAL, STOCKS, make_call, submission
from tests.load.projects import make_project

JOINT = [{"name": "Party B", "category": "party"}, {"person": "abcd2345", "category": "individual"}]


@pytest.mark.parametrize(
    "given",
    [
        submission(),
        submission(**CONFIDENTIAL),
        submission(title="消防泡沫：库存，2018", area="a: b # c", language="zh", submitters=JOINT, note="See, [1]."),
        submission(title="1e5", area="no", documents=["pfos"], chemicals=[]),
    ],
)
def test_a_record_reads_back_as_it_was_written(tmp_path: Path, given: Submission) -> None:
    make_call(make_project(tmp_path), given)
    loaded = load_corpus(tmp_path)
    assert loaded.corpus
    assert [issue.code for issue in loaded.issues if "submissions" in issue.where.path] == []
    found = loaded.corpus.submissions_to(CALL)
    assert [one.value for one in found.submissions.values()] == [given]
    assert submission_id(CALL, found.submissions[given.id].value) == given.id
    if given.is_public:
        assert found.files == {given.id: {"stocks.csv": FileFacts(len(STOCKS), sha256(STOCKS).hexdigest())}}


def test_the_id_is_that_of_what_was_sent_and_by_whom() -> None:
    one = submission()
    later = submission(
        received="2018-04-01", note="Came again.", files=[{**one.files[0].model_dump(), "name": "x.csv"}]
    )
    assert later.id == one.id
    others = ({"title": "x"}, {"area": "x"}, {"chemicals": []}, {"language": "zh"}, {"submitters": JOINT}, CONFIDENTIAL)
    assert len({one.id, *(submission(**fields).id for fields in others)}) == len(others) + 1


def test_a_link_among_the_files_is_refused(tmp_path: Path) -> None:
    one = submission()
    folder = make_call(make_project(tmp_path), one, files={})
    (folder / one.id).mkdir()
    (folder / one.id / "stocks.csv").symlink_to(tmp_path / "mkdocs.yml")
    assert ("file.symlink", f"{folder.relative_to(tmp_path)}/{one.id}/stocks.csv") in [
        (issue.code, issue.where.path) for issue in load_corpus(tmp_path).issues
    ]
