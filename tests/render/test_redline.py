"""The redline as a page shows it, in both forms and in four panes; as text and as JSON."""

import json
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from rich.console import Console

from living_guidance.model.vocabulary import BlockKind, Fate
from living_guidance.render.clean import clean
from living_guidance.render.messages import load_messages, sources
from living_guidance.render.redline import render_redline
from living_guidance.render.redline_json import redline_json
from living_guidance.render.redline_panes import render_panes
from living_guidance.render.redline_text import print_redline, redline_text
from living_guidance.render.redline_words import inline, nowhere, redline_paragraph
from living_guidance.text.redline import Departed, compare
from living_guidance.text.words import Op, Run
from tests.counts import cases
from tests.text.documents import bodies
from tests.text.states import paragraphs, spoken, text_of, texts
from tests.text.test_redline import GOLDEN as CHAPTERS
from tests.text.test_redline import states

GOLDEN = Path(__file__).parent / "golden"
MESSAGES = {language: load_messages(language) for language in ("en", "zh")}
EN, ZH = MESSAGES["en"], MESSAGES["zh"]
VOID = {"input", "br", "hr", "img", "meta", "link"}


class Page(HTMLParser):
    """What a page says, and to whom."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.classes: dict[str, str] = {}
        self.said: list[str] = []
        """The words that are not hidden, with those for screen readers."""
        self.tags: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        assert not any(name == "style" or name.startswith("on") for name in values), values
        self.tags.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
            self.classes[values["id"]] = values.get("class", "")
        if tag == "a":
            self.targets.append(values["href"])
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if not any("hidden" in values for _, values in self.open):
            self.said.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.said).split())


def page(old: str, new: str, messages=EN, **more) -> Page:
    return Page(render_redline(compare(text_of(paragraphs(old)), text_of(paragraphs(new))), messages, **more))


def test_what_changed_is_said_in_words() -> None:
    html = render_redline(
        compare(text_of(paragraphs("a: Use wet filters.")), text_of(paragraphs("a: Use dry filters."))), EN
    )
    assert 'Use <del><span class="lg-spoken">deleted: </span>wet</del>' in html
    assert '<ins><span class="lg-spoken">inserted: </span>dry</ins> filters.' in html


def test_what_changed_in_another_language_is_said_in_that_of_the_page() -> None:
    old, new = (text_of(paragraphs(f"a: {words}"), "zh") for words in ("采用湿式过滤器。", "采用干式过滤器。"))
    html = render_redline(compare(old, new), EN)
    assert '<span class="lg-spoken" lang="en">inserted: </span>' in html
    assert '<p class="lg-kind-paragraph lg-level-0" lang="zh">' in html
    assert f'<span class="lg-spoken">{ZH("pages.passage.inserted")}</span>' in render_redline(compare(old, new), ZH)


def test_a_paragraph_of_a_translation_that_came_later_says_both_languages() -> None:
    old, new = text_of(paragraphs("a: PFOS in foams."), "en"), text_of(paragraphs("a: 泡沫中的PFOS。"), "zh")
    html = render_redline(compare(old, new), ZH)
    assert '<del lang="en"><span class="lg-spoken" lang="zh">' in html
    assert "<ins><span" in html


def test_the_changes_are_counted_and_chained() -> None:
    found = page("a: One.\nb: Two.\nc: Three.\nd: Four.", "a: Own.\nb: Two.\nd: For.\ne: Five.")
    assert found.words.startswith("4 changes: 2 edited, 1 added, 1 deleted First change")
    assert [one for one in found.ids if re.fullmatch(r"c\d+", one)] == ["c1", "c2", "c3", "c4"]
    assert found.targets == ["#c1", "#c2", "#c1", "#c3", "#c2", "#c4", "#c3"]
    assert "lg-fate-edited" in found.classes["c1"]
    assert "1 unchanged paragraph" in found.words


def test_the_same_in_chinese() -> None:
    found = page("a: 一。\nb: 二。", "a: 一一。\nb: 二。", ZH)
    assert found.words.startswith("1处改动：修改1处")
    assert "1段没有改动" in found.words


def test_nothing_has_changed() -> None:
    found = page("a: One.", "a: One.")
    assert found.words.startswith("Nothing has changed.")
    assert "input" not in found.tags


def test_a_changed_number_has_its_class_and_is_named() -> None:
    found = page("a: Below 10 mg/l.\nb: Old words.", "a: Below 5 mg/l.\nb: New words.")
    assert "lg-number-change" in found.classes["c1"]
    assert "lg-number-change" not in found.classes["c2"]
    assert "Numbers: 10 mg/l → 5 mg/l" in found.words
    assert "lg-show-numbers" in found.ids


def test_there_is_no_filter_for_numbers_where_none_changed() -> None:
    assert "lg-show-numbers" not in page("a: Old.", "a: New.").ids


def test_a_table_is_a_table_in_which_rows_and_cells_are_marked() -> None:
    old = "t=: Limits\nh|: Subject | Value\nr|: PFOS | 10\ns|: PBDE | 1"
    new = "t=: Limits\nh|: Subject | Value\nr|: PFOS | 5\nu|: HBCD | 2"
    found = page(old, new)
    assert found.tags.count("table") == 2  # one of them the old one, for the two columns
    assert found.tags.count("caption") == 2
    assert [found.classes[name].split()[0] for name in ("c1", "c2", "c3")] == [
        *("lg-fate-edited", "lg-fate-deleted", "lg-fate-added"),
    ]
    assert "deleted: 10 inserted: 5" in re.sub(r"(?<=\d)inserted", " inserted", found.words)


def test_a_table_that_did_not_change_is_folded() -> None:
    found = page("h|: A | B\nr|: 1 | 2", "h|: A | B\nr|: 1 | 2")
    assert found.tags.count("details") == 1
    assert "1 unchanged paragraph" in found.words


def test_a_row_with_fewer_cells_keeps_its_columns() -> None:
    old, new = ("h|: A | B | C\nr|: 1 |  | 3", "h|: A | B | C\nr|: 1 |  | 4")
    html = render_redline(compare(text_of(paragraphs(old)), text_of(paragraphs(new))), EN)
    assert html.count("<td></td>") == 2


def test_a_move_leaves_a_mark_that_leads_to_the_new_place() -> None:
    found = page("x: X\na: A\nb: B", "a: A\nb: B\nx: X")
    assert "1 paragraph moved from here · New place" in found.words
    assert found.targets.count("#c1") == 2


def test_a_moved_row_leaves_its_mark_in_the_table() -> None:
    html = render_redline(
        compare(
            text_of(paragraphs("h|: A | B\nx|: 1 | 2\nr|: 3 | 4\ns|: 5 | 6")),
            text_of(paragraphs("h|: A | B\nr|: 3 | 4\ns|: 5 | 6\nx|: 1 | 2")),
        ),
        EN,
    )
    assert '<tr class="lg-departed"><td colspan="2">1 paragraph moved from here' in html


def test_a_split_and_a_merger_name_each_other() -> None:
    whole = "a: Use dry filters in the plant. Keep water away from the drums."
    parts = "a: Use dry filters in the plant.\nb: Keep water away from the drums."
    found = page(whole, parts)
    assert "edited Words went to paragraph 2" in found.words
    assert "split Split from paragraph 1" in found.words
    found = page(parts, whole)
    assert "edited Took in words from former paragraph 2" in found.words
    assert "merged Merged into paragraph 1" in found.words


def test_kinds_have_their_elements() -> None:
    old = [
        ("h", BlockKind.HEADING, "Head"),
        ("i", BlockKind.ITEM, "Item"),
        ("n", BlockKind.NOTE_TITLE, "Mind"),
        ("t", BlockKind.TERM, "Term"),
        ("d", BlockKind.DEFINITION, "Sense"),
        ("f", BlockKind.FOOTNOTE, "Foot"),
        ("c", BlockKind.CODE, "<b>\n  x"),
        ("g", BlockKind.IMAGE, "A red valve"),
        ("p", BlockKind.PARAGRAPH, "Text"),
    ]
    html = render_redline(compare(text_of(old, levels={"i": 2}), text_of(old)), EN)
    assert "<h2>Head</h2>" in html
    assert '<ul class="lg-level-2"><li>Item</li></ul>' in html
    assert '<p class="lg-kind-note_title lg-level-0">Mind</p>' in html
    assert '<pre class="lg-level-0"><code>&lt;b&gt;\n  x</code></pre>' in html
    assert '<p class="lg-kind-image lg-level-0"><span class="lg-label">Image: </span>A red valve</p>' in html
    assert '<p class="lg-kind-footnote lg-level-0"><span class="lg-label">Note: </span>Foot</p>' in html
    assert '<span class="lg-paragraph-number">¶ 1</span> Text' in html


INLINE = (
    ("plain", "1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ("stress", "**a** *b* `c`", "<strong>a</strong> <em>b</em> <code>c</code>"),
    ("spaces stay", " *a* ", " <em>a</em> "),
    ("out", "[a](https://x.example/?a=1&b=2)", '<a href="https://x.example/?a=1&amp;b=2">a</a>'),
    ("in", "[a](b.md#c)", '<a href="../b/#c">a</a>'),
    ("nowhere", "[a](gone.md)", '<span class="lg-link">a</span>'),
    ("script", "[a](javascript:alert)", "[a](javascript:alert)"),
    ("address", "<https://x.example>", '<a href="https://x.example">https://x.example</a>'),
    ("reference", "[a][b] c", "a c"),
    ("note", "a[^b1].", 'a<sup class="lg-note-reference">b1</sup>.'),
    ("note in code", "`[^b1]`", "<code>[^b1]</code>"),
    ("image", "![a *b*](c.png)", '<span class="lg-image">a *b*</span>'),
    ("html", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("class of the theme", '<b class="md-x">', '&lt;b class="md-x"&gt;'),
    ("unclosed", "**a *b", "**a *b"),
)


def resolve(target: str) -> str | None:
    return "../b/#c" if target == "b.md#c" else None


@pytest.mark.parametrize(("text", "html"), [case[1:] for case in INLINE], ids=[case[0] for case in INLINE])
def test_inline(text: str, html: str) -> None:
    assert str(inline(text, resolve)).replace("&quot;", '"').replace("&#34;", '"') == html


def test_a_change_in_a_link_keeps_its_target() -> None:
    old, new = "a: See [foams](https://x.example/1).", "a: See [foams](https://x.example/2)."
    assert page(old, new).targets[1:] == ["https://x.example/1", *["https://x.example/1", "https://x.example/2"]]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_chapter_that_was_revised(language: str, golden) -> None:
    old, new = ((CHAPTERS / f"chapter-{language}-{name}.md").read_text(encoding="utf-8") for name in ("old", "new"))
    redline = compare(*(spoken(text, language) for text in texts(old, new)), ("最佳可得技术",))
    html = render_redline(redline, MESSAGES[language], labels=("COP-8", "COP-9"))
    Page(html)
    golden(GOLDEN / f"redline.{language}.html", html)
    golden(GOLDEN / f"redline.{language}.txt", f"{redline_text(redline, MESSAGES[language]).plain}\n")


def test_the_page_is_sound_html() -> None:
    old, new = ((CHAPTERS / f"chapter-en-{name}.md").read_text(encoding="utf-8") for name in ("old", "new"))
    redline = compare(*texts(old, new))
    for html in (render_redline(redline, EN), render_panes(redline, redline, ZH)):
        parser = html5lib.HTMLParser(strict=True)
        parser.parse(f"<!DOCTYPE html><html><head><title>x</title></head><body>{html}</body></html>")
        found = Page(html)
        assert len(found.ids) == len(set(found.ids))
        assert {target[1:] for target in found.targets if target.startswith("#")} <= set(found.ids)


def check_page(redline) -> None:
    for messages in MESSAGES.values():
        html = render_redline(redline, messages)
        found = Page(html)
        Page(render_panes(redline, redline, messages))
        assert len(found.ids) == len(set(found.ids))
        anchors = [name for name in found.ids if re.fullmatch(r"c\d+", name)]
        assert anchors == [f"c{number}" for number in range(1, len(redline.changes) + 1)]
        assert {target[1:] for target in found.targets if re.fullmatch(r"#c\d+", target)} <= set(anchors)
        # All but the furniture is what a chapter may hold.
        kept = {tag for tag in found.tags if tag not in {"input", "label"}}
        assert kept <= set(re.findall(r"<(\w+)", clean(html))) | kept & {"code"}


@given(states())
@settings(max_examples=cases(500), deadline=None)
def test_any_two_states_make_a_sound_page(pair) -> None:
    redline = compare(*pair)
    check_page(redline)
    assert json.loads(json.dumps(redline_json(redline))) == redline_json(redline)
    redline_text(redline, EN)


@given(bodies(), bodies())
@settings(max_examples=cases(200), deadline=None)
def test_so_do_any_two_documents(old: str, new: str) -> None:
    check_page(compare(*texts(old, new)))


def test_four_panes_are_joined_by_block() -> None:
    first = compare(
        text_of(paragraphs("a: One.\nb: Two.\nc: Three.")), text_of(paragraphs("a: Own.\nb: Two.\nc: Three."))
    )
    second = compare(
        text_of(paragraphs("a: 一。\nb: 二。\nc: 三。"), "zh"), text_of(paragraphs("a: 一。\nb: 二。\nd: 四。"), "zh")
    )
    html = render_panes(first, second, EN, labels=("COP-8", "COP-9"))
    found = Page(html)
    assert found.words.startswith("3 changes First change")
    assert [name for name in found.ids if name.startswith("c")] == ["c1", "c2", "c3"]
    assert "English: COP-8" in found.words
    assert "Chinese: COP-9" in found.words
    assert html.count('class="lg-pane"') == 3 * 4 + 2
    assert html.count("Not in this text") == 4
    assert '<p class="lg-kind-paragraph lg-level-0" lang="zh">' in html


def test_every_fate_has_its_words_and_its_count() -> None:
    assert {f"fate.{fate}" for fate in Fate} <= set(sources())
    assert {f"pages.redline.{fate}" for fate in Fate if fate is not Fate.UNCHANGED} <= set(sources())


def test_the_helper_for_passages_says_what_changed() -> None:
    element = redline_paragraph([Run(Op.EQUAL, "Use "), Run(Op.DELETE, "wet"), Run(Op.EQUAL, " ones")], "en", ZH)
    assert element.get("lang") == "en"
    assert "".join(element.itertext()) == f"Use {ZH('pages.passage.deleted')}wet ones"


def test_the_terminal_has_colours_and_a_file_has_none() -> None:
    redline = compare(text_of(paragraphs("a: Use wet ones.\nb: B")), text_of(paragraphs("a: Use dry ones.\nb: B")))
    plain, coloured = StringIO(), StringIO()
    print_redline(redline, EN, Console(file=plain, width=40))
    print_redline(redline, EN, Console(file=coloured, width=80, force_terminal=True, color_system="standard"))
    assert plain.getvalue() == (
        "1 change: 1 edited\na · ¶ 1 · edited\n  Use [-wet-]{+dry+} ones.\n  … 1 unchanged paragraph\n"
    )
    assert "\x1b[32m{+dry+}" in coloured.getvalue()


def test_a_text_cannot_steer_the_terminal() -> None:
    redline = compare(text_of(paragraphs("a: One.")), text_of(paragraphs("a: \x1b[31mred [bold]x[/bold] \u202e")))
    assert "\x1b" not in redline_text(redline, EN).plain
    assert "[bold]x[/bold]" in redline_text(redline, EN).plain


def test_the_keys_of_the_json() -> None:
    old, new = "x: X\na: Below 10 mg.\nr|: 1 | 2", "a: Below 5 mg.\nr|: 1 | 2\nx: X"
    redline = compare(text_of(paragraphs(old)), text_of(paragraphs(new)))
    found = redline_json(redline)
    assert set(found) == {"language", "counts", "entries"}
    assert found["counts"] == {"edited": 1, "moved": 1}
    assert found["entries"][0] == {"moved_from": ["x"]}
    assert found["entries"][1] == {
        "id": "a",
        "kind": "paragraph",
        "level": 0,
        "fate": "edited",
        "moved": False,
        "others": [],
        "old_number": 2,
        "new_number": 1,
        "old": "Below 10 mg.",
        "new": "Below 5 mg.",
        "runs": [
            {"op": "equal", "text": "Below "},
            {"op": "delete", "text": "10"},
            {"op": "insert", "text": "5"},
            {"op": "equal", "text": " mg."},
        ],
        "numbers": {"gone": ["10 mg"], "come": ["5 mg"]},
    }
    assert len(found["entries"]) == len(redline.entries) == len(redline.blocks) + 1
    assert isinstance(redline.entries[0], Departed)


def test_links_lead_nowhere_unless_somebody_says_where() -> None:
    assert nowhere("a.md") is None
