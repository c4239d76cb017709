"""mkdocs.yml is read without MkDocs, and what it lacks is told."""

from datetime import date
from pathlib import Path

import pytest

from living_guidance.load.settings import load_settings
from living_guidance.model.records import Settings, SiteLanguage
from tests.load.samples import SETTINGS


def test_all_that_concerns_the_guidance_is_read(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    assert load_settings(tmp_path) == (
        Settings(
            site_name="Living Guidance",
            site_url="https://example.org/guidance/",
            languages=(
                SiteLanguage(code="en", name="English"),
                SiteLanguage(code="zh", name="中文"),
                SiteLanguage(code="ar", name="العربية"),
            ),
            as_of=date(2018, 10, 8),
        ),
        (),
    )


def test_plugins_may_be_a_mapping_and_options_left_out(tmp_path: Path) -> None:
    text = "site_name: x\nplugins:\n  i18n:\n    languages: [{locale: zh, default: true}]\n  living-guidance:\n"
    (tmp_path / "mkdocs.yml").write_text(text)
    expected = Settings(site_name="x", languages=(SiteLanguage(code="zh", name="zh"),))
    assert load_settings(tmp_path) == (expected, ())


def test_the_order_of_documents_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.replace("documents: []", "documents: [pfos, hbcd]"))
    settings, issues = load_settings(tmp_path)
    assert issues == ()
    assert settings
    assert settings.documents == ("pfos", "hbcd")


def test_a_value_from_the_environment_without_a_default_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://secret.example/")
    (tmp_path / "mkdocs.yml").write_text(
        SETTINGS.replace('!ENV [SITE_URL, "https://example.org/guidance/"]', "!ENV SITE_URL")
    )
    settings, issues = load_settings(tmp_path)
    assert issues == ()
    assert settings
    assert settings.site_url == ""


OF_THE_PLUGIN = ("settings.no-plugin", "settings.misplaced", "settings.options")
FAULTS = [
    ("site_name: Living Guidance\n", "", "record.missing-key", 1),
    ("  - living-guidance:", "  - living-guidence:", "settings.no-plugin", 9),
    ("      documents: []", "      docments: []", "record.unknown-key", 22),
    ("      documents: []", "      site_name: x", "record.unknown-key", 22),
    ("      documents: []", "    documents: []", "settings.misplaced", 22),
    ("      documents: []", "  - documents: []", "settings.misplaced", 22),
    ("      documents: []", "documents: []", "settings.misplaced", 22),
    ("      as_of: 2018-10-08\n      documents: []", "      as of now", "settings.options", 20),
    ("as_of: 2018-10-08", "as_of: 8 October 2018", "record.date-form", 21),
    ("  - i18n:", "  - i17n:", "settings.no-languages", 9),
    ("          default: true\n", "", "settings.default", 12),
    ("name: 中文, build: true", "name: 中文, default: true", "settings.default", 12),
    ("locale: zh,", "locale: zh-Hans,", "record.language-form", 13),
    ("locale: zh,", "lokale: zh,", "record.empty", 13),
    ("{locale: ar, name: العربية}", "ar", "settings.language", 18),
    ("theme:\n", "theme\n", "yaml.no-colon", 4),
    ("theme:\n", "theme: [\n", "yaml.bracket", 4),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert SETTINGS.count(old) == 1
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.replace(old, new))
    settings, issues = load_settings(tmp_path)
    assert settings is None or code in {"record.unknown-key", *OF_THE_PLUGIN}
    assert [(issue.code, issue.where.line) for issue in issues] == [(code, line)]


@pytest.mark.parametrize(
    ("text", "code"), [("", "settings.empty"), ("- a\n", "settings.empty"), ("# x\n", "settings.empty")]
)
def test_a_file_without_settings_is_told(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    assert [issue.code for issue in load_settings(tmp_path)[1]] == [code]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert [(issue.code, issue.where.path) for issue in load_settings(tmp_path)[1]] == [("file.missing", "mkdocs.yml")]
