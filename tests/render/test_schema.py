"""The schemas are those of the records, and the editor's files go with them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from living_guidance.model.records import ChapterMatter
from living_guidance.model.vocabulary import Annex, Editing, Status
from living_guidance.render.schema import schemas

ROOT = Path(__file__).parents[2]
SCHEMAS = schemas()


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_files_are_up_to_date(name: str, golden: Callable[[Path, str], None]) -> None:
    golden(ROOT / "schemas" / f"{name}.json", json.dumps(SCHEMAS[name], ensure_ascii=False, indent=2) + "\n")


def test_there_is_a_schema_for_everything_that_is_written_in_yaml() -> None:
    registers = {"chemicals", "bodies", "meetings", "decisions", "sources", "glossary", "submitters"}
    assert (
        set(SCHEMAS)
        == {"chapter", "document", "change", "round", "identity", "answers", "submission", "release"} | registers
    )
    assert {path.stem for path in (ROOT / "schemas").glob("*.json")} == set(SCHEMAS)


def properties(schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema["properties"]
    return found


def test_keys_words_and_descriptions_are_those_of_the_model() -> None:
    chapter = SCHEMAS["chapter"]
    assert list(properties(chapter)) == list(ChapterMatter.model_fields)
    assert chapter["additionalProperties"] is False
    assert chapter["$defs"]["Status"]["enum"] == list(Status)
    assert properties(chapter)["id"]["description"] == "The same as the file's name, and part of the chapter's address."
    assert "A: Elimination." in chapter["$defs"]["Annex"]["description"]


def test_a_key_that_python_reserves_is_written_as_authors_write_it() -> None:
    assert "class" in properties(SCHEMAS["change"])
    assert "change_class" not in properties(SCHEMAS["change"])


def test_a_version_may_look_like_a_number() -> None:
    assert properties(SCHEMAS["chapter"])["version"]["type"] == ["string", "number"]


def test_a_register_is_a_list_of_its_records() -> None:
    schema = SCHEMAS["chemicals"]
    assert (schema["type"], schema["items"]) == ("array", {"$ref": "#/$defs/Chemical"})
    references = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
    assert references <= set(schema["$defs"])


def test_the_editor_names_a_schema_for_every_kind_of_yaml_file() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    named = {Path(path).stem for path in settings["yaml.schemas"]}
    # No extension applies a schema to front matter inside Markdown: there, snippets offer the words.
    assert named == set(SCHEMAS) - {"chapter"}


def test_the_snippet_for_front_matter_offers_the_words_of_the_model() -> None:
    snippets = json.loads((ROOT / ".vscode" / "guidance.code-snippets").read_text(encoding="utf-8"))
    body = snippets["Front matter of a chapter"]["body"]
    written = [line.split(":")[0] for line in body[1 : body.index("---", 1)]]
    required = SCHEMAS["chapter"]["required"]
    assert set(required) <= set(written) <= set(ChapterMatter.model_fields)
    offered = {line.split(":")[0]: match[1].split(",") for line in body if (match := re.search(r"\|(.*)\|", line))}
    assert offered == {"annex": [*Annex], "status": [*Status], "editing": [*Editing]}
