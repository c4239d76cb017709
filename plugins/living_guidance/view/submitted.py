"""What the public may know of the submissions to a call on a day: which, from whom, and which of their files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from living_guidance.model.addresses import submitted_file
from living_guidance.model.corpus import Corpus
from living_guidance.model.rounds import RoundRecord, is_late
from living_guidance.model.submissions import Submission, SubmittedFile
from living_guidance.model.vocabulary import PublicationPolicy
from living_guidance.view.senders import Directory, Sender


@dataclass(frozen=True, eq=False)
class Submitted:
    """The submissions to a call on a day; all of it is what anybody may know.

    Unlike comments they are told of as soon as they come: the teams work with them, and others see what is there.
    """

    corpus: Corpus
    record: RoundRecord
    day: date

    @property
    def is_named(self) -> bool:
        """Whether submissions stand under the names of those who sent them."""
        return self.record.publication_policy is PublicationPolicy.NAMED

    @cached_property
    def submissions(self) -> tuple[Submission, ...]:
        """Those that came up to the day, in the order in which they came."""
        stored = (one.value for one in self.corpus.submissions_to(self.record.id).submissions.values())
        return tuple(
            sorted((one for one in stored if one.received <= self.day), key=lambda one: (one.received, one.id))
        )

    def is_late(self, submission: Submission) -> bool:
        """Whether a submission came too late."""
        return is_late(self.record, submission.received, self.day)

    def anchor(self, submission: Submission) -> str:
        """What a submission is called; empty where nobody is named, for who tries all names would find its id."""
        return submission.id if self.is_named else ""

    def files(self, submission: Submission) -> tuple[SubmittedFile, ...]:
        """The files that are published; none where nobody is named, for most files say who made them."""
        return submission.files if submission.is_public and self.is_named else ()

    @cached_property
    def published(self) -> Mapping[str, str]:
        """Every file that is published: its address, and where it stands in the project."""
        base = f"guidance/rounds/{self.record.id}/submissions"
        return {
            submitted_file(self.record.id, one.id, file.name): f"{base}/{one.id}/{file.name}"
            for one in self.submissions
            for file in self.files(one)
            if file.name
        }

    def senders(self, submission: Submission) -> tuple[Sender, ...]:
        """Who sent a submission, as far as that may be told."""
        return tuple(dict.fromkeys(self._directory.sender(one) for one in submission.submitters))

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.corpus.registers.submitters, self.is_named)


def submitted_calls(corpus: Corpus, day: date) -> Mapping[str, Submitted]:
    """Every call that the public may know of, by id."""
    return {
        name: Submitted(corpus, located.value, day)
        for name, located in corpus.public_rounds.items()
        if located.value.is_call
    }
