"""What may be told to everybody: changes say what made them only where its sender may be known."""

from collections.abc import Mapping
from dataclasses import replace

from living_guidance.model.corpus import Corpus, Located
from living_guidance.model.records import ChangeRecord
from living_guidance.model.rounds import RoundRecord
from living_guidance.model.vocabulary import Audience, Cause, PublicationPolicy


def discreet(corpus: Corpus) -> Corpus:
    """The corpus in which no change names what came in a round without names, or in one for experts only.

    The id of a comment or submission is made from the name of its sender, and could be found by trying all of them.
    """
    return replace(corpus, changes={key: _discreet(one, corpus.rounds) for key, one in corpus.changes.items()})


def _discreet(change: Located[ChangeRecord], rounds: Mapping[str, Located[RoundRecord]]) -> Located[ChangeRecord]:
    cause = change.value.caused_by
    if cause is None or cause.kind not in (Cause.COMMENT, Cause.SUBMISSION):
        return change
    located = rounds.get(cause.reference.rpartition("-")[0])
    if located is None:
        return change
    record = located.value
    is_public = record.audience is Audience.PUBLIC
    if is_public and record.publication_policy is PublicationPolicy.NAMED:
        return change
    untold = {"reference": record.id if is_public else cause.kind.value, "note": record.title if is_public else None}
    told = cause.model_copy(update=untold)
    return Located(change.value.model_copy(update={"caused_by": told}), change.source)
