"""What is stored already: a file that comes again, in whatever order, brings nothing new, and nothing else is known."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from living_guidance.model.comments import Comment, comment_id

Key = tuple[object, ...]


@dataclass(slots=True)
class Stored:
    """The comments of a round while files are judged."""

    comments: dict[str, Comment] = field(default_factory=dict)
    """By id; those that are taken in are added."""
    _by: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Their ids by all that may make one known."""
    _claimed: set[str] = field(default_factory=set)
    """Those that a row of the file at hand stands for: each may stand for one."""

    @classmethod
    def of(cls, comments: Mapping[str, Comment]) -> "Stored":
        """The comments that there are before anything is taken in."""
        made = cls()
        for comment in comments.values():
            made._remember(comment)
        return made

    def begin_file(self) -> None:
        """Another file may hold the same rows once more."""
        self._claimed.clear()

    def known(self, comment: Comment) -> str | None:
        """The id of the stored comment that a row is, if it is one."""
        for name in self._likely(comment):
            if name not in self._claimed:
                self._claimed.add(name)
                return name
        return None

    def equal(self, comment: Comment) -> str | None:
        """A stored comment with the same words on the same place by the same senders."""
        return next(iter(self._by[_words(comment)]), None)

    def add(self, comment: Comment) -> Comment:
        """Store a comment that is new, with its id."""
        ordinal = 0
        while (name := comment_id(comment, ordinal)) in self.comments:
            # It has equal words, or its digest begins like another's.
            ordinal += 1
        comment = comment.model_copy(update={"id": name})
        self._remember(comment)
        self._claimed.add(name)
        return comment

    def _remember(self, comment: Comment) -> None:
        self.comments[comment.id] = comment
        for key in (_words(comment), _given(comment), _row(comment)):
            if key:
                self._by[key].append(comment.id)

    def _likely(self, comment: Comment) -> list[str]:
        """The same words come first; then what differs only in what we made of it."""
        same = [*self._by[_words(comment)]]
        # The paragraph on a line may be found only when the line map has come.
        same += [
            name
            for name in self._by.get(_given(comment), ())
            if comment.paragraph is None or self.comments[name].paragraph is None
        ]
        # The sender of a row may be in the register only by now.
        return [*same, *self._by[_row(comment)]]


def _words(comment: Comment) -> Key:
    return ("words", *comment.words)


def _given(comment: Comment) -> Key:
    """All words but the paragraph, where a page or a quotation was given from which that is found; else nothing."""
    is_given = comment.page is not None or bool(comment.quoted)
    return ("given", *comment.model_copy(update={"paragraph": None}).words) if is_given else ()


def _row(comment: Comment) -> Key:
    """The row of the file, with what was written in it."""
    wrote = (comment.text, comment.proposed, comment.rationale, comment.references, comment.quoted)
    return ("row", comment.file, comment.row, *wrote)
