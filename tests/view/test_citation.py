"""What a citation says: whose text, which state of it, which paragraph, where it stands for ever."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from living_guidance.model.corpus import Corpus
from living_guidance.model.records import Body, Settings
from living_guidance.model.text import Passage, Text
from living_guidance.model.vocabulary import Authority, BlockKind
from living_guidance.text.frozen import frozen_text
from living_guidance.text.reading import read_text
from living_guidance.view.citation import Citation, citation_of
from living_guidance.view.parts import Name
from tests.corpora import SETTINGS, WORDS, chapter, corpus, document
from tests.frozen import frozen, titled

DAY = date(2018, 10, 8)
BODY = """
## Heat

Keep it hot.

Keep it dry.
{: #dry }

| Gas  | Limit |
|------|-------|
| Dust | 10    |
"""
ZH = {"Keep it hot.": "保持高温。"}
HOME = SETTINGS.model_copy(update={"site_url": "https://guidance.example/"})


def body(name: str, kind: str, **words: str) -> Body:
    given = {"id": name, "name": words, "kind": kind, "role": WORDS, "source": "Article 20"}
    return Body.model_validate(given)


SECRETARIAT = body("secretariat", "secretariat", en="Secretariat of the Treaty", zh="条约秘书处")
PARTIES = body("parties", "governing_body", en="Conference of the Parties", zh="缔约方大会")


def project(settings: Settings = HOME, **parts: Any) -> Corpus:
    given = {"bodies": (PARTIES, SECRETARIAT), "documents": (document(symbol="TREATY/INF/16"),)}
    return frozen(corpus(titled(chapter(BODY, {"zh": ZH}), zh="炉窑"), settings=settings, **given | parts))


def text_of(one: Corpus, language: str = "en") -> Text:
    return frozen_text(one.snapshots["draft-2018-09-28"], "alpha/furnaces", language)


def passage_of(text: Text, kind: BlockKind, ordinal: int = 0) -> Passage:
    return [passage for passage in text.passages if passage.block.kind is kind][ordinal]


def cited(one: Corpus, text: Text, passage: Passage | None = None) -> Citation:
    found = citation_of(one, text, DAY, passage)
    assert found
    return found


def test_a_chapter_is_cited_with_all_that_names_it() -> None:
    one = project()
    assert cited(one, text_of(one)) == Citation(
        author=Name("Secretariat of the Treaty", "en"),
        document=Name("Words", "en"),
        symbol="TREATY/INF/16",
        chapter=Name("Furnaces", "en"),
        version="1.0-draft.1",
        state=Name("Second draft", "en"),
        issued=date(2018, 9, 28),
        language="en",
        original="en",
        authority=None,
        key="alpha-furnaces-draft-2018-09-28-en",
        address="https://guidance.example/alpha/furnaces/at/draft-2018-09-28/",
        accessed=DAY,
    )


def test_a_translation_is_cited_in_its_language_with_its_authority() -> None:
    one = project()
    found = cited(one, text_of(one, "zh"))
    assert (found.author.text, found.document.text, found.chapter.text) == ("条约秘书处", "词语", "炉窑")
    assert found.address == "https://guidance.example/zh/alpha/furnaces/at/draft-2018-09-28/"
    assert (found.language, found.original, found.authority) == ("zh", "en", Authority.COURTESY)
    assert found.key == "alpha-furnaces-draft-2018-09-28-zh"


@pytest.mark.parametrize(
    ("kind", "ordinal", "number", "fragment"),
    [
        (BlockKind.PARAGRAPH, 0, "1", r"#p\w{8}"),
        (BlockKind.PARAGRAPH, 1, "2", "#dry"),
        (BlockKind.HEADING, 0, "", r"#p\w{8}"),
        (BlockKind.CELL, 3, "", r"#p\w{8}"),  # of the row, without the cell's column
        (BlockKind.TITLE, 0, "", ""),
    ],
)
def test_a_paragraph_is_cited_by_its_number_and_its_id(
    kind: BlockKind, ordinal: int, number: str, fragment: str
) -> None:
    one = project()
    text = text_of(one)
    found = cited(one, text, passage_of(text, kind, ordinal))
    assert found.number == number
    assert re.fullmatch(re.escape(found.address) + fragment, found.url)


def test_what_may_still_change_has_no_citation() -> None:
    one = project()
    working = read_text(one.chapters["alpha/furnaces"], "en")
    assert citation_of(one, working, DAY) is None
    assert citation_of(one, working, DAY, passage_of(working, BlockKind.PARAGRAPH)) is None
    text = text_of(one)
    passage = passage_of(text, BlockKind.PARAGRAPH)
    assert citation_of(one, replace(text, born=frozenset({passage.block.id})), DAY, passage) is None


@pytest.mark.parametrize("site_url", ["", "/docs/", "javascript:alert(1)"])
def test_without_an_address_of_the_site_nothing_is_permanent(site_url: str) -> None:
    one = project(SETTINGS.model_copy(update={"site_url": site_url}))
    assert citation_of(one, text_of(one), DAY) is None


@pytest.mark.parametrize("site_url", ["https://guidance.example", "https://guidance.example/"])
def test_the_address_has_one_slash_at_each_joint(site_url: str) -> None:
    one = project(SETTINGS.model_copy(update={"site_url": site_url}))
    assert cited(one, text_of(one)).address == "https://guidance.example/alpha/furnaces/at/draft-2018-09-28/"


@pytest.mark.parametrize(
    ("bodies", "author"),
    [
        ((PARTIES, SECRETARIAT), Name("条约秘书处", "zh")),
        ((PARTIES,), Name("缔约方大会", "zh")),
        ((body("secretariat", "secretariat", en="Secretariat"),), Name("Secretariat", "en")),
        ((), Name("Test", "en")),
    ],
)
def test_the_author_is_the_body_that_keeps_the_guidance(bodies: tuple[Body, ...], author: Name) -> None:
    one = project(bodies=bodies)
    assert cited(one, text_of(one, "zh")).author == author


def test_a_document_is_called_what_it_was_called_when_it_was_frozen() -> None:
    one = project()
    renamed = replace(one, documents=corpus(documents=(document(title={"en": "Other"}, symbol="OTHER/1"),)).documents)
    found = cited(renamed, text_of(renamed))
    assert (found.document.text, found.symbol) == ("Words", "TREATY/INF/16")
