"""Two versions of a catalogue made one: nothing that either side wrote is lost."""

from dataclasses import replace
from random import Random

from living_guidance.exchange.merge import merge_catalogues
from living_guidance.load.catalogues import read_catalogue, write_catalogue
from living_guidance.model.corpus import Catalogue, Entry
from tests.counts import cases, fresh_random

IDS = [f"p{number}" for number in range(12)]


def remark(target: str) -> str:
    return f"Other: {target}"


def begin(random: Random) -> Catalogue:
    entries = tuple(Entry(name, f"Text {name}", random.choice(["", f"译{name}"]), comment="paragraph") for name in IDS)
    return Catalogue("zh.po", "zh", entries=entries, header=(("PO-Revision-Date", "0"), ("X-Tool", "a")))


def worked_on(catalogue: Catalogue, random: Random, side: str) -> Catalogue:
    """What a translator, an editor and the update did to a catalogue on one side."""
    entries: list[Entry] = []
    gone = list(catalogue.obsolete)
    for entry in catalogue.entries:
        match random.randrange(8):
            case 0:
                entries.append(replace(entry, target=f"{side}{entry.id}", fuzzy=False, previous=""))
            case 1:
                previous = entry.source if entry.target else ""
                source = f"{entry.source} {side}"
                entries.append(replace(entry, source=source, fuzzy=bool(entry.target), previous=previous))
            case 2:
                gone += [entry] if entry.target else []
            case 3:
                entries.append(replace(entry, note=f"note of {side}"))
            case 4:
                entries += [entry, Entry(f"{side}{entry.id}", "New", random.choice(["", f"新{side}{entry.id}"]))]
            case _:
                entries.append(entry)
    header = (("PO-Revision-Date", side), ("X-Tool", "a"))
    return replace(catalogue, entries=tuple(entries), obsolete=tuple(gone), header=header)


def every(catalogue: Catalogue) -> dict[str, Entry]:
    return {entry.id: entry for entry in (*catalogue.obsolete, *catalogue.entries)}


def test_nothing_is_lost() -> None:
    random = fresh_random()
    for _ in range(cases(300)):
        base = begin(random)
        ours, theirs = worked_on(base, random, "ours"), worked_on(base, random, "theirs")
        merged = merge_catalogues(base, ours, theirs, remark).catalogue
        before, found = every(base), every(merged)
        for side in (ours, theirs):
            for name, entry in every(side).items():
                if entry.target and entry.target != (before[name].target if name in before else ""):
                    assert entry.target in (
                        found[name].target,
                        *found[name].note.removeprefix("Other: ").split("Other: "),
                    )
                if entry.note:
                    assert entry.note in found[name].note
        for name, entry in found.items():
            assert not entry.target or entry.target in {
                one.target for one in (every(ours).get(name), every(theirs).get(name)) if one
            }
        # Whatever was merged is a catalogue again, and merging it once more changes nothing.
        text = write_catalogue(merged)
        again, issues = read_catalogue(text, "zh.po")
        assert again
        assert [issue.code for issue in issues if issue.code != "po.no-id"] == []
        assert write_catalogue(merge_catalogues(merged, again, merged, remark).catalogue) == text


def test_a_side_that_did_nothing_is_not_heard() -> None:
    random = fresh_random()
    for _ in range(cases(50)):
        base = begin(random)
        changed = worked_on(base, random, "ours")
        for ours, theirs in ((changed, base), (base, changed)):
            merged = merge_catalogues(base, ours, theirs, remark)
            assert merged.doubled == ()
            assert {name: one.target for name, one in every(merged.catalogue).items() if one.target} == {
                name: one.target for name, one in every(changed).items() if one.target
            }


def test_the_header_is_merged_too() -> None:
    base = Catalogue("zh.po", "zh", header=(("A", "1"), ("B", "1")))
    ours = replace(base, header=(("A", "2"), ("B", "1")))
    theirs = replace(base, header=(("A", "3"), ("B", "3"), ("C", "3")))
    assert merge_catalogues(base, ours, theirs, remark).catalogue.header == (("A", "2"), ("B", "3"), ("C", "3"))


def test_a_template_forgets_what_one_side_deleted() -> None:
    base = Catalogue("a.pot", entries=tuple(Entry(name, name) for name in "abcd"))
    ours = replace(base, entries=tuple(Entry(name, name) for name in ("a", "x", "b", "d")))
    theirs = replace(base, entries=tuple(Entry(name, name) for name in ("a", "c", "y", "d")))
    merged = merge_catalogues(base, ours, theirs, remark).catalogue
    assert [entry.id for entry in merged.entries] == ["a", "y", "x", "d"]
