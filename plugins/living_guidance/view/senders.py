"""Who sent the comments of a round, as far as its policy lets it be known, and what each of them sent."""

from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from hashlib import sha256

from living_guidance.model.comments import Comment, Submitter
from living_guidance.model.corpus import Located
from living_guidance.model.records import KnownSubmitter
from living_guidance.model.vocabulary import Region, SubmitterCategory


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a comment, as far as the round's policy lets it be known."""

    category: SubmitterCategory
    region: Region | None
    name: str = ""
    """What an organisation is called in its comments; empty for persons, and where nobody is named."""
    known: KnownSubmitter | None = field(default=None, hash=False)
    """The register's entry of an organisation that may be named."""
    person: str = ""
    """A person's pseudonym, where senders are named."""
    country: str = ""
    code: str = ""
    """The last part of the address of the receipt; empty where it must not be told to others."""

    @property
    def key(self) -> str:
        """What tells senders apart in filters and data; empty where nobody is named."""
        return (self.known.id if self.known else "") or self.person or self.name


@dataclass(frozen=True, slots=True)
class Receipt:
    """The comments that one submitter sent."""

    code: str
    sender: Sender
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many comments came from whom; a joint one counts for each that differs."""

    categories: Mapping[str, int]
    regions: Mapping[str, int]
    """Under no name where the region is not known."""


@dataclass(frozen=True, eq=False)
class Directory:
    """Who is behind the names that submitters sign with; whoever signs with several names of the register is one."""

    register: Mapping[str, Located[KnownSubmitter]]
    is_named: bool
    """Whether senders may be named."""

    @cached_property
    def _known(self) -> Mapping[str, KnownSubmitter]:
        """The register's entries by all that they are called."""
        entries = [located.value for located in self.register.values()]
        return {_fold(name): entry for entry in entries for name in (*entry.aliases, *entry.name.root.values())}

    def identity(self, submitter: Submitter) -> str:
        """What tells submitters apart, by whatever name they signed."""
        if submitter.person:
            return f"person {submitter.person}"
        known = self._known.get(_fold(submitter.name or ""))
        return f"known {known.id}" if known else f"name {_fold(submitter.name or '')}"

    def sender(self, submitter: Submitter) -> Sender:
        """A submitter as far as it may be told who that is."""
        known = self._known.get(_fold(submitter.name or ""))
        region = known.region if known else None
        if not self.is_named:
            return Sender(submitter.category, region)
        name, person = submitter.name or "", submitter.person or ""
        country = "" if submitter.person else submitter.country or ""
        return Sender(submitter.category, region, name, known, person, country)


@dataclass(frozen=True, eq=False)
class Senders:
    """The submitters of comments, and what each of them sent."""

    register: Mapping[str, Located[KnownSubmitter]]
    comments: tuple[Comment, ...]
    anchor: Callable[[Comment], str]
    """What a comment is called in public."""
    is_named: bool
    """Whether comments stand under the names of those who sent them."""

    def of(self, comment: Comment) -> tuple[Sender, ...]:
        """Who sent a comment."""
        return self._of[comment.id]

    @cached_property
    def counts(self) -> Counts:
        """How many comments came from each category of submitters, and from each region."""
        categories, regions = Counter[str](), Counter[str]()
        for senders in self._of.values():
            categories.update({one.category for one in senders})
            regions.update({one.region or "" for one in senders})
        return Counts(categories, regions)

    @cached_property
    def receipts(self) -> tuple[Receipt, ...]:
        """What each submitter sent: those of the register by their ids, then the others."""
        return tuple(sorted(self._by_identity.values(), key=lambda one: (one.sender.known is None, one.code)))

    @cached_property
    def _of(self) -> Mapping[str, tuple[Sender, ...]]:
        """Who sent each comment, by its id."""
        sender = cache(lambda submitter: self._by_identity[self._directory.identity(submitter)].sender)
        return {one.id: tuple(dict.fromkeys(map(sender, one.submitters))) for one in self.comments}

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.register, self.is_named)

    @cached_property
    def _by_identity(self) -> Mapping[str, Receipt]:
        found: dict[str, tuple[Submitter, list[Comment]]] = {}
        for comment in self.comments:
            for submitter in comment.submitters:
                _, comments = found.setdefault(self._directory.identity(submitter), (submitter, []))
                if not comments or comments[-1] is not comment:
                    comments.append(comment)
        made = {}
        taken = set(self.register)
        for identity, (submitter, comments) in found.items():
            sender = self._directory.sender(submitter)
            code = sender.known.id if sender.known else self._code(comments)
            while not sender.known and code in taken:
                code = short_digest(code)
            taken.add(code)
            made[identity] = Receipt(code, replace(sender, code=code if self.is_named else ""), tuple(comments))
        return made

    def _code(self, comments: Iterable[Comment]) -> str:
        """The digest that a receipt goes by, where it goes by no name."""
        return short_digest(*sorted(map(self.anchor, comments)))


def short_digest(*words: str) -> str:
    """Eight characters of base32 that go by what is digested."""
    return b32encode(sha256("\0".join(words).encode()).digest())[:8].decode().lower()


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
