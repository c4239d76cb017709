"""How the text that a page shows stands among the others."""

import pytest

from living_guidance.model.vocabulary import ChapterState
from living_guidance.text.states import States
from living_guidance.view.standing import redline_uri, standing_of
from tests.text.snapshots import ASH, FILTER, KILN, frozen, working, written
from tests.text.test_states import COP8, DAY, DRAFT, FILTERS, FURNACES, KEY


@pytest.mark.parametrize("has_drafts", [False, True])
@pytest.mark.parametrize(("name", "lines"), [("ovens", (KILN, FILTER, ASH)), ("ash", (ASH,))])
def test_what_was_renamed_or_split_off_is_in_effect_as_before(
    name: str, lines: tuple[str, ...], has_drafts: bool
) -> None:
    own = written(name, *lines, before=[FURNACES])
    snapshots = [COP8]
    for draft, day in (("april", "2018-04-01"), ("june", "2018-06-29")) if has_drafts else ():
        snapshots.append(frozen(draft, day, own, FILTERS, after=snapshots, kind=DRAFT))
    states = States(working(own, FILTERS, snapshots=snapshots, publish_working=True), DAY)
    standing = standing_of(states, own.key, states.standing(own.key), "en")
    assert standing.in_effect
    assert (standing.in_effect.id, standing.in_effect.uri) == ("cop-8", f"{KEY}.md")
    assert standing.status is (ChapterState.PUBLISHED_FOR_COMMENT if has_drafts else ChapterState.IN_EFFECT)
    pages = {redline_uri(own.key, old, new) for old, new in states.usual_pairs(own.key)}
    assert not standing.since_uri or standing.since_uri in pages
    assert bool(standing.since_uri) == has_drafts
