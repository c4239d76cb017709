"""The interface's words: every one exists in every language, and none is left over."""

import re
import shutil
import subprocess
from enum import StrEnum
from pathlib import Path

import polib
import pytest

from living_guidance.model import vocabulary
from living_guidance.render.messages import CATALOGUES, load_messages, preferred_language, run_on, sources

PACKAGE = CATALOGUES.parent.parent
DOMAINS = sorted(path.stem for path in CATALOGUES.glob("*.pot"))
LANGUAGES = sorted(path.name for path in CATALOGUES.iterdir() if path.is_dir())
KEY = re.compile(r"""["'](?:f["'])?((?:check|cli|forms|pages)\.[a-z0-9_.-]+[a-z0-9])["']""")
PLACE = re.compile(r"(?<!\{)\{(\w+)\}")
SHOWN = {
    "status": vocabulary.Status,
    "editing": vocabulary.Editing,
    "action": vocabulary.Action,
    "series": vocabulary.Series,
    "issuance": vocabulary.Issuance,
    "authority": vocabulary.Authority,
    "freshness": vocabulary.Freshness,
    "change-kind": vocabulary.ChangeKind,
    "change-class": vocabulary.ChangeClass,
    "cause": vocabulary.Cause,
    "round-kind": vocabulary.RoundKind,
    "round-state": vocabulary.RoundState,
    "audience": vocabulary.Audience,
    "late-policy": vocabulary.LatePolicy,
    "publication-policy": vocabulary.PublicationPolicy,
    "annex": vocabulary.Annex,
    "file-fate": vocabulary.FileFate,
    "block": vocabulary.BlockKind,
    "comment-type": vocabulary.CommentType,
    "disposition": vocabulary.Disposition,
    "comment-status": vocabulary.CommentStatus,
    "submitter-category": vocabulary.SubmitterCategory,
    "region": vocabulary.Region,
    "reason": vocabulary.Reason,
    "reply": vocabulary.Reply,
    "channel": vocabulary.Channel,
    "scope": vocabulary.Scope,
    "element": vocabulary.Element,
    "confidentiality": vocabulary.Confidentiality,
}
"""The vocabularies that readers see, by the prefix of their words."""


def entries(path: Path) -> dict[str, polib.POEntry]:
    return {entry.msgctxt: entry for entry in polib.pofile(str(path), wrapwidth=0)}


def words_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_a_language_has_every_word_and_no_other(domain: str, language: str) -> None:
    template = entries(CATALOGUES / f"{domain}.pot")
    catalogue = entries(CATALOGUES / language / f"{domain}.po")
    assert {key: (entry.msgid, entry.msgid_plural) for key, entry in catalogue.items()} == {
        key: (entry.msgid, entry.msgid_plural) for key, entry in template.items()
    }
    assert [key for key, entry in catalogue.items() if entry.fuzzy or not all(words_of(entry))] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_a_translation_fills_in_the_same_places(domain: str, language: str) -> None:
    wrong = [
        key
        for key, entry in entries(CATALOGUES / language / f"{domain}.po").items()
        for text in words_of(entry)
        if set(PLACE.findall(text)) != set(PLACE.findall(entry.msgid_plural or entry.msgid))
    ]
    assert wrong == []


def test_msgfmt_accepts_the_catalogues() -> None:
    msgfmt = shutil.which("msgfmt")
    assert msgfmt, "msgfmt is missing; tests/browser/install says how to get it"
    for path in sorted(CATALOGUES.glob("*/*.po")):
        done = subprocess.run([msgfmt, "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def used_keys() -> set[str]:
    files = [
        *PACKAGE.rglob("*.py"),
        *PACKAGE.rglob("*.j2"),
        *PACKAGE.rglob("theme/*.html"),
        *PACKAGE.rglob("partials/*"),
    ]
    return {key for path in files for key in KEY.findall(path.read_text(encoding="utf-8"))}


def test_every_key_in_the_code_has_words() -> None:
    assert sorted(key for key in used_keys() if key not in sources() and not key.endswith(("pot", "po"))) == []


@pytest.mark.parametrize(("prefix", "vocabulary_"), SHOWN.items())
def test_every_word_of_a_vocabulary_can_be_shown(prefix: str, vocabulary_: type[StrEnum]) -> None:
    assert {key for key in sources() if key.startswith(f"{prefix}.")} == {f"{prefix}.{word}" for word in vocabulary_}


def test_a_missing_translation_falls_back_to_english() -> None:
    assert load_messages("ar")("pages.nav.home") == "Home"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "GUIDANCE_LANGUAGE": "zh"}, "zh"),
    ],
)
def test_the_terminals_language_is_spoken(environment: dict[str, str], language: str) -> None:
    assert preferred_language(environment) == language


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        (("One.", "Two."), "One. Two."),
        (("第一句。", "第二句！", "第三句。"), "第一句。第二句！第三句。"),
        (("第一句。", "See p. 3.", "第三句。"), "第一句。See p. 3. 第三句。"),
        ((), ""),
    ],
)
def test_sentences_run_on_as_their_language_has_it(sentences: tuple[str, ...], text: str) -> None:
    assert run_on(sentences) == text


COUNTED = re.compile(r"\{(n|count|files|rows)\} [a-z]")


def test_what_counts_things_knows_one_of_them() -> None:
    """A number before its noun needs both forms; two numbers stand after theirs."""
    assert [
        key
        for key, (text, plural) in sources().items()
        if key.startswith("cli.") and not plural and COUNTED.search(text)
    ] == []
