"""Words in several languages are there in every language of the site."""

from collections.abc import Iterator

from living_guidance.check.walk import records, words_in
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue, Severity
from living_guidance.model.naming import key_name


def check_words(corpus: Corpus) -> Iterator[Issue]:
    """A warning for each text of a record that lacks a language of the site, or has one that it does not know."""
    codes = corpus.settings.codes
    for record in records(corpus):
        for keys, words in words_in(record.value):
            missing = [code for code in codes if code not in words.root]
            unknown = [code for code in words.root if code not in codes]
            where = record.source.at(*keys)
            if missing:
                particulars = {"key": key_name(keys), "languages": ", ".join(missing)}
                yield Issue("words.missing", where, Severity.WARNING, particulars)
            for code in unknown:
                particulars = {"key": key_name((*keys, code)), "language": code, "known": ", ".join(codes)}
                yield Issue("words.unknown", record.source.at(*keys, code), Severity.WARNING, particulars)
