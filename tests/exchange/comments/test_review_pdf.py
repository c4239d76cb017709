"""Every line of a printed draft has one number, and page and line lead to the paragraph whose words stand there.

What is printed is read from the bytes of the file, not from what laid it out.
"""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import pytest
from cffi import FFI
from hypothesis import given, settings

from living_guidance.exchange.comments.review_pdf import NO_FONT, NoLayoutError, ReviewPdf, review_edition, review_pdf
from living_guidance.load.corpus import load_corpus
from living_guidance.model.text import Text
from living_guidance.model.vocabulary import BlockKind
from living_guidance.render.messages import load_messages, sources
from living_guidance.text.blocks import read_blocks
from living_guidance.text.inline import plain_words
from living_guidance.text.lines import find
from living_guidance.text.states import States
from tests.corpora import chapter, corpus
from tests.counts import cases
from tests.exchange.comments.editions import DAY, DOCUMENT, ROUND, html_of, made, texts
from tests.exchange.comments.printed import Pdf, Words
from tests.frozen import frozen
from tests.text.documents import bodies
from tests.text.test_splice import SPECIMEN

PROJECT = Path(__file__).parents[2] / "browser" / "project"
SHEET = 841.889764
TOP, BOTTOM = 27 / 25.4 * 72, SHEET - 24 / 25.4 * 72
"""Between which heights of a page, in points, its text stands."""
RIGHT = (210 - 21) / 25.4 * 72
RAISED = 5.0
"""How far from its line a reference to a note may stand; no two lines are so near to each other."""
MARKS = re.compile(r"[•◦▪.]|\.?\d+\.?")
"""What stands beside the words of a line: the mark or number of an item, the number of a paragraph or of a note."""


class Printed:
    """An edition as it was printed, beside the texts it was made from."""

    def __init__(self, every: Sequence[Text], html: str, language: str) -> None:
        self.texts = every
        self.html = html
        self.language = language

    @cached_property
    def pdf(self) -> ReviewPdf:
        return review_pdf(self.html)

    @cached_property
    def pages(self) -> list[list[Words]]:
        return Pdf(self.pdf.content).pages()

    def numbered(self, page: Sequence[Words]) -> tuple[dict[int, list[Words]], list[Words]]:
        """The words of each numbered line of a page, and those of none; says what is wrong with the numbers."""
        numbers = sorted((one for one in page if one.is_artifact), key=lambda one: one.y)
        assert [one.text for one in numbers] == [str(number) for number in range(1, len(numbers) + 1)]
        assert len({round(one.x + 6.5 * 0.556 * len(one.text), 1) for one in numbers}) <= 1, "not set flush"
        lines: dict[int, list[Words]] = {number: [] for number in range(1, len(numbers) + 1)}
        others = []
        for words in page:
            if words.is_artifact or not TOP < words.y < BOTTOM or not words.text.strip():
                continue
            near = [at for at, one in enumerate(numbers, start=1) if abs(one.y - words.y) < RAISED]
            assert len(near) <= 1, "two numbers for one line"
            (lines[near[0]] if near else others).append(words)
        for number, words in lines.items():
            heights = [abs(one.y - numbers[number - 1].y) for one in words]
            assert min(heights, default=0) < 0.02, "a number that stands beside no line"
        return lines, others

    def words(self, paragraph: tuple[str, str]) -> str:
        """All that a paragraph says, without spaces, with what is said of its translation."""
        text = next(text for text in self.texts if text.matter.id == paragraph[0])
        fronts = [text.matter.title] if paragraph[1] == "title" else []
        found = [one for one in text.passages if one.block.id == paragraph[1]]
        said = [plain_words(one.text) if one.block.kind is not BlockKind.CODE else one.text for one in found]
        notes = [load_messages(self.language)(f"pages.passage.{key}") for key in ("stale", "missing", "unconfirmed")]
        return "".join("".join((*fronts, *said, *notes)).split())


def edition(every: Sequence[Text], language: str) -> Printed:
    return Printed(every, html_of(every, language), language)


@cache
def prose(language: str) -> Printed:
    """Two chapters of real prose, with every kind of block."""
    return edition(texts(made(), language), language)


@cache
def project(language: str) -> Printed:
    """A document whose translation is partly missing and partly behind."""
    loaded = load_corpus(PROJECT).corpus
    assert loaded
    states = States(loaded, DAY)
    found = review_edition(states, loaded.rounds["second"].value, "coatings", load_messages(language))
    done = Printed([states.working(one.key, language) for one in loaded.chapters_of("coatings")], found.html, language)
    done.pdf = found.pdf
    return done


@pytest.fixture(params=[(prose, "en"), (prose, "zh"), (project, "zh"), (project, "ar")], ids=lambda one: one[1])
def printed(request: pytest.FixtureRequest) -> Printed:
    make, language = request.param
    found: Printed = make(language)
    return found


def unnumbered(printed: Printed) -> set[str]:
    """What stands among the text without a number: the words below the title, the heads that are repeated."""
    said = {"".join(one.split()) for one in re.findall(r'<p class="lg-told">(.*?)</p>', printed.html, re.DOTALL)}
    heads = re.findall(r"<thead>(.*?)</thead>", printed.html, re.DOTALL)
    return said | {"".join(cell.split()) for head in heads for cell in re.findall(r">([^<>]+)</th>", head)}


def strange(printed: Sequence[Words], said: str) -> list[str]:
    """Those of the printed words that nobody said, in whichever direction they run."""
    return [
        one.text
        for one in printed
        if not any(all(word in said for word in re.findall(r"\w+", text)) for text in (one.text, one.from_right))
    ]


def check_numbers(printed: Printed) -> None:
    """Every line of the text has a number of its own, in order; nothing else has one."""
    allowed = "|".join(unnumbered(printed))
    for number, page in enumerate(printed.pages, start=1):
        lines, others = printed.numbered(page)
        assert bool(lines) == (number >= printed.pdf.line_map[0].start[0])
        if lines:
            assert strange(others, allowed) == []


def check_map(printed: Printed) -> None:
    """The map leads each line to the paragraph whose words stand on it."""
    for number, page in enumerate(printed.pages, start=1):
        for line, words in printed.numbered(page)[0].items():
            found = find(printed.pdf.line_map, number, line)
            assert found, (number, line)
            said = "".join(map(printed.words, found))
            own = [one for one in words if not MARKS.fullmatch(one.text.strip())]
            assert strange(own, said) == [], (number, line)


def check_ranges(printed: Printed) -> None:
    """Each paragraph that is seen has its lines; they follow each other as the paragraphs do, notes last."""
    line_map = printed.pdf.line_map
    assert all(one.start <= one.end for one in line_map)
    assert [one.start for one in line_map] == sorted(one.start for one in line_map)
    assert all(one.end < two.start for one, two in pairwise(line_map))
    expected = []
    for text in printed.texts:
        fronts = [] if text.front("title") else ["title"]
        seen = [one.block for one in text.passages if one.block.kind is not BlockKind.CELL]
        notes = [one.id for one in seen if one.kind is BlockKind.FOOTNOTE]
        expected += [(text.matter.id, one) for one in fronts]
        expected += [(text.matter.id, one.id) for one in seen if one.id not in notes]
        # They stand in the order in which the text refers to them.
        printed_notes = [one.paragraph for one in line_map if one.chapter == text.matter.id and one.paragraph in notes]
        assert sorted(printed_notes) == sorted(notes)
        expected += [(text.matter.id, one) for one in printed_notes]
    assert [(one.chapter, one.paragraph) for one in line_map] == expected


def test_every_line_has_one_number_in_order(printed: Printed) -> None:
    check_numbers(printed)


def test_page_and_line_lead_to_the_words_that_stand_there(printed: Printed) -> None:
    check_map(printed)


def test_each_paragraph_has_its_lines(printed: Printed) -> None:
    check_ranges(printed)


def test_every_page_says_what_it_is_and_which_it_is(printed: Printed) -> None:
    pages = printed.pages
    assert len(pages) == printed.pdf.pages
    for number, page in enumerate(pages, start=1):
        foot = "".join(one.text for one in sorted(page, key=lambda one: one.x) if one.y > BOTTOM)
        assert f"{number}/{len(pages)}" in re.sub(r"\s", "", foot) or printed.language == "ar"
        head = "".join(one.text for one in page if one.y < TOP and not one.is_artifact)
        assert (load_messages(printed.language)("forms.edition.kind") in head) == (number > 1)


def test_the_head_of_a_table_is_repeated_without_a_number() -> None:
    rows = "".join(f"| row {number} | a cell |\n" for number in range(80))
    one = edition(texts(corpus(chapter(f"| Subject | Value |\n| --- | --- |\n{rows}")), "en"), "en")
    heads = [page for page in one.pages if any(words.text == "Subject" for words in page)]
    assert len(heads) > 1
    for page in heads[1:]:
        lines, others = one.numbered(page)
        assert {words.text for words in others} == {"Subject", "Value"}
        assert next(words.text for words in lines[1]).startswith("row ")
    check_map(one)


def test_no_table_is_too_wide_or_a_row_too_long_for_its_page() -> None:
    long = ("Hexabromocyclododecane", "Perfluorooctane", "https://example.org/an/address/without/end", "Uncertainty")
    wide = f"| {' | '.join(long * 2)} |\n| {'--- | ' * 8}\n" + f"| {' | '.join(long * 2)} |\n" * 3
    tall = f"| Subject | Value |\n| --- | --- |\n| {'many words stand here ' * 500} | none |\n"
    one = edition(texts(corpus(chapter(f"{wide}\n\nBetween.\n\n{tall}\n\n{'x' * 400}\n")), "en"), "en")
    assert max(words.x for page in one.pages for words in page) < RIGHT
    check_numbers(one)
    check_map(one)
    check_ranges(one)


def test_every_construct_of_the_specimen_is_numbered_and_found() -> None:
    every = texts(corpus(chapter(SPECIMEN)), "en")
    # Its picture has no file, and its words stand in its place.
    one = edition(every, "en")
    check_numbers(one)
    check_map(one)
    check_ranges(one)


@given(bodies(faults=0))
@settings(max_examples=cases(40), deadline=None)
def test_any_sound_chapter_is_numbered_and_mapped(body: str) -> None:
    blocks = read_blocks(body)
    if blocks.problems or not blocks.blocks:
        return
    one = edition(texts(corpus(chapter(body)), "en"), "en")
    assert all(line.start <= line.end for line in one.pdf.line_map)
    placed = {line.paragraph for line in one.pdf.line_map}
    assert placed <= {"title", *(passage.block.id for passage in one.texts[0].passages)}
    check_numbers(one)


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    """In another process, another folder, on another day, with other hashes, in another zone and language."""
    printed = prose("zh")
    (tmp_path / "edition.html").write_text(printed.html, encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from living_guidance.exchange.comments.review_pdf import review_pdf; "
        "sys.stdout.buffer.write(review_pdf(Path('edition.html').read_text(encoding='utf-8')).content)"
    )
    environment = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C"}
    again = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert again.stdout == printed.pdf.content


def test_nothing_is_fetched(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Not even what the cleaner would have taken away: neither an address, nor a file, nor a style sheet."""
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text y='9'>SECRET</text></svg>", encoding="utf-8")
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        here = f"http://127.0.0.1:{server.getsockname()[1]}"
        html = prose("en").html.replace(
            "<body>",
            f"<body><link rel=stylesheet href={here}/a.css><img src={here}/canary alt=canary>"
            f"<img src=file://{secret} alt=a><object data=file://{secret}></object>"
            f"<style>@import url({here}/b.css); @font-face {{ font-family: x; src: url({here}/c.woff) }}"
            f"p {{ background: url({here}/d.png); font-family: x }}</style>"
            f"<img alt=b src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%229%22 "
            f"height=%229%22><image href=%22{here}/e.png%22 width=%229%22 height=%229%22/></svg>'>",
        )
        words = [one.text for page in Pdf(review_pdf(html).content).pages() for one in page]
        with suppress(TimeoutError):
            asked.append(server.accept()[0].recv(100))
    assert asked == []
    assert "canary" in words, "the picture's words stand in its place"
    assert not any("SECRET" in one for one in words)
    assert capfd.readouterr().out == ""


def test_without_its_libraries_it_says_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(self: FFI, name: str, flags: int = 0) -> None:
        raise OSError(f"cannot load library '{name}'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(FFI, "dlopen", refuse)
    with pytest.raises(NoLayoutError) as caught:
        review_pdf("<html>")
    assert "libpango-1.0-0" in sources()[caught.value.key][0]
    assert capfd.readouterr().out == ""


def test_characters_without_a_font_are_named() -> None:
    every = texts(corpus(chapter("A character \u2fe0 of no font, and \u0378.\n")), "en")
    assert review_pdf(html_of(every, "en")).missing == "\u0378\u2fe0"
    assert "{characters}" in sources()[NO_FONT][0]


def test_the_edition_of_a_frozen_draft_and_its_files() -> None:
    past = frozen(replace(made(), documents=corpus(documents=(DOCUMENT,)).documents))
    record = ROUND.model_copy(update={"draft": "draft-2018-09-28"})
    # What happens to the texts afterwards does not concern the draft.
    later = replace(past, chapters={})
    steps: list[tuple[int, int]] = []
    found = review_edition(
        States(later, DAY, is_public=False),
        record,
        "alpha",
        load_messages("zh"),
        progress=lambda done, total: steps.append((done, total)),
    )
    assert list(found.files) == ["first-alpha-zh.html", "first-alpha-zh.pdf"]
    assert found.line_map_file == "guidance/rounds/first/lines/alpha.zh.jsonl"
    assert found.line_map.count("\n") == len(found.pdf.line_map) > 50
    assert {one.chapter for one in found.pdf.line_map} == {"furnaces", "filters"}
    assert "第二稿" in found.html
    assert steps == [(number, 4) for number in range(5)]
    assert found.pdf.pages == len(Pdf(found.pdf.content).pages())
