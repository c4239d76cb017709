"""What a citation of a chapter, or of one of its paragraphs, says."""

from dataclasses import dataclass
from datetime import date

from living_guidance.model.addresses import state_page
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Settings
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import Authority, BlockKind
from living_guidance.view.parts import Name, author_of, name, title_of


@dataclass(frozen=True, slots=True)
class Citation:
    """A frozen text, or one paragraph of it, as it is cited for ever."""

    author: Name
    """The body that the guidance comes from."""
    document: Name
    symbol: str | None
    chapter: Name
    version: str
    state: Name
    """What readers call the snapshot."""
    issued: date
    """The day of the snapshot."""
    language: str
    """The language of the text that is cited."""
    original: str
    """The language it was written in."""
    authority: Authority | None
    """What the translation may be relied on for; None in the original language."""
    key: str
    """Names the text among all citations: document, chapter, snapshot and language."""
    address: str
    """The permanent address of the chapter."""
    accessed: date
    id: str = ""
    """The paragraph's; empty for the whole chapter."""
    number: str = ""
    """The paragraph's, as it is printed; empty where it has none."""

    @property
    def url(self) -> str:
        """The permanent address of what is cited."""
        return f"{self.address}#{self.id}" if self.id else self.address


def citation_of(corpus: Corpus, text: Text, day: date, passage: Passage | None = None) -> Citation | None:
    """The citation of a chapter, or of a passage, that is read on a day.

    There is none for what may still change: the working text, and a paragraph that is new in it; nor where the site
    has no address of its own, because the link would be no permanent one.
    """
    matter, snapshot = text.matter, text.snapshot
    documents = {record.id: record for record in snapshot.documents} if snapshot else {}
    document = documents.get(matter.document)
    if snapshot is None or document is None or not corpus.settings.site_url.startswith(("https://", "http://")):
        return None
    if passage and passage.block.id in text.born:
        return None
    return Citation(
        author=author_of(corpus, text.language),
        document=name(document.title, text.language),
        symbol=document.symbol,
        chapter=title_of(text),
        version=matter.version,
        state=name(snapshot.title, text.language),
        issued=snapshot.date,
        language=text.language,
        original=matter.language,
        authority=text.authority,
        key="-".join((matter.document, matter.id, snapshot.id, text.language)),
        address=_address(corpus.settings, text.language, state_page(matter.document, matter.id, snapshot.id)),
        accessed=day,
        id=_fragment(passage) if passage else "",
        number=str(passage.number or "") if passage else "",
    )


def _address(settings: Settings, language: str, uri: str) -> str:
    """The full address of a page in a language."""
    prefix = "" if language == settings.codes[0] else f"{language}/"
    return f"{settings.site_url.rstrip('/')}/{prefix}{uri.removesuffix('.md')}/"


def _fragment(passage: Passage) -> str:
    """What a passage is found by: a cell by its row, a title by nothing, for it stands at the head of the page."""
    if passage.is_title:
        return ""
    block = passage.block
    return block.id.rpartition("-c")[0] if block.kind is BlockKind.CELL else block.id
