"""The controlled vocabularies, one enumeration each.

The words are those of the field: they stand in front matter and registers exactly as here, and their
names for readers are in the message catalogues under ``<enumeration>.<value>``.
"""

from enum import StrEnum


class Annex(StrEnum):
    """An annex of the Convention in which chemicals are listed."""

    A = "A"
    """Elimination."""
    B = "B"
    """Restriction."""
    C = "C"
    """Unintentional production."""


class Status(StrEnum):
    """How far the author says a chapter has come; typed by the author."""

    OUTLINE = "outline"
    DRAFT = "draft"
    REVISED_DRAFT = "revised_draft"
    FINAL_DRAFT = "final_draft"
    INTERIM = "interim"
    WITHDRAWN = "withdrawn"


class ChapterState(StrEnum):
    """How a frozen text stands on a given day; derived from snapshots, never typed."""

    PUBLISHED_FOR_COMMENT = "published_for_comment"
    SUBMITTED_TO_COP = "submitted_to_cop"
    IN_EFFECT = "in_effect"
    SUPERSEDED = "superseded"


class Action(StrEnum):
    """What a Conference of the Parties did with a text."""

    TAKES_NOTE = "takes_note"
    WELCOMES = "welcomes"
    ADOPTS = "adopts"
    ENDORSES = "endorses"


class Editing(StrEnum):
    """Whether United Nations editors have been over a text."""

    UNEDITED = "unedited"
    FORMALLY_EDITED = "formally_edited"


class Series(StrEnum):
    """The series in which a document was issued."""

    WORKING = "working"
    INF = "inf"
    CRP = "crp"
    PUBLICATION = "publication"


class Issuance(StrEnum):
    """How a document was issued."""

    ADVANCE = "advance"
    FINAL = "final"
    REISSUED = "reissued_for_technical_reasons"


class Authority(StrEnum):
    """What a translation may be relied on for."""

    OFFICIAL = "official"
    COURTESY = "courtesy"
    MACHINE_DRAFT = "machine_draft"


class Freshness(StrEnum):
    """How the translation of one block stands against its source."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    MACHINE_DRAFT = "machine_draft"


class ChangeKind(StrEnum):
    """What was done to the paragraphs."""

    ADD = "add"
    MODIFY = "modify"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"


class ChangeClass(StrEnum):
    """How much a change matters to somebody who applies the guidance."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"
    CORRECTION = "correction"
    NEW_INFORMATION = "new_information"


class Cause(StrEnum):
    """Where a change came from."""

    COMMENT = "comment"
    DECISION = "decision"
    SUBMISSION = "submission"
    ERRATUM = "erratum"


class RoundKind(StrEnum):
    """What a comment round is about."""

    CALL_FOR_INFORMATION = "call_for_information"
    EXPERT_REVIEW = "expert_review"
    FIRST_DRAFT = "first_draft"
    SECOND_DRAFT = "second_draft"
    FINAL_CHECK = "final_check"


class RoundState(StrEnum):
    """Where a comment round stands on a given day; derived, never typed."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    COMPILED = "compiled"
    UNDER_REVIEW = "under_review"
    RESPONSES_PUBLISHED = "responses_published"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """Who may see and comment."""

    EXPERTS = "experts"
    PUBLIC = "public"


class LatePolicy(StrEnum):
    """What happens to a comment that comes after the close."""

    ACCEPT = "accept"
    CONSIDER_AT_DISCRETION = "consider_at_discretion"
    RETURN = "return"


class PublicationPolicy(StrEnum):
    """Under which name a comment is published."""

    NAMED = "named"
    ANONYMISED = "anonymised"


class BodyKind(StrEnum):
    """What sort of body or actor an entry of the bodies register is."""

    GOVERNING_BODY = "governing_body"
    SUBSIDIARY_BODY = "subsidiary_body"
    EXPERT_GROUP = "expert_group"
    TASK_TEAM = "task_team"
    SECRETARIAT = "secretariat"
    REGIONAL_CENTRE = "regional_centre"
    ORGANIZATION = "organization"


class DecisionKind(StrEnum):
    """What sort of text an entry of the decisions register is."""

    DECISION = "decision"
    DOCUMENT = "document"
    INFORMATION_DOCUMENT = "information_document"


class GateCondition(StrEnum):
    """What must be met before a snapshot is released."""

    CHECKS = "checks"
    """The check finds no error; the snapshot is as it was frozen."""
    TREE = "tree"
    """All is committed, in a clone that has the whole history."""
    ROUNDS = "rounds"
    """The comment rounds on the text are closed and answered, and the answers are published."""
    CHANGES = "changes"
    """Every change since the release before is explained by a record."""
    TRANSLATIONS = "translations"
    """Every paragraph has a translation made from its present text."""
    DECISIONS = "decisions"
    """The decisions by which the text is in effect are in the register."""
    SYMBOLS = "symbols"
    """Documents of a series of the United Nations have their symbol."""


class SnapshotType(StrEnum):
    """What a text was frozen for."""

    EXPERT_REVIEW = "expert_review"
    COMMENT_DRAFT = "comment_draft"
    MEETING_DRAFT = "meeting_draft"
    FINAL_DRAFT = "final_draft"
    COP_SUBMISSION = "cop_submission"
    ADOPTED = "adopted"
    MAINTENANCE = "maintenance"
    CORRIGENDUM = "corrigendum"


class Fate(StrEnum):
    """What became of a paragraph between two states of a text."""

    UNCHANGED = "unchanged"
    EDITED = "edited"
    MOVED = "moved"
    """Only its place is another."""
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    DELETED = "deleted"


class FileFate(StrEnum):
    """What a branch does to a chapter or a file."""

    ADDED = "added"
    EDITED = "edited"
    RENAMED = "renamed"
    SPLIT = "split"
    """It is new, and some of its paragraphs stood in another chapter."""
    DELETED = "deleted"
    UNREADABLE = "unreadable"
    """It is there, but has faults for which it cannot be read."""


class Misanswer(StrEnum):
    """Why an answer about a paragraph of doubtful identity cannot be carried out."""

    UNKNOWN = "unknown"
    """Nobody remembers the paragraph that it names, or it stands in another chapter."""
    TAKEN = "taken"
    """It names a paragraph that is found elsewhere in the chapter."""
    TWICE = "twice"
    """Two paragraphs are answered with the same one."""


class BlockKind(StrEnum):
    """The kinds of block that carry an identity."""

    TITLE = "title"
    """The chapter's title or summary, which stands in the front matter."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    """A table row: it has an identity, but its words are those of its cells."""
    CELL = "cell"
    """A cell of a row; its id is the row's with ``-c2`` for the second column."""
    CAPTION = "caption"
    NOTE_TITLE = "note_title"
    TERM = "term"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    CODE = "code"
    IMAGE = "image"


class CommentType(StrEnum):
    """What a comment is about; ISO's ge, te and ed and the terms of other forms map to these."""

    GENERAL = "general"
    SUBSTANTIVE = "substantive"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"
    TRANSLATION = "translation"
    QUESTION = "question"


class Disposition(StrEnum):
    """What a task team did with a comment."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_MODIFICATION = "accepted_with_modification"
    PARTIALLY_ACCEPTED = "partially_accepted"
    REJECTED = "rejected"
    NOTED = "noted"
    DEFERRED = "deferred"
    OUT_OF_SCOPE = "out_of_scope"
    DUPLICATE = "duplicate"
    WITHDRAWN = "withdrawn"
    ANSWERED = "answered"


class CommentStatus(StrEnum):
    """How far the handling of a comment has come."""

    SUBMITTED = "submitted"
    TRIAGED = "triaged"
    WAITING_FOR_INPUT = "waiting_for_input"
    RESOLVED = "resolved"
    APPLIED = "applied"
    PUBLISHED = "published"


class SubmitterCategory(StrEnum):
    """Who comments."""

    PARTY = "party"
    SIGNATORY_OR_NON_PARTY = "signatory_or_non_party"
    IGO = "igo"
    NGO = "ngo"
    INDUSTRY = "industry"
    ACADEMIA = "academia"
    REGIONAL_CENTRE = "regional_centre"
    ROSTER_EXPERT = "roster_expert"
    SECRETARIAT = "secretariat"
    INDIVIDUAL = "individual"


class Region(StrEnum):
    """The regional groups of the United Nations."""

    AFRICAN = "african"
    ASIA_PACIFIC = "asia_pacific"
    EASTERN_EUROPEAN = "eastern_european"
    LATIN_AMERICAN_AND_CARIBBEAN = "latin_american_and_caribbean"
    WESTERN_EUROPEAN_AND_OTHERS = "western_european_and_others"


class Reason(StrEnum):
    """Why a comment was not simply accepted."""

    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    OUTSIDE_MANDATE = "outside_mandate"
    CONFLICTS_WITH_CONVENTION_TEXT = "conflicts_with_convention_text"
    ALREADY_COVERED = "already_covered"
    SUPERSEDED = "superseded"
    NO_CONSENSUS = "no_consensus"
    POLICY_MATTER_FOR_COP = "policy_matter_for_cop"
    UNCLEAR = "unclear"


class Reply(StrEnum):
    """What the submitter says to the answer."""

    PENDING = "pending"
    SATISFIED = "satisfied"
    NOT_SATISFIED = "not_satisfied"
    TIMED_OUT = "timed_out"


class Channel(StrEnum):
    """The way on which a comment came."""

    WEB = "web"
    EMAIL = "email"
    SPREADSHEET = "spreadsheet"
    WORD = "word"
    MEETING = "meeting"
    PULL_REQUEST = "pull_request"


class Scope(StrEnum):
    """Whether a comment is on the whole text or on a place in it."""

    GENERAL = "general"
    LOCATED = "located"


class Element(StrEnum):
    """What a comment points at."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    FIGURE = "figure"
    FOOTNOTE = "footnote"
    TITLE = "title"


class Confidentiality(StrEnum):
    """Whether the files of a submission may be published."""

    PUBLIC = "public"
    CONFIDENTIAL = "confidential"


class MediaType(StrEnum):
    """The types of file that are taken with a submission."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ODT = "application/vnd.oasis.opendocument.text"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    CSV = "text/csv"
    TXT = "text/plain"
    PNG = "image/png"
    JPEG = "image/jpeg"
