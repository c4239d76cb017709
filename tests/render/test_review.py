"""The review edition as HTML: all in one file, each paragraph by its id, and nothing that runs or reaches out."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml

from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Words
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import load_messages
from living_guidance.render.review import draft_document, review_html, round_texts, ways_to_the_site
from living_guidance.render.review_text import CONFIGS, EXTENSIONS, Follow
from living_guidance.text.reading import read_text
from living_guidance.text.states import States
from tests.browser.payloads import make_payloads
from tests.corpora import SETTINGS, chapter, comment_round, corpus, document
from tests.counts import cases, fresh_random
from tests.frozen import frozen, titled
from tests.text.test_splice import SPECIMEN

HERE = Path(__file__).parent
PROJECTS = HERE.parent
DAY = date(2018, 7, 1)
FOAMS = "## Start here {#start}\n\nStop the use.[^law]\n\n[^law]: Decision SC-4/17.\n"
FURNACES = """\
## Temperature

Keep it *hot* for two seconds.[^law]
See [foams](foams.md), [their start](foams.md#start), [above](#temperature) and [the other guide](../beta/x.md#y).

| What | Limit |
| --- | --- |
| Dust | 10 |

- Heat first.
    - Then load.

[^law]: Directive 2010/75/EU.
"""
CHINESE = {
    "Temperature": "温度",
    "Keep it *hot* for two seconds.[^law]\nSee [foams](foams.md), [their start](foams.md#start), [above](#temperature) "
    "and [the other guide](../beta/x.md#y).": "保持*高温*两秒。[^law]\n"
    "见[泡沫](foams.md)、[其开头](foams.md#start)、[上文](#temperature)和[另一指南](../beta/x.md#y)。",
    "What": "项目",
    "Limit": "限值",
    "Heat first.": "先加热。",
}


def small() -> Corpus:
    furnaces = titled(chapter(FURNACES, {"zh": CHINESE}), zh="炉窑")
    foams = titled(chapter(FOAMS, {"zh": {}}, id="foams", title="Foams & more"))
    return corpus(
        furnaces,
        foams,
        documents=(document(chapters=("foams", "furnaces"), title={"en": "Guide <1>", "zh": "指南"}),),
        rounds=(comment_round(contact="brs@un.example", closes_exclusive=True),),
    )


def html_of(
    made: Corpus,
    language: str = "en",
    follow: Follow = lambda page, fragment: None,
    pictures: Mapping[str, bytes] | None = None,
    texts: Sequence[Text] | None = None,
    **more: Any,
) -> str:
    record = next(iter(made.rounds.values())).value.model_copy(update=more)
    texts = texts or [read_text(one, language) for one in made.chapters.values()]
    document = made.documents["alpha"].value
    return review_html(
        texts, record, document, load_messages(language), day=DAY, address="", follow=follow, pictures=pictures
    )


def tree(html: str) -> Any:
    # What reads a project lets no such character in.
    html = re.sub("[\x00-\x08\x0b-\x1f]", "", html)
    return html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).getroot()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_file(language: str, golden: Callable[[Path, str], None]) -> None:
    html = html_of(small(), language)
    html = re.sub(r"<style>.*?</style>", "<style></style>", re.sub(r"sha256-[^']*", "sha256-", html), flags=re.DOTALL)
    golden(HERE / "golden" / f"review.{language}.html", html)


def test_every_block_bears_its_id() -> None:
    made = corpus(chapter(SPECIMEN), rounds=(comment_round(),))
    page = tree(html_of(made))
    ids = Counter(page.xpath("//@id"))
    blocks = made.chapters["alpha/furnaces"].blocks
    assert {block.id: ids[block.id] for block in blocks} == {block.id: 1 for block in blocks}
    for block in blocks:
        (element,) = page.xpath(f"//*[@id='{block.id}']")
        assert (element.tag == "tr") == (block.kind is BlockKind.ROW)
        assert ("lg-block" in element.get("class", "").split()) == (block.kind is not BlockKind.ROW)
    assert set(ids.values()) == {1}


def test_every_address_in_the_file_leads_somewhere() -> None:
    page = tree(html_of(small()))
    ids = set(page.xpath("//@id"))
    targets = page.xpath("//a[starts-with(@href, '#')]/@href")
    assert [one for one in targets if one[1:] not in ids] == []
    start = next(one.id for one in small().chapters["alpha/foams"].blocks if one.kind is BlockKind.HEADING)
    temperature = next(one.id for one in small().chapters["alpha/furnaces"].blocks if one.kind is BlockKind.HEADING)
    links = {"".join(link.itertext()): link.get("href") for link in page.xpath("//section//p//a")}
    assert links["foams"] == "#foams.chapter"
    assert links["their start"] == f"#{start}"
    assert links["above"] == f"#{temperature}"
    assert "the other guide" not in links
    # Both chapters call their note "law".
    notes = page.xpath("//a[@class='footnote-ref']/@href")
    assert notes == ["#furnaces.fn:law", "#foams.fn:law"]
    assert page.xpath("//a[@class='footnote-backref']/@href") == ["#furnaces.fnref:law", "#foams.fnref:law"]
    contents = page.xpath("//nav//a")
    assert [("".join(one.itertext()), one.get("href")) for one in contents] == [
        ("Furnaces", "#furnaces.chapter"),
        ("Temperature", f"#{temperature}"),
        ("Foams & more", "#foams.chapter"),
        ("Start here", f"#{start}"),
    ]


def test_what_leads_out_of_the_document_is_followed() -> None:
    page = tree(html_of(small(), follow=lambda page, fragment: f"https://x.example/{page}#{fragment}"))
    assert page.xpath("//a[.='the other guide']/@href") == ["https://x.example/beta/x.md#y"]


def test_numbers_stand_beside_the_paragraphs_that_the_site_numbers() -> None:
    page = tree(html_of(small(), "zh"))
    assert ["".join(one.itertext()) for one in page.xpath("//a[@class='lg-number']")] == ["1", "1"]
    assert [one.getparent().tag for one in page.xpath("//a[@class='lg-number']")] == ["p", "p"]


def test_a_missing_translation_is_said_once_a_row_and_not_at_all_of_a_whole_chapter() -> None:
    page = tree(html_of(small(), "zh"))
    tags = [(one.getparent().tag, one.text) for one in page.xpath("//span[@class='lg-tag']")]
    missing = load_messages("zh")("pages.passage.missing")
    # A cell, the item inside the item, and the note; the words come before what stands inside.
    assert tags == [("td", missing), ("li", missing), ("p", missing)]
    (told,) = [one for one in page.xpath("//p[@class='lg-told']") if "尚未翻译" in "".join(one.itertext())]
    assert told.getparent().get("data-chapter") == "foams"
    assert page.xpath("//section[@data-chapter='furnaces']//td[@lang='en']/text()")


def test_a_picture_stands_in_the_file_or_its_words_do() -> None:
    made = corpus(chapter("![A drum](pics/drum.png)\n\n![Gone](gone.png)\n"), rounds=(comment_round(),))
    page = tree(html_of(made, pictures={"alpha/pics/drum.png": b"\x89PNG", "alpha/gone.png.exe": b""}))
    drum, gone = page.xpath("//img")
    assert drum.get("src") == f"data:image/png;base64,{b64encode(bytes([0x89]) + b'PNG').decode()}"
    assert (gone.get("alt"), gone.get("src")) == ("Gone", None)


def test_what_is_folded_on_a_page_is_unfolded() -> None:
    page = tree(html_of(corpus(chapter('??? tip "Folded"\n    Hidden.\n'), rounds=(comment_round(),))))
    assert page.xpath("//details/@open") == ["open"]


def test_the_cover_says_until_when_and_where_to() -> None:
    page = " ".join("".join(tree(html_of(small())).xpath("//header")[0].itertext()).split())
    assert "Guide <1>" in page
    assert "30 July 2018, Europe/Zurich" in page
    assert "Send your comments to brs@un.example" in page
    extended = {
        "extensions": (
            comment_round(
                extensions=(
                    {"old": "2018-07-31", "new": "2018-08-31", "reason": {"en": "x"}, "announced": "2018-07-01"},
                )
            ).extensions
        )
    }
    assert "30 August 2018" in html_of(small(), **extended)
    late = extended["extensions"][0].model_copy(update={"announced": date(2018, 7, 2)})
    assert "30 July 2018" in html_of(small(), extensions=(late,)), "an extension that is not announced yet"


def test_it_is_rendered_as_the_site_is() -> None:
    config = yaml.safe_load((PROJECTS / "site" / "project" / "mkdocs.yml").read_text(encoding="utf-8"))
    named = [one if isinstance(one, str) else next(iter(one)) for one in config["markdown_extensions"]]
    assert sorted(named) == sorted(EXTENSIONS)
    configured = [one for one in config["markdown_extensions"] if not isinstance(one, str)]
    assert configured == [{name: values} for name, values in CONFIGS.items()]


ATTRIBUTES = {"class", "id", "lang", "dir", "href", "aria-label", "aria-labelledby", "title", "alt", "start", "value"}
ATTRIBUTES |= {"align", "colspan", "rowspan", "scope", "open", "datetime", "src", "width", "height"}


def test_nothing_in_it_runs_or_reaches_out() -> None:
    """Whatever stands in texts, titles and the round's own words."""
    payloads = make_payloads(cases(3000), fresh_random())
    body = "\n\n".join(f"{one.text}\n\n[x]({one.address}) ![y]({one.address})" for one in payloads)
    for one in payloads[:: max(1, len(payloads) // 20)]:
        words = Words({"en": one.text or "x"})
        made = corpus(
            titled(chapter("Text.\n", title=" ".join(one.text.split())[:400] or "x")),
            documents=(document(title=words, short=words),),
            rounds=(
                comment_round(closing_words=words, who_may_comment=words, questions=(words,)).model_copy(
                    update={"contact": one.text, "invitation_symbol": one.text, "title": words}
                ),
            ),
        )
        check_harmless(html_of(made))
    check_harmless(html_of(corpus(chapter(body), rounds=(comment_round(),))))


def check_harmless(html: str) -> None:
    page = tree(html)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = page.xpath("//style")
    assert style.getparent().tag == "head"
    digest = b64encode(sha256(style.text.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    for element in page.find("body").iter():
        assert isinstance(element.tag, str), "a comment"
        assert element.tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "input",
            "svg",
            "math",
            "link",
        }
        own = {
            name for name in element.attrib if not name.startswith("data-") or element.tag not in ("main", "section")
        }
        assert own <= ATTRIBUTES, (element.tag, own - ATTRIBUTES)
        assert "src" not in element.attrib
        assert re.match(r"(https?://|mailto:|#|$)", element.get("href", "")), element.get("href")


def test_the_texts_of_a_round_are_those_of_its_draft() -> None:
    past = frozen(small())
    states = States(replace(past, chapters={}), DAY, is_public=False)
    record = comment_round(draft="draft-2018-09-28")
    texts = round_texts(states, record, "alpha", "zh")
    assert [text.key for text in texts] == ["alpha/foams", "alpha/furnaces"]
    assert {text.snapshot.id for text in texts if text.snapshot} == {"draft-2018-09-28"}
    assert draft_document(states, texts[0].snapshot, "alpha").title.get("zh") == "指南"
    # A language that the site has learnt since.
    learnt = tree(html_of(past, "ar", texts=round_texts(states, record, "alpha", "ar")))
    assert learnt.xpath("//section//h2/@lang") == ["en", "en"]
    assert all("Not yet translated." in "".join(one.itertext()) for one in learnt.xpath("//p[@class='lg-told']"))
    working = round_texts(States(past, DAY), comment_round(), "alpha", "en")
    assert [(text.key, text.snapshot) for text in working] == [("alpha/foams", None), ("alpha/furnaces", None)]


def test_where_links_lead_that_go_out_of_the_document() -> None:
    loaded = load_corpus(PROJECTS / "browser" / "project").corpus
    assert loaded
    states, record = States(loaded, date(2018, 10, 8)), loaded.rounds["second"].value
    address, follow = ways_to_the_site(states, record, "coatings", "zh")
    assert address == "https://guidance.example/zh/rounds/second/"
    assert follow("boards/insulation.md", "why") == "https://guidance.example/zh/boards/insulation/#why"
    assert follow("boards/insulation.md", "gone") == "https://guidance.example/zh/boards/insulation/"
    assert follow("boards/gone.md", "") is None
    assert follow("chemicals/pfos.md", "") == "https://guidance.example/zh/chemicals/pfos/"
    nowhere = States(replace(loaded, settings=SETTINGS), states.day)
    address, follow = ways_to_the_site(nowhere, record, "coatings", "en")
    assert (address, follow("boards/insulation.md", "why")) == ("", None)
