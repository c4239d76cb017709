"""The whole tree becomes a corpus, as far as it can be read."""

from datetime import date
from pathlib import Path

from living_guidance.check import run_checks
from living_guidance.load.catalogues import write_catalogue
from living_guidance.load.corpus import load_corpus
from living_guidance.model.corpus import Corpus
from living_guidance.model.issue import Location
from living_guidance.model.vocabulary import BlockKind
from living_guidance.text.catalogues import make_template, update_catalogue
from tests.load.projects import GOOD, SECOND, make_project
from tests.load.samples import CHAPTER, SETTINGS

PLATING = "pfos/metal-plating"


def load(root: Path) -> Corpus:
    loaded = load_corpus(root)
    assert loaded.issues == ()
    assert loaded.corpus
    return loaded.corpus


def update_translations(root: Path) -> None:
    """What ``guidance translate update`` does, without translations."""
    for key, chapter in load(root).chapters.items():
        for path, catalogue in (
            (f"translations/templates/{key}.pot", make_template(key, chapter.blocks)),
            (f"translations/zh/{key}.po", update_catalogue(None, None, chapter.blocks, "zh")),
        ):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(write_catalogue(catalogue), encoding="utf-8")


def test_everything_has_its_place(tmp_path: Path) -> None:
    corpus = load(make_project(tmp_path))
    assert corpus.settings.codes == ("en", "zh", "ar")
    assert list(corpus.documents) == ["pfos"]
    assert list(corpus.chapters) == ["pfos/alternatives", "pfos/metal-plating"]
    assert [chapter.key for chapter in corpus.chapters_of("pfos")] == ["pfos/metal-plating", "pfos/alternatives"]
    assert list(corpus.registers.chemicals) == ["pfos", "hbcd"]
    assert list(corpus.registers.bodies) == ["sc-cop", "task-team-annex-ab"]
    assert [*corpus.registers.meetings, *corpus.registers.decisions] == ["sc-cop-4", "sc-4-17"]
    assert [*corpus.registers.sources, *corpus.registers.glossary] == ["ii-a", "bat"]
    assert list(corpus.rounds) == ["round-2018-1"]
    assert list(corpus.changes) == ["pfos/foams-2018"]
    assert (corpus.files, corpus.unread) == ({"docs/index.md"}, frozenset())


def test_values_know_their_file_line_and_column(tmp_path: Path) -> None:
    corpus = load(make_project(tmp_path))
    chapter = corpus.chapters[PLATING]
    assert chapter.source.at("status") == Location("guidance/pfos/metal-plating.md", 13, 1)
    assert chapter.source.at("chemicals", 1) == Location("guidance/pfos/metal-plating.md", 6, 19)
    hbcd = corpus.registers.chemicals["hbcd"].source
    assert hbcd.at("cas", 0, "number") == Location("guidance/registers/chemicals.yml", 14, 10)
    assert hbcd.at("note") == Location("guidance/registers/chemicals.yml", 12, 3)


def test_title_and_summary_are_the_first_blocks(tmp_path: Path) -> None:
    corpus = load(make_project(tmp_path))
    chapter = corpus.chapters[PLATING]
    assert [(block.kind, block.id) for block in chapter.blocks[:2]] == [
        (BlockKind.TITLE, "title"),
        (BlockKind.TITLE, "summary"),
    ]
    assert [chapter.locate(block).line for block in chapter.blocks] == [4, 5, 18, 20]
    other = corpus.chapters["pfos/alternatives"]
    assert [block.kind for block in other.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH]


def test_the_body_begins_after_the_fence(tmp_path: Path) -> None:
    chapter = load(make_project(tmp_path)).chapters[PLATING]
    assert (chapter.body, chapter.body_line) == ("\n## Why\n\nText.\n", 17)


def test_catalogues_are_read_and_ids_remembered(tmp_path: Path) -> None:
    before = load(make_project(tmp_path)).chapters[PLATING]
    assert before.born == {block.id for block in before.blocks if block.kind is not BlockKind.TITLE}
    update_translations(tmp_path)
    chapter = load(tmp_path).chapters[PLATING]
    assert chapter.template
    assert (chapter.blocks, chapter.born, list(chapter.catalogues)) == (before.blocks, frozenset(), ["zh"])
    make_project(tmp_path, {f"guidance/{PLATING}.md": CHAPTER.replace("Text.", "Text, edited slightly.")})
    assert load(tmp_path).chapters[PLATING].blocks[3].id == before.blocks[3].id


def test_a_paragraph_that_moves_to_another_chapter_keeps_its_id(tmp_path: Path) -> None:
    long = "Rinse the tank three times with warm water and keep each rinse apart until it was analysed."
    make_project(tmp_path, {f"guidance/{PLATING}.md": CHAPTER.replace("Text.", f"Text.\n\n{long}")})
    update_translations(tmp_path)
    name = load(tmp_path).chapters[PLATING].blocks[-1].id
    make_project(tmp_path, {"guidance/pfos/alternatives.md": f"{SECOND}\n{long}\n"})
    corpus = load(tmp_path)
    assert corpus.chapters["pfos/alternatives"].blocks[-1].id == name
    assert name not in {block.id for block in corpus.chapters[PLATING].blocks}


def test_one_broken_file_hides_nothing_else(tmp_path: Path) -> None:
    make_project(
        tmp_path,
        {
            "guidance/pfos/metal-plating.md": CHAPTER.replace("annex: [B]", "annex: [D]"),
            "guidance/pfos/alternatives.md": "no front matter",
            "guidance/registers/bodies.yml": "- id: [",
            "guidance/registers/glossary.yml": "",
            "guidance/rounds/round-2018-1/round.yml": "id: Round",
        },
    )
    loaded = load_corpus(tmp_path)
    assert loaded.corpus
    assert [key for key, chapter in loaded.corpus.chapters.items() if not chapter.doubted] == []
    assert list(loaded.corpus.registers.chemicals) == ["pfos", "hbcd"]
    assert loaded.corpus.unread == {
        "guidance/pfos/metal-plating.md",
        "guidance/pfos/alternatives.md",
        "guidance/registers/bodies.yml",
        "guidance/registers/glossary.yml",
        "guidance/rounds/round-2018-1/round.yml",
    }
    assert {issue.where.path for issue in loaded.issues} == loaded.corpus.unread


def test_links_are_checked_though_the_front_matter_is_broken(tmp_path: Path) -> None:
    text = CHAPTER.replace("status: revised_draft", "status: done").replace("Text.", "See [it](nowhere.md).")
    make_project(tmp_path, {f"guidance/{PLATING}.md": text})
    corpus = load_corpus(tmp_path).corpus
    assert corpus
    assert corpus.chapters[PLATING].doubted >= {"status"}
    assert [issue.code for issue in run_checks(corpus, date(2018, 10, 8)) if issue.code.startswith("link")] == [
        "link.no-page"
    ]


def test_faults_of_the_body_are_told_though_the_front_matter_is_broken(tmp_path: Path) -> None:
    text = CHAPTER.replace("status: revised_draft", "status: done").replace("Text.", "Text.[^none]")
    make_project(tmp_path, {f"guidance/{PLATING}.md": text})
    found = [(issue.code, issue.where.line) for issue in load_corpus(tmp_path).issues]
    assert found == [("record.word", 13), ("text.footnote-undefined", 20)]


def test_documents_stand_in_the_order_of_the_settings(tmp_path: Path) -> None:
    other = GOOD["guidance/pfos/document.yml"].replace("id: pfos", "id: hbcd").split("chapters:")[0] + "chapters: []\n"
    make_project(tmp_path, {"guidance/hbcd/document.yml": other})
    assert list(load(tmp_path).documents) == ["hbcd", "pfos"]
    make_project(tmp_path, {"mkdocs.yml": SETTINGS.replace("documents: []", "documents: [pfos]")})
    assert list(load(tmp_path).documents) == ["pfos", "hbcd"]


def test_without_settings_there_is_no_corpus_but_every_issue(tmp_path: Path) -> None:
    make_project(tmp_path, {"mkdocs.yml": "site_name: x\n", "guidance/pfos/alternatives.md": "x"})
    loaded = load_corpus(tmp_path)
    assert loaded.corpus is None
    assert [issue.code for issue in loaded.issues] == ["front.missing", "settings.no-languages", "settings.no-plugin"]


def test_nothing_at_all_is_told_as_such(tmp_path: Path) -> None:
    assert [issue.code for issue in load_corpus(tmp_path).issues] == ["corpus.no-guidance", "file.missing"]
