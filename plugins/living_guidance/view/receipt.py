"""The receipt of a submitter: what they said, and what the task team did."""

from collections.abc import Iterator
from dataclasses import dataclass

from living_guidance.model.addresses import receipt_file
from living_guidance.view.comment import CommentLine, SenderLine, Tally, lines_of, tally
from living_guidance.view.parts import RoundLine, round_line
from living_guidance.view.senders import Receipt
from living_guidance.view.told import Told


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """All that became of the comments of one submitter in a round."""

    uri: str
    file_uri: str
    """The same as a table."""
    round: RoundLine
    told: Told
    receipt: Receipt
    sender: SenderLine
    tally: Tally
    language: str

    @property
    def is_named(self) -> bool:
        """Whether others may know whose it is."""
        return bool(self.receipt.sender.code)


def receipt_views(told: Told, language: str) -> Iterator[ReceiptPage]:
    """The receipts of a round, in a language."""
    lines = lines_of(told, language)
    corpus = told.states.corpus
    line = round_line(corpus, told.record, told.day, language)
    prefix = corpus.settings.prefix(language)
    for receipt in told.receipts:
        yield ReceiptPage(
            uri=told.receipt_page(receipt.code),
            file_uri=receipt_file(told.record.id, receipt.code, prefix),
            round=line,
            told=told,
            receipt=receipt,
            sender=lines.sender(receipt.sender, receipt.comments[0]),
            tally=tally(told, receipt.comments),
            language=language,
        )


def receipt_lines(view: ReceiptPage) -> tuple[CommentLine, ...]:
    """The comments of a receipt with all that is shown of them."""
    lines = lines_of(view.told, view.language)
    return tuple(lines.line(comment) for comment in view.receipt.comments)
