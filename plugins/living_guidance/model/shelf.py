"""``releases/releases.json``: the releases that stand beside the text in effect, for the picker and for programs."""

from collections.abc import Mapping

from living_guidance.model.records import Day, Id, Language, Record, Sha256, Words
from living_guidance.model.release import Count
from living_guidance.model.vocabulary import SnapshotType

RELEASES = "releases"
"""The folder of a site that holds what was released."""
FORMAT = "1"


class ListedArchive(Record):
    """The archive of a release, to fetch."""

    path: str
    bytes: Count
    sha256: Sha256


class ListedRelease(Record):
    """A release on the site. Paths are relative to the folder of the list."""

    id: Id
    type: SnapshotType
    date: Day
    title: Words
    meeting: Words | None = None
    """The name of the meeting it was made for or adopted by."""
    homes: Mapping[Language, str]
    """Its first page in each of its languages, the default one first."""
    record: str
    archive: ListedArchive


class Shelf(Record):
    """What the list says."""

    format: str = FORMAT
    homes: Mapping[Language, str]
    """The first page of the text in effect in each language, the default one first."""
    releases: tuple[ListedRelease, ...] = ()
    """The newest first."""

    def text(self) -> str:
        """The list as it is written."""
        return f"{self.model_dump_json(indent=1, exclude_none=True)}\n"
