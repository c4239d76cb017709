"""The small project with a past: the same texts, frozen three times by the real command, with edits in between."""

import shutil
from pathlib import Path

import pytest
import yaml

from living_guidance.cli import main

HERE = Path(__file__).parent
PLATING = "guidance/coatings/plating.md"
BOARDS = "guidance/boards/insulation.md"
ARABIC = "translations/ar/coatings/plating.po"
STATES = ("first", "second", "third", "working")

Edit = tuple[str, str, str]
"""A file, what it says, and what it is to say."""

ANSWERS = ("--same", "pg6opuzn7=plygr5tbw", "--as-new", "p66i7ckdz")
"""Which half of the paragraph that is split keeps its name."""
LONG_SENTENCE = "Catch the mist with a mesh pad, and wash the pad into the bath."
TO_SECOND: tuple[Edit, ...] = (
    # Edited words, numbers, emphasis and links.
    (PLATING, "Measure the surface tension once a week.", "Measure the surface tension **every day**."),
    (PLATING, "Keep the results for five years.", "Keep the results for 10 years and `log` them."),
    (PLATING, "[foams](foams.md#stocks)", "[fire-fighting foams](foams.md)"),
    # A cell, a new row and a row that is gone.
    (PLATING, "| Cooler baths, short runs |", "| Cooler baths below 35 °C, short runs |"),
    (PLATING, "| 1050 |\n", "| 1200 |\n| Closed drum | Small parts | Wear of the seals | Drum, pump | 75 |\n"),
    # One that is gone, one that is new, one that is split.
    (
        PLATING,
        "Log each addition by weight.",
        "Log each addition by weight.\n\nA log that nobody reads is no log at all.",
    ),
    (PLATING, "- Measure before every addition.\n", ""),
    (PLATING, "\nA few drops of surfactant", "\n\nA few drops of surfactant"),
    (BOARDS, "它会在墙体内停留数十年。", "它会在墙体内停留五十年以上，拆除时才会释放。"),
    (BOARDS, "避免生成附件C所列化学品。", "避免无意生成附件C所列的化学品。"),
)
TO_THIRD: tuple[Edit, ...] = (
    # A paragraph and a heading with its text move.
    (PLATING, "\nReturn drag-out and rinse water to the bath.\nEvaporation makes room for it.\n", ""),
    (
        PLATING,
        "\nCompare what was bought",
        "\nReturn drag-out and rinse water to the bath.\nEvaporation makes room for it.\n\nCompare what was bought",
    ),
    (PLATING, LONG_SENTENCE, f"{LONG_SENTENCE[:-1]} every 2 hours."),
    (
        PLATING,
        "Expect it in the bath for many months.\n",
        "Expect it in the bath for 6 months.\n\n    ```\n    tension = 35\n    limit = 40\n    ```\n",
    ),
    (BOARDS, "在板材本身加注标识，标明“含六溴环十二烷”。", "应在板材本身加注永久标识，标明“含六溴环十二烷，须销毁”。"),
    (ARABIC, "طلاء المعادن", "طلاء المعادن بالكروم"),
)
TO_TODAY: tuple[Edit, ...] = (
    (PLATING, "Hydrogen fluoride is not formed at these temperatures.", "Hydrogen fluoride may form above 300 °C."),
    (PLATING, "tension = 35\n", "tension = 30\n"),
    (
        PLATING,
        "1. Drain the parts over the tank.\n2. Rinse them in stages.",
        "1. Rinse them in stages.\n2. Drain the parts over the tank.",
    ),
    (ARABIC, "ويجب حجز الرذاذ.", "ويجب حجز الرذاذ دائماً."),
)


def make_project(folder: Path) -> None:
    """Copy the small project, and freeze it on three days."""
    shutil.copytree(HERE / "project", folder)
    settings = folder / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("../../../hooks", str(HERE.parents[1] / "hooks")), encoding="utf-8"
    )
    for document in ("coatings", "boards"):
        record = folder / f"guidance/{document}/document.yml"
        values = yaml.safe_load(record.read_text(encoding="utf-8")) | {"publish_working": True}
        record.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    _freeze(folder, "first", "2018-08-01")
    for edits, name, day in (
        (TO_SECOND, "second", "2018-09-01"),
        (TO_THIRD, "third", "2018-10-01"),
        (TO_TODAY, "", ""),
    ):
        for path, old, new in edits:
            _replace(folder / path, old, new)
        _run(folder, "translate", "update", *(ANSWERS if edits is TO_SECOND else ()))
        if name:
            _freeze(folder, name, day)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path.name, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def _freeze(folder: Path, name: str, day: str) -> None:
    titles = {
        "en": f"{name.capitalize()} draft",
        "zh": {"first": "第一稿", "second": "第二稿", "third": "第三稿"}[name],
        "ar": f"المسودة {name}",
    }
    named = (part for code, title in titles.items() for part in ("--title", f"{code}={title}"))
    _run(folder, "freeze", name, "--type", "comment_draft", "--date", day, *named)


def _run(folder: Path, *arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(folder), *arguments])
    assert not ended.value.code, arguments
