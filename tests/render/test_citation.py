"""The four forms of a citation: whole texts in both languages, and parsers that read back what was written."""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from living_guidance.model.vocabulary import Authority
from living_guidance.render.citation import Form, citation_forms, tex
from living_guidance.render.messages import load_messages
from living_guidance.view.citation import Citation
from living_guidance.view.parts import Name
from tests.counts import cases, fresh_random
from tests.render.citations import CHINESE, ENGLISH, PARAGRAPH, shown

GOLDEN = Path(__file__).parent / "golden"
ODD = Name('The “best” way & 100 % of the "rest": {x_1} ~ $5 #2 ^3 \\n 《指南》', "en")
CASES = {
    "chapter-en": ENGLISH,
    "chapter-zh": CHINESE,
    "paragraph-en": replace(ENGLISH, **PARAGRAPH),
    "paragraph-zh": replace(CHINESE, **PARAGRAPH),
    "heading-en": replace(ENGLISH, id="limits"),
    "no-symbol-zh": replace(CHINESE, symbol=None, authority=Authority.OFFICIAL),
    "odd-en": replace(ENGLISH, chapter=ODD, state=ODD),
    "odd-zh": replace(CHINESE, document=ODD, chapter=replace(ODD, text="《公约》的“最佳”做法")),
}


def forms(citation: Citation) -> dict[str, Form]:
    return {form.style: form for form in citation_forms(citation, load_messages(citation.language))}


def fill(pattern: str, words: dict[str, str]) -> str:
    """What cite.js does."""
    return re.sub("⟦(id|number|accessed)⟧", lambda mark: words[mark[1]], pattern)


def pandoc(source: str, text: str) -> list[dict[str, Any]]:
    command = [pypandoc.get_pandoc_path(), "--from", source, "--to", "csljson"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_citation_reads(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / f"cite-{name}.txt", "".join(f"{form.text}\n\n" for form in forms(CASES[name]).values()))


@pytest.mark.parametrize("citation", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_a_filled_pattern_is_the_paragraphs_own_citation(citation: Citation) -> None:
    own = forms(replace(citation, **PARAGRAPH))
    for style, form in forms(citation).items():
        assert fill(form.pattern, {**PARAGRAPH, "accessed": form.accessed}) == own[style].text
        assert own[style].pattern == form.pattern


def test_only_the_day_of_access_parts_a_form() -> None:
    found = forms(ENGLISH)
    assert {style: len(form.parts) for style, form in found.items()} == {"un": 1, "gbt": 2, "bibtex": 2, "csl": 2}
    assert {form.accessed for form in found.values()} == {"2018-10-08", "2018, 10, 8"}


# ---- What other programs read


@pytest.mark.parametrize("source", ["bibtex", "biblatex"])
@pytest.mark.parametrize("name", CASES)
def test_bibtex_and_csl_say_the_same(name: str, source: str) -> None:
    found = forms(CASES[name])
    (read,) = pandoc(source, found["bibtex"].text)
    (item,) = json.loads(found["csl"].text)
    for key in ("id", "type", "author", "publisher", "genre", "number", "version", "URL", "accessed"):
        assert read.get(key) == item.get(key), key
    assert read["issued"]["date-parts"][0] == item["issued"]["date-parts"][0][:2]
    for key in ("title", "note"):
        assert unquoted(read[key]) == unquoted(item[key])


def unquoted(text: str) -> str:
    """Without the quotation marks, which pandoc exchanges for each other."""
    return re.sub('[“”‘’"]', "", text)


# The input schema of the Citation Style Language, as far as a report of a body needs it.
CSL_TYPES = {
    **dict.fromkeys(("id", "type", "title", "genre", "number", "section", "version", "publisher"), str),
    **dict.fromkeys(("language", "URL", "note"), str),
    **dict.fromkeys(("issued", "accessed"), dict),
    "author": list,
}


@pytest.mark.parametrize("name", CASES)
def test_csl_keeps_to_its_schema(name: str) -> None:
    (item,) = json.loads(forms(CASES[name])["csl"].text)
    assert {"id", "type", "title", "author", "issued", "URL"} <= item.keys() <= CSL_TYPES.keys()
    assert all(isinstance(value, CSL_TYPES[key]) for key, value in item.items())
    assert item["author"] == [{"literal": CASES[name].author.text}]
    assert (item["issued"], item["accessed"]) == (
        {"date-parts": [[2018, 9, 28]]},
        {"date-parts": [[2018, 10, 8]]},
    )
    assert pandoc("csljson", forms(CASES[name])["csl"].text)[0]["id"] == item["id"]


# ---- Escaping, whatever the title

TEX_NAMES = {
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    **{f"\\{sign}": sign for sign in "&%$#_{}"},
    "{}": "",
}
TEX_TOKEN = re.compile(
    "|".join(re.escape(name) for name in sorted(TEX_NAMES, key=len, reverse=True)) + r"|[^\\{}&%$#_^~]"
)


def untex(text: str) -> str:
    """What TeX prints; nothing that it would take for a command may be left over."""
    found = TEX_TOKEN.findall(text)
    assert "".join(found) == text
    return "".join(TEX_NAMES.get(token, token) for token in found)


def is_balanced(text: str) -> bool:
    """As BibTeX counts, which knows no escapes."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R&D: 5 % of #1_a at $2", r"R\&D: 5 \% of \#1\_a at \$2"),
        ("a\\b ~ c^2", r"a\textbackslash{}b \textasciitilde{} c\textasciicircum{}2"),
        ("{a} and {b}", r"\{a\} and \{b\}"),
        ("a { b", r"a \textbraceleft{} b"),
        ("a } b { c", r"a \textbraceright{} b \textbraceleft{} c"),
        ("1990--2000 ``a'' <<b>>", "1990-{}-2000 `{}`a'{}' <{}<b>{}>"),
        ("---", "-{}-{}-"),
        ("?` !`", "?{}` !{}`"),
        ("《公约》附件A", "《公约》附件A"),
    ],
)
def test_tex_has_its_own_way_to_write(text: str, written: str) -> None:
    assert tex(text) == written
    assert untex(written) == text


@settings(max_examples=cases(2000), deadline=None)
@given(
    st.text(st.sampled_from("ab 指南，%&$#_{}\\^~\"'`-<>,?!@=“”《》\u3000") | st.characters(exclude_categories=["C"]))
)
def test_tex_prints_every_text_as_it_stands(text: str) -> None:
    written = tex(text)
    assert untex(written) == text
    assert is_balanced(written)
    for ligature in ("--", "``", "''", "?`", "!`", ",,", "<<", ">>"):
        assert ligature not in written


@settings(max_examples=cases(1000), deadline=None)
@given(st.text(), st.text(), st.text(min_size=1))
def test_csl_is_json_whatever_the_words(title: str, symbol: str, author: str) -> None:
    odd = replace(ENGLISH, document=Name(title, "en"), symbol=symbol, author=Name(author, "en"))
    (item,) = json.loads(forms(odd)["csl"].text)
    assert item["title"] == f"{title}: Smelters"
    assert item.get("number", "") == symbol
    assert item["author"] == [{"literal": author}]


def test_a_parser_reads_back_many_titles() -> None:
    generator = fresh_random()
    # Quotation marks, dashes in a row and spaces in a row are pandoc's own matter.
    signs = [*"abcXYZ019%&$#_\\^~@=+*/|;:.指南附件，。《》", "{", "}", "{a}"]
    titles = ["".join(generator.choices(signs, k=generator.randint(1, 20))) for _ in range(cases(2000))]
    # Lone braces have a name that TeX knows and pandoc does not.
    titles = [title for title in titles if is_balanced(title)]
    entries = [
        forms(replace(ENGLISH, document=Name(title, "en"), key=f"key-{number}"))["bibtex"].text
        for number, title in enumerate(titles)
    ]
    read = {item["id"]: item["title"] for item in pandoc("bibtex", "\n".join(entries))}
    assert read == {f"key-{number}": f"{title}: Smelters" for number, title in enumerate(titles)}


@pytest.mark.parametrize("site", ["https://guidance.example/{a}", 'https://guidance.example/a"b\\c d'])
def test_no_address_ends_its_field(site: str) -> None:
    text = forms(replace(ENGLISH, address=site))["bibtex"].text
    assert is_balanced(text)
    (read,) = pandoc("bibtex", text)
    assert re.fullmatch(r"[\w:/.%]+", read["URL"])


# ---- In the page


def elements(html: str, path: str) -> list[Any]:
    return list(html5lib.parse(html, namespaceHTMLElements=False).iterfind(f".//{path}"))


def test_what_has_no_citation_shows_none() -> None:
    assert shown(None) == ""


@pytest.mark.parametrize("name", CASES)
def test_the_page_shows_what_the_forms_say(name: str) -> None:
    citation = CASES[name]
    html = shown(citation, citation.language)
    found = forms(citation)
    assert ["".join(one.itertext()) for one in elements(html, "pre")] == [form.text for form in found.values()]
    patterns = {one.get("data-style"): one.get("data-pattern") for one in elements(html, "div[@data-style]")}
    assert patterns == {style: form.pattern for style, form in found.items()}
    assert [one.get("datetime") for one in elements(html, "time")] == ["2018-10-08"] * 3
    assert [one.get("href") for one in elements(html, "a")] == [citation.url]


def test_a_hostile_title_stays_text() -> None:
    hostile = '</pre></details><script>alert(1)</script>" onclick="alert(2)'
    html = shown(replace(ENGLISH, document=Name(hostile, "en"), state=Name(hostile, "en")))
    assert elements(html, "script") == []
    assert [one for one in elements(html, "*") if any(name.startswith("on") for name in one.attrib)] == []
    assert html.endswith("</details>")


def test_the_card_needs_no_inline_style_or_script() -> None:
    html = shown(CHINESE, "zh")
    assert not re.search(r"<(?:script|style|template)|\s(?:style|on\w+)=", html)
