"""Read the comments of a file, whatever kind of file it is."""

from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.mapping import Mapping
from living_guidance.exchange.comments.margin_docx import read_word
from living_guidance.exchange.comments.rows import Filled

_WORD = (".docx", ".docm", ".doc", ".rtf", ".odt")


def read_comments(content: bytes, name: str, mapping: Mapping | None) -> Filled:
    """The comments that a file holds; raises UnreadableError.

    Word files are known by their names, all others by what they hold.
    """
    if name.lower().endswith(_WORD):
        return read_word(content, mapping)
    return read_form(content, name, mapping)
