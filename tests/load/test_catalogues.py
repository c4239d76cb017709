"""Catalogues in and out: the same bytes, clean for gettext, and a broken one is an issue with its line."""

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from living_guidance.load.catalogues import read_catalogue, write_catalogue
from living_guidance.model.corpus import Block, Catalogue, Entry
from living_guidance.model.issue import Issue, Location, Severity
from living_guidance.model.vocabulary import Authority, BlockKind, Freshness
from living_guidance.render.messages import sources
from living_guidance.text.catalogues import freshness, update_catalogue
from tests.counts import cases, fresh_random

PATH = "translations/zh/pfos/foams.po"
CATALOGUE = Catalogue(
    path=PATH,
    language="zh",
    authority=Authority.OFFICIAL,
    entries=(
        Entry("title", "Foams", "泡沫", comment="title"),
        Entry("pabc234de", 'Foam is "open".\nIt runs\\off.', "泡沫是“开放”的。\n它会流走。", comment="paragraph"),
        Entry("pfgh234jk", "See [it](x.md).[^n]", "见[它](x.md)。[^n]", True, "See it.", "item", note="to ask"),
        Entry("plmn234op-c2", "two", comment="cell", row="1 | two"),
        Entry("pqrs234tu", "A [link](y.md) and {{ name }}.", "[链接](y.md)和{{ name }}。", comment="paragraph"),
    ),
    obsolete=(Entry("pvwx234yz", "Gone.", "不见了。"),),
)


def text_of(**changes: str) -> str:
    """The catalogue's text with pieces replaced."""
    text = write_catalogue(CATALOGUE)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def without_places(catalogue: Catalogue) -> Catalogue:
    bare = {"header": (), "obsolete": tuple(replace(entry, line=0) for entry in catalogue.obsolete)}
    return replace(catalogue, entries=tuple(replace(entry, line=0) for entry in catalogue.entries), **bare)


def test_what_is_written_is_read_and_written_again_byte_for_byte():
    text = write_catalogue(CATALOGUE)
    found, issues = read_catalogue(text, PATH)
    assert issues == ()
    assert found is not None
    assert without_places(found) == CATALOGUE
    assert write_catalogue(found) == text


def test_the_text_of_a_catalogue(golden, request):
    golden(request.path.parent / "golden" / "catalogue.po", write_catalogue(CATALOGUE))


def test_entries_know_their_lines():
    text = write_catalogue(CATALOGUE)
    found, _ = read_catalogue(text, PATH)
    assert found is not None
    lines = text.split("\n")
    for entry in found.entries:
        # The line may be that of the comments above the entry, never another entry's.
        assert f'msgctxt "{entry.id}"' in lines[entry.line - 1 : entry.line + 4]


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_gettext_has_nothing_to_say(tmp_path):
    path = tmp_path / "foams.po"
    path.write_text(write_catalogue(CATALOGUE), encoding="utf-8")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_others_wrote_in_the_header_is_kept():
    tool = {"X-Authority: official": 'X-Authority: official\\n"\n"X-Tool: x'}
    text = text_of(**{"Last-Translator: ": "Last-Translator: A Translator", **tool})
    found, issues = read_catalogue(text, PATH)
    assert issues == ()
    assert found is not None
    assert {"A Translator", "x"} <= {value for _, value in found.header}
    assert write_catalogue(found) == text


FAULTS = [
    ({'msgctxt "title"': "msgctxt title"}, "po.syntax", Severity.ERROR),
    ({'msgid "two"': 'msgid "two'}, "po.syntax", Severity.ERROR),
    ({"msgstr": "mgstr"}, "po.syntax", Severity.ERROR),
    ({"charset=UTF-8": "charset=GBK"}, "po.charset", Severity.ERROR),
    ({"Content-Type": "Content-Kind"}, "po.charset", Severity.ERROR),
    ({"X-Authority: official": "X-Authority: sworn"}, "po.authority", Severity.ERROR),
    ({'"pabc234de"': '"title"'}, "po.duplicate", Severity.ERROR),
    ({'msgctxt "pabc234de"\n': ""}, "po.no-id", Severity.ERROR),
    ({'msgid "two"\nmsgstr ""': 'msgid "two"\nmsgid_plural "twos"\nmsgstr[0] ""'}, "po.plural", Severity.ERROR),
    ({"它会流走": "<b>它会流走</b>"}, "po.html", Severity.WARNING),
    ({"它会流走": "\ue000"}, "po.character", Severity.WARNING),
    ({"它会流走": "[" * 501}, "po.too-long", Severity.WARNING),
    ({"[链接](y.md)": "链接"}, "po.lost-link", Severity.WARNING),
    ({"[链接](y.md)": "[链接](z.md)"}, "po.lost-link", Severity.WARNING),
    ({"和{{ name }}": "和"}, "po.lost-macro", Severity.WARNING),
    ({"和{{ name }}": "和{{ name }}[^m]"}, "po.added-footnote", Severity.WARNING),
    ({"和{{ name }}": "和{{ name }}[甲](y.md)"}, "po.added-link", Severity.WARNING),
]


@pytest.mark.parametrize(("changes", "code", "severity"), FAULTS)
def test_a_fault_is_an_issue_with_its_line_and_a_message(changes, code, severity):
    text = text_of(**changes)
    _, issues = read_catalogue(text, PATH)
    issue = next(issue for issue in issues if issue.code == code)
    assert issue.severity is severity
    assert issue.where.path == PATH
    assert 1 <= issue.where.line <= text.count("\n") + 1
    for key in (f"check.{code}", f"check.{code}.remedy"):
        assert set(re.findall(r"\{(\w+)\}", sources()[key][0])) <= set(issue.words)


def test_the_source_is_shown_where_a_translation_lost_its_link():
    found, issues = read_catalogue(text_of(**{"[链接](y.md)": "链接"}), PATH)
    assert found is not None
    entry = found.by_id()["pqrs234tu"]
    words = {"id": "pqrs234tu", "found": "y.md"}
    assert issues == (Issue("po.lost-link", Location(PATH, entry.line), Severity.WARNING, words),)
    assert freshness(entry, entry.source, found.authority) is Freshness.MISSING


@pytest.mark.parametrize("text", ["", "\n", "no catalogue", "/etc/passwd", "pyproject.toml", "\x00\n\x00"])
def test_what_is_no_catalogue_is_an_issue(text):
    found, issues = read_catalogue(text, PATH)
    assert found is None
    assert {issue.code for issue in issues} in ({"po.syntax"}, {"po.charset"})


def mutate(text: str, random) -> str:
    at = random.randrange(len(text))
    match random.randrange(6):
        case 0:
            return text[:at] + text[at + random.randint(1, 20) :]
        case 1:
            return text[:at] + random.choice('"\\\n#~|[]<>{}^ msgid\ue000\x00é汉') + text[at:]
        case 2:
            return text[:at]
        case 3:
            lines = text.split("\n")
            line = random.randrange(len(lines))
            return "\n".join([*lines[:line], *lines[line + 1 :]])
        case 4:
            lines = text.split("\n")
            line, other = random.randrange(len(lines)), random.randrange(len(lines))
            lines[line], lines[other] = lines[other], lines[line]
            return "\n".join(lines)
        case _:
            return text[:at] + text[random.randrange(len(text)) :]


def test_a_mutilated_catalogue_gives_issues_and_never_a_traceback_or_a_blank():
    random = fresh_random()
    sound = {entry.id: entry for entry in CATALOGUE.entries}
    for _ in range(cases(500)):
        text = write_catalogue(CATALOGUE)
        for _ in range(random.randint(1, 3)):
            text = mutate(text, random) or text
        found, issues = read_catalogue(text, PATH)
        assert found or issues
        for issue in issues:
            assert f"check.{issue.code}" in sources()
            assert issue.where.line <= text.count("\n") + 1
        for name, entry in sound.items():
            read = found.by_id().get(name) if found else None
            state = freshness(read, entry.source, Authority.COURTESY)
            assert state is Freshness.MISSING or (read is not None and read.target.strip())


def test_remarks_and_strangers_are_kept() -> None:
    """What a translator wrote at the head, and what another tool left behind, is there after an update."""
    text = write_catalogue(
        Catalogue("zh.po", "zh", entries=(Entry("pabcdefgh", "Foam.", "泡沫。", comment="paragraph"),))
    )
    text = text.replace("#\n", "# Translated by the Chinese section.\n# Second line.\n", 1)
    text += '\n#~ msgid "Old words"\n#~ msgstr "旧词"\n'
    catalogue, issues = read_catalogue(text, "zh.po")
    assert (issues, catalogue is not None) == ((), True)
    assert catalogue
    block = Block(BlockKind.PARAGRAPH, "Foam.", 0, 5, 0, id="pabcdefgh")
    assert write_catalogue(update_catalogue(catalogue, None, (block,), "zh")) == text
