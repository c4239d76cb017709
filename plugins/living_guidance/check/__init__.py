"""A corpus is examined: one module a concern, one ordered table of checks. Imports model and text."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from living_guidance.check.answers import check_answers
from living_guidance.check.changes import check_changes
from living_guidance.check.comments import check_comments
from living_guidance.check.footnotes import check_footnotes
from living_guidance.check.identity import check_identity
from living_guidance.check.links import check_links
from living_guidance.check.references import check_references
from living_guidance.check.registers import check_registers
from living_guidance.check.releases import check_releases
from living_guidance.check.rounds import check_rounds
from living_guidance.check.sentences import check_sentences
from living_guidance.check.snapshots import check_snapshots
from living_guidance.check.submissions import check_submissions
from living_guidance.check.translations import check_translations
from living_guidance.check.typography import check_typography
from living_guidance.check.words import check_words
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Issue

Check = Callable[[Corpus], Iterator[Issue]]


def checks(day: date) -> Mapping[str, Check]:
    """Every check by name, as on a day, in the order in which a newcomer would mend things."""
    return {
        "identity": check_identity,
        "answers": check_answers,
        "references": check_references,
        "registers": check_registers,
        "words": check_words,
        "links": partial(check_links, day=day),
        "footnotes": check_footnotes,
        "sentences": check_sentences,
        "typography": check_typography,
        "translations": check_translations,
        "changes": partial(check_changes, day=day),
        "rounds": check_rounds,
        "comments": partial(check_comments, day=day),
        "submissions": check_submissions,
        "snapshots": partial(check_snapshots, day=day),
        "releases": check_releases,
    }


def run_checks(corpus: Corpus, day: date) -> list[Issue]:
    """Every issue of a corpus on a day, in the order of files and lines."""
    issues = [issue for check in checks(day).values() for issue in check(corpus)]
    return sorted(issues, key=lambda issue: (issue.where, issue.code))
