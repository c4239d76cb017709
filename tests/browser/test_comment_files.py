"""What goes out: the official form as XLSX, CSV and JSON, equal to what was typed, and what becomes of it."""

import csv
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from living_guidance.cli import main
from living_guidance.exchange.comments.columns import OF_FILE, heading
from living_guidance.exchange.comments.form_rows import read_form
from living_guidance.exchange.comments.inert import restored
from living_guidance.render.comment_words import COLUMNS
from living_guidance.render.messages import load_messages
from tests.browser.commented_site import (
    DRAFT,
    ROUND,
    Commented,
    comment,
    expect_marks,
    hand,
    open_send,
    save,
    select,
    stored,
    write,
)

TENSION = "Measure the surface tension"
SENDER = {"submitter": "Observer B; Party A", "country": "no", "person": "=cmd|' /C calc'!A1", "email": "b@example.org"}
WRITTEN = (
    {
        "text": "<script>alert(1)</script> & \"quoted\", 'single'",
        "proposed": "=1+1",
        "rationale": "+1",
        "references": "-2",
    },
    {
        "text": "尽管如此，应改为“每周两次”。😀\n第二行\n\n第四行",
        "proposed": "@SUM(A1)",
        "rationale": "＝1＋1",
        "references": "'1",
    },
    {
        "text": "x" * 10_000 + "汉" * 10_000,
        "proposed": "_x0041_ ]]> \u2028 مرحبا",
        "rationale": "'=1",
        "references": "",
    },
)


@dataclass(frozen=True)
class Typed:
    """What a reader typed, and the files that came of it."""

    rows: list[dict[str, str]]
    files: dict[str, bytes]
    names: dict[str, str]


@pytest.fixture(scope="module")
def typed(commented: Commented) -> Typed:
    with commented.site.reading(commented.url()) as page:
        select(page, "surface tension once a week")
        page.locator(".lg-select").click()
        write(page, kind="editorial", **WRITTEN[0])
        save(page)
        page.goto(commented.url("zh", "boards/insulation"))
        control = page.locator("p.lg-block > .lg-note").first
        control.press("Enter")
        write(page, kind="translation", **WRITTEN[1])
        save(page)
        page.goto(commented.url())
        page.get_by_role("button", name="Comment on the whole chapter").click()
        write(page, kind="general", **WRITTEN[2])
        save(page)
        open_send(page, "igo", **SENDER)
        downloads = {kind: hand(page, kind) for kind in ("xlsx", "csv", "json")}
        rows = {one["type"]: one for one in stored(page)["comments"]}
        files = {kind: one.path().read_bytes() for kind, one in downloads.items()}
        names = {kind: one.suggested_filename for kind, one in downloads.items()}
    # In the order of the texts: what is on a whole chapter comes first.
    in_order = [rows[kind] for kind in ("general", "editorial", "translation")]
    sender = SENDER | {"category": "igo", "country": "NO"}
    expected = [{name: (one | sender).get(name, "") for name in COLUMNS} for one in in_order]
    assert [row["text"] for row in expected] == [WRITTEN[place]["text"] for place in (2, 0, 1)]
    return Typed([{name: text for name, text in row.items() if text} for row in expected], files, names)


def in_words(row: dict[str, str], language: str = "en") -> dict[str, str]:
    """A row as a table has it: names for vocabularies, and the address of the paragraph."""
    say = load_messages(language)
    found = dict(row)
    for name, prefix in (("category", "submitter-category"), ("type", "comment-type"), ("element", "element")):
        if name in found:
            found[name] = say(f"{prefix}.{found[name]}")
    if "paragraph" in found:
        prefix = "" if found["language"] == "en" else f"{found['language']}/"
        page = f"{prefix}{found['document']}/{found['chapter']}/at/{found['draft']}/"
        found["paragraph"] = f"https://guidance.example/{page}#{found['paragraph']}"
    return found


def table_of(rows: list[list[str]]) -> list[dict[str, str]]:
    return [{name: text for name, text in zip(COLUMNS, row, strict=True) if text} for row in rows]


def test_the_columns_are_those_of_the_official_form() -> None:
    assert set(OF_FILE) - set(COLUMNS) == {"page", "line"}
    assert set(COLUMNS) <= set(OF_FILE)


def test_the_spreadsheet_says_what_was_typed(typed: Typed) -> None:
    book = load_workbook(BytesIO(typed.files["xlsx"]))
    sheet, memory = book.worksheets
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [heading(name, [load_messages("en"), load_messages("zh")]) for name in COLUMNS]
    # Openpyxl leaves it to its caller to read what stands for a sign by its number.
    rows = [[text.replace("_x005F_", "_") for text in row] for row in rows]
    assert table_of(rows[1:]) == [in_words(row) for row in typed.rows]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s", "inlineStr"}
    assert all(cell.number_format == "@" for row in sheet.iter_rows() for cell in row)
    live = {cell.value for row in sheet.iter_rows() for cell in row if cell.quotePrefix}
    assert live == {"=1+1", "+1", "-2", "@SUM(A1)", "＝1＋1", SENDER["person"]}
    facts = {row[0].value: row[1].value for row in memory.iter_rows()}
    assert (memory.title, memory.sheet_state) == ("guidance", "veryHidden")
    assert facts == {
        "#format": "comments/1",
        "#round": ROUND,
        "#draft": DRAFT,
        "#language": "en",
        "#columns": ",".join(COLUMNS),
    }
    with ZipFile(BytesIO(typed.files["xlsx"])) as archive:
        assert archive.testzip() is None
        assert not any(b"<f" in archive.read(name) for name in archive.namelist() if "sheet1" in name)


def test_the_csv_file_says_what_was_typed(typed: Typed) -> None:
    assert typed.files["csv"].startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(typed.files["csv"].decode("utf-8-sig"), newline="")))
    live = [cell for row in rows for cell in row if cell[:1] in {*"=+-@\t\r＝＋－＠"}]
    assert live == []
    assert rows[0][0] == heading("submitter", [load_messages("en"), load_messages("zh")])
    assert table_of([[restored(cell) for cell in row] for row in rows[1:]]) == [in_words(row) for row in typed.rows]


def test_the_json_file_says_what_was_typed(typed: Typed) -> None:
    value = json.loads(typed.files["json"])
    assert (value["format"], value["round"]) == ("living-guidance-comments/1", ROUND)
    assert [value["shared"] | one for one in value["comments"]] == typed.rows


@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_the_official_reader_reads_it(typed: Typed, kind: str) -> None:
    filled = read_form(typed.files[kind], typed.names[kind], None)
    assert (filled.layout, filled.unread) == ("official", ())
    assert filled.round == ("" if kind == "csv" else ROUND)
    rows = (
        typed.rows
        if kind == "json"
        else [row | {"paragraph": in_words(row).get("paragraph", "")} for row in typed.rows]
    )
    found = [{name: text for name, text in {**filled.shared, **row.values}.items() if text} for row in filled.rows]
    assert found == [{name: text for name, text in row.items() if text} for row in rows]


def test_the_three_files_are_the_same_comments(
    commented: Commented, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDANCE_PRIVATE", str(tmp_path / "private"))
    project = shutil.copytree(commented.project, tmp_path / "project")
    ids = []
    for kind, content in typed.files.items():
        file = tmp_path / typed.names[kind]
        file.write_bytes(content)
        with pytest.raises(SystemExit):
            main(["-C", str(project), "comments", "import", ROUND, str(file), "--received", "2018-10-05"])
        paths = sorted((project / f"guidance/rounds/{ROUND}/comments").rglob("*.jsonl"))
        lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
        ids.append({one["id"] for one in lines})
        assert {(one.get("paragraph", ""), one["type"]) for one in lines} == {
            (row.get("paragraph", ""), row["type"]) for row in typed.rows
        }
    assert [len(one) for one in ids] == [3, 3, 3]


def test_a_person_is_named_as_a_person_and_nothing_is_kept(commented: Commented) -> None:
    with commented.site.reading(commented.url("zh")) as page:
        page.locator("p.lg-block > .lg-note").first.press("Enter")
        write(page, text="一点意见")
        save(page)
        open_send(page, "individual", person="Expert C")
        expect(page.locator("[name=submitter]")).to_be_hidden()
        shared = json.loads(hand(page, "json").path().read_text(encoding="utf-8"))["shared"]
        assert shared == {"category": "individual", "person": "Expert C"}
        assert "Expert C" not in page.evaluate("JSON.stringify(localStorage)")


def test_what_is_missing_of_the_sender_is_said(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        comment(page, TENSION, text="Something")
        open_send(page, "party", country="Norway", email="nobody")
        page.locator(".lg-send .lg-button--main").click()
        assert page.locator(".lg-field__error").all_text_contents() == [
            "Name the organization.",
            "Give the country by its two letters.",
            "This is not an e-mail address.",
        ]
        expect(page.locator("[name=submitter]")).to_be_focused()
        expect(page.locator("[name=country]")).to_have_accessible_description(
            "Two letters, as in ISO 3166. Give the country by its two letters."
        )
        assert "comments@secretariat.example" in page.locator(".lg-send").inner_text()


def test_comments_stay_until_they_are_sent_and_can_be_taken_back(commented: Commented) -> None:
    with commented.site.reading(commented.url()) as page:
        comment(page, TENSION, text="In the file")
        open_send(page, submitter="Observer B")
        sent = page.get_by_role("button", name="I have sent it")
        expect(sent).to_be_disabled()
        hand(page, "xlsx")
        # Another window goes on meanwhile.
        other = page.context.new_page()
        other.goto(commented.url())
        comment(other, "Return drag-out", text="After the file")
        expect(page.locator(".lg-note--own")).to_have_count(2)
        sent.click()
        kept = stored(page)
        assert [one["text"] for one in kept["comments"]] == ["After the file"]
        assert [[one["text"] for one in batch["comments"]] for batch in kept["sent"]] == [["In the file"]]
        page.locator(".lg-tray__sent summary").click()
        page.get_by_role("button", name="Take back").click()
        expect_marks(page, ["1", "1"])
        assert stored(page)["sent"] == []


def test_a_saved_file_is_gone_on_with_on_another_machine(commented: Commented, typed: Typed, tmp_path: Path) -> None:
    file, other = tmp_path / "mine.json", tmp_path / "other.json"
    file.write_bytes(typed.files["json"])
    other.write_text('{"format": "living-guidance-comments/1", "round": "first", "comments": []}', encoding="utf-8")
    with commented.site.reading(commented.url()) as page:
        page.get_by_role("button", name="Your comments").click()
        page.locator("#lg-import").set_input_files(file)
        expect(page.locator(".lg-tray__report")).to_have_text("3 comments were taken from the file.")
        expect_marks(page, ["1"])
        number = page.locator("p.lg-block:has(> .lg-note--own) > .lg-number").inner_text()
        places = page.locator(".lg-entry__place > :first-child").all_text_contents()
        assert places == ["Whole chapter", f"Paragraph {number}", "Paragraph without a number"]
        page.locator("#lg-import").set_input_files(file)
        expect(page.locator(".lg-tray__report")).to_have_text("0 comments were taken from the file.")
        page.locator("#lg-import").set_input_files(other)
        expect(page.locator(".lg-tray__report")).to_contain_text("belongs to another comment round: first")
        page.locator(".lg-sheet__close").click()
        open_send(page)
        expect(page.locator("[name=submitter]")).to_have_value(SENDER["submitter"])
        assert json.loads(hand(page, "json").path().read_bytes()) == json.loads(typed.files["json"])


# ---- Offline


@contextmanager
def offline(commented: Commented, language: str, **options: Any) -> Iterator[Page]:
    """A reader of the kit, straight from the disk."""
    kit = commented.folder / f"assets/kits/{ROUND}/coatings.{language}.html"
    with commented.site.reader(offline=True, **options) as page:
        noise = commented.site.listen(page)
        asked: list[str] = []
        page.context.on("request", lambda request: asked.append(request.url))
        page.goto(kit.as_uri())
        yield page
        assert noise.complaints == []
        assert [url for url in asked if not url.startswith((kit.as_uri(), "data:", "blob:"))] == []


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_the_kit_works_from_the_disk(commented: Commented, language: str) -> None:
    with offline(commented, language) as page:
        assert page.evaluate("location.protocol") == "file:"
        assert page.locator(".lg-kit__chapter").count() == 2
        control = page.locator("[data-chapter='coatings/plating'] p.lg-block > .lg-note").nth(1)
        control.press("Enter")
        write(page, text="Offline 离线")
        save(page)
        page.locator(".lg-commenting--chapter button").nth(2).click()
        write(page, kind="general", text="On the other chapter")
        save(page)
        page.reload()
        expect_marks(page, ["1"])
        open_send(page, submitter="Observer B")
        files = {kind: hand(page, kind).path().read_bytes() for kind in ("xlsx", "csv", "json")}
    rows = [
        [(row.values["chapter"], row.values["text"]) for row in read_form(content, f"form.{kind}", None).rows]
        for kind, content in files.items()
    ]
    assert rows == [[("plating", "Offline 离线"), ("foams", "On the other chapter")]] * 3


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1360, "dark")])
def test_the_kit_fits_and_takes_the_readers_colours(commented: Commented, width: int, scheme: str) -> None:
    with offline(commented, "en", size=(width, 700), scheme=scheme) as page:
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(16, 24, 31)")
        page.locator("p.lg-block > .lg-note").first.press("Enter")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_the_kits_links_lead_on(commented: Commented) -> None:
    with offline(commented, "en") as page:
        links = [one.get_attribute("href") or "" for one in page.locator(".lg-text a").all()]
        inside = [href for href in links if href.startswith("#")]
        missing = page.evaluate("hrefs => hrefs.filter(href => !document.getElementById(href.slice(1)))", inside)
        assert missing == []
        assert "https://guidance.example/boards/insulation/" in links
        foams = [href for href in inside if page.locator(f"[data-chapter='coatings/foams'] [id='{href[1:]}']").count()]
        assert foams
        assert {href.split("/")[2] for href in links if not href.startswith("#")} == {"guidance.example"}
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        assert len(ids) == len(set(ids))


def test_the_kit_reads_without_scripts(commented: Commented) -> None:
    with offline(commented, "en", java_script_enabled=False) as page:
        assert "Measure the surface tension" in page.locator("main").inner_text()
        assert page.locator("button").count() == 0
