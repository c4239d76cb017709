"""Three people comment in three ways, the team answers in its spreadsheet, and each finds the answer on the site."""

from datetime import date
from pathlib import Path
from posixpath import normpath

import pytest
import yaml
from openpyxl import Workbook, load_workbook

from living_guidance.cli import main
from living_guidance.load.corpus import load_corpus
from living_guidance.render.messages import load_messages
from living_guidance.site.builder import build_site
from living_guidance.site.options import BuildOptions
from living_guidance.text.frozen import frozen_text
from tests.browser.frozen_site import make_project
from tests.exchange.comments.forms import OF_ROWS, Values, comments_of, saved
from tests.exchange.comments.reviewers import Review
from tests.site.sites import Site, words

ROUND = "springtime"
SUBMITTERS = """\
- id: party-a
  name: {en: Party A, zh: 缔约方A, ar: الطرف أ}
  category: party
  country: XA
- id: observer-b
  name: {en: Observer B, zh: 观察员B, ar: المراقب ب}
  category: ngo
- id: party-c
  name: {en: Party C, zh: 缔约方C, ar: الطرف ج}
  category: party
  country: XC
"""
HEADINGS = (
    "MB/NC|Line number|Clause/ Subclause|Paragraph/ Figure/ Table|Type of comment|Comments|Proposed change"
    "|Observations of the secretariat"
)
BY_FORM = "Once a week is too rare for a bath that works every day."
BY_ISO = "Say how the results are kept."
BY_WORD = "Which rows are meant by a short run?"
RESPONSE = {"English": "It is measured every day now.", "Chinese": "现改为每日测量。", "Arabic": "يقاس الآن كل يوم."}


def run(root: Path, *arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(root), *map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def paragraph(root: Path, said: str) -> str:
    """The id of the paragraph of the first draft with some words."""
    corpus = load_corpus(root).corpus
    assert corpus
    text = frozen_text(corpus.snapshots["first"], "coatings/plating", "en")
    return next(one.block.id for one in text.passages if said in one.text)


def by_form(root: Path, path: Path) -> None:
    """The official form, filled in by hand."""
    assert run(root, "comments", "form", ROUND, "--to", path) == 0
    book = load_workbook(path)
    says = tuple(load_messages(code) for code in ("en", "zh", "ar"))
    labels = {str(cell.value): cell.row for cell in book.worksheets[0]["A"] if cell.value}
    sender = next(row for label, row in labels.items() if label.startswith("Submitter"))
    book.worksheets[0][f"B{sender}"] = "Party A"
    sheet = comments_of(book)
    values: Values = {
        "chapter": "coatings/plating",
        "paragraph": paragraph(root, "once a week"),
        "type": says[0]("comment-type.technical"),
        "text": BY_FORM,
        "proposed": "Measure the surface tension every day.",
    }
    for name, text in values.items():
        sheet.cell(2, OF_ROWS.index(name) + 1).value = text
    path.write_bytes(saved(book))


def by_iso(path: Path) -> None:
    """The table that ISO committees comment in."""
    book = Workbook()
    book.active.append(HEADINGS.split("|"))
    book.active.append(["Observer B", "", "plating", "", "te", BY_ISO, "", ""])
    book.save(path)


def by_word(root: Path, folder: Path, path: Path) -> None:
    """The Word file of the chapter, with a comment in the margin."""
    assert run(root, "comments", "edition", ROUND, "--to", folder, "--document", "coatings", "--language", "en") == 0
    (copy,) = folder.glob("*plating-en.docx")
    review = Review(copy.read_bytes())
    name = paragraph(root, "Cooler baths, short runs")
    review.comment(name, 0, len(review.words(name)), BY_WORD, author="Jane Doe")
    path.write_bytes(review.saved())


def answer(path: Path) -> None:
    """The team's answers, written into the compilation."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {str(cell.value).split(" · ")[0]: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        is_accepted = sheet.cell(row, heads["Comment"]).value == BY_FORM
        sheet.cell(row, heads["Disposition"]).value = "Accepted" if is_accepted else "Noted"
        sheet.cell(row, heads["Reason"]).value = "" if is_accepted else "Already covered"
        sheet.cell(row, heads["Decided on"]).value = "2018-08-28"
        for language, text in RESPONSE.items():
            sheet.cell(row, heads[f"Response, {language}"]).value = text
    book.save(path)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("answered")
    root = folder / "project"
    make_project(root)
    (root / "guidance/registers/submitters.yml").write_text(SUBMITTERS, encoding="utf-8")
    begun = ("--kind", "first_draft", "--document", "coatings", "--draft", "first", "--opens", "2018-08-01")
    assert run(root, "round", "new", ROUND, *begun, "--closes", "2018-08-20") == 0
    by_form(root, folder / "form.xlsx")
    by_iso(folder / "iso.xlsx")
    by_word(root, folder / "edition", folder / "margin.docx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GUIDANCE_PRIVATE", str(folder / "private"))
        for name, sender in (("form.xlsx", ""), ("iso.xlsx", ""), ("margin.docx", "Party C")):
            more = ("--submitter", sender) if sender else ()
            run(root, "comments", "import", ROUND, folder / name, *more, "--received", "2018-08-15")
    compiled = folder / "compilation"
    assert run(root, "comments", "compile", ROUND, "--to", compiled, "--date", "2018-08-22") == 0
    answer(compiled / f"{ROUND}.xlsx")
    assert run(root, "comments", "answer", ROUND, compiled / f"{ROUND}.xlsx") == 0
    record = root / f"guidance/rounds/{ROUND}/round.yml"
    record.write_text(record.read_text() + "compiled: 2018-08-22\nresponses_published: 2018-09-01\n")
    assert run(root, "check", "--date", "2018-10-08") in (0, 1)
    build_site(root, folder / "site", BuildOptions(date(2018, 10, 8)))
    return Site(folder / "site", root)


def test_nothing_is_lost_between_the_files_and_the_record(site: Site) -> None:
    lines = [
        line
        for path in (site.project / f"guidance/rounds/{ROUND}/comments").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    said = [yaml.safe_load(line) for line in lines]
    assert sorted(one["text"] for one in said) == sorted([BY_FORM, BY_ISO, BY_WORD])
    assert {one["channel"] for one in said} == {"spreadsheet", "word"}
    assert all("Jane" not in line for line in lines)


@pytest.mark.parametrize(("code", "said"), [("party-a", BY_FORM), ("observer-b", BY_ISO), ("party-c", BY_WORD)])
def test_each_finds_the_answer_in_a_receipt(site: Site, code: str, said: str) -> None:
    text = words(site.page(f"rounds/{ROUND}/receipts/{code}/").root)
    assert said in text
    assert RESPONSE["English"] in text
    chinese = words(site.page(f"zh/rounds/{ROUND}/receipts/{code}/").root)
    assert said in chinese
    assert RESPONSE["Chinese"] in chinese


def test_the_answer_stands_beside_the_paragraph_and_leads_to_the_change(site: Site) -> None:
    page = site.page("coatings/plating/at/first/")
    (remark,) = (one for one in page.has_class("lg-remark") if BY_FORM in words(one))
    assert RESPONSE["English"] in words(remark)
    (link,) = (link for link in remark.xpath(".//a/@href") if "/changes/" in link)
    folder, anchor = link.split("#")
    redline = site.page(normpath(f"coatings/plating/at/first/{folder}"))
    (changed,) = redline.root.xpath(f"//*[@id='{anchor}']")
    assert "once a week" in words(changed)
    assert "every day" in words(changed)


def test_nobody_who_spoke_for_a_party_is_named_anywhere(site: Site) -> None:
    assert list(site.mentions("Jane Doe")) == []
