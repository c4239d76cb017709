"""Every record of a corpus, and every value inside it, with its place."""

from collections.abc import Iterator, Mapping
from itertools import chain

from living_guidance.model.corpus import Corpus, KeyPath, Located
from living_guidance.model.records import Record, Words


def records(corpus: Corpus) -> Iterator[Located[Record]]:
    """The records that have a file of their own or stand in a register; front matter is the chapters'."""
    registers = corpus.registers
    yield from chain(
        corpus.documents.values(),
        corpus.changes.values(),
        corpus.rounds.values(),
        registers.chemicals.values(),
        registers.bodies.values(),
        registers.meetings.values(),
        registers.decisions.values(),
        registers.sources.values(),
        registers.glossary.values(),
        registers.submitters.values(),
    )


def words_in(record: Record) -> Iterator[tuple[KeyPath, Words]]:
    """Every piece of multilingual text in a record, with its keys."""
    for name, field in type(record).model_fields.items():
        yield from _words(getattr(record, name), (field.alias or name,))


def _words(value: object, keys: KeyPath) -> Iterator[tuple[KeyPath, Words]]:
    if isinstance(value, Words):
        yield keys, value
    elif isinstance(value, Record):
        for inner, words in words_in(value):
            yield (*keys, *inner), words
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _words(item, (*keys, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _words(item, (*keys, key))
