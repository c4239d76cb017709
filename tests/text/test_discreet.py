"""A change names the comment that made it only where everybody may know who sent that."""

from dataclasses import replace

import pytest

from living_guidance.model.corpus import Corpus, Located, Source
from living_guidance.model.records import CausedBy
from living_guidance.text.discreet import discreet
from tests.corpora import change, comment_round, corpus


def told(reference: str = "first-abcdefgh", kind: str = "comment", **fields: object) -> CausedBy | None:
    record = change(caused_by={"kind": kind, "reference": reference, "note": {"en": "Party A"}})
    made: Corpus = corpus(rounds=(comment_round(id="first", **fields),))
    made = replace(made, changes={"alpha/one": Located(record, Source("one.yml"))})
    return discreet(made).changes["alpha/one"].value.caused_by


@pytest.mark.parametrize(("reference", "kind"), [("first-abcdefgh", "comment"), ("SC-4/17", "decision")])
def test_in_a_round_with_names_the_comment_is_named(reference: str, kind: str) -> None:
    cause = told(reference, kind, publication_policy="named")
    assert cause
    assert (cause.reference, str(cause.note)) == (reference, "Party A")


@pytest.mark.parametrize("kind", ["comment", "submission"])
def test_in_a_round_without_names_only_the_round_is(kind: str) -> None:
    cause = told(kind=kind, publication_policy="anonymised")
    assert cause
    assert cause.reference == "first"
    assert "Party A" not in str(cause)


def test_of_a_round_for_experts_nothing_is() -> None:
    cause = told(audience="experts")
    assert cause
    assert (cause.reference, cause.note) == ("comment", None)
